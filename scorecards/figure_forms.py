"""The forms of the screens for office numbers: what no form of one row could know by itself."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.admin_scope import CoverageForm
from races.models import CommunityGroup
from races.querysets import groups_of
from scorecards.metrics.definitions import DERIVED, FLAGS, WITH_BASE
from scorecards.metrics.publish import HIDDEN_BELOW
from scorecards.models import Metric


class PastForm(CoverageForm):
    """What somebody said, asked, checked or ended, they did on a day that has come."""

    PAST = ("said_on", "agreed_on", "asked_on", "answered_on", "ended_on", "source_checked")

    def clean(self):
        cleaned = super().clean()
        for name in self.PAST:
            if cleaned.get(name) and cleaned[name] > timezone.localdate():
                self.add_error(name, _("This day has not come yet."))
        return cleaned


class OfficeForm(PastForm):
    """What is about a whole state, or about no office, is an admin's: others name an office they cover."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.for_user.is_superuser:
            self.fields.pop("state", None)
            if "office" in self.fields:
                self.fields["office"].required = True


class EstimateForm(OfficeForm):
    def clean(self):
        cleaned = super().clean()
        low, value, high = (cleaned.get(name) for name in ("low", "value", "high"))
        if None not in (low, value) and low > value:
            self.add_error("low", _("The low end is not above the value."))
        if None not in (high, value) and high < value:
            self.add_error("high", _("The high end is not below the value."))
        if (level := cleaned.get("level")) is not None and not 50 <= level <= 99:
            self.add_error("level", _("A whole percent from 50 to 99, as the study says it. Most say 95."))
        return cleaned


class RequestForm(PastForm):
    def clean(self):
        cleaned = super().clean()
        asked, answered, outcome = (cleaned.get(name) for name in ("asked_on", "answered_on", "outcome"))
        if outcome == "waiting" and answered:
            self.add_error(
                "answered_on", _("Leave this empty while there is no answer, or choose what came of it.")
            )
        if outcome and outcome != "waiting" and not answered and "answered_on" not in self.errors:
            self.add_error("answered_on", _("Enter the day of the answer."))
        if asked and answered and answered < asked:
            self.add_error("answered_on", _("This is before the day of asking."))
        cost = cleaned.get("quoted_cost")
        if outcome == "cost" and cost is None and "quoted_cost" not in self.errors:
            self.add_error("quoted_cost", _("Enter the price that was asked."))
        if cost is not None and cost < 0:
            self.add_error("quoted_cost", _("A price is not below 0."))
        return cleaned


class GoalForm(PastForm):
    """One's own groups only: nobody sets a goal in another group's name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "group" in self.fields:
            mine = CommunityGroup.objects.all() if self.for_user.is_superuser else groups_of(self.for_user)
            # The group of a goal that stands keeps its place, or saving another field would be refused.
            self.fields["group"].queryset = mine | CommunityGroup.objects.filter(pk=self.instance.group_id)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("by") == "office" and cleaned.get("group"):
            self.add_error("group", _("The office’s own goal names no community group."))
        if cleaned.get("by") == "community":
            for name in ("group", "agreed_by"):
                if not cleaned.get(name):
                    self.add_error(name, _("A community’s goal names the group and who agreed to it."))
        due, agreed = cleaned.get("due"), cleaned.get("agreed_on")
        if due and agreed and due < agreed:
            self.add_error("due", _("This is before the day on which the goal was set."))
        return cleaned


class MetricForm(CoverageForm):
    """A new measure is named once: its address and its kind stay. Comparisons of groups ship with the project."""

    flags = forms.MultipleChoiceField(
        label=gettext_lazy("Flags that must be equal to compare"),
        choices=list(FLAGS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["slug"].disabled = self.fields["kind"].disabled = True
        else:
            kinds = self.fields["kind"].choices
            self.fields["kind"].choices = [(kind, words) for kind, words in kinds if kind not in DERIVED]

    def clean(self):
        cleaned = super().clean()
        if (base := cleaned.get("minimum_base")) is not None and base < HIDDEN_BELOW:
            self.add_error("minimum_base", _("At least 10: a figure about fewer people is hidden."))
        kind, denominator = cleaned.get("kind"), cleaned.get("denominator")
        if kind in WITH_BASE and not denominator:
            self.add_error("denominator", _("Say out of whom it is counted."))
        if kind == Metric.Kind.COUNT and denominator:
            self.add_error("denominator", _("A count is of no others: leave this empty."))
        return cleaned
