"""The two learning curves: time of a unit, of all units up to it, of a block; exact sums, no integrals."""

import math
from dataclasses import dataclass

CRAWFORD, WRIGHT = "crawford", "wright"
MOST_UNITS = 10**12
_SUMMED = 500
"""So many terms are added one by one; the rest by Euler and Maclaurin, which is exact to the last digits there."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve of a model: the first unit takes `first_h`, the exponent is log2 of the learning rate.

    Crawford: a unit takes a n^b. Wright: the mean of the first n is a n^b. Source: methods.md 3.5.
    """

    model: str
    first_h: float
    exponent: float

    def unit_h(self, n: float) -> float:
        """The time of unit n."""
        if self.model == CRAWFORD:
            return float(self.first_h * n**self.exponent)
        # Not the difference of two totals, whose digits would be lost for large n.
        power = 1 + self.exponent
        step = 1.0 if n <= 1 else -math.expm1(power * math.log1p(-1 / n))
        return float(self.first_h * n**power * step)

    def total_h(self, n: float) -> float:
        """The time of the first n units."""
        if n < 1:
            return 0.0
        if self.model == CRAWFORD:
            return self.first_h * power_sum(1, int(n), self.exponent)
        return float(self.first_h * n ** (1 + self.exponent))

    def block_h(self, first: int, last: int) -> float:
        """The time of units first to last, both in it."""
        if self.model == CRAWFORD:
            return self.first_h * power_sum(first, last, self.exponent)
        return self.total_h(last) - self.total_h(first - 1)


def power_sum(first: int, last: int, exponent: float) -> float:
    """Σ i^exponent for i from first to last, first ≥ 1.

    Source: Euler and Maclaurin's formula, Abramowitz and Stegun 23.1.30.
    """
    if last < first:
        return 0.0
    if last - first < _SUMMED:
        return math.fsum(float(i) ** exponent for i in range(first, last + 1))
    middle = max(first, 200)
    head = math.fsum(float(i) ** exponent for i in range(first, middle))
    low, high, b = float(middle), float(last), exponent
    flat = abs(1 + b) < 1e-12
    area = math.log(high / low) if flat else (high ** (1 + b) - low ** (1 + b)) / (1 + b)
    ends = (low**b + high**b) / 2
    slopes = b * (high ** (b - 1) - low ** (b - 1)) / 12
    thirds = b * (b - 1) * (b - 2) * (high ** (b - 3) - low ** (b - 3)) / 720
    return math.fsum((head, area, ends, slopes, -thirds))


def block_midpoint(first: int, last: int, exponent: float) -> float:
    """The unit that takes the mean time of the block on a Crawford curve: (Σ i^b / count)^(1/b).

    Without learning (b = 0) its limit, the geometric mean of the units.
    """
    count = last - first + 1
    if abs(exponent) < 1e-9:
        return math.exp((math.lgamma(last + 1) - math.lgamma(first)) / count)
    return float((power_sum(first, last, exponent) / count) ** (1 / exponent))


def block_by_integral(curve: Curve, first: int, last: int) -> float:
    """a/(1 + b) [(n + ½)^(1+b) − (m − ½)^(1+b)], the approximation for a block that older books use."""
    power = 1 + curve.exponent
    if abs(power) < 1e-12:
        return curve.first_h * math.log((last + 0.5) / (first - 0.5))
    return float(curve.first_h / power * ((last + 0.5) ** power - (first - 0.5) ** power))
