"""The canonical frame -> counts that can be added up. Pure pandas and numpy; rates are made later, by publish.py.

Every count is a number of defendants in a case, by measure, month and group. The counts of two parts of a file add
up to the counts of the whole, as long as no defendant is cut in two: so parts may be counted anywhere.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from scorecards.metrics.definitions import AGE_BANDS, CROSSED, RACES, SEVERITIES, SEXES
from scorecards.metrics.measures import FACTS, Measure, countable

GROUPS = {"race": RACES, "sex": SEXES, "age": AGE_BANDS, "severity": SEVERITIES}
SIZES = tuple(len(names) for names in GROUPS.values())
CELLS = int(np.prod(SIZES))  # groups of one month
DAYS = 2**17  # a duration is shorter than this many days: 358 years

MARGIN = ["metric", "dimension", "year", "group"]


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts of a part of a delivery; `a + b` counts the two parts together.

    cells: how many defendants, a row a month and group (index: their code, see `decoded`), a column a fact or
    measure. days: for each measure with days, how many defendants by code * DAYS + days. margins: hit and base by
    metric, dimension, year and group, for groups too many to cross. first_day, last_day: the days received.
    """

    measures: tuple[Measure, ...]
    first_day: date
    last_day: date
    cells: pd.DataFrame
    days: dict[str, pd.Series]
    margins: pd.DataFrame

    def __add__(self, other: "Tally") -> "Tally":
        if self.measures != other.measures:
            raise ValueError("Parts of one delivery must have the same columns")
        return Tally(
            self.measures,
            min(self.first_day, other.first_day),
            max(self.last_day, other.last_day),
            _summed([self.cells, other.cells]),
            {slug: _days_summed(self.days[slug], other.days[slug]) for slug in self.days},
            _summed([self.margins, other.margins]),
        )

    @property
    def window(self) -> tuple[date, date]:
        """First and last day received: what the delivery covers."""
        return self.first_day, self.last_day


def tally(frame: pd.DataFrame, *, without: Collection[str] = ()) -> Tally:
    """Count a canonical frame (frame.py) that is not empty: every measure whose columns it has.

    without: slugs that these files cannot give all the same, as a profile's [cannot] lists them. Raises ValueError
    for a group that `definitions` does not name.
    """
    measures = [measure for measure in countable(frame.columns) if measure.slug not in without]
    facts = _Facts(frame)
    groups = np.ravel_multi_index([_codes(frame[name], names) for name, names in GROUPS.items()], SIZES)
    received = _months(frame["received"]) * CELLS + groups
    return Tally(
        tuple(measures),
        frame["received"].min().date(),
        frame["received"].max().date(),
        _summed(
            [
                _counted(received, _columns(measures, facts)),
                *_by_other_clock(frame, groups, measures, facts),
            ]
        ),
        {measure.slug: _histogram(frame, received, measure, facts) for measure in measures if measure.days},
        _margins(frame, measures, facts),
    )


def decoded(codes: np.ndarray) -> dict[str, np.ndarray]:
    """Codes of cells -> month (months since 1970) and, for each group, its place in `GROUPS`."""
    month, cell = np.divmod(codes, CELLS)
    groups = (places.astype("int8") for places in np.unravel_index(cell, SIZES))
    return {"month": month.astype("int32")} | dict(zip(CROSSED, groups, strict=True))


class _Facts(dict):
    """Facts about a frame by name, each worked out once."""

    def __init__(self, frame: pd.DataFrame):
        self.frame = frame

    def __missing__(self, name: str) -> np.ndarray:
        self[name] = np.asarray(FACTS[name].holds(self.frame), dtype=bool)
        return self[name]

    def hit(self, measure: Measure) -> np.ndarray:
        if measure.base is None or measure.kind == "per":
            return self[measure.hit]
        return self[measure.hit] & self[measure.base]


def _columns(measures: list[Measure], facts: _Facts) -> dict[str, np.ndarray]:
    """What is counted by month received: hits under the measure's name, bases under their own."""
    columns = {}
    for measure in measures:
        columns |= {name: facts[name] for name in (measure.present, measure.base) if name}
        if measure.hit and measure.clock == "received":
            columns[measure.slug] = facts.hit(measure)
    return columns


