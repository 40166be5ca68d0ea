"""Following somebody and looking at traces, in the real window."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from floorwright.analysis.observed.figures import Observed
from floorwright.editing.recording import Recorder
from floorwright.editing.tools.observe import Observing
from floorwright.gui import observing
from floorwright.gui.dialogs.import_traces import ImportTracesDialog
from floorwright.gui.panels.observe import ObservePanel
from floorwright.gui.panels.observed import ObservedPanel
from floorwright.model.observation import Observation, Reading
from floorwright.storage.journal import read_base
from floorwright.storage.journal_lines import read_journal
from floorwright.storage.plan_file import PlanFile
from helpers.hand import machine
from helpers.window import Desk, a_window

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
STATIONS = [machine(f"s{n:02}", n % 4 * 6000.0, n // 4 * 6000.0) for n in range(12)]
# At 1 m/s from S00 to S01, 6 m to the right, and back, with stays of ten seconds.
WALK = [*((t, 0.0) for t in range(11)), *((10 + n, float(n)) for n in range(1, 6)), *((t, 6.0) for t in range(16, 27))]
WALK += [*((26 + n, 6.0 - n) for n in range(1, 6)), *((t, 0.0) for t in range(32, 43))]


class Watch:
    def __init__(self) -> None:
        self.s = 0.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def desk() -> Iterator[Desk]:
    file = PlanFile.new({station.id: station for station in STATIONS})
    with a_window(file) as desk:
        desk.window.activateWindow()
        yield desk


def observe_panel(desk: Desk) -> ObservePanel:
    return cast(ObservePanel, desk.window.docks.panel("observe"))


def observed_panel(desk: Desk) -> ObservedPanel:
    return cast(ObservedPanel, desk.window.docks.panel("observed"))


def begun(desk: Desk, watch: Watch) -> ObservePanel:
    """Ann is followed; the panel has a clock that the test moves."""
    desk.do("observe")
    panel = observe_panel(desk)
    plan = desk.window.plan
    panel.make_recorder = lambda: Recorder(plan.session, plan.file.sync, watch, lambda: datetime(2026, 3, 11, 8))
    panel.attach(plan)
    assert panel.person.hasFocus()
    panel.person.setText("Ann")
    QTest.keyClick(panel.person, Qt.Key.Key_Return)
    desk.settle()
    return panel


def readings(desk: Desk) -> list[Reading]:
    found = [record for record in desk.records.values() if isinstance(record, Reading)]
    return sorted(found, key=lambda reading: reading.t_s)


def walk_table(folder: Path, text: str = "") -> Path:
    path = folder / "walk.csv"
    path.write_text("person,time,x_m,y_m\n" + "".join(f"Ann,{t},{x},0\n" for t, x in WALK) + text, encoding="utf-8")
    return path


def take_in(desk: Desk, qtbot: QtBot, path: Path) -> ObservedPanel:
    observing.import_traces(desk.window, path)
    dialog = desk.window.findChild(ImportTracesDialog)
    assert dialog is not None
    with qtbot.waitSignal(dialog.imported, timeout=30000):
        dialog.import_it()
    panel = observed_panel(desk)
    qtbot.waitUntil(lambda: panel.current is not None, timeout=10000)
    return panel


def test_a_walk_is_recorded_with_clicks_and_keys_alone(desk: Desk, qtbot: QtBot) -> None:
    watch = Watch()
    panel = begun(desk, watch)
    assert isinstance(desk.window.plan.session.state, Observing)
    watch.s = 2
    desk.click(0, 0)
    watch.s = 12
    # A would take up the area tool; while somebody is followed it is the tenth station.
    desk.key(Qt.Key.Key_A)
    watch.s = 20
    QTest.keyClick(panel, Qt.Key.Key_W)
    QTest.keyClick(panel, Qt.Key.Key_3)
    watch.s = 30
    panel.tiles["s00"].click()
    QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert [(r.t_s, r.event.value, r.station) for r in readings(desk)] == [
        (2, "at", "s00"), (12, "at", "s09"), (20, "at", "s02"), (30, "at", "s00"), (30, "end", ""),
    ]  # fmt: skip
    assert desk.window.plan.session.state.tool in ("", "select")
    found = observed_panel(desk)
    qtbot.waitUntil(lambda: found.current is not None, timeout=10000)
    assert found.current is not None and len(found.current.observed.way.moves) == 3


def test_the_panel_says_what_goes_on(desk: Desk) -> None:
    watch = Watch()
    panel = begun(desk, watch)
    assert "Where is Ann?" in panel.where.text()
    QTest.keyClick(panel, Qt.Key.Key_1)
    watch.s = 65
    panel._show_time()
    assert (panel.clock.text(), panel.where.text()) == ("0:01:05", "Ann at S00 for 65 s")
    assert panel.tiles["s00"].isChecked() and panel.tiles["s00"].text() == "1\nS00"
    QTest.keyClick(panel, Qt.Key.Key_0)
    watch.s = 100
    panel._show_time()
    assert panel.clock.text() == "0:01:05" and panel.where.text().startswith("Paused")
    panel.words.setText("went for a tool")
    QTest.keyClick(panel.words, Qt.Key.Key_Return)
    assert readings(desk)[-1].note == "went for a tool"
    QTest.keyClick(panel, Qt.Key.Key_Backspace)
    assert len(readings(desk)) == 1 and panel.recorder is not None and panel.recorder.running


def test_nonsense_at_the_start_is_refused_with_a_reason(desk: Desk) -> None:
    desk.do("observe")
    panel = observe_panel(desk)
    panel.go.click()
    assert "who is followed" in panel.refusal.text()
    panel.person.setText("Ann")
    for shift in ("soon", "-5", "1e30", "nan"):
        panel.shift.setText(shift)
        panel.go.click()
        assert panel.refusal.text() and panel.recorder is not None and panel.recorder.observation is None
    assert not any(isinstance(record, Observation) for record in desk.records.values())


def test_a_crash_loses_no_mark(desk: Desk) -> None:
    watch = Watch()
    panel = begun(desk, watch)
    QTest.keyClick(panel, Qt.Key.Key_1)
    watch.s = 9
    QTest.keyClick(panel, Qt.Key.Key_2)
    journal = desk.window.plan.file._journal
    assert journal is not None
    base, _ = read_base(journal.folder)
    steps = read_journal(journal.folder / base.journal, base.kinds).steps
    kept = [change.after for step in steps for change in step.diff.values() if isinstance(change.after, Reading)]
    assert [reading.station for reading in kept] == ["s00", "s01"]


def test_traces_are_imported_measured_and_shown(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    panel = take_in(desk, qtbot, walk_table(tmp_path))
    assert panel.current is not None
    found = panel.current.observed
    assert found.way.distance_m == pytest.approx(12)
    assert [(one.place.name, one.visits) for one in found.visits] == [("S00", 2), ("S01", 1)]
    assert panel.item is not None and len(panel.item.seen[0].lines) == len(WALK) - 1
    for tab in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(tab)
        desk.settle()
    assert panel.trips.results.table.rows[0][:3] == ("S00", None, 1)
    row = panel.list.topLevelItem(0)
    assert row is not None and row.text(3) == "12.0"
    row.setCheckState(0, Qt.CheckState.Unchecked)
    desk.settle()
    assert panel.item.seen == [] and not next(iter(_observations(desk))).visible
    desk.do("undo")
    assert next(iter(_observations(desk))).visible


def test_a_figure_of_what_was_seen_explains_itself(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    panel = take_in(desk, qtbot, walk_table(tmp_path))
    index = panel.figures.model().index(1, 1)
    panel.figures.scrollTo(index)
    QTest.mouseClick(
        panel.figures.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        panel.figures.visualRect(index).center(),
    )  # fmt: skip
    desk.settle()
    shown = desk.window.docks.explain
    assert shown.isVisible() and shown.value.text() == "12 m"
    rows = shown.parts.results.table.rows
    assert {"S00 → S01", "S01 → S00"} <= {row[0] for row in rows}
    assert rows[-1][0] == "In all" and rows[-1][1] == pytest.approx(12)
    desk.window.plan.session.do("Delete", lambda edit: edit.remove(panel.chosen))
    desk.settle()
    shown.refresh()
    assert "not there any more" in shown.notes.text()
    shown.show_figure("cost_per_day")
    assert shown.explanation is not None and shown.explanation.figure == "cost_per_day"


def _figures(panel: ObservedPanel) -> Observed:
    assert panel.current is not None
    return panel.current.observed


def _observations(desk: Desk) -> list[Observation]:
    return [record for record in desk.records.values() if isinstance(record, Observation)]


def test_heat_and_tables_of_what_was_seen(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """12 m in 42 s are 8228.6 m in eight hours, and each of the six squares is gone through twice."""
    panel = take_in(desk, qtbot, walk_table(tmp_path))
    panel.heat.click()
    qtbot.waitUntil(lambda: panel.state.text().startswith("Heat"), timeout=10000)
    assert panel.state.text() == "Heat up to 1,371.4 metre-trips per m² a shift"
    out = tmp_path / "observed.csv"
    observing.save_tables(desk.window, out)
    qtbot.waitUntil(lambda: "is written" in panel.state.text(), timeout=30000)
    text = out.read_text(encoding="utf-8-sig")
    assert "Observed: Ann" in text and "Observed against planned" in text
    observing.save_tables(desk.window, tmp_path / "observed.doc")
    assert "observed.doc" in desk.said


def test_a_trace_is_laid_on_the_plan_by_four_clicks(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    panel = take_in(desk, qtbot, walk_table(tmp_path))
    panel.options.lay.click()
    assert "Click a place on the observed line" in desk.said
    for at in ((0, 0), (0, 6000), (6000, 0), (6000, 6000)):
        desk.click(*at)
    assert desk.window.plan.session.state.tool in ("", "select")
    (one,) = _observations(desk)
    assert one.placed == pytest.approx((1, 0, 0, 1, 0, 6000), abs=200)
    qtbot.waitUntil(lambda: _figures(panel).visits[0].place.name == "S04", timeout=10000)


def test_a_replay_shows_who_is_where(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    panel = take_in(desk, qtbot, walk_table(tmp_path))
    bar = panel.replay
    assert (bar.slider.maximum(), bar.moment.text()) == (420, "0:00:00")
    bar.slider.setValue(135)
    assert panel.item is not None
    (line,) = panel.item.seen
    assert line.here == pytest.approx((3500.0, 0.0)) and line.name == "Ann" and line.trail
    bar.speed.setCurrentIndex(bar.speed.findData(20))
    bar.advance(1.0)
    assert bar.at_s == pytest.approx(33.5)
    bar.play.click()
    assert bar.play.isChecked()
    bar.advance(10)
    assert bar.at_s == 42 and not bar.play.isChecked()


def test_options_change_the_figures_and_nonsense_changes_nothing(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    panel = take_in(desk, qtbot, walk_table(tmp_path))
    options = panel.options

    def typed(field: str, text: str) -> None:
        edit = options.fields[field]
        edit.setFocus()
        edit.clear()
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        desk.settle()

    panel.tabs.setCurrentWidget(options)
    typed("Shift [min]", "480")
    typed("Trips a shift", "10,5")
    (one,) = _observations(desk)
    assert (one.shift_s, one.trips_per_shift) == (28800, 10.5)
    qtbot.waitUntil(
        lambda: panel.current is not None and panel.current.observed.distance_per_shift_m == 126, timeout=10000
    )
    for text in ("soon", "-1", "1e30", "nan", ""):
        typed("Walking speed [m/s]", text)
        assert _observations(desk) == [one]
    assert options.fields["Walking speed [m/s]"].text() == "1.3"
    options.points.setText("0,0=1")
    options.points.editingFinished.emit()
    assert "does not say two points" in options.refusal.text()
    options.points.setText("0,0=0,6; 6,0=6,6")
    options.points.editingFinished.emit()
    qtbot.waitUntil(
        lambda: panel.current is not None and panel.current.observed.visits[0].place.name == "S04", timeout=10000
    )


def test_what_cannot_be_read_is_told_in_the_dialog_and_can_be_left_out(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    before = desk.records
    observing.import_traces(desk.window, walk_table(tmp_path, "Ann,soon,1,1\n"))
    dialog = desk.window.findChild(ImportTracesDialog)
    assert dialog is not None
    dialog.points.setText("nonsense")
    dialog.import_it()
    assert "does not say two points" in dialog.refusal.text()
    dialog.points.clear()
    dialog.import_it()
    qtbot.waitUntil(lambda: "“soon” is no time" in dialog.refusal.text(), timeout=30000)
    assert desk.records == before and dialog.take.isEnabled()
    dialog.bad.setChecked(True)
    with qtbot.waitSignal(dialog.imported, timeout=30000):
        dialog.import_it()
    assert len(_observations(desk)) == 1


def test_cancel_while_reading_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = desk.records
    observing.import_traces(desk.window, walk_table(tmp_path))
    dialog = desk.window.findChild(ImportTracesDialog)
    assert dialog is not None
    dialog.import_it()
    dialog.reject()
    assert "Cancelled" in dialog.refusal.text() and dialog.isVisible()
    dialog.reject()
    assert desk.records == before and not dialog.isVisible()


def test_a_deleted_observation_and_a_deleted_station_leave_the_rest(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    panel = take_in(desk, qtbot, walk_table(tmp_path))
    desk.window.plan.session.do("Delete", lambda edit: edit.remove("s01"))
    qtbot.waitUntil(lambda: panel.current is not None and len(panel.current.observed.visits) == 1, timeout=10000)
    panel.list.selectAll()
    panel.remove()
    desk.settle()
    assert _observations(desk) == [] and readings(desk) == []
    assert panel.nothing.isVisibleTo(panel) and panel.item is not None and panel.item.seen == []
    desk.do("undo")
    assert len(_observations(desk)) == 1 and len(readings(desk)) == len(WALK)


def test_another_plan_leaves_nothing_behind(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    panel = take_in(desk, qtbot, walk_table(tmp_path))
    desk.window.show_plan(PlanFile.new(journal=False))
    desk.settle()
    assert panel.chosen == "" and panel.current is None
    assert panel.item is not None and panel.item.scene() is desk.window.scene
