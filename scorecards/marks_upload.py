"""The marks sheet on the editors' screen: download it, and take it back in two clicks (preview, then write)."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from scorecards import marks_export, uploads
from scorecards.desk_views import OfScorecard
from scorecards.import_marks import apply_marks, plan_marks

SHOWN = 100
FILES = {
    "csv": (marks_export.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (marks_export.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Marks sheet"),
        help_text=gettext_lazy(
            "CSV or XLSX with the columns of the download: one row for each subject and question. A row without "
            "an answer is left as it is."
        ),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > uploads.MOST:
            text = _("This file is larger than 5 MB. Ask an admin to import it on the command line.")
            raise ValidationError(text)
        return file


class MarksTable(OfScorecard):
    """Like the desk, it reads and writes one stage, and only what this person may see of it."""

    template_name = "admin/marks_table.html"
    page_title = gettext_lazy("Marks as a table")

    def get(self, request, *args, **kwargs):
        wanted = request.GET.get("download")
        if wanted not in FILES:
            return super().get(request, *args, **kwargs)
        make, content_type = FILES[wanted]
        body = make(self.object, stage=self.stage, by=request.user)
        response = HttpResponse(body, content_type=content_type)
        name = f"{self.object.slug}-{self.stage}-{timezone.localdate()}.{wanted}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def post(self, request, *args, **kwargs):
        if not self.user_has_permission("change"):
            raise PermissionDenied
        if "ticket" in request.POST:
            return self._write(request.POST["ticket"])
        form = SheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        path = uploads.keep(form.cleaned_data["file"])
        try:
            plan = self._planned(path)
        except BaseException:
            uploads.forget(path)
            raise
        return self._show(path, plan)

    def _planned(self, path):
        """Rows of another stage are refused: nobody writes over a stage that they do not look at."""
        return plan_marks([path], self.object, by=self.request.user, stage=self.stage, stages=[self.stage])

    def _write(self, text):
        """The same file planned once more, and written if it still would do what was shown."""
        here = redirect(self.request.get_full_path())
        try:
            path, said, shown = uploads.redeem(text, self.request.user)
        except uploads.Gone:
            messages.error(self.request, _("This upload is no longer here. Choose the file again."))
            return here
        if said != self._said():
            messages.error(self.request, _("This upload belongs to another scorecard or stage."))
            return here
        plan = self._planned(path)
        if not plan.total.ok or uploads.digest(plan) != shown:
            messages.warning(self.request, _("The record has changed meanwhile. Look at the plan once more."))
            return self._show(path, plan)
        try:
            apply_marks(plan)
        finally:
            uploads.forget(path)
        n = _to_write(plan)
        done = ngettext("Written: %(n)s mark.", "Written: %(n)s marks.", n) % {"n": f"{n:,}"}
        messages.success(self.request, done)
        return here

    def _said(self):
        return {"scorecard": self.object.pk, "stage": self.stage}

    def _show(self, path, plan):
        """The plan as a page. Only what can be written keeps its file for the second click."""
        writable = plan.total.ok and bool(plan.items)
        if not writable:
            uploads.forget(path)
        context = self.get_context_data()
        context |= {
            "file_name": path.name,
            "plan": plan.total,
            "writable": writable,
            "ticket": uploads.ticket(path, self._said(), plan, self.request.user) if writable else "",
            "refused": [(one, _what(one)) for one in plan.total.refused[:SHOWN]],
            "more_refused": max(len(plan.total.refused) - SHOWN, 0),
            "changes": [*plan.total.changed, *plan.total.created][:SHOWN],
            "more_changes": max(_to_write(plan) - SHOWN, 0),
            "to_write": _to_write(plan),
        }
        return self.render_to_response(context)

    def get_context_data(self, **kwargs):
        return {"form": SheetForm(), **super().get_context_data(**kwargs), "version": self.marker.version}


def _what(problem):
    rule = problem.rule if problem.rule.endswith((".", "?", "!")) else f"{problem.rule}."
    return f"{rule} {problem.hint}".strip()


def _to_write(plan):
    return len(plan.total.created) + len(plan.total.changed)
