"""Quantiles and intervals for means and proportions, and the whole number of observations they ask for."""

import math
from collections.abc import Sequence
from typing import Any

SLACK = 1e-9
"""A count this little above a whole number is that number: 525.0000000001 observations are 525."""


def whole_up(value: float) -> int:
    """The least whole number that is not smaller, but for rounding errors of floating point (methods.md 0, row 3)."""
    return math.ceil(value - SLACK * max(1.0, abs(value)))


def normal_quantile(confidence: float) -> float:
    """The z with `confidence` (0 to 1) of a normal distribution between -z and z: 1.96 for 0.95."""
    return float(_special().ndtri(0.5 + confidence / 2))


def student_quantile(confidence: float, freedom: float) -> float:
    """The t with `confidence` of Student's distribution of `freedom` degrees (more than 0) between -t and t."""
    return float(_special().stdtrit(freedom, 0.5 + confidence / 2))


def normal_interval(count: float, n: float, z: float) -> tuple[float, float]:
    """p ± z √(p(1-p)/n), cut to 0 and 1; n is more than 0."""
    p = count / n
    half = z * math.sqrt(max(0.0, p * (1 - p)) / n)
    return max(0.0, p - half), min(1.0, p + half)


def wilson_interval(count: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's score interval of a proportion, n more than 0.

    Source: Wilson 1927; Brown, Cai and DasGupta, Interval Estimation for a Binomial Proportion, 2001.
    """
    p = count / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(max(0.0, p * (1 - p) / n + z * z / (4 * n * n)))
    return max(0.0, middle - half), min(1.0, middle + half)


def goodman_intervals(counts: Sequence[float], confidence: float) -> list[tuple[float, float]]:
    """Intervals that hold for all shares of a multinomial sample at once, with `confidence` together.

    The sum of the counts is more than 0. Source: Goodman, On Simultaneous Confidence Intervals for Multinomial
    Proportions, Technometrics 7, 1965: chi-square with 1 degree of freedom at 1 - α/k.
    """
    n = sum(counts)
    level = 1 - (1 - confidence) / max(1, len(counts))
    a = normal_quantile(level) ** 2
    found = []
    for count in counts:
        half = math.sqrt(max(0.0, a * (a + 4 * count * (n - count) / n)))
        found.append(
            (max(0.0, (a + 2 * count - half) / (2 * (n + a))), min(1.0, (a + 2 * count + half) / (2 * (n + a))))
        )
    return found


def _special() -> Any:
    # Imported when it is needed: it costs a start a fifth of a second.
    import scipy.special

    return scipy.special
