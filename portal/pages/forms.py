"""Filters of the public lists: GET forms that work without a script and have an address to share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from races.models import State
from scorecards.models import FigureChange, RecordsRequest
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


class OfficeFilter(forms.Form):
    """One office of those that `model` has rows about."""

    model = None
    office = forms.ChoiceField(label=_("Office"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offices = [
            (f"{office.state.code}/{office.slug}", f"{office.name}, {office.state.name}")
            for office in self.model.objects.public().offices()
        ]
        self.fields["office"].choices = [("", _("All offices")), *offices]


class ChangeFilter(OfficeFilter):
    model = FigureChange


class RecordsFilter(OfficeFilter):
    model = RecordsRequest


class PromiseFilter(forms.Form):
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All statuses")), *Status.choices]
    )
