"""The publication rule, by hand and by its laws."""

import dataclasses
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.metrics import publish
from scorecards.metrics.publish import Cell, breakdown, count, half_up, publishable, rate, ratio

NUMBERS = ("numerator", "denominator", "rate", "low", "high")


@st.composite
def breakdowns(draw, plain=None):
    """Cells of one breakdown, some not reported; plain counts or rates."""
    plain = draw(st.booleans()) if plain is None else plain
    bases = draw(st.lists(st.none() | st.integers(0, 60), min_size=1, max_size=8))
    cells = []
    for number, base in enumerate(bases):
        if base is None:
            cells.append(Cell(f"group {number}", None))
        elif plain:
            cells.append(Cell(f"group {number}", base))
        else:
            cells.append(Cell(f"group {number}", draw(st.integers(0, base)), base))
    return cells


def states(cells):
    return [figure.state for figure in breakdown(cells)]


@pytest.mark.parametrize(
    ("denominator", "state"), [(0, "hidden"), (9, "hidden"), (10, "open"), (29, "open"), (30, "shown")]
)
def test_the_limits_of_a_rate(denominator, state):
    assert rate(0, denominator).state == state


def test_a_measure_can_raise_the_limit_and_never_lower_it():
    cells = [Cell("a", 5, 49, minimum=50), Cell("b", 5, 50, minimum=50), Cell("c", 5, 90, minimum=50)]
    assert states(cells) == ["hidden", "hidden", "shown"]
    assert states([Cell("a", 5, 9, minimum=1), Cell("b", 5, 9, minimum=1)]) == ["hidden", "hidden"]


def test_a_plain_count_is_its_own_base():
    assert [count(n).state for n in (0, 9, 10, 29, 30)] == ["hidden", "hidden", "open", "open", "shown"]
    assert count(3226).shown == "3,226"
    assert count(3226).rate is None


def test_missing_is_not_zero():
    assert rate(None, None).state == "missing"
    assert rate(0, None).state == "missing"
    assert count(None).shown == "not reported"
    assert states([Cell("a", None), Cell("b", 50), Cell("c", 60)]) == ["missing", "shown", "shown"]


def test_one_hidden_row_hides_the_next_smallest():
    cells = [Cell("White", 4000), Cell("Other", 8), Cell("Asian", 199), Cell("Unknown", 350)]
    assert states(cells) == ["shown", "hidden", "hidden", "shown"]


def test_two_hidden_rows_need_no_third():
    assert states([Cell("a", 3), Cell("b", 4), Cell("c", 50)]) == ["hidden", "hidden", "shown"]


def test_a_row_withheld_before_counts_as_hidden():
    assert states([Cell("a", None, withheld=True), Cell("b", 12), Cell("c", 50)]) == [
        "hidden",
        "hidden",
        "shown",
    ]


def test_the_unknown_group_has_no_exception():
    assert states([Cell("Unknown", 1, 5), Cell("Black", 4, 40), Cell("White", 5, 50)])[0] == "hidden"


@given(breakdowns())
def test_no_single_hidden_row_can_be_worked_out_from_the_total(cells):
    """What is left of the total after the rows on show belongs to two hidden rows or more, or to none;
    where one row is all there is, the total is that row and is hidden too."""
    hidden = [figure for figure in breakdown(cells) if figure.state == "hidden"]
    known = [cell for cell in cells if cell.numerator is not None]
    if len(hidden) == 1:
        assert len(known) == 1
        assert known[0].base < publish.HIDDEN_BELOW
    assert all(getattr(figure, name) is None for figure in hidden for name in NUMBERS)
    assert all(figure.shown == "too few to show" for figure in hidden)


@given(breakdowns())
def test_small_rows_never_show_and_no_more_than_one_large_row_is_hidden(cells):
    bases = {cell.group: cell.base for cell in cells}
    large_hidden = 0
    for figure in breakdown(cells):
        base = bases[figure.group]
        if base is None:
            assert figure.state == "missing"
        elif base < 10:
            assert figure.state == "hidden"
        elif figure.state == "hidden":
            large_hidden += 1
        else:
            assert figure.state == ("open" if base < 30 else "shown")
    assert large_hidden <= 1


@given(breakdowns(), st.randoms())
def test_the_order_of_rows_changes_nothing(cells, random):
    shuffled = random.sample(cells, len(cells))
    assert set(breakdown(shuffled)) == set(breakdown(cells))


