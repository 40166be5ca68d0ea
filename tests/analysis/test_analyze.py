"""The figures of small plans against sums done by hand."""

import math

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.as_json import as_json
from floorwright.model.kinds import DistanceMode, Flow
from helpers.plans import flow, machine, method, plan, without


def test_a_straight_flow_has_the_figures_of_a_sum_by_hand() -> None:
    # 3-4-5 triangle: 50 m. 120 pieces in loads of 10: 12 trips. A trip: 20 + 30 s and 2 × 50 m at 2 m/s: 100 s.
    truck = method("truck", 2.0, load_s=20, unload_s=30, cost_per_h=36)
    records = plan(
        machine("A", 0, 0), machine("B", 30, 40), truck, flow("P", "A", "B", 120, unit_load=10, method="truck")
    )
    analysis = analyze(records)
    (figures,) = analysis.flows
    assert (figures.product, figures.start, figures.end, figures.method) == ("P", "A", "B", "truck")
    assert figures.distance_m == figures.straight_m == 50
    assert figures.rectilinear_m == 70
    assert figures.trips_per_day == 12
    assert figures.time_s_per_trip == 100
    assert figures.cost_per_day == pytest.approx(12 * 100 * 36 / 3600, abs=1e-12)
    assert figures.path == ((0, 0), (30000, 40000))
    totals = analysis.totals
    assert totals.trips_per_day == 12
    assert totals.loaded_distance_m_per_day == 600
    assert totals.distance_m_per_day == 1200
    assert totals.travel_h_per_day == pytest.approx(600 / 3600, abs=1e-15)
    assert totals.handling_h_per_day == pytest.approx(600 / 3600, abs=1e-15)
    assert totals.cost_per_day == pytest.approx(12, abs=1e-12)
    (fleet,) = analysis.methods
    assert fleet.hours_needed_per_day == pytest.approx(1 / 3, abs=1e-15)
    assert fleet.units_needed == 1
    assert fleet.utilisation == pytest.approx(1 / 24, abs=1e-15)


def test_a_rectilinear_flow_goes_along_x_and_then_along_y() -> None:
    records = plan(machine("A", 0, 0), machine("B", 30, 40), flow("P", "A", "B"), mode=DistanceMode.RECTILINEAR)
    (figures,) = analyze(records).flows
    assert figures.distance_m == figures.rectilinear_m == 70
    assert figures.straight_m == 50
    assert figures.path == ((0, 0), (30000, 0), (30000, 40000))


def test_a_flow_without_a_method_is_walked_at_1_3_metres_a_second_without_a_way_back() -> None:
    analysis = analyze(plan(machine("A", 0, 0), machine("B", 13, 0), flow("P", "A", "B", 5)))
    (figures,) = analysis.flows
    assert figures.method == "walking"
    assert figures.time_s_per_trip == pytest.approx(10, abs=1e-12)
    assert figures.cost_per_day == 0
    assert analysis.totals.distance_m_per_day == analysis.totals.loaded_distance_m_per_day == 65
    assert [fleet.method for fleet in analysis.methods] == ["walking"]


def test_whole_trips_are_rounded_up_only_when_the_plan_says_so() -> None:
    records = [machine("A", 0, 0), machine("B", 1, 0), flow("P", "A", "B", 25, unit_load=10)]
    assert analyze(plan(*records)).flows[0].trips_per_day == 2.5
    assert analyze(plan(*records, whole_trips=True)).flows[0].trips_per_day == 3


def test_loads_leave_at_the_pickup_point_and_arrive_at_the_dropoff_point() -> None:
    # A is turned by 90°: its pickup point 1 m to the right comes to lie above it.
    # B is mirrored: its dropoff point 2 m to the right comes to lie to the left.
    records = plan(
        machine("A", 0, 0, rotation=90, pickup_m=(1, 0), dropoff_m=(-1, 0)),
        machine("B", 10, 1, mirrored=True, dropoff_m=(2, 0)),
        flow("P", "A", "B"),
    )
    (figures,) = analyze(records).flows
    assert figures.path == ((0, 1000), (8000, 1000))
    assert figures.distance_m == 8


def test_a_flow_by_way_of_a_station_and_a_waypoint_is_the_sum_of_its_legs() -> None:
    records = plan(
        machine("A", 0, 0), machine("B", 3, 4), machine("C", 20, 16), flow("P", "A", "C", via=("B", (8, 16)))
    )
    (figures,) = analyze(records).flows
    assert figures.distance_m == 5 + 13 + 12
    assert figures.rectilinear_m == 7 + 17 + 12
    assert figures.path == ((0, 0), (3000, 4000), (8000, 16000), (20000, 16000))


