"""A tally -> one row for each figure: by month, by year, and by one group of a year at a time. Never crossed."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd

from scorecards.metrics.counts_csv import CountRow
from scorecards.metrics.definitions import CROSSED
from scorecards.metrics.intervals import median, median_interval
from scorecards.metrics.measures import OLD_AFTER, Measure
from scorecards.metrics.tally import DAYS, GROUPS, Tally, decoded

CUTS = (("month", ""), ("year", ""), *(("year", dimension) for dimension in CROSSED))
NOTHING = {"numerator": None, "denominator": None, "withheld": True}

Key = tuple[int, int]  # months or years since 1970, and a group's place in GROUPS


class _Cut(NamedTuple):
    """One way to cut the counts. sums: column -> how many, one for each key; histograms: (slug, key) -> {days:
    defendants}."""

    kind: str
    dimension: str
    keys: list[Key]
    sums: dict[str, list[int]]
    histograms: dict[tuple[str, Key], dict[int, int]]


def counts(tally: Tally, *, office: str, window: tuple[date, date] | None = None) -> list[CountRow]:
    """Every figure of a delivery, as counted (before the publication rule), in file order.

    window: first and last day that the delivery covers (None: of the tally); a month or year not wholly inside is
    marked partial, and what falls outside its months is left out. A month or group of which nobody stands in the
    measure's table or base has no row: nothing here can tell "none" from "not delivered". A median of
    nobody, and so many for each one of nobody, has no value: such a row is withheld.
    """
    window = window or tally.window
    cells = _within(_frame(tally.cells), window)
    days = _within(_all_days(tally, window[1]), window)
    found = list(_margins(tally))
    for kind, dimension in CUTS:
        cut = _Cut(
            kind, dimension, *_sums(cells, tally, kind, dimension), _histograms(tally, days, kind, dimension)
        )
        for measure in tally.measures:
            if not dimension or dimension in measure.dimensions:
                found += _figures(measure, cut)
    rows = [
        CountRow(office, measure.slug, measure.table, kind, start, dimension, group, partial=partial, **numbers)
        for measure, kind, start, dimension, group, numbers in found
        for partial in [_is_partial(kind, start, window)]
    ]
    return sorted(rows, key=lambda row: row.order)


def crossed(tally: Tally) -> dict[str, list[tuple]]:
    """Table -> its counts by month and every group, rows of `crossed.CROSSED` in order. Not for publication.

    A cell of nobody has no row. Who is open on the last day stands in its month.
    """
    last = tally.last_day
    cells = _frame(tally.cells)
    found = defaultdict(list)
    for measure in tally.measures:
        if measure.is_snapshot:
            days = _at_end(_day_frame(tally.days[measure.slug]), last)
            days["late"] = days["n"].where(days["days"] > OLD_AFTER, 0)
            part = days.groupby(["month", *CROSSED])[["late", "n"]].sum().reset_index()
            numerator, denominator = part["late"], part["n"]
        elif measure.days:
            continue
        else:
            part, numerator = cells, cells[measure.slug]
            denominator = None if measure.base is None else cells[measure.base]
        found[measure.table] += _rows(measure, part, numerator, denominator)
    return dict(found)


def day_counts(tally: Tally) -> dict[str, list[tuple]]:
    """Table -> how many defendants took so many days, by month and every group, rows of `crossed.DAYS` in order.
    Not for publication."""
    found = defaultdict(list)
    for measure in tally.measures:
        if measure.days and not measure.is_snapshot:
            days = _day_frame(tally.days[measure.slug])
            found[measure.table] += _rows(measure, days, days["days"], days["n"], keep=days["n"])
    return dict(found)


def _rows(
    measure: Measure, part: pd.DataFrame, first: pd.Series, second: pd.Series | None, keep=None
) -> list[tuple]:
    """(slug, first of month, names of the groups, first, second), sorted, of the cells with anybody in them."""
    if keep is None:
        keep = first if second is None else first + second
    there = (keep > 0).to_numpy()
    columns = [[_named((month, 0), "month", "")[0] for month in part["month"][there].tolist()]]
    columns += [[GROUPS[name][code] for code in part[name][there].tolist()] for name in CROSSED]
    columns.append(first[there].tolist())
    columns.append([None] * int(there.sum()) if second is None else second[there].tolist())
    return sorted((measure.slug, *row) for row in zip(*columns, strict=True))


def _at_end(days: pd.DataFrame, last: date) -> pd.DataFrame:
    """Days received -> whole days open on the last day, all of them counted in its month."""
    return days.assign(month=_month(last), days=(last - date(1970, 1, 1)).days - days["days"])


def _figures(measure: Measure, cut: _Cut) -> Iterator[tuple]:
    """(measure, period kind, its first day, dimension, group, numbers) of one measure and one cut."""
    if measure.is_snapshot:
        found = {} if cut.kind == "month" else cut.histograms
        numbers = {key: _late(histogram) for (slug, key), histogram in found.items() if slug == measure.slug}
    else:
        numbers = {key: _numbers(measure, cut, at) for at, key in enumerate(cut.keys) if _asked(measure, cut, at)}
    for key in sorted(numbers):
        yield measure, cut.kind, *_named(key, cut.kind, cut.dimension), numbers[key]


def _asked(measure: Measure, cut: _Cut, at: int) -> bool:
    return any(cut.sums[name][at] for name in (measure.present, measure.base) if name)


def _late(histogram: dict[int, int]) -> dict:
    late = sum(n for days, n in histogram.items() if days > OLD_AFTER)
    return {"numerator": late, "denominator": sum(histogram.values())}


def _numbers(measure: Measure, cut: _Cut, at: int) -> dict:
    if measure.days:
        return _value(measure, cut.histograms.get((measure.slug, cut.keys[at])))
    hits = cut.sums[measure.slug][at]
    base = None if measure.base is None else cut.sums[measure.base][at]
    if measure.kind != "per":
        return {"numerator": hits, "denominator": base}
    if not base:
        return NOTHING
    return {"numerator": hits, "denominator": base, "value": _decimal(Decimal(hits) / base)}


def _value(measure: Measure, histogram: dict[int, int] | None) -> dict:
    """A median with its interval, or an amount, in the measure's unit, about the people in the histogram."""
    if not histogram:
        return NOTHING
    numbers = {"numerator": None, "denominator": sum(histogram.values())}
    if measure.kind == "amount":
        return numbers | {"value": _in_unit(sum(days * n for days, n in histogram.items()), measure)}
    low, high = median_interval(histogram) or (None, None)
    return numbers | {
        "value": _in_unit(median(histogram), measure),
        "low": None if low is None else _in_unit(low, measure),
        "high": None if high is None else _in_unit(high, measure),
    }


