from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from scorecards import querysets
from scorecards.metrics.definitions import DERIVED, FLAGS, WITH_BASE


def known_flags(value):
    """Flags are named in `scorecards.metrics.definitions`; a flag nobody wrote down is not there (never "no")."""
    names = value if isinstance(value, (list, dict)) else ["?"]
    if unknown := [name for name in names if name not in FLAGS]:
        raise ValidationError(_("Unknown flags: %(names)s.") % {"names": ", ".join(map(str, unknown))})


class Metric(models.Model):
    """What a figure means. Shipped as reference in `scorecards/data/metrics/*.toml`, kept by admins."""

    class Kind(models.TextChoices):
        COUNT = "count", _("count")
        SHARE = "share", _("share: numerator of denominator")
        MEDIAN = "median", _("median of a number of people")
        AMOUNT = "amount", _("amount, with the number of people it is about")
        PER = "per", _("numerator for each one of the denominator; may be above 1")
        RATIO = "ratio", _("ratio of two groups' shares")
        GAP = "gap", _("percentage points between two groups' shares")

    class Category(models.TextChoices):
        FLOW = "flow", _("Cases in and out")
        CHARGING = "charging", _("Charging decisions")
        SEVERITY = "severity", _("Felony or misdemeanor")
        OUTCOMES = "outcomes", _("How cases end")
        TIME = "time", _("Time")
        SENTENCES = "sentences", _("Sentences")
        BAIL = "bail", _("Bail and detention")
        DIFFERENCES = "differences", _("Differences between groups")
        LATER = "later", _("What follows")
        RESENTENCING = "resentencing", _("Resentencing")
        VICTIMS = "victims", _("Victims")
        RECORDS = "records", _("How complete the records are")
        RESOURCES = "resources", _("Staff and money")
        ELECTIONS = "elections", _("Elections")

    class Direction(models.TextChoices):
        NONE = "none", _("none: a higher number is not good or bad by itself")
        HIGHER = "higher", _("higher is meant to be better")
        LOWER = "lower", _("lower is meant to be better")

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    category = models.CharField(max_length=14, choices=Category.choices, default=Category.FLOW)
    name = models.CharField(max_length=120)
    name_es = models.CharField(max_length=120, blank=True)
    definition = models.TextField()
    definition_es = models.TextField(blank=True)
    why = models.TextField(_("why it matters"), blank=True)
    why_es = models.TextField(blank=True)
    numerator = models.CharField(_("numerator"), max_length=160)
    numerator_es = models.CharField(max_length=160, blank=True)
    denominator = models.CharField(_("denominator"), max_length=160, blank=True)
    denominator_es = models.CharField(max_length=160, blank=True)
    unit = models.CharField(_("unit of the value"), max_length=24, blank=True)
    unit_es = models.CharField(max_length=24, blank=True)
    unit_of_count = models.CharField(max_length=80)
    start_clock = models.CharField(_("counted by the date of"), max_length=80)
    cohort_date = models.CharField(_("date that places a case in a period"), max_length=80, blank=True)
    severity_scope = models.CharField(max_length=80, blank=True)
    direction = models.CharField(max_length=6, choices=Direction.choices, default=Direction.NONE)
    minimum_base = models.PositiveSmallIntegerField(default=10)
    flags = models.JSONField(
        _("flags that must be equal to compare"), default=list, blank=True, validators=[known_flags]
    )
    of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="derived",
        verbose_name=_("the share it compares"),
    )
    definition_source = models.CharField(_("source of the definition"), max_length=200, blank=True)
    definition_url = models.URLField(max_length=500, blank=True)
    ppi_code = models.CharField(_("PPI code"), max_length=20, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = querysets.MetricQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="count", denominator="")
                | (Q(kind__in=WITH_BASE) & ~Q(denominator=""))
                | Q(kind__in=DERIVED),
                name="scorecards_metric_share_has_denominator",
            ),
            models.CheckConstraint(condition=Q(minimum_base__gte=10), name="scorecards_metric_base_at_least_ten"),
            models.CheckConstraint(
                condition=Q(kind__in=DERIVED, of__isnull=False) | (~Q(kind__in=DERIVED) & Q(of__isnull=True)),
                name="scorecards_metric_comparison_has_its_share",
            ),
        ]

    def __str__(self):
        return self.label

    def counted_as(self, dataset):
        """How a file counts, in what matters for this measure; None for a flag that nobody wrote down. Figures of
        two files stand on one line only where this is equal."""
        return tuple(dataset.flags.get(flag) for flag in self.flags)

    def _said(self, name):
        return (getattr(self, f"{name}_es") if get_language() == "es" else "") or getattr(self, name)

    @property
    def label(self):
        return self._said("name")

    @property
    def plain_definition(self):
        return self._said("definition")

    @property
    def plain_why(self):
        return self._said("why")

    @property
    def plain_numerator(self):
        return self._said("numerator")

    @property
    def plain_denominator(self):
        return self._said("denominator")

    @property
    def plain_unit(self):
        return self._said("unit")
