from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from scorecards import scorecard_querysets as querysets


class Standard(models.Model):
    """What is asked and what each answer is worth, by whom, in one edition. A new year is a new row.

    Its sections, questions and answers are rows that mirror the newest *published* version; what an editor is
    still writing is a StandardDraft.
    """

    class Subjects(models.TextChoices):
        CANDIDACIES = "candidacies", _("the candidates of a race")
        OFFICES = "offices", _("prosecutors’ offices")
        BODIES = "bodies", _("other public bodies, by name")

    class Rounding(models.TextChoices):
        HALF_UP = "half_up", _("to the nearest, a half upward")
        HALF_EVEN = "half_even", _("to the nearest, a half to the even number")
        DOWN = "down", _("cut off after the last digit")

    class Rounds(models.TextChoices):
        TOTAL = "total", _("once, the total")
        SECTIONS = "sections", _("each section, before they are added up")
        PARTS = "parts", _("each section’s weighted part, before they are added up")

    group = models.ForeignKey("races.CommunityGroup", on_delete=models.PROTECT, related_name="standards")
    slug = models.SlugField()
    title = models.CharField(max_length=160)
    edition = models.CharField(max_length=20)
    introduction = models.TextField(blank=True)
    subjects = models.CharField(max_length=12, choices=Subjects.choices, default=Subjects.CANDIDACIES)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next_editions"
    )
    evidence_from = models.DateField(_("evidence from"), null=True, blank=True)
    evidence_to = models.DateField(_("evidence to"), null=True, blank=True)
    rounding = models.CharField(max_length=10, choices=Rounding.choices, default=Rounding.HALF_UP)
    digits = models.PositiveSmallIntegerField(_("digits after the point"), default=0)
    rounds = models.CharField(_("what is rounded"), max_length=10, choices=Rounds.choices, default=Rounds.TOTAL)
    below_zero = models.BooleanField(_("a section may fall below zero"), default=False)
    published_on = models.DateField(_("published on"), null=True, blank=True)

    objects = querysets.StandardQuerySet.as_manager()

    class Meta:
        ordering = ["group", "slug", "edition"]
        constraints = [
            models.UniqueConstraint(fields=["group", "slug", "edition"], name="scorecards_standard_edition_once"),
            models.CheckConstraint(condition=Q(digits__lte=6), name="scorecards_standard_at_most_six_digits"),
            models.CheckConstraint(
                condition=Q(evidence_from__isnull=True)
                | Q(evidence_to__isnull=True)
                | Q(evidence_to__gte=F("evidence_from")),
                name="scorecards_standard_evidence_window_has_days",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.edition})"


class Cohort(models.Model):
    """Subjects that are asked the same and may be compared, for example offices of one state law."""

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="cohorts")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["standard", "slug"], name="scorecards_cohort_once")]

    def __str__(self):
        return self.title


class Section(models.Model):
    """`weight` counts where the subject's cohort has no weight of its own (SectionWeight)."""

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="sections")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=0)
    weight = models.DecimalField(max_digits=8, decimal_places=4, default=1)
    in_use = models.BooleanField(default=True)

    objects = querysets.SectionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "slug"], name="scorecards_section_once"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="scorecards_section_weight_not_negative"),
        ]

    def __str__(self):
        return self.title


class SectionWeight(models.Model):
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="cohort_weights")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="section_weights")
    weight = models.DecimalField(max_digits=8, decimal_places=4)

    class Meta:
        ordering = ["section", "cohort"]
        constraints = [
            models.UniqueConstraint(fields=["section", "cohort"], name="scorecards_sectionweight_once"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="scorecards_sectionweight_not_negative"),
        ]

    def __str__(self):
        return f"{self.section}, {self.cohort}: {self.weight}"


