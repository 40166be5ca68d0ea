"""Rearranging a process chart changes the routing: the flows go where the steps say, and nothing typed is lost."""

from dataclasses import replace

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.process_chart.chart import process_chart
from floorwright.analysis.process_chart.routing import (
    ChartChange,
    arrives_at,
    changed,
    inserted,
    moved,
    nudged,
    removed,
    settled,
    station_before,
)
from floorwright.errors import EditRefused
from floorwright.model.diff import Records
from floorwright.model.document import Document
from floorwright.model.kinds import Flow, Product, Scenario, Step, StepType
from floorwright.model.process_chart import ChartHead, Subject, head_id
from floorwright.model.record import Record
from floorwright.model.scenario import scenario_records
from helpers.plans import flow, machine, method, plan

T = StepType.TRANSPORT


def step(id: str, at: str = "", type: StepType = StepType.OPERATION, **more: object) -> Step:
    return replace(Step(id=id, product="P", machine=at, type=type, description=id), **more)  # type: ignore[arg-type]


def line() -> dict[str, Record]:
    """A, B, C, D in a row, 3 m apart, with one step each: rows a, T, b, T, c, T, d."""
    return plan(
        *(machine(name, 3 * n, 0) for n, name in enumerate("ABCD")),
        method("cart", 1.0),
        flow("P", "A", "B", 60, unit_load=20, method="cart", order=1),
        flow("P", "B", "C", 60, unit_load=20, method="cart", order=2),
        flow("P", "C", "D", 60, unit_load=20, method="cart", order=3),
        *(step(name.lower(), name) for name in "ABCD"),
    )


def after(records: Records, change: ChartChange) -> dict[str, Record]:
    table = {key: record for key, record in records.items() if key not in change.remove}
    return table | {record.id: record for record in change.put}


def way(records: Records) -> str:
    flows = sorted((r for r in records.values() if isinstance(r, Flow)), key=lambda f: f.order)
    return " ".join(f"{flow.start}{flow.end}" for flow in flows)


def told(records: Records) -> str:
    """Descriptions of the steps, > for transports of the plan."""
    chart = process_chart(records, analyze(records), "P")
    return " ".join(
        ">" if step.flow and step.description.startswith("Is ") else step.description for step in chart.steps
    )


def test_a_step_that_is_moved_behind_another_station_takes_the_flow_lines_along() -> None:
    found = after(line(), nudged(line(), "P", [2], +1))
    assert (told(found), way(found)) == ("a > c > b > d", "AC CB BD")
    chart = process_chart(found, analyze(found), "P")
    assert [step.distance_m for step in chart.steps if step.flow] == [6, 3, 6]
    assert {flow.method for flow in found.values() if isinstance(flow, Flow)} == {"cart"}
    back = after(found, nudged(found, "P", [4], -1))
    assert (told(back), way(back)) == ("a > b > c > d", "AB BC CD")


def test_the_flows_keep_who_they_are_and_lose_stops_only_where_they_go_elsewhere() -> None:
    table = line()
    table["P:C>D"] = replace(table["P:C>D"], via=((1.0, 2.0),))  # type: ignore[call-arg]
    table["P:A>B"] = replace(table["P:A>B"], via=((1.0, 2.0),))  # type: ignore[call-arg]
    found = after(table, moved(table, "P", [2], 1))
    assert (told(found), way(found)) == ("a > b > c > d", "AB BC CD")
    found = after(table, moved(table, "P", [0], 3))
    assert way(found) == "BA AC CD"
    assert sorted(id for id, r in found.items() if isinstance(r, Flow)) == ["P:A>B", "P:B>C", "P:C>D"]
    assert [found[id].via for id in ("P:A>B", "P:C>D")] == [(), ((1.0, 2.0),)]  # type: ignore[attr-defined]


def test_a_step_dragged_to_the_end_goes_last() -> None:
    found = after(line(), moved(line(), "P", [0], 7))
    assert (told(found), way(found)) == ("b > c > d > a", "BC CD DA")


def test_steps_move_within_their_station_without_a_change_of_the_way() -> None:
    table = line() | {"b2": step("b2", "B", order=1)}
    found = after(table, nudged(table, "P", [2], +1))
    assert (told(found), way(found)) == ("a > b2 b > c > d", "AB BC CD")


def test_a_transport_of_the_plan_is_not_moved_by_itself() -> None:
    with pytest.raises(EditRefused, match="follows its stations"):
        nudged(line(), "P", [1], +1)


