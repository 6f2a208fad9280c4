"""Every read that more than one place needs. Views and templates never filter by hand.

`covered_by(user)` is the one answer to "which rows may this user edit"; superusers cover everything.
"""

from django.db import models
from django.db.models import Count, Prefetch, Q

STANDING = ("filed", "qualified")


def coverage_of(user, office_path):
    """Q that keeps rows whose office (reached by `office_path`) the user's groups cover, by office or state."""
    office, prefix = (f"{office_path}__", f"{office_path}__") if office_path else ("", "")
    member = Q()
    for role in ("editors", "reviewers"):
        member |= Q(**{f"{office}coverage__group__{role}__user": user})
        member |= Q(**{f"{prefix}state__coverage__group__{role}__user": user})
    return member


class CoveredQuerySet(models.QuerySet):
    """Rows that follow an office. `office_path` is the lookup from the row to its office ("" on Office)."""

    office_path = "office"

    def covered_by(self, user):
        if user.is_superuser:
            return self
        if not user.is_authenticated or not user.is_active:
            return self.none()
        # A subquery and not a join, so that search, filters and ordering above it stay simple.
        mine = self.model._default_manager.filter(coverage_of(user, self.office_path)).values("pk")
        return self.filter(pk__in=mine)


class StateQuerySet(models.QuerySet):
    def with_office_counts(self):
        return self.annotate(office_count=Count("offices", distinct=True))


class CountyQuerySet(models.QuerySet):
    def current(self):
        return self.filter(valid_to__isnull=True)


class OfficeQuerySet(CoveredQuerySet):
    office_path = ""

    def current(self):
        return self.filter(ended__isnull=True)

    def for_directory(self):
        return self.current().select_related("state").order_by("district", "slug")


class TenureQuerySet(CoveredQuerySet):
    def current(self):
        return self.filter(ended__isnull=True).select_related("person")


class PersonQuerySet(models.QuerySet):
    def covered_by(self, user):
        """People of covered candidacies and tenures; one with neither follows the group that entered it."""
        if user.is_superuser:
            return self
        if not user.is_authenticated or not user.is_active:
            return self.none()
        mine = coverage_of(user, "candidacies__race__office") | coverage_of(user, "tenures__office")
        member = Q(group__editors__user=user) | Q(group__reviewers__user=user)
        mine |= Q(candidacies__isnull=True, tenures__isnull=True) & member
        return self.filter(pk__in=self.model._default_manager.filter(mine).values("pk"))


class RaceQuerySet(CoveredQuerySet):
    def for_page(self):
        return self.select_related("office__state", "election")

    def with_standing(self):
        """Adds `standing`: how many candidates are on the ballot (withdrawn and write-ins left out)."""
        return self.annotate(
            standing=Count("candidacies", filter=Q(candidacies__status__in=STANDING), distinct=True)
        )

    def upcoming(self, today):
        return self.filter(election__date__gte=today).order_by("election__date", "office__district")


class CandidacyQuerySet(CoveredQuerySet):
    office_path = "race__office"

    def ballot(self):
        """Ballot order where it is known, else by last name; never by votes or score."""
        return self.select_related("person").order_by(
            models.F("ballot_order").asc(nulls_last=True), "person__sort_name", "pk"
        )

    def with_county_votes(self):
        from races.models import CountyVotes

        rows = CountyVotes.objects.select_related("county").order_by("county__name")
        return self.prefetch_related(Prefetch("county_votes", rows))


class PositionQuerySet(CoveredQuerySet):
    office_path = "candidacy__race__office"

    def for_page(self):
        return self.select_related("topic").order_by("topic__order", "topic__name", "-said_on")
