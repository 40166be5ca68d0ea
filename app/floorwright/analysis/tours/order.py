"""The best order of a milk run's stops, on the ways of the plan."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from floorwright.analysis.carried import conventions_of
from floorwright.analysis.legs import Stop
from floorwright.analysis.route import measured_leg
from floorwright.analysis.stations import dropoff_point, pickup_point
from floorwright.analysis.tours.runs import Itinerary, method_of_tour, runs_per_day
from floorwright.analysis.tours.search import TourProblem, best_rounds
from floorwright.analysis.trips import SLACK
from floorwright.analysis.ways.distances import Distances, distances
from floorwright.errors import AnalysisFailed
from floorwright.jobs import Job
from floorwright.model.diff import Records
from floorwright.model.kinds import DistanceMode, Machine, Underlay
from floorwright.model.tour import TourStop

if TYPE_CHECKING:
    from floorwright.geometry.free_space import Obstacle

SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class BestOrder:
    """The stops of a tour in the best order and rounds that were found.

    Seconds are a run's travel, before and after; None where the order before did not fit on board. `proved` says
    whether there is none better, `by` what found it.
    """

    stops: tuple[TourStop, ...]
    before_s: float | None
    after_s: float
    proved: bool
    by: str

    @property
    def words(self) -> str:
        """What the search came to."""
        before = f"{self.before_s:.1f} s" if self.before_s is not None else "more than fits on board"
        sure = "proved to be the least" if self.proved else f"the least that {self.by} found"
        return f"a run travelled {before} and travels {self.after_s:.1f} s now, {sure}."


def find_best_order(
    itinerary: Itinerary,
    records: Mapping[str, object],
    mode: DistanceMode,
    drawn: Mapping[str, Sequence["Obstacle"]],
    seconds: float,
    seed: int,
    job: Job,
) -> BestOrder:
    """The order and rounds in which a run takes the least travel time; with one speed also the fewest metres.

    `drawn` are the obstacles of imported drawings by the id of their underlay. Everything is plain data, so that it can
    be worked out in another process.

    Raises:
        AnalysisFailed: when the tour cannot run, with the reason.
        Cancelled: when the job was cancelled.
    """
    here: Records = records  # type: ignore[assignment]

    def barriers(underlay: Underlay) -> Sequence["Obstacle"]:
        return drawn.get(underlay.id, ())

    problem = tour_problem(itinerary, here, distances(mode, here, barriers), job)
    found = best_rounds(problem, seconds, seed, job)
    order = [
        replace(itinerary.stops[place], order=number, round=turn)
        for number, (turn, place) in enumerate(
            (turn, place) for turn, places in enumerate(found.rounds, 1) for place in places
        )
    ]
    speed = method_of_tour(itinerary.tour, here).speed_m_s * 1000
    rounds = tuple(tuple(places) for places in itinerary.rounds(problem.loads))
    before = problem.of(rounds) if all(problem.fits(places) for places in rounds) else math.inf
    return BestOrder(
        tuple(order), before / speed if before < math.inf else None, found.cost / speed, found.proved, found.by
    )


def tour_problem(itinerary: Itinerary, records: Records, measure: Distances, job: Job) -> TourProblem:
    """What it costs from place to place: millimetres at the speed with a load, also for the empty way back and turns.

    Raises:
        AnalysisFailed: when a station is not in the plan, there is no way, or something does not fit on board.
    """
    tour, stops = itinerary
    depot = records.get(tour.depot)
    machines = [found for stop in stops if isinstance(found := records.get(stop.station), Machine)]
    if not isinstance(depot, Machine) or len(machines) < len(stops) or not stops:
        raise AnalysisFailed(f"The tour “{tour.name}” has no stops.", hint="Add stops in the table “Tour stops”.")
    method, conventions = method_of_tour(tour, records), conventions_of(records)
    runs = runs_per_day(tour, stops, method, conventions.whole_trips)
    if not runs > 0:
        raise AnalysisFailed(f"The tour “{tour.name}” never runs.", hint="Give it runs a day or an interval.")
    loads = tuple(stop.quantity_per_day / runs for stop in stops)
    for machine, load in zip(machines, loads, strict=True):
        if tour.capacity is not None and load > tour.capacity * (1 + SLACK):
            raise AnalysisFailed(
                f"“{machine.name}” needs {load:.6g} pieces a run and {tour.capacity:.6g} fit on board.",
                hint="Let the tour run more often.",
            )
    home = Stop(pickup_point(depot), depot.id)
    places = [home, *(Stop(dropoff_point(machine), machine.id) for machine in machines)]
    cost = np.zeros((len(places), len(places)))
    turn_mm = conventions.turn_penalty_s * method.speed_m_s * 1000
    slower = method.speed_m_s / (method.speed_empty_m_s or method.speed_m_s)
    for i, start in enumerate(places):
        job.progress(0.3 * i / len(places), "Measuring the ways between the stops")
        for j, end in enumerate(places):
            if i == j:
                continue
            leg = measured_leg(start, end, method, measure)
            if leg.length is None:
                names = " → ".join(str(getattr(records.get(one.station), "name", "")) for one in (start, end))
                raise AnalysisFailed(f"There is no way {names}: {leg.reason}.", hint="Clear the way, or leave it out.")
            cost[i, j] = leg.length * (slower if j == 0 else 1.0) + leg.turns * turn_mm
    return TourProblem(cost, loads, tour.capacity)
