"""A work sampling is tallied with keys only; every look is in the plan at once, with its time."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from floorwright.gui.studies.tally import TallyWindow
from floorwright.model.study import Study
from helpers.window import Desk, a_window


@contextmanager
def tallying() -> Iterator[tuple[Desk, TallyWindow]]:
    with a_window() as desk:
        study = desk.window.docks.studies.begin("work-sampling")
        tally = study.record()
        assert isinstance(tally, TallyWindow)
        minutes = iter(range(60))
        tally.clock = lambda: f"2026-03-02T07:{next(minutes):02}:00"
        QTest.keyClicks(tally.names, "Working, Waiting")
        QTest.keyClick(tally.names, Qt.Key.Key_Return)
        yield desk, tally


def press(tally: TallyWindow, keys: str) -> None:
    for key in keys:
        QTest.keyClick(tally, ord(key), Qt.KeyboardModifier.NoModifier)


def study_of(desk: Desk) -> Study:
    (study,) = desk.window.plan.session.view.of(Study)
    return study


def test_each_key_writes_a_look_and_the_shares_follow() -> None:
    with tallying() as (desk, tally):
        press(tally, "1121")
        assert study_of(desk).rows("observations")[1:] == (
            ("Working", "2026-03-02T07:00:00", ""),
            ("Working", "2026-03-02T07:01:00", ""),
            ("Waiting", "2026-03-02T07:02:00", ""),
            ("Working", "2026-03-02T07:03:00", ""),
        )
        assert tally.buttons[0].text() == "1   Working\n3 · 75 %"
        assert tally.last.text() == "4 looks, last: Working"
        (study,) = desk.window.docks.studies.windows.values()
        study.finish()
        assert study.computed is not None, study.answer.sentence.text()


def test_several_are_looked_at_in_turn_and_a_look_is_taken_back() -> None:
    with tallying() as (desk, tally):
        QTest.keyClicks(tally.subjects, "Press 1, Press 2")
        QTest.keyClick(tally.subjects, Qt.Key.Key_Return)
        assert tally.asked.text() == "Press 1: what do you see now?"
        press(tally, "12U")
        assert [row[2] for row in study_of(desk).rows("observations")[1:]] == ["Press 1"]
        assert tally.asked.text() == "Press 2: what do you see now?"


def test_undo_in_the_plan_is_undo_in_the_tally() -> None:
    with tallying() as (desk, tally):
        press(tally, "12")
        desk.do("undo")
        assert len(tally.tally.looks) == 1
        press(tally, "2")
        assert [row[0] for row in study_of(desk).rows("observations")[1:]] == ["Working", "Waiting"]
