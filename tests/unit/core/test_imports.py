import random
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from portal.core.imports import Item, Plan, diff
from portal.core.tabular import Problem

FIELDS = ("name", "votes")


def apply(plan, standing):
    after = {key: dict(values) for key, values in standing.items()}
    for change in [*plan.created, *plan.changed]:
        after.setdefault(change.key, {}).update(change.after)
    return after


def test_created_changed_and_unchanged_by_natural_key():
    standing = {
        "a": {"name": "Ann", "votes": 1},
        "b": {"name": "Bob", "votes": 2, "note": "an editor's"},
        "gone": {"name": "Gil", "votes": 9},
    }
    incoming = {
        "a": {"name": "Ann", "votes": 1},
        "b": {"name": "Bob", "votes": 3},
        "c": {"name": "Cy", "votes": None},
    }
    plan = diff(standing, incoming, FIELDS, kind="races")
    assert plan.summary() == "created 1, changed 1, unchanged 1, refused 0"
    assert plan.ok
    assert (plan.changed[0].before, plan.changed[0].after) == ({"votes": 2}, {"votes": 3})
    assert (plan.created[0].before, plan.created[0].after) == ({}, {"name": "Cy", "votes": None})
    assert apply(plan, standing)["gone"] == standing["gone"]


def test_a_field_the_file_does_not_carry_is_left_alone():
    assert diff({"a": {"name": "Ann", "votes": 1}}, {"a": {"name": "Ann"}}, FIELDS).unchanged == 1


def test_missing_is_not_zero_and_not_empty():
    assert len(diff({"a": {"votes": 0}}, {"a": {"votes": None}}, FIELDS).changed) == 1


def test_equal_decimals_are_equal():
    assert diff({"a": {"votes": Decimal("1.0")}}, {"a": {"votes": Decimal("1")}}, FIELDS).unchanged == 1


def test_a_doubled_key_that_differs_is_refused_with_both_lines():
    rows = [
        Item(("ga", "x"), {"name": "X", "votes": 2}, "r.csv", 9),
        Item(("ga", "x"), {"name": "X", "votes": 1}, "r.csv", 4),
    ]
    plan = diff({}, rows, FIELDS)
    assert not plan.ok
    assert not plan.created
    assert str(plan.refused[0]) == (
        'r.csv, line 4, column "votes": ga / x stands 2 times with different values: lines 4 and 9 '
        "(votes: 1 or 2). Keep the right one."
    )


def test_a_doubled_key_across_files_names_both():
    rows = [Item("x", {"votes": 1}, "a.csv", 2, "X"), Item("x", {"votes": 2}, "b.csv", 3, "X")]
    assert "a.csv line 2, b.csv line 3" in str(diff({}, rows, FIELDS).refused[0])


def test_a_doubled_key_that_agrees_is_noted_and_counted_once():
    rows = [Item("x", {"votes": 1}, "r.csv", 2), Item("x", {"votes": 1}, "r.csv", 5)]
    plan = diff({}, rows, FIELDS)
    assert plan.summary() == "created 1, changed 0, unchanged 0, refused 0"
    assert plan.notes == ["x stands 2 times, counted once: lines 2 and 5"]
    assert diff({}, [Item("x", {}), Item("x", {})], FIELDS).notes == ["x stands 2 times, counted once"]


def test_the_preview_shows_some_of_each():
    standing = {n: {"name": f"n{n}", "votes": 1000} for n in range(3)}
    incoming = {n: {"name": "new", "votes": 1000} for n in range(6)}
    plan = diff(standing, incoming, FIELDS, kind="races")
    plan.refused.append(Problem("r.csv", 3, rule="the cell is empty"))
    plan.notes.append("one more thing")
    assert list(plan.lines(most=2)) == [
        "races: created 3, changed 3, unchanged 0, refused 1",
        "  refused: r.csv, line 3: the cell is empty.",
        '  changed: 0: name: "n0" -> "new"',
        '  changed: 1: name: "n1" -> "new"',
        "  ... and 1 more",
        "  created: 3",
        "  created: 4",
        "  ... and 1 more",
        "  note: one more thing",
    ]


def test_differences_say_nothing_where_nothing_stood():
    plan = diff({"a": {"name": "", "votes": None}}, {"a": {"name": "Ann", "votes": 1969}}, FIELDS)
    assert plan.changed[0].differences() == 'name: nothing -> "Ann"; votes: nothing -> 1,969'


def test_an_empty_plan_is_fine():
    assert Plan("races").summary() == "created 0, changed 0, unchanged 0, refused 0"


values = st.fixed_dictionaries(
    {}, optional={"name": st.sampled_from(["", "Ann", "Bob"]), "votes": st.none() | st.integers(0, 3)}
)
facts = st.dictionaries(st.integers(0, 6), values)
items = st.lists(st.tuples(st.integers(0, 6), values), max_size=12).map(
    lambda rows: [Item(key, row, "r.csv", line) for line, (key, row) in enumerate(rows, 2)]
)


@given(facts, facts)
def test_applying_a_plan_leaves_nothing_to_do(standing, incoming):
    again = diff(apply(diff(standing, incoming, FIELDS), standing), incoming, FIELDS)
    assert again.summary() == f"created 0, changed 0, unchanged {len(incoming)}, refused 0"


@given(facts, items)
def test_every_key_is_counted_once(standing, rows):
    plan = diff(standing, rows, FIELDS)
    counted = len(plan.created) + len(plan.changed) + plan.unchanged + len(plan.refused)
    assert counted == len({row.key for row in rows})


@given(facts, items, st.randoms())
def test_the_order_of_the_rows_changes_nothing(standing, rows, chance: random.Random):
    shuffled = chance.sample(rows, len(rows))
    assert diff(standing, shuffled, FIELDS) == diff(standing, rows, FIELDS)