def test_another_station_for_the_only_step_there_moves_the_lines_there() -> None:
    table = line() | {"E": machine("E", 0, 4)}
    found = after(table, changed(table, "P", {2: step("b", "E")}))
    assert (told(found), way(found)) == ("a > b > c > d", "AE EC CD")


def test_a_step_at_a_further_station_adds_a_flow_like_the_others() -> None:
    table = line() | {"E": machine("E", 0, 4)}
    found = after(table, inserted(table, "P", 3, [step("new", "E")]))
    assert (told(found), way(found)) == ("a > b > new > c > d", "AB BE EC CD")
    added = [r for r in found.values() if isinstance(r, Flow) and r.id not in table]
    assert [(r.quantity_per_day, r.unit_load, r.method) for r in added] == [(60, 20, "cart")]


def test_a_step_without_a_station_stays_where_it_was_put() -> None:
    found = after(line(), inserted(line(), "P", 2, [step("wait", "", StepType.DELAY)]))
    assert (told(found), way(found)) == ("a > wait b > c > d", "AB BC CD")


def test_a_transport_with_a_station_becomes_a_flow() -> None:
    table = line() | {"E": machine("E", 0, 4)}
    found = after(table, inserted(table, "P", 7, [step("ship", "E", T)]))
    assert (told(found), way(found)) == ("a > b > c > d ship", "AB BC CD DE")


def test_where_a_transport_goes_can_be_chosen_and_what_happens_there_goes_along() -> None:
    table = line() | {"E": machine("E", 0, 4)}
    found = after(table, arrives_at(table, "P", 1, "E"))
    assert (told(found), way(found)) == ("a > b > c > d", "AE EC CD")
    assert found["b"].machine == "E"  # type: ignore[attr-defined]


def test_a_step_removed_leaves_the_way_and_the_way_removed_goes_past() -> None:
    found = after(line(), removed(line(), "P", [2]))
    assert (told(found), way(found)) == ("a > > c > d", "AB BC CD")
    past = after(found, removed(found, "P", [1]))
    assert (told(past), way(past)) == ("a > c > d", "AC CD")


def test_the_way_to_a_station_where_something_happens_is_removed_alone() -> None:
    found = after(line(), removed(line(), "P", [1]))
    assert (told(found), way(found)) == ("a b > c > d", "BC CD")
    chart = process_chart(found, analyze(found), "P")
    assert chart.steps[1].flags == ("nothing brings it here from A",)


def test_branches_that_meet_stay_branches() -> None:
    table = plan(
        *(machine(name, 3 * n, 0) for n, name in enumerate(("A", "B", "Fit", "Dock"))),
        flow("P", "A", "Fit", order=1), flow("P", "B", "Fit", order=2), flow("P", "Fit", "Dock", order=3),
        step("a", "A"), step("b", "B"), step("fit", "Fit"), step("glue", "Fit", order=1),
    )  # fmt: skip
    assert told(table) == "a > b > fit glue >"
    found = after(table, nudged(table, "P", [4], +1))
    assert (told(found), way(found)) == ("a > b > glue fit >", "AFit BFit FitDock")


def test_a_table_of_steps_makes_the_flows_between_its_stations() -> None:
    table = plan(*(machine(name, 3 * n, 0) for n, name in enumerate("ABC"))) | {"P": Product(id="P", name="P")}
    steps = [step("o", "A"), step("carry", "", T, distance_m=3.0), step("o2", "B"), step("o3", "B"), step("go", "C", T)]
    found = after(table, settled(table, "P", steps))
    assert (told(found), way(found)) == ("o carry o2 o3 go", "AB BC")
    again = after(found, settled(found, "P", [replace(one, id=one.id + "2") for one in steps]))
    assert (told(again), way(again)) == ("o carry o2 o3 go", "AB BC")
    assert {r.id for r in found.values() if isinstance(r, Flow)} == {
        r.id for r in again.values() if isinstance(r, Flow)
    }


def test_the_ways_of_a_worker_carry_nothing_and_change_no_figure_of_the_plan() -> None:
    head = ChartHead(id=head_id("P"), product="P", subject=Subject.WORKER)
    table = plan(machine("A", 0, 0), machine("B", 13, 0)) | {"P": Product(id="P", name="Anna"), head.id: head}
    found = after(table, settled(table, "P", [step("sit", "A"), step("stand", "B")]))
    analysis = analyze(found)
    assert (analysis.totals.trips_per_day, analysis.totals.distance_m_per_day) == (0, 0)
    walk = process_chart(found, analysis, "P").steps[1]
    assert (walk.description, walk.distance_m, walk.time_s) == ("Walks to B", 13, pytest.approx(10))


