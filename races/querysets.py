"""Every read that more than one place needs. Views and templates never filter by hand.

`covered_by(user)` is the one answer to "which rows may this user edit"; superusers cover everything.
"""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Abs, Coalesce


def groups_of(user):
    """The community groups whose editors or reviewers a user is one of."""
    from races.models import CommunityGroup

    roles = user.groups.values("pk")
    return CommunityGroup.objects.filter(Q(editors__in=roles) | Q(reviewers__in=roles))


def offices_of(user):
    """The offices that a user's groups cover, by name or with their whole state.

    Subqueries and not joins: with a join for each way to be covered, PostgreSQL spent a second on every plan.
    """
    from races.models import Coverage, Office

    rows = Coverage.objects.filter(group__in=groups_of(user).values("pk"))
    named, states = rows.filter(office__isnull=False), rows.filter(state__isnull=False)
    return Office.objects.filter(Q(pk__in=named.values("office")) | Q(state__in=states.values("state")))


class PagedQuerySet(models.QuerySet):
    """Facts that have a page of their own."""

    def public(self):
        """Those whose page is up. A fact's files, calendar, feed, guide and code stand and fall with its page."""
        return self.filter(page__live=True)


class CommunityGroupQuerySet(models.QuerySet):
    def for_list(self):
        """With what each covers and the log of its mode, the newest first."""
        from races.models import Coverage

        covers = Coverage.objects.select_related("office__state", "state").order_by("state__name", "office")
        return self.prefetch_related("mode_changes", Prefetch("coverage", covers))


class EditableQuerySet(models.QuerySet):
    """Rows that somebody may edit; `mine` says which, for a user who is not an administrator."""

    def covered_by(self, user):
        if user.is_superuser:
            return self
        if not user.is_authenticated or not user.is_active:
            return self.none()
        # By primary key, so that search, filters and ordering above it stay simple.
        return self.filter(pk__in=self.mine(user).values("pk"))

    def mine(self, user):
        raise NotImplementedError


class CoveredQuerySet(EditableQuerySet):
    """Rows that follow an office. `office_path` is the lookup from the row to its office."""

    office_path = "office"

    def mine(self, user):
        return self.model._default_manager.filter(**{f"{self.office_path}__in": offices_of(user).values("pk")})

    def within(self, place):
        """Rows of one State, Office or Race; every row where `place` is None."""
        if place is None:
            return self
        path = {
            "State": f"{self.office_path}__state",
            "Office": self.office_path,
            "Race": self.office_path.removesuffix("office").removesuffix("__") or "pk",
        }[type(place).__name__]
        return self.filter(**{path: place.pk})

    def newest_dated(self, *columns):
        """Adds `dated`, the first of these dates that is known, and sorts by it; rows without any are no news."""
        first = Coalesce(*columns) if len(columns) > 1 else models.F(columns[0])
        return self.annotate(dated=first).filter(dated__isnull=False).order_by("-dated", "-pk")


class StateQuerySet(PagedQuerySet):
    def with_office_counts(self):
        """Adds `office_count`, of the offices that have not ended."""
        return self.annotate(office_count=Count("offices", filter=Q(offices__ended__isnull=True)))

    def with_races(self):
        return self.filter(offices__races__isnull=False).distinct()


class CountyQuerySet(models.QuerySet):
    def current(self):
        return self.filter(valid_to__isnull=True)

    def of_state(self, state):
        """A state's counties with `served`: whether an office on record serves them. One that is not served waits
        for a source; that says nothing about whether it has a prosecutor."""
        from races.models import OfficeCounty

        serving = OfficeCounty.objects.current().filter(county=OuterRef("pk"), office__ended__isnull=True)
        return self.current().filter(state=state).annotate(served=Exists(serving))

    def named(self, ids):
        """With their states, for a list; the shapes stay in the database."""
        rows = self.filter(pk__in=ids).select_related("state").defer("shape")
        return rows.order_by("state__name", "name", "kind")

    def to_choose(self, states):
        """The counties of these states that stand, in the order of a list to choose from."""
        rows = self.current().filter(state__in=states).select_related("state").defer("shape")
        return rows.order_by("state__name", "name", "kind")


class ZipCountyQuerySet(models.QuerySet):
    def near(self, code):
        """All rows of ZIP codes that share the first three digits, with county and state. The database is not
        asked for the code itself: what a reader typed must not stand in any query log."""
        first = code[:3]
        rows = self.filter(zip__gte=f"{first}00", zip__lte=f"{first}99")
        return rows.values_list("zip", "county_id", "county__state_id")


class OfficeCountyQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended__isnull=True)

    def taken_over_after(self, state, date):
        """{county id: day} of the counties of a state whose office of today began after `date`: what an older
        election says of them is the past."""
        rows = self.current().filter(county__state=state, office__ended__isnull=True, office__began__gt=date)
        return dict(rows.values_list("county", "office__began"))


