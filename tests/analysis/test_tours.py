"""Milk runs: rounds, metres, time, money and how busy they are; every number by hand."""

import itertools
from dataclasses import replace

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.result import Analysis
from floorwright.model.kinds import DistanceMode
from floorwright.model.record import Record
from floorwright.model.tour import Tour, TourStop
from helpers.plans import aisle, flow, machine, method, plan, wall

# A rectangle of 30 m by 40 m: the depot in a corner, a stop in each of the others.
STATIONS = (machine("Depot", 0, 0), machine("A", 30, 0), machine("B", 30, 40), machine("C", 0, 40))
TUGGER = method("Tugger", 1.0, load_s=20, unload_s=10, cost_per_h=36, speed_empty_m_s=2.0)
RUN = Tour(id="t", name="Run", depot="Depot", method="Tugger", capacity=100.0, runs_per_day=4.0)


def stops(**pieces: float) -> list[TourStop]:
    return [
        TourStop(id=name, tour="t", station=name, quantity_per_day=each, order=order)
        for order, (name, each) in enumerate(pieces.items())
    ]


def figures(*records: Record, mode: DistanceMode = DistanceMode.STRAIGHT) -> Analysis:
    # The stops have ids of their own: those of the helper are the stations' names.
    named = [replace(r, id=f"stop {r.id}") if isinstance(r, TourStop) else r for r in records]
    return analyze(plan(*STATIONS, TUGGER, *named), mode)


def test_a_run_past_three_stops_and_back() -> None:
    """30 + 40 + 30 = 100 m with a load at 1 m/s, 40 m back at 2 m/s, 3 × 30 s at the stops: 100 + 20 + 90 = 210 s.

    Four runs a day: 400 m loaded, 560 m in all, 840 s = 0.2333 h, at 36 an hour 8.40; of the 2 h between two runs
    210 s are 2.9 %; 240 pieces in four runs are 60 on board of 100.
    """
    found = figures(RUN, *stops(A=80, B=100, C=60))
    (tour,) = found.tours
    assert (tour.stops, tour.rounds) == (("A", "B", "C"), (("A", "B", "C"),))
    assert (tour.distance_m, tour.loaded_m) == (140, 100)
    assert tour.time_s_per_run == pytest.approx(210, rel=1e-12)
    assert (tour.load, tour.load_utilisation) == (60, 0.6)
    assert tour.utilisation == pytest.approx(210 / 7200, rel=1e-12)
    assert tour.cost_per_day == pytest.approx(8.4, rel=1e-12)
    totals = found.totals
    assert (totals.trips_per_day, totals.loaded_distance_m_per_day, totals.distance_m_per_day) == (4, 400, 560)
    assert totals.travel_h_per_day == pytest.approx(480 / 3600, rel=1e-12)
    assert totals.handling_h_per_day == pytest.approx(360 / 3600, rel=1e-12)
    assert totals.cost_per_day == pytest.approx(8.4, rel=1e-12)
    (tugger,) = found.methods
    assert tugger.hours_needed_per_day == pytest.approx(840 / 3600, rel=1e-12)
    assert found.from_to.stations == ("A", "B", "C", "Depot")
    assert found.from_to.trips_per_day == ((0, 4, 0, 0), (0, 0, 4, 0), (0, 0, 0, 0), (4, 0, 0, 0))
    assert found.straightness == 1 and found.warnings == ()


def test_what_does_not_fit_on_board_is_fetched_in_another_round() -> None:
    """60 + 50 > 100: A alone, 30 + 30 m, then B and C, 50 + 30 + 40 m: 180 m a run, and two trips."""
    found = figures(RUN, *stops(A=240, B=200, C=120))
    (tour,) = found.tours
    assert tour.rounds == (("A",), ("B", "C"))
    assert (tour.distance_m, tour.trips_per_day, tour.load) == (180, 8, 80)
    assert [warning.why for warning in found.warnings] == [
        "its stops need more than fits on board: every run is 2 rounds"
    ]


