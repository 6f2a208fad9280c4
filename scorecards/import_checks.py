"""Which counts a measure on record can be made of."""

from portal.core.tabular import Problem
from portal.core.tabular.problems import nearest
from scorecards.metrics.definitions import DERIVED, WITH_BASE, WITH_VALUE
from scorecards.models import Metric


def named(row):
    """A figure in a message: "declination-of-decided 2019-01" or "declination-of-decided 2019 Black"."""
    start = row.period_start
    when = f"{start.year}-{start.month:02}" if row.period_kind == "month" else str(start.year)
    return f"{row.metric} {when} {row.group}".strip()


def wrong_counts(counts, metrics):
    """Problems of counts that no measure on record could be made of. metrics: {slug: Metric}."""
    if unknown := {row.metric for row in counts} - set(metrics):
        near = [f'"{slug}" for "{name}"' for name in sorted(unknown) if (slug := nearest(name, metrics))]
        hint = f"The nearest: {', '.join(near)}." if near else ""
        return [Problem("", rule=f"metrics not on record: {', '.join(sorted(unknown))}", hint=hint)]
    kinds = {slug: metric.kind for slug, metric in metrics.items()}
    problems = []
    for row in counts:
        if not row.withheld and (rule := misfit(row, kinds[row.metric])):
            hint = "Leave the row out instead." if rule == NO_COUNT else ""
            problems.append(Problem("", rule=f"{named(row)} {rule}", hint=hint))
    return problems


NO_COUNT = "has no count"


def misfit(row, kind):
    """What a row lacks or has too much for a measure of this kind; "" if it fits."""
    if kind in DERIVED:
        return f"is a {kind}: it is worked out from the groups of another measure and never imported"
    if (row.value if kind in WITH_VALUE else row.numerator) is None:
        return NO_COUNT if kind not in WITH_VALUE else "has no value"
    if kind == Metric.Kind.PER and row.value is None:
        return "has no value"
    if kind not in (*WITH_VALUE, Metric.Kind.PER) and row.value is not None:
        return f"is a {kind} with a value"
    if (kind in WITH_BASE) != (row.denominator is not None):
        bare = row.denominator is None
        return f"is a {kind} without its denominator" if bare else "is a count with a denominator"
    return ""
