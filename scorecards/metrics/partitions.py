"""The rows of one delivery, cut by defendant into parts that fit into memory. Pure pandas and NumPy.

A delivery with few rows stays in memory as one part. A larger one is spilled to a temporary file that has no
name: no other program can open it, and the system frees it when this process ends, however it ends, so that no
case row stays on the disk. (TMPDIR says on which disk; it needs about the room of the columns that are counted.)
"""

import pickle
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from portal.core.tabular import Block

ROWS_AT_ONCE = 200_000
# Defendants are dealt into this many buckets, and a part is made of whole buckets. So memory is bounded as long as
# a bucket holds no more than a part may: 25 million rows. Beyond that parts grow with the file.
BUCKETS = 128

Tables = dict[str, pd.DataFrame]


class Partitions:
    """Takes blocks of rows table by table, then gives them back in parts. Use as a context manager.

    columns: table -> its columns, in the order of each block's cells; keys: table -> its column of the defendant.
    rows_at_once: about how many rows, of all tables, a part holds; the more, the more memory and the less work.
    """

    def __init__(self, rows_at_once: int = ROWS_AT_ONCE):
        self._limit = rows_at_once
        self._columns: dict[str, Sequence[str]] = {}
        self._key: dict[str, int] = {}
        self._held: list[tuple] = []  # (table, lines, columns of text) not yet spilled
        self._rows = 0  # of them
        self._spill = None
        self._pieces: list[list[tuple[int, int]]] = [[] for _ in range(BUCKETS)]  # (place in the spill, rows)

    def __enter__(self) -> "Partitions":
        return self

    def __exit__(self, *_error) -> None:
        self._held = []
        if self._spill:
            self._spill.close()

    def open(self, table: str, columns: Sequence[str], key: str) -> None:
        """Announce a table, which every part then has, with or without rows."""
        self._columns[table] = columns
        self._key[table] = list(columns).index(key)

    def add(self, table: str, block: Block) -> None:
        cells = [np.array(column, dtype=object) for column in block.cells]
        key = self._key[table]
        cells[key] = np.array([text.strip() for text in block.cells[key]], dtype=object)
        self._held.append((table, np.array(block.lines), cells))
        self._rows += len(block.lines)
        if self._rows > self._limit:
            self._spill_held()

    def __iter__(self) -> Iterator[Tables]:
        """Each part: table -> frame of text (category), its index the line of each row in its file.

        All rows of a defendant stand in one part, in no promised order.
        """
        if self._spill is None:
            if self._columns:
                yield self._frames(self._held)
            return
        self._spill_held()
        part, rows = [], 0
        for pieces in self._pieces:
            more = sum(n for _, n in pieces)
            if rows and rows + more > self._limit:
                yield self._frames(self._loaded(part))
                part, rows = [], 0
            part += pieces
            rows += more
        yield self._frames(self._loaded(part))

    def _spill_held(self) -> None:
        if self._spill is None:
            self._spill = tempfile.TemporaryFile()  # noqa: SIM115  closed in __exit__
        for table, lines, cells in self._held:
            bucket = bucket_of(cells[self._key[table]])
            order = np.argsort(bucket, kind="stable")
            ends = np.searchsorted(bucket[order], np.arange(BUCKETS + 1))
            for number, (first, end) in enumerate(pairwise(ends)):
                if first < end:
                    rows = order[first:end]
                    self._pieces[number].append((self._spill.tell(), len(rows)))
                    pickle.dump((table, lines[rows], [column[rows] for column in cells]), self._spill, protocol=5)
        self._held, self._rows = [], 0

    def _loaded(self, pieces: list[tuple[int, int]]) -> list[tuple]:
        loaded = []
        for place, _ in pieces:
            self._spill.seek(place)
            loaded.append(pickle.load(self._spill))  # noqa: S301  written by this process, and by no other
        return loaded

    def _frames(self, pieces: list[tuple]) -> Tables:
        return {
            table: self._frame(table, [piece[1:] for piece in pieces if piece[0] == table])
            for table in self._columns
        }

    def _frame(self, table: str, pieces: list[tuple]) -> pd.DataFrame:
        lines = np.concatenate([np.zeros(0, dtype=np.int64), *(lines for lines, _ in pieces)])
        empty = np.zeros(0, dtype=object)
        columns = {
            name: _category(np.concatenate([empty, *(cells[position] for _, cells in pieces)]))
            for position, name in enumerate(self._columns[table])
        }
        return pd.DataFrame(columns, index=lines)


def bucket_of(ids: np.ndarray) -> np.ndarray:
    """Bucket (0 to BUCKETS - 1) of each id, a str: the same in every table, process and year."""
    return (pd.util.hash_array(ids, categorize=False) % BUCKETS).astype(np.int64)


def _category(texts: np.ndarray) -> pd.Categorical:
    codes, known = pd.factorize(texts)
    return pd.Categorical.from_codes(codes, pd.Index(known, dtype=object), validate=False)
