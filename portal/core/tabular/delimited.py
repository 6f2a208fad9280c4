"""CSV and its kin: comma, semicolon, tab or bar; plain or gzip."""

from __future__ import annotations

import csv
import io
import sys
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm

from .guard import LIMITS, Limits
from .header import Header, Wanted, check_header, check_nameless
from .problems import ProblemLog, control_rule, refuse
from .sniff import Source, inspect
from .table import Table

BLOCK_ROWS = 50_000


class Block(NamedTuple):
    """Rows of a CSV. `lines`: the physical line of each; `cells`: one sequence of text a column, not stripped."""

    lines: array
    cells: list[list[str]]


class Stream:
    """A CSV that is read once, in blocks, so that its size costs no memory.

    `columns`: the columns as delivered, private and nameless ones left out; `rows`: rows given so far.
    """

    def __init__(self, source: Source, walk: _Walk, log: ProblemLog):
        self.name, self.sha256, self.size = source.name, source.sha256, source.size
        self.encoding, self.delimiter, self.notes = source.encoding, source.delimiter, source.notes
        self.columns, self.dropped = walk.header.columns, walk.header.dropped
        self.rows = 0
        self._walk, self._log = walk, log

    def blocks(self, columns: Sequence[str], rows: int = BLOCK_ROWS) -> Iterator[Block]:
        """These columns (KeyError if one is absent), so many rows at a time; blank rows are left out.

        FileRefused, with every fault of the file, comes at its END: whatever was made of the blocks must be
        thrown away then. From the first fault on no further block is given.
        """
        at = dict(zip(self.columns, self._walk.header.keep, strict=True))
        keep = [at[name] for name in columns]
        pick = itemgetter(*keep) if len(keep) > 1 else lambda cells: [cells[n] for n in keep]
        # One flat list, for a tuple kept for each row would wake the garbage collector again and again; and one
        # object for each distinct text of a block.
        lines, flat, once = array("L"), [], {}.setdefault
        for line, cells in self._walk:
            if any(cells):
                lines.append(line)
                cells = pick(cells)
                flat.extend(map(once, cells, cells))
                if len(lines) == rows:
                    yield from self._block(lines, flat, len(keep))
                    lines, flat, once = array("L"), [], {}.setdefault
        yield from self._block(lines, flat, len(keep))
        _refuse_no_rows(self.rows, self._log)
        self._log.refuse_if_any()

    def _block(self, lines: array, flat: list[str], width: int) -> Iterator[Block]:
        self.rows += len(lines)
        if lines and not self._log.total:
            yield Block(lines, [flat[n::width] for n in range(width)])


@contextmanager
def stream(path, *, required=(), progress=None, limits: Limits = LIMITS) -> Iterator[Stream]:
    """Open a CSV for reading in blocks. Raises FileRefused for what the first look or the header shows; also
    for XLSX and JSON, which `read` takes."""
    source = inspect(Path(path), limits)
    if source.format != "csv":
        raise refuse(source.name, f"is {source.format.upper()}; a CSV is needed here", "Save it as CSV.")
    log = ProblemLog(source.name)
    with _Walk(source, Wanted(required), log, limits, progress) as walk:
        yield Stream(source, walk, log)


def read(source: Source, wanted: Wanted, limits: Limits, progress: bool | None) -> Table:
    log = ProblemLog(source.name)
    values, lines, seen = [], array("L"), {}
    with _Walk(source, wanted, log, limits, progress) as walk:
        keep = walk.header.keep
        pick = itemgetter(*keep) if len(keep) > 1 else lambda cells: [cells[n] for n in keep]
        # One object for each distinct text: a column of codes costs a pointer a row.
        once = seen.setdefault
        for line, cells in walk:
            if any(cells):
                values.append(tuple([once(cell, cell) for cell in map(str.strip, pick(cells))]))
                lines.append(line)
        header = walk.header
    _refuse_no_rows(len(values), log)
    log.refuse_if_any()
    return Table(
        source.name, source.format, source.encoding, header.columns, values, lines, source.sha256,
        source.size, header.dropped, source.notes, header.keep,
    )  # fmt: skip


