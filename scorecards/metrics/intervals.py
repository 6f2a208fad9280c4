"""Uncertainty of a rate, of the ratio and the difference of two rates, and of a median, in plain Python so that
the web may use it.

Sources: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
the American Statistical Association 22 (1927), 209-212. D. Katz, J. Baptista, S. P. Azen, M. C. Pike,
"Obtaining confidence intervals for the risk ratio in cohort studies", Biometrics 34 (1978), 469-474.
R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
methods", Statistics in Medicine 17 (1998), 873-890, method 10. W. J. Conover, "Practical Nonparametric
Statistics", 3rd edition (1999), section 3.2, interval of a quantile.
"""

from collections.abc import Mapping
from decimal import Decimal
from math import ceil, exp, log, sqrt

Z95 = 1.959963984540054  # two-sided 95% of the normal distribution


def wilson(numerator: int, denominator: int, z: float = Z95) -> tuple[float, float] | None:
    """Score interval (low, high) of a rate, both within 0..1; None where the denominator is 0.

    Defined for 0 of n (low is exactly 0) and for n of n (high is exactly 1), where the textbook interval
    p +/- z*sqrt(p(1-p)/n) would wrongly claim certainty. Source: Wilson 1927.
    Raises ValueError for counts that cannot be a rate.
    """
    _check(numerator, denominator)
    if denominator == 0:
        return None
    rate = numerator / denominator
    weight = z * z / denominator
    middle = rate + weight / 2
    reach = z * sqrt(rate * (1 - rate) / denominator + weight / (4 * denominator))
    low = 0.0 if numerator == 0 else (middle - reach) / (1 + weight)
    high = 1.0 if numerator == denominator else (middle + reach) / (1 + weight)
    # The last digit of a float may fall on the wrong side of the rate.
    return min(low, rate), max(high, rate)


def ratio_interval(n1: int, d1: int, n2: int, d2: int, z: float = Z95) -> tuple[float, float] | None:
    """Interval (low, high) of the ratio (n1/d1) / (n2/d2), taken on the log scale. Source: Katz et al. 1978.

    None, never 0, where the formula has no answer: a numerator or denominator of 0 (the logarithm of 0),
    and both rates at 100% (the formula then gives a width of nothing, a certainty that the counts do not
    have). Raises ValueError for counts that cannot be a rate.
    """
    _check(n1, d1)
    _check(n2, d2)
    if 0 in (n1, d1, n2, d2) or (n1 == d1 and n2 == d2):
        return None
    ratio = (n1 * d2) / (d1 * n2)
    spread = z * sqrt((d1 - n1) / (n1 * d1) + (d2 - n2) / (n2 * d2))
    return min(exp(log(ratio) - spread), ratio), max(exp(log(ratio) + spread), ratio)


def difference_interval(n1: int, d1: int, n2: int, d2: int, z: float = Z95) -> tuple[float, float] | None:
    """Interval (low, high) of the difference n1/d1 - n2/d2, within -1..1, from the two Wilson intervals; None
    where a denominator is 0. Source: Newcombe 1998, method 10. Raises ValueError for counts that cannot be a
    rate."""
    first, second = wilson(n1, d1, z), wilson(n2, d2, z)
    if first is None or second is None:
        return None
    p1, p2 = n1 / d1, n2 / d2
    low = p1 - p2 - sqrt((p1 - first[0]) ** 2 + (second[1] - p2) ** 2)
    high = p1 - p2 + sqrt((first[1] - p1) ** 2 + (p2 - second[0]) ** 2)
    return max(low, -1.0), min(high, 1.0)


def median(histogram: Mapping[int, int]) -> Decimal | None:
    """Median of whole numbers given as {number: how many}; of an even count the middle of the two middle ones.
    None where there is nothing."""
    n = sum(histogram.values())
    if n == 0:
        return None
    middle = (_ranked(histogram, (n + 1) // 2), _ranked(histogram, n // 2 + 1))
    return Decimal(sum(middle)) / 2


def median_interval(histogram: Mapping[int, int], z: float = Z95) -> tuple[int, int] | None:
    """Interval (low, high) of the median: the numbers at the ranks n/2 -/+ z*sqrt(n)/2, rounded up (Conover
    1999; the normal approximation, sound from about 20 on). None where a rank falls outside the numbers."""
    n = sum(histogram.values())
    reach = z * sqrt(n) / 2
    low, high = ceil(n / 2 - reach), ceil(n / 2 + reach)
    if low < 1 or high > n:
        return None
    return _ranked(histogram, low), _ranked(histogram, high)


def _ranked(histogram: Mapping[int, int], rank: int) -> int:
    """The number at a rank, 1 being the smallest."""
    seen = 0
    for number in sorted(histogram):
        seen += histogram[number]
        if seen >= rank:
            return number
    raise ValueError(f"There is no rank {rank}")


def _check(numerator: int, denominator: int) -> None:
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is not a rate: expected 0 <= numerator <= denominator")
