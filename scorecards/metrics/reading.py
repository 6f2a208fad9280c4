"""Case files -> counts, in one call. The rows live only inside this call; only counts and file facts leave it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, repeat
from pathlib import Path

from portal.core import tabular
from portal.core.tabular import LIMITS, FileRefused, Problem
from portal.core.tabular.problems import KEPT, refuse
from scorecards.metrics.case_checks import merged, missing_columns
from scorecards.metrics.cases import canonical
from scorecards.metrics.counts_csv import CountRow
from scorecards.metrics.cuts import counts
from scorecards.metrics.frame import Excluded
from scorecards.metrics.partitions import ROWS_AT_ONCE, Partitions, Tables
from scorecards.metrics.profile import Profile
from scorecards.metrics.tally import Tally, tally

# Case files may be far larger than other files, since memory does not grow with them. What is larger still is
# refused with its size; whoever trusts such a file gives count_files wider limits.
CASE_LIMITS = replace(LIMITS, delivered=8_000_000_000, unpacked=32_000_000_000)


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
    """All files of one delivery, counted. first_day, last_day: the days received that it covers.

    counts: every figure as counted, before the publication rule; tally: what they were made from; excluded: who
    was left out of a count, and why.
    """

    files: list[CountedFile]
    first_day: date
    last_day: date
    counts: list[CountRow]
    tally: Tally
    excluded: list[Excluded]


@dataclass(frozen=True)
class Counted:
    """What one part of a delivery came to. defendants: table -> how many stand in it. No tally, but problems,
    where the part is refused (the first 1,000 of them)."""

    tally: Tally | None
    excluded: list[Excluded]
    problems: list[Problem]
    defendants: dict[str, int]


def count_partition(tables: Tables, profile: Profile, files: Mapping[str, str]) -> Counted:
    """Count one part of a delivery: a pure function of its arguments, which writes and remembers nothing.

    tables: table -> rows as text, as `cases.canonical` takes them; all rows of a defendant, of every table, must
    be in one part (`partitions.bucket_of` deals them out alike everywhere), and each part has every table that was
    delivered, if need be without rows. files: table -> name of its file, for messages.

    What goes in and what comes out can be pickled, so parts may be counted in other processes or on other
    machines: send them this function (`executor.map(count_partition, parts, repeat(profile), repeat(files))`) and
    give the answers, in any order, to `combined`.
    """
    try:
        cases, excluded = canonical(tables, profile, files)
    except FileRefused as refused:
        return Counted(None, [], refused.problems[:KEPT], {})
    ids = {table: tables[table][profile.tables[table].columns["id"]] for table in tables}
    defendants = {table: int(column.nunique()) for table, column in ids.items()}
    return Counted(tally(cases, without=profile.cannot), excluded, [], defendants)


def combined(parts: Iterable[Counted]) -> Counted:
    """The parts of one delivery as one; they are added up as they come, so that none is kept.

    Raises FileRefused with the mistakes of all parts.
    """
    problems, tallies, left_out, defendants = [], None, defaultdict(int), defaultdict(int)
    for part in parts:
        problems += part.problems
        if part.tally is not None:
            tallies = part.tally if tallies is None else tallies + part.tally
        for one in part.excluded:
            left_out[one.table, one.column, one.rule] += one.defendants
        for table, number in part.defendants.items():
            defendants[table] += number
    if problems := merged(problems):
        raise FileRefused(problems[:KEPT], len(problems))
    excluded = [Excluded(*about, number) for about, number in sorted(left_out.items())]
    return Counted(tallies, excluded, [], dict(defendants))


def count_files(
    paths: Sequence[Path],
    profile: Profile,
    *,
    office: str,
    progress: bool | None = None,
    rows_at_once: int = ROWS_AT_ONCE,
    limits: tabular.Limits = CASE_LIMITS,
) -> Delivery:
    """Read, check and count case files (CSV or CSV.gz), one for each table of the profile at most.

    Files of any size: more than `rows_at_once` rows are counted in parts, with the same counts. progress: a bar
    on stderr (None: if it is a terminal). Raises FileRefused with the mistakes of all files.
    """
    streams, problems = {}, []
    with Partitions(rows_at_once) as parts:
        for path in map(Path, paths):
            try:
                with tabular.stream(path, progress=progress, limits=limits) as stream:
                    table = _table(stream, profile, streams)
                    streams[table] = stream
                    _read(stream, table, profile, parts)
            except FileRefused as refused:
                problems += refused.problems
        names = {table: stream.name for table, stream in streams.items()}
        # Also where a file was refused: all mistakes come at once.
        counted = map(count_partition, parts, repeat(profile), repeat(names))
        whole = combined(chain([Counted(None, [], problems, {})], counted))
    files = [
        CountedFile(table, stream.name, stream.sha256, stream.rows, whole.defendants[table])
        for table, stream in streams.items()
    ]
    first, last = whole.tally.window
    return Delivery(files, first, last, counts(whole.tally, office=office), whole.tally, whole.excluded)


def _table(stream: tabular.Stream, profile: Profile, known: Mapping[str, tabular.Stream]) -> str:
    """Name of the table that a file is, by its columns."""
    table = profile.recognize(stream.columns)
    if table is None:
        raise _not_recognized(stream, profile)
    if table in known:
        rule = f"is a second file of the table {profile.tables[table].title}, beside {known[table].name}"
        raise refuse(stream.name, rule, "Give each table once, as one file.")
    return table


def _read(stream: tabular.Stream, table: str, profile: Profile, parts: Partitions) -> None:
    layout = profile.tables[table]
    there = [role for role, name in layout.columns.items() if name in stream.columns]
    if missing := missing_columns(table, there, profile, stream.name):
        raise FileRefused(missing)
    parts.open(table, layout.names, layout.columns["id"])
    for block in stream.blocks(layout.names):
        parts.add(table, block)


def _not_recognized(stream: tabular.Stream, profile: Profile) -> FileRefused:
    ways = [
        f"{table.title} has the columns {' and '.join(table.recognized_by)}" for table in profile.tables.values()
    ]
    hint = f"{'; '.join(ways)}. Other tables are described in {profile.file_name}."
    return refuse(stream.name, f"is none of the tables that {profile.key} describes", hint)
