"""Clicking a figure shows how it is made, and from there one gets to the plan and to the input."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from floorwright.gui.panels.explain import ExplainPanel
from floorwright.gui.panels.result_view import ResultView
from floorwright.model.tour import Tour, TourStop
from floorwright.storage.plan_file import PlanFile
from helpers.plans import flow, machine, method, plan
from helpers.window import Desk, a_window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A to B is 20 m for a cart with 10 trips a day; B to C 30 m, walked four times."""
    file = PlanFile.new(journal=False)
    cart = method("cart", 2.0, load_s=10, unload_s=20, cost_per_h=36)
    with file.document.edit("Plan") as edit:
        for record in plan(
            machine("A", 0, 0), machine("B", 20, 0), machine("C", 20, 30), cart,
            flow("P", "A", "B", 100, unit_load=10, method="cart"), flow("Q", "B", "C", 4),
        ).values():  # fmt: skip
            edit.put(record)
    with a_window(file) as made:
        yield made


def click(view: ResultView, row: int, column: int) -> None:
    index = view.model().index(row, column)
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, view.visualRect(index).center())


def panel(desk: Desk) -> ExplainPanel:
    desk.settle()
    assert desk.window.docks.is_shown("explain")
    return desk.window.docks.explain


def names(view: ResultView) -> list[object]:
    return [row[0] for row in view.results.table.rows]


def test_a_figure_of_the_strip_explains_itself_when_it_is_clicked(desk: Desk) -> None:
    QTest.mouseClick(desk.window.strip.boxes["cost"], LEFT)
    shown = panel(desk)
    assert shown.isVisible()
    assert shown.value.text() == "5 € a day"
    assert "10 trips × (10 s + 20 s + 2 × 20 m ÷ 2 m/s) × 36 an hour ÷ 3600" in shown.numbers.text()
    assert names(shown.parts) == ["Unloading", "Loading", "Travel empty", "Travel with load", "In all"]
    assert "Groover" in shown.source.text()


def test_a_figure_of_the_strip_is_reached_by_the_keyboard(desk: Desk) -> None:
    box = desk.window.strip.boxes["crossings"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert panel(desk).figure == "crossings"


def test_the_numbers_of_the_analysis_panel_explain_themselves(desk: Desk) -> None:
    analysis = desk.window.docks.analysis
    wanted = [
        (0, analysis.totals, (1, 1), "loaded_distance_m_per_day"),
        (1, analysis.flows, (0, 8), "flow/time_s_per_trip/P:A>B"),
        (2, analysis.methods, (0, 1), "method/hours_needed_per_day/cart"),
        (3, analysis.trips, (0, 2), "from_to/trips_per_day/A > B"),
        (4, analysis.congestion, (0, 4), "congestion/trips_per_day/1"),
    ]
    for tab, view, cell, figure in wanted:
        analysis.tabs.setCurrentIndex(tab)
        desk.settle()
        click(view, *cell)
        assert panel(desk).figure == figure
        assert panel(desk).explanation is not None


def test_the_numbers_of_a_tour_explain_themselves(desk: Desk) -> None:
    stop = TourStop(id="s", tour="t", station="C")
    desk.window.plan.session.do("Tour", lambda edit: edit.put(Tour(id="t", name="Round", depot="A"), stop))
    analysis = desk.window.docks.analysis
    analysis.tabs.setCurrentIndex(6)
    desk.settle()
    click(analysis.tours, 0, 7)
    assert panel(desk).figure == "tour/time_s_per_run/t"
    assert names(panel(desk).parts) == ["Travel empty", "Travel with load", "In all"]
    assert panel(desk).notes.text() == "Round: C." and panel(desk).notes.property("role") != "bad"
    desk.window.plan.session.do("Never", lambda edit: edit.put(Tour(id="t", name="Round", depot="A", runs_per_day=0)))
    desk.settle()
    panel(desk).refresh()
    assert "it never runs" in panel(desk).notes.text() and panel(desk).notes.property("role") == "bad"


def test_a_flow_that_is_clicked_on_the_floor_is_explained_while_the_panel_is_open(desk: Desk) -> None:
    desk.do("explain")
    desk.click(10000, 0)
    assert panel(desk).figure == "flow/cost_per_day/P:A>B"
    desk.do("explain")
    assert panel(desk).choice.currentText() == "Cost of P: A → B"


def test_it_follows_what_is_dragged(desk: Desk) -> None:
    desk.do("explain")
    shown = panel(desk)
    shown.show_figure("flow/distance_m/P:A>B")
    with desk.window.plan.session.edit("Move B") as edit:
        b = desk.machines()["B"]
        edit.put(replace(b, x=30000.0))
        desk.settle()
        shown._refresh_in_time()
        assert shown.value.text() == "30 m"
        edit.cancel()
    desk.settle()
    shown._refresh_in_time()
    assert shown.value.text() == "20 m"


def test_nothing_is_explained_while_nobody_looks(desk: Desk) -> None:
    desk.do("explain")
    shown = panel(desk)
    desk.window.docks.raise_panel("properties")
    desk.settle()
    with desk.window.plan.session.edit("Move B") as edit:
        edit.put(replace(desk.machines()["B"], x=30000.0))
    desk.settle()
    assert not shown._soon.isActive() and shown.value.text() == "5 € a day"
    desk.window.docks.raise_panel("explain")
    desk.settle()
    assert shown.value.text() == "6 € a day"


def test_a_contribution_is_shown_on_the_plan(desk: Desk) -> None:
    desk.do("explain")
    shown = panel(desk)
    shown.show_figure("loaded_distance_m_per_day")
    click(shown.parts, 1, 0)
    assert desk.window.plan.session.selection == ("Q:B>C",)
    assert shown.figure == "loaded_distance_m_per_day", "what is looked at stays"


def test_an_input_leads_to_its_field(desk: Desk) -> None:
    desk.do("explain")
    shown = panel(desk)
    shown.tabs.setCurrentIndex(1)
    desk.settle()
    row = names(shown.inputs).index("Speed of cart")
    assert shown.inputs.results.table.rows[row][1:3] == ("2 m/s", "entered")
    click(shown.inputs, row, 0)
    desk.settle()
    assert desk.window.plan.session.selection == ("cart",)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit) and field is desk.window.docks.properties.editors["speed_m_s"]
    assert field.selectedText() == "2"
    QTest.keyClicks(field, "4")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.do("explain")
    shown.show_figure("cost_per_day")
    assert shown.value.text() == "4 € a day"


