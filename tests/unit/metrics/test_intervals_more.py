"""Differences and medians against statsmodels and SciPy, and the law that each lies inside its own interval."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, norm, quantile_test
from statsmodels.stats.proportion import confint_proportions_2indep

from scorecards.metrics.intervals import difference_interval, median, median_interval, ratio_interval, wilson

GRID = [(n, d) for d in (1, 2, 7, 30, 400) for n in {0, 1, d // 3, d // 2, d - 1, d} if 0 <= n <= d]
HISTOGRAMS = st.dictionaries(st.integers(0, 1500), st.integers(1, 40), min_size=1, max_size=30)


@st.composite
def rates(draw, largest=10**6):
    denominator = draw(st.integers(1, largest))
    return draw(st.integers(0, denominator)), denominator


def values_of(histogram):
    return np.repeat(sorted(histogram), [histogram[number] for number in sorted(histogram)])


def test_the_difference_equals_statsmodels_over_a_grid():
    for first in GRID:
        for second in GRID:
            expected = confint_proportions_2indep(*first, *second, compare="diff", method="newcomb")
            assert difference_interval(*first, *second) == pytest.approx(expected, abs=1e-9), (first, second)


@given(rates(), rates())
def test_no_difference_lies_outside_its_interval(first, second):
    low, high = difference_interval(*first, *second)
    gap = Fraction(*first) - Fraction(*second)
    assert -1 <= low <= gap <= high <= 1


@given(rates(), rates())
def test_turning_a_difference_round_turns_its_interval_round(first, second):
    low, high = difference_interval(*first, *second)
    assert difference_interval(*second, *first) == pytest.approx((-high, -low), abs=1e-12)


def test_a_difference_as_newcombe_printed_it():
    # Newcombe 1998, table II, method 10, case (a): 56/70 - 48/80 is 0.2000, 0.0524 to 0.3339.
    assert difference_interval(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    # Case (h): 10/10 - 0/10.
    assert difference_interval(10, 10, 0, 10) == pytest.approx((0.6075, 1.0), abs=5e-5)


def test_a_difference_without_a_base_is_none_and_impossible_counts_are_refused():
    assert difference_interval(0, 0, 5, 10) is None
    assert difference_interval(5, 10, 0, 0) is None
    with pytest.raises(ValueError, match="is not a rate"):
        difference_interval(11, 10, 5, 10)


@given(HISTOGRAMS)
def test_the_median_equals_numpy(histogram):
    assert median(histogram) == Decimal(float(np.median(values_of(histogram))))


@given(HISTOGRAMS)
def test_no_median_lies_outside_its_interval(histogram):
    ends = median_interval(histogram)
    if ends is not None:
        assert min(histogram) <= ends[0] <= median(histogram) <= ends[1] <= max(histogram)


@given(HISTOGRAMS, HISTOGRAMS)
def test_histograms_of_two_parts_added_give_the_median_of_the_whole(first, second):
    whole = {number: first.get(number, 0) + second.get(number, 0) for number in first.keys() | second.keys()}
    together = np.concatenate([values_of(first), values_of(second)])
    assert median(whole) == Decimal(float(np.median(together)))


@pytest.mark.parametrize("n", [20, 21, 50, 99, 100, 1_000, 10_745])
def test_the_interval_of_a_median_takes_the_ranks_of_its_source(n):
    """Conover's ranks, from SciPy's normal quantile; each value stands at its own rank here."""
    reach = norm.ppf(0.975) * np.sqrt(n) / 2
    expected = int(np.ceil(n / 2 - reach)), int(np.ceil(n / 2 + reach))
    assert median_interval(dict.fromkeys(range(1, n + 1), 1)) == expected


@pytest.mark.parametrize("n", [20, 21, 37, 50, 99, 100, 250, 1_000, 10_745])
def test_the_interval_of_a_median_covers_what_it_says(n):
    """Exact probability, by the binomial law, that the true median lies between the two ranks: near 95%."""
    low, high = median_interval(dict.fromkeys(range(1, n + 1), 1))
    covered = binom.cdf(high - 1, n, 0.5) - binom.cdf(low - 1, n, 0.5)
    assert 0.92 <= covered <= 0.975


@pytest.mark.parametrize("n", [20, 57, 100, 1_000, 10_745])
def test_the_interval_of_a_median_is_within_a_rank_of_the_exact_one(n):
    exact = quantile_test(np.arange(1, n + 1), p=0.5).confidence_interval(0.95)
    low, high = median_interval(dict.fromkeys(range(1, n + 1), 1))
    assert abs(low - exact.low) <= 1
    assert abs(high - exact.high) <= 1


def test_a_median_of_nothing_is_none_and_of_few_has_no_interval():
    assert median({}) is None
    assert median_interval({}) is None
    assert median({4: 1, 5: 1}) == Decimal("4.5")
    assert median_interval({4: 1, 5: 1}) is None


@given(rates(largest=3_000))
def test_more_of_the_same_narrows_every_interval(counts):
    n, d = counts
    wide, narrow = wilson(n, d), wilson(4 * n, 4 * d)
    assert narrow[1] - narrow[0] < wide[1] - wide[0]
    wide, narrow = (ratio_interval(k * n, k * d, k, 2 * k) for k in (1, 4))
    if wide is not None:
        assert narrow[1] / narrow[0] < wide[1] / wide[0]
