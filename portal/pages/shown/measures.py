"""Measures of an office: the newest figure in words, and its course as a small line."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.pages.shown.review import under_review
from portal.pages.shown.sparkline import sparkline
from scorecards.metrics.publish import end_percent, half_up
from scorecards.models import Metric, Observation

YEARS_FOR_A_LINE = 3
MONTHS_IN_A_LINE = 24
SEEN = ("shown", "open")


def by_measure(figures):
    """{measure: its figures about everyone}, in the order in which they came."""
    found = {}
    for figure in figures:
        if figure.observation.dimension == "":
            found.setdefault(figure.observation.metric, []).append(figure)
    return found


def measures(figures, charts):
    """One entry a measure, in their order. `figures`: the office's published figures; `charts`: address of the
    trend's own page by metric id, for those that are drawn."""
    return [measure(metric, rows, charts.get(metric.pk)) for metric, rows in by_measure(figures).items()]


def measure(metric, rows, chart_url=None):
    """What a measure's row prints. `rows`: its published figures about everyone, by period; `chart_url`: the
    trend's own page where it is drawn. `since`: the first day of its line."""
    years = [row for row in rows if row.observation.period == Observation.Period.YEAR]
    months = [row for row in rows if row.observation.period == Observation.Period.MONTH]
    newest = (years or months)[-1]
    line = years if len(years) >= YEARS_FOR_A_LINE else months[-MONTHS_IN_A_LINE:]
    return {
        "metric": metric,
        "name": metric.label,
        "name_language": language_of(metric.name_es),
        "definition": metric.plain_definition,
        "definition_language": language_of(metric.definition_es),
        "course": course(line),
        "since": line[0].observation.period_start if line else newest.observation.period_start,
        "newest": newest,
        "dataset": newest.observation.dataset,
        "chart_url": chart_url,
        **value(metric, newest),
    }


def language_of(spanish):
    """The language of a text that has a Spanish twin beside it: Spanish only where that is filled in."""
    return "es" if get_language() == "es" and spanish else "en"


def value(metric, newest):
    """The big figure and the lines under it. Few cases: counts first, never a bare share. `unit` follows the
    figure as it is, with a no-break space in it where one is due."""
    figure, when = newest.published, _when(newest)
    if figure.state not in SEEN:
        return {"value": "", "unit": "", "gap": gap_words(figure), "lines": [when]}
    if figure.rate is None and figure.value is None:
        return {"value": figure.shown, "unit": "", "gap": "", "lines": [when]}
    counts = counts_words(metric, figure)
    if figure.state == "open":
        few = _("%(share)s; few cases, so the share can change a lot by chance")
        if figure.rate is None:
            few = _("%(share)s; few cases, so the figure can change a lot by chance")
        lines = [when, few % {"share": told(metric, figure)}, interval_words(figure, metric.plain_unit)]
        return {"value": counts, "unit": "", "gap": "", "lines": [line for line in lines if line]}
    lines = [line for line in (f"{counts}, {when}", interval_words(figure, metric.plain_unit)) if line]
    share = figure.rate is not None
    return {
        "value": figure.shown.removesuffix("%"),
        "unit": "%" if share else unit_after(metric),
        "gap": "",
        "lines": lines,
    }


def told(metric, figure):
    """A seen figure by itself: `24%`, `36,190`, `56 days`."""
    return figure.shown if figure.value is None else f"{figure.shown}{unit_after(metric)}"


def unit_after(metric):
    return f"\u00a0{metric.plain_unit}" if metric.plain_unit else ""


def counts_words(metric, figure):
    """The counts that a share or a value comes from; "" for a plain count."""
    if figure.denominator is None:
        return ""
    whole = f"{figure.denominator:,}"
    if figure.numerator is None:
        return _("from %(n)s %(what)s") % {"n": whole, "what": metric.plain_denominator}
    part = f"{figure.numerator:,}"
    if metric.kind == Metric.Kind.PER:
        return _("%(part)s for %(whole)s") % {"part": part, "whole": whole}
    return _("%(part)s of %(whole)s") % {"part": part, "whole": whole}


def interval_words(figure, unit=""):
    """The 95% interval: of a share in whole percents (where both ends round to the share itself that is said in
    words), of a value in its `unit`. "" where there is none."""
    if figure.low is None or figure.high is None:
        return ""
    if figure.rate is None:
        ends = {"low": number(figure.low), "high": number(figure.high), "unit": unit}
        return (_("95%% interval: %(low)s to %(high)s %(unit)s") % ends).strip()
    low, high = map(end_percent, (figure.low, figure.high))
    if f"{low}%" == f"{high}%" == figure.shown:
        return _("95%% interval: within the same whole percent") % {}
    return _("95%% interval: %(low)s%% to %(high)s%%") % {"low": low, "high": high}


def number(amount):
    """A value as text, as `Published.shown` writes it: whole from 10 up, one decimal below."""
    text = half_up(round(abs(amount) * 10**4), 10**4, places=0 if abs(amount) >= 10 else 1).removesuffix(".0")
    whole, _point, rest = text.partition(".")
    text = f"{int(whole):,}" + (f".{rest}" if rest else "")
    return f"-{text}" if amount < 0 and text != "0" else text


def gap_words(figure):
    """Why there is no number: of a figure, a ratio or a gap of the rule for publishing."""
    if figure.state == "review":
        return under_review(figure.since)
    return _("Too few to show") if figure.state == "hidden" else _("Not reported")


def _when(row):
    if not row.observation.partial:
        return row.period
    if row.observation.period == Observation.Period.YEAR:
        return _("%(year)s (partial year)") % {"year": row.period}
    return _("%(month)s (partial month)") % {"month": row.period}


def _told(row):
    """`7% in Jan 2019`; a share of few cases with its counts."""
    metric, figure = row.observation.metric, row.published
    text = told(metric, figure)
    if figure.state == "open" and figure.denominator is not None:
        text = counts_words(metric, figure)
        if figure.rate is None:
            text = f"{told(metric, figure)} ({text})"
    return _("%(value)s in %(period)s") % {"value": text, "period": _when(row)}


def course(rows):
    """The line and its words, or None where fewer than two full periods may be shown. A partial period is told
    apart: a line that fell because data ends would say something untrue."""
    full = _counted_alike([row for row in rows if not row.observation.partial])
    seen = [row for row in full if row.published.state in SEEN]
    if len(seen) < 2:
        return None
    alike = [row for row in rows if _way(row) == _way(full[-1])]
    partial = [row for row in alike if row.observation.partial and row.published.state in SEEN]
    hidden = sum(row.published.state == "hidden" for row in alike)
    words = [f"{_told(seen[0])}, {_told(seen[-1])}", *(_told(row) for row in partial)]
    if _way(rows[-1]) != _way(full[-1]):
        words.append(_("The line was counted in another way than the newest figure: do not compare them"))
    if hidden:
        words.append(
            ngettext("%(n)s period has too few to show", "%(n)s periods have too few to show", hidden)
            % {"n": hidden}
        )
    return {"line": sparkline([amount(row.published) for row in full]), "words": words}


def _way(row):
    return row.observation.metric.counted_as(row.observation.dataset)


def _counted_alike(rows):
    """The newest rows that were counted in one way: a line through two ways would say something untrue."""
    start = len(rows)
    while start and _way(rows[start - 1]) == _way(rows[-1]):
        start -= 1
    return rows[start:]


def amount(figure):
    """What a line or a dot draws: the share, the value or the count; None makes a gap in the line."""
    if figure.rate is not None:
        return figure.rate
    return figure.numerator if figure.value is None else figure.value
