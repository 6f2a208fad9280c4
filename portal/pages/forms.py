"""Filters of the public lists: GET forms that work without a script and have an address to share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from races.models import State
from scorecards.models.promise import Status


class RaceFilter(forms.Form):
    state = forms.ChoiceField(label=_("State"), required=False)
    contested = forms.ChoiceField(
        label=_("Candidates"),
        required=False,
        choices=[
            ("", _("All races")),
            ("yes", _("Contested")),
            ("no", _("No more candidates than seats")),
            ("open", _("Nobody opposes yet, filing still open")),
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        states = State.objects.with_races().values_list("code", "name")
        self.fields["state"].choices = [("", _("All states")), *states]


class PromiseFilter(forms.Form):
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All statuses")), *Status.choices]
    )
