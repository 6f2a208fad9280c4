"""Key measures of an office: the newest year's value in words, and its course as a small line."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.pages.shown.sparkline import sparkline
from scorecards.metrics.publish import half_up
from scorecards.models import Metric, Observation

YEARS_FOR_A_LINE = 3
MONTHS_IN_A_LINE = 24


def measures(figures, charts):
    """One entry a measure, in their order. `figures`: the office's published figures; `charts`: address of the
    trend's own page by metric id, for those that are drawn."""
    by_metric = {}
    for figure in figures:
        if figure.observation.dimension == "":
            by_metric.setdefault(figure.observation.metric, []).append(figure)
    return [_measure(metric, rows, charts.get(metric.pk)) for metric, rows in by_metric.items()]


def _measure(metric, rows, chart_url):
    years = [row for row in rows if row.observation.period == Observation.Period.YEAR]
    months = [row for row in rows if row.observation.period == Observation.Period.MONTH]
    newest = (years or months)[-1]
    return {
        "name": metric.label,
        "name_language": language_of(metric.name_es),
        "definition": metric.plain_definition,
        "definition_language": language_of(metric.definition_es),
        "course": _course(years if len(years) >= YEARS_FOR_A_LINE else months[-MONTHS_IN_A_LINE:]),
        "dataset": newest.observation.dataset,
        "chart_url": chart_url,
        **value(metric, newest),
    }


def language_of(spanish):
    """The language of a text that has a Spanish twin beside it: Spanish only where that is filled in."""
    return "es" if get_language() == "es" and spanish else "en"


def value(metric, newest):
    """The big figure and the lines under it. Few cases: counts first, never a bare share."""
    figure, when = newest.published, _when(newest)
    if figure.state in ("hidden", "missing"):
        return {"value": "", "unit": "", "gap": gap_words(figure), "lines": [when]}
    if metric.kind == Metric.Kind.COUNT:
        return {"value": figure.shown, "unit": "", "gap": "", "lines": [when]}
    counts = _("%(part)s of %(whole)s") % {
        "part": f"{figure.numerator:,}",
        "whole": f"{figure.denominator:,}",
    }
    if figure.state == "open":
        few = _("%(share)s; few cases, so the share can change a lot by chance") % {"share": figure.shown}
        return {"value": counts, "unit": "", "gap": "", "lines": [when, few, interval_words(figure)]}
    share = figure.shown.removesuffix("%")
    return {"value": share, "unit": "%", "gap": "", "lines": [f"{counts}, {when}", interval_words(figure)]}


def interval_words(figure):
    """The 95% interval in whole percents; where both ends round to the share itself that is said in words."""
    low, high = (half_up(round(end * 10**6), 10**4) for end in (figure.low, figure.high))
    if f"{low}%" == f"{high}%" == figure.shown:
        return _("95%% interval: within the same whole percent") % {}
    return _("95%% interval: %(low)s%% to %(high)s%%") % {"low": low, "high": high}


def gap_words(figure):
    return _("Too few to show") if figure.state == "hidden" else _("Not reported")


def _when(row):
    if not row.observation.partial:
        return row.period
    if row.observation.period == Observation.Period.YEAR:
        return _("%(year)s (partial year)") % {"year": row.period}
    return _("%(month)s (partial month)") % {"month": row.period}


def _told(row):
    """`7% in Jan 2019`; a share of few cases with its counts."""
    figure = row.published
    text = figure.shown
    if figure.state == "open" and figure.denominator is not None:
        text = _("%(part)s of %(whole)s") % {"part": figure.numerator, "whole": figure.denominator}
    return _("%(value)s in %(period)s") % {"value": text, "period": _when(row)}


def _course(rows):
    """The line and its words, or None where fewer than two full periods may be shown. A partial period is told
    apart: a line that fell because data ends would say something untrue."""
    full = [row for row in rows if not row.observation.partial]
    seen = [row for row in full if row.published.state in ("shown", "open")]
    if len(seen) < 2:
        return None
    partial = [row for row in rows if row.observation.partial and row.published.state in ("shown", "open")]
    hidden = sum(row.published.state == "hidden" for row in rows)
    words = [f"{_told(seen[0])}, {_told(seen[-1])}", *(_told(row) for row in partial)]
    if hidden:
        words.append(
            ngettext("%(n)s period has too few to show", "%(n)s periods have too few to show", hidden)
            % {"n": hidden}
        )
    return {"line": sparkline([_height(row) for row in full]), "words": words}


def _height(row):
    """What the line draws: the share, or the count; None makes a gap in the line."""
    figure = row.published
    return figure.numerator if figure.rate is None else figure.rate
