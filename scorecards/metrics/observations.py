"""The project's own table of figures: a row a measure, period and group of an office -> counts. Plain Python.

docs/DATA.md, "observations", documents the columns. Every row is judged by itself here; what the figures of a
delivery mean to each other is judged by the import.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from portal.core import tabular
from portal.core.tabular import Table
from portal.core.tabular.checks import MOST_DIGITS, BadValue, decimal_number, iso_date, whole_number
from portal.core.tabular.problems import ProblemLog, nearest, refuse
from scorecards.metrics.aggregates import is_total
from scorecards.metrics.counts_csv import CountRow
from scorecards.metrics.definitions import DERIVED, DIMENSIONS, RACES, SEVERITIES, SEXES, WITH_VALUE

REQUIRED = ("measure", "period", "period_start")
COLUMNS = (
    "office", *REQUIRED, "dimension", "group", "numerator", "denominator", "value", "low", "high", "partial",
    "percent",
)  # fmt: skip
NO_RATE = "a rate without its numerator and denominator says nothing"
EARLIEST = date(1900, 1, 1)
GROUPS = {"race": RACES, "sex": SEXES, "severity": SEVERITIES}  # another spelling would be another group


class _Fault(Exception):
    """What is wrong with a row, and in which column."""

    def __init__(self, column: str, rule: str, hint: str = "", *, says_value: bool = True):
        self.column, self.rule, self.hint, self.says_value = column, rule, hint, says_value


class Figures:
    """Figures of a file. rows: counts; lines: the line of each; gaps: what is missing, and why."""

    def __init__(self, table: Table):
        self.table = table
        self.rows: list[CountRow] = []
        self.lines: list[int] = []
        self.gaps: list[str] = []


def read(
    path: Path, *, kinds: Mapping[str, str], offices: Collection[str], table: str, today: date, office: str = ""
) -> Figures:
    """Read such a table (CSV, XLSX or JSON), or raise FileRefused with the faults of all its rows.

    kinds: measures on record and their kinds; offices: addresses on record; table: what to call the dataset;
    office: whose figures they are where the file has no such column. A denominator of 0 gives no figure: it is
    missing, with the reason in `gaps`, and never 0.
    """
    read_table = tabular.read(path, required=REQUIRED)
    known = [*COLUMNS, *read_table.dropped]
    if strange := [name for name in read_table.columns if name not in known]:
        near = nearest(strange[0], COLUMNS)
        hint = f'Did you mean "{near}"?' if near else f"The columns are {', '.join(COLUMNS)}. Remove the others."
        raise refuse(read_table.name, f'has a column "{strange[0]}", which this kind of table does not have', hint)
    figures, faults = Figures(read_table), ProblemLog(read_table.name)
    row_of = _Rows(kinds, offices, table, today, office)
    positions = [read_table.columns.index(name) if name in read_table.columns else None for name in COLUMNS]
    for line, values in zip(read_table.lines, read_table.values, strict=True):
        cells = ["" if at is None else values[at] for at in positions]
        try:
            row, gap = row_of(*cells)
        except _Fault as fault:
            value = cells[COLUMNS.index(fault.column)] if fault.says_value else None
            faults.append(read_table.problem(line, fault.column, value or None, fault.rule, fault.hint))
            continue
        if gap:
            figures.gaps.append(f"{read_table.name}, line {line}: {gap}")
        else:
            figures.rows.append(row)
            figures.lines.append(line)
    faults.refuse_if_any()
    return figures


class _Rows:
    """A row's cells -> its count. What repeats from row to row (offices, measures, groups) is read once."""

    def __init__(self, kinds, offices, table, today, office):
        self.kinds, self.offices, self.table, self.today, self.default = kinds, offices, table, today, office
        self.office = lru_cache(100_000)(self._office)
        self.kind = lru_cache(1_000)(self._kind)
        self.start = lru_cache(10_000)(self._start)
        self.cut = lru_cache(10_000)(_cut)

    def __call__(
        self, office, measure, period, start, dimension, group, numerator, denominator, value, low, high, partial,
        percent,
    ):  # fmt: skip
        """(row, "") or (None, why there is no figure). Raises _Fault."""
        kind = self.kind(measure)
        dimension, group = self.cut(dimension, group, period)
        whole = _number("denominator", denominator, whole_number)
        part = _number("numerator", numerator, whole_number)
        about = _number("value", value, _four_decimals)
        if percent:
            _checked_percent(percent, part, whole, kind)
        _fits(kind, part, whole, about)
        row = CountRow(
            self.office(office), measure, self.table, period, self.start(period, start), dimension, group, part,
            whole, partial != "" and _yes_no(partial), False, about,
            _number("low", low, _four_decimals), _number("high", high, _four_decimals),
        )  # fmt: skip
        if low or high:
            _in_order(row)
        if whole == 0:
            when = f"{row.period_start:%Y-%m}" if period == "month" else f"{row.period_start:%Y}"
            said = " ".join(filter(None, (measure, when, group)))
            return None, f"{said} is missing, not 0: its denominator is 0, and nothing can be a share of nobody"
        return row, ""

    def _office(self, text):
        wanted = text or self.default
        if not wanted:
            raise _Fault("office", "the cell is empty", "Write the office's address, or give --office.")
        if wanted not in self.offices:
            near = nearest(wanted, self.offices)
            hint = f'Did you mean "{near}"?' if near else "Offices are named by address, for example il/cook."
            raise _Fault("office", "is no office on record", hint)
        return wanted

    def _kind(self, text):
        if is_total(text):
            raise _Fault("measure", "is a row of totals, which would count everybody twice", "Leave it out.")
        kind = self.kinds.get(text)
        if kind is None:
            near = nearest(text, [name for name, kind in self.kinds.items() if kind not in DERIVED])
            hint = f'Did you mean "{near}"?' if near else "Measures and their names are listed at /metrics/."
            raise _Fault("measure", "is no measure on record", hint)
        if kind in DERIVED:
            raise _Fault(
                "measure", f"is a {kind}: it is worked out here from the shares of the groups", "Leave it out."
            )
        return kind

    def _start(self, period, text):
        if period not in ("month", "year"):
            raise _Fault("period", "is neither month nor year")
        start = _number("period_start", text, iso_date, optional=False, earliest=EARLIEST, latest=self.today)
        if start.day != 1 or (period == "year" and start.month != 1):
            raise _Fault("period_start", f"is not the first day of a {period}")
        return start