def test_how_often_it_runs_follows_from_the_interval_or_from_what_fits() -> None:
    every_80_min = replace(RUN, runs_per_day=None, interval_min=80.0)
    assert figures(every_80_min, *stops(A=80)).tours[0].runs_per_day == 6
    as_often_as_needed = replace(RUN, runs_per_day=None)
    assert figures(as_often_as_needed, *stops(A=80, B=100, C=70)).tours[0].runs_per_day == 3
    without_limit = replace(RUN, runs_per_day=None, capacity=None)
    (tour,) = figures(without_limit, *stops(A=80, B=100)).tours
    assert (tour.runs_per_day, tour.load, tour.load_utilisation) == (1, 180, None)


def test_a_run_that_takes_longer_than_the_interval_needs_a_second_vehicle() -> None:
    found = figures(replace(RUN, runs_per_day=None, interval_min=2.0), *stops(A=80, B=100, C=60))
    assert [warning.why for warning in found.warnings] == [
        "a run takes 3.5 min and the next starts after 2 min: 2 are needed"
    ]
    assert found.tours[0].utilisation == pytest.approx(1.75)


def test_one_way_aisles_make_the_two_directions_of_a_tour_unequal() -> None:
    """A one-way ring of 30 × 40 m: A, B, C with the traffic are 140 m; C, B, A go round three times more."""
    ring = [(0, 0, 30, 0), (30, 0, 30, 40), (30, 40, 0, 40), (0, 40, 0, 0)]
    aisles = [aisle(f"r{n}", *ends, one_way=True) for n, ends in enumerate(ring)]
    there = figures(RUN, *aisles, *stops(A=1, B=1, C=1), mode=DistanceMode.AISLE).tours[0]
    back = figures(RUN, *aisles, *stops(C=1, B=1, A=1), mode=DistanceMode.AISLE).tours[0]
    assert (there.distance_m, there.loaded_m) == (pytest.approx(140), pytest.approx(100))
    # Depot → C 100, C → B 110, B → A 100, A → depot 110 m.
    assert (back.distance_m, back.loaded_m) == (pytest.approx(420), pytest.approx(310))


@pytest.mark.parametrize(
    ("tour", "pieces", "reason"),
    [
        (RUN, {}, "it has no stops"),
        (replace(RUN, runs_per_day=0.0), {"A": 1}, "it never runs"),
        (RUN, {"A": 500}, "“A” needs 125 pieces a run and 100 fit on board; let it run more often"),
        (replace(RUN, runs_per_day=1e250), {"A": 1}, "its figures are too large to compute"),
    ],
)
def test_a_tour_that_cannot_be_says_why_and_is_in_no_sum(tour: Tour, pieces: dict[str, float], reason: str) -> None:
    found = figures(tour, *stops(**pieces), flow("P", "A", "B", 2.0))
    assert found.tours[0].reason == reason
    assert (found.tours[0].distance_m, found.tours[0].cost_per_day) == (None, None)
    assert reason in [warning.why for warning in found.warnings]
    assert found.totals.trips_per_day == 2


def test_a_tour_with_a_stop_behind_a_wall_names_the_leg() -> None:
    closed = [wall(f"w{n}", *ends) for n, ends in enumerate([(20, 30, 40, 30), (40, 30, 40, 50), (40, 50, 20, 50)])]
    shut = wall("w3", 20, 50, 20, 30)
    found = figures(RUN, *closed, shut, *stops(A=1, B=1), mode=DistanceMode.FREE)
    assert found.tours[0].reason.startswith("A → B: ")


def test_live_figures_follow_a_stop_that_is_dragged() -> None:
    from floorwright.analysis.live import LiveFigures
    from floorwright.model.document import Document
    from floorwright.model.kinds import Machine
    from floorwright.model.view import View

    document = Document()
    named = [replace(stop, id=f"stop {stop.id}") for stop in stops(A=80, B=100, C=60)]
    with document.edit("Draw") as edit:
        edit.put(*plan(*STATIONS, TUGGER, RUN, *named, flow("P", "A", "C")).values())
    for mode in DistanceMode:
        live = LiveFigures(View(document), mode)
        for x, order in itertools.product((10.0, 33.0), (0, 7)):
            with document.edit("Drag") as edit:
                station, stop = document.records["B"], document.records["stop B"]
                assert isinstance(station, Machine) and isinstance(stop, TourStop)
                edit.put(replace(station, x=x * 1000), replace(stop, order=order))
            live.refresh()
            assert live.analysis == analyze(document.records, mode)
