"""The desk of one set of questions: what stands in the way, links, requests, answers to confirm, reminders."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views import generic

from portal.core import csvout
from races import asking_actions as actions
from races.asking_letters import letter, reminder
from races.models import Candidacy, Request

COLUMNS = ("candidate", "asked", "times_asked", "last_asked", "link", "answers", "questions", "reminder")


class AskForm(forms.Form):
    sent_on = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    channel = forms.ChoiceField(label=gettext_lazy("How"), choices=Request.Channel.choices)
    reminder = forms.BooleanField(label=gettext_lazy("This was a reminder"), required=False)

    def clean_sent_on(self):
        if self.cleaned_data["sent_on"] > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Record a request once it is sent."))
        return self.cleaned_data["sent_on"]


class SetView(generic.InspectView):
    """One covered set. Reading needs any permission, each action the permission to change."""

    def get_object(self, queryset=None):
        return get_object_or_404(self.model.objects.for_desk(), pk=self.pk)

    def people(self):
        """What is known of each standing candidate: [{"candidacy", "requests", "link", "answers", "waiting"}]."""
        question_set = self.object
        requests, sent, waiting = {}, {}, {}
        for request in question_set.requests.order_by("sent_on", "pk"):
            requests.setdefault(request.candidacy_id, []).append(request)
        for question, candidacy in question_set.answers().values_list("question", "candidacy").distinct():
            sent.setdefault(candidacy, set()).add(question)
        for answer in question_set.answers().unconfirmed().select_related("question").order_by("-version"):
            newest = waiting.setdefault(answer.candidacy_id, {})
            newest.setdefault(answer.question_id, answer)
        links = {link.candidacy_id: link for link in question_set.invitations.open(timezone.now())}
        return [
            {
                "candidacy": candidacy,
                "requests": requests.get(candidacy.pk, []),
                "link": links.get(candidacy.pk),
                "answers": len(sent.get(candidacy.pk, ())),
                "waiting": sorted(waiting.get(candidacy.pk, {}).values(), key=lambda row: row.question.order),
            }
            for candidacy in actions.standing(question_set)
        ]


class Desk(SetView):
    template_name = "admin/question_set_desk.html"
    page_title = gettext_lazy("Desk")
    links = ()
    ask_form = None

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "set": self.object,
            "questions": self.object.questions.select_related("topic"),
            "problems": actions.problems(self.object, timezone.now()),
            "people": self.people(),
            "ask_form": self.ask_form or AskForm(initial={"sent_on": timezone.localdate()}),
            "links": self.links,
            "may_change": self.user_has_permission("change"),
        }

    def post(self, request, *args, **kwargs):
        if not self.user_has_permission("change"):
            raise PermissionDenied
        act = getattr(self, f"do_{request.POST.get('act', '')}", None)
        if act is not None:
            try:
                if (response := act(request.POST)) is not None:
                    return response
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
        return redirect(self.request.path)

    def _shown_once(self, tokens):
        """The raw links in this answer alone: they are kept nowhere, so reloading cannot bring them back."""
        if not tokens:
            messages.warning(self.request, _("Everyone has a link that works. Nothing was made."))
            return None
        self.links = [
            {"candidacy": candidacy, "letter": letter(self.request, self.object, candidacy, token)}
            for candidacy, token in tokens.items()
        ]
        response = self.render_to_response(self.get_context_data())
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "same-origin"
        return response

    def _candidacy(self, data):
        pk = data.get("candidacy", "")
        rows = Candidacy.objects.filter(race=self.object.race_id)
        return get_object_or_404(rows, pk=pk if pk.isdecimal() and len(pk) < 19 else None)

    def do_invite(self, data):
        return self._shown_once(actions.invite(self.object, by=self.request.user, now=timezone.now()))

    def do_reissue(self, data):
        candidacy = self._candidacy(data)
        token = actions.reissue(self.object, candidacy, by=self.request.user, now=timezone.now())
        return self._shown_once({candidacy: token})

    def do_revoke(self, data):
        actions.revoke(self.object, self._candidacy(data), by=self.request.user, now=timezone.now())
        messages.success(self.request, _("The link no longer opens."))

    def do_ask(self, data):
        self.ask_form = AskForm(data)
        if not self.ask_form.is_valid():
            return self.render_to_response(self.get_context_data())
        said = self.ask_form.cleaned_data
        asked = {"on": said["sent_on"], "channel": said["channel"], "reminder": said["reminder"]}
        n = actions.ask_everyone(self.object, **asked, by=self.request.user)
        text = ngettext("%(n)d request is on record now.", "%(n)d requests are on record now.", n) % {"n": n}
        messages.success(self.request, text)
        return None

    def do_publish(self, data):
        actions.publish(self.object, by=self.request.user, now=timezone.now())
        messages.success(
            self.request, _("Published. The race page shows the questions, and whom we asked and when.")
        )

    def do_confirm(self, data):
        how = data.get("how", "").strip()
        if not how:
            raise ValidationError(_("Say how you know that these answers come from the candidate."))
        seen = {int(pk) for pk in data.getlist("answer") if pk.isdecimal()}
        said = {"how": how[:200], "today": timezone.localdate(), "seen": seen}
        n = actions.confirm(self.object, self._candidacy(data), **said, by=self.request.user)
        text = ngettext("%(n)d answer is confirmed.", "%(n)d answers are confirmed.", n) % {"n": n}
        messages.success(self.request, text)


class Reminders(SetView):
    """Who was asked when and has not answered: to print, or as CSV. No mail is sent and no address is known."""

    template_name = "admin/question_set_reminders.html"
    page_title = gettext_lazy("Reminders to send")

    def rows(self):
        total = self.object.questions.count()
        return [
            {
                "candidate": person["candidacy"].ballot_name,
                "asked": "; ".join(f"{r.sent_on} {r.get_channel_display()}" for r in person["requests"]),
                "times_asked": len(person["requests"]),
                "last_asked": person["requests"][-1].sent_on if person["requests"] else None,
                "link": _("works") if person["link"] else _("none"),
                "answers": person["answers"],
                "questions": total,
                "reminder": reminder(self.object, person["candidacy"], person["requests"]),
            }
            for person in self.people()
            if person["answers"] < total
        ]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "set": self.object, "rows": self.rows()}

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") != "csv":
            return super().get(request, *args, **kwargs)
        response = HttpResponse(csvout.dumps(self.rows(), COLUMNS), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="reminders-{self.object.pk}.csv"'
        response["Cache-Control"] = "private, no-store"
        return response
