"""Worked examples of the methods, through the analysis of a plan; numbers with their source."""

import math

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.model.kinds import DistanceMode, Flow, Machine, Method, Plan, Product
from floorwright.model.record import Record


def table(*records: Record) -> dict[str, Record]:
    plan = Plan(id="plan")
    return {record.id: record for record in (plan, *records)}


def station(id: str, x_m: float, y_m: float) -> Machine:
    return Machine(id=id, name=id, x=x_m * 1000, y=y_m * 1000, width=100.0, depth=100.0)


def test_one_closed_loop_of_a_worker_forty_times_a_shift() -> None:
    """SPAG-01, derived by hand: legs 12, √(12² + 9²) = 15, 12, 15 m; rectilinear 12 + 21 + 12 + 21 = 66 m; 40 × 54 =
    2160 m; 2160 ÷ 1.2 = 1800 s; the diagonals cross once, at (6, 4.5)."""
    loop = Flow(
        id="f",
        product="p",
        start="home",
        end="back",
        quantity_per_day=40.0,
        method="walk",
        via=((12000.0, 0.0), (0.0, 9000.0), (12000.0, 9000.0)),
    )
    records = table(
        station("home", 0, 0),
        station("back", 0, 0),
        Product(id="p", name="Round"),
        Method(id="walk", name="walk", speed_m_s=1.2, return_empty=False),
        loop,
    )
    found = analyze(records, DistanceMode.STRAIGHT)
    (flow,) = found.flows
    assert flow.distance_m == pytest.approx(54, abs=1e-9)
    assert flow.rectilinear_m == pytest.approx(66, abs=1e-9)
    assert found.totals.distance_m_per_day == pytest.approx(2160, abs=1e-6)
    assert found.totals.travel_h_per_day == pytest.approx(0.5, abs=1e-9)
    assert found.crossings == 1


@pytest.mark.parametrize(
    ("layout", "load_distance"),
    # The best of the 24 layouts, by enumeration: 70.
    [((("A", "B"), ("D", "C")), 76.0), ((("A", "B"), ("C", "D")), None)],
)
def test_load_distance_of_four_departments(
    layout: tuple[tuple[str, str], tuple[str, str]], load_distance: float | None
) -> None:
    """LD-01 (https://tutorsglobe.com/question/what-is-the-weighted-distance-score-for-the-current-layout-584281.aspx):
    trips between departments a unit apart on a 2 × 2 grid, rectilinear; 76 for rows [A B], [D C]."""
    trips = {"AB": 14.0, "AC": 6.0, "AD": 9.0, "BC": 7.0, "BD": 16.0, "CD": 2.0}
    places = {name: (x, -y) for y, row in enumerate(layout) for x, name in enumerate(row)}
    flows = [
        Flow(id=pair, product="p", start=pair[0], end=pair[1], quantity_per_day=each) for pair, each in trips.items()
    ]
    stations = [station(name, *place) for name, place in places.items()]
    found = analyze(table(*stations, Product(id="p", name="Loads"), *flows), DistanceMode.RECTILINEAR)
    # Neighbours are 1 apart, diagonals 2: the sum of all trips and once more those along the diagonals.
    diagonal = [pair for pair in trips if math.dist(places[pair[0]], places[pair[1]]) > 1.1]
    by_hand = sum(trips.values()) + sum(trips[pair] for pair in diagonal)
    assert found.totals.loaded_distance_m_per_day == pytest.approx(by_hand, abs=1e-9)
    if load_distance is not None:
        assert by_hand == load_distance
    assert sum(map(sum, found.from_to.moment_m_per_day)) == pytest.approx(by_hand, abs=1e-9)


def test_trips_time_cost_and_units_of_a_forklift() -> None:
    """By hand from contract formulas: 500 pieces ÷ 8 = 62.5 trips; 20 + 15 + 2 × 60 ÷ 2 = 95 s; 62.5 × 95 ÷ 3600 =
    1.6493 h; × 42 = 69.27; with one available hour two trucks, used 1.6493 ÷ 2 = 82.5 %."""
    records = table(
        station("a", 0, 0),
        station("b", 60, 0),
        Product(id="p", name="P"),
        Method(
            id="m", name="Forklift", speed_m_s=2.0, load_s=20.0, unload_s=15.0, cost_per_h=42.0, available_h_per_day=1.0
        ),
        Flow(id="f", product="p", start="a", end="b", quantity_per_day=500.0, unit_load=8.0, method="m"),
    )
    found = analyze(records, DistanceMode.STRAIGHT)
    (flow,), (method,) = found.flows, found.methods
    assert (flow.trips_per_day, flow.time_s_per_trip) == (62.5, 95.0)
    assert flow.cost_per_day == pytest.approx(62.5 * 95 * 42 / 3600, rel=1e-12)
    assert method.units_needed == 2
    assert method.utilisation == pytest.approx(62.5 * 95 / 3600 / 2, rel=1e-12)
    assert found.totals.distance_m_per_day == 62.5 * 120
    assert found.totals.travel_h_per_day == pytest.approx(62.5 * 60 / 3600)
    assert found.totals.handling_h_per_day == pytest.approx(62.5 * 35 / 3600)
