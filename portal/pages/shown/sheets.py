"""Released scorecards of races as tables of questions and candidates: neutral or scoring, as their group works.

Everything here was frozen by a Release. A neutral sheet holds answers and sources alone: no points and no score
are read for it, so no template can print any.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _

from portal.pages.shown import released
from scorecards import document, frozen, releasing, scoring
from scorecards.models import Option, Question, Release, ReleaseSheet
from scorecards.under_review import first_review, marks_under_review

OF_TINT = {"full": "matches", "part": "partly", "none": "differs"}


@dataclass(frozen=True)
class Words:
    """What a mark rests on, as it stood at the release. `pk`: of the Position; None for an answer or evidence."""

    pk: int | None
    summary: str
    quote: str
    said_on: dt.date
    source_url: str
    source_title: str
    archive_url: str
    capture: Any


@dataclass(frozen=True)
class Mark:
    kind: str
    word: str
    tint: str
    points: str
    of: str
    reason: str
    searched: str
    searched_on: dt.date | None
    asked_on: dt.date | None
    asked_how: str
    marked_on: dt.date | None
    version: int
    position: Words | None
    replies: tuple[frozen.Replied, ...]


@dataclass(frozen=True)
class Cell:
    """One candidate's answer to one question. `kind` is an answer's level, `recorded` (own words, no level),
    `not_found`, `no_answer`, `not_applicable`, `review` (under review `since` a day: no mark is here), or "" where
    nobody has asked or checked yet. `word`: the answer's own label, where it has no level that says it. `quoted`:
    of the Position that a mark under review quotes, so that its words wait elsewhere too."""

    candidacy: Any
    kind: str
    mark: Mark | None
    since: dt.date | None = None
    word: str = ""
    quoted: int | None = None

    @property
    def position(self):
        return self.mark.position if self.mark else None


@dataclass(frozen=True)
class Asked:
    """A question as it was published in the release's version; `pk` and `topic` are those of its row."""

    pk: int
    slug: str
    text: str
    criteria: str
    topic: Any
    section: str


@dataclass(frozen=True)
class Row:
    question: Asked
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class NoScore:
    """In place of the score of someone who has a mark under review: false, like a score that is missing."""

    since: dt.date

    def __bool__(self):
        return False


@dataclass(frozen=True)
class Total:
    """One candidate's score with the reader's weights, as the standard has it, and with equal weights."""

    candidacy: Any
    score: scoring.Score | NoScore | None
    unchanged: scoring.Score | NoScore | None
    equal: scoring.Score | NoScore | None


@dataclass(frozen=True)
class Sheet:
    """`totals` is empty in neutral mode. `standard`: the document.Standard that was released."""

    scorecard: Any
    release: Release
    standard: document.Standard
    group: Any
    scoring: bool
    rows: tuple[Row, ...]
    candidates: tuple[Any, ...]
    totals: tuple[Total, ...] = ()
    weights: scoring.Weights | None = None


def of_race(race, candidates):
    """The released sheets of one race, or of a list of races, by their owners' names, so that nobody comes first
    by releasing again; always the same number of queries. Of several races every sheet has cells for all
    `candidates`."""
    races = race if isinstance(race, list) else [race]
    newest = Release.objects.newest().for_page().filter(scorecard__race__in=races)
    return sheets(newest.order_by("scorecard__standard__group__name", "-at", "pk"), candidates)


def sheets(releases, candidates, given=None):
    """One sheet a release. `given`: a reader's weights."""
    releases = list(releases)
    kept = {
        (sheet.release_id, sheet.subject.candidacy_id): sheet
        for sheet in ReleaseSheet.objects.filter(release__in=releases).select_related("subject")
    }
    standards = {release.scorecard.standard_id for release in releases}
    questions = question_rows(standards)
    reviews = marks_under_review([release.scorecard_id for release in releases]) if releases else {}
    return [_sheet(release, tuple(candidates), kept, questions, given or {}, reviews) for release in releases]


