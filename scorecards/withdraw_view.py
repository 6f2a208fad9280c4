"""The screen where a site admin takes a frozen address down."""

import re
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from scorecards.models import Correction, Release, RenderedChart, Withdrawal, YearFreeze
from scorecards.withdrawing import withdraw

# What a frozen address is of, and how its row is found. The page and its files are one thing.
FROZEN = (
    (r"/charts/(?P<chart__slug>[\w-]+)/@(?P<content_hash>[0-9a-f]{64})(?:/|\.\w+)", "drawing", RenderedChart),
    (r"/data/frozen/(?P<year>[0-9]{4})\.csv", "year", YearFreeze),
    (
        r"/scorecards/(?P<scorecard__slug>[\w-]+)/releases/(?P<number>[0-9]{1,5})(?:/|\.\w+)",
        "release",
        Release,
    ),
)


def frozen_at(address):
    """(path, name of the key on Withdrawal, row) of a frozen address, or None where nothing is kept there."""
    path = re.sub(r"^/es/", "/", urlsplit(address.strip()).path)
    for pattern, name, model in FROZEN:
        if found := re.fullmatch(pattern, path):
            row = model.objects.filter(**found.groupdict()).first()
            return row and (path, name, row)
    return None


class WithdrawForm(forms.Form):
    address = forms.CharField(
        label=_("Frozen address"),
        max_length=500,
        help_text=_(
            "Of a chart's kept version, a frozen year or a release: copy it from the browser. Its page and its "
            "files go together. A chart's drawing in the other language has an address of its own."
        ),
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Public: personal data, a court order, or a serious falsehood. Do not repeat it here."),
    )
    role = forms.ChoiceField(label=_("Who asked"), choices=[("", ""), *Correction.Role.choices])
    sure = forms.BooleanField(label=_("It cannot be put back. I am sure."))

    def clean_address(self):
        found = frozen_at(self.cleaned_data["address"])
        if found is None:
            raise ValidationError(_("Nothing is kept at this address."))
        if getattr(found[2], "withdrawal", None):
            raise ValidationError(_("This was withdrawn already."))
        return found


class Withdraw(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    model = Withdrawal
    permission_required = "add"
    form_class = WithdrawForm
    template_name = "admin/withdraw.html"
    page_title = _("Withdraw a frozen address")
    header_icon = "bin"

    def get_breadcrumbs_items(self):
        listed = {"url": reverse("withdrawals:index"), "label": _("Withdrawals")}
        return [*self.breadcrumbs_items, listed, {"url": "", "label": self.page_title}]

    def form_valid(self, form):
        path, name, row = form.cleaned_data["address"]
        said = {key: form.cleaned_data[key] for key in ("reason", "role")}
        withdraw(path=path, by=self.request.user, **said, **{name: row})
        messages.success(self.request, _("Withdrawn. The address answers 410 from now on."))
        return redirect("withdrawals:index")
