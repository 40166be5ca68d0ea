"""The flow process chart made from a plan."""

from dataclasses import replace

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.process_chart.chart import ChartStep, ProcessChart, process_chart, summary
from floorwright.analysis.process_chart.tables import chart_table
from floorwright.model.alternative import Alternative
from floorwright.model.kinds import DistanceMode, Step, StepType, ValueClass
from floorwright.model.record import Record
from helpers.plans import flow, machine, method, plan


def step(
    id: str,
    at: str,
    type: StepType = StepType.OPERATION,
    time_s: float = 0,
    value: ValueClass | None = None,
    order: int = 0,
) -> Step:
    return Step(id=id, product="P", machine=at, type=type, description=id, time_s=time_s, value=value, order=order)


def chart_of(*records: Record) -> ProcessChart:
    table = plan(*records)
    return process_chart(table, analyze(table), "P")


def told(chart: ProcessChart) -> list[tuple[str, str]]:
    return [(step.number, step.description) for step in chart.steps]


def test_golden_fpc_01_counts_times_and_va_ratio() -> None:
    """FPC-01: filled process chart, https://www.scribd.com/document/893013417/Process-Chart; minutes and metres."""
    types = dict(zip("OTIDS", StepType, strict=True))
    lines = [
        (0.5, 0.1, "O", "VA"), (0.1, 0.2, "S", "NVA"), (0.5, 5, "I", "NVA"), (0.1, 0.1, "O", "VA"),
        (0.2, 0.1, "O", "VA"), (0.2, 1, "O", "VA"), (0.5, 0.1, "T", "NVA"), (0.2, 0.5, "O", "NVA"),
    ]  # fmt: skip
    box = summary([ChartStep(types[s], "", distance_m=d, time_s=t * 60, value=ValueClass(v)) for t, d, s, v in lines])
    assert [one.count for one in box.symbols] == [5, 1, 1, 0, 1]
    assert [one.time_s / 60 for one in box.symbols] == pytest.approx([1.2, 0.5, 0.5, 0, 0.1], abs=1e-9)
    assert (box.va_s / 60, box.nva_s / 60, box.enva_s) == (pytest.approx(1.0), pytest.approx(1.3), 0)
    assert box.distance_m == pytest.approx(7.1, abs=1e-9)
    assert box.time_s / 60 == pytest.approx(2.3, abs=1e-9)
    assert box.va_ratio == pytest.approx(0.43478, abs=5e-6)


def test_transports_stand_between_the_steps_with_their_measured_distance_and_time() -> None:
    chart = chart_of(
        machine("Store", 0, 0),
        machine("Saw", 6, 8),
        machine("Bench", 6, 20),
        method("cart", 2.0, load_s=10, return_empty=False),
        flow("P", "Store", "Saw", 40, unit_load=20, method="cart", order=1),
        flow("P", "Saw", "Bench", 40, order=2),
        step("keep", "Store", StepType.STORAGE, 3600),
        step("cut", "Saw", time_s=45, value=ValueClass.VALUE_ADDING, order=2),
        step("wait", "Saw", StepType.DELAY, 600, order=1),
        step("look", "Bench", StepType.INSPECTION, 30),
    )
    assert told(chart) == [
        ("S-1", "keep"), ("T-1", "Is moved to Saw"), ("D-1", "wait"), ("O-1", "cut"),
        ("T-2", "Is moved to Bench"), ("I-1", "look"),
    ]  # fmt: skip
    by_cart, by_hand = (step for step in chart.steps if step.type is StepType.TRANSPORT)
    assert (by_cart.distance_m, by_cart.time_s, by_cart.means, by_cart.quantity) == (10, 15, "cart", 20)
    assert by_hand.time_s == pytest.approx(12 / 1.3)
    assert by_hand.value is ValueClass.WASTE
    assert chart.summary.distance_m == 22
    assert chart.summary.va_ratio == pytest.approx(45 / (3600 + 15 + 600 + 45 + 12 / 1.3 + 30))
    last = chart_table(chart).rows[-1]
    assert last[2] == "Sum"
    assert last[5] == 22