def _by_other_clock(frame, groups, measures, facts) -> Iterator[pd.DataFrame]:
    for measure in measures:
        if measure.clock == "disposed":
            hit = facts.hit(measure)
            cells = _months(frame["disposed_on"][hit]) * CELLS + groups[hit]
            yield _counted(cells, {measure.slug: np.ones(len(cells), dtype=bool)})


def _counted(cells: np.ndarray, columns: dict[str, np.ndarray]) -> pd.DataFrame:
    """How many rows of each cell have each fact: one sort of the cells, then one pass a column."""
    found, places = np.unique(cells, return_inverse=True)
    sums = {name: np.bincount(places[fact], minlength=len(found)) for name, fact in columns.items()}
    return pd.DataFrame(sums, index=found, dtype="int64")


def _histogram(frame: pd.DataFrame, received: np.ndarray, measure: Measure, facts: _Facts) -> pd.Series:
    if measure.days == "received":
        has = facts[measure.base]
        days = frame["received"].to_numpy("datetime64[D]")[has].astype("int64")
    else:
        has = frame[measure.days].notna().to_numpy()
        days = frame[measure.days][has].to_numpy("int64")
    if len(days) and not 0 <= days.min() <= days.max() < DAYS:
        raise ValueError(f"{measure.slug}: days from {days.min()} to {days.max()} cannot be counted")
    found, n = np.unique(received[has] * DAYS + days, return_counts=True)
    return pd.Series(n, index=found, dtype="int64")


def _margins(frame: pd.DataFrame, measures: tuple[Measure, ...], facts: _Facts) -> pd.DataFrame:
    years = frame["received"].to_numpy("datetime64[Y]").astype("int64")
    found = []
    for measure in measures:
        for dimension in [name for name in measure.dimensions if name not in GROUPS]:
            base, hit = facts[measure.base], facts.hit(measure)
            groups = frame[dimension].cat.categories
            cells, places = np.unique(years * len(groups) + frame[dimension].cat.codes, return_inverse=True)
            bases, hits = (np.bincount(places[fact], minlength=len(cells)) for fact in (base, hit))
            for cell, n, hits_n in zip(cells.tolist(), bases.tolist(), hits.tolist(), strict=True):
                year, group = divmod(cell, len(groups))
                if n:
                    found.append((measure.slug, dimension, 1970 + year, groups[group] or "Unknown", hits_n, n))
    return pd.DataFrame(found, columns=[*MARGIN, "hit", "base"]).groupby(MARGIN)[["hit", "base"]].sum()


def _codes(column: pd.Series, names: tuple[str, ...]) -> np.ndarray:
    """Place of each group in `names`, whatever the order of the column's own categories."""
    own = column.cat.categories
    if unknown := set(own[column.cat.codes.unique()]).difference(names) if column.notna().all() else {"a blank"}:
        raise ValueError(f"{column.name} holds {', '.join(sorted(unknown))}")
    places = np.array([names.index(group) if group in names else -1 for group in own], dtype="int64")
    return places[column.cat.codes]


def _months(days: pd.Series) -> np.ndarray:
    return days.to_numpy("datetime64[M]").astype("int64")


def _days_summed(first: pd.Series, second: pd.Series) -> pd.Series:
    """Two histograms as one. They grow with the file, so this takes little memory: two sorted runs are merged."""
    codes = np.concatenate([first.index.to_numpy(), second.index.to_numpy()])
    if not len(codes):
        return first
    order = np.argsort(codes, kind="stable")
    codes = codes[order]
    starts = np.flatnonzero(np.diff(codes, prepend=codes[0] - 1))
    n = np.concatenate([first.to_numpy(), second.to_numpy()])[order]
    return pd.Series(np.add.reduceat(n, starts), index=codes[starts])


def _summed(parts: list):
    """Frames or series of whole numbers added up by their index; what stands in one part alone is kept."""
    whole = pd.concat(parts)
    levels = list(range(whole.index.nlevels))
    return whole.groupby(level=levels).sum().astype("int64")
