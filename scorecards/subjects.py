"""From stored observations to the plain subject a chart is built from. Every figure passes the one rule here."""

from collections import defaultdict
from itertools import pairwise

from django.conf import settings
from django.utils.translation import get_language, gettext

from scorecards import around as beside
from scorecards.charts.spec import Source
from scorecards.charts.subject import Group, Metric, Period, Subject
from scorecards.groups import DIMENSION_WORDS, REFERENCES, UNRECORDED, group_name
from scorecards.metrics.definitions import COUNTED_NUMERATORS
from scorecards.metrics.publish import (
    MISSING_TEXT,
    Cell,
    Published,
    breakdown,
    publishable,
    ratio,
    under_review,
)
from scorecards.reference import chart_words
from scorecards.under_review import figures_under_review

REFERENCE_GROUP = REFERENCES["race"]
LEAST_YEARS = 3  # two years are read faster in a table than from a line
# Charts that set groups side by side, by the key of the chart. Their addresses end in -by-race, -by-sex, -by-age.
DIMENSIONS = {"by_group": "race", "by_sex": "sex", "by_age": "age"}


def has_figures(key, observations):
    """Whether there is any row from which a chart of this kind could be made: a trend needs a month or three
    years, groups a year's row, and by sex or age one group beside the one it is compared with."""
    if key == "trend":
        totals = [row for row in observations if row.dimension == ""]
        return any(row.period == "month" for row in totals) or len(totals) >= LEAST_YEARS
    dimension = DIMENSIONS[key]
    rows = [row for row in observations if row.dimension == dimension and row.period == "year"]
    if dimension == "race":
        return bool(rows)
    return any(_is_drawn(group.ratio) for group in _groups(rows, dimension)[1])


def _is_drawn(ratio):
    return ratio is not None and ratio.ratio is not None


def trend_subject(chart, observations, around=None):
    """One measure over time, judged together: months where there are any, else years. What stands around it
    (`around.Around`) is read where it is not given; baseline and target come from a linked promise, goals stand
    on the measure's own chart."""
    totals = [row for row in observations if row.dimension == ""]
    months = [row for row in totals if row.period == "month"]
    rows = months or totals
    figures = judged(rows)
    around = around or beside.around(chart.office)
    return Subject(
        **_common(chart, rows),
        length="month" if months else "year",
        periods=tuple(Period(row.period_start, figures[row.pk], row.partial) for row in rows),
        baseline=beside.level(chart.promise, "baseline"),
        target=beside.level(chart.promise, "target"),
        goals=() if chart.promise else beside.goals(around, chart.metric),
        events=beside.events(around, chart.promise, _recounted(chart.metric, rows)),
        comparable=not _censored(chart.metric, rows),
    )


def _recounted(metric, rows):
    """First days of figures from a file that counts in another way than the file before it."""
    ordered = sorted(rows, key=lambda row: row.period_start)
    return [
        row.period_start
        for before, row in pairwise(ordered)
        if metric.counted_as(before.dataset) != metric.counted_as(row.dataset)
    ]


def _censored(metric, rows):
    """Whether a file of these figures leaves out what had not ended yet, and the measure says that it matters."""
    return "censored_cohort" in metric.flags and any(row.dataset.flags.get("censored_cohort") for row in rows)


def by_group_subject(chart, observations, around=None):
    """Groups of the newest year that has them, each beside the reference group."""
    dimension = DIMENSIONS[chart.key]
    rows, groups = _groups(observations, dimension)
    span = f"{rows[0].period_start:%Y}" if rows else ""
    if any(row.partial for row in rows):
        span += f" ({gettext('partial year')})"
    return Subject(
        **_common(chart, rows),
        length="year",
        groups=groups,
        span=span,
        dimension=gettext(DIMENSION_WORDS[dimension]),
    )


def _groups(observations, dimension):
    """(rows of the newest year, their Groups)."""
    cut = [row for row in observations if row.period == "year" and row.dimension == dimension]
    year = max((row.period_start for row in cut), default=None)
    rows = [row for row in cut if row.period_start == year]
    figures = judged(rows)
    name = REFERENCES[dimension]
    reference = next((figures[row.pk] for row in rows if row.group == name), None)
    return rows, tuple(
        Group(
            name=group_name(row.group, dimension),
            figure=figures[row.pk],
            ratio=None if row.group == name else _against(figures[row.pk], reference, name),
            recorded=row.group != UNRECORDED,
        )
        for row in rows
    )


def judged(observations):
    """Figures of observations by row id, after the rule; a cut that may not be published at all
    (groups by month) has none. Every page, file and chart takes its figures from here. Give it all rows of a
    measure, and leave rows out afterwards: months are judged with the other months of their year, since the
    year's total is published too, and groups with the other groups of it. A measure of an office that is under
    review has no number in any cut.
    """
    reviews = figures_under_review()
    families = defaultdict(list)
    for row in observations:
        if publishable(row.dimension, row.period):
            families[row.office_id, row.metric_id, row.dimension, row.period, row.period_start.year].append(row)
    figures = {}
    for (office, metric, *_cut), rows in families.items():
        if since := reviews.get((office, metric)):
            figures |= {row.pk: under_review(since) for row in rows}
            continue
        figures |= zip((row.pk for row in rows), breakdown(map(cell, rows)), strict=True)
    return figures


def cell(row):
    """An observation as the rule sees it. A share without its denominator is no figure: it is missing. A count
    has no denominator to read."""
    kind = row.metric.kind
    whole = None if kind == row.metric.Kind.COUNT else row.denominator
    missing = kind != row.metric.Kind.COUNT and whole is None
    return Cell(
        f"{row.period_start} {row.group}",
        None if missing else row.numerator,
        whole,
        row.withheld or row.held_back,
        row.metric.minimum_base,
        None if missing else row.value,
        row.low,
        row.high,
        row.metric.slug in COUNTED_NUMERATORS,
    )


def _against(figure, reference, name):
    """The ratio to the reference group; where nobody counted that group there is none."""
    return ratio(figure, reference or Published(name, "missing", MISSING_TEXT))


def _common(chart, rows):
    words = chart_words(chart.metric.slug, get_language())
    metric = Metric(
        name=chart.metric.label,
        definition=chart.metric.plain_definition,
        kind=chart.metric.kind,
        unit=chart.metric.plain_unit,
        **words,
    )
    return {"office": chart.office.name, "metric": metric} | about(chart.office, rows)


def about(office, rows):
    """Source of the newest delivery, credit, and whether it is all invented."""
    dataset = max((row.dataset for row in rows), key=lambda d: (d.period_to, d.pk))
    return {
        "source": Source(dataset.attribution, dataset.url, dataset.licence, dataset.period_to, dataset.retrieved),
        "sample": office.state.is_sample,
        "credit": settings.SITE_NAME,
    }
