"""What a flow view shows on paper: which flows, how wide, in which colours, and what lies under them."""

import math
from dataclasses import replace

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.errors import ExportFailed
from floorwright.model.diff import Records
from floorwright.model.kinds import Product, Step, StepType, ValueClass
from floorwright.model.tour import Tour, TourStop
from floorwright.paper.compose import compose
from floorwright.paper.content import Content
from floorwright.paper.flow_classes import VALUE_COLOURS
from floorwright.paper.flow_layers import FlowLayers, flow_layers
from floorwright.paper.flow_marks import flow_marks
from floorwright.paper.flow_styles import THINNEST_MM, WIDEST_MM
from floorwright.paper.flow_view import ColourBy, FlowStyle, FlowView, TrafficShown
from floorwright.paper.marks import Line, Region, Text
from floorwright.paper.setup import SheetSetup
from floorwright.paper.stretch_marks import THINNEST_MM as THINNEST_BAND
from floorwright.paper.stretch_marks import WIDEST_MM as WIDEST_BAND
from floorwright.paper.stretch_marks import stretch_ends
from helpers.plans import flow, machine, method, plan


def floor() -> Records:
    """Three stations in a row, 10 m and 20 m apart. Bolts go 40 times from A to C by truck, nuts 10 times from B to C
    on foot, and 5 times back from C to A."""
    return plan(
        replace(machine("A", 0, 0), department="North"), replace(machine("B", 10, 0), department="North"),
        replace(machine("C", 30, 0), department="South"), method("truck", 2.0),
        flow("bolts", "A", "C", 40, method="truck", id="long"), flow("nuts", "B", "C", 10, id="short"),
        flow("nuts", "C", "A", 5, id="back"),
        Product(id="bolts", name="Bolts", colour="#0000ff"), Product(id="nuts", name="Nuts", colour="#00ff00"),
    )  # fmt: skip


def lines(view: FlowView, records: Records | None = None) -> dict[str, list[Line]]:
    """The lines of the flows by what they show."""
    records = records or floor()
    found: dict[str, list[Line]] = {}
    for mark in flow_marks(records, analyze(records), 100.0, view=view):
        if isinstance(mark, Line) and not mark.closed:
            found.setdefault(mark.source, []).append(mark)
    return found


def layers(view: FlowView, records: Records | None = None) -> FlowLayers:
    records = records or floor()
    return flow_layers(records, analyze(records), view, 100.0)


def test_a_line_is_as_wide_as_its_share_of_the_most_trips() -> None:
    found = lines(FlowView())
    assert found["long"][0].style.width == pytest.approx(WIDEST_MM)
    assert found["short"][0].style.width == pytest.approx(THINNEST_MM + (WIDEST_MM - THINNEST_MM) * 10 / 40)


@pytest.mark.parametrize(
    ("view", "left"),
    [
        (FlowView(products=frozenset({"nuts"})), {"short", "back"}),
        (FlowView(products=frozenset()), set()),
        (FlowView(methods=frozenset({"truck"})), {"long"}),
        (FlowView(methods=frozenset({""})), {"short", "back"}),
        (FlowView(departments=frozenset({"South"})), {"long", "short", "back"}),
        (FlowView(departments=frozenset({"East"})), set()),
        (FlowView(least_trips_per_day=10.0), {"long", "short"}),
        (FlowView(products=frozenset({"nuts"}), least_trips_per_day=6.0), {"short"}),
        (FlowView(style=FlowStyle.HIDDEN), set()),
    ],
)  # fmt: skip
def test_filters_leave_what_they_say(view: FlowView, left: set[str]) -> None:
    assert set(lines(view)) == left


def test_colours_tell_product_method_or_department() -> None:
    assert lines(FlowView())["long"][0].style.stroke == "#0000ff"
    by_method = lines(FlowView(colour=ColourBy.METHOD))
    assert by_method["short"][0].style.stroke == by_method["back"][0].style.stroke
    assert by_method["short"][0].style.stroke != by_method["long"][0].style.stroke
    by_place = lines(FlowView(colour=ColourBy.DEPARTMENT))
    assert by_place["long"][0].style.stroke == by_place["short"][0].style.stroke != by_place["back"][0].style.stroke


