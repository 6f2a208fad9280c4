"""Counts crossed by month and every group, as files that one office hands to another machine. Plain Python.

They can be added up and counted again, and they hold counts of few people: such a file is kept as closely as the
case files, its first line says so, and nothing here may be published.
"""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from portal.core import csvout

MARK = "# NOT FOR PUBLICATION: crossed counts of few people. Keep this file as closely as the case files."
CELL = ("metric", "month", "race", "sex", "age", "severity")
CROSSED = (*CELL, "numerator", "denominator")
DAYS = (*CELL, "days", "defendants")

Row = tuple[str, date, str, str, str, str, int, int | None]


def write(rows: Mapping[str, Iterable[Row]], columns: tuple[str, ...], path: Path) -> None:
    """rows: table -> rows of CROSSED or DAYS, as `cuts.crossed` and `cuts.day_counts` give them."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(f"{MARK}\n")
        flat = ((table, *row) for table, found in sorted(rows.items()) for row in found)
        csvout.write(flat, ("table", *columns), stream)


def read(path: Path, columns: tuple[str, ...]) -> dict[str, list[Row]]:
    """What `write` wrote. ValueError, with the line, for anything else."""
    found: dict[str, list[Row]] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        if next(stream, "").rstrip("\r\n") != MARK:
            raise ValueError("Line 1: expected the words that crossed counts are not for publication")
        reader = csv.reader(stream, strict=True)
        if tuple(next(reader, ())) != ("table", *columns):
            raise ValueError(f"Line 2: expected the columns table, {', '.join(columns)}")
        for values in reader:
            try:
                table, metric, month, race, sex, age, severity, first, second = values
                row = (metric, date.fromisoformat(month), race, sex, age, severity, _count(first))
                found.setdefault(table, []).append((*row, None if second == "" else _count(second)))
            except ValueError as error:
                raise ValueError(f"Line {reader.line_num + 1}: {error}") from error
    return found


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{text!r} is not a count")
    return int(text)
