from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from scorecards import querysets


class Metric(models.Model):
    """What a figure means. Shipped as reference in `scorecards/data/metrics.toml`, kept by admins."""

    class Kind(models.TextChoices):
        COUNT = "count", _("count")
        SHARE = "share", _("share: numerator of denominator")

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=120)
    name_es = models.CharField(max_length=120, blank=True)
    definition = models.TextField()
    definition_es = models.TextField(blank=True)
    numerator = models.CharField(_("numerator"), max_length=160)
    denominator = models.CharField(_("denominator"), max_length=160, blank=True)
    unit_of_count = models.CharField(max_length=80)
    start_clock = models.CharField(_("counted by the date of"), max_length=80)
    minimum_base = models.PositiveSmallIntegerField(default=10)
    definition_url = models.URLField(max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="count", denominator="") | (Q(kind="share") & ~Q(denominator="")),
                name="scorecards_metric_share_has_denominator",
            ),
            models.CheckConstraint(condition=Q(minimum_base__gte=10), name="scorecards_metric_base_at_least_ten"),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        return (self.name_es if get_language() == "es" else "") or self.name

    @property
    def plain_definition(self):
        return (self.definition_es if get_language() == "es" else "") or self.definition


class Dataset(models.Model):
    """One delivered file: its hash, size, licence and limits. Case rows themselves are never stored."""

    office = models.ForeignKey("races.Office", on_delete=models.PROTECT, related_name="datasets")
    profile = models.CharField(max_length=60)
    table = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    licence = models.CharField(_("license"), max_length=80)
    licence_url = models.URLField(max_length=500, blank=True)
    attribution = models.CharField(max_length=300)
    retrieved = models.DateField(_("date we fetched it"))
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    case_level = models.BooleanField(default=True)
    may_republish = models.BooleanField(_("counts may be republished"))
    period_from = models.DateField()
    period_to = models.DateField()
    limits = models.TextField(_("known limits"), blank=True)
    limits_es = models.TextField(blank=True)

    objects = querysets.DatasetQuerySet.as_manager()

    class Meta:
        ordering = ["office", "table"]
        constraints = [
            models.UniqueConstraint(fields=["office", "table", "sha256"], name="scorecards_dataset_file_once"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="scorecards_dataset_has_hash"
            ),
            models.CheckConstraint(
                condition=~Q(url="") & ~Q(licence="") & ~Q(attribution=""),
                name="scorecards_dataset_has_source_and_licence",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def plain_limits(self):
        return (self.limits_es if get_language() == "es" else "") or self.limits


class Observation(models.Model):
    """One count: numerator and, for a share, denominator. Withheld means the publication rule removed it
    before it reached us; missing is never zero."""

    class Period(models.TextChoices):
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    office = models.ForeignKey("races.Office", on_delete=models.PROTECT, related_name="observations")
    metric = models.ForeignKey(Metric, on_delete=models.PROTECT, related_name="observations")
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="observations")
    period = models.CharField(max_length=8, choices=Period.choices)
    period_start = models.DateField()
    dimension = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=40, blank=True)
    numerator = models.PositiveIntegerField(null=True, blank=True)
    denominator = models.PositiveIntegerField(null=True, blank=True)
    partial = models.BooleanField(default=False)
    withheld = models.BooleanField(default=False)

    objects = querysets.ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["metric", "period", "period_start", "dimension", "group"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "metric", "dataset", "period", "period_start", "dimension", "group"],
                name="scorecards_observation_once",
            ),
            models.CheckConstraint(
                condition=Q(withheld=False, numerator__isnull=False)
                | Q(withheld=True, numerator__isnull=True, denominator__isnull=True),
                name="scorecards_observation_counted_or_withheld",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(numerator__lte=models.F("denominator")),
                name="scorecards_observation_part_of_whole",
            ),
            models.CheckConstraint(
                condition=Q(dimension="", group="") | (~Q(dimension="") & ~Q(group="")),
                name="scorecards_observation_group_has_dimension",
            ),
        ]

    def __str__(self):
        return f"{self.office} {self.metric.slug} {self.period_start:%Y-%m} {self.group}".strip()
