"""What a tour adds to a figure, taken apart: touches at its stops, travel with a load, the way home empty."""

from collections.abc import Sequence
from typing import Literal

from floorwright.analysis.explain.explanation import Contribution, Input, Origin
from floorwright.analysis.explain.flow_day import EMPTY, LOADED
from floorwright.analysis.result import TourFigures
from floorwright.model.diff import Records
from floorwright.model.tour import Tour

TOUCHES = "Loading and unloading on tours"
Of = Literal["metres", "travel", "handling", "hours"]


def tour_parts(tours: Sequence[TourFigures], amounts: Sequence[Contribution], of: Of) -> list[Contribution]:
    """The amounts of tours by part. Hours and money follow the hours of the parts, metres the metres.

    A run is loaded until its last stop; from there to the depot it is empty.
    """
    known = {tour.tour: tour for tour in tours}
    found: list[Contribution] = []
    for amount in amounts:
        weights = _weights(known[amount.records[0]], of)
        whole = sum(weights.values())
        if whole > 0:
            found += [Contribution(part, amount.value * w / whole, amount.records) for part, w in weights.items() if w]
        else:
            found.append(amount)
    return found


def inputs_of_tours(records: Records, tours: Sequence[TourFigures]) -> tuple[Input, ...]:
    """How often every tour runs and how long a run is."""
    found: list[Input] = []
    for tour in tours:
        record = records.get(tour.tour)
        given = isinstance(record, Tour) and record.runs_per_day is not None
        origin = Origin.ENTERED if given else Origin.DEFAULT
        found.append(Input(f"Runs of {tour.name}", "R", tour.runs_per_day, "a day", origin, tour.tour, "runs_per_day"))
        found.append(Input(f"Way of a run of {tour.name}", "d", tour.distance_m, "m", Origin.MEASURED, tour.tour, ""))
    return tuple(found)


def _weights(tour: TourFigures, of: Of) -> dict[str, float]:
    way = tour.distance_m or 0.0
    loaded = min((tour.loaded_m or 0.0) / way, 1.0) if way > 0 else 0.0
    handling = tour.handling_h_per_day or 0.0
    travel = (tour.hours_per_day or 0.0) - handling
    match of:
        case "handling":
            return {TOUCHES: 1.0}
        case "hours":
            return {TOUCHES: handling, LOADED: travel * loaded, EMPTY: travel * (1 - loaded)}
    return {LOADED: loaded, EMPTY: 1 - loaded}
