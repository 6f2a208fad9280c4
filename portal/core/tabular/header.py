from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .private import private_reason
from .problems import ProblemLog, control_rule, nearest, refuse

_DATA = re.compile(r"[-+]?[\d,]*\.?\d+%?|\d{1,4}[-/]\d{1,2}[-/]\d{1,4}.*")


@dataclass(frozen=True)
class Wanted:
    """What the caller asked for: columns that must be there, and those to keep (None: all)."""

    required: Collection[str] = ()
    columns: Collection[str] | None = None
    part: str | None = None


@dataclass(frozen=True)
class Header:
    """`names`: every column as delivered, stripped, "" where nameless; `keep`: positions kept."""

    line: int
    names: tuple[str, ...]
    keep: tuple[int, ...]
    dropped: dict[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.names[position] for position in self.keep)


def check_header(raw: Sequence[str], line: int, wanted: Wanted, log: ProblemLog) -> Header:
    """Log every fault of the column names; raise FileRefused only if these are no names at all."""
    names = tuple(name.strip("\ufeff\u200b \t\r\n\xa0") for name in raw)
    filled = [name for name in names if name]
    if not filled or all(_DATA.fullmatch(name) for name in filled):
        raise refuse(
            log.file,
            "the first line should hold the names of the columns, but looks like data",
            "Add a line of column names at the top.",
            line=line,
        )
    for name, times in Counter(filled).items():
        if times > 1:
            hint = "Rename or remove one."
            log.add(f"stands {times} times in the header", line=line, value=name, hint=hint)
        if rule := control_rule(name):
            log.add(rule, line=line, value=name)
    for name in wanted.required:
        if name not in names:
            _log_missing(name, names, line, log)
    reasons = {name: private_reason(name) for name in filled}
    dropped = {name: reason for name, reason in reasons.items() if reason}
    keep = tuple(
        position
        for position, name in enumerate(names)
        if name and name not in dropped and (wanted.columns is None or name in wanted.columns)
    )
    return Header(line, names, keep, dropped)


def _log_missing(name: str, names: Sequence[str], line: int, log: ProblemLog) -> None:
    near = nearest(name, [other for other in names if other])
    if near:
        hint = f'The nearest is "{near}": rename it if it means the same.'
    else:
        found = [other for other in names if other]
        hint = f"The file has: {', '.join(found[:15])}{' ...' if len(found) > 15 else ''}."
    log.add(f'the column "{name}" is missing', line=line, hint=hint)


def check_nameless(position: int, line: int, value: str, log: ProblemLog, cell: str = "") -> None:
    log.add(
        f"stands in column {position + 1}, which has no name in the header",
        line=line,
        cell=cell,
        value=value,
        hint="Name the column or remove the value.",
    )
