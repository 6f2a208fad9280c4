"""The counts that come with the project (scorecards/data): what they were made from, and how to make them again.

NAME.toml says where the files came from and what limits the counts have; NAME.csv holds the published counts. An
office that counts on its own machine hands over the same two files (`manage.py tally`).
Plain Python, so that loading them needs no pandas; only `recount` reads case files.
"""

import io
import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl

from scorecards.metrics import aggregates, counts_csv
from scorecards.metrics.definitions import FLAGS
from scorecards.metrics.publish import HIDDEN_BELOW

FOLDER = Path(__file__).parents[1] / "data"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceFile(_Strict):
    """One file as delivered. unique_defendants: defendants in a case, never more than rows; None for a table
    of counts, which has no cases."""

    table: str
    file: str
    sha256: str
    rows: int
    unique_defendants: int | None = None
    url: HttpUrl


class ExcludedCount(_Strict):
    """How many defendants a count leaves out, and why (`frame.Excluded`). Fewer than 10 have no number."""

    table: str
    column: str
    rule: str
    defendants: int | None = Field(default=None, ge=HIDDEN_BELOW)


class ShippedCounts(_Strict):
    """cadence, ended: as `Dataset` names them, of all its files; flags, cannot: as in a profile."""

    office: str
    profile: str
    title: str
    publisher: str
    licence: str
    licence_url: HttpUrl | None = None
    attribution: str
    url: HttpUrl
    retrieved: date
    retrieved_from: str
    may_republish: bool
    first_day: date
    last_day: date
    known_limits: list[str]
    known_limits_es: list[str] = []
    archive_url: HttpUrl | None = None
    cadence: Literal["once", "monthly", "quarterly", "yearly", ""] = ""
    ended: Literal["stopped", "taken_down", ""] = ""
    ended_on: date | None = None
    ended_note: str = ""
    ended_url: HttpUrl | None = None
    flags: dict[Literal[tuple(FLAGS)], bool] = {}
    cannot: dict[str, str] = {}
    datasets: list[SourceFile]
    excluded: list[ExcludedCount] = []


def available() -> list[str]:
    """Names of the counts that are shipped, such as "cook-2019-counts"."""
    return sorted(path.stem for path in FOLDER.glob("*-counts.toml"))


def about(name: str, folder: Path = FOLDER) -> ShippedCounts:
    """What NAME.toml says. Raises pydantic.ValidationError listing every mistake in it."""
    return ShippedCounts.model_validate(tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")))


def counts(name: str, folder: Path = FOLDER) -> list[counts_csv.CountRow]:
    """The published counts of NAME.csv; withheld ones have no number."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return counts_csv.read(stream)


def write(
    described: ShippedCounts, rows: list[counts_csv.CountRow], name: str, folder: Path
) -> list[counts_csv.CountRow]:
    """Write NAME.toml and NAME.csv, the rows in their published form, which is also the answer."""
    shown = counts_csv.published(rows)
    (folder / f"{name}.toml").write_text(as_toml(described), encoding="utf-8", newline="")
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        counts_csv.write(shown, stream)
    return shown


def as_toml(described: ShippedCounts) -> str:
    """The text that `about` reads. A JSON string is a TOML string too."""
    values = described.model_dump(exclude_defaults=True)
    parts = [name for name, value in values.items() if isinstance(value, dict) or _is_array(value)]
    lines = [f"{name} = {_as_toml(value)}" for name, value in values.items() if name not in parts]
    for name in parts:
        for one in values[name] if _is_array(values[name]) else [values[name]]:
            lines += ["", f"[[{name}]]" if _is_array(values[name]) else f"[{name}]"]
            lines += [
                f"{json.dumps(key) if '-' in key else key} = {_as_toml(value)}" for key, value in one.items()
            ]
    return "\n".join(lines) + "\n"


def _is_array(value) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _as_toml(value) -> str:
    if isinstance(value, list):
        return "[\n" + "".join(f"    {_as_toml(one)},\n" for one in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, date)):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False)


def recount(name: str, source: Path) -> str:
    """Text of NAME.csv made again from the case files, or the table of counts, in the folder `source`.

    To renew the shipped file, write this text to it with newline="" and encoding="utf-8". Raises FileRefused.
    """
    from scorecards.metrics import profile, reading  # pandas: only where case files are read

    described = about(name)
    paths = [source / dataset.file for dataset in described.datasets]
    if described.profile in aggregates.available():
        tables = aggregates.load(described.profile)
        rows = [row for path in paths for row in aggregates.read(path, tables, office=described.office)[1]]
    else:
        rows = reading.count_files(paths, profile.load(described.profile), office=described.office).counts
    text = io.StringIO(newline="")
    counts_csv.write(rows, text)
    return text.getvalue()
