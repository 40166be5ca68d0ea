"""Looking at flows in the window: how they are drawn, filtered, and what heat and traffic say."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from floorwright.analysis.pictures.segment import Segment
from floorwright.gui.dialogs.export import ExportDialog
from floorwright.gui.panels.flow_view import FlowViewPanel
from floorwright.model.kinds import PLAN_ID, Plan
from floorwright.paper.flow_view import FlowStyle, FlowView, TrafficShown
from floorwright.storage.plan_file import PlanFile
from helpers.plans import flow, machine, method, plan
from helpers.window import Desk, a_window


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """Bolts go 40 times a day from A to C by truck; nuts 10 times from B, which lies between, to C."""
    file = PlanFile.new(journal=False)
    records = plan(
        machine("A", 0, 0, 2, 2), machine("B", 10, 0, 2, 2), machine("C", 30, 0, 2, 2), method("truck", 2.0),
        flow("bolts", "A", "C", 40, method="truck", id="long"), flow("nuts", "B", "C", 10, id="short"),
    )  # fmt: skip
    with file.document.edit("Fill") as edit:
        for record in records.values():
            if record.id != PLAN_ID:
                edit.put(record)
    with a_window(file) as made:
        made.window.view.show_all()
        made.settle()
        yield made


def panel(desk: Desk) -> FlowViewPanel:
    desk.do("flow_view")
    made = desk.window.docks._panel("flow_view")
    assert isinstance(made, FlowViewPanel)
    return made


def untick(ticks: QListWidget, name: str) -> None:
    for row in range(ticks.count()):
        if ticks.item(row).text() == name:
            ticks.item(row).setCheckState(Qt.CheckState.Unchecked)


def test_the_menu_and_the_panel_are_two_views_of_one_choice(desk: Desk) -> None:
    made = panel(desk)
    desk.do("flows_aggregated")
    assert made.style_.currentText() == "Together, by aisle segment"
    desk.do("traffic_meetings")
    assert made.traffic.currentText() == "Meetings an hour"
    made.heat.click()
    assert desk.window.plan.flow_view == FlowView(style=FlowStyle.AGGREGATED, traffic=TrafficShown.MEETINGS, heat=True)
    desk.window.bars.refresh()
    assert desk.window.bars.qaction("heat").isChecked()
    made.usual.click()
    assert desk.window.plan.flow_view == FlowView()
    assert not made.heat.isChecked()


def test_flows_of_a_product_that_is_not_ticked_are_neither_seen_nor_picked(desk: Desk) -> None:
    made = panel(desk)
    untick(made.products, "nuts")
    assert set(desk.window.plan.flow_paths()) == {"long"}
    assert "1 of 2 flows" in made.count.text()
    desk.click(20000, 0)
    assert desk.window.plan.session.selection == ("long",)


def test_a_double_click_on_a_product_shows_it_alone(desk: Desk) -> None:
    made = panel(desk)
    made.products.itemDoubleClicked.emit(made.products.item(1))
    assert desk.window.plan.flow_view.products == frozenset({"nuts"})


def test_hidden_flows_are_not_picked(desk: Desk) -> None:
    desk.do("flows_hidden")
    desk.click(20000, 0)
    assert desk.window.plan.session.selection == ()


def test_a_click_on_a_stretch_tells_the_arithmetic_of_all_that_goes_over_it(desk: Desk, qtbot: QtBot) -> None:
    desk.do("flows_aggregated")
    chosen: list[Segment] = []
    desk.window.plan.segment_chosen.connect(chosen.append)
    desk.click(20000, 0)
    (segment,) = chosen
    assert ((segment.a, segment.b), segment.length_m) == (((10000, 0), (30000, 0)), 20)
    assert segment.trips_per_day == 50
    assert [(over.figures.flow, over.trips_per_day) for over in segment.over] == [("long", 40), ("short", 10)]
    assert set(desk.window.plan.session.selection) == {"long", "short"}
    assert desk.said == "50 loaded trips a day over 20.00 m = 40 bolts + 10 nuts"
    desk.click(5000, 0)
    assert chosen[-1].trips_per_day == 40
    assert segment.table().rows[-1] == ("Sum", "", "", "", 50, 0)


def test_a_click_on_equipment_selects_the_equipment_when_flows_are_taken_together(desk: Desk) -> None:
    desk.do("flows_aggregated")
    desk.click(10000, 500)
    assert desk.window.plan.session.selection == ("B",)


def test_heat_and_traffic_have_a_legend_on_the_floor(desk: Desk, qtbot: QtBot) -> None:
    legend = desk.window.view.legend
    assert not legend.isVisible()
    desk.do("heat")
    desk.do("traffic_trips")
    qtbot.waitUntil(lambda: len(legend.rows) > 12, timeout=5000)
    assert {"Heat", "Trips an hour"} <= {row.words for row in legend.rows}
    assert legend.isVisible()
    assert desk.window.view.viewport().rect().contains(legend.geometry())
    desk.do("flows_usual")
    qtbot.waitUntil(lambda: not legend.isVisible(), timeout=5000)


def test_the_heat_follows_what_is_moved(desk: Desk, qtbot: QtBot) -> None:
    desk.do("heat")
    legend = desk.window.view.legend
    qtbot.waitUntil(lambda: legend.isVisible(), timeout=5000)
    before = legend.rows
    # 50 trips over 1 m² are in the class 45 – 50 or 50 – 55; twice as many flows change the classes.
    with desk.window.plan.file.document.edit("More") as edit:
        edit.put(flow("nuts", "C", "A", 500, id="more"))
    desk.settle()
    qtbot.waitUntil(lambda: legend.rows != before, timeout=5000)


def test_after_a_drag_the_bands_are_those_of_the_new_ways(desk: Desk) -> None:
    desk.do("flows_aggregated")
    desk.do("heat")
    desk.drag((10000, 0), (10000, 8000))
    assert desk.machines()["B"].y == 8000
    chosen: list[Segment] = []
    desk.window.plan.segment_chosen.connect(chosen.append)
    desk.click(20000, 0)
    assert chosen[-1].trips_per_day == 40


def test_a_cell_that_is_too_small_is_told_and_loses_nothing(desk: Desk, qtbot: QtBot) -> None:
    plan = desk.window.plan
    plan.view_flows(replace(plan.flow_view, heat=True, heat_cell_m=1e-6))
    qtbot.waitUntil(lambda: "larger cells" in desk.said, timeout=5000)
    assert not desk.window.view.legend.isVisible()
    plan.view_flows(replace(plan.flow_view, heat_cell_m=1.0))
    qtbot.waitUntil(lambda: desk.window.view.legend.isVisible(), timeout=5000)


def test_what_is_exported_is_what_is_seen(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    made = panel(desk)
    untick(made.products, "nuts")
    desk.do("heat")
    dialog = ExportDialog(desk.window, desk.window.plan)
    dialog.write_to(tmp_path / "a.pdf")
    qtbot.waitUntil(lambda: not dialog.writing, timeout=30000)
    words = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].get_textpage().get_text_bounded()
    assert "Only: bolts" in words
    assert "metre-trips per m²" in words
    dialog.deleteLater()


def test_an_empty_plan_says_how_flows_come_into_being(qtbot: QtBot) -> None:
    with a_window() as empty:
        made = panel(empty)
        assert "draw one with F" in made.count.text()
        empty.do("flows_aggregated")
        empty.do("heat")
        empty.do("traffic_meetings")
        empty.settle()
        assert isinstance(empty.window.plan.plan, Plan)
