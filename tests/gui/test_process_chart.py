"""The process chart under a user's keys and mouse: a spreadsheet that is one with the plan."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from floorwright.analysis.process_chart.chart import process_chart
from floorwright.gui.dialogs.export import ExportDialog
from floorwright.gui.panels.process_chart import ProcessChartPanel
from floorwright.model.kinds import Flow, Product, Scenario, Step, StepType, ValueClass
from floorwright.model.process_chart import ChartHead, Idea, Subject
from floorwright.paper.marks import Text
from floorwright.storage.plan_file import PlanFile
from helpers.plans import flow, machine, method, plan
from helpers.window import Desk, a_window

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
DESCRIPTION, STATION, DISTANCE, TIME = 1, 2, 3, 4


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A, B, C, D at the corners of 8 m × 6 m, one step at each, the product going round; the chart is open."""
    file = PlanFile.new(journal=False)
    with file.document.edit("Plan") as edit:
        for name, x, y in (("A", 0, 0), ("B", 8, 0), ("C", 8, 6), ("D", 0, 6)):
            edit.put(machine(name, x, y, 1, 1))
        edit.put(Product(id="P", name="Housing"), method("cart", 1.0, load_s=5, unload_s=5))
        for number, (start, end) in enumerate(("AB", "BC", "CD")):
            edit.put(flow("P", start, end, 60, unit_load=20, method="cart", order=number))
        for name in "ABCD":
            edit.put(Step(id=name.lower(), product="P", machine=name, description=name.lower(), time_s=30.0))
    with a_window(file) as desk:
        desk.do("chart")
        desk.settle()
        yield desk


def panel(desk: Desk) -> ProcessChartPanel:
    return desk.window.docks.chart


def lines(desk: Desk) -> str:
    desk.settle()
    return " ".join(">" if step.flow else step.description for step in panel(desk).table.lines.steps)


def way(desk: Desk) -> str:
    return " ".join(f"{one.start}{one.end}" for one in sorted(desk.flows(), key=lambda f: f.order))


