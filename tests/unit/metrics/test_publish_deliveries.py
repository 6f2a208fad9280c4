"""What two deliveries of one breakdown may tell together: nothing that the first kept hidden."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scorecards.metrics.publish import HIDDEN_BELOW, Cell, breakdown, still_hidden


def published(cells, withheld=()):
    return breakdown([replace(cell, withheld=cell.withheld or cell.group in withheld) for cell in cells])


def counts(**numbers):
    return [Cell(group, number) for group, number in numbers.items()]


@st.composite
def two_deliveries(draw):
    """The same groups twice; a group may have changed a little, much or not at all."""
    size = draw(st.integers(1, 6))
    before = draw(st.lists(st.integers(0, 45), min_size=size, max_size=size))
    moved = st.sampled_from([0, 0, 0, 1, -1, 9, 10, 11, -10, 40])
    now = [max(0, number + draw(moved)) for number in before]
    names = [f"group {n}" for n in range(size)]
    return [[Cell(name, number) for name, number in zip(names, bases, strict=True)] for bases in (before, now)]


def determined(before, now, first, second):
    """Groups hidden in the first delivery whose count is the only one that fits everything the reader knows.

    That is: every count on show, both totals, and, at its strongest, a right guess of which groups did not change.
    Unknowns are the counts of both deliveries; what is known are linear equations, so a count can be computed
    where its own equation adds nothing to their rank.
    """
    size, equations = len(before), []

    def equation(**places):
        line = np.zeros(2 * size)
        for where, sign in places.items():
            line[int(where[1:])] = sign
        equations.append(line)

    for start, figures in ((0, first), (size, second)):
        equation(**{f"n{start + n}": 1 for n in range(size)})
        for n, figure in enumerate(figures):
            if figure.state in ("open", "shown"):
                equation(**{f"n{start + n}": 1})
    for n in range(size):
        if before[n].base == now[n].base:
            equation(**{f"n{n}": 1, f"n{size + n}": -1})
    known = np.linalg.matrix_rank(np.array(equations))
    found = set()
    for n, figure in enumerate(first):
        if figure.state == "hidden":
            asked = np.zeros(2 * size)
            asked[n] = 1
            if np.linalg.matrix_rank(np.array([*equations, asked])) == known:
                found.add(figure.group)
    return found


@given(two_deliveries())
@example([counts(a=5, b=14, c=30), counts(a=5, b=40, c=30)])  # were b shown, a would be the total less b and c
@example([counts(a=8, b=199, c=350), counts(a=9, b=230, c=380)])
def test_two_deliveries_never_give_away_what_the_first_hid(deliveries):
    before, now = deliveries
    first = published(before)
    second = published(now, still_hidden(before, now))
    # Where one group is all there is, the total is that group, and is hidden too.
    if len(before) > 1:
        assert determined(before, now, first, second) == set()


@given(two_deliveries())
def test_the_guess_that_a_released_group_did_not_change_is_wrong_by_ten_or_more(deliveries):
    before, now = deliveries
    then = {cell.group: cell.base for cell in before}
    hidden = {figure.group for figure in published(before) if figure.state == "hidden"}
    for figure in published(now, still_hidden(before, now)):
        if figure.group in hidden and figure.state != "hidden":
            assert abs(figure.numerator - then[figure.group]) >= HIDDEN_BELOW


@given(two_deliveries())
def test_a_first_delivery_that_hid_nothing_withholds_nothing(deliveries):
    before, now = deliveries
    if all(figure.state != "hidden" for figure in published(before)):
        assert still_hidden(before, now) == set()


def test_groups_hidden_together_are_released_together():
    before = counts(Other=8, Asian=199, White=4000)
    assert still_hidden(before, counts(Other=19, Asian=203, White=4100)) == {"Other", "Asian"}
    assert still_hidden(before, counts(Other=9, Asian=250, White=4100)) == {"Other", "Asian"}
    assert still_hidden(before, counts(Other=19, Asian=209, White=4100)) == set()


@pytest.mark.parametrize(
    "now",
    [
        Cell("Other", None),
        Cell("Other", None, withheld=True),
        Cell("Other", 40, withheld=True),
        Cell("Other", 40, minimum=50),
    ],
)
def test_what_cannot_be_seen_to_move_stays_hidden(now):
    before = counts(Other=8, Asian=199, White=4000)
    assert still_hidden(before, [now, *counts(Asian=250, White=4100)]) == {"Other", "Asian"}
    gone = [Cell("Other", None, withheld=True), *counts(Asian=199, White=4000)]
    assert still_hidden(gone, counts(Other=40, Asian=250, White=4100)) == {"Other", "Asian"}


def test_a_group_that_is_gone_is_not_named_and_releases_nobody():
    before = counts(Other=8, Asian=199, White=4000)
    assert still_hidden(before, counts(Asian=250, White=4100)) == {"Asian"}


def test_the_base_of_a_rate_and_of_a_value_is_what_must_move():
    before = [Cell("a", 1, 8), Cell("b", 2, 20), Cell("c", 5, 50)]
    assert still_hidden(before, [Cell("a", 9, 12), Cell("b", 9, 40), Cell("c", 5, 50)]) == {"a", "b"}
    assert still_hidden(before, [Cell("a", 1, 18), Cell("b", 2, 30), Cell("c", 5, 50)]) == set()
