"""The audit desk and the release screen of one scorecard."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views import generic

from scorecards import audit_sheet, release_actions
from scorecards.models import Correction, Question, Subject

SHOWN, TOLD = 200, 5


class CardView(generic.InspectView):
    """One covered scorecard. Editors of the group may look, its reviewers act."""

    any_permission_required = ["view"]
    fields = ["title"]

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    @cached_property
    def may_act(self):
        return release_actions.may_release(self.object, self.request.user)

    def get_context_data(self, **kwargs):
        public = self.object.releases.up().exists()
        return {
            **super().get_context_data(**kwargs),
            "card": self.object,
            "may_act": self.may_act,
            "public": public,
        }

    def acted(self, act):
        """The result of one action, or None where it was refused: the first reasons are told."""
        try:
            return act()
        except ValidationError as error:
            for text in error.messages[:TOLD]:  # the screen itself lists every reason
                messages.error(self.request, text)
            return None


class ReviewersView(CardView):
    """Closed to editors: it shows marks before a second marker has made theirs."""

    def dispatch(self, request, *args, **kwargs):
        if not self.may_act:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Audits(CardView):
    """How far the audit is, subject by subject."""

    template_name = "admin/audits.html"
    page_title = gettext_lazy("Audit")

    def get_context_data(self, **kwargs):
        rows = audit_sheet.progress(self.object)
        made, of = sum(row["audited"] for row in rows), sum(row["marked"] for row in rows)
        return {**super().get_context_data(**kwargs), "rows": rows, "audited": made, "marked": of}


class AuditSheet(ReviewersView):
    """One subject: each mark with its evidence, both markers' answers, the reply and our answer to it."""

    template_name = "admin/audit_sheet.html"
    page_title = gettext_lazy("Audit")
    ticked = refused = ()  # pks of first marks; (a question's slug, what is wrong) where taking back was refused

    def setup(self, request, *args, subject, **kwargs):
        super().setup(request, *args, **kwargs)
        self.subject = Subject.objects.for_list().filter(scorecard=self.pk, pk=subject).first()
        if self.subject is None:
            raise Http404

    @cached_property
    def sheet(self):
        return audit_sheet.of_subject(self.object, self.subject, self.request.user)

    def get_context_data(self, **kwargs):
        lines = [line for part in self.sheet for line in part.lines]
        return {
            **super().get_context_data(**kwargs),
            "subject": self.subject,
            "parts": self.sheet,
            "audited": sum(line.audited is not None for line in lines),
            "marked": sum(line.counts is not None for line in lines),
            "next": audit_sheet.next_subject(self.object, self.subject),
            "ticked": self.ticked,
            "refused": self.refused,
            "mark_url": f"{reverse('scored-subjects:mark', args=[self.subject.pk])}?stage=audit",
        }

    def post(self, request, *args, **kwargs):
        given = request.POST["all"].split(",") if "all" in request.POST else request.POST.getlist("mark")
        wanted = [int(pk) for pk in given if pk.isdecimal() and len(pk) < 19]
        if "take_back" in request.POST:
            self.ticked = wanted
            return self.take_back(request.POST["take_back"])
        if not wanted:
            messages.warning(request, _("Tick the marks that you accept."))
            return redirect(request.path)
        made = self.acted(lambda: release_actions.accept(self.object, wanted, by=request.user, now=timezone.now()))
        if made is not None:
            text = ngettext("%(n)d mark is accepted.", "%(n)d marks are accepted.", len(made)) % {"n": len(made)}
            messages.success(request, text)
        following = audit_sheet.next_subject(self.object, self.subject)
        if made is not None and request.POST.get("act") == "next" and following:
            return redirect("audits:sheet", self.object.pk, following.pk)
        return redirect(request.path)

    def take_back(self, slug):
        """What was ticked besides stays ticked where the reason is missing."""
        question = get_object_or_404(Question, section__standard=self.object.standard_id, slug=slug)
        about = {"reason": self.request.POST.get(f"why-{slug}", ""), "by": self.request.user}
        try:
            release_actions.take_back(self.object, self.subject, question, **about, now=timezone.now())
        except ValidationError as error:
            self.refused = (slug, " ".join(error.messages))
            return self.render_to_response(self.get_context_data())
        messages.success(self.request, _("It is taken back. It is public with the next release."))
        return redirect(self.request.path)


class ReleaseForm(forms.Form):
    timing_reason = forms.CharField(
        label=gettext_lazy("Why now"),
        help_text=gettext_lazy(
            "Public. Needed where somebody marked here holds an office and is on a ballot soon."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("What changed since the last release"),
        help_text=gettext_lazy("Public. Empty for the first release."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why published marks change"),
        help_text=gettext_lazy("Public, in the log of corrections. Empty where none changes."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Who asked for it"),
        choices=[("", "---------"), *Correction.Role.choices],
        required=False,
    )
    name = forms.CharField(
        label=gettext_lazy("Their name, only with written consent"), max_length=160, required=False
    )
    consent_on = forms.DateField(
        label=gettext_lazy("Day of the written consent"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def asked(self):
        """A release_actions.Asked, or None where no reason is given."""
        said = self.cleaned_data
        if not said["reason"]:
            return None
        return release_actions.Asked(said["reason"], said["role"], said["name"], said["consent_on"])


class Release(ReviewersView):
    """What stands in the way, what would change, and the button."""

    template_name = "admin/release.html"
    page_title = gettext_lazy("Release")
    form = None

    def get_context_data(self, **kwargs):
        user, now = self.request.user, timezone.now()
        form = self.form or ReleaseForm()
        reason = form.data.get("timing_reason", "") if form.is_bound else ""
        found = release_actions.outlook(self.object, by=user, today=timezone.localdate(now), timing_reason=reason)
        changes = audit_sheet.may_be_seen(self.object, found.prepared)
        releases = self.object.releases.light().select_related("withdrawal").order_by("-number")
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "found": found,
            "problems": found.problems[:SHOWN],
            "more_problems": max(len(found.problems) - SHOWN, 0),
            "changes": [(change, *change.said()) for change in changes[:SHOWN]],
            "more_changes": max(len(changes) - SHOWN, 0),
            "approvals": self.object.approvals.all(),
            "releases": releases,
        }

    def post(self, request, *args, **kwargs):
        self.form = ReleaseForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        said, now = self.form.cleaned_data, timezone.now()
        if request.POST.get("act") == "approve":
            made = self.acted(
                lambda: release_actions.approve(
                    self.object, by=request.user, now=now, timing_reason=said["timing_reason"]
                )
            )
            done = _("Your approval is kept. It ends when anything changes.")
        else:
            about = {"note": said["note"], "timing_reason": said["timing_reason"], "asked": self.form.asked()}
            made = self.acted(lambda: release_actions.release(self.object, by=request.user, now=now, **about))
            done = made and _("Release %(n)d is public.") % {"n": made.number}
        if made is None:
            return self.render_to_response(self.get_context_data())
        messages.success(request, done)
        return redirect(request.path)
