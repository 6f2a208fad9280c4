"""What a release freezes of one subject: plain values, JSON text and numbers only. Knows no database.

`marks` (small; the matrix and the results read it): {question slug: Frozen as JSON without its evidence}.
`details` (the drawers, the subject's sheet, the CSV): {question slug: its evidence, reason, dates, replies}.
`sections` (the weights form reads it): {section slug: [low, high, known, total]}, exact fractions as text "a/b".
In neutral mode `sections` is empty and a mark has no `points`, no `of` and no `level` of agreement.
"""

from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from scorecards import scoring

TINTS = ("full", "part", "none")


@dataclass(frozen=True)
class Words:
    """What a mark rests on: a candidate's position or answer, or evidence about an office. `kind` and `pk` say
    which row; every other field is as it stood when it was released. Dates are ISO text."""

    kind: str
    pk: int
    quote: str
    said_on: str
    source_url: str
    source_title: str
    summary: str = ""
    archive_url: str = ""
    capture_url: str = ""


@dataclass(frozen=True)
class Replied:
    """One reply of the subject to this mark, whole, with our dated answer. `file`: id of a checked ReplyFile, at
    /scorecards/replies/<file_name>. `late`: it came after the deadline that everyone had."""

    agrees: bool
    text: str
    on: str
    evidence_url: str = ""
    file: int | None = None
    removed: str = ""
    our_answer: str = ""
    answered_on: str = ""
    late: bool = False
    file_name: str = ""


@dataclass(frozen=True)
class Frozen:
    """One question about one subject. `kind`: position, not_found, no_answer, not_applicable, or "" (not checked
    yet). `level`: the option's word (matches, partly, differs, yes, no, other) or "". `word`: the answer's own
    label. `tint`: full, part or none, for the colour behind the word. `points` of `of`, as text."""

    question: str
    kind: str = ""
    level: str = ""
    word: str = ""
    tint: str = ""
    points: str = ""
    of: str = ""
    codes: tuple[str, ...] = ()
    reason: str = ""
    searched: str = ""
    searched_on: str = ""
    asked_on: str = ""
    asked_how: str = ""
    marked_on: str = ""
    version: int = 0
    words: Words | None = None
    replies: tuple[Replied, ...] = ()


SMALL = ("kind", "level", "word", "tint", "points", "of")


def small(mark: Frozen) -> dict:
    """What the matrix needs, without what is empty."""
    return {name: value for name in SMALL if (value := getattr(mark, name)) != ""}


def detail(mark: Frozen) -> dict:
    """Everything else, without what is empty."""
    # Not dataclasses.asdict: it copies every value, and a release asks this of tens of thousands of marks.
    values = {name: value for name, value in vars(mark).items() if name not in SMALL and name != "question"}
    values["words"] = mark.words and vars(mark.words).copy()
    values["replies"] = [vars(reply).copy() for reply in mark.replies]
    return {name: value for name, value in values.items() if value not in ("", None, (), [], 0)}


def read(question: str, marks: dict, details: dict) -> Frozen:
    """The mark of one question as it was frozen; unknown names of later versions are ignored."""
    values = {**marks.get(question, {}), **details.get(question, {})}
    known = {field.name for field in fields(Frozen)}
    values = {name: value for name, value in values.items() if name in known}
    if values.get("words"):
        values["words"] = Words(**values["words"])
    values["replies"] = tuple(Replied(**one) for one in values.get("replies", ()))
    values["codes"] = tuple(values.get("codes", ()))
    return Frozen(question=question, **{k: v for k, v in values.items() if k != "question"})


def spans(sections: dict) -> dict[str, scoring.Span | None]:
    """A sheet's exact section scores, for any weights."""
    return {
        slug: one and scoring.Span(_fraction(one[0]), _fraction(one[1]), one[2], one[3])
        for slug, one in sections.items()
    }


@lru_cache(maxsize=8192)  # a scorecard of some hundred subjects
def _fraction(text):
    """What Fraction(text) reads of our own "a/b", several times as fast."""
    top, _, bottom = text.partition("/")
    return Fraction(int(top), int(bottom) if bottom else 1)


def span_as_json(span: scoring.Span | None) -> list | None:
    return span and [str(span.low), str(span.high), span.known, span.total]


def tint(points: Decimal, highest: Decimal) -> str:
    """full: all points; none: none, or points taken away; part: between."""
    if highest <= 0:
        return "full" if points == highest else "none"
    return "full" if points >= highest else "none" if points <= 0 else "part"


# When and under which version a mark was made is no part of what it says; nor is what was said to it.
CIRCUMSTANCES = ("marked_on", "version", "replies")


def substance(mark: Frozen) -> dict:
    """What a mark says and what proves it: two marks that say the same have the same."""
    values = {**small(mark), **detail(mark)}
    return {name: value for name, value in values.items() if name not in CIRCUMSTANCES}