@given(breakdowns(plain=False))
def test_a_rate_on_show_lies_in_its_interval(cells):
    for figure in breakdown(cells):
        if figure.rate is not None:
            assert figure.low <= figure.rate <= figure.high


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 3))
def test_rounding_is_half_up_and_exact(top, bottom, places):
    exact = Fraction(top, bottom) * 10**places + Fraction(1, 2)
    assert Fraction(half_up(top, bottom, places)) == Fraction(floor(exact), 10**places)


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (1, 200, "1%"),
        (5, 40, "13%"),
        (2509, 32184, "8%"),
        (0, 30, "0%"),
        (30, 30, "100%"),
        (1, 201, "<1%"),
        (200, 201, ">99%"),
        (28851, 28886, ">99%"),
        (199, 200, ">99%"),
        (99, 100, "99%"),
    ],
)
def test_whole_percents(numerator, denominator, shown):
    assert rate(numerator, denominator).shown == shown


def test_ratio_from_unrounded_rates():
    # Black 1,414 of 21,506 over White 315 of 4,033: 0.065749 / 0.078106 = 0.8418.
    # From the rounded 7% and 8% it would be 0.88.
    black, white = breakdown([Cell("Black", 1414, 21506), Cell("White", 315, 4033)])
    figure = ratio(black, white)
    assert (figure.group, figure.reference, figure.state, figure.shown) == ("Black", "White", "shown", "0.84")
    assert round(figure.ratio, 4) == 0.8418
    assert figure.low < figure.ratio < figure.high


def test_ratio_takes_the_weaker_state_of_its_sides():
    shown, few, hidden, missing = rate(20, 100), rate(2, 11), rate(1, 9), rate(None, None)
    assert ratio(few, shown).state == ratio(shown, few).state == "open"
    assert ratio(hidden, shown).state == ratio(shown, hidden).state == "hidden"
    assert ratio(missing, shown).state == "missing"
    assert ratio(hidden, shown).ratio is None


def test_ratio_with_a_zero():
    none, some = rate(0, 50), rate(5, 50)
    assert ratio(some, none).shown == "cannot be computed"
    assert ratio(some, none).ratio is None
    assert (ratio(none, some).shown, ratio(none, some).low) == ("0.00", None)
    assert ratio(count(50), count(60)).state == "missing"


def test_ratio_of_so_many_for_each_one():
    def per(group, numerator, denominator):
        return Cell(group, numerator, denominator, value=Decimal(numerator) / denominator)

    black, white = breakdown([per("Black", 300, 10_000), per("White", 100, 10_000)])
    figure = ratio(black, white)
    assert (figure.shown, figure.state) == ("3.00", "shown")
    assert figure.low < 3 < figure.high
    # 300 for 100 is no part of a whole: a ratio, without an interval.
    more, less = breakdown([per("Black", 300, 100), per("White", 100, 100)])
    assert (ratio(more, less).shown, ratio(more, less).low) == ("3.00", None)
    median = Cell("Black", None, 40, value=Decimal(56))
    assert ratio(breakdown([median])[0], white).shown == "cannot be computed"


@pytest.mark.parametrize(
    ("dimension", "period", "allowed"),
    [
        ("", "month", True),
        ("", "year", True),
        ("race", "year", True),
        ("race", "month", False),
        ("race,gender", "year", False),
        ("", "day", False),
        ("case", "year", False),
    ],
)
def test_what_may_be_published(dimension, period, allowed):
    assert publishable(dimension, period) is allowed


@pytest.mark.parametrize(
    "cells",
    [
        lambda: [Cell("a", 1), Cell("a", 2)],
        lambda: [Cell("a", 1), Cell("b", 1, 2)],
        lambda: [Cell("a", -1)],
        lambda: [Cell("a", 3, 2)],
        lambda: [Cell("a", None, 2)],
    ],
)
def test_impossible_breakdowns_are_refused(cells):
    with pytest.raises(ValueError, match=r"twice|mixed|cannot|not a rate|without"):
        breakdown(cells())


def test_a_published_figure_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        rate(1, 50).numerator = 2


def test_a_numerator_that_is_a_count_of_its_own_is_judged_like_one():
    """7 of 21 received were charged: "defendants charged" hides the 7, so the filing rate hides it too."""
    assert rate_of(7, 21, counted=False) == "open"
    assert rate_of(7, 21, counted=True) == "hidden"
    assert rate_of(12, 40, counted=True) == "open"


def rate_of(numerator, denominator, *, counted):
    (figure,) = breakdown([Cell("Other", numerator, denominator, counted=counted)])
    return figure.state
