"""At which value of an input a decision is reversed, by the real analysis of both scenarios."""

import math
from collections.abc import Callable

from floorwright.analysis.comparing.economics import annuity_factor, crossing
from floorwright.analysis.comparing.levers import Lever, scaled
from floorwright.analysis.comparing.paying import paying
from floorwright.analysis.comparing.what_if import WhatIf
from floorwright.model.investment import Investment

SWING = 0.2
"""Each input is put 20 % lower and higher, the others staying as they are."""
STEPS = (1.25, 2.0, 10.0, 100.0, 1000.0)
FROM_NOTHING = (0.01, 0.1, 1.0, 10.0, 100.0, 1000.0, 1e4, 1e5, 1e6)
"""An input that is 0 is tried at these values."""
STRAIGHT = 1e-10
"""So near, as a share of the largest benefit, three values must come to a line."""


class Decision:
    """The benefit of a proposal under changed inputs, by the real analysis of both scenarios.

    The benefit is the present value over the years looked at, or the saving a day while the moving cost is not known.
    """

    def __init__(self, first: WhatIf, second: WhatIf, investment: Investment) -> None:
        self._first, self._second, self._investment = first, second, investment
        self._known: dict[tuple[str, float], float] = {}
        self._now = (first.totals({}), second.totals({}))

    @property
    def unit(self) -> str:
        """What the benefit is counted in, after the currency."""
        return "a day" if self._investment.moving_cost is None else "present value"

    def at(self, lever: Lever, value: float) -> float:
        """The benefit when one input has this value."""
        key = (lever.name, value)
        if key not in self._known:
            self._known[key] = self._computed(lever, value)
        return self._known[key]

    def years_cost(self, volume: float) -> tuple[float, float]:
        """What a year costs at a share of today's volume: the handling and, in the second, its share of the move."""
        first, second = (scenario.totals(scaled(scenario.records, volume)) for scenario in (self._first, self._second))
        money = paying(first, second, self._investment)
        spent = self._investment.once if self._investment.moving_cost is not None else 0.0
        share = spent / annuity_factor(self._investment.discount_percent / 100, self._investment.years)
        days = self._investment.working_days_per_year
        return money.cost_per_day[0] * days, money.cost_per_day[1] * days + share

    def trips_at(self, volume: float) -> float:
        """The loaded trips a day of the proposal at a share of today's volume."""
        return self._second.totals(scaled(self._second.records, volume)).trips_per_day

    def _computed(self, lever: Lever, value: float) -> float:
        first, second = self._now
        investment = lever.spent(self._investment, value) if lever.spent else self._investment
        if lever.changed is not None:
            first, second = (one.totals(lever.changed(one.records, value)) for one in (self._first, self._second))
        money = paying(first, second, investment)
        return money.saving_per_day if money.npv is None else money.npv


def near_values(lever: Lever) -> tuple[float, float]:
    """The input 20 % lower and higher, or 1 where it is 0, as far as it can go."""
    step = abs(lever.now) * SWING or 1.0
    return max(lever.now - step, lever.lowest), min(lever.now + step, lever.highest)


def is_straight(decision: Decision, lever: Lever) -> bool:
    """Whether the benefit follows a straight line near the value now."""
    return _line(decision, lever, _itself) is not None


def switching(decision: Decision, lever: Lever) -> float | None:
    """The value nearest to now at which the benefit changes its sign; None when it does not.

    Where three values lie on a straight line over the input or over 1 ÷ the input, the value is where that line crosses
    0, if the real analysis there agrees. Otherwise it is searched for, computing anew at every value tried.
    """
    here = decision.at(lever, lever.now)
    if here == 0:
        return lever.now
    if _has_no_effect(decision, lever, here):
        return None
    known, value = _by_a_line(decision, lever, here)
    if known:
        return value
    found = [value for up in (False, True) if (value := _on_one_side(decision, lever, here, up)) is not None]
    return min(found, key=lambda value: abs(value - lever.now), default=None)


def _has_no_effect(decision: Decision, lever: Lever, here: float) -> bool:
    """Whether the benefit is the same at the far ends and near by: what cancels out need not be followed."""
    near = [lever.now * (1 - SWING), lever.now * (1 + SWING)] if lever.now else [1.0]
    tried = [value for value in (*near, lever.lowest, lever.highest) if lever.lowest <= value <= lever.highest]
    return all(abs(decision.at(lever, value) - here) <= 1e-12 * abs(here) for value in tried)


def _on_one_side(decision: Decision, lever: Lever, here: float, up: bool) -> float | None:
    near = lever.now
    for value in _tried(lever, up):
        there = decision.at(lever, value)
        if not math.isfinite(there):
            return None
        if there == 0 or (there < 0) != (here < 0):
            return crossing(lambda x: decision.at(lever, x), near, value)
        near = value
    return None


def _tried(lever: Lever, up: bool) -> list[float]:
    if lever.now == 0:
        values = [step if up else -step for step in (*FROM_NOTHING, 1e9)]
    else:
        away = [step if up == (lever.now > 0) else 1 / step for step in STEPS]
        values = [lever.now * step for step in away]
        values += [value for value in (lever.lowest, lever.highest) if (value > lever.now) == up]
    inside = {value for value in values if lever.lowest <= value <= lever.highest and value != lever.now}
    return sorted(inside, reverse=not up)


def _by_a_line(decision: Decision, lever: Lever, here: float) -> tuple[bool, float | None]:
    """Whether a line tells the switching value, and the value."""
    for shape in (_itself, _reciprocal):
        line = _line(decision, lever, shape)
        if line is None:
            continue
        slope, scale = line
        at = shape(lever.now) - here / slope
        value = math.inf if shape is _reciprocal and at <= 0 else shape(at)
        if lever.lowest <= value <= lever.highest:
            return abs(decision.at(lever, value)) <= 1e-8 * scale, value
        ends = [decision.at(lever, end) for end in (lever.lowest, lever.highest)]
        return all((end < 0) == (here < 0) for end in ends), None
    return False, None


def _itself(value: float) -> float:
    return value


def _reciprocal(value: float) -> float:
    return 1 / value


def _line(decision: Decision, lever: Lever, shape: Callable[[float], float]) -> tuple[float, float] | None:
    """The slope of the line on which the benefit lies at three values, over their shape, and the largest benefit."""
    low, high = near_values(lever)
    if not low < lever.now < high or (low <= 0 and shape is _reciprocal):
        return None
    u, v = [shape(x) for x in (low, lever.now, high)], [decision.at(lever, x) for x in (low, lever.now, high)]
    scale = max(map(abs, v))
    slope = (v[2] - v[0]) / (u[2] - u[0])
    away = abs(v[0] + slope * (u[1] - u[0]) - v[1])
    return (slope, scale) if slope and away <= STRAIGHT * scale else None
