"""Scenarios side by side in the window: figures, flows, whether a proposal pays, and what would reverse that."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from floorwright.gui.panels.comparison import FLOWS, PAY, REVERSE, VOLUME, ComparisonPanel
from floorwright.gui.panels.result_view import ResultView
from floorwright.gui.theme import current_theme
from floorwright.model.investment import Investment
from floorwright.model.kinds import Machine, Scenario
from floorwright.storage.plan_file import PlanFile
from helpers.plans import flow, machine, method, plan
from helpers.window import Desk, a_window


def a_plan(*proposals: tuple[str, float]) -> PlanFile:
    """10 trips a day over 20 m by a cart at 36 an hour, 70 s each: 7 a day; a metre less saves 0.2 a day."""
    file = PlanFile.new(journal=False)
    cart = method("cart", 1.0, load_s=10, unload_s=20, cost_per_h=36)
    with file.document.edit("Plan") as edit:
        for record in plan(
            machine("A", 0, 0), machine("B", 20, 0), cart, flow("P", "A", "B", 100, unit_load=10, method="cart")
        ).values():
            edit.put(record)
        for name, _ in proposals:
            edit.put(Scenario(id=name, name=name.capitalize()))
    for name, metres in proposals:
        with file.document.edit("Move", name) as edit:
            b = file.document.records["B"]
            assert isinstance(b, Machine)
            edit.put(replace(b, x=metres * 1000))
    return file


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_window(a_plan(("near", 10.0), ("far", 30.0)), (1500, 1000)) as made:
        yield made


def opened(desk: Desk, qtbot: QtBot, tab: int = 0) -> ComparisonPanel:
    desk.do("scenario_compare")
    panel = desk.window.docks.comparison
    panel.proposal.setCurrentIndex(panel.proposal.findText("Near"))
    panel.proposal.activated.emit(panel.proposal.currentIndex())
    panel.tabs.setCurrentIndex(tab)
    working = "The figures are being worked out."
    qtbot.waitUntil(lambda: panel.words.text() != working and not panel.busy, timeout=30000)
    desk.settle()
    return panel


def rows(view: ResultView) -> dict[object, tuple[object, ...]]:
    return {row[0]: row[1:] for row in view.results.table.rows}


def typed(panel: ComparisonPanel, name: str, text: str) -> None:
    line = panel.form.editors[name]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_every_scenario_stands_beside_the_present_with_sign_and_colour(desk: Desk, qtbot: QtBot) -> None:
    panel = opened(desk, qtbot)
    qtbot.waitUntil(lambda: "Cost" in rows(panel.figures))
    table = panel.figures.results.table
    assert [column.name for column in table.columns][2:5] == ["Present", "Far", "Far: difference"]
    told = rows(panel.figures)["Cost"]
    assert told[1:4] == (pytest.approx(7), pytest.approx(9), pytest.approx(2))
    assert (told[4], told[7]) == ("▲ +28.6 % worse", "▼ −28.6 % better")
    row = [one[0] for one in table.rows].index("Cost")
    good = panel.figures.results.index(row, 8).data(Qt.ItemDataRole.ForegroundRole)
    assert good.name() == current_theme().good
    assert rows(panel.figures)["Units needed: cart"][4] == "="


def test_a_column_can_be_left_out(desk: Desk, qtbot: QtBot) -> None:
    panel = opened(desk, qtbot)
    menu = panel.columns.menu()
    assert menu is not None
    (far,) = menu.actions()
    far.setChecked(False)
    qtbot.waitUntil(lambda: len(panel.figures.results.table.columns) == 6)
    assert [column.name for column in panel.figures.results.table.columns][2:4] == ["Present", "Near"]


def test_a_figure_of_every_flow_is_compared(desk: Desk, qtbot: QtBot) -> None:
    panel = opened(desk, qtbot, FLOWS)
    panel.flow_figure.setCurrentIndex(panel.flow_figure.findData("distance_m"))
    panel.flow_figure.activated.emit(panel.flow_figure.currentIndex())
    qtbot.waitUntil(lambda: panel.flows.results.table.title.endswith("Distance"))
    assert rows(panel.flows)["P: A → B"][:3] == ("m", 20, 30)
    index = panel.flows.model().index(0, 0)
    QTest.mouseClick(panel.flows.viewport(), Qt.MouseButton.LeftButton, pos=panel.flows.visualRect(index).center())
    assert desk.window.plan.session.selection == ("P:A>B",)


def test_what_a_move_costs_is_typed_in_and_says_when_it_has_paid(desk: Desk, qtbot: QtBot) -> None:
    panel = opened(desk, qtbot, PAY)
    assert panel.words.text().endswith("Enter what the move costs to see when it pays back.")
    assert panel.cash.figure is None
    typed(panel, "moving_cost", "1000")
    qtbot.waitUntil(lambda: "paid back" in panel.words.text())
    # 2 a day, 500 a year: 1,000 in two years.
    assert "paid back in 2 years (500 working days)" in panel.words.text()
    assert panel.cash.figure is not None
    records = desk.window.plan.file.document.records
    assert records["investment:near"] == Investment(id="investment:near", scenario="near", moving_cost=1000.0)
    desk.do("undo")
    assert "investment:near" not in desk.window.plan.file.document.records


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("moving_cost", "-5", "cannot be negative"),
        ("moving_cost", "plenty", "plenty"),
        ("working_days_per_year", "0", "more than 0"),
        ("years", "1e30", "at most 100"),
    ],
)
def test_nonsense_turns_red_and_changes_nothing(desk: Desk, qtbot: QtBot, name: str, text: str, words: str) -> None:
    panel = opened(desk, qtbot, PAY)
    typed(panel, name, text)
    line = panel.form.editors[name]
    assert line.property("wrong") and words in line.toolTip()
    assert "investment:near" not in desk.window.plan.file.document.records


def test_what_never_pays_back_is_said_in_words(desk: Desk, qtbot: QtBot) -> None:
    panel = opened(desk, qtbot, PAY)
    panel.proposal.setCurrentIndex(panel.proposal.findText("Far"))
    panel.proposal.activated.emit(panel.proposal.currentIndex())
    typed(panel, "moving_cost", "1000")
    qtbot.waitUntil(lambda: "never pays back" in panel.words.text())
    assert rows(panel.money)["Present value"][0] == pytest.approx(-3500)


def test_what_would_reverse_the_decision_is_worked_out_beside_the_window(desk: Desk, qtbot: QtBot) -> None:
    with desk.window.plan.session.edit("Money") as edit:
        edit.put(Investment(id="investment:near", scenario="near", moving_cost=1000.0))
    panel = opened(desk, qtbot, REVERSE)
    qtbot.waitUntil(lambda: bool(panel.reversing.results.table.rows), timeout=20000)
    told = rows(panel.reversing)
    # 500 a year over five years: 2,500 against 1,000.
    assert told["Moving cost"][1] == pytest.approx(2500)
    assert told["Volume of production"][1] == pytest.approx(0.4)
    assert panel.tornado.figure is not None and "Moving cost" in panel.tornado.figure.tips
    panel.tabs.setCurrentIndex(VOLUME)
    qtbot.waitUntil(lambda: panel.volume.figure is not None)
    assert panel.words.text() == "It pays from 40.0 % of today's volume (4.0 loaded trips a day)."
    assert not panel.stop.isVisible()


def test_it_is_worked_out_anew_when_the_plan_changes(desk: Desk, qtbot: QtBot) -> None:
    panel = opened(desk, qtbot, VOLUME)
    qtbot.waitUntil(lambda: panel.volume.figure is not None, timeout=20000)
    before = panel.volume.figure
    with desk.window.plan.session.edit("Money") as edit:
        edit.put(Investment(id="investment:near", scenario="near", extra_cost_per_day=1.0))
    qtbot.waitUntil(lambda: panel.volume.figure is not before and not panel.busy, timeout=20000)
    assert "from 50.0 % of today's volume" in panel.words.text()


def test_a_number_of_the_scenario_that_is_looked_at_explains_itself(desk: Desk, qtbot: QtBot) -> None:
    panel = opened(desk, qtbot)
    qtbot.waitUntil(lambda: "Cost" in rows(panel.figures))
    row = [one[0] for one in panel.figures.results.table.rows].index("Cost")
    panel.figures.cell_chosen.emit(row, 2)
    assert desk.window.docks.explain.figure == "cost_per_day"
    panel.figures.cell_chosen.emit(row, 6)
    assert panel.words.text() == "Look at “Near” to see how its figures are made."


def test_without_a_proposal_it_says_what_to_do(qtbot: QtBot) -> None:
    with a_window(a_plan()) as desk:
        desk.do("scenario_compare")
        panel = desk.window.docks.comparison
        assert panel.words.text() == "Make a proposal first: Plan → New proposal…"
        desk.window.docks.scenarios.make("Proposal A")
        qtbot.waitUntil(lambda: panel.proposal.count() == 1 and "Cost" in rows(panel.figures))
        desk.window.docks.scenarios.remove(panel.proposal.currentData())
        qtbot.waitUntil(lambda: panel.proposal.count() == 0)


def test_the_comparison_is_written_as_pdf_with_its_charts(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    with desk.window.plan.session.edit("Money") as edit:
        edit.put(Investment(id="investment:near", scenario="near", moving_cost=1000.0))
    panel = opened(desk, qtbot, REVERSE)
    qtbot.waitUntil(lambda: bool(panel.reversing.results.table.rows), timeout=20000)
    panel.save_to(tmp_path / "near.pdf")
    qtbot.waitUntil(lambda: not panel.busy, timeout=30000)
    assert panel.words.text() == "Saved as “near.pdf”."
    assert (tmp_path / "near.pdf").read_bytes().startswith(b"%PDF")


def test_a_move_back_to_the_present_has_no_cost_to_type(desk: Desk, qtbot: QtBot) -> None:
    panel = opened(desk, qtbot, PAY)
    panel.base.setCurrentIndex(panel.base.findText("Near"))
    panel.base.activated.emit(panel.base.currentIndex())
    panel.proposal.setCurrentIndex(panel.proposal.findText("Present"))
    panel.proposal.activated.emit(panel.proposal.currentIndex())
    qtbot.waitUntil(lambda: "Present costs € 2 a day more" in panel.words.text())
    assert not panel.form.isEnabled()


def test_the_scenarios_panel_leads_there(desk: Desk) -> None:
    desk.window.docks.scenarios.all.click()
    assert desk.window.docks.is_shown("comparison")


def test_a_cost_of_seven_figures_can_be_read_in_its_field_and_the_sentence_in_one_line(qtbot: QtBot) -> None:
    with a_window(a_plan(("near", 10.0)), (1400, 900)) as desk:
        panel = opened(desk, qtbot, PAY)
        field = panel.form.editors["moving_cost"]
        assert field.width() > field.fontMetrics().horizontalAdvance("1250000.50")
        assert panel.words.height() < 2 * panel.words.fontMetrics().height()
        assert panel.money.columnViewportPosition(1) + panel.money.columnWidth(1) <= panel.money.viewport().width()
