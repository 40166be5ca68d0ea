"""Worked examples of layout methods: numbers with their sources."""

import pytest

from floorwright.analysis.handling import available_min_per_h, delivery_cycle_min, vehicles_exact, vehicles_needed
from floorwright.analysis.load_distance import least_load_distance, load_distance
from floorwright.analysis.pictures.adjacency import adjacency_score
from floorwright.analysis.pictures.machine_order import from_to_ratios, hollier_order, line_moves
from floorwright.analysis.pictures.meetings import chance_of_another, mean_vehicles, transit_s


def test_vehicles_meet_in_an_aisle_by_littles_law() -> None:
    """CONG-01, by hand: 30 ÷ 1.5 = 20 s; 90 ÷ 3600 × 20 = 0.5; 1 − e^−0.5."""
    assert transit_s(30, 1.5) == pytest.approx(20, abs=1e-9)
    assert mean_vehicles(90, 30, 1.5) == pytest.approx(0.5, abs=1e-9)
    assert chance_of_another(90, 30, 1.5) == pytest.approx(0.393469, abs=1e-6)


def test_three_machines_in_the_order_of_hollier() -> None:
    """HOLLIER-01 (https://docsbay.net/question-number-1; it prints 93.93, which is 155 ÷ 165 cut off)."""
    moves = {("A", "B"): 10.0, ("B", "D"): 85.0, ("D", "A"): 70.0}
    assert from_to_ratios(moves) == pytest.approx({"A": 10 / 70, "B": 8.5, "D": 0.823529}, abs=1e-6)
    assert hollier_order(moves) == ("B", "D", "A")
    line = line_moves(hollier_order(moves), moves)
    assert line.in_sequence == pytest.approx(0.93939394, abs=1e-7)
    assert line.backtrack == pytest.approx(0.06060606, abs=1e-7)


def test_moves_between_four_machines_in_a_line() -> None:
    """STRAIGHT-02, by hand: of 150 moves 120 to the next, 10 skip one, 20 back by two; 40+30+20+50 = 140 forward."""
    moves = {("M1", "M2"): 40.0, ("M2", "M3"): 30.0, ("M3", "M1"): 20.0, ("M1", "M3"): 10.0, ("M3", "M4"): 50.0}
    line = line_moves(("M1", "M2", "M3", "M4"), moves)
    assert line.in_sequence == pytest.approx(0.8, abs=1e-11)
    assert line.bypass == pytest.approx(0.06666667, abs=1e-7)
    assert line.backtrack == pytest.approx(0.13333333, abs=1e-7)
    assert (line.forward_moment, line.backward_moment) == (140, 40)


def test_a_machine_without_a_place_is_named() -> None:
    with pytest.raises(ValueError, match="M9 has no place"):
        line_moves(("M1",), {("M1", "M9"): 1.0})


def test_a_machine_that_nothing_comes_to_is_first() -> None:
    assert hollier_order({("Z", "A"): 1.0, ("A", "B"): 5.0}) == ("Z", "A", "B")


def test_four_departments_on_a_grid_and_the_best_of_their_24_layouts() -> None:
    """LD-01 (https://tutorsglobe.com/question/what-is-the-weighted-distance-score-for-the-current-layout-584281.aspx):
    76 now; 70 is the least of all layouts."""
    trips = {
        ("A", "B"): 14.0, ("A", "C"): 6.0, ("A", "D"): 9.0, ("B", "C"): 7.0, ("B", "D"): 16.0, ("C", "D"): 2.0,
    }  # fmt: skip
    places = {"A": (0.0, 1.0), "B": (1.0, 1.0), "D": (0.0, 0.0), "C": (1.0, 0.0)}
    assert load_distance(trips, places) == pytest.approx(76, abs=1e-9)
    assert least_load_distance(trips, places) == pytest.approx(70, abs=1e-9)


def test_a_fleet_of_forklifts() -> None:
    """MH-01 (https://www.scribd.com/document/482916884/23-14-SA-V1-S1-agvass-pdf problem 1; AT and WL as printed at
    https://www.scribd.com/document/536267371/AGV-EX-1): feet and minutes."""
    cycle = delivery_cycle_min(500, 350, 300, 0.5, 0.5)
    available = available_min_per_h(0.95, 0.85, 0.9)
    assert cycle == pytest.approx(3.833333, abs=1e-6)
    assert available == pytest.approx(43.605, abs=1e-9)
    assert available / cycle == pytest.approx(11.375217, abs=1e-5)
    assert vehicles_exact(60, cycle, available) == pytest.approx(5.274625, abs=1e-5)
    assert vehicles_needed(60, cycle, available) == 6


def test_three_departments_in_a_strip() -> None:
    """ADJ-02, by hand: (120 + 30) ÷ (120 + 30 + 50)."""
    flow = {frozenset("PQ"): 120.0, frozenset("QR"): 30.0, frozenset("PR"): 50.0}
    assert adjacency_score(flow, [frozenset("PQ"), frozenset("QR")]) == (150, pytest.approx(0.75, abs=1e-9))
    assert adjacency_score({}, []) == (0, None)
