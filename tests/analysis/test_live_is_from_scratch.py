"""Whatever is changed, the live figures are those computed anew, bit for bit."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from floorwright.analysis.analyze import analyze
from floorwright.analysis.live import LiveFigures
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.document import Document
from floorwright.model.kinds import PLAN_ID, Aisle, DistanceMode, Machine, Opening, Plan, Product, Scenario, Wall
from floorwright.model.record import Record
from floorwright.model.scenario import scenario_records
from floorwright.model.tour import Tour, TourStop
from floorwright.model.view import View
from helpers.plans import flow, machine, method, opening, plan, wall

STATIONS = "ABCDE"
PLACE = st.tuples(*[st.integers(-2, 14)] * 2)
KINDS = [
    "move", "turn", "remove", "wall", "opening", "aisle", "method", "whole", "flow", "undo", "product", "share", "part",
    "container", "tour", "stop", "scrap",
]  # fmt: skip
EDITS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 4), PLACE, st.booleans()), min_size=1, max_size=8)


def start() -> Document:
    places = [(0, 0), (10, 0), (5, 4), (10, 9), (0, 9)]
    stations = [machine(name, *place, 2, 1, pickup_m=(0.5, 0)) for name, place in zip(STATIONS, places, strict=True)]
    flows = [
        flow("P", "A", "B", 7, method="cart"),
        flow("P", "B", "D", 3, method="truck", order=1),
        flow("Q", "D", "A", 2, via=("C", (2, 7))),
        flow("Q", "E", "C", 5, method="truck", order=1),
        flow("Q", "A", "E", None, alternative="half", container="box", order=2),
    ]
    aisles = [
        Aisle(id="a0", x1=-1e3, y1=2e3, x2=12e3, y2=2e3, width=3e3),
        Aisle(id="a1", x1=8e3, y1=-1e3, x2=8e3, y2=11e3, one_way=True),
    ]
    walls: list[Record] = [wall("w0", 3, -1, 3, 8, thickness_m=0.2), opening("o0", "w0", 4, 1.5)]
    methods = [method("cart", 1.5, width_m=0.8), method("truck", 2.0, width_m=1.2, aisle_width_m=2.0)]
    data: list[Record] = [
        Product(id="Q", name="Q", quantity_per_day=6.0),
        Alternative(id="half", product="Q", name="Half", percent=50.0),
        Container(id="box", name="Box", pieces=3.0),
        Tour(id="t", name="Run", depot="A", method="cart", capacity=10.0, runs_per_day=2.0),
        *(TourStop(id=f"s{n}", tour="t", station=n, quantity_per_day=7.0, order=k) for k, n in enumerate("BDE")),
    ]
    document = Document()
    with document.edit("Draw") as edit:
        for record in plan(*stations, *walls, *aisles, *methods, *data, *flows).values():
            edit.put(record)
    return document


def changed(kind: str, number: int, place: tuple[int, int], other: bool, records: dict[str, Record]) -> Record | None:
    """The record as it is after an edit; None where there is nothing to change."""
    x, y = place[0] * 1e3, place[1] * 1e3
    name = STATIONS[number]
    old = records.get(name)
    match kind:
        case "move":
            return replace(old, x=x, y=y) if isinstance(old, Machine) else machine(name, *place, 2, 1)
        case "turn":
            return replace(old, rotation=37.0 * number, mirrored=other) if isinstance(old, Machine) else None
        case "wall":
            return Wall(id=f"w{number}", x1=x, y1=y, x2=5e3, y2=5.5e3, thickness=150.0 * other)
        case "opening":
            has_wall = isinstance(records.get("w0"), Wall)
            return Opening(id=f"o{number}", wall="w0", at=1000.0 * abs(place[0]), width=900.0) if has_wall else None
        case "aisle":
            return Aisle(id=f"a{number}", x1=x, y1=y, x2=6.5e3, y2=y + 500, one_way=other, width=1e3 * (number + 1))
        case "method":
            return method("truck", 1.0 + number, width_m=0.5 * number or None, return_empty=other)
        case "whole":
            old_plan = records.get(PLAN_ID) or Plan(id=PLAN_ID)
            assert isinstance(old_plan, Plan)
            return replace(
                old_plan,
                whole_trips=other,
                distance_mode=list(DistanceMode)[number % 4],
                turn_penalty_s=1.5 * (x > 6e3),
            )
        case "product":
            return Product(id="Q", name="Q" if other else "A", quantity_per_day=float(abs(place[0])) or None)
        case "share":
            return Alternative(id="half", product="Q", name="Half", percent=20.0 * number)
        case "part":
            return Part(id="part", product="P" if other else "Q", part="Q" if other else "P", pieces=1.0 + number)
        case "container":
            return Container(id="box", name="Box", pieces=1.0 + number, returned_empty=other)
        case "tour":
            depot = isinstance(old, Machine)
            return Tour(id="t", name="Run", depot=name, capacity=4.0 + number, runs_per_day=3.0) if depot else None
        case "stop":
            both = isinstance(old, Machine) and "t" in records
            return TourStop(id="sB", tour="t", station=name, quantity_per_day=9.0, order=number) if both else None
        case "scrap":
            both = isinstance(old, Machine) and isinstance(records.get("A"), Machine) and name != "A"
            return flow("Q", name, "A", None, order=number - 2, scrap_percent=12.5 * number * other) if both else None
        case _:
            end = STATIONS[(number + 1) % 5]
            both = isinstance(old, Machine) and isinstance(records.get(end), Machine)
            return flow("P", name, end, abs(place[0]), method="cart" if other else None, order=9) if both else None


def carry_out(document: Document, edit_of: tuple[str, int, tuple[int, int], bool]) -> None:
    kind, number, place, other = edit_of
    if kind == "undo":
        document.undo()
        return
    with document.edit(kind) as edit:
        if kind == "remove":
            removed = [STATIONS[number], "w0", "o0", "a0", "truck"][number] if other else STATIONS[number]
            if removed in document.records:
                edit.remove(removed)
            return
        record = changed(kind, number, place, other, dict(document.records))
        if record is not None:
            edit.put(record)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([None, *DistanceMode]), EDITS)
def test_live_figures_are_those_from_scratch_after_every_edit(
    mode: DistanceMode | None, edits: list[tuple[str, int, tuple[int, int], bool]]
) -> None:
    document = start()
    live = LiveFigures(View(document), mode)
    for edit_of in edits:
        carry_out(document, edit_of)
        live.refresh()
        assert live.analysis == analyze(scenario_records(document.records, ""), mode)


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from([DistanceMode.AISLE, DistanceMode.FREE]), st.integers(0, 4), st.lists(PLACE, min_size=3, max_size=9)
)
def test_live_figures_are_those_from_scratch_after_every_move_of_a_drag(
    mode: DistanceMode, number: int, places: list[tuple[int, int]]
) -> None:
    document = start()
    live = LiveFigures(View(document), mode)
    with document.edit("Drag") as edit:
        for place in places:
            edit.reset()
            old = document.records[STATIONS[number]]
            assert isinstance(old, Machine)
            edit.put(replace(old, x=place[0] * 1e3, y=place[1] * 1e3, rotation=15.0 * place[0]))
            live.refresh()
            assert live.analysis == analyze(scenario_records(document.records, ""), mode)


@pytest.mark.parametrize("mode", list(DistanceMode))
def test_live_figures_of_another_scenario_are_those_from_scratch(mode: DistanceMode) -> None:
    document = start()
    with document.edit("Scenario") as edit:
        edit.put(Scenario(id="s", name="Proposal"))
    with document.edit("Move", "s") as edit:
        saw = document.records["B"]
        assert isinstance(saw, Machine)
        edit.put(replace(saw, x=3000.0, y=7000.0, rotation=30.0))
        edit.remove("E")
    view = View(document)
    live = LiveFigures(view, mode)
    for scenario in ("s", "", "s"):
        view.show(scenario)
        live.refresh()
        assert live.analysis == analyze(scenario_records(document.records, scenario), mode, scenario)
