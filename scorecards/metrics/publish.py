"""The one rule for publishing counts about people; every page, card, picture, CSV and API answer uses it.

In plain words (docs/METHODOLOGY.md, "Office numbers"):
- a figure about fewer than 10 people is hidden, and carries no number at all; a measure may set its own,
  higher limit;
- a figure about 10 to 29 people is shown open: with its counts, its interval and an open dot;
- where exactly one row of a breakdown would be hidden, the next smallest is hidden too, since the total
  is published and the hidden row would be what is left over;
- a breakdown is by month, or by one group for a year, never both at once.

The base of a rate is its denominator; a plain count (no denominator) is its own base; a value (a median, an
amount, so many for each one) has the number it is about as its base. So a count of 0 is hidden as any other
small count: "none" about a small group is as telling as "one". A month or group for which nothing was
delivered is missing, which is not 0: it has no numbers and hides nobody else.

What the rule does not promise: where two rows are hidden, their sum can still be worked out from the total.
A breakdown of one row is safe because the total is that same number and is judged by the same limits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from scorecards.metrics.definitions import DIMENSIONS
from scorecards.metrics.intervals import difference_interval, ratio_interval, wilson

HIDDEN_BELOW = 10
OPEN_BELOW = 30
GROUP_DIMENSIONS = frozenset(DIMENSIONS)

State = Literal["shown", "open", "hidden", "missing", "review"]
HIDDEN_TEXT = "too few to show"
MISSING_TEXT = "not reported"
NO_RATIO_TEXT = "cannot be computed"


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a breakdown before the rule. No denominator: a plain count. Neither numerator nor value: not
    reported. `value` (with its interval, if it has one) is about `denominator` people or things.

    `withheld` marks a row that came to us already hidden (a counts file that went through this rule), or that
    an earlier delivery keeps hidden. `minimum` is the measure's own least base: it can raise the limit of 10,
    never lower it. `counted`: the numerator is published as a count of its own too, so it is judged like one.
    """

    group: str
    numerator: int | None
    denominator: int | None = None
    withheld: bool = False
    minimum: int = HIDDEN_BELOW
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    counted: bool = False

    def __post_init__(self):
        if self.value is not None:
            if self.denominator is None:
                raise ValueError(f"{self.group}: a value without the number it is about")
            return
        if self.numerator is None and self.denominator is not None:
            raise ValueError(f"{self.group}: a denominator without a numerator")
        if self.numerator is not None and self.numerator < 0:
            raise ValueError(f"{self.group}: a count cannot be below 0, got {self.numerator}")
        if self.denominator is not None and self.numerator > self.denominator:
            raise ValueError(f"{self.group}: {self.numerator} of {self.denominator} is not a rate")

    @property
    def known(self) -> bool:
        return self.numerator is not None or self.value is not None

    @property
    def base(self) -> int | None:
        if self.denominator is None:
            return self.numerator
        return min(self.numerator, self.denominator) if self.counted else self.denominator


@dataclass(frozen=True, slots=True)
class Published:
    """One figure as the public may see it. `rate`, `low`, `high` are unrounded shares of 1; where there is a
    `value`, `low` and `high` are in its unit and there is no rate.

    hidden and missing figures have None in every number, and so has one under review, `since` that day. A plain
    count has numerator and text only.
    """

    group: str
    state: State
    shown: str
    numerator: int | None = None
    denominator: int | None = None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    value: float | None = None
    since: date | None = None


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
    since: date | None = None


@dataclass(frozen=True, slots=True)
class PublishedGap:
    """Rate of `group` less the rate of `reference`, as a part of 1, with its interval."""

    group: str
    reference: str
    state: State
    shown: str
    gap: float | None = None
    low: float | None = None
    high: float | None = None
    since: date | None = None


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


def under_review(since: date, group: str = "") -> Published:
    """A figure that a reviewer took out of sight: no number at all, whatever its size."""
    return Published(group, **_reviewed(since))


def _reviewed(since: date) -> dict:
    return {"state": "review", "shown": f"under review since {since.isoformat()}", "since": since}


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
    known = [cell for cell in cells if cell.known]
    if len({(cell.denominator is None, cell.value is None) for cell in known}) > 1:
        raise ValueError("Counts, rates and values cannot stand in one breakdown")
    judged = {cell.group: _judge(cell) for cell in cells}
    hidden = [group for group, figure in judged.items() if figure.state == "hidden"]
    large = [cell for cell in known if judged[cell.group].state != "hidden"]
    if len(hidden) == 1 and large:
        partner = min(large, key=lambda cell: (cell.base, cell.group)).group
        judged[partner] = Published(partner, "hidden", HIDDEN_TEXT)
    return [judged[cell.group] for cell in cells]


