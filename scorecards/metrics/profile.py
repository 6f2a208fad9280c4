"""Profiles: what a publisher's columns, dates and values mean, read from profiles/KEY.toml and checked."""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl

FOLDER = Path(__file__).parent / "profiles"

Race = Literal["Asian", "Black", "Latino", "Other", "Unknown", "White"]
Status = Literal[
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
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Window(_Strict):
    earliest: date
    latest: date


class CaseTable(_Strict):
    """One table of a publisher; `id`, `received`, `race` and `status` are names of its columns."""

    title: str
    url: HttpUrl
    unit: str
    recognized_by: list[str] = Field(min_length=1)
    id: str
    one_row_per_id: bool
    received: str
    received_formats: list[str] = Field(min_length=1)
    race: str
    status: str | None = None

    @property
    def columns(self) -> list[str]:
        """The only columns that are read; the rest of a case file never enters the program's memory."""
        return [self.id, self.received, self.race] + ([self.status] if self.status else [])


class Values(_Strict):
    race: dict[str, Race]
    status: dict[str, Status]


class Profile(_Strict):
    key: str
    publisher: str
    attribution: str
    licence: str
    licence_url: HttpUrl
    url: HttpUrl
    may_republish: bool
    guide_url: HttpUrl
    window: Window
    tables: dict[str, CaseTable]
    values: Values

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
