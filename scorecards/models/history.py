from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from scorecards import querysets
from scorecards.models.observation import Observation


class FigureChange(models.Model):
    """One line of the public change log: what a figure said, and says since a new delivery. Appended by the
    import, never edited. `before` and `after` hold the published form only: a figure that was hidden has its
    words and no number."""

    office = models.ForeignKey("races.Office", on_delete=models.PROTECT, related_name="figure_changes")
    metric = models.ForeignKey("scorecards.Metric", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=8, choices=Observation.Period.choices)
    period_start = models.DateField()
    dimension = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=80, blank=True)
    before = models.JSONField(help_text="shown, state, numerator, denominator, value")
    after = models.JSONField(help_text="as before")
    old = models.ForeignKey("scorecards.Dataset", on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey("scorecards.Dataset", on_delete=models.PROTECT, related_name="changes")
    on = models.DateField(default=timezone.localdate)
    after_freeze = models.BooleanField(_("the year had been frozen"), default=False)

    objects = querysets.FigureChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.on} {self.office} {self.metric.slug} {self.period_start:%Y-%m} {self.group}".strip()


class YearFreeze(models.Model):
    """Every published figure of one year as it stood on a day, as CSV bytes that never change. A later
    delivery of that year needs a reason, and its changes say that the year had been frozen."""

    year = models.PositiveSmallIntegerField(unique=True)
    frozen_on = models.DateField(default=timezone.localdate)
    csv = models.BinaryField()
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="scorecards_yearfreeze_has_hash"
            )
        ]

    def __str__(self):
        return str(self.year)
