"""The choices on which textbooks disagree (methods.md 0), as the plan makes them, and what others would give."""

from collections.abc import Callable
from dataclasses import replace
from math import fsum

from floorwright.analysis.carried import conventions_of
from floorwright.analysis.explain.explanation import Alternative, Convention
from floorwright.analysis.explain.flow_day import FlowDay, walks
from floorwright.analysis.explain.inputs import MODES
from floorwright.model.diff import Records
from floorwright.model.kinds import DistanceMode

Of = Callable[[FlowDay], float]
"""What one flow adds to the figure."""


def of_sum(records: Records, mode: DistanceMode, days: list[FlowDay], of: Of, *about: str) -> tuple[Convention, ...]:
    """The conventions about `distance`, `trips`, `returns` and `turns` that a sum over flows rests on.

    What another would give is computed over the same flows, those that have a way now.
    """

    def otherwise(choice: str, change: Callable[[FlowDay], FlowDay]) -> Alternative:
        return Alternative(choice, fsum(of(change(day)) for day in days))

    found: list[Convention] = []
    if "distance" in about:
        found.append(_distance(mode, otherwise))
    if "turns" in about and any(day.turn_s for day in days):
        without = otherwise("turns cost no time, on the same ways", lambda day: replace(day, turn_s=0.0))
        found.append(Convention("Turns", "each turn from one aisle into another costs time", (without,)))
    if "trips" in about:
        if conventions_of(records).whole_trips:
            other = otherwise("parts of trips count", FlowDay.in_part_trips)
            found.append(Convention("Trips", "whole trips: rounded up for each flow", (other,)))
        else:
            other = otherwise("whole trips, rounded up for each flow", FlowDay.in_whole_trips)
            found.append(Convention("Trips", "parts of trips count", (other,)))
    if "returns" in about and days:
        others = (
            otherwise("nothing returns empty", lambda day: replace(day, returns=False)),
            otherwise("everything returns empty", lambda day: replace(day, returns=True)),
        )
        chosen = "as each method says; the way back is as long as the way there"
        found.append(Convention("Empty returns", chosen, others))
    if any(walks(day) for day in days):
        found.append(Convention("Flows without a method", "a person walks at 1.3 m/s, without handling time and cost"))
    return tuple(found)


def _distance(mode: DistanceMode, otherwise: Callable[[str, Callable[[FlowDay], FlowDay]], Alternative]) -> Convention:
    others: list[Alternative] = []
    if mode is not DistanceMode.STRAIGHT:
        others.append(otherwise(MODES[DistanceMode.STRAIGHT], lambda day: day.over(day.figures.straight_m)))
    if mode is not DistanceMode.RECTILINEAR:
        others.append(otherwise(MODES[DistanceMode.RECTILINEAR], lambda day: day.over(day.figures.rectilinear_m)))
    others += [Alternative(MODES[m], None) for m in (DistanceMode.AISLE, DistanceMode.FREE) if m is not mode]
    return Convention("Distances", f"{MODES[mode]}, between pick-up and drop-off points", tuple(others))
