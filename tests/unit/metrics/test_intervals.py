"""Intervals against SciPy and statsmodels, and the law that a rate lies inside its own interval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from scipy.stats.contingency import relative_risk
from statsmodels.stats.proportion import proportion_confint

from scorecards.metrics.intervals import ratio_interval, wilson

SMALL_RATES = [(n, d) for d in range(1, 31) for n in range(d + 1)]


@st.composite
def rates(draw, largest=10**6):
    denominator = draw(st.integers(1, largest))
    return draw(st.integers(0, denominator)), denominator


def test_wilson_equals_scipy_for_every_small_rate():
    for n, d in SMALL_RATES:
        expected = binomtest(n, d).proportion_ci(0.95, method="wilson")
        assert wilson(n, d) == pytest.approx((expected.low, expected.high), abs=1e-12)


@given(rates())
def test_wilson_equals_statsmodels(counts):
    expected = proportion_confint(*counts, alpha=0.05, method="wilson")
    assert wilson(*counts) == pytest.approx(expected, abs=1e-12)


@given(rates())
def test_no_rate_lies_outside_its_interval(counts):
    n, d = counts
    low, high = wilson(n, d)
    assert 0 <= low <= n / d <= high <= 1


def test_wilson_at_the_edges():
    assert wilson(0, 0) is None
    assert wilson(0, 12)[0] == 0
    assert wilson(12, 12)[1] == 1


def test_ratio_equals_scipy_for_every_small_pair():
    small = [(n, d) for d in range(1, 9) for n in range(1, d + 1)]
    for n1, d1 in small:
        for n2, d2 in small:
            if n1 == d1 and n2 == d2:
                continue
            expected = relative_risk(n1, d1, n2, d2).confidence_interval(0.95)
            assert ratio_interval(n1, d1, n2, d2) == pytest.approx(tuple(expected), rel=1e-9)


@given(rates(), rates())
def test_no_ratio_lies_outside_its_interval(first, second):
    interval = ratio_interval(*first, *second)
    if interval is None:
        certain = first[0] == first[1] and second[0] == second[1]
        assert 0 in (first[0], second[0]) or certain
    else:
        ratio = (first[0] * second[1]) / (first[1] * second[0])
        assert 0 < interval[0] <= ratio <= interval[1]


@pytest.mark.parametrize("counts", [(0, 10, 5, 10), (5, 10, 0, 10), (0, 0, 5, 10), (10, 10, 7, 7)])
def test_a_ratio_without_an_answer_is_none_never_zero(counts):
    assert ratio_interval(*counts) is None


@pytest.mark.parametrize("counts", [(-1, 10), (11, 10), (0, -1)])
def test_counts_that_are_no_rate_are_refused(counts):
    with pytest.raises(ValueError, match="is not a rate"):
        wilson(*counts)
    with pytest.raises(ValueError, match="is not a rate"):
        ratio_interval(*counts, 1, 2)
