"""The best order of a milk run: against every order there is, on one-way aisles, and with a reason without one."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from floorwright.analysis.analyze import analyze
from floorwright.analysis.tours.order import BestOrder, find_best_order
from floorwright.analysis.tours.runs import itineraries
from floorwright.analysis.tours.search import (
    Rounds,
    TourProblem,
    best_rounds,
    by_every_order,
    by_local_search,
)
from floorwright.errors import AnalysisFailed, Cancelled
from floorwright.jobs import Job
from floorwright.model.kinds import DistanceMode
from floorwright.model.record import Record
from floorwright.model.tour import Tour, TourStop
from helpers.plans import aisle, machine, method, plan, wall


def least_cost(problem: TourProblem) -> float:
    """The cheapest of all orders and all ways to cut them into rounds."""
    count = len(problem.loads)
    best = math.inf
    for order in itertools.permutations(range(count)):
        for cuts in itertools.product((False, True), repeat=count - 1):
            rounds: list[list[int]] = [[order[0]]]
            for place, cut in zip(order[1:], cuts, strict=True):
                rounds.append([place]) if cut else rounds[-1].append(place)
            if all(problem.fits(places) for places in rounds):
                best = min(best, problem.of(tuple(map(tuple, rounds))))
    return best


def served(rounds: Rounds) -> list[int]:
    return sorted(place for places in rounds for place in places)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5), st.randoms(use_true_random=False), st.sampled_from([None, 1.0, 1.7]))
def test_no_order_is_better_than_the_one_that_is_proved(count: int, chance: object, capacity: float | None) -> None:
    number = chance.uniform  # type: ignore[attr-defined]
    cost = np.array([[0.0 if i == j else number(1, 100) for j in range(count + 1)] for i in range(count + 1)])
    problem = TourProblem(cost, tuple(number(0, 1) for _ in range(count)), capacity)
    found = best_rounds(problem, 1.0, 1, Job())
    assert found.proved and served(found.rounds) == list(range(count))
    assert all(problem.fits(places) for places in found.rounds)
    assert found.cost == pytest.approx(least_cost(problem), rel=1e-9)


def ring(count: int) -> TourProblem:
    """Stops on a circle round the depot's place on it, in a mixed-up order; the best tour follows the circle."""
    mixed = [(7 * n + 3) % (count + 1) for n in range(count + 1)]
    angles = [2 * math.pi * (mixed[n] - mixed[0]) / (count + 1) for n in range(count + 1)]
    points = np.array([(1e5 * math.cos(a), 1e5 * math.sin(a)) for a in angles])
    cost = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))
    return TourProblem(cost, (1.0,) * count, None)


def test_sixteen_stops_on_a_circle_are_visited_along_it() -> None:
    problem = ring(16)
    round_the_circle = 17 * 2e5 * math.sin(math.pi / 17)
    for rounds in (best_rounds(problem, 20.0, 1, Job()).rounds, by_local_search(problem, 20.0, 1, Job())):
        assert served(rounds) == list(range(16))
        assert problem.of(rounds) == pytest.approx(round_the_circle, rel=1e-9)


def test_more_stops_than_fit_on_board_are_served_in_rounds_that_do() -> None:
    """Twelve stops of a third each need four rounds at least; two clusters opposite each other are not mixed."""
    points = np.array([(0, 0), *((1000 + n, 0) for n in range(6)), *((-1000 - n, 0) for n in range(6))], float)
    cost = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))
    problem = TourProblem(cost, (1 / 3,) * 12, 1.0)
    found = best_rounds(problem, 20.0, 3, Job())
    assert served(found.rounds) == list(range(12)) and len(found.rounds) == 4
    assert found.cost == pytest.approx(2 * (2 * 1005 + 2 * 1002))


def test_the_local_search_finds_what_is_proved_for_few_stops() -> None:
    problem = ring(7)
    assert problem.of(by_local_search(problem, 5.0, 2, Job())) == pytest.approx(problem.of(by_every_order(problem)))


def test_a_search_that_is_cancelled_ends() -> None:
    with pytest.raises(Cancelled):
        by_local_search(ring(30), 60.0, 1, Job(cancelled=lambda: True))


STATIONS = (machine("Depot", 0, 0), machine("A", 30, 0), machine("B", 30, 40), machine("C", 0, 40))
RUN = Tour(id="t", name="Run", depot="Depot", method="Tugger", capacity=100.0, runs_per_day=4.0)


def order_of(mode: DistanceMode, *records: Record, order: str = "BAC") -> tuple[BestOrder, dict[str, Record]]:
    stops = [TourStop(id=f"s{n}", tour="t", station=n, quantity_per_day=80.0, order=k) for k, n in enumerate(order)]
    made = plan(*STATIONS, method("Tugger", 2.0), RUN, *stops, *records)
    (itinerary,) = itineraries(made).values()
    return find_best_order(itinerary, made, mode, {}, 1.0, 1, Job()), made


def test_three_corners_of_a_rectangle_are_visited_round_it() -> None:
    """B, A, C: 50 + 40 + 50 + 40 = 180 m, 90 s at 2 m/s; round the rectangle 140 m, 70 s."""
    best, made = order_of(DistanceMode.STRAIGHT)
    assert (best.before_s, best.after_s, best.proved) == (pytest.approx(90), pytest.approx(70), True)
    after = analyze(made | {stop.id: stop for stop in best.stops}, DistanceMode.STRAIGHT)
    assert after.tours[0].distance_m == pytest.approx(140)
    assert after.tours[0].stops in (("A", "B", "C"), ("C", "B", "A"))


def test_on_one_way_aisles_the_order_follows_the_traffic() -> None:
    ends = [(0, 0, 30, 0), (30, 0, 30, 40), (30, 40, 0, 40), (0, 40, 0, 0)]
    aisles = [aisle(f"r{n}", *end, one_way=True) for n, end in enumerate(ends)]
    best, _ = order_of(DistanceMode.AISLE, *aisles, order="CBA")
    assert [stop.station for stop in best.stops] == ["A", "B", "C"]
    assert (best.before_s, best.after_s) == (pytest.approx(420 / 2), pytest.approx(140 / 2))


def test_rounds_that_were_found_are_kept_where_the_capacity_would_cut_otherwise() -> None:
    """Two rounds of C and B, and of A: loaded greedily A and B would go together."""
    stops = [
        TourStop(id="s0", tour="t", station="A", quantity_per_day=120.0, round=1),
        TourStop(id="s1", tour="t", station="B", quantity_per_day=200.0, order=1, round=2),
        TourStop(id="s2", tour="t", station="C", quantity_per_day=120.0, order=2, round=2),
    ]
    found = analyze(plan(*STATIONS, method("Tugger", 2.0), RUN, *stops), DistanceMode.STRAIGHT)
    assert found.tours[0].rounds == (("A",), ("B", "C"))


def test_a_stop_without_a_way_and_one_that_does_not_fit_say_why() -> None:
    around = [wall(f"w{n}", *e) for n, e in enumerate([(25, 35, 35, 35), (35, 35, 35, 45), (35, 45, 25, 45)])]
    with pytest.raises(AnalysisFailed, match="There is no way Depot → B"):
        order_of(DistanceMode.FREE, *around, wall("w9", 25, 45, 25, 35))
    big = TourStop(id="big", tour="t", station="C", quantity_per_day=1000.0, order=9)
    with pytest.raises(AnalysisFailed, match="“C” needs 250 pieces a run and 100 fit on board"):
        order_of(DistanceMode.STRAIGHT, big)
