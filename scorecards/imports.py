"""Imports of this room: plan (writes nothing), then `actions.apply_counts` (one transaction).

Each kind of file has a module of its own; all of them end in `import_plan.plan_deliveries`.
"""

from scorecards.import_aggregates import plan_aggregates
from scorecards.import_cases import plan_cases
from scorecards.import_checks import named
from scorecards.import_counts import plan_counts, plan_shipped
from scorecards.import_observations import plan_observations
from scorecards.metrics import counts_csv, shipped
from scorecards.metrics.publish import HIDDEN_TEXT, MISSING_TEXT, rate, ratio

__all__ = [
    "figures",
    "plan_aggregates",
    "plan_cases",
    "plan_counts",
    "plan_observations",
    "plan_shipped",
    "shipped",
]


def figures(counts):
    """The lines of figures that the command prints after reading: totals, and each group against White. A
    terminal is copied from too, so they have passed the publication rule."""
    rows = counts_csv.published(counts)
    for row in rows:
        if row.dimension == "":
            yield f"{named(row)}: {_counted(row)}{' (partial)' if row.partial else ''}"
    by_race = [row for row in rows if row.metric == "declination-of-decided" and row.dimension == "race"]
    rates = {row.group: rate(row.numerator, row.denominator, row.group) for row in by_race}
    for row in by_race:
        against = ratio(rates[row.group], rates["White"]) if "White" in rates and row.group != "White" else None
        tail = f"; {row.group}/White ratio {against.ratio:.4f}" if against and against.ratio is not None else ""
        yield f"{row.metric} {row.group}: {_counted(row)}{tail}"


def _counted(row):
    if row.numerator is None:
        return HIDDEN_TEXT if row.withheld else MISSING_TEXT
    if row.denominator is None:
        return f"{row.numerator:,}"
    share = f" ({100 * row.numerator / row.denominator:.2f}%)" if row.denominator else ""
    return f"{row.numerator:,} of {row.denominator:,}{share}"
