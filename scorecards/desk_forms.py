"""The small forms of a scorecard's desk: each offers only what the group's people may choose."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.admin_scope import CoverageForm
from races.models import CommunityGroup, Office
from races.querysets import groups_of
from scorecards.desk_actions import stages_of
from scorecards.models import Assignment, Body, Section, Subject


class ScorecardForm(CoverageForm):
    """A published standard of one's own group. Once there are marks, what they rest on stays as it is."""

    KEPT = ("standard", "race", "second_marks")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "standard" in self.fields:
            rows = self.fields["standard"].queryset
            self.fields["standard"].queryset = rows.published() | rows.filter(scorecards=self.instance.pk or 0)

    def clean(self):
        cleaned = super().clean()
        standard, race = cleaned.get("standard"), cleaned.get("race")
        if standard and (standard.subjects == standard.Subjects.CANDIDACIES) != bool(race):
            self.add_error("race", _("A standard for candidates needs its race, and any other has none."))
        if self.instance.pk and self.instance.marks.exists():
            for name in set(self.KEPT) & set(self.changed_data):
                self.add_error(name, _("There are marks already. This stays as it was when they were made."))
        return cleaned


class BodyForm(CoverageForm):
    """A body belongs to one of one's own groups, and is invented where the group is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = CommunityGroup.objects.all() if self.for_user.is_superuser else groups_of(self.for_user)
        if "group" in self.fields:
            self.fields["group"].queryset = groups
            self.fields["group"].initial = groups.first()

    def clean(self):
        cleaned = super().clean()
        if group := cleaned.get("group"):
            self.instance.is_sample = group.is_sample
        return cleaned


class SubjectForm(CoverageForm):
    """Its cohort is one of the standard's; the address stays once it was public."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "cohort" in self.fields and self.instance.pk:
            self.fields["cohort"].queryset = self.instance.scorecard.standard.cohorts.all()

    def clean(self):
        cleaned = super().clean()
        if "slug" in self.changed_data and self.instance.scorecard.releases.exists():
            self.add_error("slug", _("This address has been public and stays."))
        return cleaned


def people_of(group):
    """The people of a community group who can sign in."""
    roles = Q(groups=group.editors_id) | Q(groups=group.reviewers_id)
    return get_user_model().objects.filter(roles, is_active=True).distinct().order_by("username")


class OfficesForm(forms.Form):
    """Offices and bodies that the person covers and that are no subject yet."""

    offices = forms.ModelMultipleChoiceField(Office.objects.none(), required=False, label=gettext_lazy("Offices"))
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(), required=False, label=gettext_lazy("Other public bodies")
    )
    cohort = forms.ModelChoiceField(None, required=False, label=gettext_lazy("Cohort"))

    def __init__(self, data=None, *, scorecard, user):
        super().__init__(data)
        there = scorecard.subjects.all()
        offices = Office.objects.covered_by(user).current().select_related("state")
        self.fields["offices"].queryset = offices.exclude(
            pk__in=there.filter(office__isnull=False).values("office")
        )
        bodies = Body.objects.covered_by(user).filter(group=scorecard.standard.group_id)
        self.fields["bodies"].queryset = bodies.exclude(pk__in=there.filter(body__isnull=False).values("body"))
        self.fields["cohort"].queryset = scorecard.standard.cohorts.all()


class AssignForm(forms.Form):
    stage = forms.ChoiceField(label=gettext_lazy("What"), choices=Assignment.Stage.choices)
    section = forms.ModelChoiceField(Section.objects.none(), label=gettext_lazy("Section"))
    subject = forms.ModelChoiceField(
        Subject.objects.none(),
        required=False,
        label=gettext_lazy("Subject"),
        empty_label=gettext_lazy("all of them"),
    )
    user = forms.ModelChoiceField(None, label=gettext_lazy("Who"))

    def __init__(self, data=None, *, scorecard):
        super().__init__(data)
        self.fields["section"].queryset = scorecard.standard.sections.filter(in_use=True)
        self.fields["subject"].queryset = scorecard.subjects.for_list()
        self.fields["user"].queryset = people_of(scorecard.standard.group)


class ShareForm(forms.Form):
    stage = forms.ChoiceField(label=gettext_lazy("What"))
    people = forms.ModelMultipleChoiceField(None, label=gettext_lazy("Who"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data=None, *, scorecard):
        super().__init__(data, auto_id="share-%s")
        self.fields["stage"].choices = stages_of(scorecard)
        self.fields["people"].queryset = people_of(scorecard.standard.group)
