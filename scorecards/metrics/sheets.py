"""One delivered table, opened: its cells by role, each column as distinct texts and a code for each row.

All work on texts (mapping, reading dates and numbers) is done once for each distinct text. Folding rows into
defendants is done on whole columns of whole numbers. Pure pandas and NumPy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from scorecards.metrics.profile import CaseTable

NEVER = np.iinfo(np.int64).max  # no day, no rank: what is missing sorts last


@dataclass(frozen=True)
class Sheet:
    """cells: role -> Categorical of texts as delivered, one for each row; lines: where each row stands.

    texts: role -> the distinct texts of its cells without their spaces. known_days: role of a date -> for each of
    them its days since 1970, NEVER where it is blank or no date.
    """

    table: str
    file: str
    layout: CaseTable
    cells: dict[str, pd.Categorical]
    lines: pd.Index
    texts: dict[str, list[str]]
    known_days: dict[str, np.ndarray]

    def has(self, role: str) -> bool:
        return role in self.cells

    def mapped(self, role: str, meaning: Callable[[str], int]) -> np.ndarray:
        """A whole number for each row: `meaning` is asked once for each distinct text."""
        return np.array([meaning(text) for text in self.texts[role]], dtype=np.int64)[self.cells[role].codes]

    def days(self, role: str) -> np.ndarray:
        """Days since 1970 for each row; NEVER where the cell is blank."""
        return np.append(self.known_days[role], NEVER)[self.cells[role].codes]


def opened(table: str, raw: pd.DataFrame, layout: CaseTable, file: str) -> Sheet:
    """The columns of `layout` that are there. raw: text (dtype str or category); index: the line of each row."""
    cells = {role: _encoded(raw[name]) for role, name in layout.columns.items() if name in raw.columns}
    texts = {role: [text.strip() for text in cell.categories] for role, cell in cells.items()}
    days = {role: _days_of(texts[role], formats) for role, formats in layout.formats.items() if role in cells}
    return Sheet(table, file, layout, cells, raw.index, texts, days)


def _encoded(column: pd.Series) -> pd.Categorical:
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, texts = column.cat.codes, column.cat.categories
    else:
        codes, texts = pd.factorize(column)
    if pd.api.types.is_numeric_dtype(texts):
        raise TypeError(f"{column.name} was read as numbers: read all columns as text")
    return pd.Categorical.from_codes(codes, pd.Index(texts, dtype=object))


def _days_of(texts: list[str], formats: list[str]) -> np.ndarray:
    found = np.full(len(texts), NEVER)
    for form in formats:
        read = pd.to_datetime(texts, format=form, errors="coerce").to_numpy()
        found = np.where(np.isnat(read), found, read.astype("datetime64[D]").astype(np.int64))
    return found


def day_number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def lowest(who: np.ndarray, values: np.ndarray, people: int, missing: int = NEVER) -> np.ndarray:
    """The lowest value of each defendant; `missing` for one without rows. who: a defendant for each row."""
    found = np.full(people, missing, dtype=np.int64)
    np.minimum.at(found, who, values.astype(np.int64))
    return found


def highest(who: np.ndarray, values: np.ndarray, people: int, missing: int = -NEVER) -> np.ndarray:
    found = np.full(people, missing, dtype=np.int64)
    np.maximum.at(found, who, values.astype(np.int64))
    return found


def over(sheets: list[Sheet], role: str, who, people: int, read: Callable[[Sheet], np.ndarray], missing=NEVER):
    """The lowest value of each defendant over all tables with the role. who: table -> defendant of each row."""
    found = np.full(people, missing, dtype=np.int64)
    for sheet in sheets:
        if sheet.has(role):
            np.minimum.at(found, who[sheet.table], read(sheet).astype(np.int64))
    return found


def some(who: np.ndarray, holds: np.ndarray, people: int) -> np.ndarray:
    """Whether it holds on at least one row of each defendant."""
    return np.bincount(who[holds], minlength=people) > 0


def whole_numbers(values: np.ndarray, known: np.ndarray, dtype: str) -> pd.arrays.IntegerArray:
    """A nullable column: `values` where they are known, NA elsewhere."""
    return pd.arrays.IntegerArray(np.where(known, values, 0).astype(dtype.lower()), ~known)


def group(codes: np.ndarray, names: tuple[str, ...]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, list(names))