def test_a_typed_distance_that_the_plan_contradicts_is_flagged_and_the_measured_one_counts() -> None:
    table = line()
    found = after(table, changed(table, "P", {1: step("carry", "", T, distance_m=12.0)}))
    carry = process_chart(found, analyze(found), "P").steps[1]
    assert (carry.distance_m, carry.typed_m, carry.flags) == (3, 12, ("12 m was typed, the plan says 3.0 m",))
    right = after(table, changed(table, "P", {1: step("carry", "", T, distance_m=3.04)}))
    assert process_chart(right, analyze(right), "P").steps[1].flags == ()


def test_flows_keep_the_order_of_the_routing_when_it_is_changed_elsewhere() -> None:
    found = after(line(), changed(line(), "P", {0: step("a", "A", remark="x")}))
    flows = [r for r in found.values() if isinstance(r, Flow)]
    turned = dict(found) | {flow.id: replace(flow, order=-flow.order) for flow in flows}
    chart = process_chart(turned, analyze(turned), "P")
    assert [step.station for step in chart.steps if step.flow] == ["D", "C", "B"]


def test_a_flow_drawn_later_stands_behind_the_last() -> None:
    table = after(line(), changed(line(), "P", {0: step("a", "A", remark="x")}))
    table |= {"E": machine("E", 0, 4), "new": flow("P", "D", "E", order=9, id="new")}
    assert told(table) == "a > b > c > d >"


def test_a_station_deleted_under_a_chart_takes_its_flows_but_no_step() -> None:
    document = Document(after(line(), changed(line(), "P", {1: step("carry", "", T, remark="by two")})))
    with document.edit("Delete B") as edit:
        edit.remove("B")
    left = [r for r in document.records.values() if isinstance(r, Step) and not r.flow]
    assert sorted((one.description, one.machine) for one in left) == [
        ("a", "A"), ("b", ""), ("c", "C"), ("carry", ""), ("d", "D"),
    ]  # fmt: skip
    assert way(document.records) == "CD"
    document.undo()
    assert told(document.records) == "a carry b > c > d"


def test_a_product_deleted_takes_its_chart_along() -> None:
    head = ChartHead(id=head_id("P"), product="P")
    document = Document(line() | {head.id: head})
    with document.edit("Delete P") as edit:
        edit.remove("P")
    assert not [r for r in document.records.values() if isinstance(r, Step | ChartHead | Flow)]


def test_a_proposal_is_rearranged_alone() -> None:
    document = Document(line() | {"s": Scenario(id="s", name="Proposal")})
    here = scenario_records(document.records, "s")
    change = nudged(here, "P", [2], +1)
    with document.edit("Move a step", "s") as edit:
        edit.put(*change.put)
        edit.remove(*change.remove)
    assert way(scenario_records(document.records, "")) == "AB BC CD"
    assert told(scenario_records(document.records, "")) == "a > b > c > d"
    assert told(scenario_records(document.records, "s")) == "a > c > b > d"


def test_a_transport_to_where_the_product_is_already_stays_a_line() -> None:
    found = after(line(), inserted(line(), "P", 3, [step("round", "B", T)]))
    assert (told(found), way(found)) == ("a > b round > c > d", "AB BC CD")
    assert found["round"].machine == ""  # type: ignore[attr-defined]


def test_where_the_product_is_before_a_line() -> None:
    assert [station_before(line(), "P", row) for row in (0, 1, 2, 7)] == ["A", "A", "B", "D"]
    assert station_before({"P": Product(id="P", name="P")}, "P", 0) == ""


def test_ten_thousand_steps_are_rearranged_like_ten() -> None:
    steps = [step(f"s{n}", "AB"[n % 2], order=n) for n in range(10_000)]
    table = plan(machine("A", 0, 0), machine("B", 3, 0)) | {"P": Product(id="P", name="P")}
    found = after(table, settled(table, "P", steps))
    chart = process_chart(found, analyze(found), "P")
    assert len(chart.steps) == 19_999
    assert chart.summary.distance_m == 9_999 * 3
    swapped = after(found, nudged(found, "P", [0], +1))
    assert process_chart(swapped, analyze(swapped), "P").steps[0].description == "s1"
