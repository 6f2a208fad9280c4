import pytest

from portal.pages.shown.sparkline import EDGE, HEIGHT, WIDTH, sparkline


def test_the_line_starts_at_zero_and_spans_its_width():
    line = sparkline([0, 5, 10])
    assert line["first"] == (f"{EDGE:.1f}", f"{HEIGHT - EDGE:.1f}")
    assert line["last"] == (f"{WIDTH - EDGE:.1f}", f"{EDGE:.1f}")
    assert line["pieces"] == ["5.0,35.0 75.0,20.0 145.0,5.0"]


def test_a_gap_breaks_the_line_and_a_lonely_value_is_a_dot():
    line = sparkline([4, 4, None, 2, None])
    assert len(line["pieces"]) == 1
    assert line["dots"] == [("110.0", "20.0")]
    assert line["last"] == ("110.0", "20.0")


@pytest.mark.parametrize("values", [[], [None], [None, None]])
def test_nothing_known_draws_nothing(values):
    assert sparkline(values) is None


def test_only_zeros_lie_on_the_ground_and_one_value_divides_by_nothing():
    assert sparkline([0, 0])["last"][1] == f"{HEIGHT - EDGE:.1f}"
    assert sparkline([7])["dots"] == [(f"{EDGE:.1f}", f"{EDGE:.1f}")]
