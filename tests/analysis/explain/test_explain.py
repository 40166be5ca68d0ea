"""A figure says how it is made: figures small enough to follow with a pencil."""

import math
from dataclasses import replace

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.explain.explain import explain
from floorwright.analysis.explain.explanation import Explanation
from floorwright.analysis.explain.told import as_json, as_text
from floorwright.errors import AnalysisFailed
from floorwright.model.kinds import PLAN_ID, DistanceMode, Plan
from floorwright.model.record import Record
from floorwright.model.tour import Tour, TourStop
from helpers.plans import aisle, flow, machine, method, plan, wall

CART = method("cart", 2.0, load_s=10, unload_s=20, cost_per_h=36)


def two_flows() -> dict[str, Record]:
    """A to B 20 m, 10 trips by cart; B to C 30 m, 4 trips walked."""
    return plan(
        replace(machine("A", 0, 0), department="Saws"), machine("B", 20, 0), machine("C", 20, 30), CART,
        flow("P", "A", "B", 100, unit_load=10, method="cart"), flow("Q", "B", "C", 4),
    )  # fmt: skip


def told(records: dict[str, Record], figure: str) -> Explanation:
    return explain(records, analyze(records), figure)


def parts(one: Explanation, by: str) -> dict[str, float]:
    (breakdown,) = (b for b in one.breakdowns if b.by == by)
    return {part.name: part.value for part in breakdown.contributions}


def test_the_cost_is_told_with_its_formula_its_numbers_and_where_each_comes_from() -> None:
    one = told(two_flows(), "flow/cost_per_day/P: A → B")
    # 10 trips of 10 + 20 + 2 × 20 ÷ 2 = 50 s at 36 an hour: 500 s cost 5.
    assert one.value == pytest.approx(5)
    assert one.unit == "€ a day"
    assert one.numbers == "10 trips × (10 s + 20 s + 2 × 20 m ÷ 2 m/s) × 36 an hour ÷ 3600 = 5 a day"
    origins = {item.symbol: (item.value, item.origin.value, item.record, item.field) for item in one.inputs}
    assert origins["q"] == (100, "entered", "P:A>B", "quantity_per_day")
    assert origins["d"] == (20, "measured", "P:A>B", "")
    assert origins["v"] == (2, "entered", "cart", "speed_m_s")
    assert origins["w"] == (True, "default", "cart", "return_empty")
    assert "Groover" in one.source


def test_touches_and_empty_travel_have_shares_of_their_own() -> None:
    assert parts(told(two_flows(), "cost_per_day"), "touches and travel") == pytest.approx(
        {"Loading": 1, "Unloading": 2, "Travel with load": 1, "Travel empty": 1}
    )
    distance = parts(told(two_flows(), "distance_m_per_day"), "touches and travel")
    assert distance == {"Travel with load": 200 + 120, "Travel empty": 200}
    hours = told(two_flows(), "hours_per_day")
    assert sum(parts(hours, "touches and travel").values()) == pytest.approx((500 + 120 / 1.3) / 3600)


def test_contributions_are_ranked_and_name_what_they_come_from() -> None:
    one = told(two_flows(), "loaded_distance_m_per_day")
    by_flow = next(b for b in one.breakdowns if b.by == "flow")
    assert [(p.name, p.value, p.records) for p in by_flow.contributions] == [
        ("P: A → B", 200, ("P:A>B",)),
        ("Q: B → C", 120, ("Q:B>C",)),
    ]
    assert by_flow.share(by_flow.contributions[0]) == pytest.approx(200 / 320)
    assert parts(one, "method") == {"cart": 200, "walking": 120}
    assert parts(one, "department it starts in") == {"Saws": 200, "(no department)": 120}


def test_walking_without_a_method_is_said_to_be_assumed() -> None:
    one = told(two_flows(), "flow/time_s_per_trip/Q: B -> C")
    assert one.value == pytest.approx(30 / 1.3)
    speed = next(item for item in one.inputs if item.symbol == "v")
    assert (speed.value, speed.origin.value, speed.record) == (1.3, "assumed", "")
    assert any(convention.name == "Flows without a method" for convention in one.conventions)


def test_rounding_up_is_a_contribution_of_its_own() -> None:
    hours = 30 * (30 + 20) / 3600
    records = plan(
        machine("A", 0, 0), machine("B", 20, 0), replace(CART, available_h_per_day=0.3),
        flow("P", "A", "B", 30, method="cart"),
    )  # fmt: skip
    one = told(records, "method/units_needed/cart")
    assert one.value == 2
    assert parts(one, "flow") == pytest.approx({"P: A → B": hours / 0.3, "rounding up to whole units": 2 - hours / 0.3})
    whole = {**records, PLAN_ID: Plan(id=PLAN_ID, whole_trips=True)} | {"P:A>B": flow("P", "A", "B", 25, unit_load=10)}
    trips = told(whole, "flow/trips_per_day/P:A>B")
    assert trips.numbers == "25 ÷ 10 = 2.5, rounded up = 3 trips a day"
    assert parts(trips, "step") == {"quantity ÷ unit load": 2.5, "rounding up to whole trips": 0.5}


def test_turns_have_their_share_of_the_time() -> None:
    records = plan(
        machine("A", 0, 1), machine("B", 9, 10), CART, aisle("a", 0, 0, 10, 0), aisle("b", 10, 0, 10, 10),
        flow("P", "A", "B", 1, method="cart"), mode=DistanceMode.AISLE,
    ) | {PLAN_ID: Plan(id=PLAN_ID, distance_mode=DistanceMode.AISLE, turn_penalty_s=7)}  # fmt: skip
    one = told(records, "flow/time_s_per_trip/P:A>B")
    assert parts(one, "touches and travel")["Turns"] == 14
    # 1 m to the aisle, 10 m along, 10 m up, 1 m to B; there and back with one turn each.
    assert one.numbers == "10 s + 20 s + 2 × (22 m ÷ 2 m/s + 1 turns × 7 s) = 66 s"


