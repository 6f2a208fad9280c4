"""Sharing out marking evenly."""

from hypothesis import given
from hypothesis import strategies as st

from scorecards.spread import spread

SIZES = st.lists(st.integers(1, 20), max_size=30)
PEOPLE = st.integers(1, 5)


@given(SIZES, PEOPLE)
def test_nobody_has_more_than_one_unit_above_the_least(sizes, people):
    given_to = spread(list(enumerate(sizes)), list(range(people)))
    held = [sum(sizes[unit] for unit, who in given_to.items() if who == person) for person in range(people)]
    assert given_to.keys() == set(range(len(sizes)))
    assert max(held) - min(held) <= max(sizes, default=0)


@given(SIZES, st.integers(2, 5))
def test_a_second_round_gives_nothing_to_who_had_it_first(sizes, people):
    units, everyone = list(enumerate(sizes)), list(range(people))
    first = spread(units, everyone)
    second = spread(units, everyone, not_to={unit: {who} for unit, who in first.items()})
    assert None not in second.values()
    assert all(first[unit] != second[unit] for unit in first)


def test_what_is_held_already_counts_and_nobody_left_is_said():
    assert spread([("a", 2)], ["ann", "bo"], load={"ann": 1}) == {"a": "bo"}
    assert spread([("a", 2)], ["ann"], not_to={"a": {"ann"}}) == {"a": None}
