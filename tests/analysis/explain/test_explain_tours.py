"""The figures of a milk run explained: what a run is made of, and which stops fill it. By hand."""

import math
from dataclasses import replace

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.explain.explain import explain
from floorwright.analysis.explain.explanation import Explanation
from floorwright.errors import AnalysisFailed
from floorwright.model.record import Record
from floorwright.model.tour import Tour, TourStop
from helpers.plans import machine, method, plan

ROUND = Tour(id="t", name="Round", depot="D", method="cart", capacity=10.0, runs_per_day=6)
HOME = math.hypot(10, 20)


def records(tour: Tour = ROUND) -> dict[str, Record]:
    """10 m to A and 20 m on to B with something on board, √(10² + 20²) m home; 12 and 48 pieces a day."""
    return plan(
        machine("D", 0, 0), machine("A", 10, 0), machine("B", 10, 20),
        method("cart", 2.0, load_s=10, unload_s=20, cost_per_h=36), tour,
        TourStop(id="1", tour="t", station="A", order=0, quantity_per_day=12),
        TourStop(id="2", tour="t", station="B", order=1, quantity_per_day=48),
    )  # fmt: skip


def told(field: str, tour: Tour = ROUND) -> Explanation:
    made = records(tour)
    return explain(made, analyze(made), f"tour/{field}/round")


def parts(one: Explanation) -> dict[str, float]:
    return {part.name: part.value for part in one.breakdowns[0].contributions}


def test_the_time_of_a_run_is_touches_the_loaded_way_and_the_way_home() -> None:
    one = told("time_s_per_run")
    assert parts(one) == pytest.approx(
        {"Loading and unloading on tours": 60, "Travel with load": 15, "Travel empty": HOME / 2}
    )
    assert one.name == "Time a run: Round" and one.value == pytest.approx(75 + HOME / 2)
    assert {"Way of a run", "Speed of cart", "Loading, cart"} <= {item.name for item in one.inputs}


def test_the_load_is_that_of_the_stops_of_the_fullest_round() -> None:
    """Six runs bring 2 and 8 pieces each: 10 of 10; with 9 on board it takes two rounds, the fullest with 8."""
    assert parts(told("load")) == {"B": 8, "A": 2}
    assert told("load_utilisation").value == 1
    smaller = replace(ROUND, capacity=9.0)
    assert parts(told("load", smaller)) == {"B": 8}
    assert parts(told("rounds", smaller)) == {"A": 1, "B": 1}
    quantity = next(item for item in told("load").inputs if item.name == "Quantity for B")
    assert (quantity.value, quantity.record, quantity.field) == (48, "2", "quantity_per_day")


def test_cost_and_hours_are_those_of_all_runs() -> None:
    hours = 6 * (75 + HOME / 2) / 3600
    assert told("hours_per_day").value == pytest.approx(hours)
    assert told("cost_per_day").value == pytest.approx(36 * hours)
    assert sum(parts(told("cost_per_day")).values()) == pytest.approx(36 * hours)


def test_what_cannot_be_told_says_why() -> None:
    one = told("time_s_per_run", replace(ROUND, runs_per_day=0))
    assert one.value is None and one.notes == ("It cannot be computed: it never runs.",)
    assert told("load_utilisation", replace(ROUND, capacity=None)).notes[0].endswith("the tour has no capacity.")
    with pytest.raises(AnalysisFailed, match="There is no tour “Other” with figures"):
        explain(records(), analyze(records()), "tour/load/Other")
