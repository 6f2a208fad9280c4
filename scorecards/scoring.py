"""Marks and weights in, scores out. Knows no database, no request, no page.

The formula, in plain words:

1. A mark is worth its points over the most that its question can give: 0 for none, 1 for all.
2. A section's score is the average of these, weighted by question, times 100. A question that takes points away
   adds nothing to what can be reached: its points, 0 or below, are counted in units of question weight.
3. The total is the average of the section scores, weighted by section. Weights may differ between cohorts.
4. Where a position is unknown the score is a range. Its low end takes every unknown as the worst answer, its high
   end as the best. Unknown is never counted as zero, nor left out.
5. A question that does not apply to somebody, or whose weight is 0, is left out of the sum and of the maximum; so
   is a section in which nothing counts. If nothing at all counts there is no score.
6. Each standard has one rounding rule: to the nearest (a half upward, or to the even number) or cut off, after
   so many digits, either once (the total) or already each section or each section's part of the total. The low
   end of a range is rounded down and the high end up, so that what is printed never promises more than is known.

Sums are made in exact fractions: the order and the size of the weights cannot change a result. The same words for
readers: docs/METHODOLOGY.md, "Scores and marks".
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

CHOICES = (0, 1, 2, 3)
PREFIX = "w."


@dataclass(frozen=True)
class Rule:
    """How a standard rounds. `mode`: half_up, half_even or down; `rounds`: total, sections or parts;
    `below_zero`: whether a section may fall below 0."""

    mode: str = "half_up"
    digits: int = 0
    rounds: str = "total"
    below_zero: bool = False

    @cached_property
    def unit(self) -> int:
        return 10**self.digits

    def units(self, top: int, bottom: int) -> int:
        """top / bottom, in units of the last digit. Whole numbers: a page asks this thousands of times."""
        if self.mode == "half_up":
            return (2 * top * self.unit + bottom) // (2 * bottom)
        if self.mode == "half_even":
            return round(Fraction(top * self.unit, bottom))
        return top * self.unit // bottom if top >= 0 else -(-top * self.unit // bottom)

    def nearest(self, value: Fraction) -> Decimal:
        return self.printed(self.units(value.numerator, value.denominator))

    def printed(self, units: int) -> Decimal:
        return Decimal(units).scaleb(-self.digits)


@dataclass(frozen=True)
class Item:
    """One question about one subject. `points` is None while the position is unknown.

    `lowest` and `highest` are the points of the question's worst and best answer. `negative`: it takes points
    away, so both are 0 or below.
    """

    weight: Decimal
    lowest: Decimal
    highest: Decimal
    points: Decimal | None = None
    applies: bool = True
    negative: bool = False

    def __post_init__(self):
        if self.weight < 0:
            raise ValueError("A weight may not be below zero.")
        if self.negative and not self.lowest < self.highest <= 0:
            raise ValueError("A question that takes points away needs answers of 0 points or below.")
        if not self.negative and not 0 <= self.lowest < self.highest:
            raise ValueError("A question needs two answers with different points, none below zero.")
        if self.points is not None and not self.lowest <= self.points <= self.highest:
            raise ValueError("A mark's points lie outside the question's answers.")

    @property
    def counts(self) -> bool:
        return self.applies and self.weight > 0

    def worth(self, points: Decimal) -> Fraction:
        """In units of question weight."""
        share = Fraction(points) if self.negative else Fraction(points) / Fraction(self.highest)
        return Fraction(self.weight) * share

    @property
    def most(self) -> Fraction:
        """What it adds to the maximum."""
        return Fraction(0) if self.negative else Fraction(self.weight)

    def ends(self) -> tuple[Fraction, Fraction]:
        if self.points is None:
            return self.worth(self.lowest), self.worth(self.highest)
        return (self.worth(self.points),) * 2


@dataclass(frozen=True)
class Span:
    """A section's score: exact ends, 100 at most; `known` of `total` questions that count have a position."""

    low: Fraction
    high: Fraction
    known: int
    total: int


