"""Case files -> counts, in one call. The rows live only inside this call; only counts and file facts leave it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from portal.core import tabular
from portal.core.tabular import FileRefused, Problem
from scorecards.metrics.cases import canonical, window_of
from scorecards.metrics.counts_csv import CountRow
from scorecards.metrics.profile import Profile
from scorecards.metrics.tally_before import tally


@dataclass(frozen=True)
class CountedFile:
    """One file as delivered: what it was, how large, and how many defendants in a case it speaks of."""

    table: str
    name: str
    sha256: str
    rows: int
    defendants: int


@dataclass(frozen=True)
class Delivery:
    """All files of one delivery, counted. first_day, last_day: the days received that it covers."""

    files: list[CountedFile]
    first_day: date
    last_day: date
    counts: list[CountRow]


def count_files(paths: Sequence[Path], profile: Profile, *, office: str, progress: bool | None = None) -> Delivery:
    """Read, check and count case files (CSV or CSV.gz), one for each table of the profile at most.

    counts are as counted, before the publication rule. progress: a bar on stderr (None: if it is a terminal).
    Raises FileRefused with the mistakes of all files.
    """
    files, cases, problems = [], {}, []
    for path in paths:
        try:
            file, frame = _read(Path(path), profile, progress)
            if file.table in cases:
                title = profile.tables[file.table].title
                raise _refused(file.name, f"is a second file of the table {title}", "Name each table once.")
        except FileRefused as refused:
            problems += refused.problems
        else:
            files.append(file)
            cases[file.table] = frame
    if problems:
        raise FileRefused(problems)
    window = window_of(cases.values())
    counts = [row for table in cases for row in tally(cases[table], table, office=office, window=window)]
    return Delivery(files, *window, sorted(counts, key=lambda row: row.order))


def _read(path: Path, profile: Profile, progress: bool | None) -> tuple[CountedFile, pd.DataFrame]:
    wanted = {name for table in profile.tables.values() for name in table.columns + table.recognized_by}
    with tabular.open_text(path, columns=wanted, progress=progress) as text:
        table = profile.recognize(text.columns)
        if table is None:
            raise _not_recognized(text.name, text.columns, profile)
        needed = [name for name in profile.tables[table].columns if name in text.columns]
        raw = pd.read_csv(text.stream, **(text.pandas_options | {"usecols": needed}))
        raw.index = pd.Index(text.lines)
    cases = canonical(raw, profile, table, file=text.name)
    return CountedFile(table, text.name, text.sha256, len(raw), len(cases)), cases


def _not_recognized(name: str, columns: Sequence[str], profile: Profile) -> FileRefused:
    ways = [
        f"{table.title} has the columns {' and '.join(table.recognized_by)}" for table in profile.tables.values()
    ]
    hint = f"{'; '.join(ways)}. Other tables are described in {profile.file_name}."
    return _refused(name, f"is none of the tables that {profile.key} describes", hint)


def _refused(name: str, rule: str, hint: str) -> FileRefused:
    return FileRefused([Problem(name, rule=rule, hint=hint)])
