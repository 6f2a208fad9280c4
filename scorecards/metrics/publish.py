"""The one rule for publishing counts about people; every page, card, picture, CSV and API answer uses it.

In plain words (docs/METHODOLOGY.md, "Office numbers"):
- a figure about fewer than 10 people is hidden, and carries no number at all; a measure may set its own,
  higher limit;
- a figure about 10 to 29 people is shown open: with its counts, its interval and an open dot;
- where exactly one row of a breakdown would be hidden, the next smallest is hidden too, since the total
  is published and the hidden row would be what is left over;
- a breakdown is by month, or by one group for a year, never both at once.

The base of a rate is its denominator; a plain count (no denominator) is its own base. So a count of 0 is
hidden as any other small count: "none" about a small group is as telling as "one". A month or group for
which nothing was delivered is missing, which is not 0: it has no numbers and hides nobody else.

What the rule does not promise: where two rows are hidden, their sum can still be worked out from the total.
A breakdown of one row is safe because the total is that same number and is judged by the same limits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scorecards.metrics.intervals import ratio_interval, wilson

HIDDEN_BELOW = 10
OPEN_BELOW = 30
GROUP_DIMENSIONS = frozenset({"race", "gender", "age"})

State = Literal["shown", "open", "hidden", "missing"]
HIDDEN_TEXT = "too few to show"
MISSING_TEXT = "not reported"
NO_RATIO_TEXT = "cannot be computed"


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a breakdown before the rule. No denominator: a plain count. No numerator: not reported.

    `withheld` marks a row that came to us already hidden (a counts file that went through this rule).
    `minimum` is the measure's own least base: it can raise the limit of 10, never lower it.
    """

    group: str
    numerator: int | None
    denominator: int | None = None
    withheld: bool = False
    minimum: int = HIDDEN_BELOW

    def __post_init__(self):
        if self.numerator is None and self.denominator is not None:
            raise ValueError(f"{self.group}: a denominator without a numerator")
        if self.numerator is not None and self.numerator < 0:
            raise ValueError(f"{self.group}: a count cannot be below 0, got {self.numerator}")
        if self.denominator is not None and self.numerator > self.denominator:
            raise ValueError(f"{self.group}: {self.numerator} of {self.denominator} is not a rate")

    @property
    def base(self) -> int | None:
        return self.numerator if self.denominator is None else self.denominator


@dataclass(frozen=True, slots=True)
class Published:
    """One figure as the public may see it. `rate`, `low`, `high` are unrounded shares of 1.

    hidden and missing figures have None in every number. A plain count has numerator and text only.
    """

    group: str
    state: State
    shown: str
    numerator: int | None = None
    denominator: int | None = None
    rate: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class PublishedRatio:
    """Rate of `group` over the rate of `reference`, unrounded, with its log-scale interval if it has one."""

    group: str
    reference: str
    state: State
    shown: str
    ratio: float | None = None
    low: float | None = None
    high: float | None = None


def publishable(dimension: str, period_kind: str) -> bool:
    """Whether counts cut this way may be published; dimension '' is the total of everyone."""
    if dimension == "":
        return period_kind in ("month", "year")
    return dimension in GROUP_DIMENSIONS and period_kind == "year"


def rate(numerator: int | None, denominator: int | None, group: str = "") -> Published:
    """A single rate that stands in no breakdown (a total). Missing where either count is None."""
    if numerator is None or denominator is None:
        return Published(group, "missing", MISSING_TEXT)
    return _judge(Cell(group, numerator, denominator))


def count(numerator: int | None, group: str = "") -> Published:
    """A single plain count that stands in no breakdown (a total)."""
    return _judge(Cell(group, numerator))


def breakdown(cells: Iterable[Cell]) -> list[Published]:
    """Judge all rows of one breakdown together; the order of the rows is kept.

    Rows of equal size are taken in order of their names, so the answer does not hang on the row order.
    Raises ValueError where a name comes twice, or plain counts are mixed with rates.
    """
    cells = list(cells)
    if len({cell.group for cell in cells}) != len(cells):
        raise ValueError("A group comes twice in one breakdown")
    known = [cell for cell in cells if cell.numerator is not None]
    if len({cell.denominator is None for cell in known}) > 1:
        raise ValueError("Plain counts and rates cannot stand in one breakdown")
    judged = {cell.group: _judge(cell) for cell in cells}
    hidden = [group for group, figure in judged.items() if figure.state == "hidden"]
    large = [cell for cell in known if judged[cell.group].state != "hidden"]
    if len(hidden) == 1 and large:
        partner = min(large, key=lambda cell: (cell.base, cell.group)).group
        judged[partner] = Published(partner, "hidden", HIDDEN_TEXT)
    return [judged[cell.group] for cell in cells]


def ratio(cell: Published, reference: Published) -> PublishedRatio:
    """Ratio of two published rates, from their counts. Hidden if either is, open if either is.

    Missing where a side is missing, is a plain count, or the reference rate is 0 (there is no such ratio).
    A rate of 0 over another rate is a ratio of 0.00, without an interval.
    """
    states = {cell.state, reference.state}
    names = (cell.group, reference.group)
    if "hidden" in states:
        return PublishedRatio(*names, "hidden", HIDDEN_TEXT)
    if "missing" in states:
        return PublishedRatio(*names, "missing", MISSING_TEXT)
    if cell.rate is None or not reference.rate:
        return PublishedRatio(*names, "missing", NO_RATIO_TEXT)
    n1, d1, n2, d2 = cell.numerator, cell.denominator, reference.numerator, reference.denominator
    low, high = ratio_interval(n1, d1, n2, d2) or (None, None)
    top, bottom = n1 * d2, d1 * n2
    state = "open" if "open" in states else "shown"
    return PublishedRatio(*names, state, half_up(top, bottom, places=2), top / bottom, low, high)


def half_up(top: int, bottom: int, places: int = 0) -> str:
    """top/bottom as text with so many decimals, a half rounded up; worked in whole numbers, so exact."""
    units = (2 * top * 10**places + bottom) // (2 * bottom)
    return str(Decimal(units).scaleb(-places))


def _judge(cell: Cell) -> Published:
    if cell.withheld:
        return Published(cell.group, "hidden", HIDDEN_TEXT)
    if cell.numerator is None:
        return Published(cell.group, "missing", MISSING_TEXT)
    if cell.base < max(HIDDEN_BELOW, cell.minimum):
        return Published(cell.group, "hidden", HIDDEN_TEXT)
    state = "open" if cell.base < OPEN_BELOW else "shown"
    if cell.denominator is None:
        return Published(cell.group, state, f"{cell.numerator:,}", cell.numerator)
    low, high = wilson(cell.numerator, cell.denominator)
    text = half_up(100 * cell.numerator, cell.denominator) + "%"
    share = cell.numerator / cell.denominator
    return Published(cell.group, state, text, cell.numerator, cell.denominator, share, low, high)
