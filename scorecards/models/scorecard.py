from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.models import Sourced
from scorecards import scorecard_querysets as querysets
from scorecards.models.standard import Standard


class Body(Sourced):
    """A public body that is scored and is no prosecutor's office on record here, by its public name."""

    group = models.ForeignKey("races.CommunityGroup", on_delete=models.PROTECT, related_name="bodies")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=160)
    is_sample = models.BooleanField(default=False)

    objects = querysets.BodyQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["group", "slug"], name="scorecards_body_once"),
        ]

    def __str__(self):
        return self.name


class Scorecard(models.Model):
    """A standard applied to its subjects. Public once it has a Release, and only as that froze it."""

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="scorecards")
    race = models.ForeignKey(
        "races.Race", on_delete=models.PROTECT, null=True, blank=True, related_name="scorecards"
    )
    slug = models.SlugField(unique=True, max_length=120)
    title = models.CharField(max_length=160)
    second_marks = models.BooleanField(
        _("every mark is made twice"),
        default=False,
        help_text=_("By two people who do not see each other’s marks. How often they agreed is published."),
    )
    reply_days = models.PositiveSmallIntegerField(
        _("days to reply"), default=14, help_text=_("The same for everyone who is marked.")
    )
    for_residents = models.TextField(_("how residents can use this"), blank=True)
    for_scored = models.TextField(_("how those who are marked can use this"), blank=True)

    objects = querysets.ScorecardQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "race"], name="scorecards_scorecard_once"),
            models.CheckConstraint(condition=Q(reply_days__gte=7), name="scorecards_scorecard_a_week_to_reply"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_sample(self):
        if self.race_id:
            return self.race.office.state.is_sample
        return self.standard.group.is_sample


class Subject(models.Model):
    """Whom a scorecard is about: one candidacy, office or other body, with its place in the list."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="subjects")
    candidacy = models.ForeignKey(
        "races.Candidacy", on_delete=models.PROTECT, null=True, blank=True, related_name="scored_as"
    )
    office = models.ForeignKey(
        "races.Office", on_delete=models.PROTECT, null=True, blank=True, related_name="scored_as"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="scored_as")
    cohort = models.ForeignKey(
        "scorecards.Cohort", on_delete=models.PROTECT, null=True, blank=True, related_name="subjects"
    )
    slug = models.SlugField(max_length=120)
    order = models.PositiveIntegerField(default=0)

    objects = querysets.SubjectQuerySet.as_manager()

    RESERVED = ("releases", "questions", "methodology", "use", "changes")

    class Meta:
        ordering = ["scorecard", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "slug"], name="scorecards_subject_slug_once"),
            models.UniqueConstraint(fields=["scorecard", "candidacy"], name="scorecards_subject_candidacy_once"),
            models.UniqueConstraint(fields=["scorecard", "office"], name="scorecards_subject_office_once"),
            models.UniqueConstraint(fields=["scorecard", "body"], name="scorecards_subject_body_once"),
            models.CheckConstraint(
                condition=Q(candidacy__isnull=False, office__isnull=True, body__isnull=True)
                | Q(candidacy__isnull=True, office__isnull=False, body__isnull=True)
                | Q(candidacy__isnull=True, office__isnull=True, body__isnull=False),
                name="scorecards_subject_is_one",
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=["releases", "questions", "methodology", "use", "changes"]),
                name="scorecards_subject_slug_is_free",
                violation_error_message=_("This address belongs to a part of the scorecard."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def about(self):
        return self.candidacy or self.office or self.body

    @property
    def name(self):
        return str(self.about)


class Assignment(models.Model):
    """Who marks what: a section for one subject, or for all of them."""

    class Stage(models.TextChoices):
        FIRST = "first", _("first mark")
        SECOND = "second", _("second mark")
        AUDIT = "audit", _("audit")

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="assignments")
    section = models.ForeignKey("scorecards.Section", on_delete=models.CASCADE, related_name="assignments")
    subject = models.ForeignKey(
        Subject, on_delete=models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.FIRST)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments")

    objects = querysets.AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["scorecard", "stage", "section", "subject"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "subject", "stage", "user"], name="scorecards_assignment_once"
            ),
            models.UniqueConstraint(
                fields=["scorecard", "section", "stage", "user"],
                condition=Q(subject__isnull=True),
                name="scorecards_assignment_of_all_once",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.section}, {self.subject or self.scorecard}"