def ratio(cell: Published, reference: Published) -> PublishedRatio:
    """Ratio of two published rates, or of two "so many for each one", from their counts. Hidden if either is,
    open if either is.

    Missing where a side is missing, is a plain count, or the reference rate is 0 (there is no such ratio).
    A rate of 0 over another rate is a ratio of 0.00, without an interval. Under review if either is.
    """
    states = {cell.state, reference.state}
    names = (cell.group, reference.group)
    if "review" in states:
        return PublishedRatio(*names, **_reviewed(cell.since or reference.since))
    if "hidden" in states:
        return PublishedRatio(*names, "hidden", HIDDEN_TEXT)
    if "missing" in states:
        return PublishedRatio(*names, "missing", MISSING_TEXT)
    n1, d1, n2, d2 = cell.numerator, cell.denominator, reference.numerator, reference.denominator
    if n1 is None or not d1 or not n2 or not d2:
        return PublishedRatio(*names, "missing", NO_RATIO_TEXT)
    # Of so many for each one, more than one for each is no part of a whole: there the formula does not hold.
    low, high = (n1 <= d1 and n2 <= d2 and ratio_interval(n1, d1, n2, d2)) or (None, None)
    top, bottom = n1 * d2, d1 * n2
    state = "open" if "open" in states else "shown"
    return PublishedRatio(*names, state, half_up(top, bottom, places=2), top / bottom, low, high)


def gap(cell: Published, reference: Published) -> PublishedGap:
    """Percentage points between two published rates, from their counts. Hidden if either is, open if either
    is; missing where a side is missing or is no rate. `shown` is in points with one decimal ("-2.4"). Under review
    if either is."""
    states = {cell.state, reference.state}
    names = (cell.group, reference.group)
    if "review" in states:
        return PublishedGap(*names, **_reviewed(cell.since or reference.since))
    if "hidden" in states:
        return PublishedGap(*names, "hidden", HIDDEN_TEXT)
    if cell.rate is None or reference.rate is None:
        return PublishedGap(*names, "missing", MISSING_TEXT if "missing" in states else NO_RATIO_TEXT)
    n1, d1, n2, d2 = cell.numerator, cell.denominator, reference.numerator, reference.denominator
    top, bottom = n1 * d2 - n2 * d1, d1 * d2
    points = half_up(100 * abs(top), bottom, places=1)
    sign = "-" if top < 0 and Decimal(points) else ""
    state = "open" if "open" in states else "shown"
    ends = difference_interval(n1, d1, n2, d2) or (None, None)
    return PublishedGap(*names, state, sign + points, top / bottom, *ends)


def still_hidden(before: Iterable[Cell], now: Iterable[Cell]) -> set[str]:
    """Groups of a new delivery that stay hidden because an earlier delivery of the same breakdown hid them.

    Groups hidden together are released together: when each of them is large enough now, and its base has moved by
    at least HIDDEN_BELOW since then. Shown alone, a group that was hidden would give away its earlier count to
    anyone who guesses that it did not change; and with it the others', of whom the earlier total told the sum.
    A base that is not known here (withheld before it reached us, or not reported) cannot be seen to move.
    """
    then = {cell.group: cell for cell in before}
    found = {cell.group: cell for cell in now}
    hidden = {figure.group for figure in breakdown(then.values()) if figure.state == "hidden"}
    if all(group in found and _released(then[group], found[group]) for group in hidden):
        return set()
    return hidden & found.keys()


def _released(before: Cell, now: Cell) -> bool:
    if before.base is None or _judge(now).state not in ("open", "shown"):
        return False
    return abs(now.base - before.base) >= HIDDEN_BELOW


def half_up(top: int, bottom: int, places: int = 0) -> str:
    """top/bottom as text with so many decimals, a half rounded up; worked in whole numbers, so exact."""
    units = (2 * top * 10**places + bottom) // (2 * bottom)
    return str(Decimal(units).scaleb(-places))


def whole_percent(part: int, whole: int) -> str:
    """A share in whole percents, a half rounded up; "<1" and ">99" where rounding would say none or all of them,
    and the counts do not."""
    text = half_up(100 * part, whole)
    if text == "0" and part:
        return "<1"
    return ">99" if text == "100" and part < whole else text


def end_percent(end: float) -> str:
    """One end of the interval of a share (a part of 1), as text without the percent sign."""
    return whole_percent(round(end * 10**6), 10**6)


def _judge(cell: Cell) -> Published:
    if cell.withheld:
        return Published(cell.group, "hidden", HIDDEN_TEXT)
    if not cell.known:
        return Published(cell.group, "missing", MISSING_TEXT)
    if cell.base < max(HIDDEN_BELOW, cell.minimum):
        return Published(cell.group, "hidden", HIDDEN_TEXT)
    state = "open" if cell.base < OPEN_BELOW else "shown"
    if cell.value is not None:
        ends = (None if end is None else float(end) for end in (cell.low, cell.high))
        return Published(
            cell.group, state, plain(cell.value), cell.numerator, cell.denominator, None, *ends, float(cell.value)
        )
    if cell.denominator is None:
        return Published(cell.group, state, f"{cell.numerator:,}", cell.numerator)
    low, high = wilson(cell.numerator, cell.denominator)
    text = whole_percent(cell.numerator, cell.denominator) + "%"
    share = cell.numerator / cell.denominator
    return Published(cell.group, state, text, cell.numerator, cell.denominator, share, low, high)


def plain(value: Decimal) -> str:
    """A value as text: whole from 10 up, one decimal below, a half rounded up; no trailing ".0"."""
    step = Decimal(1) if abs(value) >= 10 else Decimal("0.1")
    return f"{value.quantize(step, ROUND_HALF_UP):,}".removesuffix(".0")
