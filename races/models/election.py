from functools import reduce
from operator import and_

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.models import Sourced
from races import election_querysets as querysets

# Not the return of mail ballots, which some states count after the day.
BEFORE_ELECTION_DAY = (
    "filing_opens",
    "filing_closes",
    "write_in_filing_closes",
    "register_by",
    "early_vote_from",
    "early_vote_to",
    "mail_ballot_request_by",
)


class Election(Sourced):
    """One state's election day of one kind (and, for a party primary, one party) with its public deadlines."""

    class Kind(models.TextChoices):
        PRIMARY = "primary", _("primary election")
        RUNOFF = "runoff", _("runoff election")
        GENERAL = "general", _("general election")
        SPECIAL = "special", _("special election")
        RETENTION = "retention", _("retention election")
        RECALL = "recall", _("recall election")

    state = models.ForeignKey("races.State", on_delete=models.PROTECT, related_name="elections")
    date = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    party = models.CharField(_("party of a party primary"), max_length=40, blank=True)
    filing_opens = models.DateField(null=True, blank=True)
    filing_closes = models.DateField(null=True, blank=True)
    write_in_filing_closes = models.DateField(null=True, blank=True)
    register_by = models.DateField(null=True, blank=True)
    early_vote_from = models.DateField(null=True, blank=True)
    early_vote_to = models.DateField(null=True, blank=True)
    mail_ballot_request_by = models.DateField(null=True, blank=True)

    class Meta(Sourced.Meta):
        ordering = ["-date", "kind"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["state", "date", "kind", "party"], name="races_election_once"),
            models.CheckConstraint(
                condition=Q(party="") | Q(kind__in=["primary", "runoff"]),
                name="races_election_party_only_in_primary",
            ),
            models.CheckConstraint(
                condition=reduce(
                    and_,
                    (
                        Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__lte": F("date")})
                        for name in BEFORE_ELECTION_DAY
                    ),
                ),
                name="races_election_deadlines_before_its_day",
                violation_error_message=_("A deadline comes after the election day."),
            ),
        ]

    def __str__(self):
        return f"{self.state.name} {self.get_kind_display()} {self.date:%Y-%m-%d}"

    @property
    def is_over(self):
        return self.date < timezone.localdate()


class Race(Sourced):
    """One office on one election's ballot. The source is that of the list of candidates.

    "Unopposed" may be said only where primaries and write-ins are known (`field_known`); else the page says
    how many names stood on this ballot.
    """

    class ResultStatus(models.TextChoices):
        NONE = "none", _("no result yet")
        UNOFFICIAL = "unofficial", _("unofficial")
        COMPILED = "compiled", _("compiled by a third party, not the certified return")
        CERTIFIED = "certified", _("certified")

    office = models.ForeignKey("races.Office", on_delete=models.PROTECT, related_name="races")
    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="races")
    slug = models.CharField(max_length=80, editable=False)
    seats = models.PositiveSmallIntegerField(default=1)
    seat = models.CharField(_("seat, where a ballot has several"), max_length=60, blank=True)
    ballot_order_known = models.BooleanField(default=False)
    field_known = models.BooleanField(
        _("primaries and write-ins are known"),
        default=False,
        help_text=_("Only then may a race with one candidate be called unopposed."),
    )
    write_ins_allowed = models.BooleanField(_("write-ins are counted"), null=True, blank=True)
    write_in_votes = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("Votes for write-ins that the source does not name.")
    )
    blank_votes = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("Ballots without a valid vote in this race: blank, under and over.")
    )
    result_status = models.CharField(max_length=12, choices=ResultStatus.choices, default=ResultStatus.NONE)
    result_label = models.CharField(_("who counted, as shown with the votes"), max_length=160, blank=True)
    result_source_url = models.URLField(max_length=500, blank=True)
    result_source_title = models.CharField(max_length=255, blank=True)
    result_checked = models.DateField(null=True, blank=True)

    objects = querysets.RaceQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["-election__date", "office__district"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["office", "election", "seat"], name="races_race_once"),
            models.UniqueConstraint(fields=["office", "slug"], name="races_race_one_slug_an_office"),
            models.CheckConstraint(
                condition=Q(result_status="none") | (~Q(result_source_url="") & ~Q(result_source_title="")),
                name="races_race_result_has_source",
                violation_error_message=_("A result needs its source."),
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="races_race_has_a_seat"),
        ]

    def __str__(self):
        return f"{self.office}, {self.election.date:%Y-%m-%d}"

    def clean(self):
        if self.office_id and self.election_id and self.office.state_id != self.election.state_id:
            raise ValidationError(_("The office and the election are in different states."))

    def save(self, *args, **kwargs):
        self.slug = self.slug or self.natural_slug()
        super().save(*args, **kwargs)

    def natural_slug(self):
        """`<date>-<kind>`, with party and seat where a day has several."""
        from django.utils.text import slugify

        parts = [
            f"{self.election.date:%Y-%m-%d}",
            self.election.kind,
            slugify(self.election.party),
            slugify(self.seat),
        ]
        return "-".join(part for part in parts if part)


class ListLock(Sourced):
    """Somebody compared a race's list of candidates with the official one, line by line, on a day.

    `rows` is the list as it was then and `sha256` the hash over its canonical text: a list that has changed
    since no longer matches, and the page says so.
    """

    race = models.OneToOneField(Race, on_delete=models.CASCADE, related_name="lock")
    rows = models.JSONField()
    sha256 = models.CharField(max_length=64)
    locked_on = models.DateField()
    locked_by = models.CharField(max_length=150)

    objects = querysets.ListLockQuerySet.as_manager()

    class Meta(Sourced.Meta):
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="races_listlock_has_hash"),
        ]

    def __str__(self):
        return f"{self.race}: {self.locked_on:%Y-%m-%d}"


class ElectionFigure(Sourced):
    """A count over many races of one state or the nation in one year, as a named source's own coding gives it.

    Aggregates only: no row says anything about one person. The group "unknown" is a group.
    """

    class Measure(models.TextChoices):
        CONTESTED = "contested", _("races with more candidates than seats")
        WINNERS_BY_GENDER = "winners_gender", _("winners by gender")
        WINNERS_BY_RACE = "winners_race", _("winners by race")
        SITTING_BY_GENDER = "sitting_gender", _("sitting prosecutors by gender")
        SITTING_BY_RACE = "sitting_race", _("sitting prosecutors by race")

    state = models.ForeignKey(
        "races.State", on_delete=models.PROTECT, null=True, blank=True, related_name="election_figures"
    )
    year = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=20, choices=Measure.choices)
    round = models.CharField(
        _("election"), max_length=12, choices=Election.Kind.choices, blank=True, help_text=_("Empty: all rounds.")
    )
    group = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)

    objects = querysets.ElectionFigureQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["state", "year", "measure", "round", "group"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["state", "year", "measure", "round", "group"], name="races_electionfigure_once"
            ),
            models.UniqueConstraint(
                fields=["year", "measure", "round", "group"],
                condition=Q(state__isnull=True),
                name="races_electionfigure_national_once",
            ),
            models.CheckConstraint(condition=Q(count__lte=F("total")), name="races_electionfigure_part_of_total"),
        ]

    def __str__(self):
        return f"{self.get_measure_display()} {self.year}: {self.group} {self.count} of {self.total}"
