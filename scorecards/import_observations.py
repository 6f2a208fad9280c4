"""Figures in the project's own columns, as anybody can write them down. The file is kept as it came."""

import tomllib
from calendar import monthrange
from datetime import date
from typing import Literal

from django.utils import timezone
from pydantic import BaseModel, ConfigDict, HttpUrl, ValidationError

from portal.core.tabular import FileRefused, Problem
from races.models import Office
from scorecards.import_aggregates import kept_whole
from scorecards.import_counts import toml_problems
from scorecards.import_plan import Delivered, licensed, office_missing, plan_deliveries, refusing
from scorecards.metrics import observations
from scorecards.metrics.definitions import FLAGS
from scorecards.models import Metric


class About(BaseModel):
    """Facts about a file, in a TOML beside it. first_day, last_day: what it covers (None: its periods); the others
    are columns of `Dataset`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    publisher: str
    url: HttpUrl
    licence: str
    licence_url: HttpUrl | None = None
    attribution: str
    retrieved: date
    may_republish: bool
    may_hand_out: bool = False
    table: str = "observations"
    archive_url: HttpUrl | None = None
    cadence: Literal["once", "monthly", "quarterly", "yearly", ""] = ""
    first_day: date | None = None
    last_day: date | None = None
    flags: dict[Literal[tuple(FLAGS)], bool] = {}
    cannot: dict[str, str] = {}
    known_limits: list[str] = []


def plan_observations(paths, *, about=None, office="", reason=""):
    """What importing these tables would do. about: the facts of all of them, as `About` or as a TOML (None: each
    has one of its name beside it); office: whose they are where the table does not say."""
    kind = "observations"
    if office and (problems := office_missing(office)):
        return refusing(kind, problems)
    slugs = Office.objects.values_list("state__code", "slug")
    known = {
        "kinds": dict(Metric.objects.values_list("slug", "kind")),
        "offices": {f"{code}/{slug}" for code, slug in slugs},
        "office": office,
        "today": timezone.localdate(),
    }
    deliveries, gaps, problems = [], [], []
    for path in paths:
        try:
            facts = about if isinstance(about, About) else _facts(about or _beside(path))
            found = observations.read(path, table=facts.table, **known)
        except FileRefused as error:
            problems += error.problems
            continue
        problems += kept_whole(found.table)
        deliveries += _by_office(found, facts, path)
        gaps += found.gaps
    return (
        refusing(kind, problems) if problems else plan_deliveries(kind, deliveries, reason=reason, findings=gaps)
    )


def _beside(path):
    """figures.toml beside figures.csv, figures.csv.gz or figures.xlsx."""
    return path.with_name(path.name.removesuffix(".gz")).with_suffix(".toml")


def _facts(path):
    if not path.is_file():
        hint = "docs/DATA.md shows one: publisher, address, license, day of retrieval."
        rule = "is not there, and nothing else says where the figures are from"
        raise FileRefused([Problem(path.name, rule=rule, hint=hint)])
    try:
        return About.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (ValidationError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileRefused(toml_problems(path.name, error)) from error


def _by_office(found, facts, path):
    """One dataset for each office in the file; the file itself is kept once."""
    parts = {}
    for line, row in zip(found.lines, found.rows, strict=True):
        lines, rows = parts.setdefault(row.office, ([], []))
        lines.append(line)
        rows.append(row)
    return [
        Delivered(office, facts.table, _about(facts, found.table, rows), rows, lines, path=path)
        for office, (lines, rows) in parts.items()
    ]


def _about(facts, table, rows):
    return licensed(facts) | {
        "profile": "observations",
        "title": facts.title,
        "url": str(facts.url),
        "archive_url": str(facts.archive_url or ""),
        "retrieved": facts.retrieved,
        "file_name": table.name,
        "sha256": table.sha256,
        "rows": len(table),
        "case_level": False,
        "may_hand_out": facts.may_hand_out,
        "period_from": facts.first_day or min(row.period_start for row in rows),
        "period_to": facts.last_day or max(map(_last_day, rows)),
        "limits": "\n".join(facts.known_limits),
        "cadence": facts.cadence,
    }


def _last_day(row):
    start = row.period_start
    if row.period_kind == "year":
        return date(start.year, 12, 31)
    return date(start.year, start.month, monthrange(start.year, start.month)[1])
