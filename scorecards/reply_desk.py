"""The desk of a scorecard's right of reply (links, notices), and the page where one reply is checked."""

from collections import Counter, defaultdict

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views import generic

from races.models import Request
from scorecards import reply_rules as rules
from scorecards import reply_sheet, replying
from scorecards.frozen import substance
from scorecards.models import Mark, Reply, ReplyFile, ReplyLink, ReplyNotice
from scorecards.reply_letters import letter


class Acts:
    """A page with buttons: `do_<act>` of the covered row; what a rule refuses is said on the same page."""

    def post(self, request, *args, **kwargs):
        act = getattr(self, f"do_{request.POST.get('act', '')}", None)
        if act is not None:
            try:
                if (response := act(request.POST)) is not None:
                    return response
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return self.render_to_response(self.get_context_data())
        return redirect(request.path)


def date_input():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NoticeForm(forms.Form):
    sent_on = forms.DateField(label=gettext_lazy("Day"), widget=date_input())
    channel = forms.ChoiceField(label=gettext_lazy("How"), choices=Request.Channel.choices)
    reminder = forms.BooleanField(label=gettext_lazy("This was a reminder"), required=False)
    subject = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("To whom"), required=False, empty_label=gettext_lazy("Everyone")
    )

    def __init__(self, *args, subjects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].queryset = subjects

    def clean_sent_on(self):
        if self.cleaned_data["sent_on"] > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Record a notice once it is sent."))
        return self.cleaned_data["sent_on"]


class ReplyDesk(Acts, generic.InspectView):
    template_name = "admin/reply_desk.html"
    page_title = gettext_lazy("Right of reply")
    letters = ()
    notice_form = None

    def get_object(self, queryset=None):
        return get_object_or_404(self.model.objects.select_related("standard__group"), pk=self.pk)

    def people(self):
        """[{"subject", "link", "last_day", "notices", "replies", "waiting", "behind"}], one a subject.
        `behind`: its marks are not those that were sent last."""
        card, now = self.object, timezone.now()
        links = {link.subject_id: link for link in ReplyLink.objects.of(card).open(now)}
        notices = defaultdict(list)
        for notice in ReplyNotice.objects.filter(subject__scorecard=card):
            notices[notice.subject_id].append(notice)
        rows = Reply.objects.filter(subject__scorecard=card).newest()
        replies = Counter(rows.values_list("subject", flat=True))
        waiting = Counter(rows.unchecked().values_list("subject", flat=True))
        behind = reply_sheet.told_of_other_marks(card) if card.standard.versions.exists() else set()
        return [
            {
                "subject": subject,
                "link": links.get(subject.pk),
                "last_day": rules.last_day(links[subject.pk].deadline) if subject.pk in links else None,
                "notices": notices[subject.pk],
                "replies": replies[subject.pk],
                "waiting": waiting[subject.pk],
                "behind": bool(notices[subject.pk]) and subject.pk in behind,
            }
            for subject in card.subjects.for_list()
        ]

    def get_context_data(self, **kwargs):
        subjects = self.object.subjects.for_list()
        form = self.notice_form or NoticeForm(initial={"sent_on": timezone.localdate()}, subjects=subjects)
        return {
            **super().get_context_data(**kwargs),
            "card": self.object,
            "public": self.object.releases.up().exists(),
            "people": self.people(),
            "letters": self.letters,
            "notice_form": form,
            "grace": rules.GRACE_DAYS,
        }

    def _shown_once(self, tokens):
        """The raw links in this answer alone: they are kept nowhere, so reloading cannot bring them back."""
        if not tokens:
            messages.warning(self.request, _("Everyone has a link that works. Nothing was made."))
            return None
        deadlines = reply_sheet.deadlines(self.object)
        self.letters = []
        for subject, token in tokens.items():
            subject.scorecard = self.object
            text = letter(self.request, subject, token, deadlines[subject.pk])
            self.letters.append({"subject": subject, "letter": text})
        response = self.render_to_response(self.get_context_data())
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "same-origin"
        return response

    def _subject(self, data):
        pk = data.get("subject", "")
        wanted = pk if pk.isascii() and pk.isdecimal() and len(pk) < 19 else None
        return get_object_or_404(self.object.subjects.for_list(), pk=wanted)

    def do_invite(self, data):
        return self._shown_once(replying.invite(self.object, by=self.request.user, now=timezone.now()))

    def do_reissue(self, data):
        subject = self._subject(data)
        return self._shown_once({subject: replying.reissue(subject, by=self.request.user, now=timezone.now())})

    def do_revoke(self, data):
        replying.revoke(self._subject(data), by=self.request.user, now=timezone.now())
        messages.success(self.request, _("The link no longer opens."))

    def do_extend(self, data):
        day = replying.new_deadline(self.object, by=self.request.user, now=timezone.now())
        messages.success(
            self.request, _("The deadline is %(day)s now, for everyone.") % {"day": f"{day:%b %d, %Y}"}
        )

    def do_notice(self, data):
        self.notice_form = NoticeForm(data, subjects=self.object.subjects.for_list())
        if not self.notice_form.is_valid():
            return self.render_to_response(self.get_context_data())
        said = self.notice_form.cleaned_data
        sent = {"on": said["sent_on"], "channel": said["channel"], "reminder": said["reminder"]}
        subjects = [said["subject"]] if said["subject"] else None
        n = replying.record_notice(self.object, **sent, subjects=subjects, by=self.request.user)
        text = ngettext("%(n)d notice is on record now.", "%(n)d notices are on record now.", n) % {"n": n}
        messages.success(self.request, text)
        return None


