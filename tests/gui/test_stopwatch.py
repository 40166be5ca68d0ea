"""A job is timed with the stopwatch, keys only; every reading is in the plan at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from floorwright.gui.studies.stopwatch import StopwatchWindow
from floorwright.hooks.specs import hook
from floorwright.hooks.studies.method import (
    StudyAnswer,
    StudyColumn,
    StudyInput,
    StudyMethod,
    StudyOption,
    StudyResult,
    StudyTable,
)
from floorwright.hooks.studies.recording import StopwatchRecorder
from floorwright.jobs import Job
from floorwright.model.study import Study
from floorwright.storage.journal import read_base
from floorwright.storage.journal_lines import read_journal
from floorwright.storage.plan_file import PlanFile
from helpers.window import Desk, a_window

TIMED = StudyMethod(
    id="timed",
    title="Timed",
    group="work measurement",
    purpose="Means of readings.",
    tables=(
        StudyTable(
            name="readings",
            meaning="A row a reading.",
            required=False,
            columns=(
                StudyColumn(name="cycle", meaning="Cycle", type="integer"),
                StudyColumn(name="element", meaning="Element", required=True),
                StudyColumn(name="time_s", meaning="Watch", type="number", unit="s"),
                StudyColumn(name="rating_pct", meaning="Rating", type="number", unit="%"),
                StudyColumn(name="foreign_s", meaning="Foreign", type="number", unit="s"),
                StudyColumn(name="excluded", meaning="Why it does not count"),
            ),
        ),
        StudyTable(
            name="elements",
            meaning="A row an element.",
            required=False,
            columns=(
                StudyColumn(name="element", meaning="Element", required=True),
                StudyColumn(name="type", meaning="Type", type="choice", choices=("regular", "irregular")),
            ),
        ),
    ),
    options=(
        StudyOption(
            name="timing",
            meaning="Watch",
            type="choice",
            choices=("snap-back", "continuous"),
            default="snap-back",
        ),
    ),
    results=(StudyResult(name="readings", meaning="Readings"),),
    compute=lambda given, job: _counted(given, job),
    recorder=StopwatchRecorder(
        table="readings",
        element="element",
        time_s="time_s",
        cycle="cycle",
        foreign_s="foreign_s",
        reason="excluded",
        rating_pct="rating_pct",
        elements_table="elements",
        elements_column="element",
        elements_type="type",
        occasional=("irregular",),
        timing="timing",
        continuous="continuous",
        snap_back="snap-back",
    ),
)


def _counted(given: StudyInput, job: Job) -> StudyAnswer:
    return StudyAnswer({"readings": len(given.rows("readings"))})


class Timed:
    @hook
    def study_methods(self) -> tuple[StudyMethod, ...]:
        return (TIMED,)


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Watching:
    """A technician with the watch in the hand."""

    def __init__(self, desk: Desk, watch: StopwatchWindow, clock: Clock) -> None:
        self.desk, self.watch, self.clock = desk, watch, clock

    def press(self, keys: str, after_s: float = 0.0) -> None:
        self.clock.now += after_s
        for key in keys:
            QTest.keyClick(self.watch, Qt.Key.Key_Space if key == " " else ord(key), Qt.KeyboardModifier.NoModifier)
        self.desk.settle()

    @property
    def study(self) -> Study:
        (study,) = self.desk.window.plan.session.view.of(Study)
        return study

    @property
    def rows(self) -> list[tuple[str, ...]]:
        return list(self.study.rows("readings")[1:])


@contextmanager
def watching(file: PlanFile | None = None, elements: str = "Load, Turn, Unload") -> Iterator[Watching]:
    with a_window(file) as desk:
        desk.window.plugins.register(Timed(), "timed")
        panel = desk.window.docks.studies
        known = list(desk.window.plan.session.view.of(Study))
        study = panel.open(known[0].id) if known else panel.begin("timed")
        assert study is not None
        clock = Clock()
        watch = StopwatchWindow(study, desk.window.plan, TIMED, study.id, clock)
        watch.show()
        hand = Watching(desk, watch, clock)
        if elements and not known:
            QTest.keyClicks(watch.names, elements)
            QTest.keyClick(watch.names, Qt.Key.Key_Return)
        yield hand
        watch.close()


def test_two_cycles_are_timed_with_the_space_bar_alone() -> None:
    with watching() as hand:
        hand.press(" ")
        for seconds in (4.5, 7.25, 3.0, 4.0, 7.0, 2.5):
            hand.press(" ", after_s=seconds)
        assert [row[:3] for row in hand.rows] == [
            ("1", "Load", "4.500"), ("1", "Turn", "7.250"), ("1", "Unload", "3.000"),
            ("2", "Load", "4.000"), ("2", "Turn", "7.000"), ("2", "Unload", "2.500"),
        ]  # fmt: skip
        assert hand.study.rows("elements")[1:] == (("Load",), ("Turn",), ("Unload",))
        assert hand.watch.counted.text() == "Cycle 3 · 6 readings in 2 cycles"


def test_an_element_has_its_own_key_and_a_button_that_does_the_same() -> None:
    with watching() as hand:
        hand.press(" ")
        hand.press("2", after_s=3)
        hand.clock.now += 2
        hand.watch.buttons[0].click()
        assert [row[1:3] for row in hand.rows] == [("Turn", "3.000"), ("Load", "2.000")]
        assert hand.watch.buttons[1].text() == "2   Turn"


def test_pause_foreign_missed_rating_and_undo_have_a_key_each() -> None:
    with watching() as hand:
        hand.press(" ")
        hand.press(" ", after_s=5)
        hand.press("P", after_s=1)
        hand.press("P", after_s=100)
        hand.press("F", after_s=1)
        hand.press("F", after_s=2)
        hand.press(" ", after_s=1)
        hand.press("+")
        assert hand.rows[1] == ("1", "Turn", "5.000", "105", "2.000", "")
        hand.press("M")
        assert hand.rows[2] == ("1", "Unload", "", "", "", "missed")
        hand.press("UU")
        assert len(hand.rows) == 1
        assert hand.watch.expected.text() == "Now: Turn"


def test_a_continuous_study_keeps_what_the_running_watch_shows() -> None:
    with watching() as hand:
        hand.desk.window.docks.studies.windows[hand.study.id].form.fields["timing"].setCurrentText("continuous")
        hand.desk.window.docks.studies.windows[hand.study.id].form._take(TIMED.options[0])
        hand.press(" ")
        for seconds in (4, 6):
            hand.press(" ", after_s=seconds)
        assert [row[2] for row in hand.rows] == ["4.000", "10.000"]


def test_each_reading_is_saved_for_recovery_before_the_next_and_the_watch_goes_on_from_there(tmp_path: Path) -> None:
    with watching() as hand:
        hand.press(" ")
        hand.press(" ", after_s=4)
        hand.press(" ", after_s=6)
        file = hand.desk.window.plan.file
        file.save_as(tmp_path / "a.floorwright")
    with watching(PlanFile.open(tmp_path / "a.floorwright")) as hand:
        assert hand.watch.expected.text() == "Paused. Space goes on."
        hand.press(" ")
        hand.press(" ", after_s=2.5)
        assert [row[1:3] for row in hand.rows] == [("Load", "4.000"), ("Turn", "6.000"), ("Unload", "2.500")]


def test_undo_in_the_plan_takes_a_reading_back_and_the_watch_knows_it() -> None:
    with watching() as hand:
        hand.press(" ")
        hand.press("  ", after_s=4)
        assert len(hand.rows) == 2
        hand.desk.do("undo")
        assert len(hand.rows) == 1
        assert hand.watch.expected.text() == "Now: Turn"
        hand.press(" ", after_s=3)
        assert hand.rows[1][1:3] == ("Turn", "3.000")


def test_without_elements_the_watch_asks_for_them() -> None:
    with watching(elements="") as hand:
        hand.press(" ")
        assert hand.watch.expected.text() == "Name the elements of the job first, separated by commas."
        assert hand.rows == []


def test_the_study_window_opens_the_watch_and_closing_it_closes_the_watch(qtbot: QtBot) -> None:
    with a_window() as desk:
        desk.window.plugins.register(Timed(), "timed")
        study = desk.window.docks.studies.begin("timed")
        study.buttons["record"].click()
        assert study.recording is not None and study.recording.isVisible()
        study.close()
        QApplication.processEvents()
        assert desk.window.docks.studies.windows == {}


def test_a_job_is_timed_from_one_shortcut_to_the_standard_time_with_keys_only(qtbot: QtBot, tmp_path: Path) -> None:
    """Three cycles of 4 + 7 s and 8 % of job time as allowance: 11 s are 11.88 s."""
    with a_window() as desk:
        desk.key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        (study,) = desk.window.docks.studies.windows.values()
        assert study.method.id == "time-study"
        watch = study.recording
        assert isinstance(watch, StopwatchWindow)
        clock = Clock()
        watch.clock = clock
        hand = Watching(desk, watch, clock)
        QTest.keyClicks(watch.names, "Load, Turn")
        QTest.keyClick(watch.names, Qt.Key.Key_Return)
        hand.press(" ")
        for _ in range(3):
            hand.press(" ", after_s=4)
            hand.press(" ", after_s=7)
        QTest.keyClick(watch, Qt.Key.Key_Escape)
        assert study.recording is None
        study.form.fields["allowance_pct"].setText("8")  # type: ignore[union-attr]
        study.form.fields["allowance_pct"].editingFinished.emit()  # type: ignore[union-attr]
        study.finish()
        assert study.computed is not None, study.answer.sentence.text()
        assert study.computed.answer.results["standard_s"] == pytest.approx(11.88)
        study.save_as(tmp_path / "sheet.pdf")
        qtbot.waitUntil(lambda: study.words.text() != "", timeout=30000)
        assert study.words.text() == "Saved as sheet.pdf."
        assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_a_reading_is_in_the_journal_as_soon_as_it_is_taken() -> None:
    """So that a program that is killed loses at most the element that is being timed."""
    with watching(PlanFile.new()) as hand:
        hand.press(" ")
        for number, seconds in enumerate((4.0, 7.0), 1):
            hand.press(" ", after_s=seconds)
            journal = hand.desk.window.plan.file._journal
            assert journal is not None
            base, _ = read_base(journal.folder)
            last = read_journal(journal.folder / base.journal, base.kinds).steps[-1]
            (change,) = last.diff.values()
            assert isinstance(change.after, Study)
            assert len(change.after.rows("readings")) == 1 + number


def test_a_job_of_more_elements_than_keys_has_a_button_for_each() -> None:
    names = ", ".join(f"Element {number}" for number in range(1, 30))
    with watching(elements=names) as hand:
        assert len(hand.watch.buttons) == 29
        study = hand.study
        rows = (("element",), *((f"Element {number}",) for number in range(1, 41)))
        changed = replace(study, tables=(("elements", rows),))
        hand.desk.window.plan.session.do("Put", lambda edit: edit.put(changed))
        assert len(hand.watch.buttons) == 40
        assert hand.watch.buttons[39].text() == "·   Element 40"
        hand.press(" ")
        hand.clock.now += 2
        hand.watch.buttons[39].click()
        assert hand.rows == [("1", "Element 40", "2.000", "", "", "")]
