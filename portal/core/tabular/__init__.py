"""Reads any table that officials publish, once and for all: text with line numbers, or every fault.

`read(path)` gives a Table of text cells; `stream(path)` gives the rows of a CSV of any size in blocks, for a bulk
reader. Neither imports pandas.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from . import checks, delimited, jsonlist, workbook
from .delimited import Block, Stream, stream
from .guard import LIMITS, Limits
from .header import Wanted
from .private import PRIVATE_COLUMNS
from .problems import FileRefused, Problem, ProblemLog
from .sniff import inspect
from .table import Row, RowChecks, Table

__all__ = [
    "LIMITS", "PRIVATE_COLUMNS", "Block", "FileRefused", "Limits", "Problem", "ProblemLog", "Row", "RowChecks",
    "Stream", "Table", "checks", "read", "stream",
]  # fmt: skip

_READERS = {"csv": delimited.read, "json": jsonlist.read, "xlsx": workbook.read}


def read(
    path: str | Path,
    *,
    required: Collection[str] = (),
    columns: Collection[str] | None = None,
    part: str | None = None,
    progress: bool | None = None,
    limits: Limits = LIMITS,
) -> Table:
    """Read a CSV, CSV.gz, XLSX or JSON list as text, or raise FileRefused with every fault.

    `required`: columns that must be there; `columns`: those to keep (all if None); `part`: the sheet of a
    workbook, or the list inside a JSON object; `progress`: a bar on stderr (None: if it is a terminal).
    """
    source = inspect(Path(path), limits)
    return _READERS[source.format](source, Wanted(required, columns, part), limits, progress)
