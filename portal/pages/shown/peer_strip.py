"""Where an office's figure stands among its peers: in words, with a row of dots as decoration."""

from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages.shown.measures import SEEN, amount, number, unit_after
from scorecards import peers
from scorecards.metrics.publish import end_percent
from scorecards.models import Metric, Observation

WIDTH, HEIGHT, EDGE = 220, 30, 8
COMPARED = (Metric.Kind.SHARE, Metric.Kind.MEDIAN, Metric.Kind.PER)  # a count follows the size of an office


def own_year(rows):
    """The newest full year of a measure that may be seen; None where there is none."""
    full = [row for row in rows if row.observation.period == Observation.Period.YEAR]
    seen = [row for row in full if not row.observation.partial and row.published.state in SEEN]
    return seen[-1] if seen else None


def words(metric, own, others):
    """The sentences of a strip. `own`: this office's figure (shown.figures.Figure) of a year; `others`: published
    figures of its peers for that year. No rank in a league: how many are higher and lower, and the span."""
    mine, values = amount(own.published), [amount(other) for other in others]
    # What is printed alike is not told apart: a reader could not check it, and chance makes such differences.
    other = [value for value in values if said(metric, value) != said(metric, mine)]
    higher, lower = sum(value > mine for value in other), sum(value < mine for value in other)
    n = len(values)
    where = ngettext(
        "Of %(n)s peer office, %(higher)s had a higher figure in %(year)s and %(lower)s a lower one.",
        "Of %(n)s peer offices, %(higher)s had a higher figure in %(year)s and %(lower)s a lower one.",
        n,
    ) % {"n": n, "higher": higher, "lower": lower, "year": own.period}
    span = _("Here %(own)s; peers %(low)s to %(high)s, median %(median)s.") % {
        "own": said(metric, mine),
        "low": said(metric, min(values)),
        "high": said(metric, max(values)),
        "median": said(metric, median(values)),
    }
    same = ngettext("%(n)s reads the same.", "%(n)s read the same.", n - len(other)) % {"n": n - len(other)}
    return [where, *([same] if n > len(other) else []), span]


def said(metric, value):
    if metric.kind == Metric.Kind.SHARE:
        return end_percent(value) + "%"
    return f"{number(value)}{unit_after(metric)}"


def dots(own, others):
    """Where the dots lie, as text for SVG attributes: {"width", "height", "middle", "dots", "median", "own",
    "low", "high"} (`low` and `high`: the ends of the own interval, or None)."""
    figure, values = own.published, [amount(other) for other in others]
    reach = [*values, amount(figure), *(end for end in (figure.low, figure.high) if end is not None)]
    least, span = min(reach), (max(reach) - min(reach)) or 1

    def x(value):
        return None if value is None else f"{EDGE + (WIDTH - 2 * EDGE) * (value - least) / span:.1f}"

    return {
        "width": WIDTH,
        "height": HEIGHT,
        "right": WIDTH - EDGE,
        "left": EDGE,
        "dots": [x(value) for value in sorted(values)],
        "median": x(median(values)),
        "own": x(amount(figure)),
        "low": x(figure.low),
        "high": x(figure.high),
    }


def strips(office, measures, rule=peers.DEFAULT):
    """{metric pk: {"words", "dots", "reason", "group", "hidden"}} for each measure with a full year to compare,
    in one query. `measures`: {metric: its published figures about everyone}. Fewer than `peers.LEAST` peers have
    no dots, and the words say so. A count follows the size of an office: it has no strip."""
    own = {metric: own_year(rows) for metric, rows in measures.items() if metric.kind in COMPARED}
    own = {metric: figure for metric, figure in own.items() if figure is not None}
    if not own:
        return {}
    groups = peers.groups(office, {metric: figure.observation for metric, figure in own.items()}, rule)
    return {metric.pk: _strip(metric, figure, groups[metric.pk]) for metric, figure in own.items()}


def _strip(metric, own, group):
    strip = {"group": group, "reason": group.reason, "words": [], "dots": None}
    if not group.enough:
        few = ngettext(
            "%(n)s office that can be compared has this figure: too few to set it beside.",
            "%(n)s offices that can be compared have this figure: too few to set it beside.",
            len(group.figures),
        )
        none = _("No office that can be compared has this figure.")
        strip["words"] = [few % {"n": len(group.figures)} if group.figures else none]
        return strip
    others = list(group.figures.values())
    strip["words"], strip["dots"] = words(metric, own, others), dots(own, others)
    if group.hidden:
        hidden = ngettext("%(n)s more has too few to show.", "%(n)s more have too few to show.", group.hidden)
        strip["words"].append(hidden % {"n": group.hidden})
    return strip
