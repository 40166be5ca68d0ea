"""Several operations with a curve each, added up, and the units at which times or hours are reached."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from floorwright_builtin.learning_curve.curves import MOST_UNITS, Curve

_SLACK = 1e-12


@dataclass(frozen=True, slots=True)
class Curves:
    """The sum of curves of one model; mostly it is one."""

    parts: tuple[Curve, ...]

    @property
    def first_h(self) -> float:
        """The time of the first unit."""
        return math.fsum(one.first_h for one in self.parts)

    @property
    def single(self) -> Curve | None:
        """The curve, where it is only one."""
        return self.parts[0] if len(self.parts) == 1 else None

    def unit_h(self, n: float) -> float:
        """The time of unit n."""
        return math.fsum(one.unit_h(n) for one in self.parts)

    def total_h(self, n: float) -> float:
        """The time of the first n units."""
        return math.fsum(one.total_h(n) for one in self.parts)

    def average_h(self, n: float) -> float:
        """The mean time of the first n units."""
        return self.total_h(n) / n

    def block_h(self, first: int, last: int) -> float:
        """The time of units first to last."""
        return math.fsum(one.block_h(first, last) for one in self.parts)


def first_at_most(time_h: Callable[[float], float], target: float) -> int | None:
    """The first unit whose falling time is not above the target; None where none up to 10¹² is."""
    if time_h(1) <= target * (1 + _SLACK):
        return 1
    if time_h(MOST_UNITS) > target * (1 + _SLACK):
        return None
    low, high = 1, MOST_UNITS
    while high - low > 1:
        middle = (low + high) // 2
        if time_h(middle) <= target * (1 + _SLACK):
            high = middle
        else:
            low = middle
    return high


def units_in(curves: Curves, hours: float) -> int:
    """How many units are finished in so many hours, from the first one on; at most 10¹²."""
    limit = hours * (1 + _SLACK)
    if curves.total_h(1) > limit:
        return 0
    low, high = 1, 2
    while high < MOST_UNITS and curves.total_h(high) <= limit:
        low, high = high, high * 2
    high = min(high, MOST_UNITS + 1)
    while high - low > 1:
        middle = (low + high) // 2
        if curves.total_h(middle) <= limit:
            low = middle
        else:
            high = middle
    return low


def doublings(asked: Sequence[int]) -> list[int]:
    """The units 1, 2, 4, 8 … up to the largest that is asked for, and those asked for."""
    most = max((*asked, 64))
    found = set(asked)
    unit = 1
    while unit <= most:
        found.add(unit)
        unit *= 2
    return sorted(found)
