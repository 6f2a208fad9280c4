"""A standard as one value: what is published, compared, imported and frozen. Knows no database.

`Standard` here is the document, not the row. As JSON it holds only text, whole numbers, lists and objects;
decimals are text, so that no reader turns "0.10" into a float. `sha256` is over that JSON with sorted keys.
"""

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

WEIGHT_WORDS = {"low": Decimal(1), "medium": Decimal(2), "high": Decimal(3)}


@dataclass(frozen=True)
class Cohort:
    slug: str
    title: str


@dataclass(frozen=True)
class Option:
    """`points` is None in a neutral standard. `rules_out`: slugs of questions that this answer makes not
    applicable."""

    code: str
    label: str
    points: Decimal | None = None
    level: str = ""
    rules_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """`cohorts`: slugs of those it is put to; empty: everyone. `previous`: the slug it had in the last edition."""

    slug: str
    text: str
    short: str = ""
    topic: str = ""
    criteria: str = ""
    clarifications: str = ""
    how_marked: str = ""
    kind: str = "choice"
    weight: Decimal = Decimal(1)
    max_points: Decimal | None = None
    full_from: Decimal | None = None
    cohorts: tuple[str, ...] = ()
    previous: str = ""
    options: tuple[Option, ...] = ()

    @property
    def negative(self):
        return self.kind == "negative"

    @property
    def lowest(self) -> Decimal:
        """Points of the worst answer. With ticks: none ticked."""
        points = self._points()
        if self.kind == "multiple" or self.full_from is not None:
            return Decimal(0)
        return min(points)

    @property
    def highest(self) -> Decimal:
        points = self._points()
        if self.max_points is not None:
            return self.max_points
        return sum((one for one in points if one > 0), Decimal(0)) if self.kind == "multiple" else max(points)

    def _points(self):
        return [option.points for option in self.options if option.points is not None]

    def reached(self, points: Decimal) -> Decimal:
        """What so many points of answers count as: no more than the maximum, no fewer than the worst answer's, all
        or nothing from `full_from`."""
        if self.full_from is not None:
            return self.highest if points >= self.full_from else Decimal(0)
        return max(self.lowest, min(points, self.highest))

    @property
    def scores(self):
        """Whether two answers differ in points at all."""
        return bool(self._points()) and self.lowest < self.highest


@dataclass(frozen=True)
class Section:
    """`weight` counts where a cohort has none of its own in `weights` (cohort slug, weight)."""

    slug: str
    title: str
    weight: Decimal = Decimal(1)
    weights: tuple[tuple[str, Decimal], ...] = ()
    questions: tuple[Question, ...] = ()

    def weight_for(self, cohort: str) -> Decimal:
        return dict(self.weights).get(cohort, self.weight)


@dataclass(frozen=True)
class Standard:
    """Dates are ISO text or empty. `rounding`, `digits`, `rounds`, `below_zero`: scoring.Rule."""

    title: str
    edition: str
    introduction: str = ""
    subjects: str = "candidacies"
    evidence_from: str = ""
    evidence_to: str = ""
    rounding: str = "half_up"
    digits: int = 0
    rounds: str = "total"
    below_zero: bool = False
    cohorts: tuple[Cohort, ...] = ()
    sections: tuple[Section, ...] = ()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def _by_slug(self):
        # The first of a slug: an import asks this for tens of thousands of marks.
        return {question.slug: question for question in reversed(self.questions)}

    def question(self, slug: str) -> Question | None:
        return self._by_slug.get(slug)


def applies(question: Question, cohort: str) -> bool:
    """Whether a question is put to a subject of this cohort ("" for none)."""
    return not question.cohorts or cohort in question.cohorts


def loose(standard: Standard, decided) -> set[str]:
    """Slugs of questions that an answer still to come may rule out; `decided`: slugs of those that have theirs."""
    still_open = (question for question in standard.questions if question.slug not in decided)
    return {slug for question in still_open for option in question.options for slug in option.rules_out}


def as_json(standard: Standard) -> dict:
    return json.loads(json.dumps(dataclasses.asdict(standard), default=str))


def digest(document: dict) -> str:
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def from_json(document: dict) -> Standard:
    """The value of a document that `as_json` wrote, of this or of an earlier time: unknown names are ignored."""
    made = _made(Standard, document)
    sections = tuple(_section(one) for one in document.get("sections", ()))
    cohorts = tuple(_made(Cohort, one) for one in document.get("cohorts", ()))
    return dataclasses.replace(made, sections=sections, cohorts=cohorts)


def _section(one):
    weights = tuple((slug, Decimal(weight)) for slug, weight in one.get("weights", ()))
    questions = tuple(_question(question) for question in one.get("questions", ()))
    return dataclasses.replace(_made(Section, one), weights=weights, questions=questions)


def _question(one):
    options = tuple(
        dataclasses.replace(_made(Option, option), rules_out=tuple(option.get("rules_out", ())))
        for option in one.get("options", ())
    )
    return dataclasses.replace(_made(Question, one), cohorts=tuple(one.get("cohorts", ())), options=options)


DECIMALS = {"weight", "max_points", "full_from", "points"}
NESTED = {"sections", "questions", "options", "cohorts", "weights", "rules_out"}


def _made(kind, values):
    plain = {}
    for field in dataclasses.fields(kind):
        if field.name in values and field.name not in NESTED:
            value = values[field.name]
            plain[field.name] = Decimal(value) if field.name in DECIMALS and value is not None else value
    return kind(**plain)


def of_standard(row) -> Standard:
    """The document of a models.Standard read with `for_document()`; decimals without trailing zeros."""
    return Standard(
        title=row.title,
        edition=row.edition,
        introduction=row.introduction,
        subjects=row.subjects,
        evidence_from=row.evidence_from.isoformat() if row.evidence_from else "",
        evidence_to=row.evidence_to.isoformat() if row.evidence_to else "",
        rounding=row.rounding,
        digits=row.digits,
        rounds=row.rounds,
        below_zero=row.below_zero,
        cohorts=tuple(Cohort(one.slug, one.title) for one in row.cohorts.all()),
        sections=tuple(_section_of(one) for one in row.sections.all()),
    )


def _section_of(row):
    return Section(
        slug=row.slug,
        title=row.title,
        weight=plain(row.weight),
        weights=tuple((one.cohort.slug, plain(one.weight)) for one in row.cohort_weights.all()),
        questions=tuple(_question_of(one) for one in row.questions.all()),
    )


def _question_of(row):
    return Question(
        slug=row.slug,
        text=row.text,
        short=row.short,
        topic=row.topic.slug if row.topic_id else "",
        criteria=row.criteria,
        clarifications=row.clarifications,
        how_marked=row.how_marked,
        kind=row.kind,
        weight=plain(row.weight),
        max_points=plain(row.max_points),
        full_from=plain(row.full_from),
        cohorts=tuple(one.slug for one in row.cohorts.all()),
        previous=row.previous.slug if row.previous_id else "",
        options=tuple(
            Option(
                code=one.code,
                label=one.label,
                points=plain(one.points),
                level=one.level,
                rules_out=tuple(sorted(other.slug for other in one.rules_out.all())),
            )
            for one in row.options.all()
        ),
    )


def plain(value):
    """A Decimal in one form whatever its column's places: 2.0000 is 2, and 10 is 10 and not 1E+1."""
    if value is None:
        return None
    value = Decimal(value).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral() else value
