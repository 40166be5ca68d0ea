"""How many of each handling method's units a day's work needs, and how busy they are."""

import math
from collections.abc import Iterable, Sequence

from floorwright.analysis.carried import Carried
from floorwright.analysis.order import name_key
from floorwright.analysis.result import MethodFigures, Warning
from floorwright.analysis.trips import WALKING, whole_number
from floorwright.model.diff import Records
from floorwright.model.kinds import Method

COUNTABLE = 1e15
"""More units than this cannot be counted one by one in a floating-point number."""


def method_figures(carried: Sequence[Carried], records: Records) -> tuple[list[MethodFigures], list[Warning]]:
    """Hours, units and utilisation of every method of the plan by name, and of walking when something is carried so.

    Units needed = ceil(hours needed ÷ hours available), with the slack of `whole_number` (methods.md 2.6: nc =
    ceil(WL / AT)). Utilisation = hours needed ÷ (units × hours available), over the units the method has, or over the
    units needed when it is not said how many there are; None when there are none.
    """
    hours: dict[str, list[float]] = {}
    for one in carried:
        if one.counts:
            hours.setdefault(one.method.id, []).append(one.travel_h + one.handling_h)
    methods: list[Method] = [record for record in records.values() if isinstance(record, Method)]
    if WALKING.id in hours:
        methods.append(WALKING)
    figures, warnings = [], []
    for method in _by_name(methods):
        needed = math.fsum(hours.get(method.id, ()))
        units = needed / method.available_h_per_day
        if units > COUNTABLE:
            why = "the hours needed are too many for the hours available to count its units"
            warnings.append(Warning(f"The method “{method.name}”", "handling methods", why, method.id))
            continue
        figures.append(_figures(method, needed, whole_number(units)))
    return figures, warnings


def _figures(method: Method, needed: float, units_needed: int) -> MethodFigures:
    units = units_needed if method.units is None else method.units
    utilisation = needed / (units * method.available_h_per_day) if units > 0 else None
    return MethodFigures(method.name, needed, units_needed, utilisation)


def _by_name(methods: Iterable[Method]) -> list[Method]:
    return sorted(methods, key=lambda method: (name_key(method.name), method.id))
