"""The forms of the screens for office numbers: what no form of one row could know by itself."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.admin_scope import CoverageForm
from races.models import CommunityGroup
from races.querysets import groups_of
from scorecards.metrics.definitions import FLAGS


class OfficeForm(CoverageForm):
    """What is about a whole state, or about no office, is an admin's: others name an office they cover."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.for_user.is_superuser:
            self.fields.pop("state", None)
            if "office" in self.fields:
                self.fields["office"].required = True


class GoalForm(CoverageForm):
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
        return cleaned


class MetricForm(CoverageForm):
    flags = forms.MultipleChoiceField(
        label=gettext_lazy("Flags that must be equal to compare"),
        choices=list(FLAGS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
