"""Every read of races, candidates and counts over many races that more than one place needs."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, Count, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest
from wagtail.images import get_image_model

from portal.core.pictures import PORTRAIT
from races.contest import YES_OR_NO
from races.querysets import CoveredQuerySet, PagedQuerySet

STANDING = ("filed", "qualified")


class RaceQuerySet(PagedQuerySet, CoveredQuerySet):
    def for_page(self):
        return self.select_related("office__state", "election")

    def with_standing(self):
        """Adds what `races.contest` asks for: `standing`, how many candidates are on the ballot;
        `named_write_ins`; and `left_the_race`, how many withdrew, died or were disqualified."""
        from races.models.candidacy import LEFT_THE_RACE

        def how_many(*statuses):
            return Count("candidacies", filter=Q(candidacies__status__in=statuses), distinct=True)

        return self.annotate(
            standing=how_many(*STANDING),
            named_write_ins=how_many("write_in"),
            left_the_race=how_many(*LEFT_THE_RACE),
        )

    def in_state(self, code):
        return self.filter(office__state__code=code)

    def at(self, paths):
        """The races at these (state code, office slug, race slug)."""
        names = ("office__state__code", "office__slug", "slug")
        wanted = reduce(or_, (Q(**dict(zip(names, path, strict=True))) for path in paths), Q(pk__in=()))
        return self.filter(wanted)

    def contested(self, yes):
        """Races with more candidates on the ballot than seats; or those with some, and no more than seats.
        A yes-or-no vote is neither."""
        rows = self.with_standing().filter(standing__gt=0).exclude(election__kind__in=YES_OR_NO)
        seats = models.F("seats")
        return rows.filter(standing__gt=seats) if yes else rows.filter(standing__lte=seats)

    def open_for_filing(self, today):
        """Races where nobody opposes yet and somebody still can: the state "open for filing" of
        `races.contest`, in SQL."""
        ballot = Q(election__filing_closes__gte=today)
        write_in = Q(election__write_in_filing_closes__gte=today) & ~Q(write_ins_allowed=False)
        rows = self.contested(False).filter(ballot | write_in)
        return rows.filter(election__date__gte=today, named_write_ins=0)

    def last_days_to_file(self, today):
        """[(is_sample, last day to file, how many races)] of the races that are open for filing: one query,
        one row an election. A race that counts no write-ins closes with its ballot."""
        days = Case(
            When(election__filing_closes__isnull=True, then=F("election__write_in_filing_closes")),
            When(election__write_in_filing_closes__isnull=True, then=F("election__filing_closes")),
            When(write_ins_allowed=False, then=F("election__filing_closes")),
            default=Greatest("election__filing_closes", "election__write_in_filing_closes"),
        )
        found = self.model.objects.filter(pk__in=self.open_for_filing(today).values("pk"))
        rows = found.annotate(last_day=days).order_by().values_list("office__state__is_sample", "last_day")
        return list(rows.annotate(n=Count("pk")))

    def with_lists(self, state=None):
        """Races with a list of candidates that give a choice or none, with `standing`; of one state or all."""
        rows = self.with_standing().filter(standing__gt=0).exclude(election__kind__in=YES_OR_NO)
        rows = rows if state is None else rows.filter(office__state=state)
        return rows.select_related("office__state", "election").order_by("pk")

    def by_date(self):
        rows = self.public().for_page().with_standing()
        return rows.order_by("-election__date", "office__state__name", "slug", "pk")

    def of_offices(self, ids):
        """All races of these offices, the newest first; the office itself is not loaded again."""
        rows = self.with_standing().select_related("election").filter(office__in=ids)
        return rows.order_by("-election__date", "slug", "pk")

    def beside(self, race):
        """The office's other races for the same seat, the newest first."""
        rows = self.with_standing().select_related("election").filter(office=race.office_id, seat=race.seat)
        return rows.exclude(pk=race.pk).order_by("-election__date", "slug")

    def upcoming(self, today):
        return self.public().filter(election__date__gte=today).order_by("election__date", "office__district")

    def choice_by_election(self, least=5):
        """Rows, newest first: an election of `least` races or more, how many races it has, in how many of
        them more candidates than seats stand, as many or fewer, or none are listed, and whether primaries
        and write-ins are known for all."""
        from races.models import Candidacy

        standing = (
            Candidacy.objects.filter(race=OuterRef("pk"), status__in=STANDING)
            .order_by()
            .values("race")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return (
            self.exclude(election__kind__in=YES_OR_NO)
            .annotate(on_ballot=Subquery(standing, output_field=models.IntegerField()))
            .order_by()
            .values("election")
            .annotate(
                races=Count("pk"),
                choice=Count("pk", filter=Q(on_ballot__gt=F("seats"))),
                no_choice=Count("pk", filter=Q(on_ballot__lte=F("seats"))),
                none_listed=Count("pk", filter=Q(on_ballot__isnull=True)),
                fields_known=Count("pk", filter=Q(field_known=True)),
                one_seat=Count("pk", filter=Q(seats=1)),
            )
            .filter(races__gte=least)
            .order_by("-election__date", "election")
        )


class CandidacyQuerySet(PagedQuerySet, CoveredQuerySet):
    office_path = "race__office"

    def ballot(self):
        """Ballot order where it is known, else by last name; never by votes or score."""
        return self.select_related("person", "race__election").order_by(
            models.F("ballot_order").asc(nulls_last=True), "person__sort_name", "pk"
        )

    def listed(self, race):
        """All of one race's candidates, as its ballot lists them, else by last name."""
        rows = self.filter(race=race).ballot()
        return rows if race.ballot_order_known else rows.order_by("person__sort_name", "pk")

    def standing(self):
        return self.filter(status__in=STANDING)

    def for_cards(self):
        """Adds how many positions are on record for each."""
        from races.models import Position

        counted = Position.objects.filter(candidacy=OuterRef("pk")).order_by().values("candidacy")
        found = Subquery(counted.annotate(n=Count("pk")).values("n"), output_field=models.IntegerField())
        return self.annotate(position_count=Coalesce(found, 0))

    def at(self, paths):
        """The candidacies at these (state code, office slug, race slug, candidate slug)."""
        names = ("race__office__state__code", "race__office__slug", "race__slug", "slug")
        wanted = reduce(or_, (Q(**dict(zip(names, path, strict=True))) for path in paths), Q(pk__in=()))
        return self.filter(wanted)

    def for_profile(self):
        return self.select_related("person", "race__office__state", "race__election").with_portraits()

    def with_portraits(self):
        """Each person's photo with its one public size, in two queries for all."""
        photos = get_image_model().objects.prefetch_renditions(PORTRAIT)
        return self.select_related("person").prefetch_related(Prefetch("person__photo", photos))

    def with_links(self):
        return self.select_related("person").prefetch_related("person__links")

    def of_holder(self, tenure):
        """The holder's own runs for the office they hold, newest first."""
        own = self.filter(person=tenure.person_id, race__office=tenure.office_id)
        return own.select_related("race__office__state", "race__election").order_by("-race__election__date", "-pk")

    def earlier_of(self, candidacy):
        """The same person's other races, newest first."""
        rows = self.filter(person=candidacy.person_id).exclude(pk=candidacy.pk)
        return rows.select_related("race__office__state", "race__election").order_by("-race__election__date", "pk")

    def with_county_votes(self):
        from races.models import CountyVotes

        rows = CountyVotes.objects.select_related("county").order_by("county__name")
        return self.prefetch_related(Prefetch("county_votes", rows))

    def with_votes(self):
        """Everything a result is told with: votes by county and by party line."""
        return self.with_county_votes().prefetch_related("ballot_lines")


class BallotLineQuerySet(CoveredQuerySet):
    office_path = "candidacy__race__office"


class ListLockQuerySet(CoveredQuerySet):
    office_path = "race__office"


class ElectionFigureQuerySet(models.QuerySet):
    def choices_of(self, state=None):
        """Counts of races with a choice by a source, of one state or of all, all rounds together first."""
        rows = self.filter(measure="contested", state__isnull=False).select_related("state")
        rows = rows if state is None else rows.filter(state=state)
        return rows.order_by("state", "year", "round", "group")

    def representation(self, state=None):
        """Who won and who sits, by state, measure and year, as a source codes it."""
        rows = self.exclude(measure="contested").select_related("state")
        rows = rows if state is None else rows.filter(state=state)
        return rows.order_by("state__name", "measure", "-year", "round", "pk")
