"""Marks and weights in, a score out. Knows no database, no request, no page.

The formula, in plain words:

1. Each question has its possible answers, and each answer has points. A mark is worth the share of the
   way from the question's lowest points to its highest: lowest is 0, highest is 1.
2. The score is the weighted average of these shares, times 100. A question's weight alone says how much
   it counts; points only say how near an answer is to the standard.
3. Where a position is unknown the score is a range. Its low end takes every unknown as the lowest answer,
   its high end takes every unknown as the highest. Unknown is never counted as zero, nor left out.
4. A question that does not apply to somebody, or whose weight is 0, is left out of both sums.
5. A score without a range is rounded to a whole number, a half upward. The low end of a range is rounded
   down and the high end up, so that what is printed never promises more than is known.

If nothing at all counts there is no score. Sums are made in exact fractions, so the order and the size of
the weights cannot change a result through rounding. The same words for readers: docs/METHODOLOGY.md,
"Scores and marks".
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

CHOICES = (0, 1, 2, 3)
PREFIX = "w."


@dataclass(frozen=True)
class Item:
    """One question about one subject. `points` is None while the position is unknown.

    `lowest` and `highest` are the points of the question's worst and best answer.
    """

    weight: Decimal
    lowest: Decimal
    highest: Decimal
    points: Decimal | None = None
    applies: bool = True

    def __post_init__(self):
        if self.weight < 0:
            raise ValueError("A weight may not be below zero.")
        if self.lowest >= self.highest:
            raise ValueError("A question needs two answers with different points.")
        if self.points is not None and not self.lowest <= self.points <= self.highest:
            raise ValueError("A mark's points lie outside the question's answers.")

    @property
    def counts(self) -> bool:
        return self.applies and self.weight > 0

    def share(self) -> Fraction | None:
        """0 for the lowest answer, 1 for the highest, None while unknown."""
        if self.points is None:
            return None
        return (Fraction(self.points) - Fraction(self.lowest)) / (Fraction(self.highest) - Fraction(self.lowest))


@dataclass(frozen=True)
class Score:
    """`low` and `high` are exact, from 0 to 100; equal where every position is known.

    `known` of `total` is how many of the questions that count have a known position.
    """

    low: Fraction
    high: Fraction
    known: int
    total: int

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    @property
    def shown_low(self) -> int:
        return math.floor(self.low) if self.is_range else half_up(self.low)

    @property
    def shown_high(self) -> int:
        return math.ceil(self.high) if self.is_range else half_up(self.high)

    @property
    def shown_width(self) -> int:
        return self.shown_high - self.shown_low


def half_up(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


def score(items: Iterable[Item]) -> Score | None:
    """The score of one subject, or None where no question counts."""
    counted = [item for item in items if item.counts]
    total = sum(Fraction(item.weight) for item in counted)
    if not total:
        return None
    known = [(Fraction(item.weight), item.share()) for item in counted if item.points is not None]
    low = sum((weight * share for weight, share in known), Fraction(0))
    open_weight = total - sum(weight for weight, _ in known)
    return Score(100 * low / total, 100 * (low + open_weight) / total, len(known), len(counted))


@dataclass(frozen=True)
class Weights:
    """How often each question counts, by its short name. `changed` were chosen by the reader, `refused` are
    names in the address that we could not use: no such question, or not a whole number from 0 to 3."""

    times: Mapping[str, int]
    changed: tuple[str, ...]
    refused: tuple[str, ...]


def choose_weights(given: Mapping[str, str], questions: Iterable[str]) -> Weights:
    """Read a reader's weights from an address: `w.<question>=0..3`; each question counts once by default.

    Names without the prefix belong to somebody else and are left alone.
    """
    times = dict.fromkeys(questions, 1)
    changed, refused = [], []
    allowed = {str(choice): choice for choice in CHOICES}
    for name, value in given.items():
        if not name.startswith(PREFIX):
            continue
        question = name.removeprefix(PREFIX)
        if question not in times or value not in allowed:
            refused.append(question[:60])
        elif allowed[value] != 1:
            times[question] = allowed[value]
            changed.append(question)
    return Weights(times, tuple(changed), tuple(refused))
