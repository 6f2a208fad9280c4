"""The pages of one standard besides the writing: what it is, what would change, its table, its next edition."""

from itertools import pairwise

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from portal.core import csvout
from portal.core.tabular import FileRefused
from scorecards import document, import_standard, standard_actions, standard_sheet, uploads
from scorecards.models import StandardDraft
from scorecards.standard_rules import changed_questions, differences
from scorecards.standard_write_view import StandardView

SHOWN = 200


class Hub(StandardView):
    template_name = "admin/standard.html"
    page_title = gettext_lazy("Standard")
    header_icon = "list-ol"

    def versions(self):
        """[(version, what differs from the one before)], the newest first."""
        rows = list(self.object.versions.all())
        made = [document.from_json(row.document) for row in rows]
        found = [*(differences(old, new) for new, old in pairwise(made)), []]  # the first differs from nothing
        return list(zip(rows, found, strict=False))

    def get_context_data(self, **kwargs):
        made = standard_actions.written(self.object)
        return {
            **super().get_context_data(**kwargs),
            "made": made,
            "versions": self.versions(),
            "draft": StandardDraft.objects.filter(standard=self.object).select_related("saved_by").first(),
            "scorecards": self.object.scorecards.all(),
            "next_editions": self.object.next_editions.all(),
        }

    def post(self, request, *args, **kwargs):
        """Start the next edition."""
        try:
            edition = request.POST.get("edition", "").strip()
            new = standard_actions.next_edition(self.object, edition=edition, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(self.address("inspect"))
        messages.success(
            request, _("The next edition is a copy to begin with. Change what is new and publish it.")
        )
        return redirect(reverse("standards:write", args=[new.pk]))


class Changes(StandardView):
    """What publishing the draft would change, whether it may be published, and the button that does it."""

    template_name = "admin/standard_changes.html"
    page_title = gettext_lazy("What would change")
    header_icon = "tasks"

    def get_context_data(self, **kwargs):
        draft = StandardDraft.objects.filter(standard=self.object).first()
        last = standard_actions.published(self.object)
        found, again = [], set()
        made = document.from_json(draft.document) if draft else None
        if made:
            empty = document.Standard(title=made.title, edition=made.edition, subjects=made.subjects)
            found = differences(last or empty, made)
            again = changed_questions(last, made) if last else set()
        return {
            **super().get_context_data(**kwargs),
            "draft": draft,
            "last": last,
            "differences": found,
            "again": [made.question(slug) for slug in sorted(again)],
            "problems": standard_actions.why_not(self.object, made) if made else [],
            "may_publish": self.may_change and standard_actions.may_publish(self.object, self.request.user),
        }

    def post(self, request, *args, **kwargs):
        try:
            getattr(self, f"do_{request.POST.get('act', '')}", lambda: None)()
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(self.address("changes"))
        return redirect(self.address("inspect"))

    def do_publish(self):
        why = self.request.POST.get("why", "")
        version = standard_actions.publish(self.object, by=self.request.user, on=timezone.localdate(), why=why)
        done = _("Published as version %(n)s. Marks can be made by it from now on.") % {"n": version.number}
        messages.success(self.request, done)

    def do_discard(self):
        standard_actions.discard_draft(self.object, by=self.request.user)
        messages.success(self.request, _("The draft is gone. What is published stays."))


class Sheet(StandardView):
    """What is written, as the table that the upload reads."""

    def get(self, request, *args, **kwargs):
        made = standard_actions.written(self.object)
        rows = csvout.dumps(standard_sheet.write(made), standard_sheet.columns(made))
        response = HttpResponse(rows, content_type="text/csv; charset=utf-8")
        name = f"{self.object.slug}-{self.object.pk}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy(
            "CSV or XLSX, a row an answer, with the columns section, question, text, label and points. The "
            "download of a standard shows all of them; docs/DATA.md explains each."
        ),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > uploads.MOST:
            raise ValidationError(_("This file is larger than 5 MB."))
        return file


class Upload(StandardView):
    """The first click shows what a table would change, the second one saves it as the draft."""

    any_permission_required = ["change"]
    template_name = "admin/standard_upload.html"
    page_title = gettext_lazy("Upload a table")
    header_icon = "upload"
    form, plan, ticket = None, None, ""

    def post(self, request, *args, **kwargs):
        if "ticket" in request.POST:
            return self.write(request.POST["ticket"])
        self.form = SheetForm(request.POST, request.FILES)
        if self.form.is_valid():
            path = uploads.keep(self.form.cleaned_data["file"])
            self.plan = self.planned(path)
            if self.plan.total.ok and self.plan.differences:
                self.ticket = uploads.ticket(path, {"standard": self.object.pk}, self.plan, request.user)
            else:
                uploads.forget(path)
        return self.get(request, *args, **kwargs)

    def planned(self, path):
        """The title, edition and rounding stay as they are written; the table brings sections and questions."""
        about = standard_sheet.about_of(standard_actions.written(self.object))
        try:
            return import_standard.compared(self.object, standard_sheet.read(path, about), path.name)
        except FileRefused as error:
            return import_standard.StandardPlan(import_standard.refusing("standard", error.problems).total)

    def write(self, text):
        try:
            path, said, shown = uploads.redeem(text, self.request.user)
        except uploads.Gone:
            messages.error(self.request, _("This upload is no longer here. Choose the file again."))
            return redirect(self.address("upload"))
        plan = self.planned(path)
        uploads.forget(path)
        if said != {"standard": self.object.pk} or not plan.total.ok or uploads.digest(plan) != shown:
            messages.warning(self.request, _("The record has changed meanwhile. Choose the file again."))
            return redirect(self.address("upload"))
        import_standard.apply_standard(plan, by=self.request.user)
        n = len(plan.made.questions)
        done = ngettext("Saved as a draft: %(n)s question.", "Saved as a draft: %(n)s questions.", n) % {"n": n}
        messages.success(self.request, done)
        return redirect(self.address("changes"))

    def get_context_data(self, **kwargs):
        plan = self.plan
        shown = {"form": self.form or SheetForm(), "plan": plan, "ticket": self.ticket}
        if plan:
            shown |= {
                "refused": plan.total.refused[:SHOWN],
                "more_refused": max(len(plan.total.refused) - SHOWN, 0),
                "differences": plan.differences,
                "problems": plan.problems,
            }
        return {**super().get_context_data(**kwargs), **shown}