def test_a_flow_from_a_station_to_itself_has_distance_0_whatever_its_pickup_point() -> None:
    records = plan(machine("A", 2, 3, pickup_m=(1, 0)), flow("P", "A", "A", 7))
    (figures,) = analyze(records).flows
    assert figures.distance_m == 0
    assert figures.trips_per_day == 7
    assert analyze(records).from_to.trips_per_day == ((7,),)


def test_a_quantity_of_0_gives_figures_of_0_and_a_measured_distance() -> None:
    analysis = analyze(plan(machine("A", 0, 0), machine("B", 5, 0), flow("P", "A", "B", 0)))
    assert analysis.flows[0].distance_m == 5
    assert analysis.totals.trips_per_day == analysis.totals.loaded_distance_m_per_day == 0
    assert analysis.straightness is None
    assert analysis.backtracking is None
    assert analysis.congestion == ()
    assert analysis.warnings == ()


def test_a_plan_without_flows_has_no_figures_and_no_warnings() -> None:
    analysis = analyze(plan(machine("A", 0, 0)))
    assert analysis.totals.trips_per_day == 0
    assert analysis.flows == analysis.warnings == analysis.from_to.stations == ()


def test_a_quantity_of_1e30_stays_finite() -> None:
    analysis = analyze(plan(machine("A", 0, 0), machine("B", 5, 0), flow("P", "A", "B", 1e30), method("cart")))
    assert analysis.totals.loaded_distance_m_per_day == pytest.approx(5e30)
    assert all(map(math.isfinite, (analysis.totals.cost_per_day, analysis.totals.travel_h_per_day)))


def test_trips_beyond_every_number_are_a_warning_and_no_figure() -> None:
    analysis = analyze(plan(machine("A", 0, 0), machine("B", 5, 0), flow("P", "A", "B", 1e300, unit_load=1e-300)))
    assert analysis.flows[0].distance_m is None
    assert analysis.totals.trips_per_day == 0
    assert [w.why for w in analysis.warnings] == ["its figures are too large to compute"]


def test_two_stations_of_one_name_are_two_rows_and_a_warning() -> None:
    records = plan(
        machine("Saw", 0, 0, id="s1"), machine("Saw", 4, 0, id="s2"), flow("P", "s1", "s2", 3), flow("P", "s2", "s1", 1)
    )
    analysis = analyze(records)
    assert analysis.from_to.stations == ("Saw", "Saw")
    assert analysis.from_to.station_ids == ("s1", "s2")
    assert analysis.from_to.trips_per_day == ((0, 3), (1, 0))
    assert [(w.what, w.where) for w in analysis.warnings] == [("2 stations have the same name", "Saw")]


def test_what_is_missing_is_named_in_a_warning() -> None:
    whole = plan(machine("A", 0, 0), machine("B", 5, 0), machine("C", 0, 12), method("cart", 2.0))
    moved = whole | {"f": flow("P", "A", "B", method="cart", via=("C",), id="f")}
    assert [w.why for w in analyze(moved).warnings] == ["its product is not in the plan"]
    moved = plan(*moved.values())
    assert analyze(moved).warnings == ()
    (by_hand,) = analyze(without(moved, "cart")).flows
    assert (by_hand.method, by_hand.distance_m) == ("walking", 25)
    (direct,) = analyze(without(moved, "C")).flows
    assert direct.distance_m == 5
    lost = analyze(without(moved, "B"))
    assert lost.flows == ()
    assert [(w.why, w.source) for w in lost.warnings] == [("its station is not in the plan", "f")]


def test_flows_and_stations_are_listed_by_name_whatever_order_they_were_made_in() -> None:
    records = plan(
        flow("Q", "Press 10", "Press 2", order=1),
        flow("P", "Press 2", "Saw", order=2),
        flow("P", "Press 10", "Press 2", order=1),
        machine("Saw", 0, 0),
        machine("Press 10", 1, 0),
        machine("Press 2", 2, 0),
    )
    analysis = analyze(records)
    assert [(f.product, f.start) for f in analysis.flows] == [("P", "Press 10"), ("P", "Press 2"), ("Q", "Press 10")]
    assert analysis.from_to.stations == ("Press 2", "Press 10", "Saw")
    assert analyze(dict(reversed(records.items()))) == analysis


