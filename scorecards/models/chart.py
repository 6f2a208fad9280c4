from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from scorecards import querysets

CONTESTED_SHARE = "contested_share"


class Chart(models.Model):
    """A registered chart of one subject, under one address for life. The subject is an office and a measure,
    or, for the share of races with a choice, a state; without one, all states on record."""

    slug = models.SlugField(unique=True, max_length=160)
    key = models.CharField(max_length=40)
    office = models.ForeignKey(
        "races.Office", on_delete=models.PROTECT, null=True, blank=True, related_name="charts"
    )
    metric = models.ForeignKey(
        "scorecards.Metric", on_delete=models.PROTECT, null=True, blank=True, related_name="charts"
    )
    state = models.ForeignKey(
        "races.State", on_delete=models.PROTECT, null=True, blank=True, related_name="charts"
    )
    promise = models.ForeignKey(
        "scorecards.Promise", on_delete=models.PROTECT, null=True, blank=True, related_name="charts"
    )

    objects = querysets.ChartQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(key=CONTESTED_SHARE, office__isnull=True, metric__isnull=True, promise__isnull=True)
                | (~Q(key=CONTESTED_SHARE) & Q(office__isnull=False, metric__isnull=False, state__isnull=True)),
                name="scorecards_chart_has_one_subject",
            ),
        ]

    def __str__(self):
        return self.slug

    def get_absolute_url(self):
        return reverse("chart", kwargs={"slug": self.slug})

    @property
    def subject_name(self):
        """Whom the chart is about, in the reader's language."""
        if self.office is not None:
            return self.office.name
        return self.state.name if self.state is not None else gettext("States on record")

    @property
    def measure_name(self):
        if self.key == "outcomes":
            return gettext("How cases ended")
        return gettext("Races with a choice") if self.metric is None else self.metric.label

    @property
    def is_sample(self):
        area = self.state if self.office is None else self.office.state
        return area is not None and area.is_sample


class RenderedChart(models.Model):
    """One drawing, kept for good under its hash. Written by the drawing task alone; only `current` and
    `made_from` move."""

    chart = models.ForeignKey(Chart, on_delete=models.PROTECT, related_name="renderings")
    language = models.CharField(max_length=5)
    content_hash = models.CharField(max_length=64)
    # The subject, the words and the code it was drawn from: while this stays, it need not be drawn again.
    made_from = models.CharField(max_length=64, blank=True)
    current = models.BooleanField(default=True)
    title = models.TextField()
    subtitle = models.TextField()
    summary = models.TextField()
    note = models.TextField(blank=True)
    source = models.JSONField(help_text="text, url, licence, data_to, checked")
    source_line = models.TextField()
    table = models.JSONField(help_text="caption, columns (name, label, numeric, on_page), rows")
    sample = models.BooleanField(default=False)
    drawable = models.BooleanField(default=True)
    spec = models.JSONField()
    data_to = models.DateField(null=True)
    svg = models.JSONField(help_text="name -> SVG text: page-352, page-720, embed-300, embed-560, export.svg")
    png = models.BinaryField(help_text="empty where there was nothing to draw")
    social_png = models.BinaryField(help_text="empty where there was nothing to draw")
    drawn_at = models.DateTimeField(auto_now_add=True)

    objects = querysets.RenderedChartQuerySet.as_manager()

    class Meta:
        ordering = ["chart", "language", "-drawn_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["chart", "language", "content_hash"], name="scorecards_rendering_once"
            ),
            models.UniqueConstraint(
                fields=["chart", "language"],
                condition=Q(current=True),
                name="scorecards_rendering_one_current",
            ),
        ]

    def __str__(self):
        return f"{self.chart.slug} {self.language} {self.content_hash[:8]}"

    @property
    def drawn(self):
        """False where there was nothing to draw: the page then has words and the table."""
        return self.drawable and "page-352" in self.svg and "page-720" in self.svg

    @property
    def embeddable(self):
        return self.drawable and "embed-300" in self.svg and "embed-560" in self.svg

    @property
    def records(self):
        """The table's rows by column name, as CSV and JSON carry them."""
        names = [column["name"] for column in self.table["columns"]]
        return [dict(zip(names, row, strict=True)) for row in self.table["rows"]]

    @property
    def page_table(self):
        """The table as a page prints it: only the columns meant for people, counts with separators."""
        keep = [(n, column) for n, column in enumerate(self.table["columns"]) if column["on_page"]]
        rows = [
            [{"text": _printed(row[n]), "numeric": column["numeric"]} for n, column in keep]
            for row in self.table["rows"]
        ]
        return {"caption": self.table["caption"], "columns": [column for _, column in keep], "rows": rows}


def _printed(value):
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else str(value)
