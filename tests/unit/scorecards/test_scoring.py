"""The formula: every rule by hand, and the laws that hold for any marks, weights and rounding."""

from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.scoring import Item, Rule, Span, choose_weights, places, section, ties, total

ONCE = Rule()
MODES, ROUNDS = ("half_up", "half_even", "down"), ("total", "sections", "parts")


def item(points, weight="1", *, lowest="0", highest="2", **more):
    given = None if points is None else D(points)
    return Item(D(weight), D(lowest), D(highest), given, **more)


def away(points, weight="1", lowest="-1"):
    return item(points, weight, lowest=lowest, highest="0", negative=True)


def scored(sections, weights=None, rule=ONCE):
    """The score of lists of items, each a section of weight 1 if nothing else is said."""
    spans = {str(n): section(items, rule) for n, items in enumerate(sections)}
    return total(spans, weights or dict.fromkeys(spans, 1), rule)


def shown(score):
    return (score.shown_low, score.shown_high)


@st.composite
def items(draw):
    weight = draw(st.decimals("0.01", "50", places=2))
    unit = st.integers(0, 6)
    if draw(st.integers(0, 4)) == 0:
        lowest = -draw(st.integers(1, 3))
        points = draw(st.none() | st.integers(lowest, 0))
        return Item(weight, D(lowest), D(0), None if points is None else D(points), negative=True)
    lowest = draw(unit)
    highest = lowest + draw(st.integers(1, 6))
    points = draw(st.none() | st.decimals(lowest, highest, places=2))
    return Item(weight, D(lowest), D(highest), points)


rules = st.builds(Rule, st.sampled_from(MODES), st.integers(0, 3), st.sampled_from(ROUNDS), st.booleans())
plus = st.builds(lambda kept: [*kept, item("1")], st.lists(items(), max_size=4))
sheets = st.lists(plus, min_size=1, max_size=4)
times = st.lists(st.decimals("0.1", "9", places=1), min_size=4, max_size=4)


def weighted(sheet, weights):
    return {str(n): weight for n, weight in zip(range(len(sheet)), weights, strict=False)}


def filled(sheet, data):
    """The same sheet with a position for every unknown one."""
    return [
        [
            replace(one, points=data.draw(st.decimals(one.lowest, one.highest, places=2)))
            if one.points is None
            else one
            for one in part
        ]
        for part in sheet
    ]


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
    result = scored([[item(None if mark == "x" else mark) for mark in points]])
    assert (*shown(result), result.known, result.total) == (low, high, known, 8)
    assert result.is_range == ("x" in points)


def test_a_mark_is_worth_its_points_over_the_highest():
    """The lowest answer of a question need not be 0 points."""
    assert section([item("1", lowest="1", highest="4")]).low == 25
    assert section([item(None, lowest="1", highest="4")]) == Span(F(25), F(100), 0, 1)


def test_a_question_counts_by_its_weight():
    assert section([item("2", "3"), item("0", "1")]).low == 75


def test_a_negative_question_takes_away_and_adds_nothing_to_the_maximum():
    assert section([item("2"), item("2"), away("-0.5")]).low == 75
    assert section([item("2"), item("2"), away("-1", "2", lowest="-1")]).low == 0
    assert section([item("2"), item("2"), away(None)]) == Span(F(50), F(100), 2, 3)


def test_a_section_falls_below_zero_only_where_the_standard_says_so():
    marks = [item("0"), away("-1")]
    assert section(marks).low == 0
    assert section(marks, Rule(below_zero=True)).low == -100
    assert shown(scored([marks, [item("2")]], rule=Rule(below_zero=True))) == (0, 0)


def test_the_total_weighs_sections():
    assert shown(scored([[item("2")], [item("0")]], {"0": 3, "1": D("1")})) == (75, 75)
    assert shown(scored([[item("2")], [item(None)]], {"0": 1, "1": 0})) == (100, 100)


def test_no_score_where_nothing_counts():
    assert section([]) is None
    assert section([item("2", "0"), item("2", applies=False)]) is None
    assert section([away("-1")]) is None
    assert total({"a": None}, {"a": 1}) is None
    assert scored([[item("2")]], {"0": 0}) is None
    assert shown(scored([[item("1")], []])) == (50, 50)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("half_up", ["0.3", "0.4", "0.2", "-0.2"]), ("half_even", ["0.2", "0.4", "0.2", "-0.2"]),
     ("down", ["0.2", "0.3", "0.2", "-0.2"])],
)  # fmt: skip
def test_each_way_of_rounding(mode, expected):
    rule = Rule(mode, 1)
    values = [F(1, 4), F(7, 20), F(6, 25), F(-6, 25)]
    assert [str(rule.nearest(value)) for value in values] == expected


def test_where_it_is_rounded_changes_the_total():
    """Two sections of 12.5 and 37.5: once 25; sections 13 and 38 make 25.5; parts 6.25 and 18.75 make 6 and 19."""
    marks = [[item("1", highest="8")], [item("3", highest="8")]]
    found = {rounds: shown(scored(marks, rule=Rule(rounds=rounds)))[0] for rounds in ROUNDS}
    assert found == {"total": 25, "sections": 26, "parts": 25}
    exact = scored(marks, rule=Rule("down", 1, "sections"))
    assert exact.shown_low == D("25.0")
    assert scored(marks, rule=Rule("down", 0, "sections")).low == F(49, 2)


def test_the_ends_of_a_range_go_outward():
    known = [item("1")] * 3 + [item("2")] * 5
    assert shown(scored([known])) == (81, 81)
    assert shown(scored([[*known, item(None, "0.01")]])) == (81, 82)
    assert shown(scored([[*known, item(None, "0.01")]], rule=Rule("half_even", 2))) == (D("81.14"), D("81.28"))