@dataclass(frozen=True)
class Score:
    """`low` and `high` as the standard's rule leaves them before they are printed: the total if every unknown
    position were the worst answer, or the best. `shown_low` and `shown_high` are what every surface prints."""

    low: Fraction
    high: Fraction
    known: int
    total: int
    rule: Rule = Rule()

    @property
    def is_range(self) -> bool:
        return self.shown_low != self.shown_high

    @cached_property
    def shown(self) -> tuple[Decimal, Decimal]:
        """By the rule where every position is known; else outward, even where an open question cannot change
        the score: so no mark that rises lowers what is printed."""
        rule, low, high = self.rule, self.low, self.high
        if self.known == self.total:
            return rule.nearest(low), rule.nearest(high)
        down = low.numerator * rule.unit // low.denominator
        up = -(-high.numerator * rule.unit // high.denominator)
        return rule.printed(down), rule.printed(up)

    @property
    def shown_low(self) -> Decimal:
        return self.shown[0]

    @property
    def shown_high(self) -> Decimal:
        return self.shown[1]

    @property
    def bar_low(self) -> int:
        """For a bar of 100: whole, and never outside it."""
        return min(100, max(0, math.floor(self.shown_low)))

    @property
    def bar_high(self) -> int:
        return min(100, max(0, math.ceil(self.shown_high)))


def section(items: Iterable[Item], rule: Rule = Rule()) -> Span | None:
    """The score of one subject in one section, or None where no question counts."""
    counted = [item for item in items if item.counts]
    most = sum((item.most for item in counted), Fraction(0))
    if not most:
        return None
    ends = [item.ends() for item in counted]
    low = 100 * sum((one for one, _ in ends), Fraction(0)) / most
    high = 100 * sum((two for _, two in ends), Fraction(0)) / most
    if not rule.below_zero:
        low, high = max(low, Fraction(0)), max(high, Fraction(0))
    return Span(low, high, sum(item.points is not None for item in counted), len(counted))


def total(
    spans: Mapping[str, Span | None],
    weights: Mapping[str, Decimal | Fraction | int],
    rule: Rule = Rule(),
) -> Score | None:
    """The score over all sections, by name; None where no section counts."""
    counted = [(span, weights[name]) for name, span in spans.items() if span is not None and weights[name] > 0]
    if not counted:
        return None
    ratios = [weight.as_integer_ratio() for _span, weight in counted]
    common = math.lcm(*(bottom for _top, bottom in ratios))
    whole = [top * (common // bottom) for top, bottom in ratios]
    low = _weighted([span.low for span, _weight in counted], whole, rule)
    high = _weighted([span.high for span, _weight in counted], whole, rule)
    known = sum(span.known for span, _weight in counted)
    return Score(low, high, known, sum(span.total for span, _weight in counted), rule)


def _weighted(values, weights, rule):
    """The average by whole weights, rounded at the stage that the rule names. In whole numbers until the end."""
    every = sum(weights)
    ratios = [(value.numerator, value.denominator) for value in values]
    if rule.rounds == "parts":
        parts = (
            rule.units(top * weight, bottom * every) for (top, bottom), weight in zip(ratios, weights, strict=True)
        )
        return Fraction(sum(parts), rule.unit)
    if rule.rounds == "sections":
        ratios = [(rule.units(top, bottom), rule.unit) for top, bottom in ratios]
    common = math.lcm(*(bottom for _top, bottom in ratios))
    added = sum(top * (common // bottom) * weight for (top, bottom), weight in zip(ratios, weights, strict=True))
    return Fraction(added, common * every)


def ties(spans: Mapping[str, Span | None], weights: Mapping[str, Decimal | Fraction | int], rule: Rule) -> int:
    """How many of the low ends that the rule rounds lie exactly where it turns: who reckons in binary numbers may
    have each on the other side."""
    counted = [(span.low, Fraction(weights[name])) for name, span in spans.items() if span and weights[name] > 0]
    every = sum(weight for _low, weight in counted)
    parts = [low * weight / every for low, weight in counted]
    rounded = {"parts": parts, "sections": [low for low, _weight in counted], "total": [sum(parts)]}[rule.rounds]
    halves = [2 * rule.unit * value for value in rounded]
    return sum(one.denominator == 1 and one % 2 == (rule.mode != "down") for one in halves)


def places(scores: Sequence[Score | None]) -> list[tuple[int, int] | None]:
    """Best and worst place that each could have among all, by what is printed; equal scores share a place. None
    without a score."""
    shown = [score and score.shown for score in scores]
    lows = sorted(one[0] for one in shown if one)
    highs = sorted(one[1] for one in shown if one)
    count = len(lows)
    # A range passes its own low end: it does not stand behind itself.
    return [
        one
        and (
            1 + count - bisect_right(lows, one[1]),
            1 + count - bisect_right(highs, one[0]) - (one[1] > one[0]),
        )
        for one in shown
    ]


@dataclass(frozen=True)
class Weights:
    """How often each section counts, by its short name. `changed` were chosen by the reader, `refused` are names
    in the address that we could not use: no such section, or not a whole number from 0 to 3."""

    times: Mapping[str, int]
    changed: tuple[str, ...]
    refused: tuple[str, ...]


def choose_weights(given: Mapping[str, str], sections: Iterable[str]) -> Weights:
    """Read a reader's weights from an address: `w.<section>=0..3`; each section counts once by default.

    Names without the prefix belong to somebody else and are left alone.
    """
    times = dict.fromkeys(sections, 1)
    changed, refused = [], []
    allowed = {str(choice): choice for choice in CHOICES}
    for name, value in given.items():
        if not name.startswith(PREFIX):
            continue
        wanted = name.removeprefix(PREFIX)
        if wanted not in times or value not in allowed:
            refused.append(wanted[:60])
        elif allowed[value] != 1:
            times[wanted] = allowed[value]
            changed.append(wanted)
    return Weights(times, tuple(changed), tuple(refused))
