"""Tables of counts that an office publishes instead of cases -> the same counts as from case files.

What a publisher's columns and values mean stands in tables/KEY.toml, as a profile does for case files. A row
counts the people of one year, outcome and group; rows overlap nothing, so they are added up. Plain Python.
"""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl

from portal.core import tabular
from portal.core.tabular import FileRefused, Table
from portal.core.tabular.checks import BadValue, whole_number
from portal.core.tabular.problems import ProblemLog, nearest
from scorecards.metrics.counts_csv import CountRow
from scorecards.metrics.definitions import FLAGS, RACES

FOLDER = Path(__file__).parent / "tables"

TOTALS = frozenset({"total", "totals", "all", "grand total", "subtotal", "sum", "overall", "all groups"})


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(_Strict):
    """Names of the columns in the file. offense is counted as the publisher writes it."""

    year: str
    disposition: str
    race: str
    offense: str
    count: str

    @property
    def names(self):
        return tuple(self.model_dump().values())


class Values(_Strict):
    disposition: dict[str, Literal["convicted", "acquitted", "dropped", "other"]]
    race: dict[str, Literal[RACES]]


class Counted(_Strict):
    """A measure of the table: all people (no `hit`), or those with one outcome, of all."""

    slug: str
    hit: Literal["convicted", "acquitted", "dropped", "other"] | None = None


class TableProfile(_Strict):
    """first_year, last_year: what the table can cover; any other year is refused."""

    key: str
    table: str
    title: str
    publisher: str
    attribution: str
    licence: str
    licence_url: HttpUrl | None = None
    url: HttpUrl
    may_republish: bool
    may_hand_out: bool
    first_year: int = Field(ge=1900)
    last_year: int = Field(le=2100)
    columns: Columns
    values: Values
    measures: list[Counted]
    flags: dict[Literal[tuple(FLAGS)], bool]
    cannot: dict[str, str] = {}
    known_limits: list[str]
    cadence: Literal["once", "monthly", "quarterly", "yearly", ""] = ""


def available() -> list[str]:
    """Keys of the profiles of tables that are shipped."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load(key: str) -> TableProfile:
    """Read tables/KEY.toml. KeyError: no such profile. ValidationError: every mistake in it."""
    if key not in available():
        raise KeyError(f"There is no profile {key!r}. Profiles: {', '.join(available())}")
    return TableProfile.model_validate(tomllib.loads((FOLDER / f"{key}.toml").read_text(encoding="utf-8")))


def is_total(text: str) -> bool:
    """Whether a cell names all people together, which would count them twice."""
    return text.strip().rstrip(":").casefold() in TOTALS


def read(path: Path, profile: TableProfile, *, office: str) -> tuple[Table, list[CountRow]]:
    """The table and its counts by year, and by race or offense of a year, as counted.

    Raises FileRefused with every fault: an unknown value, a year outside the profile's, a row of totals, a row
    that stands twice, a count that is no whole number.
    """
    table = tabular.read(path, required=profile.columns.names, columns=profile.columns.names)
    faults = ProblemLog(table.name)
    seen, cells = {}, Counter()
    positions = [table.columns.index(name) for name in profile.columns.names]
    for line, values in zip(table.lines, table.values, strict=True):
        cell = tuple(values[n] for n in positions)
        try:
            year, outcome, race, offense, number = _read(cell, profile)
            if cell[:4] in seen:
                raise _Fault("count", f"stands for the same people as line {seen[cell[:4]]}: the rows overlap")
            seen[cell[:4]] = line
            cells[year, outcome, race, offense] += number
        except _Fault as fault:
            column = getattr(profile.columns, fault.column)
            value = values[table.columns.index(column)]
            faults.append(table.problem(line, column, value, fault.rule, fault.hint))
    faults.refuse_if_any()
    _refuse_sums(table, positions)
    return table, sorted(_counts(cells, profile, office), key=lambda row: row.order)


class _Fault(Exception):
    def __init__(self, column: str, rule: str, hint: str = ""):
        self.column, self.rule, self.hint = column, rule, hint


def _read(cell: tuple, profile: TableProfile) -> tuple:
    year, disposition, race, offense, count = cell
    for column, text in (("disposition", disposition), ("race", race), ("offense", offense), ("year", year)):
        if is_total(text):
            raise _Fault(column, "is a row of totals, which would count everybody twice", "Leave it out.")
    return (
        _number("year", year, minimum=profile.first_year, maximum=profile.last_year),
        _known("disposition", disposition, profile),
        _known("race", race, profile),
        offense or "Unknown",
        _number("count", count),
    )


def _number(column: str, text: str, **bounds) -> int:
    """A year is no quantity: 2,109 has no comma."""
    try:
        return whole_number(text, **bounds)
    except BadValue as bad:
        rule = bad.rule.replace(",", "") if column == "year" else bad.rule
        raise _Fault(column, rule, bad.hint) from None


def _known(column: str, text: str, profile: TableProfile) -> str:
    known = getattr(profile.values, column)
    if text not in known:
        near = nearest(text, [name for name in known if name])
        hint = f'Did you mean "{near}"? ' if near else ""
        raise _Fault(
            column,
            f"is not a known value of {column}",
            f"{hint}Add it under [values.{column}] in {profile.key}.toml.",
        )
    return known[text]


def _refuse_sums(table: Table, positions: list[int]) -> None:
    """A row without any name that holds the sum of the other rows of its year is a total, said or not."""
    year, disposition, race, offense, count = positions
    sums = Counter()
    for values in table.values:
        sums[values[year]] += int(values[count].replace(",", ""))
    found = [
        (line, values)
        for line, values in zip(table.lines, table.values, strict=True)
        if not (values[disposition] or values[race] or values[offense])
        and 0 < 2 * int(values[count].replace(",", "")) == sums[values[year]]
    ]
    if found:
        rule = "is the sum of all other rows of the year, under no name: a row of totals"
        column = table.columns[count]
        raise FileRefused([table.problem(at, column, row[count], rule, "Leave it out.") for at, row in found])


def _counts(cells: Counter, profile: TableProfile, office: str):
    groups = {}
    for (year, outcome, race, offense), number in cells.items():
        for key in ((year, "", ""), (year, "race", race), (year, "offense", offense)):
            groups.setdefault(key, Counter())[outcome] += number
    for (year, dimension, group), outcomes in groups.items():
        whole = outcomes.total()
        for measure in profile.measures:
            if whole == 0:
                continue  # nobody in it: no rate can be made, and 0 of 0 is not 0
            yield CountRow(
                office=office,
                metric=measure.slug,
                table=profile.table,
                period_kind="year",
                period_start=date(year, 1, 1),
                dimension=dimension,
                group=group,
                numerator=whole if measure.hit is None else outcomes[measure.hit],
                denominator=None if measure.hit is None else whole,
                partial=False,
            )
