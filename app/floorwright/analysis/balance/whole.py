"""Times as they are written, as whole numbers of one unit, with which the search is exact."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor, lcm

LARGEST_TIME = 10**10
"""So that weighted sums of times stay within 53 bits, where floats are exact."""
_NOISE = 1e-11


def whole_times(times: Sequence[float]) -> tuple[list[int], Fraction, bool]:
    """Times as whole numbers of one unit, the unit, and whether that is exact.

    The unit is the largest power-of-ten part (or other fraction) that measures each time as it is written, forgetting
    what minutes times 60 leaves in the last digits. Where it would be too small for the sums to stay whole it is a
    ten-millionth of the longest time, and the times are rounded.
    """
    exact = [_as_written(value) for value in times]
    unit = Fraction(1)
    for value in exact:
        unit = Fraction(1, lcm(unit.denominator, value.denominator))
        if unit.denominator > LARGEST_TIME:
            break
    longest = max(exact, default=Fraction(0))
    if unit.denominator <= LARGEST_TIME and longest / unit < LARGEST_TIME:
        return [int(value / unit) for value in exact], unit, True
    unit = longest / 10**7
    return [round(value / unit) for value in exact], unit, False


def cycle_in(cycle: float, unit: Fraction) -> int:
    """How many units fit into a cycle: loads are whole units, so nothing is lost below the next one."""
    return floor(_as_written(cycle) / unit + Fraction(1, 10**9))


def _as_written(value: float) -> Fraction:
    near = round(value, 9)
    return Fraction(repr(near if abs(near - value) <= _NOISE * max(1.0, abs(value)) else value))
