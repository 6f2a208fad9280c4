"""From stored observations to the plain subject a chart is built from. Every figure passes the one rule here."""

from collections import defaultdict

from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_noop

from scorecards.charts.spec import Source
from scorecards.charts.subject import Event, Group, Level, Metric, Period, Subject
from scorecards.metrics.publish import MISSING_TEXT, Cell, Published, breakdown, half_up, publishable, ratio
from scorecards.models.chart import CONTESTED_SHARE
from scorecards.reference import chart_words

REFERENCE_GROUP = "White"
UNRECORDED = "Unknown"


def has_figures(key, observations):
    """Whether there is any row from which a chart of this kind could be made."""
    if key == CONTESTED_SHARE:
        return bool(observations)
    if key == "by_group":
        return any(row.dimension == "race" and row.period == "year" for row in observations)
    return any(row.dimension == "" and row.period == "month" for row in observations)


def trend_subject(chart, observations):
    """Months of one measure, judged together; baseline, target and taking office come from a linked promise."""
    months = [row for row in observations if row.period == "month" and row.dimension == ""]
    figures = judged(months)
    promise = chart.promise
    return Subject(
        **_common(chart, months),
        length="month",
        periods=tuple(Period(row.period_start, figures[row.pk], row.partial) for row in months),
        baseline=_level(promise, "baseline"),
        target=_level(promise, "target"),
        events=_events(promise),
    )


def by_group_subject(chart, observations):
    """Groups of the newest year that has them, each beside the reference group."""
    by_race = [row for row in observations if row.period == "year" and row.dimension == "race"]
    year = max((row.period_start for row in by_race), default=None)
    rows = [row for row in by_race if row.period_start == year]
    figures = judged(rows)
    reference = next((figures[row.pk] for row in rows if row.group == REFERENCE_GROUP), None)
    groups = tuple(
        Group(
            name=group_name(row.group),
            figure=figures[row.pk],
            ratio=None if row.group == REFERENCE_GROUP else _against(figures[row.pk], reference),
            recorded=row.group != UNRECORDED,
        )
        for row in rows
    )
    span = f"{year:%Y}" if year else ""
    if any(row.partial for row in rows):
        span += f" ({gettext('partial year')})"
    return Subject(**_common(chart, rows), length="year", groups=groups, span=span, dimension=gettext("race"))


def judged(observations):
    """Figures of observations by row id, after the rule; a cut that may not be published at all
    (groups by month) has none. Every page, file and chart takes its figures from here. Give it all rows of a
    measure, and leave rows out afterwards: months are judged with the other months of their year, since the
    year's total is published too, and groups with the other groups of it.
    """
    families = defaultdict(list)
    for row in observations:
        if publishable(row.dimension, row.period):
            families[row.office_id, row.metric_id, row.dimension, row.period, row.period_start.year].append(row)
    figures = {}
    for rows in families.values():
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
    )


def _against(figure, reference):
    """The ratio to the reference group; where nobody counted that group there is none."""
    return ratio(figure, reference or Published(REFERENCE_GROUP, "missing", MISSING_TEXT))


GROUP_NAMES = {
    "Asian": gettext_noop("Asian"),
    "Black": gettext_noop("Black"),
    "Latino": gettext_noop("Latino"),
    "Native American": gettext_noop("Native American"),
    "Other": gettext_noop("Other"),
    "Pacific Islander": gettext_noop("Pacific Islander"),
    "Unknown": gettext_noop("Race not recorded"),
    "White": gettext_noop("White"),
}


def group_name(group):
    """The name of a group as readers see it, in the current language."""
    return gettext(GROUP_NAMES.get(group, group))


def _common(chart, rows):
    words = chart_words(chart.metric.slug, get_language())
    dataset = max((row.dataset for row in rows), key=lambda d: (d.period_to, d.pk))
    return {
        "office": chart.office.name,
        "metric": Metric(
            name=chart.metric.label,
            definition=chart.metric.plain_definition,
            kind=chart.metric.kind,
            counted=words["counted"],
            base=words["base"],
            finding=words["finding"],
        ),
        "source": Source(dataset.attribution, dataset.url, dataset.licence, dataset.period_to, dataset.retrieved),
        "sample": chart.office.state.is_sample,
        "credit": settings.SITE_NAME,
    }


def _level(promise, name):
    """Baseline or target of the promise that a chart belongs to, as a line across it."""
    value = getattr(promise, name) if promise else None
    if value is None:
        return None
    share = f"{half_up(round(value * 10_000), 100)}%" if promise.metric.kind == "share" else f"{value:,.0f}"
    if name == "target":
        return Level(float(value), gettext("Target {value}").format(value=share), promise.due)
    label = f"{share} ({promise.baseline_label})" if promise.baseline_label else share
    return Level(float(value), gettext("Baseline {value}").format(value=label))


def _events(promise):
    if not promise:
        return ()
    candidacy = promise.candidacy
    tenures = candidacy.person.tenures.filter(office=candidacy.race.office, began__gt=promise.said_on)
    return tuple(Event(tenure.began, gettext("Took office")) for tenure in tenures.order_by("began")[:1])
