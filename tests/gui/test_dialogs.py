"""The dialogs in the real window: what they offer, what they refuse, and what they change."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from floorwright.analysis.analyze import analyze
from floorwright.gui.canvas.drawing_painter import painter_of
from floorwright.gui.dialogs.about import AboutDialog, KeysDialog, PluginsDialog
from floorwright.gui.dialogs.drawing_preview import captions
from floorwright.gui.dialogs.export import ExportDialog
from floorwright.gui.dialogs.import_drawing import ImportDialog
from floorwright.gui.dialogs.import_report import ReportDialog
from floorwright.gui.dialogs.importing.size import size_words
from floorwright.gui.dialogs.plan_settings import PlanSettingsDialog
from floorwright.gui.dialogs.preferences import PreferencesDialog, shared_key
from floorwright.gui.dialogs.recovery import DamagedDialog, RecoveryDialog, words_of
from floorwright.gui.dialogs.trouble import TroubleDialog
from floorwright.gui.preferences import load_preferences
from floorwright.model.kinds import DistanceMode, Underlay
from floorwright.model.scenario import scenario_records
from floorwright.paper.compose import sheet_scale
from floorwright.paper.marks import DrawingMark, Viewport
from floorwright.resources import resource
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.recovery import Recoverable
from floorwright.units import Unit
from helpers.window import Desk, a_window, take

# Qt's off-screen platform has no window manager to give size hints to, and says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
PLANT = resource("samples", "plant.dxf")


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with a_window() as desk:
        yield desk


def importing(desk: Desk, path: Path, qtbot: QtBot) -> ImportDialog:
    dialog = ImportDialog(desk.window, desk.window.plan, path)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.ready, timeout=60000)
    return dialog


def test_a_drawing_is_shown_with_its_size_before_it_changes_the_plan(desk: Desk, qtbot: QtBot) -> None:
    dialog = importing(desk, PLANT, qtbot)
    assert not any(isinstance(record, Underlay) for record in desk.records.values())
    # The hall is 72 m by 42 m; its dimensions and title stand round it.
    metres = [float(part) for part in dialog.size_words.text().removesuffix(" m").split(" × ")]
    assert 72 < metres[0] < 90 and 42 < metres[1] < 65
    assert dialog.layers.model.rowCount() == len(dialog._drawing.layers)  # type: ignore[union-attr]
    dialog.reject()
    assert not desk.window.plan.file.modified


def test_another_unit_changes_the_size_that_is_shown_and_imported(desk: Desk, qtbot: QtBot) -> None:
    dialog = importing(desk, PLANT, qtbot)
    found = dialog.underlay().scale
    dialog.units.setCurrentIndex(dialog.units.findData(Unit.CM))
    assert dialog.underlay().scale == 10 * found
    done: list[str] = []
    dialog.imported.connect(done.append)
    take(dialog, qtbot)
    (underlay,) = [record for record in desk.records.values() if isinstance(record, Underlay)]
    assert done == [underlay.id] and underlay.scale == 10 * found and underlay.unit_source == "user"
    assert underlay.source in desk.window.plan.drawings
    desk.do("undo")
    assert not any(isinstance(record, Underlay) for record in desk.records.values())


def test_what_is_imported_is_the_file_that_was_shown_even_if_it_changes_meanwhile(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "hall.dxf"
    path.write_bytes(PLANT.read_bytes())
    dialog = importing(desk, path, qtbot)
    path.write_text("Somebody saved something else.")
    take(dialog, qtbot)
    (underlay,) = [record for record in desk.records.values() if isinstance(record, Underlay)]
    assert desk.window.plan.file.assets.read(underlay.asset) == PLANT.read_bytes()


def test_another_encoding_and_another_sheet_are_read_anew_and_kept_with_the_drawing(desk: Desk, qtbot: QtBot) -> None:
    dialog = importing(desk, PLANT, qtbot)
    dialog.units.setCurrentIndex(dialog.units.findData(Unit.CM))
    dialog.encoding.setCurrentIndex(dialog.encoding.findData("cp1252"))
    assert not dialog.ready and not dialog.take.isEnabled()
    qtbot.waitUntil(lambda: dialog.ready, timeout=60000)
    assert dialog._drawing is not None and dialog._drawing.encoding == "cp1252"
    assert dialog.units.currentData() is Unit.CM
    assert dialog.layout_choice.findData("Model") > 0
    dialog.layout_choice.setCurrentIndex(dialog.layout_choice.findData("Model"))
    qtbot.waitUntil(lambda: dialog.ready, timeout=60000)
    take(dialog, qtbot)
    (underlay,) = [record for record in desk.records.values() if isinstance(record, Underlay)]
    assert dict(underlay.choices) == {"encoding": "cp1252", "layout": "Model"}


def test_a_known_length_between_two_clicks_sets_the_scale(desk: Desk, qtbot: QtBot) -> None:
    dialog = importing(desk, PLANT, qtbot)
    found = dialog.underlay().scale
    apart_mm = 100 / dialog.preview._camera().px_per_mm
    dialog.known.setText("abc")
    assert dialog.known.property("wrong")
    for x in (150, 250):
        # With Alt the click is taken where it is, not at the nearest end of a line.
        qtbot.mouseClick(dialog.preview, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, QPoint(x, 200))
    assert dialog.underlay().scale == found
    dialog.known.setText("20 m")
    assert not dialog.known.property("wrong")
    # What lies between the clicks is 20 m long from now on, whatever it was before.
    assert dialog.underlay().scale == pytest.approx(found * 20000 / apart_mm)
    assert dialog.underlay().unit_source == "measured"
    dialog.reject()


def test_a_unit_that_makes_a_forklift_a_dot_is_told_in_words(desk: Desk, qtbot: QtBot) -> None:
    dialog = importing(desk, PLANT, qtbot)
    assert dialog.preview.too_small() == ""
    width = float(dialog.size_words.text().split(" × ")[0])
    dialog.units.setCurrentIndex(dialog.units.findData(Unit.M))
    # The sample is drawn in millimetres: as metres it would be a thousand times as wide.
    words = dialog.preview.too_small()
    assert "as small as a dot" in words
    metres = float(words.removesuffix(" m wide.").rpartition(" ")[2].replace(",", ""))
    assert metres == pytest.approx(1000 * width, rel=1e-3)
    dialog.preview.grab()
    dialog.reject()


def test_captions_that_would_overprint_become_one_inside_the_picture() -> None:
    def five_a_letter(words: str) -> int:
        return 5 * len(words)

    # 40 and 30 wide round 100 and 200: from 80 to 120 and from 185 to 215.
    apart = captions([(100.0, "Forklift"), (200.0, "Person")], five_a_letter, 300.0)
    assert apart == [(80.0, 40.0, "Forklift"), (185.0, 30.0, "Person")]
    # The middles are 10 apart and the words need 35: together they are 16 letters, 80 wide, ending at the edge.
    assert captions([(270.0, "Forklift"), (280.0, "Person")], five_a_letter, 300.0) == [
        (220.0, 80.0, "Forklift, Person")
    ]


def test_a_file_that_is_no_drawing_is_refused_in_words(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    prose = tmp_path / "prose.dxf"
    prose.write_text("This is not a drawing.")
    dialog = ImportDialog(desk.window, desk.window.plan, prose)
    qtbot.waitUntil(lambda: dialog.words.property("role") == "bad", timeout=60000)
    assert "prose.dxf" in dialog.words.text() and not dialog.take.isEnabled()
    dialog.reject()


def test_the_report_of_an_imported_drawing_says_what_was_done(desk: Desk, qtbot: QtBot) -> None:
    dialog = importing(desk, PLANT, qtbot)
    assert dialog._drawing is not None
    report = ReportDialog(desk.window, "plant.dxf", dialog._drawing)
    assert report.table.rowCount() >= 1 and report.table.item(0, 0).text()
    report.copy.click()
    copied = QApplication.clipboard().text()
    most = max(dialog._drawing.entities, key=lambda each: each[1])
    assert copied.startswith("plant.dxf\n") and f"{most[1]:,} {most[0]}" in copied
    assert f"Unit: {dialog._drawing.unit}, told by {dialog._drawing.unit_source}" in copied
    assert report.table.item(0, 0).text() in copied
    report.reject()
    dialog.reject()


def test_sizes_are_written_in_metres_and_small_ones_in_millimetres() -> None:
    assert size_words(72000, 42500) == "72.00 × 42.50 m"
    assert size_words(800, 450) == "800 × 450 mm"


def test_a_pdf_is_written_as_it_was_shown_and_the_window_says_so(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = ExportDialog(desk.window, desk.window.plan, "pdf")
    dialog.paper.setCurrentText("A4")
    dialog.compose()
    assert dialog.preview._sheet is not None and (dialog.preview._sheet.width, dialog.preview._sheet.height) == (
        297,
        210,
    )
    with qtbot.waitSignal(dialog.exported, timeout=60000):
        dialog.write_to(tmp_path / "hall")
    assert (tmp_path / "hall.pdf").read_bytes().startswith(b"%PDF-")


def test_a_scale_that_does_not_fit_is_refused_with_the_reason_and_nothing_is_written(qtbot: QtBot) -> None:
    with a_window(PlanFile.open(resource("samples", "plant.floorwright"), journal=False)) as desk:
        dialog = ExportDialog(desk.window, desk.window.plan, "pdf")
        qtbot.waitUntil(dialog.take.isEnabled, timeout=60000)
        dialog.scale.setCurrentIndex(dialog.scale.findData(50.0))
        dialog.compose()
        assert dialog.words.property("role") == "bad" and not dialog.take.isEnabled()
        dialog.scale.setCurrentIndex(0)
        dialog.compose()
        assert dialog.words.property("role") == "quiet" and dialog.take.isEnabled()
        dialog.reject()


def test_the_largest_scale_that_fits_is_told_as_a_number(qtbot: QtBot) -> None:
    with a_window(PlanFile.open(resource("samples", "plant.floorwright"), journal=False)) as desk:
        dialog = ExportDialog(desk.window, desk.window.plan, "pdf")
        qtbot.waitUntil(dialog.take.isEnabled, timeout=60000)
        wanted = sheet_scale(dialog._content, dialog.setup())
        assert dialog.scale.currentText() == f"Largest that fits: 1:{wanted:g}"
        on_a3 = dialog.scale.currentText()
        dialog.paper.setCurrentText("A0")
        dialog.compose()
        assert dialog.scale.currentText() != on_a3
        dialog.scale.setCurrentIndex(dialog.scale.findData(500.0))
        dialog.compose()
        assert dialog.scale.itemText(0) == "Largest that fits"
        dialog.reject()


def test_the_page_is_drawn_once_and_again_only_when_it_changes(qtbot: QtBot) -> None:
    with a_window(PlanFile.open(resource("samples", "plant.floorwright"), journal=False)) as desk:
        dialog = ExportDialog(desk.window, desk.window.plan, "pdf")
        qtbot.waitUntil(dialog.take.isEnabled, timeout=60000)
        preview = dialog.preview
        first = preview._current_picture()
        assert preview._current_picture() is first
        (mark,) = [mark for view in dialog._sheets[0].marks if isinstance(view, Viewport) for mark in view.marks
                   if isinstance(mark, DrawingMark)]  # fmt: skip
        prepared = painter_of(mark.drawing)
        dialog.flows.setChecked(False)
        dialog.compose()
        assert preview._current_picture() is not first
        assert painter_of(mark.drawing) is prepared
        dialog.reject()


STRANGER = """
from floorwright.api import Exporter, hook


