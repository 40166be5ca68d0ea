"""Which input would reverse a decision: its switching value, and how much the benefit swings with it (tornado)."""

import math
from dataclasses import dataclass

from floorwright.analysis.economics import annuity_factor, crossing
from floorwright.analysis.levers import Lever, levers, scaled
from floorwright.analysis.paying import paying
from floorwright.analysis.what_if import WhatIf
from floorwright.jobs import Job
from floorwright.model.investment import Investment

SWING = 0.2
"""Each input is put 20 % lower and higher, the others staying as they are."""
CURVE = 12
"""Steps of the volume for which the cost of a year is computed."""
STEPS = (1.25, 2.0, 10.0, 100.0, 1000.0)
FROM_NOTHING = (0.01, 0.1, 1.0, 10.0, 100.0, 1000.0, 1e4, 1e5, 1e6)
"""An input that is 0 is tried at these values."""


@dataclass(frozen=True, slots=True)
class Switch:
    """One input. The benefit is at `low` and at `high`; `switching` is where it changes its sign, None when nowhere."""

    name: str
    unit: str
    now: float
    low: float
    high: float
    at_low: float
    at_high: float
    switching: float | None
    record: str = ""

    @property
    def swing(self) -> float:
        """How far apart the benefits are."""
        return abs(self.at_high - self.at_low)

    @property
    def change_per_cent(self) -> float | None:
        """How far it is to the switching value; None where there is none or the input is 0 now."""
        return None if self.switching is None or not self.now else (self.switching - self.now) / abs(self.now) * 100


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The volume of production, as a share of today's, at which the proposal just pays.

    None where it pays at every volume, or at none; `words` say which. `trips_per_day` are loaded trips of the proposal.
    """

    volume: float | None
    trips_per_day: float | None
    pays_above: bool
    words: str
    curve: tuple[tuple[float, float, float], ...] = ()
    """Volumes with what a year costs then in the first and in the second, its share of what is spent once included."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What the decision hangs on, the input that must change least first, those that never reverse it last."""

    benefit: float
    unit: str
    switches: tuple[Switch, ...]
    break_even: BreakEven


class Decision:
    """The benefit of a proposal under changed inputs, by the real analysis of both scenarios.

    The benefit is the present value over the years looked at, or the saving a day while the moving cost is not known.
    """

    def __init__(self, first: WhatIf, second: WhatIf, investment: Investment) -> None:
        self._first, self._second, self._investment = first, second, investment
        self._known: dict[tuple[str, float], float] = {}

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
        investment = lever.spent(self._investment, value) if lever.spent else self._investment
        first, second = (
            scenario.totals(lever.changed(scenario.records, value) if lever.changed else {})
            for scenario in (self._first, self._second)
        )
        money = paying(first, second, investment)
        return money.saving_per_day if money.npv is None else money.npv


def sensitivity(first: WhatIf, second: WhatIf, investment: Investment, job: Job | None = None) -> Sensitivity:
    """The inputs by how little of a change in each reverses the decision, and the break-even volume.

    Raises:
        Cancelled: when the job was cancelled.
    """
    decision = Decision(first, second, investment)
    inputs = levers(first.records, second.records, investment)
    found: list[Switch] = []
    for number, lever in enumerate(inputs):
        if job is not None:
            job.progress(number / len(inputs), f"What if: {lever.name}")
        found.append(_switch(decision, lever))
    volume = inputs[0]
    benefit = decision.at(volume, volume.now)
    return Sensitivity(
        benefit=benefit,
        unit=decision.unit,
        switches=tuple(sorted(found, key=_nearest)),
        break_even=_break_even(decision, volume, found[0].switching, benefit),
    )


def _switch(decision: Decision, lever: Lever) -> Switch:
    step = abs(lever.now) * SWING or 1.0
    low, high = max(lever.now - step, lever.lowest), min(lever.now + step, lever.highest)
    return Switch(
        lever.name, lever.unit, lever.now, low, high, decision.at(lever, low), decision.at(lever, high),
        _switching(decision, lever), lever.record,
    )  # fmt: skip


def _switching(decision: Decision, lever: Lever) -> float | None:
    """The value nearest to now at which the benefit changes its sign; computed anew at every value tried."""
    here = decision.at(lever, lever.now)
    if here == 0:
        return lever.now
    if _has_no_effect(decision, lever, here):
        return None
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


def _nearest(switch: Switch) -> tuple[bool, float, float, str]:
    away = math.inf if switch.change_per_cent is None else abs(switch.change_per_cent)
    return switch.switching is None, away, -switch.swing, switch.name


def _break_even(decision: Decision, volume: Lever, share: float | None, benefit: float) -> BreakEven:
    last = 2.0 if share is None or not 0.5 < share <= 5 else 1.5 * max(share, 1.0)
    curve = tuple((last * n / CURVE, *decision.years_cost(last * n / CURVE)) for n in range(CURVE + 1))
    if share is None:
        words = "It pays at every volume of production." if benefit > 0 else "It pays at no volume of production."
        return BreakEven(None, None, benefit > 0, words, curve)
    above = decision.at(volume, share * 1.01) > 0
    trips = decision.trips_at(share)
    told = "from" if above else "up to"
    words = f"It pays {told} {share * 100:.1f} % of today's volume ({trips:,.1f} loaded trips a day)."
    return BreakEven(share, trips, above, words.replace(",", "\u202f"), curve)
