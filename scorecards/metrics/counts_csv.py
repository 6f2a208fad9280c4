"""Counts: the record one count is kept in, and the CSV in which counts are shipped. Plain Python.

The file is made to be compared byte by byte: one order of rows, one spelling of every value.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, TextIO

from portal.core import csvout
from scorecards.metrics.definitions import COUNTED_NUMERATORS
from scorecards.metrics.publish import Cell, breakdown, publishable

COLUMNS = (
    "office",
    "metric",
    "table",
    "period_kind",
    "period_start",
    "dimension",
    "group",
    "numerator",
    "denominator",
    "value",
    "low",
    "high",
    "partial",
    "withheld",
)

NUMBERS = ("numerator", "denominator", "value", "low", "high")


@dataclass(frozen=True, slots=True)
class CountRow:
    """One count of one metric for one period and group.

    office: address of the office ("il/cook"). period_start: first day of the month or year. dimension and
    group: both "" for everyone, else e.g. "race" and "Black". denominator: None for a plain count.
    numerator: None where nothing was reported, or where the publication rule took it away (withheld). value, low,
    high: a median or an amount about `denominator` people, with its interval; four decimals at most.
    partial: the period is not wholly inside the delivery.
    """

    office: str
    metric: str
    table: str
    period_kind: Literal["month", "year"]
    period_start: date
    dimension: str
    group: str
    numerator: int | None
    denominator: int | None
    partial: bool
    withheld: bool = False
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def order(self) -> tuple:
        """Unique within a file; also the order of its rows."""
        start = self.period_start.isoformat()
        return (self.office, self.metric, self.dimension, self.period_kind, start, self.group)


def published(rows: Iterable[CountRow]) -> list[CountRow]:
    """The same rows in file order, with the counts that may not be published taken away.

    Months are judged together with the other months of their year, since the year's total is published too.
    Raises ValueError for a cut that may not be published at all, or a row that comes twice.
    """
    families = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.order):
        if not publishable(row.dimension, row.period_kind):
            raise ValueError(f"{row.metric} by {row.dimension} and {row.period_kind} may not be published")
        # A total of a year stands alone; its months, and its groups, are families beside it.
        key = (row.office, row.metric, row.dimension, row.period_kind, row.period_start.year)
        families[key].append(row)
    return [row for family in families.values() for row in _judged(family)]


def _judged(family: list[CountRow]) -> list[CountRow]:
    names = [f"{row.period_start} {row.group}" for row in family]
    cells = [
        Cell(
            name,
            row.numerator,
            row.denominator,
            row.withheld,
            value=row.value,
            counted=row.metric in COUNTED_NUMERATORS,
        )
        for name, row in zip(names, family, strict=True)
    ]
    return [
        replace(row, **dict.fromkeys(NUMBERS), withheld=True) if figure.state == "hidden" else row
        for row, figure in zip(family, breakdown(cells), strict=True)
    ]


def write(rows: Iterable[CountRow], stream: TextIO) -> None:
    """Write the published form of the rows. Open the stream with newline="" and encoding="utf-8"."""
    csvout.write(
        (
            asdict(row) | {"partial": _yes_no(row.partial), "withheld": _yes_no(row.withheld)}
            for row in published(rows)
        ),
        COLUMNS,
        stream,
    )


def read(stream: TextIO) -> list[CountRow]:
    """Rows as they stand in the file. ValueError, with the line, for anything `write` would not write."""
    reader = csv.reader(stream, strict=True)
    header = tuple(next(reader, ()))
    if header != COLUMNS:
        raise ValueError(f"Line 1: expected the columns {', '.join(COLUMNS)}")
    rows = []
    for values in reader:
        try:
            rows.append(_parsed(dict(zip(COLUMNS, values, strict=True))))
        except (ValueError, KeyError) as error:
            raise ValueError(f"Line {reader.line_num}: {error}") from error
    return rows


def _parsed(text: dict[str, str]) -> CountRow:
    kind = text["period_kind"]
    start = date.fromisoformat(text["period_start"])
    if kind not in ("month", "year") or start.day != 1 or (kind == "year" and start.month != 1):
        raise ValueError(f"{kind} {start} is not the first day of a month or year")
    row = CountRow(
        office=text["office"],
        metric=text["metric"],
        table=text["table"],
        period_kind=kind,
        period_start=start,
        dimension=text["dimension"],
        group=text["group"],
        numerator=_count(text["numerator"]),
        denominator=_count(text["denominator"]),
        value=_value(text["value"]),
        low=_value(text["low"]),
        high=_value(text["high"]),
        partial=_flag(text["partial"]),
        withheld=_flag(text["withheld"]),
    )
    if row.withheld and any(getattr(row, name) is not None for name in NUMBERS):
        raise ValueError("a withheld count must be blank")
    Cell(row.group, row.numerator, row.denominator, value=row.value)  # refuses impossible counts
    return row


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _count(text: str) -> int | None:
    if text == "":
        return None
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{text!r} is not a count")
    return int(text)


def _value(text: str) -> Decimal | None:
    """A value has at most four decimals, as the database keeps it."""
    if text == "":
        return None
    if not re.fullmatch(r"[0-9]+(\.[0-9]{1,4})?", text, re.ASCII):
        raise ValueError(f"{text!r} is not a value")
    return Decimal(text)


def _flag(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} is neither yes nor no")
    return text == "yes"