def test_a_measured_input_is_shown_on_the_floor(desk: Desk) -> None:
    desk.do("explain")
    shown = panel(desk)
    shown.tabs.setCurrentIndex(1)
    desk.settle()
    row = next(n for n, name in enumerate(names(shown.inputs)) if str(name).startswith("Distance, P: A → B"))
    click(shown.inputs, row, 0)
    assert desk.window.plan.session.selection == ("P:A>B",)
    assert "measured on the floor" in desk.said


def test_a_figure_that_is_deleted_is_said_to_be_gone(desk: Desk) -> None:
    desk.do("explain")
    shown = panel(desk)
    shown.show_figure("flow/cost_per_day/Q:B>C")
    assert shown.value.text() == "0 € a day"
    desk.window.plan.session.do("Delete", lambda edit: edit.remove("Q:B>C"))
    desk.settle()
    shown._refresh_in_time()
    assert shown.value.text() == "n/a" and "There is no flow" in shown.notes.text()
    shown.choice.setCurrentIndex(0)
    shown.choice.activated.emit(0)
    assert shown.value.text() == "10 a day"


def test_the_explanation_is_copied_as_text(desk: Desk) -> None:
    desk.do("explain")
    panel(desk).copying.click()
    text = QApplication.clipboard().text()
    assert text.startswith("Cost = 5 € a day") and "By touches and travel" in text and "(entered)" in text


def test_another_breakdown_and_the_conventions_are_shown(desk: Desk) -> None:
    desk.do("explain")
    shown = panel(desk)
    shown.by.setCurrentIndex(shown.by.findText("method"))
    shown.by.activated.emit(shown.by.currentIndex())
    assert names(shown.parts) == ["cart", "In all"]
    rows = [row[1] for row in shown.conventions.results.table.rows]
    assert "whole trips, rounded up for each flow" in rows and "right angles" in rows


def test_the_figures_of_a_large_plan_are_explained_beside_the_window(qtbot: QtBot) -> None:
    file = PlanFile.new(journal=False)
    flows = [flow(f"P{n}", "A", "B", n + 1.0) for n in range(301)]
    with file.document.edit("Plan") as edit:
        for record in plan(machine("A", 0, 0), machine("B", 20, 0), *flows).values():
            edit.put(record)
    with a_window(file) as desk:
        QTest.mouseClick(desk.window.strip.boxes["trips"], LEFT)
        shown = desk.window.docks.explain
        qtbot.waitUntil(lambda: shown.explanation is not None and shown.explanation.figure == "trips_per_day")
        assert shown.value.text() == "45\u202f451 a day"
        desk.window.plan.session.do("Delete", lambda edit: edit.remove("P300:A>B"))
        desk.settle()
        qtbot.waitUntil(lambda: shown.value.text() == "45\u202f150 a day")
