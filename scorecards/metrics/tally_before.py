"""Checked cases -> counts that can be added up. Pure pandas; rates are made later, by publish.py.

Every count is a number of defendants in a case, so the counts of two parts of a file add up to the counts of
the whole, as long as no defendant is cut in two.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from scorecards.metrics.counts_csv import CountRow


@dataclass(frozen=True)
class Metric:
    """What is counted in which table. of: statuses that make the denominator (None: a plain count of rows);
    hit: the one that makes the numerator. The clock of all of them is the month the case was received."""

    key: str
    table: str
    hit: str | None = None
    of: tuple[str, ...] | None = None


METRICS = (
    Metric("felony-intakes-received", table="intake"),
    Metric("defendants-charged", table="initiation"),
    Metric("declination-of-decided", table="intake", hit="declined", of=("approved", "declined")),
)


def tally(cases: pd.DataFrame, table: str, *, office: str, window: tuple[date, date]) -> list[CountRow]:
    """All counts of one table: by month received, by race for the year, and the year's total.

    cases: what cases.canonical gives. window: first and last day the delivery covers (cases.window_of); a
    month or year not wholly inside is marked partial. A month or group without any case has no row: nothing
    here can tell "none" from "not delivered". A group with cases of which none is decided counts 0 of 0.
    """
    dated = pd.DataFrame(
        {
            "year": cases["received"].dt.year,
            "month": cases["received"].dt.month,
            "race": cases["race"],
        }
    )
    counts = []
    for metric in METRICS:
        if metric.table == table:
            counted = dated.assign(hit=True, base=True)
            if metric.of is not None:
                counted["hit"] = cases["decision"] == metric.hit
                counted["base"] = cases["decision"].isin(metric.of)
            counts += [_row(metric, cut, office, window) for cut in _cuts(counted)]
    return counts


def _cuts(counted: pd.DataFrame) -> Iterator[tuple[str, date, str, str, int, int]]:
    """(period_kind, period_start, dimension, group, hits, base) for each published way to cut the cases."""
    for (year, month), hits, base in _sums(counted, ["year", "month"]):
        yield "month", date(year, month, 1), "", "", hits, base
    for (year,), hits, base in _sums(counted, ["year"]):
        yield "year", date(year, 1, 1), "", "", hits, base
    for (year, race), hits, base in _sums(counted, ["year", "race"]):
        yield "year", date(year, 1, 1), "race", race, hits, base


def _sums(counted: pd.DataFrame, by: list[str]) -> Iterable[tuple[tuple, int, int]]:
    sums = counted.groupby(by, observed=True)[["hit", "base"]].sum()
    for key, hits, base in sums.itertuples():
        yield key if isinstance(key, tuple) else (key,), int(hits), int(base)


def _row(metric: Metric, cut: tuple, office: str, window: tuple[date, date]) -> CountRow:
    kind, start, dimension, group, hits, base = cut
    return CountRow(
        office=office,
        metric=metric.key,
        table=metric.table,
        period_kind=kind,
        period_start=start,
        dimension=dimension,
        group=group,
        numerator=hits,
        denominator=None if metric.of is None else base,
        partial=_is_partial(kind, start, window),
    )


def _is_partial(kind: str, start: date, window: tuple[date, date]) -> bool:
    if kind == "year":
        end = date(start.year, 12, 31)
    else:
        end = date(start.year, start.month, monthrange(start.year, start.month)[1])
    first, last = window
    return start < first or end > last
