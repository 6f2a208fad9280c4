"""The editors' queue of errors that readers report."""

from django import forms
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views import generic

from portal.core.models import ErrorReport
from scorecards import reporting
from scorecards.look_only import LookOnlyViewSet
from scorecards.models import Correction
from scorecards.reply_desk import Acts


class AnswerForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What was done"),
        choices=[(kind.value, kind.label) for kind in reporting.KINDS],
        initial=Correction.Kind.CORRECTED.value,
    )
    before = forms.CharField(
        label=gettext_lazy("What stood there before"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    after = forms.CharField(
        label=gettext_lazy("What stands there now"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    text = forms.CharField(
        label=gettext_lazy("Our answer, and why"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Public, in the list of corrections. Name no private person, and not who asked."),
    )


class ReportPage(Acts, generic.InspectView):
    template_name = "admin/report.html"
    page_title = gettext_lazy("Reported error")
    form = None

    def get_object(self, queryset=None):
        return get_object_or_404(self.model, pk=self.pk)

    def get_context_data(self, **kwargs):
        own = {"report": self.object, "form": self.form or AnswerForm()}
        return {**super().get_context_data(**kwargs), **own}

    def do_answer(self, data):
        self.form = AnswerForm(data)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        reporting.answer(self.object, **self.form.cleaned_data, by=self.request.user, today=timezone.localdate())
        messages.success(self.request, _("Answered. The answer stands in the list of corrections."))
        return None

    def do_aside(self, data):
        reporting.put_aside(self.object, by=self.request.user)
        messages.success(self.request, _("Put aside. Nothing of it is public."))


class ReportViewSet(LookOnlyViewSet):
    """Readers write them, so nobody adds or edits one here."""

    model = ErrorReport
    name = "error-reports"
    icon = "warning"
    menu_label = gettext_lazy("Reported errors")
    inspect_view_class = ReportPage
    list_display = ["path", "about", "status", "role", "created_at", "answered_on"]
    list_filter = ["status", "role"]
    list_export = ["path", "about", "text", "source_url", "role", "status", "answer", "created_at", "answered_on"]
    search_fields = ["text", "path", "about"]
    ordering = ["-status", "created_at"]  # those that wait come first


VIEWSETS = (ReportViewSet(),)