def test_a_product_without_steps_gets_an_operation_marked_as_assumed_at_each_station() -> None:
    chart = chart_of(
        machine("A", 0, 0),
        machine("B", 1, 0),
        machine("C", 2, 0),
        flow("P", "A", "B", order=1),
        flow("P", "B", "C", order=2),
    )
    assert told(chart) == [("O-1", "A"), ("T-1", "Is moved to B"), ("O-2", "B"), ("T-2", "Is moved to C"), ("O-3", "C")]
    assert [step.assumed for step in chart.steps] == [True, False, True, False, True]
    assert "The product has no steps: an operation without time is assumed at each station." in chart.notes


def test_steps_at_a_station_visited_twice_are_shared_out_by_their_order() -> None:
    chart = chart_of(
        machine("Lathe", 0, 0),
        machine("Oven", 1, 0),
        flow("P", "Lathe", "Oven", order=10, id="out"),
        flow("P", "Oven", "Lathe", order=20, id="back"),
        step("finish", "Lathe", order=15),
        step("rough", "Lathe", order=5),
        step("harden", "Oven"),
    )
    assert [name for _, name in told(chart)] == ["rough", "Is moved to Oven", "harden", "Is moved to Lathe", "finish"]


def test_parts_that_meet_are_assembled_after_the_last_has_arrived() -> None:
    chart = chart_of(
        machine("A", 0, 0),
        machine("B", 1, 0),
        machine("Fit", 2, 0),
        machine("Dock", 3, 0),
        flow("P", "A", "Fit", order=1),
        flow("P", "B", "Fit", order=2),
        flow("P", "Fit", "Dock", order=3),
        step("fit", "Fit"),
        step("make b", "B"),
    )
    assert [name for _, name in told(chart)] == [
        "Is moved to Fit",
        "make b",
        "Is moved to Fit",
        "fit",
        "Is moved to Dock",
    ]


def test_steps_off_the_routing_are_not_lost() -> None:
    chart = chart_of(machine("A", 0, 0), machine("B", 1, 0), machine("Z", 5, 5), flow("P", "A", "B"), step("odd", "Z"))
    assert told(chart) == [("T-1", "Is moved to B"), ("O-1", "odd")]
    assert chart.notes[0] == "Some steps are at stations that the product's flows do not touch."


def test_a_transport_without_a_way_has_no_distance_and_says_why() -> None:
    records = plan(
        machine("A", 0, 0), machine("B", 10, 0), flow("P", "A", "B", 1e300, unit_load=1e-9), mode=DistanceMode.STRAIGHT
    )
    chart = process_chart(records, analyze(records), "P")
    transport = chart.steps[1]
    assert (transport.distance_m, transport.time_s) == (None, None)
    assert transport.flags == ("its figures are too large to compute",)
    assert "Transports without a way are in no sum." in chart.notes


def test_the_way_back_is_not_the_subjects_and_has_another_speed() -> None:
    # 5 s loading, 20 m at 2 m/s, 7 s unloading; the empty way back at 4 m/s is no part of it.
    cart = replace(method("cart", 2.0, load_s=5, unload_s=7), speed_empty_m_s=4.0)
    chart = chart_of(machine("A", 0, 0), machine("B", 20, 0), cart, flow("P", "A", "B", method="cart"))
    assert chart.steps[1].time_s == 22


def test_of_two_alternatives_the_chart_follows_the_one_most_pieces_take() -> None:
    table = plan(
        *(machine(name, 3 * n, 0) for n, name in enumerate(("Saw", "Lathe 1", "Lathe 2", "Dock"))),
        flow("P", "Saw", "Lathe 1", order=1), flow("P", "Saw", "Lathe 2", order=2),
        flow("P", "Lathe 1", "Dock", order=3), flow("P", "Lathe 2", "Dock", order=4),
    )  # fmt: skip
    for name, percent in (("1", 30.0), ("2", 70.0)):
        table[name] = Alternative(id=name, product="P", name=name, percent=percent)
        for id in (f"P:Saw>Lathe {name}", f"P:Lathe {name}>Dock"):
            table[id] = replace(table[id], alternative=name)  # type: ignore[call-arg]
    chart = process_chart(table, analyze(table), "P")
    assert [step.station for step in chart.steps] == ["Saw", "Lathe 2", "Lathe 2", "Dock", "Dock"]
    assert chart.notes[0] == "Of alternatives the chart follows the one that most of the quantity takes."