class Question(models.Model):
    """One question. `cohorts`: whom it is put to (none named: everyone). `max_points`: what can be reached at
    most, where that is not the best answer (or the sum of all ticks). `full_from`: all points from this many on
    and none below."""

    class Kind(models.TextChoices):
        YES_NO = "yes_no", _("yes or no")
        CHOICE = "choice", _("single choice")
        TIERED = "tiered", _("tiers, each better than the last")
        MULTIPLE = "multiple", _("any number of ticks")
        NEGATIVE = "negative", _("takes points away")

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    topic = models.ForeignKey(
        "races.Topic", on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )
    slug = models.SlugField(max_length=80)
    short = models.CharField(_("short name for tables"), max_length=80, blank=True)
    text = models.CharField(_("question"), max_length=500)
    criteria = models.TextField(_("what the standard asks for"), blank=True)
    clarifications = models.TextField(blank=True)
    how_marked = models.TextField(_("how it is marked"), blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.CHOICE)
    weight = models.DecimalField(max_digits=8, decimal_places=4, default=1)
    max_points = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    full_from = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    cohorts = models.ManyToManyField(Cohort, blank=True, related_name="questions")
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next_editions"
    )
    order = models.PositiveSmallIntegerField(default=0)
    in_use = models.BooleanField(default=True)

    objects = querysets.QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["section__order", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["section", "slug"], name="scorecards_question_once"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="scorecards_question_weight_not_negative"),
            models.CheckConstraint(
                condition=Q(max_points__isnull=True) | Q(max_points__gt=0, kind__in=["multiple", "tiered"]),
                name="scorecards_question_maximum_of_ticks_or_tiers",
                violation_error_message=_("Only ticks and tiers may have a maximum of their own, above 0."),
            ),
            models.CheckConstraint(
                condition=Q(full_from__isnull=True) | Q(full_from__gt=0, kind="multiple"),
                name="scorecards_question_full_from_is_for_ticks",
                violation_error_message=_("Full points from a number on: for ticks only, above 0."),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def label(self):
        """For tables: the short name, else the topic, else the question itself."""
        return self.short or (str(self.topic) if self.topic_id else self.text)


class Option(models.Model):
    """A possible answer. `points` is null in a neutral standard, where no answer is worth more than another.
    `level`: the word of a mark about a candidate; empty where the answer's own label says it. `rules_out`: the
    questions that this answer makes not applicable."""

    class Level(models.TextChoices):
        MATCHES = "matches", _("Matches")
        PARTLY = "partly", _("Partly")
        DIFFERS = "differs", _("Differs")
        YES = "yes", _("Yes")
        NO = "no", _("No")
        OTHER = "other", _("Other")

    NEUTRAL_LEVELS = ("yes", "no", "other")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    code = models.SlugField(max_length=60)
    level = models.CharField(max_length=8, choices=Level.choices, blank=True)
    label = models.CharField(max_length=300)
    points = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    rules_out = models.ManyToManyField(Question, blank=True, related_name="ruled_out_by")
    order = models.PositiveSmallIntegerField(default=0)
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "code"], name="scorecards_option_once"),
            models.CheckConstraint(
                condition=Q(level="")
                | Q(level__in=["yes", "no", "other"], points__isnull=True)
                | Q(level__in=["matches", "partly", "differs"], points__isnull=False),
                name="scorecards_option_neutral_has_no_points",
                violation_error_message=_("Yes, no and other carry no points; matches, partly and differs do."),
            ),
        ]

    def __str__(self):
        return self.label


class StandardVersion(models.Model):
    """A standard as it was published on a day, whole (scorecards/document.py). Never changed: a later change is
    the next version, and every mark names the version it was made under."""

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    published_on = models.DateField(default=timezone.localdate)
    published_by = models.CharField(max_length=150)
    why = models.TextField(_("what changed and why"), blank=True, help_text=_("Public."))
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)

    objects = querysets.StandardVersionQuerySet.as_manager()

    class Meta:
        ordering = ["standard", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "number"], name="scorecards_version_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(why=""),
                name="scorecards_version_later_says_why",
                violation_error_message=_("Say what changed and why; it is public."),
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="scorecards_version_has_hash"
            ),
        ]

    def __str__(self):
        return f"{self.standard}, version {self.number}"


class StandardDraft(models.Model):
    """What an editor is writing: a document like a version's, not public, not yet binding. `wrong`: why it could
    not be published as it stands is worked out, never stored."""

    standard = models.OneToOneField(Standard, on_delete=models.CASCADE, related_name="draft")
    document = models.JSONField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.standard}, draft"
