from django.db import models


class Crossed(models.Model):
    """Counts crossed by month and every group: kept so that they can be added up again, never published."""

    dataset = models.ForeignKey("scorecards.Dataset", on_delete=models.CASCADE, related_name="+")
    metric = models.ForeignKey("scorecards.Metric", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    race = models.CharField(max_length=40)
    sex = models.CharField(max_length=20)
    age = models.CharField(max_length=20)
    severity = models.CharField(max_length=20)

    class Meta:
        abstract = True


CELL = ["dataset", "metric", "month", "race", "sex", "age", "severity"]


class CrossedCount(Crossed):
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=CELL, name="scorecards_crossedcount_once")]

    def __str__(self):
        return f"{self.metric_id} {self.month:%Y-%m}"


class DayCount(Crossed):
    """How many defendants took so many whole days: medians are read from these, and counts can be added up."""

    days = models.PositiveIntegerField()
    defendants = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=[*CELL, "days"], name="scorecards_daycount_once")]

    def __str__(self):
        return f"{self.metric_id} {self.month:%Y-%m} {self.days}"