def test_every_crossing_belongs_half_to_each_of_its_flows() -> None:
    records = plan(
        machine("A", 0, 0), machine("B", 10, 0), machine("C", 5, -5), machine("D", 5, 5),
        flow("P", "A", "B", 3), flow("Q", "C", "D", 5), flow("R", "C", "D", 7),
    )  # fmt: skip
    one = told(records, "crossings")
    assert one.value == 2
    assert parts(one, "flow") == {"P: A → B": 1, "Q: C → D": 0.5, "R: C → D": 0.5}
    assert parts(one, "pair of flows") == {"P: A → B × Q: C → D": 1, "P: A → B × R: C → D": 1}
    (weight,) = (c.others[0].value for c in one.conventions if c.name == "Weight")
    assert weight == 3 * 5 + 3 * 7


def test_a_detour_is_told_against_the_straight_line() -> None:
    records = plan(
        machine("A", 0, 0), machine("B", 8, 0), wall("w", 4, -3, 4, 30), flow("P", "A", "B"), mode=DistanceMode.FREE
    )
    assert told(records, "flow/detour_ratio/P:A>B").value == pytest.approx(10 / 8)
    assert told(records, "detour_ratio").value == pytest.approx(10 / 8)
    assert parts(told(records, "flow/distance_m/P:A>B"), "stretch of the way, in its order") == pytest.approx(
        {"1: (0; 0) → (4; −3)": 5, "2: (4; −3) → (8; 0)": 5}
    )


def test_a_sum_of_the_from_to_chart_and_a_piece_name_their_flows() -> None:
    records = two_flows()
    assert told(records, "from_to/trips_per_day/A > B").value == 10
    assert told(records, "from_to/moment_m_per_day/* > C").value == 120
    piece = told(records, "congestion/trips_per_day/1")
    assert (piece.value, parts(piece, "flow")) == (10, {"P: A → B": 10})


def test_a_flow_without_a_way_says_why_and_has_no_number() -> None:
    walls = (wall("n", -2, 2, 2, 2), wall("s", -2, -2, 2, -2), wall("w", -2, -2, -2, 2), wall("e", 2, -2, 2, 2))
    records = plan(machine("A", 0, 0), machine("B", 9, 0), *walls, flow("P", "A", "B"), mode=DistanceMode.FREE)
    one = told(records, "flow/cost_per_day/P:A>B")
    assert one.value is None and one.breakdowns == ()
    assert one.notes[0].startswith("It cannot be computed: ")
    assert told(records, "straightness").value is None
    lost = told(records, "flows_without_a_way")
    assert lost.value == 1 and lost.breakdowns[0].contributions[0].records == ("P:A>B",)
    assert "n/a" in as_text(one) and as_json(one)["value"] is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nonsense", "There are: trips_per_day,"),
        ("flow/nonsense/P: A → B", "flow/FIGURE/FLOW with trips_per_day,"),
        ("flow/distance_m/Z", "There are: P: A → B, Q: B → C."),
        ("method/utilisation/crane", "There are: cart, walking."),
        ("from_to/trips_per_day/A", "Name two stations"),
        ("congestion/trips_per_day/99", "Give a number from 1 to 2."),
        ("congestion/trips_per_day/-1", "Give a number from 1 to 2."),
        ("", "There are: trips_per_day,"),
    ],
)
def test_a_figure_that_is_not_there_lists_those_there_are(name: str, words: str) -> None:
    records = two_flows()
    with pytest.raises(AnalysisFailed) as refused:
        told(records, name)
    assert words in refused.value.hint


def test_names_are_understood_as_people_type_them() -> None:
    records = two_flows()
    assert told(records, " Cost-per-Day ").figure == "cost_per_day"
    assert told(records, "flow/Distance m/p:a>b").figure == "flow/distance_m/P:A>B"
    assert told(records, "method/utilisation/CART").figure == "method/utilisation/cart"


def test_an_empty_plan_explains_itself() -> None:
    one = told(plan(), "cost_per_day")
    assert one.value == 0 and "nothing adds to it" in one.numbers
    assert told(plan(), "crossings").value == 0


def test_touches_and_the_way_home_of_a_tour_have_their_share_too() -> None:
    records = plan(
        machine("D", 0, 0), machine("A", 10, 0), machine("B", 10, 20), CART,
        Tour(id="t", name="Round", depot="D", method="cart", runs_per_day=6),
        TourStop(id="1", tour="t", station="A", order=0), TourStop(id="2", tour="t", station="B", order=1),
    )  # fmt: skip
    # 10 m and 20 m with something on board, √(10² + 20²) m home.
    home = math.hypot(10, 20)
    assert parts(told(records, "distance_m_per_day"), "touches and travel") == pytest.approx(
        {"Travel with load": 6 * 30, "Travel empty": 6 * home}
    )
    cost = told(records, "cost_per_day")
    share = parts(cost, "touches and travel")
    assert share["Travel with load"] == pytest.approx(6 * 30 / 2 * 36 / 3600)
    assert share["Travel empty"] == pytest.approx(6 * home / 2 * 36 / 3600)
    assert share["Loading and unloading on tours"] == pytest.approx((cost.value or 0) - 6 * (30 + home) / 2 * 0.01)
    runs = next(item for item in cost.inputs if item.name == "Runs of Round")
    assert (runs.value, runs.origin.value, runs.record, runs.field) == (6, "entered", "t", "runs_per_day")