class CheckForm(forms.Form):
    shown = forms.CharField(
        label=gettext_lazy("As it will be published"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Replace what is private, or names a private person, by [removed: reason], for example "
            "[removed: phone number]. Change nothing else: it is refused."
        ),
    )
    removed = forms.CharField(label=gettext_lazy("What you took out, and why (public)"), required=False)
    told_on = forms.DateField(
        label=gettext_lazy("Day on which you told the sender"), required=False, widget=date_input()
    )
    file_is_fine = forms.BooleanField(
        label=gettext_lazy("I looked at the picture: it shows nothing private and no private person"),
        required=False,
    )


class ReplyCheck(Acts, generic.InspectView):
    """Mark and reply side by side."""

    template_name = "admin/reply_check.html"
    page_title = gettext_lazy("Check a reply")
    form = None

    def get_object(self, queryset=None):
        return get_object_or_404(self.model.objects.for_desk(), pk=self.pk)

    def marks(self):
        """(the mark that the reply answers, the one that counts now), each a Frozen or None."""
        reply, card = self.object, self.object.subject.scorecard
        if not card.standard.versions.exists():
            return None, None
        standard = reply_sheet.published(card)
        now = reply_sheet.marks_by_subject(card, standard, subject=reply.subject).get(reply.subject_id, {})
        mark, shown = now.get(reply.question.slug, (None, None))
        if reply.mark_id is None or (mark and mark.pk == reply.mark_id):
            return shown, shown
        then = Mark.objects.with_evidence().get(pk=reply.mark_id)
        before = reply_sheet.as_read(then, standard)
        # An audit that agrees is a new mark of another day, and says the same.
        same = before and shown and substance(before) == substance(shown)
        return (shown, shown) if same else (before, shown)

    def get_context_data(self, **kwargs):
        reply = self.object
        then, now = self.marks()
        initial = {"shown": reply.shown if reply.checked_on else reply.text, "removed": reply.removed}
        initial |= {"told_on": reply.told_on, "file_is_fine": bool(reply.file_id and reply.file.checked_on)}
        deadline = reply_sheet.deadlines(reply.subject.scorecard).get(reply.subject_id)
        return {
            **super().get_context_data(**kwargs),
            "reply": reply,
            "then": then,
            "now": now,
            "late": rules.is_late(timezone.localdate(reply.sent_at), deadline),
            "form": self.form or CheckForm(initial=initial),
            "answer": self.request.POST.get("answer", reply.our_answer),
        }

    def do_check(self, data):
        self.form = CheckForm(data)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        said = self.form.cleaned_data
        replying.check(self.object, **said, by=self.request.user, today=timezone.localdate())
        messages.success(self.request, _("Checked. It is published with the next release."))
        return None

    def do_answer(self, data):
        text, today = data.get("answer", ""), timezone.localdate()
        replying.answer(self.object, text=text, by=self.request.user, today=today)
        messages.success(self.request, _("Your answer is kept. It is published with the next release."))


class ReplyPicture(generic.InspectView):
    """The picture of one covered reply, before it is public."""

    def get(self, request, *args, **kwargs):
        reply = get_object_or_404(self.model.objects.for_desk(), pk=self.pk)
        file = ReplyFile.objects.filter(pk=reply.file_id).first()
        if file is None:
            raise Http404
        response = HttpResponse(bytes(file.data), content_type=file.kind)
        response["Cache-Control"] = "private, no-store"
        return response