def test_colours_tell_what_a_transport_is_worth() -> None:
    steps = Step(id="s", product="nuts", machine="C", type=StepType.TRANSPORT, value=ValueClass.WASTE)
    found = lines(FlowView(colour=ColourBy.VALUE), {**floor(), "s": steps})
    assert found["short"][0].style.stroke == VALUE_COLOURS["NVA"]
    assert found["long"][0].style.stroke == VALUE_COLOURS[""]


def test_taken_together_a_stretch_is_as_wide_as_all_that_goes_over_it() -> None:
    found = {stretch_ends(source): marks for source, marks in lines(FlowView(style=FlowStyle.AGGREGATED)).items()}
    # 45 trips from A to B, and 55 from B to C: 40 of bolts, 15 of nuts.
    assert set(found) == {((0, 0), (10000, 0)), ((10000, 0), (30000, 0))}
    busy = {mark.style.stroke: mark.style.width for mark in found[(10000, 0), (30000, 0)]}
    assert busy == {"#0000ff": pytest.approx(WIDEST_BAND * 40 / 55), "#00ff00": pytest.approx(WIDEST_BAND * 15 / 55)}
    quiet = sum(mark.style.width for mark in found[(0, 0), (10000, 0)])
    assert quiet == pytest.approx(THINNEST_BAND + (WIDEST_BAND - THINNEST_BAND) * 45 / 55)


def test_bands_lie_beside_each_other_and_do_not_overlap() -> None:
    found = {stretch_ends(source): marks for source, marks in lines(FlowView(style=FlowStyle.AGGREGATED)).items()}
    edges = sorted(
        (m.vertices[0][1] / 100 - m.style.width / 2, m.vertices[0][1] / 100 + m.style.width / 2)
        for m in found[(10000, 0), (30000, 0)]
    )
    assert edges[0][0] == pytest.approx(-WIDEST_BAND / 2)
    assert edges[0][1] == pytest.approx(edges[1][0])
    assert edges[1][1] == pytest.approx(WIDEST_BAND / 2)


def test_a_stretch_that_is_gone_both_ways_has_an_arrowhead_each_way() -> None:
    records = floor()
    marks = flow_marks(records, analyze(records), 100.0, view=FlowView(style=FlowStyle.AGGREGATED))
    heads = [m for m in marks if isinstance(m, Region) and m.style.fill == "#111827"]
    tips = {(head.source, head.rings[0][0][0] > head.rings[0][2][0]) for head in heads}
    assert len(tips) == len({source for source, _ in tips}) * 2 == 4


def test_a_spaghetti_chart_shows_through_and_numbers_the_moves() -> None:
    records = floor()
    view = FlowView(style=FlowStyle.SPAGHETTI, products=frozenset({"nuts"}))
    marks = flow_marks(records, analyze(records), 100.0, view=view)
    assert {m.style.opacity for m in marks if isinstance(m, Line)} == {0.4}
    assert {(m.source, m.text) for m in marks if isinstance(m, Text)} == {("short", "1"), ("back", "2")} or {
        (m.source, m.text) for m in marks if isinstance(m, Text)
    } == {("short", "2"), ("back", "1")}


def test_arrows_and_labels_can_be_left_out() -> None:
    records = floor()
    marks = flow_marks(records, analyze(records), 100.0, view=FlowView(arrows=False, labels=False))
    assert all(isinstance(mark, Line) for mark in marks)
    assert len(marks) == 3


def test_the_heat_lies_under_the_flows_and_is_in_the_legend_with_its_unit() -> None:
    found = layers(FlowView(heat=True, heat_cell_m=2.0))
    assert {mark.style.layer for mark in found.below} == {"HEAT"}
    words = [row.words for row in found.rows]
    assert "Heat" in words
    assert "metre-trips per m² a day, cells of 2 m" in words
    # 55 trips × 2 m in 4 m² are 27.5.
    assert "25 – 30" in words


