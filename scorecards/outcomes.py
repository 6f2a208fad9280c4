"""How the cases of an office ended: five shares of one year that share their base and add up to it."""

from collections import defaultdict

from django.utils.translation import gettext, gettext_noop

from scorecards.charts.subject import Group, Metric, Subject
from scorecards.subjects import about, judged

OUTCOMES = "outcomes"
# In the order in which a person's case is told: the first that holds counts.
SHARES = {
    "conviction-of-disposed": gettext_noop("Convicted"),
    "diversion-of-disposed": gettext_noop("Diverted"),
    "acquittal-of-disposed": gettext_noop("Acquitted"),
    "dismissal-of-disposed": gettext_noop("Dismissed"),
    "other-outcome-of-disposed": gettext_noop("Another ending"),
}
FIRST = next(iter(SHARES))


def outcome_rows(observations):
    """The five rows of the newest year in which one file has all of them and they add up; else nothing."""
    years = defaultdict(dict)
    for row in observations:
        if row.metric.slug in SHARES and row.period == "year" and row.dimension == "":
            years[row.period_start, row.dataset_id][row.metric.slug] = row
    for key in sorted(years, reverse=True):
        found = [years[key].get(slug) for slug in SHARES]
        if None not in found and _adds_up(found):
            return found
    return []


def _adds_up(rows):
    parts, wholes = [row.numerator for row in rows], {row.denominator for row in rows}
    return None not in parts and wholes == {sum(parts)}


def outcomes_subject(chart, rows):
    """`rows` as `outcome_rows` gives them, with the year's name."""
    figures = judged(rows)
    span = f"{rows[0].period_start:%Y}"
    if any(row.partial for row in rows):
        span += f" ({gettext('partial year')})"
    metric = Metric(
        name=gettext("How cases ended"),
        definition=gettext(
            "Each person whose case ended is counted once, by the first outcome that holds: convicted of any "
            "charge, diverted, acquitted, dismissed, or another ending."
        ),
        kind="share",
        counted=gettext("People"),
        base=gettext("All whose case ended"),
    )
    groups = tuple(Group(gettext(SHARES[row.metric.slug]), figures[row.pk]) for row in rows)
    return Subject(
        office=chart.office.name,
        metric=metric,
        length="year",
        groups=groups,
        span=span,
        **about(chart.office, rows),
    )
