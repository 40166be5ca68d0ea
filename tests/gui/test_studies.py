"""Studies in the window: begun from the menu, typed and pasted like a spreadsheet, computed by themselves."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from floorwright.errors import StudyFailed
from floorwright.gui.studies.choosing import ChooseStudy
from floorwright.gui.studies.window import StudyWindow
from floorwright.hooks.specs import hook
from floorwright.hooks.studies.method import (
    StationFigure,
    StudyAnswer,
    StudyChange,
    StudyColumn,
    StudyExample,
    StudyFinding,
    StudyInput,
    StudyMethod,
    StudyOption,
    StudyResult,
    StudyTable,
)
from floorwright.hooks.studies.report import study_content
from floorwright.jobs import Job
from floorwright.model.kinds import Machine
from floorwright.model.study import Study
from floorwright.paper.charts.figure import Figure, figure
from floorwright.paper.marks import Region, Style
from floorwright.paper.station_marks import StationShade
from floorwright.storage.plan_file import PlanFile
from helpers.plans import machine, plan
from helpers.window import Desk, a_window


def adding(given: StudyInput, job: Job) -> StudyAnswer:
    total = sum(row.number_in("time_s") for row in given.rows("times")) * given.number("factor")
    findings = (StudyFinding("That is long", "more than a minute"),) if total > 60 else ()
    return StudyAnswer({"total_s": total}, findings=findings)


def squares(given: StudyInput, found: StudyAnswer) -> tuple[Figure, ...]:
    """A square for the first task and one for the machine, onto which it can be dragged."""

    def square(x: float, source: str) -> Region:
        corners = ((x, 10.0, 0.0), (x + 20, 10.0, 0.0), (x + 20, 30.0, 0.0), (x, 30.0, 0.0))
        return Region(rings=(corners,), style=Style(fill="#0072b2"), source=source)

    marks = (square(10, "task"), square(60, "machine"))
    return (figure("Squares", 100, 40, marks, movable=["task"]),)


def onto(given: StudyInput, found: StudyAnswer, moved: str, target: str) -> StudyChange:
    first = given.rows("times")[0]
    if first.text("kind") == target:
        raise StudyFailed(f"It is on the {target} already.")
    return StudyChange("times", "kind", {first.number: target})


ADDING = StudyMethod(
    id="adding",
    title="Adding up",
    group="charts",
    purpose="Adds times.",
    tables=(
        StudyTable(
            name="times",
            meaning="A row a time.",
            columns=(
                StudyColumn(name="task", meaning="What was done"),
                StudyColumn(name="time_s", meaning="How long", type="number", unit="s", required=True, least=0),
                StudyColumn(name="kind", meaning="Which", type="choice", choices=("hand", "machine")),
            ),
        ),
    ),
    options=(
        StudyOption(name="factor", meaning="Times this", default=1.0, above=0),
        StudyOption(name="basis", meaning="Of what", type="choice", choices=("job", "day"), default="job"),
    ),
    results=(StudyResult(name="total_s", meaning="Sum", unit="s"),),
    compute=adding,
    draw=squares,
    to_plan=lambda given, found, records: tuple(
        Machine(id=f"made {row.number}", name=row.text("task"), x=0.0, y=0.0, width=1000.0, depth=1000.0)
        for row in given.rows("times")
    ),
    move=onto,
    on_plan=lambda given, found: tuple(
        StationFigure(station=row.text("task"), value=row.number_in("time_s"), label="busy", unit="s", high=10.0)
        for row in given.rows("times")
    ),
    example=StudyExample("Two", "constructed", {"times": "task,time_s\na,1\nb,2\n"}, {"factor": "3"}, {"total_s": 9.0}),
)


class Adding:
    @hook
    def study_methods(self) -> tuple[StudyMethod, ...]:
        return (ADDING,)


def begun(desk: Desk) -> StudyWindow:
    desk.window.plugins.register(Adding(), "adding")
    return desk.window.docks.studies.begin("adding")


def study_of(desk: Desk) -> Study:
    (study,) = desk.window.plan.session.view.of(Study)
    return study


def value(window: StudyWindow) -> object:
    window.finish()
    assert window.computed is not None, window.answer.sentence.text()
    return window.computed.answer.results["total_s"]


def test_a_study_is_begun_from_the_menu_by_searching_for_a_word(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_window() as desk:
        desk.window.plugins.register(Adding(), "adding")

        def choose(dialog: ChooseStudy) -> int:
            dialog.search.setText("adds times.")
            assert dialog.chosen == "adding"
            assert dialog.purpose.text() == "Adds times."
            return QDialog.DialogCode.Accepted

        monkeypatch.setattr(ChooseStudy, "exec", choose)
        desk.do("study_new")
        assert study_of(desk).title == "Adding up"
        assert list(desk.window.docks.studies.windows) == [study_of(desk).id]


def test_what_is_typed_into_the_grid_is_in_the_plan_and_computed() -> None:
    with a_window() as desk:
        window = begun(desk)
        assert window.answer.sentence.text() == "times, needs at least one row (time_s)."
        grid = window.grids["times"]
        grid.setCurrentIndex(grid.cells.index(0, 1))
        QTest.keyClicks(grid, "2")
        editor = grid.viewport().findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        QTest.keyClicks(editor, ",5")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        desk.settle()
        assert study_of(desk).rows("times") == (("task", "time_s", "kind"), ("", "2,5", ""))
        assert value(window) == 2.5


def test_a_block_from_a_spreadsheet_is_pasted_where_the_cursor_is_and_undone_in_one_step() -> None:
    with a_window() as desk:
        window = begun(desk)
        grid = window.grids["times"]
        grid.setCurrentIndex(grid.cells.index(0, 0))
        grid.paste("load\t1\nturn\t2 min\nrest\t3\thand\n")
        assert value(window) == 124.0
        assert window.answer.findings.item(0).text() == "That is long: more than a minute"
        desk.do("undo")
        assert study_of(desk).tables == ()
        desk.do("redo")
        assert value(window) == 124.0


def test_a_whole_table_with_its_headings_takes_the_place_of_what_is_there() -> None:
    with a_window() as desk:
        window = begun(desk)
        window.grids["times"].paste("Colour\tTime [min]\tTask\nred\t0,5\ta\nblue\t1\tb")
        assert value(window) == 90.0
        assert study_of(desk).rows("times")[0] == ("Colour", "Time [min]", "Task", "kind")


def test_a_cell_that_cannot_be_read_is_marked_kept_and_said() -> None:
    with a_window() as desk:
        window = begun(desk)
        grid = window.grids["times"]
        grid.paste("a\t1\nb\tsoon\nc\t-3")
        window.finish()
        assert window.answer.sentence.text() == "times, row 3, column time_s: “soon” is not a number. And 1 more."
        assert grid.cells.data(grid.cells.index(1, 1), Qt.ItemDataRole.ToolTipRole) == "“soon” is not a number."
        assert grid.cells.data(grid.cells.index(1, 1), Qt.ItemDataRole.BackgroundRole) is not None
        assert grid.cells.data(grid.cells.index(0, 1), Qt.ItemDataRole.BackgroundRole) is None
        assert study_of(desk).rows("times")[2] == ("b", "soon", "")


def test_rows_are_filled_down_copied_and_deleted() -> None:
    with a_window() as desk:
        window = begun(desk)
        grid = window.grids["times"]
        grid.paste("a\t7\n\t\n\t")
        grid.setSelection(grid.visualRect(grid.cells.index(0, 1)).united(grid.visualRect(grid.cells.index(2, 1))),
                          grid.selectionModel().SelectionFlag.ClearAndSelect)  # fmt: skip
        QTest.keyClick(grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        assert value(window) == 21.0
        grid.copy()
        assert QApplication.clipboard().text() == "7\n7\n7"
        grid.setCurrentIndex(grid.cells.index(0, 0))
        grid.delete_rows()
        assert value(window) == 14.0


def test_options_are_set_and_a_wrong_one_turns_red() -> None:
    with a_window() as desk:
        window = begun(desk)
        window.fill_with_example()
        assert value(window) == 9.0
        factor = window.form.fields["factor"]
        factor.setText("0")
        factor.editingFinished.emit()
        window.finish()
        assert "has to be larger than 0" in window.answer.sentence.text()
        assert factor.property("wrong") is True
        factor.setText("")
        factor.editingFinished.emit()
        assert value(window) == 3.0
        assert study_of(desk).options == ()


def test_an_option_given_in_another_unit_is_shown_with_it_and_replaced_by_what_is_typed() -> None:
    with a_window() as desk:
        window = desk.window.docks.studies.begin("takt")
        study = study_of(desk)
        desk.window.plan.session.do("Put", lambda edit: edit.put(replace(study, options=(("available_min", "460"),))))
        field = window.form.fields["available_s"]
        assert isinstance(field, QLineEdit)
        assert field.text() == "460 min"
        field.setText("27000")
        field.editingFinished.emit()
        assert study_of(desk).options == (("available_s", "27000"),)


def test_a_study_is_saved_with_the_plan_and_opened_again(tmp_path: Path) -> None:
    with a_window() as desk:
        window = begun(desk)
        window.fill_with_example()
        window.fields["observed"].setText("Lathe 1")
        window.fields["observed"].editingFinished.emit()
        before = study_of(desk)
        assert before.observed == "Lathe 1"
        desk.window.plan.file.save_as(tmp_path / "a.floorwright")
        assert PlanFile.open(tmp_path / "a.floorwright").document.records[before.id] == before


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "csv"])
def test_a_study_is_written_as_a_file(qtbot: QtBot, tmp_path: Path, ending: str) -> None:
    with a_window() as desk:
        window = desk.window.docks.studies.begin("takt")
        window.fill_with_example()
        window.finish()
        window.save_as(tmp_path / f"takt.{ending}")
        qtbot.waitUntil(lambda: window.words.text() != "", timeout=30000)
        assert window.words.text() == f"Saved as takt.{ending}."
        assert (tmp_path / f"takt.{ending}").stat().st_size > 100


def test_a_table_is_taken_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "times.csv").write_text("task;time_s\na;1,5\nb;2\n", encoding="utf-8")
    with a_window() as desk:
        window = begun(desk)
        window.import_table(tmp_path / "times.csv")
        assert value(window) == 3.5
        window.import_table(tmp_path / "none.csv")
        assert "none.csv" in window.words.text()
        assert value(window) == 3.5


def test_a_study_is_duplicated_and_deleted_and_its_window_closes() -> None:
    with a_window() as desk:
        begun(desk)
        panel = desk.window.docks.studies
        panel.list.setCurrentItem(panel.list.topLevelItem(0))
        panel.duplicate()
        assert [study.title for study in desk.window.plan.session.view.of(Study)] == ["Adding up", "Adding up (copy)"]
        panel.list.setCurrentItem(panel.list.topLevelItem(0))
        panel.remove()
        assert panel.windows == {}
        desk.do("undo")
        assert len(list(desk.window.plan.session.view.of(Study))) == 2


def test_the_stations_of_the_plan_are_coloured_by_a_study_and_one_that_is_missing_is_named() -> None:
    with a_window(PlanFile.new(plan(machine("Saw", 0, 0, 2, 1), machine("Mill", 6, 0, 2, 1)))) as desk:
        window = begun(desk)
        window.grids["times"].paste("saw\t4\nPress\t2")
        window.finish()
        window.on_plan.setChecked(True)
        saw = desk.machines()["Saw"].id
        assert desk.window.plan.shades == (StationShade(saw, 0.4, "busy 4.00 s"),)
        assert window.words.text() == "The plan has no station “Press”: give it the name it has in the study."
        window.grids["times"].paste("Mill\t20")
        window.finish()
        assert desk.window.plan.shades == (StationShade(desk.machines()["Mill"].id, 1.0, "busy 20.00 s"),)
        window.close()
        assert desk.window.plan.shades == ()


def test_what_is_dragged_in_a_figure_changes_the_table_or_it_is_said_why_not() -> None:
    with a_window() as desk:
        window = begun(desk)
        window.grids["times"].paste("Turn\t4")
        for said in ("", "It is on the machine already."):
            window.finish()
            canvas = window.answer.charts["Squares"].canvas
            window.answer.tabs.setCurrentWidget(window.answer.charts["Squares"])
            QApplication.processEvents()
            a, b = canvas.to_px(20, 20).toPoint(), canvas.to_px(70, 20).toPoint()
            QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=a)
            QTest.mouseMove(canvas, (a + b) / 2)
            QTest.mouseMove(canvas, b)
            QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=b)
            assert window.words.text() == said
            assert study_of(desk).rows("times") == (("task", "time_s", "kind"), ("Turn", "4", "machine"))
        desk.do("undo")
        assert study_of(desk).rows("times")[1] == ("Turn", "4", "")


def test_what_a_study_found_is_put_on_the_plan_in_one_step() -> None:
    with a_window() as desk:
        window = begun(desk)
        window.buttons["to_plan"].click()
        assert window.words.text() == "There is nothing to put on the plan yet: the study has no answer."
        window.grids["times"].paste("Turn\t4\nMill\t3")
        window.buttons["to_plan"].click()
        assert list(desk.machines()) == ["Turn", "Mill"]
        assert set(desk.window.plan.session.selection) == {"made 2", "made 3"}
        desk.do("undo")
        assert desk.machines() == {}


def test_a_study_whose_method_no_plugin_knows_is_kept_and_said() -> None:
    with a_window() as desk:
        study = Study(id="old", method="astrology", title="Stars")
        desk.window.plan.session.do("Put", lambda edit: edit.put(study))
        assert desk.window.docks.studies.open("old") is None
        assert "needs the method “astrology”, which no plugin brings" in desk.said
        assert desk.window.docks.studies.list.topLevelItem(0).text(1) == "astrology (not known)"


def test_rows_of_the_grid_are_numbered_as_the_sentences_name_them() -> None:
    with a_window() as desk:
        window = begun(desk)
        grid = window.grids["times"]
        grid.paste("task\ttime_s\na\t1\nb\tabc")
        window.finish()
        assert window.answer.sentence.text() == "times, row 3, column time_s: “abc” is not a number."
        assert grid.cells.headerData(1, Qt.Orientation.Vertical) == "3"


def test_columns_pasted_beyond_the_edge_are_said_to_be_left_out() -> None:
    with a_window() as desk:
        window = begun(desk)
        window.grids["times"].paste("a\t1\thand\tmore\tstill more")
        assert window.words.text().startswith("2 pasted columns were left out")
        window.grids["times"].paste("b\t1\thand")
        assert window.words.text() == ""


def test_an_empty_plan_fills_nothing_and_takes_nothing_away() -> None:
    with a_window() as desk:
        window = desk.window.docks.studies.begin("machines-required")
        window.fill_with_example()
        before = study_of(desk).tables
        window.buttons["plan"].click()
        assert study_of(desk).tables == before
        assert window.words.text() == (
            "The plan has no work at stations yet: give the steps of its process charts stations and times."
        )


def test_an_option_shows_the_name_that_sentences_call_it_by() -> None:
    with a_window() as desk:
        field = begun(desk).form.fields["factor"]
        assert isinstance(field, QLineEdit)
        assert field.placeholderText() == "1 (factor)"


def test_the_answer_gets_half_of_the_window_whatever_buttons_there_are() -> None:
    with a_window() as desk:
        window = desk.window.docks.studies.begin("line-balance")
        desk.settle()
        assert window.answer.width() > 0.45 * window.width()


def test_a_saved_study_begins_with_its_own_title() -> None:
    given = StudyInput({"times": ()}, {})
    named = Study(id="s", method="adding", title="Pump line")
    content = study_content(ADDING, given, StudyAnswer({"total_s": 1.0}), study=named)
    assert content.tables[0].title == "Pump line – Adding up"


def test_a_pasted_table_whose_headings_are_partly_known_is_taken_with_its_headings() -> None:
    with a_window() as desk:
        window = desk.window.docks.studies.begin("line-balance")
        grid = window.grids["tasks"]
        grid.paste("Task\tTime (minutes)\tCrew\tRemark\tShop\nA\t10\t-\t\tpaint\nB\t11\tA\t\tpaint")
        assert study_of(desk).rows("tasks")[0][:3] == ("Task", "Time (minutes)", "Crew")
        window.form.fields["cycle_s"].setText("12 min")
        window.form.fields["cycle_s"].editingFinished.emit()
        window.finish()
        assert window.computed is not None
        assert window.computed.answer.findings[-1].what == "Not used of tasks: “Crew”, “Shop”"


def test_the_example_is_computed_whatever_was_in_the_other_tables() -> None:
    with a_window() as desk:
        window = desk.window.docks.studies.begin("reliability")
        window.grids["failures"].cells.write(0, 0, [["abc", "abc", "abc"]])
        window.buttons["example"].click()
        window.finish()
        assert window.computed is not None, window.answer.sentence.text()
        desk.do("undo")
        assert study_of(desk).rows("failures")[1][0] == "abc"