def test_a_smoothed_picture_says_so_and_keeps_the_classes_of_the_numbers() -> None:
    plain, smooth = (layers(FlowView(heat=True, heat_cell_m=2.0, heat_blurred=blurred)) for blurred in (False, True))
    classes = [[row.words for row in one.rows if row.sign == "patch"] for one in (plain, smooth)]
    assert classes[0] == classes[1] != []
    assert any("smoothed" in row.words for row in smooth.rows)


def test_the_congestion_map_is_in_the_legend_with_its_unit() -> None:
    found = layers(FlowView(traffic=TrafficShown.MEETINGS, style=FlowStyle.HIDDEN))
    assert {mark.style.layer for mark in found.above} == {"CONGESTION"}
    assert [row.words for row in found.rows if row.sign == "heading"] == ["Meetings an hour"]
    assert any("with empty returns" in row.words for row in found.rows)


def test_the_legend_says_what_was_filtered() -> None:
    rows = layers(FlowView(products=frozenset({"nuts"}), least_trips_per_day=6.0)).rows
    assert [row.words for row in rows if row.sign == "line"] == ["Nuts", "walking"]
    assert "Only: Nuts; 6 trips a day or more" in [row.words for row in rows]


def test_cells_that_are_too_small_are_refused_in_words() -> None:
    records = floor()
    content = Content(records, "", analyze(records))

    with pytest.raises(ExportFailed, match=r"heat map.*are the most.*larger cells"):
        compose(content, SheetSetup(view=FlowView(heat=True, heat_cell_m=1e-6)))


def test_an_empty_plan_shows_nothing() -> None:
    records = plan(machine("A", 0, 0))
    view = FlowView(style=FlowStyle.AGGREGATED, heat=True, traffic=TrafficShown.TRIPS)
    assert layers(view, records) == FlowLayers((), (), ())


@pytest.mark.parametrize("view", [FlowView(), *(FlowView(style=style) for style in FlowStyle), FlowView(
    heat=True, traffic=TrafficShown.MEETINGS)])  # fmt: skip
def test_amounts_beyond_all_measure_draw_nothing_that_has_no_place(view: FlowView) -> None:
    records = plan(
        machine("A", 0, 0), machine("B", 10, 0), machine("C", 10, 0, id="D"),
        flow("p", "A", "B", 1e308, unit_load=1e-10), flow("p", "B", "A", 5), flow("p", "B", "D", 5),
        flow("p", "A", "A", 5), flow("q", "A", "B", 0),
    )  # fmt: skip
    found = layers(view, records)
    for mark in (*found.below, *found.above):
        points = mark.vertices if isinstance(mark, Line) else mark.rings[0] if isinstance(mark, Region) else ()
        assert all(math.isfinite(x) and math.isfinite(y) for x, y, _ in points)
        assert math.isfinite(mark.style.width)


def test_a_milk_run_is_a_round_on_the_floor_in_the_heat_and_in_the_legend() -> None:
    records = plan(
        machine("Store", 0, 0), machine("Press", 10, 0), method("tug", 1.0),
        Tour(id="run", name="Run", depot="Store", method="tug", runs_per_day=32.0),
        TourStop(id="stop", tour="run", station="Press", quantity_per_day=10.0, order=1),
        flow("p", "Store", "Press", 5),
    )  # fmt: skip
    found = layers(FlowView(heat=True, heat_cell_m=1.0), records)
    (way,) = (mark for mark in found.above if isinstance(mark, Line) and mark.source == "run")
    assert [vertex[:2] for vertex in way.vertices] == [(0, 0), (10000, 0), (0, 0)]
    assert "Milk runs" in [row.words for row in found.rows]
    # 5 loads and 32 rounds there and back over 1 m of a square of 1 m².
    assert "60 – 70" in [row.words for row in found.rows]
    assert not [m for m in layers(FlowView(products=frozenset({"p"})), records).above if m.source == "run"]
