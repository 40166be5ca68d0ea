"""The charts of material flow in the window, clicked both ways with the floor."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from floorwright.gui.panels.chart_view import ChartView
from floorwright.gui.panels.flow_charts import FlowChartsPanel
from floorwright.model.kinds import PLAN_ID
from floorwright.paper.flow_charts.matrix import cell_source
from floorwright.paper.flow_view import FlowView
from floorwright.paper.marks import Region, Text
from floorwright.storage.plan_file import PlanFile
from helpers.plans import flow, machine, plan
from helpers.window import Desk, a_window


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """A → B 40 and again 2, A → C 10, C → A 5 trips a day, 10 m between neighbours, and the charts open."""
    file = PlanFile.new(journal=False)
    records = plan(
        machine("A", 0, 0, 2, 2), machine("B", 10, 0, 2, 2), machine("C", 20, 0, 2, 2),
        flow("p", "A", "B", 40, id="ab"), flow("q", "A", "B", 2, id="ab2"), flow("p", "A", "C", 10, id="ac"),
        flow("q", "C", "A", 5, id="ca"),
    )  # fmt: skip
    with file.document.edit("Fill") as edit:
        for record in records.values():
            if record.id != PLAN_ID:
                edit.put(record)
    with a_window(file, (1600, 1100)) as made:
        made.do("flow_charts")
        made.window.view.show_all()
        made.settle()
        yield made


def panel(desk: Desk) -> FlowChartsPanel:
    made = desk.window.docks._panel("flow_charts")
    assert isinstance(made, FlowChartsPanel)
    return made


def click(view: ChartView, source: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Click in the middle of the area that shows this."""
    figure = view.figure
    assert figure is not None
    ring = next(m for m in figure.marks if isinstance(m, Region) and m.source == source).rings[0]
    x, y = (sum(values) / len(ring) for values in list(zip(*ring, strict=True))[:2])
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, held, view.canvas.to_px(x, y).toPoint())


def words(view: ChartView) -> set[str]:
    assert view.figure is not None
    return {mark.text for mark in view.figure.marks if isinstance(mark, Text)}


def test_a_click_on_a_cell_selects_its_flows_on_the_floor(desk: Desk) -> None:
    made = panel(desk)
    click(made.matrix, cell_source("A", "B"))
    assert set(desk.window.plan.session.selection) == {"ab", "ab2"}
    click(made.matrix, cell_source("C", "A"), Qt.KeyboardModifier.ControlModifier)
    assert set(desk.window.plan.session.selection) == {"ab", "ab2", "ca"}


def test_a_cell_explains_itself_while_figures_are_explained(desk: Desk) -> None:
    made = panel(desk)
    desk.do("explain")
    click(made.matrix, cell_source("A", "B"))
    assert desk.window.docks.explain.figure == "from_to/trips_per_day/A > B"
    assert desk.window.docks.explain.value.text() == "42 a day"
    click(made.matrix, cell_source("C", "A"))
    assert desk.window.docks.explain.figure == "from_to/trips_per_day/C > A"


def test_selecting_a_flow_on_the_floor_frames_its_cell(desk: Desk) -> None:
    made = panel(desk)
    desk.window.plan.session.select(["ac"])
    assert made.matrix.canvas.chosen == {cell_source("A", "C")}
    desk.window.plan.session.select(["A"])
    assert made.matrix.canvas.chosen == {"station A"}


def test_a_click_on_a_heading_selects_the_station_or_those_of_the_department(desk: Desk) -> None:
    made = panel(desk)
    click(made.matrix, "station B")
    assert desk.window.plan.session.selection == ("B",)
    with desk.window.plan.file.document.edit("Departments") as edit:
        for id in ("A", "B"):
            edit.put(replace(desk.machines()[id], department="North"))
    made.group.setCurrentIndex(1)
    made.group.activated.emit(1)
    click(made.matrix, "station North")
    assert set(desk.window.plan.session.selection) == {"A", "B"}


def test_the_matrix_shows_trips_or_moment_in_any_order(desk: Desk) -> None:
    made = panel(desk)
    assert {"42", "10", "5", "57"} <= words(made.matrix)
    made.measure.setCurrentIndex(1)
    made.measure.activated.emit(1)
    assert {"420", "200", "100"} <= words(made.matrix)
    for place in range(made.order.count()):
        made.order.setCurrentIndex(place)
        made.order.activated.emit(place)
        assert made.matrix.figure is not None


def test_every_chart_follows_the_plan(desk: Desk, qtbot: QtBot) -> None:
    made = panel(desk)
    with desk.window.plan.file.document.edit("More") as edit:
        edit.put(flow("p", "A", "C", 11, id="ac"))
    desk.settle()
    qtbot.waitUntil(lambda: "11" in words(made.matrix), timeout=3000)


def test_the_other_charts_are_clicked_both_ways_too(desk: Desk) -> None:
    made = panel(desk)
    made.tabs.setCurrentWidget(made.sankey)
    click(made.sankey, cell_source("A", "C"))
    assert desk.window.plan.session.selection == ("ac",)
    made.tabs.setCurrentWidget(made.intensity)
    assert made.intensity.canvas.chosen == {"ac"}
    click(made.intensity, "ca")
    assert desk.window.plan.session.selection == ("ca",)


def test_the_sankey_diagram_runs_along_the_routings(desk: Desk) -> None:
    made = panel(desk)
    made.tabs.setCurrentWidget(made.sankey)
    made.sankey_run.setCurrentIndex(1)
    made.sankey_run.activated.emit(1)
    assert made.sankey.figure is not None
    assert made.sankey.figure.title.startswith("Flow along the routings between stations")
    click(made.sankey, cell_source("A", "C"))
    assert desk.window.plan.session.selection == ("ac",)


def test_charts_show_the_flows_that_the_flow_view_shows(desk: Desk, qtbot: QtBot) -> None:
    made = panel(desk)
    desk.window.plan.view_flows(FlowView(products=frozenset({"q"})))
    qtbot.waitUntil(lambda: "7" in words(made.matrix), timeout=3000)
    desk.window.plan.view_flows(FlowView(products=frozenset()))
    qtbot.waitUntil(lambda: made.matrix.figure is None, timeout=3000)
    assert "filtered out" in made.matrix.canvas.nothing


def test_a_chart_and_its_tables_are_saved(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    made = panel(desk)
    for name, begins in (("a.pdf", b"%PDF"), ("a.svg", b"<?xml"), ("a.xlsx", b"PK")):
        made.matrix.save_to(tmp_path / name)
        qtbot.waitUntil(lambda: not made.matrix.busy, timeout=30000)
        assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_matrix_of_very_many_flows_is_worked_out_beside_the_window(desk: Desk, qtbot: QtBot) -> None:
    made = panel(desk)
    with desk.window.plan.file.document.edit("Many") as edit:
        edit.put(*(flow("p", "B", "C", 1, id=f"many {number}") for number in range(601)))
    desk.settle()
    qtbot.waitUntil(lambda: "601" in words(made.matrix), timeout=10000)
    click(made.matrix, cell_source("B", "C"))
    assert len(desk.window.plan.session.selection) == 601


def test_an_empty_plan_says_what_to_do(qtbot: QtBot) -> None:
    with a_window() as empty:
        empty.do("flow_charts")
        made = panel(empty)
        for place in range(made.tabs.count()):
            made.tabs.setCurrentIndex(place)
            made.grab()
        assert "Draw a flow with F" in made.matrix.canvas.nothing