def _in_unit(days: Decimal | int, measure: Measure) -> Decimal:
    return _decimal(Decimal(days) / Decimal(measure.unit))


def _decimal(value: Decimal) -> Decimal:
    """Four decimals, as the database keeps them, a half rounded up, without idle zeros."""
    return Decimal(f"{value.quantize(Decimal('0.0001'), ROUND_HALF_UP).normalize():f}")


def _frame(counted: pd.DataFrame) -> pd.DataFrame:
    return counted.assign(**decoded(counted.index.to_numpy()))


def _day_frame(counted: pd.Series) -> pd.DataFrame:
    codes = counted.index.to_numpy()
    return pd.DataFrame(decoded(codes // DAYS) | {"days": (codes % DAYS).astype("int32"), "n": counted.to_numpy()})


def _within(frame: pd.DataFrame, window: tuple[date, date]) -> pd.DataFrame:
    return frame[frame["month"].between(*(_month(day) for day in window))]


def _keys(frame: pd.DataFrame, kind: str, dimension: str) -> list[pd.Series]:
    period = frame["month"] if kind == "month" else frame["month"] // 12
    return [period, frame[dimension] if dimension else period.rename("group") * 0]


def _sums(cells: pd.DataFrame, tally: Tally, kind: str, dimension: str) -> tuple[list[Key], dict[str, list[int]]]:
    columns = list(tally.cells.columns)
    sums = cells.groupby(_keys(cells, kind, dimension))[columns].sum()
    return list(sums.index), {name: sums[name].tolist() for name in columns}


def _histograms(
    tally: Tally, days: pd.DataFrame, kind: str, dimension: str
) -> dict[tuple[str, Key], dict[int, int]]:
    """Added up by one code a row, (measure, period, group, days), which is far quicker than by four columns."""
    period, group = _keys(days, kind, dimension)
    sizes = (len(tally.measures), period.max() + 1, group.max() + 1, DAYS) if len(days) else (1, 1, 1, 1)
    codes = np.ravel_multi_index((days["measure"], period, group, days["days"]), sizes)
    distinct, places = np.unique(codes, return_inverse=True)
    sums = np.bincount(places, weights=days["n"]).astype("int64")
    found = defaultdict(dict)
    columns = [part.tolist() for part in np.unravel_index(distinct, sizes)]
    for measure, when, who, taken, n in zip(*columns, sums.tolist(), strict=True):
        found[tally.measures[measure].slug, (when, who)][taken] = n
    return found


def _all_days(tally: Tally, last: date) -> pd.DataFrame:
    """The day histograms of all measures, by their number; who is open on the last day counts in its month."""
    frames = []
    for number, measure in enumerate(tally.measures):
        if measure.days:
            days = _day_frame(tally.days[measure.slug])
            frames.append((_at_end(days, last) if measure.is_snapshot else days).assign(measure=np.int8(number)))
    nothing = pd.DataFrame(columns=["measure", "month", *CROSSED, "days", "n"], dtype="int64")
    return pd.concat(frames) if frames else nothing


def _named(key: tuple[int, int], kind: str, dimension: str) -> tuple[date, str, str]:
    period, group = key
    year, month = divmod(period, 12) if kind == "month" else (period, 0)
    return date(1970 + year, 1 + month, 1), dimension, GROUPS[dimension][group] if dimension else ""


def _margins(tally: Tally) -> Iterator[tuple]:
    measures = {measure.slug: measure for measure in tally.measures}
    for (slug, dimension, year, group), hit, base in tally.margins.itertuples():
        numbers = {"numerator": hit, "denominator": base}
        yield measures[slug], "year", date(year, 1, 1), dimension, group, numbers


def _month(day: date) -> int:
    return (day.year - 1970) * 12 + day.month - 1


def _is_partial(kind: str, start: date, window: tuple[date, date]) -> bool:
    if kind == "year":
        end = date(start.year, 12, 31)
    else:
        end = date(start.year, start.month, monthrange(start.year, start.month)[1])
    first, last = window
    return start < first or end > last
