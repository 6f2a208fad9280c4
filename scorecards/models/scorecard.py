from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from scorecards import fairness, querysets


class Standard(models.Model):
    """What is asked and what each answer is worth, by whom, in one edition. A new year is a new row."""

    group = models.ForeignKey("races.CommunityGroup", on_delete=models.PROTECT, related_name="standards")
    slug = models.SlugField()
    title = models.CharField(max_length=160)
    edition = models.CharField(max_length=20)
    introduction = models.TextField(blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)

    objects = querysets.StandardQuerySet.as_manager()

    class Meta:
        ordering = ["group", "slug", "edition"]
        constraints = [
            models.UniqueConstraint(fields=["group", "slug", "edition"], name="scorecards_standard_edition_once"),
        ]

    def __str__(self):
        return f"{self.title} ({self.edition})"


class Section(models.Model):
    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=0)
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=1)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=0), name="scorecards_section_weight_not_negative"),
        ]

    def __str__(self):
        return self.title


class Question(models.Model):
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    topic = models.ForeignKey("races.Topic", on_delete=models.PROTECT, related_name="questions")
    slug = models.SlugField()
    text = models.CharField(_("question"), max_length=300)
    criteria = models.TextField(_("what the standard asks for"), blank=True)
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=1)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["section__order", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["section", "slug"], name="scorecards_question_once"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="scorecards_question_weight_not_negative"),
        ]

    def __str__(self):
        return self.text


class Option(models.Model):
    """A possible answer. `points` is null in a neutral standard, where no answer is worth more than another."""

    class Level(models.TextChoices):
        MATCHES = "matches", _("Matches")
        PARTLY = "partly", _("Partly")
        DIFFERS = "differs", _("Differs")
        YES = "yes", _("Yes")
        NO = "no", _("No")
        OTHER = "other", _("Other")

    NEUTRAL_LEVELS = ("yes", "no", "other")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    level = models.CharField(max_length=8, choices=Level.choices)
    label = models.CharField(max_length=160)
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "level"], name="scorecards_option_once"),
            models.CheckConstraint(
                condition=Q(level__in=["yes", "no", "other"], points__isnull=True)
                | Q(level__in=["matches", "partly", "differs"], points__isnull=False),
                name="scorecards_option_neutral_has_no_points",
                violation_error_message=_("Yes, no and other carry no points; matches, partly and differs do."),
            ),
        ]

    def __str__(self):
        return self.label


class Scorecard(models.Model):
    """A standard applied to its subjects: the candidacies of one race. Not public until released."""

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="scorecards")
    race = models.ForeignKey("races.Race", on_delete=models.PROTECT, related_name="scorecards")
    slug = models.SlugField(unique=True, max_length=120)
    title = models.CharField(max_length=160)
    released_at = models.DateTimeField(null=True, blank=True)

    objects = querysets.ScorecardQuerySet.as_manager()

    class Meta:
        ordering = ["-released_at", "title"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "race"], name="scorecards_scorecard_once"),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        """A scorecard goes public only if it keeps to the mode of its group (scorecards/fairness.py)."""
        if self.released_at and self.standard_id and self.race_id and (found := fairness_problems(self)):
            raise ValidationError(found)


def fairness_problems(scorecard):
    """The standard, the mode of its group and the newest marks, held against the rules of `fairness`."""
    questions = Question.objects.filter(section__standard=scorecard.standard_id).prefetch_related("options")
    marks = scorecard.marks.newest() if scorecard.pk else ()
    return fairness.problems(
        scorecard.standard.group.mode,
        [
            fairness.Asked(
                question.pk,
                question.slug,
                question.text,
                tuple(fairness.Answer(option.pk, option.points) for option in question.options.all()),
            )
            for question in questions
        ],
        [
            fairness.Judged(
                question=mark.question_id,
                person=str(mark.candidacy or mark.office),
                in_race=mark.candidacy is not None and mark.candidacy.race_id == scorecard.race_id,
                option=mark.option_id,
                own_words=mark.position is None or mark.position.candidacy_id == mark.candidacy_id,
                asked=mark.kind == "no_answer",
            )
            for mark in marks
        ],
        [candidacy.ballot_name for candidacy in scorecard.race.candidacies.standing()],
    )
