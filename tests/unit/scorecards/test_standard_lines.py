"""Answers, cohorts and weights as lines of text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.tabular.checks import BadValue
from scorecards import standard_lines as lines
from scorecards.document import Option


def test_a_line_is_an_answer():
    text = (
        "2 | In every case\n1 partly | Only when asked | asked | rules out: fees; ways\n\nNothing\nyes | It does"
    )
    assert lines.options_of(text) == (
        Option("in-every-case", "In every case", Decimal(2)),
        Option("asked", "Only when asked", Decimal(1), "partly", ("fees", "ways")),
        Option("nothing", "Nothing"),
        Option("it-does", "It does", level="yes"),
    )


def test_two_alike_get_names_of_their_own():
    assert [one.code for one in lines.options_of("0 | No\n1 | No\n2 | No")] == ["no", "no-2", "no-3"]


def test_every_line_that_cannot_be_read_is_named():
    with pytest.raises(lines.BadLines) as bad:
        lines.options_of("2 | Fine\nmany | No\n1 |\n1 2 | Two\n1 | A | b | c\n1 | A | fine\n0.12345 | Small")
    assert [fault.split(":")[0] for fault in bad.value.faults] == [f"Line {n}" for n in (2, 3, 4, 5, 6, 7)]


def test_cohorts_and_their_weights():
    assert lines.pairs_of("big | Big offices\n\nsmall\n") == [("big", "Big offices"), ("small", "small")]
    assert lines.weights_of("big 2; small 1.5;") == (("big", Decimal(2)), ("small", Decimal("1.5")))
    for wrong in ("big", "big much", "big -1"):
        with pytest.raises(BadValue):
            lines.weights_of(wrong)


labels = st.text("aZé|\\- 1", min_size=1, max_size=8).map(lambda text: " ".join(text.split())).filter(bool)
options = st.builds(
    Option,
    st.sampled_from(["a", "b-1", "c"]),
    labels.filter(lambda text: not text.endswith("\\")),
    st.none() | st.integers(-9, 9).map(Decimal),
    st.sampled_from(["", "yes", "partly"]),
    st.sampled_from([(), ("one",), ("one", "two")]),
)


@given(st.lists(options, max_size=4, unique_by=lambda one: one.code).map(tuple))
def test_what_is_written_reads_back(made):
    assert lines.options_of(lines.lines_of(made)) == made
