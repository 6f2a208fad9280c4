"""The counts that come with the project (scorecards/data): what they were made from, and how to make them again.

NAME.toml says where the files came from and what limits the counts have; NAME.csv holds the published counts.
Plain Python, so that loading them needs no pandas; only `recount` reads case files.
"""

import io
import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, HttpUrl

from scorecards.metrics import counts_csv

FOLDER = Path(__file__).parents[1] / "data"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceFile(_Strict):
    """One file as delivered. unique_defendants: defendants in a case; never more than rows."""

    table: str
    file: str
    sha256: str
    rows: int
    unique_defendants: int
    url: HttpUrl


class ShippedCounts(_Strict):
    office: str
    profile: str
    title: str
    publisher: str
    licence: str
    licence_url: HttpUrl
    attribution: str
    url: HttpUrl
    retrieved: date
    retrieved_from: str
    may_republish: bool
    first_day: date
    last_day: date
    known_limits: list[str]
    datasets: list[SourceFile]


def available() -> list[str]:
    """Names of the counts that are shipped, such as "cook-2019-counts"."""
    return sorted(path.stem for path in FOLDER.glob("*-counts.toml"))


def about(name: str) -> ShippedCounts:
    """What NAME.toml says. Raises pydantic.ValidationError listing every mistake in it."""
    return ShippedCounts.model_validate(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))


def counts(name: str) -> list[counts_csv.CountRow]:
    """The published counts of NAME.csv; withheld ones have no number."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return counts_csv.read(stream)


def recount(name: str, source: Path) -> str:
    """Text of NAME.csv made again from the case files in the folder `source`.

    To renew the shipped file, write this text to it with newline="" and encoding="utf-8". Raises FileRefused.
    """
    from scorecards.metrics import profile, reading  # pandas: only where case files are read

    described = about(name)
    paths = [source / dataset.file for dataset in described.datasets]
    delivery = reading.count_files(paths, profile.load(described.profile), office=described.office)
    text = io.StringIO(newline="")
    counts_csv.write(delivery.counts, text)
    return text.getvalue()
