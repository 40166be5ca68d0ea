"""How often vehicles meet in an aisle, through the whole plan; by hand."""

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.pictures.traffic import traffic
from floorwright.model.kinds import DistanceMode
from floorwright.model.tour import Tour, TourStop
from helpers.plans import aisle, flow, machine, method, plan


def test_ninety_trips_an_hour_through_thirty_metres_are_half_a_vehicle() -> None:
    """CONG-01: 30 ÷ 1.5 = 20 s; 90 ÷ 3600 × 20 = 0.5."""
    records = plan(
        machine("A", 0, 0), machine("B", 30, 0), method("cart", 1.5, return_empty=False, available_h=8),
        flow("p", "A", "B", 720, method="cart"),
    )  # fmt: skip
    found = traffic(records, analyze(records))
    assert found.trips_per_h.tolist() == [90]
    assert found.vehicles.tolist() == [pytest.approx(0.5, abs=1e-12)]
    assert found.meetings_per_h.tolist() == [0]


def test_two_streams_of_one_speed_meet_twice_lambda_lambda_w_times() -> None:
    """60 and 30 an hour against each other over 36 m at 1 m/s: W = 0.01 h, 2 × 60 × 30 × 0.01 = 36 an hour."""
    records = plan(
        machine("A", 0, 0), machine("B", 36, 0), method("cart", 1.0, return_empty=False, available_h=10),
        flow("p", "A", "B", 600, method="cart"), flow("q", "B", "A", 300, method="cart"),
    )  # fmt: skip
    assert traffic(records, analyze(records)).meetings_per_h.tolist() == [pytest.approx(36)]


def test_streams_of_two_speeds_meet_by_both_their_times() -> None:
    """λ₁ = 60 at 1 m/s, λ₂ = 30 at 2 m/s over 36 m: 60 × 30 × (0.01 + 0.005) = 27."""
    records = plan(
        machine("A", 0, 0), machine("B", 36, 0), method("slow", 1.0, return_empty=False, available_h=10),
        method("fast", 2.0, return_empty=False, available_h=10),
        flow("p", "A", "B", 600, method="slow"), flow("q", "B", "A", 300, method="fast"),
    )  # fmt: skip
    assert traffic(records, analyze(records)).meetings_per_h.tolist() == [pytest.approx(27)]


def test_empty_returns_go_back_the_same_way_and_meet_those_that_come() -> None:
    """10 an hour there and 10 back over 36 m at 1 m/s: 2 × 10 × 10 × 0.01 = 2 meetings, 0.2 vehicles."""
    records = plan(
        machine("A", 0, 0),
        machine("B", 36, 0),
        method("cart", 1.0, available_h=8),
        flow("p", "A", "B", 80, method="cart"),
    )
    found = traffic(records, analyze(records))
    assert found.meetings_per_h.tolist() == [pytest.approx(2)]
    assert found.vehicles.tolist() == [pytest.approx(0.2)]
    alone = traffic(records, analyze(records), returns=False)
    assert (alone.meetings_per_h.tolist(), alone.trips_per_h.tolist()) == ([0], [10])


def test_stretches_end_at_the_junctions_of_the_aisles() -> None:
    records = plan(
        machine("A", 0, 2), machine("B", 40, 2), aisle("main", 0, 0, 40, 0), aisle("side", 15, 0, 15, 30),
        flow("p", "A", "B", 8, method=None), mode=DistanceMode.AISLE,
    )  # fmt: skip
    table = traffic(records, analyze(records)).table()
    main = sorted((row[0], row[2]) for row in table.rows if row[1] == row[3] == 0)
    assert main == [(0, 15), (15, 40)]


def test_a_plan_without_flows_has_no_traffic() -> None:
    records = plan(machine("A", 0, 0))
    assert traffic(records, analyze(records)).table().rows == ()


def test_a_milk_run_goes_round_as_often_as_it_runs() -> None:
    """Four runs an hour over 10 m and back at 1 m/s: λ₁ = λ₂ = 4, W = 10 ÷ 3600 h, 2 × 4 × 4 × W = 0.0889 meetings."""
    records = plan(
        machine("Store", 0, 0), machine("Press", 10, 0), method("tug", 1.0, available_h=8),
        Tour(id="run", name="Run", depot="Store", method="tug", runs_per_day=32.0),
        TourStop(id="stop", tour="run", station="Press", quantity_per_day=10.0, order=1),
    )  # fmt: skip
    found = traffic(records, analyze(records))
    assert found.trips_per_h.tolist() == [8]
    assert found.meetings_per_h.tolist() == [pytest.approx(2 * 4 * 4 * 10 / 3600)]
