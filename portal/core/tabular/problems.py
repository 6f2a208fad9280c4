"""What is wrong with a file, said so that a volunteer can mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

KEPT = 1_000
SHOWN = 20
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Problem:
    """One fault. `rule` continues the value ("1019" has 4 digits) or, without a value, stands alone.

    `line` counts physical lines (sheet rows, JSON items) from 1. `cell` is a sheet address such as
    "B14" or "item 14" of a JSON list; "" elsewhere.
    """

    file: str
    line: int | None = None
    cell: str = ""
    column: str = ""
    value: str | None = None
    rule: str = ""
    hint: str = ""

    def __str__(self) -> str:
        place = [self.file] if self.file else []
        if self.cell:
            place.append(self.cell if " " in self.cell else f"cell {self.cell}")
        elif self.line is not None:
            place.append(f"line {self.line}")
        if self.column:
            place.append(f'column "{shown(self.column)}"')
        said = self.rule if self.value is None else f'"{shown(self.value)}" {self.rule}'
        said = said if said.endswith((".", "?", "!")) else f"{said}."
        where = f"{', '.join(place)}: " if place else ""
        return f"{where}{said} {self.hint}".rstrip()


class FileRefused(Exception):
    """A file that must not be used. `problems` holds the first 1,000 faults, `total` counts all."""

    def __init__(self, problems: Iterable[Problem], total: int | None = None):
        self.problems = list(problems)
        self.total = len(self.problems) if total is None else total
        super().__init__(self.problems, self.total)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if self.total > len(lines):
            lines.append(f"... and {self.total - len(lines):,} more")
        return "\n".join(lines)


class ProblemLog:
    """Collects the faults of one file: keeps the first 1,000, counts all."""

    def __init__(self, file: str):
        self.file = file
        self.kept: list[Problem] = []
        self.total = 0

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.kept)

    def add(self, rule: str, *, hint: str = "", **where) -> None:
        self.append(Problem(self.file, rule=rule, hint=hint, **where))

    def append(self, problem: Problem) -> None:
        self.total += 1
        if len(self.kept) < KEPT:
            self.kept.append(problem)

    def refuse_if_any(self) -> None:
        if self.total:
            raise FileRefused(self.kept, self.total)


def refuse(file: str, rule: str, hint: str = "", **where) -> FileRefused:
    """The exception for a single fault that ends the reading: `raise refuse(...)`."""
    return FileRefused([Problem(file, rule=rule, hint=hint, **where)])


def shown(value: str, width: int = 60) -> str:
    """The value as it may be printed: control characters visible, long text cut."""
    text = _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", value)
    text = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return text if len(text) <= width else f"{text[: width - 1]}…"


def control_rule(value: str) -> str:
    """Why this value may not be stored ("" if it may). Tab and line ends are allowed inside a cell."""
    found = _CONTROL.search(value)
    if not found:
        return ""
    if found[0] == "\0":
        return "holds a NUL character, which no text has"
    return f"holds the control character \\x{ord(found[0]):02x}"


def nearest(wanted: str, choices: Iterable[str]) -> str:
    """The choice most like `wanted`, ignoring case, spaces and underscores; "" if none is near."""
    keys = {re.sub(r"[\W_]+", "", choice).casefold(): choice for choice in reversed(list(choices))}
    found = difflib.get_close_matches(re.sub(r"[\W_]+", "", wanted).casefold(), keys, n=1, cutoff=0.6)
    return keys[found[0]] if found else ""