class OfficeQuerySet(PagedQuerySet, EditableQuerySet):
    def mine(self, user):
        return offices_of(user)

    def current(self):
        return self.filter(ended__isnull=True)

    def ended_in(self, state):
        return self.filter(state=state, ended__isnull=False).order_by("-ended", "district")

    def beside(self, office):
        """The other offices that serve a county of this one, by county name."""
        from races.models import OfficeCounty

        counties = OfficeCounty.objects.current().filter(office=office).values("county")
        shared = OfficeCounty.objects.current().filter(county__in=counties)
        rows = self.for_directory().filter(pk__in=shared.values("office")).exclude(pk=office.pk)
        shared = shared.select_related("county")
        return rows.prefetch_related(Prefetch("office_counties", shared, "shared"))

    def for_directory(self):
        return self.public().current().select_related("state").order_by("district", "slug")

    def for_list(self, state=None):
        """Every office (of one state), also one that ended, with its counties' codes: for the file of all."""
        from races.models import OfficeCounty

        served = OfficeCounty.objects.current().select_related("county")
        served = served.only("office", "partial", "county__fips")
        rows = self.public().select_related("state").order_by("state__code", "slug")
        if state is not None:
            rows = rows.filter(state=state)
        return rows.prefetch_related(Prefetch("office_counties", served))

    def at(self, paths):
        """The offices at these (state code, slug), each with its state and how many counties it serves."""
        wanted = reduce(or_, (Q(state__code=state, slug=slug) for state, slug in paths), Q(pk__in=()))
        return self.filter(wanted).with_county_count()

    def with_county_count(self):
        return self.select_related("state").annotate(
            county_count=Count("office_counties", filter=Q(office_counties__ended__isnull=True), distinct=True)
        )

    def near_in_size(self, office):
        """The other offices of its state that stand, the nearest in number of counties first. `office` has
        `county_count`."""
        rows = self.current().filter(state=office.state_id).exclude(pk=office.pk).with_county_count()
        difference = Abs(models.F("county_count") - office.county_count)
        return rows.annotate(apart=difference).order_by("apart", "district", "slug")

    def in_state(self, state):
        """The offices of a state page, each with all its races, newest first; a district of a neighboring state
        that reaches over the border is one of them."""
        from races.models import OfficeCounty, Race

        crossing = OfficeCounty.objects.current().filter(county__state=state).exclude(office__state=state)
        races = Race.objects.with_standing().select_related("election").order_by("-election__date")
        rows = self.for_directory().filter(Q(state=state) | Q(pk__in=crossing.values("office")))
        return rows.prefetch_related(Prefetch("races", races))

    def answering(self, counties, offices):
        """The offices with these ids and those that serve any of these counties, each with all its counties."""
        from races.models import OfficeCounty

        served = OfficeCounty.objects.current().select_related("county__state").defer("county__shape")
        # A subquery and not a join: the national table of offices is then read by its keys.
        serving = OfficeCounty.objects.current().filter(county__in=counties).values("office")
        rows = self.public().current().select_related("state")
        rows = rows.filter(Q(pk__in=offices) | Q(pk__in=serving))
        links = Prefetch("office_counties", served.order_by("county__name"))
        return rows.order_by("state__name", "district", "slug").prefetch_related(links)


class TenureQuerySet(CoveredQuerySet):
    def current(self):
        return self.filter(ended__isnull=True).select_related("person")


class PersonQuerySet(EditableQuerySet):
    def mine(self, user):
        """People of covered candidacies and tenures; one with neither follows the group that entered it."""
        from races.models import Candidacy, Tenure

        running = Candidacy.objects.filter(race__office__in=offices_of(user).values("pk"))
        holding = Tenure.objects.filter(office__in=offices_of(user).values("pk"))
        entered = Q(group__in=groups_of(user).values("pk"), candidacies__isnull=True, tenures__isnull=True)
        return self.model._default_manager.filter(
            Q(pk__in=running.values("person")) | Q(pk__in=holding.values("person")) | entered
        )


class PositionQuerySet(CoveredQuerySet):
    office_path = "candidacy__race__office"

    def for_page(self):
        return self.select_related("topic", "capture").order_by("topic__order", "topic__name", "-said_on")

    def topics_of(self, race):
        """The topics on which anybody who ran in a race has a position on record, in their order."""
        from races.models import Topic

        return Topic.objects.filter(pk__in=self.filter(candidacy__race=race).values("topic"))


class PersonPartQuerySet(EditableQuerySet):
    """Names and links follow their person."""

    def mine(self, user):
        from races.models import Person

        return self.model._default_manager.filter(person__in=Person.objects.all().mine(user).values("pk"))
