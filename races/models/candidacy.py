from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.models import Sourced
from races import election_querysets as querysets

LEFT_THE_RACE = ("withdrawn", "disqualified", "deceased")


class Candidacy(Sourced):
    """One person in one race, as the official list prints them."""

    class Status(models.TextChoices):
        FILED = "filed", _("filed")
        QUALIFIED = "qualified", _("on the ballot")
        WRITE_IN = "write_in", _("write-in")
        WITHDRAWN = "withdrawn", _("withdrew")
        DISQUALIFIED = "disqualified", _("disqualified")
        DECEASED = "deceased", _("died")

    class Outcome(models.TextChoices):
        UNKNOWN = "unknown", _("no result yet")
        WON = "won", _("won")
        LOST = "lost", _("lost")
        ADVANCED = "advanced", _("went on to the next round")
        TIED = "tied", _("tied")
        UNOPPOSED = "unopposed", _("elected unopposed")
        RETAINED = "retained", _("kept in office")
        NOT_RETAINED = "not_retained", _("not kept in office")
        RECALLED = "recalled", _("recalled")
        NOT_RECALLED = "not_recalled", _("not recalled")

    class IncumbentHow(models.TextChoices):
        ELECTED = "elected", _("elected")
        APPOINTED = "appointed", _("appointed")

    race = models.ForeignKey("races.Race", on_delete=models.PROTECT, related_name="candidacies")
    person = models.ForeignKey("races.Person", on_delete=models.PROTECT, related_name="candidacies")
    slug = models.CharField(
        max_length=80, editable=False, validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    )
    ballot_name = models.CharField(_("name as printed"), max_length=160)
    party = models.CharField(_("party as printed"), max_length=80, blank=True)
    designation = models.CharField(_("ballot designation as printed"), max_length=160, blank=True)
    ballot_order = models.PositiveSmallIntegerField(_("place on the ballot"), null=True, blank=True)
    incumbent = models.BooleanField(_("holds the office now"), null=True, blank=True)
    incumbent_how = models.CharField(
        _("how they came to the office they hold"), max_length=12, choices=IncumbentHow.choices, blank=True
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.FILED)
    status_date = models.DateField(_("date of the status"), null=True, blank=True)
    status_source_url = models.URLField(_("source of the status"), max_length=500, blank=True)
    status_source_title = models.CharField(max_length=255, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.UNKNOWN)
    outcome_note = models.CharField(
        _("note on the outcome"),
        max_length=200,
        blank=True,
        help_text=_("For example how a tie was broken."),
    )
    votes = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("In a retention or recall election: votes to keep.")
    )
    votes_against = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("Retention and recall elections only: votes to remove.")
    )
    vote_share = models.DecimalField(
        _("share of votes as published, in percent"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    votes_note = models.CharField(_("note on the votes"), max_length=200, blank=True)

    objects = querysets.CandidacyQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["race", "ballot_order", "person__sort_name"]
        verbose_name_plural = "candidacies"
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["race", "person"], name="races_candidacy_once"),
            models.UniqueConstraint(fields=["race", "slug"], name="races_candidacy_one_slug_a_race"),
            models.UniqueConstraint(
                fields=["race", "ballot_order"], name="races_candidacy_one_place_on_the_ballot"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=LEFT_THE_RACE)
                | (Q(status_date__isnull=False) & ~Q(status_source_url="") & ~Q(status_source_title="")),
                name="races_candidacy_leaving_has_date_and_source",
                violation_error_message=_("That a candidate left the race needs its date and its source."),
            ),
            models.CheckConstraint(
                condition=Q(vote_share__isnull=True) | Q(vote_share__gte=0, vote_share__lte=100),
                name="races_candidacy_share_is_a_percent",
            ),
            models.CheckConstraint(
                condition=Q(incumbent_how="") | Q(incumbent=True),
                name="races_candidacy_only_an_incumbent_came_to_office",
                violation_error_message=_("Only for somebody who holds the office now."),
            ),
        ]

    def __str__(self):
        return self.ballot_name

    def save(self, *args, **kwargs):
        self.slug = self.slug or self.natural_slug()
        super().save(*args, **kwargs)

    def natural_slug(self):
        """The name as printed; a number is added where a race has two of one name (`guide` is the print guide)."""
        from django.utils.text import slugify

        base = slugify(self.ballot_name)[:70] or "candidate"
        taken = {"guide", *Candidacy.objects.filter(race_id=self.race_id).values_list("slug", flat=True)}
        slug, n = base, 2
        while slug in taken:
            slug, n = f"{base}-{n}", n + 1
        return slug


class CountyVotes(models.Model):
    """Votes for one candidacy in one county. A suppressed count is missing, not zero."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="county_votes")
    county = models.ForeignKey("races.County", on_delete=models.PROTECT, related_name="+")
    votes = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidacy", "county"], name="races_countyvotes_once"),
        ]

    def __str__(self):
        return f"{self.candidacy} {self.county}"


class BallotLine(models.Model):
    """One party line of a candidacy that stands on several (fusion): its votes are part of the candidacy's."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="ballot_lines")
    party = models.CharField(_("party as printed"), max_length=80)
    votes = models.PositiveIntegerField(null=True, blank=True)

    objects = querysets.BallotLineQuerySet.as_manager()

    class Meta:
        ordering = ["candidacy", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["candidacy", "party"], name="races_ballotline_once"),
        ]

    def __str__(self):
        return f"{self.candidacy}: {self.party}"