def press(desk: Desk, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(panel(desk).table, key, held)
    desk.settle()


def enter(desk: Desk, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type into the current cell as into a spreadsheet."""
    table = panel(desk).table
    table.setFocus()
    table.edit(table.currentIndex())
    editor = QApplication.focusWidget()
    assert editor is not None and editor is not table
    line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
    line.selectAll()  # type: ignore[union-attr,attr-defined]
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, key)
    desk.settle()


def cell(desk: Desk, row: int, column: int) -> str:
    lines = panel(desk).table.lines
    return str(lines.data(lines.index(row, column)))


def test_alt_down_moves_a_step_and_the_flow_line_on_the_plan_follows(desk: Desk) -> None:
    assert (lines(desk), way(desk)) == ("a > b > c > d", "AB BC CD")
    panel(desk).table.go_to(2, DESCRIPTION)
    press(desk, Qt.Key.Key_Down, ALT)
    assert (lines(desk), way(desk)) == ("a > c > b > d", "AC CB BD")
    assert panel(desk).table.currentIndex().row() == 4
    assert [cell(desk, row, DISTANCE) for row in (1, 3, 5)] == ["10", "6", "10"]
    assert desk.window.plan.flow_path("P:B>C") == ((0, 0), (8000, 6000))
    desk.do("undo")
    assert (lines(desk), way(desk)) == ("a > b > c > d", "AB BC CD")


def test_a_line_is_dragged_by_its_number(desk: Desk) -> None:
    panel(desk).table.verticalHeader().moveSection(0, 6)
    assert (lines(desk), way(desk)) == ("b > c > d > a", "BC CD DA")
    assert panel(desk).table.verticalHeader().visualIndex(3) == 3


def test_the_distance_changes_while_a_machine_is_dragged(desk: Desk) -> None:
    assert cell(desk, 1, DISTANCE) == "8"
    desk.window.view.show_all()
    desk.move(8000, 0)
    desk.press(8000, 0)
    for x in (9000, 11000, 14000):
        desk.move(x, 0)
    during = cell(desk, 1, DISTANCE)
    desk.release(14000, 0)
    assert during == "14"
    assert cell(desk, 1, DISTANCE) == "14"


def test_letters_choose_the_symbol_and_no_tool_is_taken(desk: Desk) -> None:
    table = panel(desk).table
    table.setFocus()
    table.go_to(0, 0)
    for key, type in (
        (Qt.Key.Key_S, StepType.STORAGE),
        (Qt.Key.Key_D, StepType.DELAY),
        (Qt.Key.Key_I, StepType.INSPECTION),
    ):
        press(desk, key)
        assert desk.records["a"].type is type  # type: ignore[attr-defined]
    assert desk.window.plan.session.state.tool in ("", "select")
    table.go_to(1, 0)
    press(desk, Qt.Key.Key_O)
    assert "is a flow on the plan and stays a transport" in desk.said
    table.go_to(0, 0)
    table.set_symbol("I(O)")
    assert desk.records["a"].inner is StepType.OPERATION  # type: ignore[attr-defined]


def test_cells_are_typed_with_tab_and_enter_and_the_last_enter_makes_a_line(desk: Desk) -> None:
    table = panel(desk).table
    table.go_to(6, TIME)
    enter(desk, "2 min")
    assert desk.records["d"].time_s == 120  # type: ignore[attr-defined]
    assert lines(desk) == "a > b > c > d Operation"
    table.go_to(7, DESCRIPTION)
    enter(desk, "pack", Qt.Key.Key_Tab)
    assert lines(desk) == "a > b > c > d pack"
    assert table.currentIndex().column() == STATION
    new = next(r for r in desk.records.values() if isinstance(r, Step) and r.description == "pack")
    assert new.machine == "D"


def test_nonsense_is_told_and_changes_nothing(desk: Desk) -> None:
    table = panel(desk).table
    before = desk.records
    for column, text, words in (
        (TIME, "-5", "cannot be negative"), (TIME, "1e30", "beyond all measure"), (TIME, "soon", "not a number"),
        (STATION, "Nowhere", "There is no station “Nowhere”"), (0, "Q", "no symbol"),
    ):  # fmt: skip
        table.go_to(0, column)
        assert not table.lines.setData(table.currentIndex(), text)
        assert words in desk.said
    table.go_to(1, STATION)
    table.lines.setData(table.currentIndex(), "")
    assert "Delete the line" in desk.said
    assert desk.records == before


def test_a_station_typed_or_picked_on_the_plan_leads_the_flows_there(desk: Desk) -> None:
    table = panel(desk).table
    table.go_to(2, STATION)
    enter(desk, "d")
    assert (lines(desk), way(desk)) == ("a > b > c > d", "AD DC CD")
    desk.window.view.show_all()
    table.go_to(2, DESCRIPTION)
    panel(desk).pick.click()
    assert "Click the station" in desk.said
    desk.click(8000, 0)
    assert (lines(desk), way(desk)) == ("a > b > c > d", "AB BC CD")
    assert not panel(desk).pick.isChecked()


def test_a_line_shows_its_leg_and_a_flow_clicked_on_the_plan_its_line(desk: Desk) -> None:
    table, session = panel(desk).table, desk.window.plan.session
    table.go_to(3, DESCRIPTION)
    assert session.selection == ("P:B>C",)
    table.go_to(4, DESCRIPTION)
    assert session.selection == ("C",)
    desk.window.view.show_all()
    desk.click(4000, 6000)
    assert session.selection == ("P:C>D",)
    assert table.currentIndex().row() == 5


def test_rows_from_a_spreadsheet_are_pasted_with_or_without_headings(desk: Desk) -> None:
    panel(desk).new_chart(Subject.WORKER)
    table = panel(desk).table
    heads = "Symbol\tDescription\tTime [s]\tDistance [m]\tStation\n"
    assert table.paste(heads + "O\tpick\t12,5\t\tA\nT\twalk\t\t9\t\nO+I\tfit and look\t60\t\tB\n")
    assert lines(desk) == "pick > fit and look"
    chart = panel(desk).chart
    assert chart is not None
    walk = chart.steps[1]
    assert (walk.description, walk.distance_m, walk.flags) == ("walk", 8, ("9 m was typed, the plan says 8.0 m",))
    assert cell(desk, 1, DISTANCE) == "⚠ 8"
    desk.do("undo")
    assert lines(desk) == ""
    assert "Type the first step" in panel(desk).summary.text()
    assert not table.paste("O\tx\nQ\ty\n")
    assert "Q" in desk.said and lines(desk) == ""


def test_a_block_is_copied_and_pasted_over_cells(desk: Desk) -> None:
    table = panel(desk).table
    table.go_to(0, TIME)
    table.paste("1\n2\n3")
    assert [cell(desk, row, TIME) for row in range(3)] == ["1", "2", "3"]
    table.selectRow(0)
    table.copy()
    text = QApplication.clipboard().text().split("\n")
    assert text[0].startswith("Symbol\tDescription\tStation\tDistance [m]\tTime [s]")
    assert text[1].startswith("O\ta\tA\t\t1\tlot")


def test_lines_are_inserted_duplicated_and_deleted(desk: Desk) -> None:
    table = panel(desk).table
    table.setFocus()
    table.go_to(2, DESCRIPTION)
    press(desk, Qt.Key.Key_Insert)
    assert lines(desk) == "a > Operation b > c > d"
    table.go_to(3, DESCRIPTION)
    press(desk, Qt.Key.Key_D, CTRL)
    assert lines(desk) == "a > Operation b b > c > d"
    press(desk, Qt.Key.Key_Delete)
    table.go_to(2, DESCRIPTION)
    press(desk, Qt.Key.Key_Delete)
    assert lines(desk) == "a > b > c > d"
    assert len(desk.flows()) == 3


def test_the_summary_compares_with_ideas_and_with_a_proposal(desk: Desk, qtbot: QtBot) -> None:
    box, table = panel(desk).summary_box, panel(desk).table

    def row(title: str) -> list[str]:
        found = {box.table.item(n, 0).text(): n for n in range(box.table.rowCount())}
        return [box.table.item(found[title], column).text() for column in range(1, 5)]

    assert row("Distance [m]") == ["22.0", "", "", ""]
    table.go_to(4, 11)
    table.set_cell("ecrs", "eliminate")
    desk.settle()
    # 4 × 30 s at the stations and 8 + 6 + 8 m at 1 m/s with 10 s of handling each: 120 + 52 s.
    assert row("Time [s]") == ["172.0", "142.0", "+30.0", "+17.4"]
    assert row("Operations") == ["4", "3", "+1", "+25.0"]
    session = desk.window.plan.session
    session.do("New proposal", lambda edit: edit.put(Scenario(id="s", name="Closer")))
    session.show("s")
    desk.settle()
    table.go_to(2, DESCRIPTION)
    table.nudge(1)
    desk.settle()
    qtbot.waitUntil(lambda: row("Distance [m]")[1] == "26.0", timeout=5000)
    assert row("Distance [m]") == ["22.0", "26.0", "−4.0", "−18.2"]


def test_the_head_says_whom_it_follows_and_what_the_lot_is(desk: Desk) -> None:
    head = panel(desk).head
    head.lot.setFocus()
    head.lot.selectAll()
    QTest.keyClicks(head.lot, "60")
    QTest.keyClick(head.lot, Qt.Key.Key_Return)
    desk.settle()
    chart = panel(desk).chart
    assert chart is not None and chart.conventions.lot_size == 60
    # 60 pieces in loads of 20: three trips of 8 m.
    assert chart.summary.distance_m == 3 * 22
    head.lot.selectAll()
    QTest.keyClicks(head.lot, "0")
    QTest.keyClick(head.lot, Qt.Key.Key_Return)
    assert "must be larger than 0" in desk.said and head.lot.property("wrong")
    head.subject.setCurrentIndex(1)
    head.subject.activated.emit(1)
    desk.settle()
    assert cell(desk, 1, DESCRIPTION) == "Walks to B"


def test_a_station_or_the_product_deleted_under_the_chart_loses_no_step(desk: Desk) -> None:
    table = panel(desk).table
    table.go_to(2, 9)
    table.set_cell("value", "VA")
    desk.window.plan.session.do("Delete", lambda edit: edit.remove("B"))
    assert lines(desk) == "a b c > d"
    assert desk.records["b"].value is ValueClass.VALUE_ADDING  # type: ignore[attr-defined]
    desk.do("undo")
    assert lines(desk) == "a > b > c > d"
    desk.window.plan.session.do("Delete", lambda edit: edit.remove("P"))
    desk.settle()
    assert panel(desk).chart is None and "Draw a flow" in panel(desk).summary.text()
    assert not any(isinstance(r, Step | ChartHead | Flow) for r in desk.records.values())


def test_an_idea_of_the_four_is_chosen_from_the_menu(desk: Desk) -> None:
    table = panel(desk).table
    table.go_to(0, 0)
    menu = table.menu()
    words = [action.text() for action in menu.actions()]
    assert "Pick the station on the plan" in words and "Duplicate\tCtrl+D" in words
    table.set_cell("ecrs", "S")
    assert desk.records["a"].idea is Idea.SIMPLIFY  # type: ignore[attr-defined]
    menu.deleteLater()


def test_the_symbols_are_shown_on_the_flow_lines_and_follow_a_drag(desk: Desk) -> None:
    chart = panel(desk)
    assert chart.marks(100.0) == ()
    chart.tags.click()
    desk.settle()
    tags = {mark.text: (mark.x, mark.y) for mark in chart.marks(100.0) if isinstance(mark, Text)}
    assert tags["T1"] == (4000, 0) and set(tags) == {"O1", "T1", "O2", "T2", "O3", "T3", "O4"}
    desk.window.plan.session.do("Move", lambda edit: edit.put(machine("B", 10, 0, 1, 1)))
    desk.settle()
    moved = next(mark for mark in chart.marks(100.0) if isinstance(mark, Text) and mark.text == "T1")
    assert (moved.x, moved.y) == (5000, 0)
    chart.tags.click()
    assert chart.marks(100.0) == ()


def test_the_form_of_this_chart_is_offered_on_paper_and_an_assumed_one_is_not(desk: Desk) -> None:
    asked: list[str] = []
    chart = panel(desk)
    chart.form_asked.disconnect()
    chart.form_asked.connect(asked.append)
    chart.form.click()
    assert asked == ["process-chart:Housing"]
    dialog = ExportDialog(desk.window, desk.window.plan, "pdf", asked[0])
    assert dialog.setup().sheet == "process-chart:Housing" and dialog.take.isEnabled()
    dialog.reject()
    desk.window.plan.session.do("Clear", lambda edit: edit.remove("a", "b", "c", "d"))
    desk.settle()
    chart.form.click()
    assert asked == ["process-chart:Housing"] and "Write a step" in desk.said


def test_a_chart_gets_another_name(desk: Desk) -> None:
    panel(desk).new_chart(Subject.EQUIPMENT)
    panel(desk).rename("Forklift 2")
    desk.settle()
    assert panel(desk).product.currentText() == "Forklift 2"
    assert panel(desk).chart is not None and panel(desk).chart.conventions.subject is Subject.EQUIPMENT


def test_writing_into_the_chart_leaves_the_figures_of_the_plan_what_they_are(desk: Desk) -> None:
    panel(desk).table.go_to(0, DESCRIPTION)
    panel(desk).table.set_cell("remark", "first")
    before = desk.window.plan.analysis
    panel(desk).table.set_cell("remark", "second")
    assert desk.window.plan.analysis is before
    assert cell(desk, 0, 10) == "second"


def test_a_step_made_a_transport_stays_and_goes_where_its_station_says(desk: Desk) -> None:
    table = panel(desk).table
    table.setFocus()
    table.go_to(6, 0)
    press(desk, Qt.Key.Key_T)
    assert (lines(desk), way(desk)) == ("a > b > c > d", "AB BC CD")
    assert [step.symbol for step in table.lines.steps][-1] == "T"
    table.go_to(6, STATION)
    enter(desk, "A")
    assert (way(desk), cell(desk, 6, DISTANCE)) == ("AB BC CD DA", "6")


def test_a_chart_of_very_many_lines_is_made_beside_the_window_which_says_so(qtbot: QtBot) -> None:
    stations = [machine(f"S{n}", 4 * (n % 8), 4 * (n // 8), 2, 2) for n in range(40)]
    flows = [flow("P", f"S{n % 40}", f"S{(7 * n + 3) % 40}", order=n, id=f"f{n}") for n in range(1600)]
    with a_window(PlanFile.new(plan(*stations, *flows))) as desk:
        desk.do("chart")
        chart = panel(desk)
        chart.refresh_soon()
        chart.refresh()
        assert "very many lines" in chart.summary.text()
        qtbot.waitUntil(lambda: chart.chart is not None and "very many" not in chart.summary.text(), timeout=30000)
        steps = process_chart(desk.window.plan.session.view.records, desk.window.plan.analysis, "P").steps
        assert chart.table.lines.steps == steps
        assert len([step for step in steps if step.flow]) == 1600
