from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from scorecards import querysets


class Observation(models.Model):
    """One figure, stored by the measure's kind: a count has a numerator; a share a numerator and a denominator; a
    median or an amount a value, with the number of people behind it as denominator; a "per" all three.
    Withheld means the publication rule removed it before it reached us; missing is never zero."""

    class Period(models.TextChoices):
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    office = models.ForeignKey("races.Office", on_delete=models.PROTECT, related_name="observations")
    metric = models.ForeignKey("scorecards.Metric", on_delete=models.PROTECT, related_name="observations")
    dataset = models.ForeignKey("scorecards.Dataset", on_delete=models.PROTECT, related_name="observations")
    period = models.CharField(max_length=8, choices=Period.choices)
    period_start = models.DateField()
    dimension = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=80, blank=True)
    numerator = models.PositiveBigIntegerField(null=True, blank=True)
    denominator = models.PositiveBigIntegerField(null=True, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    low = models.DecimalField(
        _("low end of the 95% interval"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    high = models.DecimalField(
        _("high end of the 95% interval"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    partial = models.BooleanField(default=False)
    withheld = models.BooleanField(default=False)
    # Could be shown by itself, but its difference to an earlier delivery would uncover what was hidden there.
    held_back = models.BooleanField(default=False)

    objects = querysets.ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["metric", "period", "period_start", "dimension", "group"]
        indexes = [
            models.Index(
                fields=["office", "metric", "period", "period_start", "dimension"],
                name="scorecards_observation_newest",
            ),
            models.Index(
                fields=["metric", "dimension", "period", "period_start"], name="scorecards_observation_metric"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "metric", "dataset", "period", "period_start", "dimension", "group"],
                name="scorecards_observation_once",
            ),
            models.CheckConstraint(
                condition=Q(withheld=False, numerator__isnull=False, value__isnull=True)
                | Q(withheld=False, value__isnull=False, denominator__isnull=False)
                | Q(withheld=True, numerator__isnull=True, denominator__isnull=True, value__isnull=True),
                name="scorecards_observation_counted_or_withheld",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True)
                | Q(value__isnull=False)
                | Q(numerator__lte=F("denominator")),
                name="scorecards_observation_part_of_whole",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(value__isnull=False, low__lte=F("value"), high__gte=F("value")),
                name="scorecards_observation_value_in_its_interval",
            ),
            models.CheckConstraint(
                condition=Q(dimension="", group="") | (~Q(dimension="") & ~Q(group="")),
                name="scorecards_observation_group_has_dimension",
            ),
        ]

    def __str__(self):
        return f"{self.office} {self.metric.slug} {self.period_start:%Y-%m} {self.group}".strip()
