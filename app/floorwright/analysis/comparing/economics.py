"""Break-even, payback, present value and rate of return: the arithmetic of a decision (methods.md 6.2)."""

import math
from collections.abc import Callable, Sequence

MOST_STEPS = 200


def break_even_quantity(fixed: float, price: float, variable: float) -> float | None:
    """The quantity at which income covers cost: Q = F ÷ (s − v); None when a piece brings no more than it costs.

    Source: R. Panneerselvam, Engineering Economics, chapter 1 (example 1.1, p. 10).
    """
    return fixed / (price - variable) if price > variable else None


def equal_cost_quantity(fixed_a: float, variable_a: float, fixed_b: float, variable_b: float) -> float | None:
    """The quantity at which two processes cost the same: Q = (F2 − F1) ÷ (v1 − v2); None when they never do.

    Source: P. C. Sharma, A Textbook of Production Engineering, chapter 5 (example 5.32, p. 277).
    """
    if variable_a == variable_b:
        return None
    quantity = (fixed_b - fixed_a) / (variable_a - variable_b)
    return quantity if quantity >= 0 else None


def annuity_factor(rate: float, years: float) -> float:
    """What 1 at the end of every year is worth now: (1 − (1 + i)^−n) ÷ i, and n without interest."""
    return years if rate == 0 else -math.expm1(-years * math.log1p(rate)) / rate


def npv(rate: float, cash: Sequence[float]) -> float:
    """Net present value of cash at the beginning and at the end of each year: Σ cash ÷ (1 + i)^t, t from 0."""
    return math.fsum(one / (1 + rate) ** year for year, one in enumerate(cash))


def irr(cash: Sequence[float]) -> float | None:
    """The rate a year at which the present value is 0; None when there is none between −99 % and a million per cent.

    By root finding, not by linear interpolation (methods.md 0, convention 15).
    """
    return crossing(lambda rate: npv(rate, cash), -0.99, 1e4)


def annuity_rate(once: float, yearly: float, years: float) -> float | None:
    """The rate at which `yearly` over so many years is worth `once`; None when it brings back less than nothing."""
    if once <= 0 or yearly <= 0:
        return None
    return crossing(lambda rate: yearly * annuity_factor(rate, years) - once, -0.99, 1e6)


def payback_years(once: float, yearly: float) -> float | None:
    """How long until the savings have paid what was spent once; None when they never do."""
    if once <= 0:
        return 0.0
    return once / yearly if yearly > 0 else None


def discounted_payback_years(once: float, yearly: float, rate: float) -> float | None:
    """The same with interest: the n at which `yearly` × annuity factor = `once`; None when it never is.

    n = −ln(1 − once × i ÷ yearly) ÷ ln(1 + i), from the annuity factor.
    """
    if rate == 0 or once <= 0 or yearly <= 0:
        return payback_years(once, yearly)
    left = once * rate / yearly
    return -math.log1p(-left) / math.log1p(rate) if left < 1 else None


def crossing(of: Callable[[float], float], low: float, high: float) -> float | None:
    """Where a function changes its sign between two values; None when it has the same sign at both.

    False position with the weights of the Illinois method (M. Dowell and P. Jarratt, BIT 11, 1971), and a halving of
    what is left every third step, so that it also ends at a jump.
    """
    at_low, at_high = of(low), of(high)
    if at_low == 0:
        return low
    if at_high == 0:
        return high
    if not (math.isfinite(at_low) and math.isfinite(at_high)) or (at_low < 0) == (at_high < 0):
        return None
    small = 1e-13 * min(abs(at_low), abs(at_high))
    weight_low, weight_high, side = at_low, at_high, 0
    for step in range(MOST_STEPS):
        half = (low + high) / 2
        middle = half if step % 3 == 2 else (low * weight_high - high * weight_low) / (weight_high - weight_low)
        if not min(low, high) < middle < max(low, high):
            middle = half
        here = of(middle)
        if abs(here) <= small or abs(high - low) <= 1e-13 * max(abs(low), abs(high)):
            return middle
        if (here < 0) == (at_low < 0):
            low, at_low, weight_low = middle, here, here
            weight_high = weight_high / 2 if side < 0 else at_high
            side = -1
        else:
            high, at_high, weight_high = middle, here, here
            weight_low = weight_low / 2 if side > 0 else at_low
            side = 1
    return (low + high) / 2
