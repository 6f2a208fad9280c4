from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scorecards.scoring import Item, choose_weights, half_up, score


def item(points, weight="1", *, applies=True, lowest="0", highest="2"):
    given = None if points is None else Decimal(points)
    return Item(Decimal(weight), Decimal(lowest), Decimal(highest), given, applies)


weights = st.decimals("0.01", "50", places=2)


@st.composite
def items(draw):
    lowest = draw(st.decimals("-3", "3", places=2))
    highest = lowest + draw(st.decimals("0.01", "6", places=2))
    points = draw(st.none() | st.decimals(lowest, highest, places=2))
    return Item(draw(weights), lowest, highest, points)


sheets = st.lists(items(), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("points", "low", "high", "known"),
    [
        ("22221110", 69, 69, 8),
        ("2211100x", 43, 57, 7),
        ("xxxxxxxx", 0, 100, 0),
        ("00000000", 0, 0, 8),
        ("22222222", 100, 100, 8),
    ],
)
def test_points_become_a_score_or_a_range(points, low, high, known):
    result = score(item(None if mark == "x" else mark) for mark in points)
    assert (result.shown_low, result.shown_high, result.known, result.total) == (low, high, known, 8)
    assert result.is_range == ("x" in points)


def test_no_score_where_nothing_counts():
    assert score([]) is None
    assert score([item("2", "0")]) is None
    assert score([item("2", applies=False)]) is None


def test_a_half_is_rounded_up_and_range_ends_outward():
    assert half_up(Fraction(137, 2)) == 69
    known = score([item("1")] * 3 + [item("2")] * 5)  # 81.25
    assert (known.shown_low, known.shown_high) == (81, 81)
    narrow = score([item("1")] * 3 + [item("2")] * 5 + [item(None, "0.01")])
    assert (narrow.shown_low, narrow.shown_high) == (81, 82)


def test_a_mark_that_takes_points_away_is_the_bottom_of_the_scale():
    assert score([item("-1", lowest="-1", highest="1")]).low == 0


@pytest.mark.parametrize(
    "broken", [{"weight": Decimal(-1)}, {"highest": Decimal(0)}, {"points": Decimal(3)}, {"points": Decimal(-1)}]
)
def test_impossible_items_are_refused(broken):
    with pytest.raises(ValueError, match=r"weight|answers"):
        replace(item("1"), **broken)


@given(sheets, st.data())
def test_the_range_holds_the_score_of_every_completion(sheet, data):
    completed = [
        replace(one, points=data.draw(st.decimals(one.lowest, one.highest, places=2)))
        if one.points is None
        else one
        for one in sheet
    ]
    open_score, closed = score(sheet), score(completed)
    assert open_score.low <= closed.low == closed.high <= open_score.high
    assert open_score.shown_low <= closed.shown_low <= open_score.shown_high


@given(sheets, st.data())
def test_raising_one_mark_never_lowers(sheet, data):
    known = [n for n, one in enumerate(sheet) if one.points is not None]
    assume(known)
    n = data.draw(st.sampled_from(known))
    better = replace(sheet[n], points=data.draw(st.decimals(sheet[n].points, sheet[n].highest, places=2)))
    before, after = score(sheet), score([*sheet[:n], better, *sheet[n + 1 :]])
    assert after.low >= before.low
    assert after.high >= before.high
    assert (after.shown_low, after.shown_high) >= (before.shown_low, before.shown_high)


@given(sheets, st.decimals("0.01", "1000", places=2))
def test_scaling_all_weights_changes_nothing(sheet, factor):
    assert score(sheet) == score(replace(one, weight=one.weight * factor) for one in sheet)


@given(sheets, items())
def test_a_question_that_does_not_apply_changes_nothing(sheet, extra):
    assert score([*sheet, replace(extra, applies=False)]) == score(sheet)
    assert score([*sheet, replace(extra, weight=Decimal(0))]) == score(sheet)


@given(sheets)
def test_a_score_stays_on_its_scale(sheet):
    result = score(sheet)
    assert 0 <= result.shown_low <= result.shown_high <= 100
    assert result.known <= result.total == len(sheet)
    assert result.shown_width == result.shown_high - result.shown_low


def test_weights_come_from_the_address():
    chosen = choose_weights({"w.bail": "3", "w.drugs": "0", "page": "2"}, ["bail", "drugs", "data"])
    assert chosen.times == {"bail": 3, "drugs": 0, "data": 1}
    assert set(chosen.changed) == {"bail", "drugs"}
    assert chosen.refused == ()


@pytest.mark.parametrize("value", ["4", "-1", "1.5", "", "two", "１", " 2", "02"])
def test_a_weight_we_cannot_use_leaves_the_default(value):
    chosen = choose_weights({"w.bail": value}, ["bail"])
    assert chosen.times == {"bail": 1}
    assert chosen.refused == ("bail",)


def test_a_weight_for_no_question_is_named():
    assert choose_weights({"w.nothing": "2"}, ["bail"]).refused == ("nothing",)
    assert choose_weights({"w.bail": "1"}, ["bail"]).changed == ()
