"""Profiles: what a publisher's columns, dates and values mean, read from profiles/KEY.toml and checked.

docs/PROFILES.md explains every key with an example; `manage.py draft_profile` drafts one from new files.
"""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, model_validator

from scorecards.metrics.definitions import FLAGS, RACES, SEVERITIES, SEXES
from scorecards.metrics.frame import HOW, REVIEWS, SENTENCES

FOLDER = Path(__file__).parent / "profiles"

STATUSES = (
    "approved",
    "declined",
    "continued_investigation",
    "deceased",
    "juvenile",
    "misdemeanor",
    "not_charged",
    "not_recorded",
    "pending",
    "see_related_case",
)

KINDS = ("convicted", "acquitted", "dropped", "other", "no_outcome")
REASONS = ("diverted", "other", "none")
UNITS = ("years", "months", "days", "none")

# What a column of a table may be read as. Facts about the defendant must agree over all rows of all tables.
FACTS = ("received", "race", "sex", "age", "offense", "agency")
PEOPLE = ("id", *FACTS)
ROLES = {
    "intake": (*PEOPLE, "status", "review", "arrest"),
    "initiation": (*PEOPLE, "class", "charged_on"),
    "dispositions": (*PEOPLE, "class", "disposition", "reason", "disposed_on"),
    "sentencing": (*PEOPLE, "sentence", "current", "term", "unit"),
}
NEEDED = {
    "intake": ("id", "received", "race"),
    "initiation": ("id", "received", "race"),
    "dispositions": ("id", "received", "race", "disposition"),
    "sentencing": ("id", "received", "race", "sentence"),
}
DATES = ("received", "arrest", "charged_on", "disposed_on")
MAPPED = ("race", "sex", "status", "review", "class", "disposition", "reason", "sentence", "current", "unit")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Window(_Strict):
    """Days from earliest to latest, both included."""

    earliest: date
    latest: date

    @model_validator(mode="after")
    def _in_order(self):
        if self.earliest > self.latest:
            raise ValueError("earliest is after latest")
        return self


class Limits(Window):
    """What another date, an age or a term can be. What lies outside is counted, reported and left out."""

    oldest: int = Field(gt=0)
    longest_years: int = Field(gt=0)


class CaseTable(_Strict):
    """One table of a publisher. columns: role -> its name in the file; formats: role of a date -> its formats."""

    title: str
    url: HttpUrl
    unit: str
    recognized_by: list[str] = Field(min_length=1)
    one_row_per_id: bool
    columns: dict[str, str]
    formats: dict[str, Annotated[list[str], Field(min_length=1)]]

    @property
    def names(self) -> list[str]:
        """The only columns that are read; the rest of a case file never enters the program's memory."""
        return list(dict.fromkeys(self.columns.values()))


class ChargeClass(_Strict):
    """rank: 1 is the most serious; a class of unknown severity has none, and is not compared with others."""

    severity: Literal[SEVERITIES]
    rank: int | None = Field(default=None, ge=1, le=100)

    @model_validator(mode="after")
    def _ranked(self):
        if (self.rank is None) != (self.severity == "Unknown"):
            raise ValueError("a class has a rank, or its severity is Unknown")
        return self


class Ending(_Strict):
    """What became of a charge. "no_outcome" is no end of it (superseded, bond forfeited)."""

    kind: Literal[KINDS]
    how: Literal[HOW] = "none"

    @model_validator(mode="after")
    def _decided(self):
        if self.how != "none" and self.kind not in ("convicted", "acquitted"):
            raise ValueError("only a conviction or an acquittal rests on a plea or a trial")
        return self


class Values(_Strict):
    """Text in the file (without spaces around it) -> what it counts as. Values of a column that no table has are
    left out."""

    race: dict[str, Literal[RACES]]
    sex: dict[str, Literal[SEXES]] = {}
    status: dict[str, Literal[STATUSES]] = {}
    review: dict[str, Literal[REVIEWS]] = {}
    class_: dict[str, ChargeClass] = Field(default={}, alias="class")
    disposition: dict[str, Ending] = {}
    reason: dict[str, Literal[REASONS]] = {}
    sentence: dict[str, Literal[SENTENCES]] = {}
    current: dict[str, bool] = {}
    unit: dict[str, Literal[UNITS]] = {}

    def of(self, role: str) -> dict:
        """The values of a column by its role."""
        return getattr(self, "class_" if role == "class" else role)


class Profile(_Strict):
    version: Literal[2]
    key: str
    publisher: str
    attribution: str
    licence: str
    licence_url: HttpUrl
    url: HttpUrl
    may_republish: bool
    guide_url: HttpUrl
    window: Window
    limits: Limits
    flags: dict[Literal[tuple(FLAGS)], bool]
    cannot: dict[Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")], str] = {}
    tables: dict[Literal[tuple(ROLES)], CaseTable] = Field(min_length=1)
    values: Values

    @model_validator(mode="after")
    def _tables_fit(self):
        mistakes = [mistake for name, table in self.tables.items() for mistake in self._mistakes(name, table)]
        severities = {(found.rank, found.severity) for found in self.values.class_.values()}
        if len(severities) > len({rank for rank, _ in severities}):
            mistakes.append("values.class: classes of one rank have one severity")
        if mistakes:
            raise ValueError("; ".join(mistakes))
        return self

    def _mistakes(self, name: str, table: CaseTable) -> Iterable[str]:
        roles = set(table.columns)
        for role in sorted(roles - set(ROLES[name])):
            yield f"tables.{name}.columns.{role}: a table {name} has {', '.join(ROLES[name])}"
        for role in NEEDED[name]:
            if role not in roles:
                yield f"tables.{name}.columns.{role} is missing"
        for role in sorted(set(table.formats) ^ (roles & set(DATES))):
            yield f"tables.{name}.formats.{role}: each column of dates has its formats, and no other"
        for role in sorted(roles & set(MAPPED)):
            if not self.values.of(role):
                yield f"values.{role} is missing, and tables.{name} has such a column"
        if ("term" in roles) != ("unit" in roles):
            yield f"tables.{name}.columns: term and unit come together"
        for column in sorted(set(table.recognized_by) & set(table.columns.values())):
            yield f"tables.{name}.recognized_by: {column} is counted, so its absence needs a message of its own"

    @property
    def file_name(self) -> str:
        return f"{self.key}.toml"

    def recognize(self, columns: Iterable[str]) -> str | None:
        """Name of the table a file with these columns is, or None where none or several would fit."""
        present = set(columns)
        fits = [name for name, table in self.tables.items() if present.issuperset(table.recognized_by)]
        return fits[0] if len(fits) == 1 else None


def available() -> list[str]:
    """Keys of the profiles that are shipped."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load(key: str) -> Profile:
    """Read profiles/KEY.toml. KeyError: no such profile. ValidationError: every mistake in it."""
    if key not in available():
        raise KeyError(f"There is no profile {key!r}. Profiles: {', '.join(available())}")
    return Profile.model_validate(tomllib.loads((FOLDER / f"{key}.toml").read_text(encoding="utf-8")))