def _sheet(release, candidates, kept, questions, given, reviews):
    group = release.scorecard.standard.group
    is_scoring = released.scored(release)
    standard = document.from_json(release.method["standard"])
    mine = [kept.get((release.pk, candidacy.pk)) for candidacy in candidates]
    rows = tuple(
        Row(
            one,
            label,
            tuple(
                cell(candidacy, sheet, one.slug, release, reviews)
                for candidacy, sheet in zip(candidates, mine, strict=True)
            ),
        )
        for one, label in labelled(standard, release.scorecard.standard_id, questions)
    )
    weights = totals = None
    if is_scoring:
        weights = scoring.choose_weights(given, [section.slug for section in standard.sections])
        totals = [_total(c, sheet, standard, weights, reviews) for c, sheet in zip(candidates, mine, strict=True)]
    return Sheet(
        release.scorecard, release, standard, group, is_scoring, rows, candidates, tuple(totals or ()), weights
    )


def question_rows(standards):
    """{(standard id, slug): Question}, for what the document has no room for: topics by name."""
    rows = Question.objects.filter(section__standard__in=standards).select_related("topic", "section")
    return {(row.section.standard_id, row.slug): row for row in rows}


def labelled(standard, standard_id, questions):
    """[(Asked, its label for tables)] of every question of a released standard, in order. `questions`:
    `question_rows`."""
    asked = [
        _asked(question, section.slug, questions.get((standard_id, question.slug)))
        for section in standard.sections
        for question in section.questions
    ]
    topics = Counter(one.topic.pk for one in asked if one.topic)
    short = {question.slug: question.short for question in standard.questions}
    return [
        (one, short[one.slug] or (str(one.topic) if one.topic and topics[one.topic.pk] == 1 else one.text))
        for one in asked
    ]


def _asked(question, section, row):
    topic = row.topic if row else None
    return Asked(row.pk if row else 0, question.slug, question.text, question.criteria, topic, section)


def cell(candidacy, sheet, slug, release, reviews, *, evidence=True):
    """One frozen answer as it may be shown. `sheet` is None of somebody the release knows nothing of; `evidence`:
    the sheet was read with its `details`."""
    since = reviews.get((sheet.subject_id, slug)) if sheet else None
    if since:
        said = ((sheet.details.get(slug) if evidence else None) or {}).get("words") or {}
        pk = said.get("pk") if said.get("kind") == "position" else None
        return Cell(candidacy, "review", None, since, quoted=pk)
    mark = None if sheet is None else frozen.read(slug, sheet.marks, sheet.details if evidence else {})
    if mark is None or not mark.kind:
        return Cell(candidacy, "", None)
    is_scoring = released.scored(release)
    says = mark.kind == "position" and not mark.level and (is_scoring or release.mode == "neutral")
    word = (mark.word or _("None of them")) if says else ""
    return Cell(candidacy, _kind(mark, is_scoring), _mark(mark), word=word)


def _kind(mark, is_scoring):
    if mark.kind != "position":
        return mark.kind
    if not is_scoring:
        return mark.level if mark.level in Option.NEUTRAL_LEVELS else "recorded"
    return mark.level if mark.level in OF_TINT.values() else OF_TINT.get(mark.tint, "recorded")


def _mark(mark):
    names = ("kind", "word", "tint", "points", "of", "reason", "searched", "asked_how", "version", "replies")
    dates = {name: day(getattr(mark, name)) for name in ("searched_on", "asked_on", "marked_on")}
    return Mark(**{name: getattr(mark, name) for name in names}, **dates, position=words(mark.words))


def words(said: frozen.Words | None) -> Words | None:
    if said is None:
        return None
    return Words(
        said.pk if said.kind == "position" else None,
        said.summary,
        said.quote,
        day(said.said_on),
        said.source_url,
        said.source_title,
        said.archive_url,
        SimpleNamespace(url=said.capture_url) if said.capture_url else None,
    )


def day(text):
    return dt.date.fromisoformat(text) if text else None


def _total(candidacy, sheet, standard, chosen, reviews):
    if sheet is None:
        return Total(candidacy, None, None, None)
    since = first_review(reviews, sheet.subject_id)
    if since:
        return Total(candidacy, *[NoScore(since)] * 3)
    return Total(candidacy, *totals_of(sheet, standard, chosen))


def totals_of(sheet, standard, chosen):
    """(with the reader's weights, as the standard has it, with every section the same) of one frozen sheet."""
    spans, rule = frozen.spans(sheet.sections), releasing.rule_of(standard)
    own = releasing.weights(standard, sheet.cohort)
    mine = {slug: weight * chosen.times[slug] for slug, weight in own.items()}
    return (
        scoring.total(spans, mine, rule),
        scoring.total(spans, own, rule),
        scoring.total(spans, dict.fromkeys(own, 1), rule),
    )
