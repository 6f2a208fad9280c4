from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .checks import BadValue
from .problems import Problem, ProblemLog


class Row(NamedTuple):
    """`line`: physical line (sheet row, JSON item) where the row starts; `cells`: column to text."""

    line: int
    cells: dict[str, str]


class Rows(Sequence):
    """Rows built only when looked at, so that a big table costs its text and no more."""

    def __init__(self, table: Table):
        self._table = table

    def __len__(self) -> int:
        return len(self._table.values)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        table = self._table
        return Row(table.lines[index], dict(zip(table.columns, table.values[index], strict=True)))


@dataclass(frozen=True)
class Table:
    """A file as text. Every value is a stripped str; "" is a cell left empty.

    `values`: one tuple a row, in the order of `columns`; `lines`: the line of each; `dropped`: private
    columns left out, with the reason; `notes`: what the reader had to guess; `sha256` and `size`
    (bytes) are of the file as delivered; `positions`: where each column stands in the file, from 0.
    """

    name: str
    format: str
    encoding: str
    columns: tuple[str, ...]
    values: list[tuple[str, ...]]
    lines: array
    sha256: str
    size: int
    dropped: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.values)

    @property
    def rows(self) -> Rows:
        return Rows(self)

    def column(self, name: str) -> list[str]:
        """One column as a list of str. KeyError if the table does not have it."""
        if name not in self.columns:
            raise KeyError(name)
        position = self.columns.index(name)
        return [cells[position] for cells in self.values]

    def dicts(self) -> Iterator[dict[str, str]]:
        return (dict(zip(self.columns, cells, strict=True)) for cells in self.values)

    def problem(self, line: int, column: str = "", value: str | None = None, rule: str = "", hint: str = ""):
        """A Problem at this line, with the sheet address or item that its reader will look for."""
        cell = ""
        if self.format == "json":
            cell = f"item {line}"
        elif self.format == "xlsx" and column in self.columns:
            cell = f"{column_letters(self.positions[self.columns.index(column)])}{line}"
        return Problem(self.name, line, cell, column, value, rule, hint)


class RowChecks:
    """Runs cell checks over a table's rows and keeps every fault, so that one pass names them all.

    `votes = checks.cell(row, "votes", whole_number)` gives the value, or None after logging the fault.
    """

    def __init__(self, table: Table):
        self.table = table
        self.problems = ProblemLog(table.name)

    def cell(self, row: Row, column: str, check: Callable[..., Any], **options) -> Any:
        text = row.cells[column]
        try:
            return check(text, **options)
        except BadValue as bad:
            self.fault(row, column, bad.rule, bad.hint)
            return None

    def fault(self, row: Row, column: str, rule: str, hint: str = "") -> None:
        """Log a fault found by the caller; the rule continues the cell's value."""
        value = row.cells.get(column) or None
        self.problems.append(self.table.problem(row.line, column, value, rule, hint))


def column_letters(position: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