def write(content, setup, job):
    return 1 / 0


@hook
def exporters():
    return (Exporter(id="braille", title="Braille", suffix=".brf", write=write, on_paper=False),)
"""


def test_a_plugin_that_fails_to_export_is_named_and_its_format_is_offered_no_more(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "braille_export.py").write_text(STRANGER)
    about = tmp_path / "braille-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: braille\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[floorwright]\nbraille = braille_export\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with a_window() as desk:
        dialog = ExportDialog(desk.window, desk.window.plan, "braille")
        dialog.open()
        assert dialog.exporter.id == "braille"
        dialog.write_to(tmp_path / "hall.brf")
        assert dialog.writing and not dialog.take.isEnabled()
        qtbot.waitUntil(lambda: dialog.words.property("role") == "bad", timeout=60000)
        assert "“braille” was switched off: ZeroDivisionError" in dialog.words.text()
        assert not (tmp_path / "hall.brf").exists() and dialog.take.isEnabled()
        offered = [dialog.format.itemData(row).id for row in range(dialog.format.count())]
        # A calendar has nothing to show of a plan.
        assert "braille" not in offered and "ics" not in offered and "pdf" in offered
        assert [failure.plugin for failure in desk.window.plugins.failures] == ["braille"]
        dialog.reject()


def test_another_scenario_is_exported_with_its_own_figures_and_the_window_keeps_its_own(qtbot: QtBot) -> None:
    with a_window(PlanFile.open(resource("samples", "plant.floorwright"), journal=False)) as desk:
        dialog = ExportDialog(desk.window, desk.window.plan, "pdf")
        qtbot.waitUntil(dialog.take.isEnabled, timeout=60000)
        present = dialog._content.analysis.totals
        dialog.scenario.setCurrentIndex(dialog.scenario.findText("Proposal A"))
        assert not dialog.take.isEnabled()
        qtbot.waitUntil(dialog.take.isEnabled, timeout=60000)
        records = dict(desk.window.plan.file.document.records)
        wanted = analyze(scenario_records(records, "proposal"), desk.window.plan.analysis.mode, "proposal")
        assert dialog._content.analysis.totals == wanted.totals != present
        assert dialog._sheets[0].title.endswith("Proposal A")
        assert desk.window.plan.session.view.scenario == ""
        dialog.reject()


def an_underlay(desk: Desk, data: bytes) -> Underlay:
    """A drawing that was imported before, and is not read yet in this window."""
    asset = desk.window.plan.file.assets.add(data, ".dxf")
    underlay = Underlay(id="hall", name="hall.dxf", asset=asset, format="dxf")
    desk.window.plan.session.do("Import", lambda edit: edit.put(underlay))
    return underlay


def test_an_export_waits_for_the_drawing_that_is_still_being_read(desk: Desk, qtbot: QtBot) -> None:
    underlay = an_underlay(desk, PLANT.read_bytes())
    dialog = ExportDialog(desk.window, desk.window.plan, "pdf")
    assert dialog.words.text() == "The drawing “hall.dxf” is still being read." and not dialog.take.isEnabled()
    dialog.underlay.setChecked(False)
    dialog.compose()
    assert dialog.take.isEnabled()
    dialog.underlay.setChecked(True)
    dialog.compose()
    assert not dialog.take.isEnabled()
    qtbot.waitUntil(dialog.take.isEnabled, timeout=60000)
    assert underlay.source in dialog._content.drawings and dialog.words.property("role") == "quiet"
    dialog.reject()


def test_an_export_names_the_drawing_that_could_not_be_read(desk: Desk, qtbot: QtBot) -> None:
    an_underlay(desk, b"This is not a drawing.")
    dialog = ExportDialog(desk.window, desk.window.plan, "pdf")
    qtbot.waitUntil(lambda: "will be missing" in dialog.words.text(), timeout=60000)
    assert "hall.dxf" in dialog.words.text() and dialog.words.property("role") == "bad"
    assert dialog.take.isEnabled()
    dialog.reject()


def test_an_export_that_cannot_be_written_says_why_and_stays_open(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = ExportDialog(desk.window, desk.window.plan, "pdf")
    dialog.open()
    dialog.write_to(tmp_path / "not there" / "hall.pdf")
    qtbot.waitUntil(lambda: dialog.words.property("role") == "bad", timeout=60000)
    assert dialog.isVisible() and dialog.take.isEnabled() and dialog.words.text()
    dialog.reject()


def test_plan_settings_change_everything_in_one_step(desk: Desk) -> None:
    before = desk.window.plan.plan
    dialog = PlanSettingsDialog(desk.window, desk.window.plan)
    dialog.texts["title"].setText("Hall 3")
    dialog.unit.setCurrentIndex(dialog.unit.findData(Unit.FOOT))
    dialog.grid.setText("2'")
    dialog.mode.setCurrentIndex(dialog.mode.findData(DistanceMode.FREE))
    dialog.turn.setValue(2.5)
    dialog.take()
    plan = desk.window.plan.plan
    assert (plan.title, plan.unit, plan.distance_mode) == ("Hall 3", Unit.FOOT, DistanceMode.FREE)
    assert plan.turn_penalty_s == 2.5
    assert plan.grid_mm == pytest.approx(609.6)
    assert desk.window.view.unit is Unit.FOOT
    desk.do("undo")
    assert desk.window.plan.plan == before


@pytest.mark.parametrize("typed", ["", "abc", "-3", "0", "1e999"])
def test_a_grid_that_is_no_length_turns_red_and_changes_nothing(desk: Desk, typed: str) -> None:
    before = desk.window.plan.plan
    dialog = PlanSettingsDialog(desk.window, desk.window.plan)
    dialog.grid.setText(typed)
    assert not dialog.ok.isEnabled()
    dialog.take()
    assert dialog.grid.property("wrong") and dialog.problem.text()
    assert desk.window.plan.plan == before
    dialog.grid.setText("500 mm")
    assert dialog.ok.isEnabled() and not dialog.grid.property("wrong") and dialog.problem.text() == ""
    dialog.reject()


def test_preferences_are_kept_and_two_commands_cannot_share_a_key(desk: Desk) -> None:
    dialog = PreferencesDialog(desk.window, desk.window.preferences)
    rows = {action.id: row for row, action in enumerate(dialog._actions)}
    dialog.keys.item(rows["mirror"], 1).setText("Ctrl+S")
    dialog.take()
    assert "Ctrl+S" in dialog.problem.text() and desk.window.preferences.shortcuts == {}
    dialog.keys.item(rows["mirror"], 1).setText("Ctrl+M")
    dialog.author.setText("A. Planner")
    dialog.take()
    kept = load_preferences()
    assert (kept.shortcuts, kept.author) == ({"mirror": "Ctrl+M"}, "A. Planner")


def test_the_first_key_that_two_commands_have_is_named() -> None:
    assert shared_key({"a": "Ctrl+A", "b": "", "c": "", "d": "Ctrl+A"}) == "Ctrl+A"
    assert shared_key({"a": "Ctrl+A", "b": "Ctrl+B"}) == ""


def test_unsaved_work_is_offered_by_name_and_discarding_the_last_closes(desk: Desk) -> None:
    found = Recoverable(Path("x"), "Hall 3", Path("hall.floorwright"), 12, 1, 1.7e9)
    assert "Hall 3" in words_of(found) and "12 steps, 1 damaged" in words_of(found)
    dialog = RecoveryDialog(desk.window, [found])
    asked: list[Recoverable] = []
    dialog.discard_asked.connect(asked.append)
    dialog.open()
    dialog.discard.click()
    (box,) = dialog.findChildren(QMessageBox)
    assert asked == [] and "Hall 3" in box.text() and "14 days" in box.informativeText()
    next(button for button in box.buttons() if button.text() == "Discard").click()
    assert asked == [found] and not dialog.isVisible()


def test_recovering_hands_over_what_was_chosen(desk: Desk) -> None:
    first, second = (Recoverable(Path(name), name, None, 1, 0, 0.0) for name in ("one", "two"))
    dialog = RecoveryDialog(desk.window, [first, second])
    asked: list[Recoverable] = []
    dialog.recover_asked.connect(asked.append)
    dialog.open()
    dialog.list.setCurrentRow(1)
    dialog.take.click()
    assert asked == [second]


def test_a_damaged_plan_offers_its_backup_and_what_can_be_salvaged(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "hall.floorwright"
    dialog = DamagedDialog(desk.window, "Its records cannot be read.", path)
    assert not dialog.backup.isEnabled() and "no whole backup" in dialog.backup.text()
    desk.window.plan.file.save_as(path)
    desk.window.plan.session.do("Title", lambda edit: edit.put(replace(desk.window.plan.plan, title="Hall 3")))
    desk.window.plan.file.save()
    for button, choice in (("backup", "backup"), ("salvage", "salvage")):
        dialog = DamagedDialog(desk.window, "Its records cannot be read.", path)
        assert re.search(r"backup of \d{4}-\d\d-\d\d$", dialog.backup.text())
        getattr(dialog, button).click()
        assert dialog.choice == choice


def test_the_report_of_an_error_can_be_copied(desk: Desk) -> None:
    dialog = TroubleDialog(desk.window, "Traceback\n  <img src=x>")
    dialog.copy.click()
    assert QApplication.clipboard().text() == "Traceback\n  <img src=x>"
    dialog._choose("quit")
    assert dialog.choice == "quit"


def test_keys_plugins_and_licences_are_listed(desk: Desk) -> None:
    keys = KeysDialog(desk.window, desk.window.bars.actions)
    shown = {keys.table.item(row, 0).text(): keys.table.item(row, 1).text() for row in range(keys.table.rowCount())}
    assert shown["Ctrl+S"] == "File › Save"
    own = KeysDialog(desk.window, desk.window.bars.actions, {"save": "F12"})
    found = {own.table.item(row, 0).text(): own.table.item(row, 1).text() for row in range(own.table.rowCount())}
    assert found["F12"] == "File › Save" and "Ctrl+S" not in found
    own.reject()
    plugins = PluginsDialog(desk.window, desk.window.plugins)
    names = {plugins.table.item(row, 0).text() for row in range(plugins.table.rowCount())}
    assert "floorwright_builtin.dxf_import" in names
    about = AboutDialog(desk.window)
    assert "Lucide" in about.text.toPlainText()
    for dialog in (keys, plugins, about):
        dialog.reject()
