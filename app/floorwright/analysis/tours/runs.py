"""A milk run measured: its rounds over the plan's own ways, how long it takes and what it costs a day.

Conventions: docs/decisions/0010-quantities-and-milk-runs.md.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from floorwright.analysis.carried import Carried, Conventions
from floorwright.analysis.legs import Leg, Stop
from floorwright.analysis.order import NameKey, name_key
from floorwright.analysis.result import TourFigures, Warning
from floorwright.analysis.route import LARGEST, TOO_LARGE, joined, measured_leg
from floorwright.analysis.stations import dropoff_point, pickup_point
from floorwright.analysis.trips import SLACK, WALKING, whole_number
from floorwright.analysis.ways.distances import Distances
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine, Method
from floorwright.model.tour import Tour, TourStop


class TourKey(NamedTuple):
    """A tour by its name, as people sort it, and its id."""

    name: NameKey
    id: str


class Itinerary(NamedTuple):
    """A tour with its stops in order."""

    tour: Tour
    stops: tuple[TourStop, ...]

    def stations(self) -> tuple[str, ...]:
        """The ids of the depot and of the stations it serves."""
        return (self.tour.depot, *(stop.station for stop in self.stops))

    def rounds(self, loads: Sequence[float]) -> list[range]:
        """The rounds of a run, ranges of places, when the stops need these loads."""
        return rounds_of(loads, [stop.round for stop in self.stops], self.tour.capacity)


@dataclass(frozen=True, slots=True)
class OnTour:
    """A measured tour: its figures, its legs, each as what is carried over it, and what is to be said about it."""

    figures: TourFigures
    legs: tuple[Leg, ...]
    carried: tuple[Carried, ...]
    warnings: tuple[Warning, ...]


def itineraries(records: Records) -> dict[TourKey, Itinerary]:
    """Every tour of the plan with its stops in order."""
    stops: dict[str, list[TourStop]] = {}
    tours: list[Tour] = []
    for record in records.values():
        if isinstance(record, TourStop):
            stops.setdefault(record.tour, []).append(record)
        elif isinstance(record, Tour):
            tours.append(record)
    return {
        TourKey(name_key(tour.name), tour.id): Itinerary(
            tour, tuple(sorted(stops.get(tour.id, ()), key=lambda stop: (stop.order, stop.id)))
        )
        for tour in tours
    }


def method_of_tour(tour: Tour, records: Records) -> Method:
    """What drives the tour; walking when it has no method."""
    method = records.get(tour.method or "")
    return method if isinstance(method, Method) else WALKING


def runs_per_day(tour: Tour, stops: Sequence[TourStop], method: Method, whole: bool) -> float:
    """How often it runs: as it says, else as often as the interval fits into the method's hours, else as it must.

    Without either it runs as often as everything fits on board in one round, once where there is no capacity.
    """
    if tour.runs_per_day is not None:
        return tour.runs_per_day
    if tour.interval_min is not None:
        runs = method.available_h_per_day * 60 / tour.interval_min
        return float(whole_number(runs)) if whole and runs <= LARGEST else runs
    total = math.fsum(min(stop.quantity_per_day, LARGEST) for stop in stops)
    needed = total / tour.capacity if tour.capacity else 1.0
    return float(max(whole_number(needed), 1)) if needed <= LARGEST else needed


def rounds_of(loads: Sequence[float], numbers: Sequence[int], capacity: float | None) -> list[range]:
    """The stops in order as ranges of their places: split where the number of the round changes, and where the next
    one does not fit on board any more."""
    most = math.inf if capacity is None else capacity * (1 + SLACK)
    found: list[range] = []
    first, aboard = 0, 0.0
    for place, load in enumerate(loads):
        if place > first and (aboard + load > most or numbers[place] != numbers[place - 1]):
            found.append(range(first, place))
            first, aboard = place, 0.0
        aboard += load
    return [*found, range(first, len(loads))] if loads else []


def on_tour(itinerary: Itinerary, records: Records, distances: Distances, conventions: Conventions) -> OnTour:
    """The tour with its figures; without any where it cannot run, with the reason.

    Time a run = way ÷ speed, the way from a round's last stop back to the depot ÷ the speed without a load, and load +
    unload once a stop (methods.md 2.6, with one delivery a stop).
    """
    tour, stops = itinerary
    method = method_of_tour(tour, records)
    runs = runs_per_day(tour, stops, method, conventions.whole_trips)
    depot = records.get(tour.depot)
    machines = [found for stop in stops if isinstance(found := records.get(stop.station), Machine)]
    if not isinstance(depot, Machine) or len(machines) < len(stops):
        return _without(itinerary, method, runs, "a station of it is not in the plan")
    if not stops:
        return _without(itinerary, method, runs, "it has no stops", depot)
    if not 0 < runs <= LARGEST:
        return _without(itinerary, method, runs, "it never runs" if runs <= 0 else TOO_LARGE, depot)
    loads = [stop.quantity_per_day / runs for stop in stops]
    if tour.capacity is not None:
        for machine, load in zip(machines, loads, strict=True):
            if load > tour.capacity * (1 + SLACK):
                needs = f"“{machine.name}” needs {load:.6g} pieces a run and {tour.capacity:.6g} fit on board"
                return _without(itinerary, method, runs, f"{needs}; let it run more often", depot)
    rounds = itinerary.rounds(loads)
    ways = [_round(depot, [machines[place] for place in places], method, distances) for places in rounds]
    legs = tuple(leg for way in ways for leg in way)
    for leg in legs:
        if leg.length is None:
            ends = " → ".join(str(getattr(records.get(stop.station), "name", "")) for stop in (leg.start, leg.end))
            return _without(itinerary, method, runs, f"{ends}: {leg.reason}", depot, legs)
    carried = [
        one
        for number, way in enumerate(ways)
        for one in _stretches(tour, number, way, runs, method, records, conventions.turn_penalty_s)
    ]
    loaded = math.fsum(leg.length or 0.0 for way in ways for leg in way[:-1]) / 1000
    distance = math.fsum(leg.length or 0.0 for leg in legs) / 1000
    hours = math.fsum(one.travel_h + one.handling_h for one in carried)
    cost = math.fsum(one.cost for one in carried)
    if not max(runs * distance, hours, cost, *loads) <= LARGEST:
        return _without(itinerary, method, runs, TOO_LARGE, depot, legs)
    load = max(math.fsum(loads[place] for place in places) for places in rounds)
    between_h = method.available_h_per_day / runs if tour.interval_min is None else tour.interval_min / 60
    figures = TourFigures(
        tour=tour.id,
        name=tour.name,
        method=method.name,
        depot=depot.name,
        stops=tuple(machine.name for machine in machines),
        rounds=tuple(tuple(machines[place].name for place in places) for places in rounds),
        runs_per_day=runs,
        trips_per_day=runs * len(rounds),
        load=load,
        load_utilisation=None if tour.capacity is None else load / tour.capacity,
        distance_m=distance,
        loaded_m=loaded,
        time_s_per_run=hours / runs * 3600,
        hours_per_day=hours,
        handling_h_per_day=math.fsum(one.handling_h for one in carried),
        utilisation=hours / runs / between_h,
        cost_per_day=cost,
        path=joined(legs),
        method_id=method.id,
    )
    return OnTour(figures, legs, tuple(carried), tuple(_remarks(figures, between_h)))


def _round(depot: Machine, stops: Sequence[Machine], method: Method, distances: Distances) -> list[Leg]:
    home = Stop(pickup_point(depot), depot.id)
    on_way = [home, *(Stop(dropoff_point(machine), machine.id) for machine in stops), home]
    return [measured_leg(start, end, method, distances) for start, end in pairwise(on_way)]


def _stretches(
    tour: Tour, number: int, way: Sequence[Leg], runs: float, method: Method, records: Records, turn_s: float
) -> list[Carried]:
    """What a round adds to the sums of a day, leg by leg; the last one, back to the depot, is driven empty."""
    found: list[Carried] = []
    for place, leg in enumerate(way):
        back = place == len(way) - 1
        distance = (leg.length or 0.0) / 1000
        speed = (method.speed_empty_m_s or method.speed_m_s) if back else method.speed_m_s
        travel_h = runs * (distance / speed + leg.turns * turn_s) / 3600
        handling_h = 0.0 if back else runs * (method.load_s + method.unload_s) / 3600
        found.append(
            Carried(
                (tour.id, number, place),
                leg.start.station,
                leg.end.station,
                _name(records, leg.start),
                _name(records, leg.end),
                method,
                (leg,),
                joined((leg,)),
                flows=1,
                trips=0.0 if back else runs,
                moves=runs if place == 0 else 0.0,
                moment_m=0.0 if back else runs * distance,
                distance_m=runs * distance,
                travel_h=travel_h,
                handling_h=handling_h,
                cost=(travel_h + handling_h) * method.cost_per_h,
            )
        )
    return found


def _without(
    itinerary: Itinerary,
    method: Method,
    runs: float,
    reason: str,
    depot: Machine | None = None,
    legs: tuple[Leg, ...] = (),
) -> OnTour:
    tour = itinerary.tour
    figures = TourFigures(
        tour=tour.id, name=tour.name, method=method.name, depot=depot.name if depot else "", stops=(), rounds=(),
        runs_per_day=runs if math.isfinite(runs) else 0.0, trips_per_day=0.0, load=0.0, load_utilisation=None,
        distance_m=None, loaded_m=None, time_s_per_run=None, hours_per_day=None, handling_h_per_day=None,
        utilisation=None, cost_per_day=None, path=(), method_id=method.id, reason=reason,
    )  # fmt: skip
    return OnTour(figures, legs, (), (Warning(f"The tour {tour.name} has no figures", "tours", reason, tour.id),))


def _remarks(figures: TourFigures, between_h: float) -> list[Warning]:
    found: list[Warning] = []
    where = f"tour {figures.name}"
    if len(figures.rounds) > 1:
        why = f"its stops need more than fits on board: every run is {len(figures.rounds)} rounds"
        found.append(Warning("A tour comes back to load again", where, why, figures.tour))
    if figures.utilisation is not None and figures.utilisation > 1 + SLACK:
        took = (figures.time_s_per_run or 0.0) / 60
        why = f"a run takes {took:.3g} min and the next starts after {between_h * 60:.3g} min"
        units = whole_number(figures.utilisation)
        found.append(Warning("A tour needs more than one vehicle", where, f"{why}: {units} are needed", figures.tour))
    return found


def _name(records: Records, stop: Stop) -> str:
    machine = records.get(stop.station)
    return machine.name if isinstance(machine, Machine) else ""
