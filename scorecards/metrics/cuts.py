"""A tally -> one row for each figure: by month, by year, and by one group of a year at a time. Never crossed."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from scorecards.metrics.counts_csv import CountRow
from scorecards.metrics.definitions import CROSSED
from scorecards.metrics.intervals import median, median_interval
from scorecards.metrics.measures import OLD_AFTER, Measure
from scorecards.metrics.tally import DAYS, GROUPS, Tally, decoded

CUTS = (("month", ""), ("year", ""), *(("year", dimension) for dimension in CROSSED))
NOTHING = {"numerator": None, "denominator": None, "withheld": True}


def counts(tally: Tally, *, office: str, window: tuple[date, date] | None = None) -> list[CountRow]:
    """Every figure of a delivery, as counted (before the publication rule), in file order.

    window: first and last day that the delivery covers (None: of the tally); a month or year not wholly inside is
    marked partial, and what falls outside its months is left out. A month or group of which nobody stands in the
    measure's table or base has no row: nothing here can tell "none" from "not delivered". A median of
    nobody, and so many for each one of nobody, has no value: such a row is withheld.
    """
    window = window or tally.window
    cells = _within(_frame(tally.cells), window)
    days = {slug: _within(_day_frame(series), window) for slug, series in tally.days.items()}
    found = []
    for kind, dimension in CUTS:
        sums = _sums(cells, list(tally.cells.columns), kind, dimension)
        for measure in tally.measures:
            if not dimension or dimension in measure.dimensions:
                found += _figures(measure, kind, dimension, sums, days.get(measure.slug), window)
    found += _margins(tally)
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


def _figures(measure: Measure, kind, dimension, sums, days, window) -> Iterator[tuple]:
    """(measure, period kind, its first day, dimension, group, numbers) of one measure and one cut."""
    if measure.is_snapshot:
        if kind == "month":
            return
        days = _at_end(days, window[1])
    histograms = _histograms(days, kind, dimension) if measure.days else {}
    for key in sorted(histograms if measure.is_snapshot else sums):
        if measure.is_snapshot or any(sums[key][name] for name in (measure.present, measure.base) if name):
            yield (
                measure,
                kind,
                *_named(key, kind, dimension),
                _numbers(measure, sums.get(key), histograms.get(key)),
            )


def _numbers(measure: Measure, sums: dict | None, histogram: dict | None) -> dict:
    if measure.is_snapshot:
        late = sum(n for days, n in histogram.items() if days > OLD_AFTER)
        return {"numerator": late, "denominator": sum(histogram.values())}
    if measure.days:
        return _value(measure, histogram)
    hits, base = sums[measure.slug], None if measure.base is None else sums[measure.base]
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
    return pd.DataFrame(decoded(codes // DAYS) | {"days": codes % DAYS, "n": counted.to_numpy()})


def _within(frame: pd.DataFrame, window: tuple[date, date]) -> pd.DataFrame:
    return frame[frame["month"].between(*(_month(day) for day in window))]


def _keys(frame: pd.DataFrame, kind: str, dimension: str) -> list[pd.Series]:
    period = frame["month"] if kind == "month" else frame["month"] // 12
    return [period, frame[dimension] if dimension else period.rename("group") * 0]


def _sums(cells: pd.DataFrame, columns: list[str], kind: str, dimension: str) -> dict[tuple, dict[str, int]]:
    """{(period, group): {column: how many}}; period: months or years since 1970; group: its place in GROUPS."""
    return cells.groupby(_keys(cells, kind, dimension))[columns].sum().to_dict("index")


def _histograms(frame: pd.DataFrame, kind: str, dimension: str) -> dict[tuple, dict[int, int]]:
    """{(period, group): {days: how many}}."""
    histograms = defaultdict(dict)
    summed = frame.groupby([*_keys(frame, kind, dimension), frame["days"]])["n"].sum()
    for (period, group, days), n in summed.items():
        histograms[period, group][days] = n
    return histograms


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
