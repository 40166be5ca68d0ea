"""Which input would reverse a decision: its switching value, and how much the benefit swings with it (tornado)."""

import math
from dataclasses import dataclass

from floorwright.analysis.comparing.levers import Lever, levers
from floorwright.analysis.comparing.switching import Decision, is_straight, near_values, switching
from floorwright.analysis.comparing.what_if import WhatIf
from floorwright.jobs import Job
from floorwright.model.investment import Investment

CURVE = 12
"""Steps of the volume for which the cost of a year is computed, where it does not follow a straight line."""


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
    low, high = near_values(lever)
    return Switch(
        lever.name, lever.unit, lever.now, low, high, decision.at(lever, low), decision.at(lever, high),
        switching(decision, lever), lever.record,
    )  # fmt: skip


def _nearest(switch: Switch) -> tuple[bool, float, float, str]:
    away = math.inf if switch.change_per_cent is None else abs(switch.change_per_cent)
    return switch.switching is None, away, -switch.swing, switch.name


def _break_even(decision: Decision, volume: Lever, share: float | None, benefit: float) -> BreakEven:
    last = 2.0 if share is None or not 0.5 < share <= 5 else 1.5 * max(share, 1.0)
    steps = 1 if is_straight(decision, volume) else CURVE
    curve = tuple((last * n / steps, *decision.years_cost(last * n / steps)) for n in range(steps + 1))
    if share is None:
        words = "It pays at every volume of production." if benefit > 0 else "It pays at no volume of production."
        return BreakEven(None, None, benefit > 0, words, curve)
    above = decision.at(volume, share * 1.01) > 0
    trips = decision.trips_at(share)
    told = "from" if above else "up to"
    words = f"It pays {told} {share * 100:.1f} % of today's volume ({trips:,.1f} loaded trips a day)."
    return BreakEven(share, trips, above, words.replace(",", "\u202f"), curve)