def test_from_to_moments_are_trips_times_metres() -> None:
    records = plan(machine("A", 0, 0), machine("B", 6, 0), flow("P", "A", "B", 10, unit_load=2), flow("Q", "A", "B", 1))
    chart = analyze(records).from_to
    assert chart.trips_per_day == ((0, 6), (0, 0))
    assert chart.moment_m_per_day == ((0, 36), (0, 0))


def test_congestion_counts_both_directions_of_a_stretch_busiest_first() -> None:
    records = plan(
        machine("A", 0, 0),
        machine("B", 6, 0),
        machine("C", 6, 5),
        flow("P", "A", "B", 3),
        flow("Q", "B", "A", 4),
        flow("P", "B", "C", 5),
    )
    congestion = analyze(records).congestion
    assert [(c.a, c.b, c.trips_per_day) for c in congestion] == [
        ((0, 0), (6000, 0), 7),
        ((6000, 0), (6000, 5000), 5),
    ]


def test_units_needed_have_a_slack_of_a_billionth() -> None:
    # 8 h a day, 3600 s a trip: 40 trips need 5 units; a trip a billionth longer still does, one trip more does not.
    def needed(quantity: float) -> tuple[int, float | None]:
        crane = method("crane", 1.0, load_s=3600, available_h=8)
        (fleet,) = analyze(
            plan(machine("A", 0, 0), machine("B", 0, 0), crane, flow("P", "A", "B", quantity, method="crane"))
        ).methods
        return fleet.units_needed, fleet.utilisation

    assert needed(40) == (5, 1.0)
    assert needed(40 * (1 + 1e-10))[0] == 5
    assert needed(41) == (6, pytest.approx(41 / 48))
    assert needed(0) == (0, None)


def test_utilisation_is_over_the_units_there_are_when_they_are_known() -> None:
    crane = method("crane", 1.0, load_s=3600, units=2)
    records = plan(machine("A", 0, 0), machine("B", 0, 0), crane, flow("P", "A", "B", 40, method="crane"))
    (fleet,) = analyze(records).methods
    assert (fleet.units_needed, fleet.utilisation) == (5, 2.5)


def test_the_json_names_every_figure_with_its_unit() -> None:
    records = plan(machine("A", 0, 0), machine("B", 3, 4), flow("P", "A", "B", 2))
    told = as_json(analyze(records), "Plant", "Present")
    assert (told["plan"], told["scenario"], told["distance_mode"]) == ("Plant", "Present", "straight")
    (told_flow,) = told["flows"]
    assert told_flow["path_m"] == [[0, 0], [3, 4]]
    assert told_flow["trips_per_day"] == 2
    assert told["congestion"] == [{"segment_m": [[0, 0], [3, 4]], "trips_per_day": 2}]
    assert told["from_to"]["moment_m_per_day"] == [[0, 10], [0, 0]]
    assert told["warnings"] == []


def test_straightness_is_displacement_over_length() -> None:
    # 3 trips straight over 10 m, 1 trip over 6 + 8 m where the straight line is 10 m: (30 + 10) / (30 + 14).
    records = plan(
        machine("A", 0, 0),
        machine("B", 10, 0),
        machine("C", 6, 8),
        flow("P", "A", "B", 3),
        flow("Q", "A", "C", 1, via=((6, 0),)),
    )
    assert analyze(records).straightness == pytest.approx(40 / 44, abs=1e-15)


def test_backtracking_is_the_share_that_goes_against_the_way_of_the_product() -> None:
    # The product goes 0 → 10 → 6 → 20 on a line: 4 of 10 + 4 + 14 m go back.
    records = plan(
        machine("A", 0, 0),
        machine("B", 10, 0),
        machine("C", 6, 0),
        machine("D", 20, 0),
        flow("P", "A", "B", order=1),
        flow("P", "B", "C", order=2),
        flow("P", "C", "D", order=3),
    )
    assert analyze(records).backtracking == pytest.approx(4 / 28, abs=1e-15)


def test_a_product_that_comes_back_to_where_it_began_has_no_direction_and_no_backtracking() -> None:
    records = plan(machine("A", 0.1, 0.2), machine("B", 7.3, 1.7), flow("P", "A", "B"), flow("P", "B", "A"))
    assert analyze(records).backtracking == 0


def test_flow_records_are_not_changed_by_the_analysis() -> None:
    records = plan(machine("A", 0, 0), machine("B", 1, 0), flow("P", "A", "B"))
    before = dict(records)
    analyze(records)
    assert records == before
    assert isinstance(records["P:A>B"], Flow)
