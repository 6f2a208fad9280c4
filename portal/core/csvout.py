"""CSV that leaves the portal: same rows, same bytes, and no cell that a spreadsheet would run.

Lines end in LF, not in the CRLF of RFC 4180: every reader takes both, and files that ship in the
repository must not change by a byte under git's line-end rules.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)


def write(rows: Iterable[Mapping[str, Any] | Sequence[Any]], columns: Sequence[str], stream: TextIO) -> int:
    """Write the header and the rows; give back how many rows.

    A row is a mapping that holds every column (others are left out), or a sequence as long as `columns`;
    KeyError or ValueError otherwise. `stream` is text opened with newline="" and UTF-8.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([cell(name) for name in columns])
    count = 0
    for row in rows:
        values = [row[name] for name in columns] if isinstance(row, Mapping) else list(row)
        if len(values) != len(columns):
            raise ValueError(f"a row has {len(values)} values for {len(columns)} columns")
        writer.writerow([cell(value) for value in values])
        count += 1
    return count


def dumps(rows: Iterable[Mapping[str, Any] | Sequence[Any]], columns: Sequence[str]) -> bytes:
    """The whole file as UTF-8 bytes without a byte-order mark."""
    stream = io.StringIO(newline="")
    write(rows, columns, stream)
    return stream.getvalue().encode("utf-8")


def cell(value: Any) -> str:
    """The value as the text of a cell: "" for what is missing (None, NaN), numbers never in 1E+3 form.

    Text that a spreadsheet would take for a formula gets an apostrophe before it; a plain negative
    number stays a number.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, str):  # most cells are
        return _defused(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (float, Decimal)):
        if math.isnan(value):
            return ""
        if math.isinf(value):
            raise ValueError("an infinite number cannot be published")
        return f"{Decimal(float.__repr__(value)) if isinstance(value, float) else value:f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return _defused(str(value))


def _defused(text: str) -> str:
    if text.startswith(_RUNS) or text.lstrip().startswith(_RUNS[:4]):
        text = text if _NUMBER.fullmatch(text) else f"'{text}"
    # Python 3.11 leaves a lone CR unquoted, which would break the line.
    return text.replace("\r\n", "\n").replace("\r", "\n")
