"""Figures in `free` mode against shortest paths known by geometry."""

import math

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.result import Analysis, FlowFigures
from floorwright.model.kinds import DistanceMode
from floorwright.model.record import Record
from helpers.plans import flow, machine, method, opening, plan, wall


def free(*records: Record) -> Analysis:
    return analyze(plan(*records), DistanceMode.FREE)


def only(analysis: Analysis) -> FlowFigures:
    (figures,) = analysis.flows
    return figures


def test_nothing_in_the_way_is_a_straight_line_although_the_stations_have_footprints() -> None:
    figures = only(free(machine("A", 0, 0, 2, 2), machine("B", 30, 40, 2, 2), flow("P", "A", "B")))
    assert figures.distance_m == pytest.approx(50, abs=1e-9)
    assert figures.path == ((0, 0), (30000, 40000))


def test_a_machine_in_between_is_gone_round_by_its_nearer_corners() -> None:
    # From (0, 0) to (10, 0) round a block from x 4 to 6 and y -1 to 3: down to y = -1.
    figures = only(free(machine("A", 0, 0), machine("B", 10, 0), machine("X", 5, 1, 2, 4), flow("P", "A", "B")))
    assert figures.distance_m == pytest.approx(2 * math.hypot(4, 1) + 2, abs=1e-6)
    assert figures.straight_m == 10


def test_obstacles_are_grown_by_half_the_width_of_the_method_with_mitred_corners() -> None:
    wide = method("wide", width_m=1.0)
    figures = only(
        free(
            machine("A", 0, 0), machine("B", 10, 0), machine("X", 5, 1, 2, 4), wide, flow("P", "A", "B", method="wide")
        )
    )
    assert figures.distance_m == pytest.approx(2 * math.hypot(3.5, 1.5) + 3, abs=1e-6)


def test_a_wall_is_passed_through_its_door() -> None:
    # A wall without thickness at x = 5 from y = -20 to 20, its door 1 m wide around y = 10: by way of (5, 9.5).
    figures = only(
        free(
            machine("A", 0, 0),
            machine("B", 10, 0),
            wall("w", 5, -20, 5, 20),
            opening("d", "w", 30, 1),
            flow("P", "A", "B"),
        )
    )
    assert figures.distance_m == pytest.approx(2 * math.hypot(5, 9.5), abs=1e-6)


def test_a_door_too_narrow_for_the_method_is_no_way_and_gives_no_number() -> None:
    records = [
        machine("A", 0, 0),
        machine("B", 10, 0),
        wall("w1", 5, -5, 5, 5),
        wall("w2", 5, 5, -5, 5),
        wall("w3", -5, 5, -5, -5),
        wall("w4", -5, -5, 5, -5),
        opening("d", "w1", 5, 1.0),
        method("truck", 2.0, width_m=1.2),
        method("cart", 2.0, width_m=0.8),
    ]
    by_cart = only(free(*records, flow("P", "A", "B", 4, method="cart")))
    assert by_cart.distance_m == pytest.approx(10, abs=1e-6)
    analysis = free(*records, flow("P", "A", "B", 4, method="truck"))
    by_truck = only(analysis)
    assert (by_truck.distance_m, by_truck.time_s_per_trip, by_truck.cost_per_day) == (None, None, None)
    assert by_truck.path == ()
    assert by_truck.straight_m == 10
    assert analysis.totals.trips_per_day == 0
    assert analysis.from_to.trips_per_day == ((0, 0), (0, 0))
    (warning,) = analysis.warnings
    assert warning.what == "The flow of P has no figures"
    assert warning.where == "A → B"
    assert warning.why == by_truck.reason != ""
    assert warning.source == "P:A>B"


def test_a_station_inside_a_thick_wall_is_told_and_gets_no_number() -> None:
    analysis = free(
        machine("A", 0, 0, 0.2, 0.2), machine("B", 10, 0), wall("w", 0, -5, 0, 5, thickness_m=1), flow("P", "A", "B")
    )
    assert only(analysis).distance_m is None
    assert "inside" in analysis.warnings[0].why


def test_two_doors_that_overlap_leave_two_pieces_of_wall() -> None:
    # Openings from 3 to 5 and from 4 to 6 m in a wall of 10 m at x = 5, from y = -5: free from y = -2 to 1.
    records = [
        machine("A", 0, 3), machine("B", 10, 3), wall("w", 5, -5, 5, 5),
        opening("d1", "w", 4, 2), opening("d2", "w", 5, 2), flow("P", "A", "B"),
    ]  # fmt: skip
    assert only(free(*records)).distance_m == pytest.approx(2 * math.hypot(5, 2), abs=1e-6)


def test_an_opening_beyond_the_end_of_its_wall_opens_only_the_wall() -> None:
    # Opening from 8 to 12 m in a wall of 10 m from y = -5 upwards: the wall ends at y = 3.
    records = [
        machine("A", 0, 0), machine("B", 10, 0), wall("w", 5, -50, 5, 5), opening("d", "w", 55, 4), flow("P", "A", "B"),
    ]  # fmt: skip
    assert only(free(*records)).distance_m == pytest.approx(2 * math.hypot(5, 3), abs=1e-6)


def test_a_leg_may_pass_over_its_own_stations_but_not_over_those_of_other_legs() -> None:
    # Z stands between A and B. To go A → Z → B is straight; to go A → waypoint → B must go round Z.
    stations = [machine("A", 0, 0), machine("Z", 5, 0, 2, 2), machine("B", 10, 0)]
    assert only(free(*stations, flow("P", "A", "B", via=("Z",)))).distance_m == pytest.approx(10, abs=1e-6)
    round_z = only(free(*stations, flow("P", "A", "B", via=((8, 0),)))).distance_m
    assert round_z == pytest.approx(math.hypot(4, 1) + 2 + math.hypot(2, 1) + 2, abs=1e-6)
