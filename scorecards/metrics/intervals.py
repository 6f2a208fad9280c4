"""Uncertainty of a rate and of a ratio of two rates, in plain Python so that the web may use it.

Sources: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
the American Statistical Association 22 (1927), 209-212. D. Katz, J. Baptista, S. P. Azen, M. C. Pike,
"Obtaining confidence intervals for the risk ratio in cohort studies", Biometrics 34 (1978), 469-474.
"""

from math import exp, log, sqrt

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


def _check(numerator: int, denominator: int) -> None:
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is not a rate: expected 0 <= numerator <= denominator")
