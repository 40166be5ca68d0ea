"""Of one walk, at one press: the element times, the process chart and the work sampling, beside the trace."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from floorwright.analysis.observed.sampled import Moments, Sampling
from floorwright.editing.recording import Recorder
from floorwright.gui.dialogs.export import ExportDialog
from floorwright.gui.panels.observe import ObservePanel
from floorwright.gui.panels.observed import ObservedPanel
from floorwright.gui.panels.walk_studies import AskSampling
from floorwright.model.kinds import Product, Step
from floorwright.model.observation import Reading
from floorwright.model.study import Study
from floorwright.storage.plan_file import PlanFile
from helpers.hand import machine
from helpers.window import Desk, a_window

Kind = TypeVar("Kind")
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Watch:
    def __init__(self) -> None:
        self.s = 0.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def desk() -> Iterator[Desk]:
    stations = [machine("saw", 0.0, 0.0), machine("oven", 13000.0, 0.0)]
    with a_window(PlanFile.new({station.id: station for station in stations})) as desk:
        desk.window.activateWindow()
        yield desk


def following(desk: Desk, watch: Watch) -> ObservePanel:
    """Ann is at the oven (key 1) for 20 s, walks for 12 s, is at the saw (key 2) for 10 s and says nothing."""
    desk.do("observe")
    panel = cast(ObservePanel, desk.window.docks.panel("observe"))
    plan = desk.window.plan
    panel.make_recorder = lambda: Recorder(plan.session, plan.file.sync, watch, lambda: datetime(2026, 3, 11, 8))
    panel.attach(plan)
    panel.person.setText("Ann")
    QTest.keyClick(panel.person, Qt.Key.Key_Return)
    desk.settle()
    for second, key in ((0, Qt.Key.Key_1), (20, Qt.Key.Key_Return), (32, Qt.Key.Key_2), (42, Qt.Key.Key_Return)):
        watch.s = second
        QTest.keyClick(panel, key)
    return panel


def observed_panel(desk: Desk) -> ObservedPanel:
    return cast(ObservedPanel, desk.window.docks.panel("observed"))


def kept(desk: Desk, kind: type[Kind]) -> list[Kind]:
    return [record for record in desk.records.values() if isinstance(record, kind)]


def study(desk: Desk, method: str) -> Study:
    return next(one for one in desk.records.values() if isinstance(one, Study) and one.method == method)


def test_one_press_makes_all_of_it_and_one_undo_takes_all_of_it_back(desk: Desk, qtbot: QtBot) -> None:
    watch = Watch()
    panel = following(desk, watch)
    QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = observed_panel(desk)
    qtbot.waitUntil(lambda: found.current is not None, timeout=10000)
    before = dict(desk.records)
    with qtbot.waitSignal(found.studies_made, timeout=10000):
        found.studies.make.click()
    times = study(desk, "time-study")
    assert [row[:3] for row in times.rows("readings")] == [
        ("cycle", "element", "time_s"), ("1", "At Oven", "20"), ("1", "Walk to Saw", "12"), ("1", "At Saw", "10"),
    ]  # fmt: skip
    assert (times.observed, times.date) == ("Ann", "2026-03-11")
    assert len(kept(desk, Product)) == 1 and len(kept(desk, Step)) == 3
    assert len(study(desk, "work-sampling").rows("observations")) == 2
    assert "3 readings in 1 cycle" in found.studies.made.text()
    desk.do("undo")
    assert dict(desk.records) == before


def test_two_presses_in_a_row_make_it_once_and_an_empty_walk_is_refused(desk: Desk, qtbot: QtBot) -> None:
    panel = following(desk, Watch())
    QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = observed_panel(desk)
    qtbot.waitUntil(lambda: found.current is not None, timeout=10000)
    with qtbot.waitSignal(found.studies_made, timeout=10000):
        found.studies.make.click()
        found.studies.make.click()
    assert len(kept(desk, Product)) == 1 and found.studies.make.isEnabled()
    desk.do("undo")
    for one in list(kept(desk, Reading)):
        desk.window.plan.session.do("Remove", lambda edit, one=one: edit.remove(one.id))  # type: ignore[misc]
    found.studies.make.click()
    qtbot.waitUntil(lambda: "has no recorded time yet" in desk.said, timeout=10000)
    assert not kept(desk, Study) and found.studies.make.isEnabled()


def test_a_walk_that_goes_on_gives_studies_of_what_is_recorded(desk: Desk, qtbot: QtBot) -> None:
    watch = Watch()
    panel = following(desk, watch)
    found = observed_panel(desk)
    with qtbot.waitSignal(found.studies_made, timeout=10000):
        panel.studies.click()
    assert [row[1] for row in study(desk, "time-study").rows("readings")[1:]] == ["At Oven", "Walk to Saw", "At Saw"]
    watch.s = 60
    QTest.keyClick(panel, Qt.Key.Key_1)
    assert panel.recorder is not None and panel.recorder.running and len(panel.recorder.readings) == 5


def test_the_menu_makes_them_and_says_why_where_there_is_no_walk(desk: Desk) -> None:
    desk.do("walk_studies")
    assert "Nothing was observed yet" in desk.said
    assert not observed_panel(desk).studies.isEnabled() and not kept(desk, Study)


def test_the_moments_of_the_looks_are_asked_for_and_nonsense_is_refused(desk: Desk, qtbot: QtBot) -> None:
    dialog = AskSampling(desk.window, Sampling())
    qtbot.addWidget(dialog)
    for interval, seed in (
        ("0", "1"),
        ("-3", "1"),
        ("often", "1"),
        ("1e30", "1"),
        ("nan", "1"),
        ("5", "1.5"),
        ("", ""),
    ):
        dialog.interval.setText(interval)
        dialog.seed.setText(seed)
        dialog.agree()
        assert dialog.refusal.text() and dialog.sampling is None
    dialog.interval.setText("7")
    dialog.seed.setText("3")
    dialog.moments.setCurrentIndex(1)
    dialog.agree()
    assert dialog.sampling == Sampling(interval_s=7, moments=Moments.REGULAR, seed=3)


def test_the_export_dialog_writes_the_tables_of_the_walk(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    panel = following(desk, Watch())
    QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog = ExportDialog(desk.window, desk.window.plan)
    dialog.format.setCurrentIndex(
        next(n for n in range(dialog.format.count()) if dialog.format.itemData(n).id == "csv")
    )
    out = tmp_path / "plan.csv"
    dialog.write_to(out)
    qtbot.waitUntil(lambda: not dialog.writing, timeout=30000)
    text = out.read_text(encoding="utf-8-sig")
    assert "Observed: Ann" in text and "Observed against planned" in text
    dialog.deleteLater()