def test_a_bar_stays_on_its_scale():
    below = scored([[item("0"), away("-1")]], rule=Rule(below_zero=True))
    assert (below.shown_low, below.bar_low, below.bar_high) == (-100, 0, 0)


@pytest.mark.parametrize(
    "broken",
    [
        {"weight": D(-1)}, {"highest": D(0)}, {"points": D(3)}, {"points": D(-1)}, {"lowest": D(-1)},
        {"negative": True},
    ],
)  # fmt: skip
def test_impossible_items_are_refused(broken):
    with pytest.raises(ValueError, match=r"weight|answers|points"):
        replace(item("1"), **broken)


@given(sheets, times, rules, st.data())
def test_the_range_holds_the_score_of_every_completion(sheet, weights, rule, data):
    weights = weighted(sheet, weights)
    still_open, closed = scored(sheet, weights, rule), scored(filled(sheet, data), weights, rule)
    assert still_open.low <= closed.low == closed.high <= still_open.high
    assert still_open.shown_low <= closed.shown_low == closed.shown_high <= still_open.shown_high


@given(sheets, times, rules, st.data())
def test_raising_one_mark_never_lowers(sheet, weights, rule, data):
    weights = weighted(sheet, weights)
    where = [(n, m) for n, part in enumerate(sheet) for m, one in enumerate(part) if one.points is not None]
    n, m = data.draw(st.sampled_from(where))
    more = data.draw(st.decimals(sheet[n][m].points, sheet[n][m].highest, places=2))

    def raised(of):
        part = [*of[n][:m], replace(of[n][m], points=more), *of[n][m + 1 :]]
        return scored([*of[:n], part, *of[n + 1 :]], weights, rule)

    before, after = scored(sheet, weights, rule), raised(sheet)
    assert after.low >= before.low
    assert after.high >= before.high
    assert after.shown_low >= before.shown_low
    assert after.shown_high >= before.shown_high
    known = filled(sheet, data)
    assert raised(known).shown_low >= scored(known, weights, rule).shown_low


@given(sheets, times, rules, st.decimals("0.01", "1000", places=2), st.data())
def test_weights_scaled_together_change_nothing(sheet, weights, rule, factor, data):
    weights = weighted(sheet, weights)
    before = scored(sheet, weights, rule)
    assert scored(sheet, {name: F(one) * F(factor) for name, one in weights.items()}, rule) == before
    n = data.draw(st.integers(0, len(sheet) - 1))
    part = [replace(one, weight=one.weight * factor) for one in sheet[n]]
    assert scored([*sheet[:n], part, *sheet[n + 1 :]], weights, rule) == before


@given(sheets, times, rules, items(), st.data())
def test_a_question_that_does_not_apply_changes_nothing(sheet, weights, rule, extra, data):
    weights = weighted(sheet, weights)
    n = data.draw(st.integers(0, len(sheet) - 1))
    for out in (replace(extra, applies=False), replace(extra, weight=D(0))):
        more = [*sheet[:n], [*sheet[n], out], *sheet[n + 1 :]]
        assert scored(more, weights, rule) == scored(sheet, weights, rule)
    empty = {**weights, str(len(sheet)): 5}
    assert scored([*sheet, [replace(extra, applies=False)]], empty, rule) == scored(sheet, weights, rule)


@given(sheets, times, rules)
def test_a_score_stays_on_its_scale(sheet, weights, rule):
    result = scored(sheet, weighted(sheet, weights), rule)
    assert result.shown_low <= result.shown_high
    assert result.known <= result.total == sum(map(len, sheet))
    best = scored(
        [[replace(one, points=one.highest) for one in part] for part in sheet], weighted(sheet, weights), rule
    )
    assert result.shown_high <= max(100, best.shown_high)  # parts that are each rounded up may pass 100
    if not rule.below_zero:
        assert result.shown_low >= 0
    assert 0 <= result.bar_low <= result.bar_high <= 100


def test_places_are_ranges_too_and_shared():
    scores = [scored([[item(points)]]) for points in ("2", "1", "1", None, "0")]
    assert places([*scores, None]) == [(1, 1), (2, 3), (2, 3), (1, 4), (4, 5), None]


def test_places_go_by_what_is_printed():
    close = [scored([[item(points, highest="1000")]]) for points in ("701", "699")]
    assert close[0].low > close[1].low
    assert places(close) == [(1, 1), (1, 1)]


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


def test_a_weight_for_no_section_is_named():
    assert choose_weights({"w.nothing": "2"}, ["bail"]).refused == ("nothing",)
    assert choose_weights({"w." + "x" * 99: "2"}, ["bail"]).refused == ("x" * 60,)
    assert choose_weights({"w.bail": "1"}, ["bail"]).changed == ()


def test_what_lies_where_the_rule_turns_is_counted():
    spans = {
        "a": Span(F(275, 6), F(50), 1, 2),
        "b": Span(F(50), F(50), 1, 1),
        "c": None,
        "off": Span(F(1), F(1), 1, 1),
    }
    weights = {"a": D("0.15"), "b": D("0.85"), "c": D(3), "off": D(0)}
    # Parts 6.875 and 42.5; a publisher who reckons in binary numbers makes 6.87 of the first, and we 6.88.
    assert ties(spans, weights, Rule("half_even", 2, "parts")) == 1
    assert ties(spans, weights, Rule("half_up", 0, "parts")) == 1
    assert ties(spans, weights, Rule("down", 1, "parts")) == 1
    assert ties(spans, weights, Rule("down", 0, "sections")) == 1
    assert ties(spans, weights, Rule("half_up", 2, "total")) == 1
    assert ties({"c": None}, weights, Rule()) == 0
