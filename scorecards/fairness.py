"""What a scorecard must keep to before it is released: plain values in, sentences out. No database.

Rules of FAIRNESS.md 1 and 2 that a machine can check. Each problem names the rule and the question or person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

NEUTRAL = "neutral"


@dataclass(frozen=True)
class Answer:
    """One possible answer. `points` is None where no answer is worth more than another."""

    pk: int
    points: Decimal | None


@dataclass(frozen=True)
class Asked:
    """One question of the standard; `slug` is its short name in addresses."""

    pk: int
    slug: str
    text: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Judged:
    """One mark: whom it is about, which answer it gives (None: not found, no answer), and whose words prove it.
    `asked`: it says that they were asked and gave no answer."""

    question: int
    person: str
    in_race: bool
    option: int | None = None
    own_words: bool = True
    asked: bool = False


def problems(
    mode: str, questions: Iterable[Asked], marks: Iterable[Judged], people: Iterable[str] = ()
) -> list[str]:
    """Why this scorecard may not be released; an empty list where it may. `people`: everyone who stands."""
    questions, marks = list(questions), list(marks)
    by_pk = {question.pk: question for question in questions}
    found = [] if questions else ["The standard has no question."]
    names = [question.slug for question in questions]
    for question in questions:
        if names.count(question.slug) > 1:
            found.append(f'Each question needs its own short name: "{question.text}" shares "{question.slug}".')
        found += _neutral(question) if mode == NEUTRAL else _scoring(question)
    for mark in marks:
        found += _mark(mark, by_pk)
    return found + _left_out(by_pk, marks, list(people))


def _left_out(questions, marks, people):
    """Nobody is shown as silent on a question that others were never asked."""
    checked = {(mark.question, mark.person) for mark in marks}
    silent = {mark.question for mark in marks if mark.asked}
    return [
        f'Everyone is asked: {person} has not been asked or checked on "{question.text}", while others have.'
        for pk, question in questions.items()
        for person in people
        if pk in silent and (pk, person) not in checked
    ]


def _neutral(question: Asked) -> list[str]:
    if any(answer.points is not None for answer in question.answers):
        return [f'Neutral mode: no answer carries points. "{question.text}" has answers with points.']
    return []


def _scoring(question: Asked) -> list[str]:
    points = {answer.points for answer in question.answers}
    if None in points:
        return [f'Scoring mode: every answer carries points. "{question.text}" has an answer without.']
    if len(points) < 2:
        return [f'Scoring mode: a question needs two answers with different points. "{question.text}" has not.']
    return []


def _mark(mark: Judged, questions: dict[int, Asked]) -> list[str]:
    question = questions.get(mark.question)
    if question is None:
        return [f"A mark of {mark.person} answers a question of another standard."]
    where = f'{mark.person}, "{question.text}"'
    found = []
    if not mark.in_race:
        found.append(f"A mark must be about a candidate of this race: {where}.")
    if mark.option is not None and mark.option not in {answer.pk for answer in question.answers}:
        found.append(f"A mark must give an answer of its own question: {where}.")
    if not mark.own_words:
        found.append(f"A mark must rest on the candidate's own position, not on another person's: {where}.")
    return found
