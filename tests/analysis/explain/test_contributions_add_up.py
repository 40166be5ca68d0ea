"""Whatever the plan, what a figure is said to be made of adds up to the figure."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from floorwright.analysis.analyze import analyze
from floorwright.analysis.explain.explain import explain
from floorwright.analysis.explain.names import figure_names
from floorwright.analysis.explain.told import as_json, as_text
from floorwright.analysis.result import Analysis
from floorwright.model.kinds import PLAN_ID, DistanceMode, Plan
from floorwright.model.record import Record
from floorwright.model.tour import Tour, TourStop
from helpers.plans import aisle, flow, machine, method, plan, wall

STATIONS = "ABCDE"
PLACE = st.tuples(*[st.integers(-3, 14)] * 2)
QUANTITY = st.one_of(st.just(0.0), st.floats(0.01, 1e6))
FLOW = st.tuples(
    st.sampled_from("PQR"), st.sampled_from(STATIONS), st.sampled_from(STATIONS), QUANTITY, st.floats(0.1, 100),
    st.sampled_from([None, "cart", "truck"]), st.sampled_from([(), ("C",), ((2.0, 7.0), "E")]),
)  # fmt: skip


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Record]:
    places = draw(st.lists(PLACE, min_size=5, max_size=5))
    flows = draw(st.lists(FLOW, max_size=9))
    speed = st.floats(0.1, 5)
    seconds = st.floats(0, 300)
    cart = method("cart", draw(speed), load_s=draw(seconds), unload_s=draw(seconds), cost_per_h=draw(seconds))
    truck = method(
        "truck", draw(speed), load_s=draw(seconds), cost_per_h=draw(seconds), return_empty=False, width_m=1.0,
        units=draw(st.sampled_from([None, 0, 1, 3])), available_h=draw(st.floats(0.5, 24)),
    )  # fmt: skip
    stations = [
        replace(machine(name, *place, pickup_m=(0.6, 0.0)), department=draw(st.sampled_from(["", "North", "South"])))
        for name, place in zip(STATIONS, places, strict=True)
    ]
    made = plan(
        *stations, cart, truck, wall("w", 5, -1, 5, 6), aisle("a", -5, 2, 15, 2), aisle("b", 8, -6, 8, 16),
        *(
            flow(p, a, b, q, unit_load=u, method=m, via=via, order=number, id=f"f{number}")
            for number, (p, a, b, q, u, m, via) in enumerate(flows)
        ),
        mode=draw(st.sampled_from(list(DistanceMode))), whole_trips=draw(st.booleans()),
    )  # fmt: skip
    if draw(st.booleans()):
        tour = Tour(id="t", name="Run", depot="A", method="cart", capacity=9.0, runs_per_day=draw(st.floats(0.5, 9)))
        served = draw(st.lists(st.sampled_from("BCDE"), max_size=4))
        stops = [TourStop(id=f"s{n}", tour="t", station=one, order=n) for n, one in enumerate(served)]
        made |= {record.id: record for record in (tour, *stops)}
    whole = made[PLAN_ID]
    assert isinstance(whole, Plan)
    return made | {PLAN_ID: replace(whole, turn_penalty_s=draw(st.sampled_from([0.0, 4.0])))}


def every_figure(analysis: Analysis) -> list[str]:
    ids = analysis.from_to.station_ids
    cells = [f"from_to/{field}/{a} > {b}" for a in (*ids, "*") for b in (*ids, "*")
             for field in ("trips_per_day", "moment_m_per_day")]  # fmt: skip
    pieces = [f"congestion/trips_per_day/{number}" for number in range(1, len(analysis.congestion) + 1)]
    return [*figure_names(analysis), *cells, *pieces]


def told_elsewhere(analysis: Analysis) -> dict[str, float | None]:
    """What `analyze` itself says the figures are."""
    totals = analysis.totals
    told: dict[str, float | None] = {
        "trips_per_day": totals.trips_per_day,
        "loaded_distance_m_per_day": totals.loaded_distance_m_per_day,
        "distance_m_per_day": totals.distance_m_per_day,
        "travel_h_per_day": totals.travel_h_per_day,
        "handling_h_per_day": totals.handling_h_per_day,
        "cost_per_day": totals.cost_per_day,
        "crossings": analysis.crossings,
        "straightness": analysis.straightness,
        "backtracking": analysis.backtracking,
        "warnings": len(analysis.warnings),
    }
    for one in analysis.flows:
        told[f"flow/distance_m/{one.flow}"] = one.distance_m
        told[f"flow/time_s_per_trip/{one.flow}"] = one.time_s_per_trip
        told[f"flow/cost_per_day/{one.flow}"] = one.cost_per_day
        told[f"flow/straight_m/{one.flow}"] = one.straight_m
    for fleet in analysis.methods:
        told[f"method/hours_needed_per_day/{fleet.method_id}"] = fleet.hours_needed_per_day
        told[f"method/units_needed/{fleet.method_id}"] = fleet.units_needed
        told[f"method/utilisation/{fleet.method_id}"] = fleet.utilisation
    for tour in analysis.tours:
        told[f"tour/time_s_per_run/{tour.tour}"] = tour.time_s_per_run
        told[f"tour/utilisation/{tour.tour}"] = tour.utilisation
    for number, piece in enumerate(analysis.congestion, 1):
        told[f"congestion/trips_per_day/{number}"] = piece.trips_per_day
    return told


@settings(max_examples=60, deadline=None)
@given(plans())
def test_every_breakdown_of_every_figure_adds_up_to_it(records: dict[str, Record]) -> None:
    analysis = analyze(records)
    expected = told_elsewhere(analysis)
    for name in every_figure(analysis):
        one = explain(records, analysis, name)
        assert one.figure == name
        if name in expected:
            assert one.value == expected[name], name
        assert (one.value is None) == (not one.breakdowns and bool(one.notes)) or one.value is not None, name
        for breakdown in one.breakdowns:
            assert one.value is not None
            assert math.isclose(breakdown.total, one.value, rel_tol=1e-9, abs_tol=1e-12), (name, breakdown.by)
        assert as_json(one)["figure"] == name and as_text(one)


@settings(max_examples=40, deadline=None)
@given(plans())
def test_another_convention_gives_what_a_plan_with_that_convention_gives(records: dict[str, Record]) -> None:
    analysis = analyze(records)
    whole = records[PLAN_ID]
    assert isinstance(whole, Plan)
    if any(one.distance_m is None for one in analysis.flows) or analysis.tours:
        return
    others = {
        other.choice: other.value
        for convention in explain(records, analysis, "cost_per_day").conventions
        for other in convention.others
    }
    for choice, mode in (("straight lines", DistanceMode.STRAIGHT), ("right angles", DistanceMode.RECTILINEAR)):
        if choice in others:
            assert others[choice] == pytest.approx(analyze(records, mode).totals.cost_per_day, rel=1e-9)
    rounded = records | {PLAN_ID: replace(whole, whole_trips=not whole.whole_trips)}
    (chosen,) = (value for choice, value in others.items() if "trips" in choice)
    assert chosen == pytest.approx(analyze(rounded).totals.cost_per_day, rel=1e-9)
