"""Released scorecards as tables of questions and candidates: neutral or scoring, as their group works.

A neutral sheet holds answers and sources alone: no points and no score are read for it, so no template can
print any.
"""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from scorecards import scoring
from scorecards.models import Mark, Option, Scorecard


@dataclass(frozen=True)
class Cell:
    """One candidate's answer to one question. `kind` is an answer's level, `recorded` (own words, no level),
    `not_found`, `no_answer`, or "" where nobody has asked or checked yet."""

    candidacy: Any
    kind: str
    mark: Any

    @property
    def position(self):
        return self.mark.position if self.mark else None


@dataclass(frozen=True)
class Row:
    question: Any
    label: str
    times: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Total:
    """One candidate's score with the reader's weights, and with none changed."""

    candidacy: Any
    score: scoring.Score | None
    unchanged: scoring.Score | None


@dataclass(frozen=True)
class Sheet:
    """`totals` is empty in neutral mode."""

    scorecard: Any
    group: Any
    scoring: bool
    rows: tuple[Row, ...]
    candidates: tuple[Any, ...]
    totals: tuple[Total, ...] = ()
    weights: scoring.Weights | None = None


def of_race(race, candidates):
    """The released sheets of one race, or of a list of races, the newest first; always the same number of
    queries. Of several races every sheet has cells for all `candidates`."""
    races = race if isinstance(race, list) else [race]
    released = Scorecard.objects.published(timezone.now()).filter(race__in=races)
    return sheets(released.with_questions().order_by("-released_at", "pk"), candidates)


def sheets(scorecards, candidates, given=None):
    """One sheet a scorecard, with its marks as they stood at its release. `given`: a reader's weights."""
    scorecards = list(scorecards)
    marks = {
        (mark.scorecard_id, mark.question_id, mark.candidacy_id): mark
        for mark in Mark.objects.as_released(*scorecards)
    }
    return [_sheet(scorecard, tuple(candidates), marks, given or {}) for scorecard in scorecards]


def _sheet(scorecard, candidates, marks, given):
    group = scorecard.standard.group
    is_scoring = group.mode == group.Mode.SCORING
    questions = [question for section in scorecard.standard.sections.all() for question in section.questions.all()]
    weights = scoring.choose_weights(given, [question.slug for question in questions]) if is_scoring else None
    topics = Counter(question.topic_id for question in questions)
    rows = []
    for question in questions:
        alone = topics[question.topic_id] == 1
        cells = []
        for candidacy in candidates:
            mark = marks.get((scorecard.pk, question.pk, candidacy.pk))
            cells.append(Cell(candidacy, _kind(mark, is_scoring), mark))
        label = str(question.topic) if alone else question.text
        times = weights.times[question.slug] if weights else 1
        rows.append(Row(question, label, times, tuple(cells)))
    totals = _totals(rows, candidates) if is_scoring else ()
    return Sheet(scorecard, group, is_scoring, tuple(rows), candidates, totals, weights)


def _kind(mark, is_scoring):
    if mark is None:
        return ""
    if mark.kind != Mark.Kind.POSITION:
        return mark.kind
    neutral = mark.option.level in Option.NEUTRAL_LEVELS
    # A level of the other mode (the group has changed its mode since) says nothing here.
    return mark.option.level if neutral != is_scoring else "recorded"


def _totals(rows, candidates):
    found = []
    for n, candidacy in enumerate(candidates):
        items = [(row.times, item) for row in rows if (item := _item(row.question, row.cells[n].mark))]
        plain = scoring.score(item for _, item in items)
        weighted = scoring.score(replace(item, weight=item.weight * times) for times, item in items)
        found.append(Total(candidacy, weighted, plain))
    return tuple(found)


def _item(question, mark):
    """The question's weight and points for `scoring`; None where its answers do not differ in points."""
    points = {option.pk: option.points for option in question.options.all() if option.points is not None}
    if len(set(points.values())) < 2:
        return None
    weight = question.section.weight * question.weight
    return scoring.Item(
        weight, min(points.values()), max(points.values()), points.get(mark.option_id) if mark else None
    )