def _number(column: str, text: str, check: Callable, optional: bool = True, **bounds):
    if check is whole_number and text.isdigit() and text.isascii() and len(text) <= MOST_DIGITS:
        return int(text)
    try:
        return check(text, optional=optional, **bounds)
    except BadValue as bad:
        raise _Fault(column, bad.rule, bad.hint) from None


def _four_decimals(text: str, optional: bool) -> Decimal | None:
    """A value as the database keeps it: ten digits before the point and four after it, none below 0."""
    number = decimal_number(text, minimum=0, maximum=9_999_999_999, optional=optional)
    if number is not None and -number.as_tuple().exponent > 4:
        raise BadValue("has more than four decimals", "Round it to four.")
    return number


def _cut(dimension: str, group: str, period: str) -> tuple[str, str]:
    for column, text in (("dimension", dimension), ("group", group)):
        if is_total(text):
            hint = "For everyone, leave dimension and group blank."
            raise _Fault(column, "is a row of totals, which would count everybody twice", hint)
    if dimension and dimension not in DIMENSIONS:
        named = [name for name in DIMENSIONS if name in dimension.casefold()]
        if len(named) > 1:
            raise _Fault("dimension", "is crossed: a breakdown is by one dimension at a time")
        near = nearest(dimension, DIMENSIONS)
        hint = f'Did you mean "{near}"?' if near else f"Dimensions: {', '.join(DIMENSIONS)}."
        raise _Fault("dimension", "is no dimension that a figure may be broken down by", hint)
    if dimension and period == "month":
        raise _Fault("dimension", "breaks a month down: groups are given by year, months for everyone together")
    if dimension and not group:
        hint = (
            'For people whose group is not recorded, write "Unknown"; for everyone, leave the dimension blank too.'
        )
        raise _Fault("group", "is blank, so the row may be the sum of the others", hint)
    if group and not dimension:
        raise _Fault("dimension", "is blank, and the row names a group", f"Dimensions: {', '.join(DIMENSIONS)}.")
    if len(group) > 80:
        raise _Fault("group", "is longer than 80 characters")
    _spelled(dimension, group)
    return dimension, group


def _spelled(dimension: str, group: str) -> None:
    known = GROUPS.get(dimension)
    if known and group not in known:
        near = nearest(group, known)
        hint = f'Did you mean "{near}"?' if near else f"Groups of {dimension}: {', '.join(known)}."
        raise _Fault("group", f"is no group of {dimension} as it is written here", hint)


def _fits(kind: str, part: int | None, whole: int | None, value: Decimal | None) -> None:
    """A row has what its kind of measure is made of, and no more."""
    needed = {"count": ("numerator",), "share": ("numerator", "denominator")}.get(kind, ("value", "denominator"))
    if kind == "per":
        needed = ("numerator", "denominator", "value")
    given = {"numerator": part, "denominator": whole, "value": value}
    if kind not in WITH_VALUE and part is None and whole is None:
        raise _Fault("numerator", "the row has no count: leave it out instead", says_value=False)
    for name, number in given.items():
        if whole == 0 and name == "value":
            continue
        if number is None and name in needed:
            raise _Fault(name, f"is blank, and a {kind} needs its {name}", says_value=False)
        if number is not None and name not in needed:
            raise _Fault(name, f"stands beside a {kind}, which has no {name}")
    if kind == "share" and part > whole:
        raise _Fault("numerator", f"of {whole:,} is over 100 percent")


def _checked_percent(text: str, part: int | None, whole: int | None, kind: str) -> None:
    """A percent is only compared with the counts, to its own last decimal."""
    percent = _number("percent", text, decimal_number, minimum=0)
    if percent > 100:
        raise _Fault("percent", "is over 100 percent")
    if kind != "share":
        raise _Fault("percent", f"stands beside a {kind}, which has no percent")
    if part is None or whole is None:
        raise _Fault("percent", f"stands alone: {NO_RATE}")
    step = Decimal(1).scaleb(percent.as_tuple().exponent)
    # Half a step either way: publishers round a half up, down or to the even digit.
    if whole and abs(percent * whole - 100 * part) * 2 > step * whole:
        worked = f"{100 * part / whole:.2f}"
        raise _Fault("percent", f"does not agree with its counts: {part:,} of {whole:,} is {worked}")


def _in_order(row: CountRow) -> None:
    if row.value is None:
        raise _Fault("low", "is an end of an interval without a value", "Intervals of shares are worked out here.")
    if row.low is None or row.high is None or not row.low <= row.value <= row.high:
        raise _Fault("low", "and high do not enclose the value")


def _yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise _Fault("partial", "is neither yes nor no")
    return text == "yes"