def _refuse_no_rows(rows: int, log: ProblemLog) -> None:
    if not rows and not log.total:
        log.add("the file has a header but no rows", hint="Fetch it again.")


def _skip_header(reader) -> list[str]:
    return next((cells for cells in reader if any(cell.strip() for cell in cells)), [])


class _Walk:
    """The rows of a CSV that have the header's width, as (line, cells); every fault goes to the log."""

    def __init__(self, source: Source, wanted: Wanted, log: ProblemLog, limits: Limits, progress: bool | None):
        self._source, self._log = source, log
        self._bytes = source.open_bytes(limits)
        raw = self._bytes.raw
        self._raw = raw.raw if source.packed else raw
        self.delimiter = source.delimiter
        text = io.TextIOWrapper(self._bytes, encoding=source.encoding, newline="")
        self._reader = csv.reader(text, delimiter=self.delimiter, strict=True)
        self._text = text
        hidden = not (sys.stderr.isatty() if progress is None else progress)
        self._bar = tqdm(
            total=source.size,
            desc=source.name,
            unit="B",
            unit_scale=True,
            delay=1,
            disable=hidden,
            leave=False,
        )
        try:
            self.header = self._header(wanted)
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> _Walk:
        return self

    def __exit__(self, *_error) -> None:
        self._bar.close()
        self._text.close()

    def _header(self, wanted: Wanted) -> Header:
        try:
            self._raw_names = _skip_header(self._reader)
        except csv.Error:
            raise refuse(self._log.file, "a quotation mark in the header is never closed", line=1) from None
        except UnicodeDecodeError:
            raise self._cut() from None
        return check_header(self._raw_names, self._reader.line_num, wanted, self._log)

    def _cut(self):
        return refuse(self._log.file, "ends in the middle of a character: the file was cut off", "Fetch it again.")

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        reader, header, raw_names = self._reader, self.header, self._raw_names
        width = len(header.names)
        nameless = [n for n, name in enumerate(header.names) if not name]
        look = self._source.suspicious or bool(nameless)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._log_broken(error, line)
                continue
            except UnicodeDecodeError:
                raise self._cut() from None
            if len(cells) != width:
                self._log_width(cells, width, line)
                continue
            if cells == raw_names:
                self._log.add("the header stands here a second time", line=line, hint="Remove this line.")
                continue
            if look:
                self._look(cells, nameless, line)
            if not line & 0xFFF and not self._bar.disable:
                self._bar.update(self._raw.tell() - self._bar.n)
            yield line, cells

    def _look(self, cells: list[str], nameless: list[int], line: int) -> None:
        for position, cell in enumerate(cells):
            if rule := control_rule(cell):
                column = self.header.names[position]
                self._log.add(rule, line=line, column=column, value=cell, hint="Remove it.")
        for position in nameless:
            if cells[position].strip():
                check_nameless(position, line, cells[position], self._log)

    def _log_width(self, cells: list[str], width: int, line: int) -> None:
        if len(cells) <= 1 and not "".join(cells).strip():
            return  # a blank line
        if len(cells) > width:
            sign = "a tab" if self.delimiter == "\t" else f'"{self.delimiter}"'
            hint = f"A value that holds {sign} needs quotation marks around it."
        else:
            hint = "If it is the last line, the file was cut off: fetch it again."
        count = f"{len(cells)} cell{'s' if len(cells) != 1 else ''}"
        self._log.add(f"the line has {count}, the header {width}", line=line, hint=hint)

    def _log_broken(self, error: csv.Error, line: int) -> None:
        if "field larger" in str(error) or "unexpected end" in str(error):
            rule = "a quotation mark that opens a cell here is never closed"
            hint = "Close it, or fetch the file again: it may have been cut off."
        else:
            rule = "a cell goes on after its closing quotation mark"
            hint = 'Inside a quoted cell a quotation mark is written twice: "".'
        self._log.add(rule, line=line, hint=hint)
