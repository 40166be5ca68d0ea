"""How many of each handling method's units a day's work needs, and how busy they are."""

import math
from collections.abc import Hashable, Iterable

from floorwright.analysis.carried import Carried
from floorwright.analysis.order import name_key
from floorwright.analysis.result import MethodFigures, Warning
from floorwright.analysis.trips import WALKING, whole_number
from floorwright.model.kinds import Method

COUNTABLE = 1e15
"""More units than this cannot be counted one by one in a floating-point number."""


class FleetTally:
    """Keeps the hours that every way needs of its method."""

    def __init__(self) -> None:
        self._hours: dict[str, dict[Hashable, float]] = {}

    def add(self, one: Carried) -> None:
        """Count what goes one way."""
        if one.counts:
            self._hours.setdefault(one.method.id, {})[one.key] = one.travel_h + one.handling_h

    def remove(self, one: Carried) -> None:
        """Count it no more."""
        if one.counts:
            del self._hours[one.method.id][one.key]

    def methods(self, records: Iterable[Method]) -> tuple[list[MethodFigures], list[Warning]]:
        """Hours, units and utilisation of these methods by name, and of walking when something is carried so.

        Units needed = ceil(hours needed ÷ hours available), with the slack of `whole_number` (methods.md 2.6: nc =
        ceil(WL / AT)). Utilisation = hours needed ÷ (units × hours available), over the units the method has, or over
        the units needed when it is not said how many there are; None when there are none.
        """
        methods = list(records)
        if self._hours.get(WALKING.id):
            methods.append(WALKING)
        figures, warnings = [], []
        for method in _by_name(methods):
            needed = math.fsum(self._hours.get(method.id, {}).values())
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
    return MethodFigures(method.name, needed, units_needed, utilisation, method.id)


def _by_name(methods: Iterable[Method]) -> list[Method]:
    return sorted(methods, key=lambda method: (name_key(method.name), method.id))
