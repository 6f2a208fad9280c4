"""A standard as one flat table, a row an answer: docs/DATA.md, "Standards as a spreadsheet". Plain Python.

What is said of a whole section or question is said on its first row; on the rows below it an empty cell means "as
above", and a filled one must say the same.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from django.utils.text import slugify
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from portal.core import tabular
from portal.core.tabular import FileRefused, Problem, RowChecks
from portal.core.tabular.checks import decimal_number, one_of
from portal.core.tabular.problems import nearest, refuse
from scorecards import document
from scorecards.standard_rules import KINDS, NEUTRAL_LEVELS, SCORED_LEVELS, tidied

REQUIRED = ("section", "question", "text", "label")
WORDS = ("short", "text", "criteria", "clarifications", "how_marked", "topic", "previous")
OF_QUESTION = (*WORDS, "kind", "weight", "max_points", "full_from", "cohorts")
OF_OPTION = ("option", "label", "points", "level", "rules_out")
COLUMNS = (
    "section", "section_title", "section_weight", "question", "short", "text", "criteria", "clarifications",
    "how_marked", "kind", "weight", "max_points", "full_from", "cohorts", "topic", "previous", *OF_OPTION,
)  # fmt: skip
WEIGHT = "weight:"
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
RUNS = ("=", "+", "-", "@")
MOST = 9_999


class About(BaseModel):
    """What no row says: facts of the whole standard, in a TOML beside the table. `cohorts`: title by short name,
    in their order. `group`, `slug`, `previous` (an edition): which standard it is."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    title: str = Field(min_length=1, max_length=160)
    edition: str = Field(min_length=1, max_length=20)
    introduction: str = ""
    subjects: Literal["candidacies", "offices", "bodies"] = "candidacies"
    evidence_from: date | None = None
    evidence_to: date | None = None
    rounding: Literal["half_up", "half_even", "down"] = "half_up"
    digits: int = Field(0, ge=0, le=6)
    rounds: Literal["total", "sections", "parts"] = "total"
    below_zero: bool = False
    cohorts: dict[str, str] = {}
    group: str = ""
    slug: str = ""
    previous: str = ""


FACTS = tuple(name for name in About.model_fields if name not in ("cohorts", "group", "slug", "previous"))


def read_about(path: Path) -> About:
    """The facts in a TOML file. Raises FileRefused with every mistake in it."""
    try:
        return About.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        faults = [(".".join(map(str, one["loc"])), one["msg"]) for one in error.errors()]
        raise FileRefused([Problem(path.name, column=name, rule=rule) for name, rule in faults]) from error
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileRefused([Problem(path.name, rule=f"cannot be read as TOML: {error}")]) from error


def about_of(standard: document.Standard) -> About:
    """What `write` leaves out: `read(write(standard), about_of(standard))` is the standard again."""
    facts = {name: getattr(standard, name) or None for name in ("evidence_from", "evidence_to")}
    facts |= {name: getattr(standard, name) for name in FACTS if name not in facts}
    return About(**facts, cohorts={cohort.slug: cohort.title for cohort in standard.cohorts})


def read(path: Path, about: About) -> document.Standard:
    """The standard that a CSV, XLSX or JSON table describes. Raises FileRefused with the faults of all rows.

    Whether it may be published is not asked here: standard_rules.problems.
    """
    table = tabular.read(path, required=REQUIRED)
    cohorts = dict(about.cohorts)
    for name in table.columns:
        if name.startswith(WEIGHT):
            cohorts.setdefault(name.removeprefix(WEIGHT), name.removeprefix(WEIGHT))
        elif name not in COLUMNS:
            near = nearest(name, COLUMNS)
            hint = (
                f'Did you mean "{near}"?' if near else f"The columns are {', '.join(COLUMNS)}, {WEIGHT}<cohort>."
            )
            raise refuse(table.name, f'has a column "{name}", which this kind of table does not have', hint)
    reading = _Reading(table, cohorts, free=not about.cohorts)
    for row in table.rows:
        reading.take(row)
    reading.checks.problems.refuse_if_any()
    facts = {name: getattr(about, name) for name in FACTS}
    for name in ("evidence_from", "evidence_to"):
        facts[name] = facts[name].isoformat() if facts[name] else ""
    listed = tuple(document.Cohort(slug, title) for slug, title in cohorts.items())
    return tidied(document.Standard(**facts, cohorts=listed, sections=tuple(reading.made())))


