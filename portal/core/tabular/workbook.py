"""XLSX by openpyxl in read-only mode, after the ZIP has been judged and unpacked once in blocks."""

from __future__ import annotations

import sys
import warnings
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from decimal import Decimal
from itertools import islice, repeat

from tqdm import tqdm

from .guard import Limits, check_zip, scan_zip
from .header import Header, Wanted, check_header, check_nameless
from .problems import FileRefused, ProblemLog, control_rule, refuse
from .sniff import Source
from .table import Table, column_letters

_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
_OTHER_ZIPS = (
    ("mimetype", "is an OpenDocument file"),
    ("xl/workbook.bin", "is an .xlsb workbook"),
    ("word/document.xml", "is a Word document"),
)


def read(source: Source, wanted: Wanted, limits: Limits, progress: bool | None) -> Table:
    """The first sheet, or the one named by `part`; several sheets with data and no name are refused."""
    with _reading(source.name):
        with zipfile.ZipFile(source.path) as archive:
            check_zip(source.path, archive, limits)
            _check_kind(source.name, archive)
            formulas = scan_zip(source.path, archive, limits)
        with _Book(source, data_only=True) as book:
            sheet = _choose(source.name, book.workbook, wanted.part)
            if not formulas:
                return _table(source, _rows(source.name, sheet), repeat(()), wanted, limits, progress)
            # A formula whose result was never stored reads as empty, which would pass for "missing".
            with _Book(source, data_only=False) as other:
                written = _rows(source.name, other.workbook[sheet.title])
                return _table(source, _rows(source.name, sheet), written, wanted, limits, progress)


@contextmanager
def _reading(name: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of features that have no bearing on the values.
            warnings.simplefilter("ignore", UserWarning)
            yield
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        whole = "Save it again as .xlsx, or fetch it again: it may have been cut off."
        raise refuse(name, "is a damaged workbook", whole) from error


class _Book:
    def __init__(self, source: Source, *, data_only: bool):
        self._source, self._data_only = source, data_only

    def __enter__(self):
        from openpyxl import load_workbook  # 0.3 s that a reader of CSV need not pay

        # A file object, because openpyxl judges a path by its name.
        self._file = self._source.path.open("rb")
        try:
            with _openpyxl_faults(self._source.name):
                self.workbook = load_workbook(
                    self._file, read_only=True, data_only=self._data_only, keep_links=False
                )
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(self, *_error) -> None:
        self.workbook.close()
        self._file.close()


@contextmanager
def _openpyxl_faults(name: str) -> Iterator[None]:
    # openpyxl raises whatever its parsers meet (KeyError, TypeError, ParseError ...), so all is caught.
    try:
        yield
    except FileRefused:
        raise
    except Exception as error:
        raise refuse(name, "is a damaged workbook", "Open it and save it again as .xlsx.") from error


def _check_kind(name: str, archive: zipfile.ZipFile) -> None:
    parts = set(archive.namelist())
    for part, rule in _OTHER_ZIPS:
        if part in parts:
            raise refuse(name, rule, "Save it as .xlsx or CSV.")
    if "[Content_Types].xml" not in parts:
        raise refuse(name, "is a ZIP, not a workbook", "Unpack it and deliver the table itself.")


def _rows(name: str, sheet) -> Iterator[tuple]:
    """All rows from row 1. The stated dimension is ignored: it is often wrong and may be endless."""
    with _openpyxl_faults(name):
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)


def _choose(name: str, workbook, part: str | None):
    sheets = [sheet for sheet in workbook.worksheets if hasattr(sheet, "iter_rows")]
    if part:
        found = next((sheet for sheet in sheets if sheet.title == part), None)
        if found is None:
            listed = ", ".join(sheet.title for sheet in sheets)
            raise refuse(name, f'has no sheet named "{part}"', f"It has: {listed}.")
        return found
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    if len(visible) == 1:
        return visible[0]
    filled = [sheet for sheet in visible if any(any(v is not None for v in row) for row in _rows(name, sheet))]
    if len(filled) > 1:
        listed = ", ".join(sheet.title for sheet in filled)
        raise refuse(name, f"has {len(filled)} sheets with data: {listed}", "Keep the one that is meant.")
    if not filled:
        raise refuse(name, "the workbook is empty")
    return filled[0]


def _table(source: Source, rows, written, wanted: Wanted, limits: Limits, progress: bool | None) -> Table:
    log = ProblemLog(source.name)
    values, lines, header = [], array("L"), None
    hidden = not (sys.stderr.isatty() if progress is None else progress)
    bar = tqdm(desc=source.name, unit=" rows", delay=1, disable=hidden, leave=False)
    with bar:
        for line, (row, formula) in enumerate(zip(rows, written, strict=False), 1):
            bar.update()
            if line > limits.sheet_rows:
                raise refuse(source.name, f"has over {limits.sheet_rows:,} rows", "Deliver it as CSV.")
            _check_formulas(row, formula, line, log)
            if all(cell is None or cell == "" for cell in row):
                continue
            if header is None:
                header = check_header([as_text(cell) for cell in _trimmed(row)], line, wanted, log)
                continue
            cells = _cells(row, header, line, log)
            if any(cells):
                values.append(tuple(cells[position] for position in header.keep))
                lines.append(line)
    if header is None:
        raise refuse(source.name, "the sheet is empty")
    if not values and not log.total:
        log.add("the sheet has a header but no rows")
    log.refuse_if_any()
    return Table(
        source.name, source.format, source.encoding, header.columns, values, lines, source.sha256,
        source.size, header.dropped, source.notes, header.keep,
    )  # fmt: skip


def _trimmed(row: tuple) -> tuple:
    width = max(position for position, cell in enumerate(row) if cell not in (None, "")) + 1
    return row[:width]


def _cells(row: tuple, header: Header, line: int, log: ProblemLog) -> list[str]:
    """The row at the header's width. Excel writes no cell where nothing stands, so short rows are whole."""
    width = len(header.names)
    cells = [as_text(cell) for cell in islice(row, width)]
    cells.extend(repeat("", width - len(cells)))
    for position, (name, cell) in enumerate(zip(header.names, cells, strict=True)):
        if not cell:
            continue
        address = f"{column_letters(position)}{line}"
        rule = "is an error of the workbook, not a value" if cell in _ERRORS else control_rule(cell)
        if rule:
            log.add(rule, line=line, cell=address, column=name, value=cell, hint="Correct the cell.")
        if not name:
            check_nameless(position, line, cell, log, address)
    if len(row) > width:
        for position, cell in enumerate(row[width:], width):
            if cell not in (None, ""):
                check_nameless(position, line, as_text(cell), log, f"{column_letters(position)}{line}")
    return cells


def _check_formulas(row: tuple, written: tuple, line: int, log: ProblemLog) -> None:
    for position, formula in enumerate(written):
        if formula is not None and (position >= len(row) or row[position] is None):
            log.add(
                "holds a formula whose result is not stored",
                line=line,
                cell=f"{column_letters(position)}{line}",
                hint="Open the workbook, let it calculate, and save it.",
            )


def as_text(value) -> str:
    """A cell as text: whole numbers without ".0", dates in ISO form, true/false, "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value)