class _Reading:
    """The rows so far. `sections` and `questions` keep, by short name, what their first row said."""

    def __init__(self, table, cohorts, free):
        self.table, self.cohorts, self.free = table, cohorts, free
        self.checks = RowChecks(table)
        self.weights = [name for name in table.columns if name.startswith(WEIGHT)]
        self.sections, self.questions, self.options = {}, {}, {}
        self.section = self.question = ""

    def take(self, row):
        cells = {name: _undefused(row.cells.get(name, "")) for name in (*COLUMNS, *self.weights)}
        row = row._replace(cells=cells)
        if not cells["question"] and not self.question:
            self.checks.fault(row, "question", "the first row names no question")
            return
        slug = cells["question"] or self.question
        known = self.questions.get(slug)
        section = cells["section"] or (known["section"] if known else self.section)
        if not section:
            self.checks.fault(row, "section", "the first row names no section")
            return
        self.section, self.question = section, slug
        self._slugs(row)
        self._section(row, section)
        if known is None:
            self.questions[slug] = self._question(row, section)
        else:
            self._same(row, known["row"], OF_QUESTION)
            if section != known["section"]:
                rule = f'but the question stands in "{known["section"]}" on line {known["row"].line}'
                self.checks.fault(row, "section", rule)
        self.options.setdefault(slug, []).append(self._option(row, slug))

    def _slugs(self, row):
        for name in ("section", "question", "option"):
            text = row.cells[name]
            if text and not SLUG.fullmatch(text):
                hint = f'"{slugify(text)}"?' if slugify(text) else ""
                self.checks.fault(row, name, "is no short name: letters without accents, digits and hyphens", hint)

    def _section(self, row, slug):
        """Each of a section's facts is taken where it is first said."""
        facts = self.sections.setdefault(slug, {"weights": {}, "said": {}})
        for name in ("section_title", "section_weight", *self.weights):
            text = row.cells[name]
            first = facts["said"].get(name)
            if first and text and text != first[0]:
                self.checks.fault(row, name, f'but line {first[1]} says "{first[0]}" of the same section')
            if first or not text:
                continue
            facts["said"][name] = text, row.line
            if name == "section_title":
                facts["title"] = text
            elif name == "section_weight":
                facts["weight"] = self._number(row, name)
            else:
                facts["weights"][name.removeprefix(WEIGHT)] = self._number(row, name)

    def _question(self, row, section):
        cells = row.cells
        if not cells["text"]:
            self.checks.fault(row, "text", "the cell is empty where the question begins")
        fields = {name: cells[name] for name in WORDS}
        kind = self.checks.cell(row, "kind", one_of, choices=KINDS, optional=True)
        fields |= {"kind": kind or "choice", "cohorts": tuple(self._named(row))}
        for name in ("max_points", "full_from"):
            fields[name] = self._number(row, name)
        by_points = cells["weight"].casefold() == "points"
        if not by_points and cells["weight"]:
            word = document.WEIGHT_WORDS.get(cells["weight"].casefold())
            fields["weight"] = self._number(row, "weight") if word is None else word
        return {"section": section, "row": row, "fields": fields, "by_points": by_points}

    def _named(self, row):
        for slug in _split(row.cells["cohorts"]):
            if slug not in self.cohorts and self.free:
                self.cohorts[slug] = slug
            elif slug not in self.cohorts:
                near = nearest(slug, self.cohorts)
                hint = f'Did you mean "{near}"?' if near else ""
                self.checks.fault(row, "cohorts", f'names "{slug}", which is no cohort of this standard', hint)
            yield slug

    def _same(self, row, first, names):
        for name in names:
            text, said = row.cells[name], first.cells[name]
            if text and text != said:
                was = f'says "{tabular.problems.shown(said)}"' if said else "is empty there"
                self.checks.fault(row, name, f"but line {first.line}, where the question begins, {was}")

    def _option(self, row, slug):
        cells = row.cells
        label = " ".join(cells["label"].split())
        if not label:
            self.checks.fault(row, "label", "the cell is empty", "Each row is an answer.")
        taken = {option.code for option in self.options.get(slug, ())}
        if cells["option"] in taken:
            self.checks.fault(row, "option", "stands twice in this question")
        levels = (*SCORED_LEVELS[1:], *NEUTRAL_LEVELS[1:])
        return document.Option(
            code=cells["option"] or code_of(label, taken),
            label=label,
            points=self._number(row, "points", least=-MOST),
            level=self.checks.cell(row, "level", one_of, choices=levels, optional=True) or "",
            rules_out=tuple(_split(cells["rules_out"])),
        )

    def _number(self, row, name, least=0):
        found = self.checks.cell(row, name, decimal_number, optional=True, minimum=least, maximum=MOST)
        if found is not None and found != round(found, 4):
            self.checks.fault(row, name, "has more than four digits after the point")
        return found

    def made(self):
        for slug, facts in self.sections.items():
            questions = tuple(
                self._made_question(name, one) for name, one in self.questions.items() if one["section"] == slug
            )
            weight = facts.get("weight")
            yield document.Section(
                slug=slug,
                title=facts.get("title", slug),
                weight=document.Section.weight if weight is None else weight,
                weights=tuple(facts["weights"].items()),
                questions=questions,
            )

    def _made_question(self, slug, one):
        question = document.Question(slug, **one["fields"], options=tuple(self.options[slug]))
        if one["by_points"] and not question.negative and question.scores:
            return document.Question(slug, **one["fields"], options=question.options, weight=question.highest)
        return question


def code_of(label, taken) -> str:
    """A short name for an answer, unlike those that are `taken`."""
    base = slugify(label)[:50].strip("-") or "answer"
    return next(name for n in range(1, 10_000) if (name := base if n == 1 else f"{base}-{n}") not in taken)


def _split(text):
    return [part.strip() for part in text.split(";") if part.strip()]


def _undefused(text):
    """Without the apostrophe that our own download puts before what a spreadsheet would run."""
    return text[1:] if text[:1] == "'" and text[1:].lstrip().startswith(RUNS) else text


def columns(standard: document.Standard) -> tuple[str, ...]:
    own = (f"{WEIGHT}{cohort.slug}" for cohort in standard.cohorts)
    return (*COLUMNS[:3], *own, *COLUMNS[3:])


def write(standard: document.Standard) -> list[Mapping]:
    """One mapping a row, over `columns(standard)`: what `read` takes."""
    rows = []
    for section in standard.sections:
        facts = {"section_title": section.title, "section_weight": section.weight}
        facts |= {f"{WEIGHT}{slug}": weight for slug, weight in section.weights}
        for question in section.questions:
            facts |= {name: getattr(question, name) for name in OF_QUESTION} | {
                "cohorts": "; ".join(question.cohorts)
            }
            for option in question.options:
                own = {"option": option.code, "rules_out": "; ".join(option.rules_out)}
                own |= {name: getattr(option, name) for name in ("label", "points", "level")}
                blank = dict.fromkeys(columns(standard))
                rows.append(blank | {"section": section.slug, "question": question.slug} | facts | own)
                facts = {}
    return rows
