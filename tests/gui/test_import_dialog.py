"""Importing a drawing: its size is confirmed, its layers are what they are, a part of it is taken, revisions follow."""

import math
import threading
from collections.abc import Iterator
from pathlib import Path

import ezdxf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from floorwright.gui.canvas.drawing_painter import DrawingPainter
from floorwright.gui.dialogs.export import ExportDialog
from floorwright.gui.dialogs.import_drawing import ImportDialog
from floorwright.gui.dialogs.importing.preview import Pointing
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import Underlay
from floorwright.storage.asset import Asset
from floorwright.units import Unit
from helpers.window import Desk, a_window, take

# Qt's off-screen platform has no window manager to give size hints to, and says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with a_window() as desk:
        yield desk


def hall(path: Path, unit: int = 6, top: float = 20.0, tilt_deg: float = 0.0, stray: bool = False) -> Path:
    """A hall 40 m by `top`, tilted round its lower left corner, with a column and a note; 6 is metres, 0 no unit."""
    doc = ezdxf.new("R2010")
    doc.header["$INSUNITS"] = unit
    space = doc.modelspace()
    cos, sin = math.cos(math.radians(tilt_deg)), math.sin(math.radians(tilt_deg))
    corners = [(x * cos - y * sin, x * sin + y * cos) for x, y in ((0, 0), (40, 0), (40, top), (0, top))]
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        space.add_line(start, end, dxfattribs={"layer": "A-WALL"})
    space.add_lwpolyline([(9, 9), (9.4, 9), (9.4, 9.4), (9, 9.4)], close=True, dxfattribs={"layer": "S-COLS"})
    space.add_text("Hall", height=0.5, dxfattribs={"layer": "NOTES"}).set_placement((2, 2))
    if stray:
        space.add_line((90_000, 90_000), (90_001, 90_000), dxfattribs={"layer": "NOTES"})
    doc.saveas(path)
    return path


def importing(desk: Desk, path: Path, qtbot: QtBot, replacing: Underlay | None = None) -> ImportDialog:
    dialog = ImportDialog(desk.window, desk.window.plan, path, replacing)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.ready, timeout=60000)
    return dialog


def imported(desk: Desk) -> Underlay:
    (underlay,) = [record for record in desk.records.values() if isinstance(record, Underlay)]
    return underlay


def at(dialog: ImportDialog, x_m: float, y_m: float) -> QPoint:
    """Where a floor point is in the preview."""
    px, py = dialog.preview._camera().to_px(x_m * 1000, y_m * 1000)
    return QPoint(round(px), round(py))


@pytest.mark.parametrize("way", ["tick", "unit", "length"])
def test_a_doubtful_size_must_be_confirmed_chosen_or_measured(
    desk: Desk, qtbot: QtBot, tmp_path: Path, way: str
) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf", unit=0), qtbot)
    assert dialog._drawing is not None and dialog._drawing.unit_doubtful
    assert dialog.size_box.right.isVisible() and not dialog.take.isEnabled()
    assert "Nothing certain" in dialog.size_box.about.text()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    dialog.import_it()
    assert not desk.window.plan.file.modified
    if way == "tick":
        # The keyboard is on the tick already.
        assert dialog.focusWidget() is dialog.size_box.right
        QTest.keyClick(dialog.size_box.right, Qt.Key.Key_Space)
    elif way == "unit":
        dialog.units.setCurrentIndex(dialog.units.findData(Unit.M))
    else:
        dialog.known.setText("nonsense")
        assert not dialog.take.isEnabled()
        for x in (0.0, 40.0):
            found = dialog._drawing.unit
            metres = 40.0 * Unit(found or "mm").mm / 1000
            qtbot.mouseClick(dialog.preview, LEFT, pos=at(dialog, metres * x / 40, 0))
        dialog.known.setText("40 m")
    assert dialog.take.isEnabled()
    # What was asked is answered; the drawing's zero stays where it is, however large the drawing became.
    assert "Nothing certain" not in dialog.size_box.about.text()
    assert (dialog.underlay().x, dialog.underlay().y) == (0, 0)
    take(dialog, qtbot)
    if way == "length":
        # The ends of the wall were snapped to: 40 units are 40 m exactly.
        assert imported(desk).scale == pytest.approx(1000.0) and imported(desk).unit_source == "measured"


def test_a_certain_size_needs_no_confirmation_and_enter_imports(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf"), qtbot)
    assert not dialog.size_box.right.isVisible() and dialog.size_words.text() == "40.00 × 20.00 m"
    QTest.keyClick(dialog.take, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30000)
    assert imported(desk).scale == 1000.0


@pytest.mark.parametrize(("first", "typed", "words"), [(40.0, "9" * 14, "larger"), (0.0, "9" * 14, "larger"),
                                                       (0.0, "0.000001", "smaller")])  # fmt: skip
def test_a_length_beyond_all_measure_turns_red_with_a_reason(
    desk: Desk, qtbot: QtBot, tmp_path: Path, first: float, typed: str, words: str
) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf"), qtbot)
    for x in (first, 40.0 - first):
        qtbot.mouseClick(dialog.preview, LEFT, pos=at(dialog, x, 0))
    dialog.known.setText(typed)
    assert dialog.known.property("wrong") and words in dialog.known.toolTip()
    assert not dialog.take.isEnabled()
    dialog.known.setText("40 m")
    assert not dialog.known.property("wrong") and dialog.take.isEnabled()
    dialog.reject()


def test_enter_in_a_field_shows_the_size_and_imports_nothing(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf"), qtbot)
    for x in (0.0, 40.0):
        qtbot.mouseClick(dialog.preview, LEFT, pos=at(dialog, x, 0))
    dialog.known.setFocus()
    qtbot.keyClicks(dialog.known, "80 m")
    qtbot.keyClick(dialog.known, Qt.Key.Key_Return)
    assert dialog.isVisible() and dialog.size_words.text() == "80.00 × 40.00 m"
    dialog.reject()


def test_what_is_red_keeps_import_off(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf"), qtbot)
    dialog.size_box.right.setChecked(True)
    dialog.place.rotation.setText("abc")
    assert not dialog.take.isEnabled() and "red" in dialog.take.toolTip()
    dialog.place.rotation.setText("")
    assert dialog.take.isEnabled()
    dialog.reject()


def test_a_file_that_is_cut_off_says_so_before_it_is_imported(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    whole = hall(tmp_path / "hall.dxf").read_text()
    (tmp_path / "cut.dxf").write_text(whole[: whole.rindex("ENTITIES") + 900])
    dialog = importing(desk, tmp_path / "cut.dxf", qtbot)
    assert "The file is cut off" in dialog.about.text()
    assert dialog.tabs.tabText(2).startswith("Report (")
    dialog.reject()


def test_layers_that_are_not_ticked_are_hidden_in_the_plan(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf"), qtbot)
    first = dialog.layers.model.index(0, 0)
    dialog.layers.model.setData(first, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert (dialog.layers.model.row(0).layer.name, False) in dialog.underlay().shown
    dialog.reject()


def test_roles_opacity_and_lock_are_kept_with_the_drawing(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf"), qtbot)
    dialog.layers.suggested.click()
    dialog.place.opacity.setValue(40)
    dialog.place.locked.setChecked(False)
    take(dialog, qtbot)
    underlay = imported(desk)
    assert dict(underlay.roles) == {"A-WALL": "wall", "S-COLS": "column"}
    assert (underlay.opacity, underlay.locked) == (0.4, False)
    # Four walls and one column stand in the way now.
    assert len(desk.window.plan.barriers(underlay)) == 5


def test_a_line_that_should_be_level_turns_the_drawing(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf", tilt_deg=30.0), qtbot)
    dialog.page.point(Pointing.LEVEL)
    cos, sin = math.cos(math.radians(30)), math.sin(math.radians(30))
    for along in (0.0, 40.0):
        qtbot.mouseClick(dialog.preview, LEFT, pos=at(dialog, along * cos, along * sin))
    assert float(dialog.place.rotation.text()) == pytest.approx(-30, abs=1e-4)
    assert dialog.underlay().rotation == pytest.approx(330, abs=1e-4)
    qtbot.waitUntil(lambda: dialog.size_words.text() == "40.00 × 20.00 m")
    dialog.place.rotation.setText("thirty")
    assert dialog.place.rotation.property("wrong") and dialog.underlay().rotation == 0.0
    dialog.place.rotation.setText("90°")
    assert dialog.underlay().rotation == 90.0 and not dialog.place.rotation.property("wrong")
    dialog.reject()


def test_a_region_is_dragged_or_typed_and_only_that_is_taken(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf"), qtbot)
    dialog.page.point(Pointing.REGION)
    start, end = at(dialog, 8, 8), at(dialog, 12, 12)
    QTest.mousePress(dialog.preview, LEFT, pos=start)
    QTest.mouseMove(dialog.preview, (start + end) / 2)
    QTest.mouseMove(dialog.preview, end)
    QTest.mouseRelease(dialog.preview, LEFT, pos=end)
    # Only the column of 400 mm lies there.
    qtbot.waitUntil(lambda: dialog.size_words.text() == "400 × 400 mm")
    dialog.place.corners.clear()
    QTest.keyClicks(dialog.place.corners, "1 2 three")
    assert dialog.place.corners.property("wrong") and dialog.size_words.text() == "40.00 × 20.00 m"
    dialog.place.corners.clear()
    QTest.keyClicks(dialog.place.corners, "500 500 600 600")
    qtbot.waitUntil(lambda: "Nothing of the drawing" in dialog.size_words.text())
    assert not dialog.take.isEnabled()
    dialog.place.corners.clear()
    QTest.keyClicks(dialog.place.corners, "12 8 8 12")
    qtbot.waitUntil(dialog.take.isEnabled)
    take(dialog, qtbot)
    underlay = imported(desk)
    assert dict(underlay.choices)["region"] == "8.0 8.0 12.0 12.0"
    assert len(desk.window.plan.drawings[underlay.source].segments) == 4


def test_things_far_away_are_listed_and_can_be_left_out(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf", stray=True), qtbot)
    assert dialog._drawing is not None and dialog._drawing.strays
    assert "9e+04" in dialog.place.strays.text()
    dialog.place.parts.setCurrentIndex(dialog.place.parts.findData("main"))
    assert dialog.place.parts.currentText().startswith("The main part, without")
    qtbot.waitUntil(dialog.take.isEnabled)
    take(dialog, qtbot)
    kept = desk.window.plan.drawings[imported(desk).source]
    assert kept.segments.max() < 100 and not kept.strays


def test_escape_takes_back_clicked_points_before_it_closes(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf"), qtbot)
    qtbot.mouseClick(dialog.preview, LEFT, pos=at(dialog, 0, 0))
    assert len(dialog.preview.ends) == 1
    QTest.keyClick(dialog.preview, Qt.Key.Key_Escape)
    assert dialog.preview.ends == [] and dialog.isVisible()
    QTest.keyClick(dialog.preview, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and not desk.window.plan.file.modified


def test_one_looks_closer_with_wheel_and_keys_and_drags_without_clicking(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf"), qtbot)
    preview = dialog.preview
    before = preview._camera()
    QTest.keyClick(preview, Qt.Key.Key_Plus)
    assert preview._camera().px_per_mm == pytest.approx(1.25 * before.px_per_mm)
    QTest.mousePress(preview, LEFT, pos=QPoint(100, 100))
    QTest.mouseMove(preview, QPoint(150, 120))
    QTest.mouseRelease(preview, LEFT, pos=QPoint(150, 120))
    assert preview.ends == []
    preview.grab()
    QTest.keyClick(preview, Qt.Key.Key_0)
    assert preview._camera() == before
    dialog.reject()


def test_the_drawing_is_drawn_again_only_where_it_would_look_different(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clicks and the mouse draw over its picture; another zoom or a layer switched off make another one."""
    drawn: list[Drawing] = []
    draw = DrawingPainter.draw
    monkeypatch.setattr(
        DrawingPainter,
        "draw",
        lambda self, pixels, drawing, *rest: (drawn.append(drawing), draw(self, pixels, drawing, *rest)),
    )
    dialog = importing(desk, hall(tmp_path / "hall.dxf"), qtbot)
    preview = dialog.preview
    preview.grab()
    count = len(drawn)
    qtbot.mouseClick(preview, LEFT, pos=at(dialog, 0, 0))
    QTest.mouseMove(preview, QPoint(150, 120))
    before = preview.grab().toImage()
    assert len(drawn) == count > 0
    QTest.keyClick(preview, Qt.Key.Key_Plus)
    preview.grab()
    assert len(drawn) == count + 1
    QTest.keyClick(preview, Qt.Key.Key_0)
    assert preview.grab().toImage() == before and len(drawn) == count + 2
    dialog.layers.model.rows[0].shown = False
    dialog._show_size()
    preview.grab()
    assert len(drawn) == count + 3


def test_selecting_a_layer_points_it_out_in_the_preview(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf"), qtbot)
    dialog.layers.select("S-COLS")
    ((path, _, _),) = dialog.preview._pointed_out
    assert path.elementCount() == 8
    dialog.preview.grab()
    dialog.reject()


def replaced(desk: Desk, qtbot: QtBot, folder: Path) -> tuple[ImportDialog, Underlay, Drawing]:
    first = importing(desk, hall(folder / "hall.dxf"), qtbot)
    first.layers.suggested.click()
    first.place.rotation.setText("90")
    take(first, qtbot)
    before = imported(desk)
    old = desk.window.plan.drawings[before.source]
    return importing(desk, hall(folder / "hall-b.dxf", top=25.0), qtbot, before), before, old


def test_a_newer_revision_keeps_every_choice_and_shows_what_changed(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog, before, old = replaced(desk, qtbot, tmp_path)
    qtbot.waitUntil(lambda: dialog._changes is not None, timeout=10000)
    # The upper wall is another one, and the two beside it are longer.
    assert dialog.about.text() == "Drawn anew: 3. Gone: 3. Green is new, red is gone."
    assert [path.elementCount() for path, _, _ in dialog.preview._pointed_out] == [6, 6]
    assert dialog.preview.pale
    assert not dialog.size_box.isVisible() and dialog.take.isEnabled() and dialog.take.text() == "Replace"
    dialog.preview.grab()
    take(dialog, qtbot)
    after = imported(desk)
    assert (after.id, after.roles, after.rotation, after.scale) == (before.id, before.roles, 90.0, 1000.0)
    assert after.name == "hall-b.dxf" and after.asset != before.asset
    assert desk.window.plan.drawings[after.source].segments.max() == 40
    desk.do("undo")
    assert imported(desk) == before
    qtbot.waitUntil(lambda: desk.window.plan.drawings[before.source].segments[:, 3].max() == 20, timeout=60000)
    assert len(old.segments) == len(desk.window.plan.drawings[before.source].segments)


def test_a_proposal_on_a_newer_revision_leaves_the_present_on_its_own(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    take(importing(desk, hall(tmp_path / "hall.dxf"), qtbot), qtbot)
    before = imported(desk)
    desk.window.docks.scenarios.make("Extension")
    take(importing(desk, hall(tmp_path / "hall-b.dxf", top=25.0), qtbot, before), qtbot)
    (here,) = desk.window.plan.session.view.of(Underlay)
    assert here.asset != before.asset and desk.window.plan.file.document.records[here.id] == before
    export = ExportDialog(desk.window, desk.window.plan, "pdf")
    for scenario, metres in (("Extension", 25.0), ("Present", 20.0)):
        export.scenario.setCurrentIndex(export.scenario.findText(scenario))
        qtbot.waitUntil(export.take.isEnabled, timeout=60000)
        content = export._content
        (drawn,) = [record for record in content.records.values() if isinstance(record, Underlay)]
        assert content.drawings[drawn.source].segments[:, 3].max() == metres
    export.reject()


def test_cancelling_a_revision_changes_nothing(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog, before, _ = replaced(desk, qtbot, tmp_path)
    dialog.reject()
    assert imported(desk) == before


def test_cancelling_while_the_drawing_is_taken_changes_nothing(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = importing(desk, hall(tmp_path / "hall.dxf"), qtbot)
    before, gate = desk.records, threading.Event()
    keep = desk.window.plan.file.keep

    def slowly(asset: Asset) -> None:
        gate.wait(30.0)
        keep(asset)

    monkeypatch.setattr(desk.window.plan.file, "keep", slowly)
    dialog.import_it()
    dialog.import_it()
    assert not dialog.take.isEnabled() and dialog.about.text().startswith("Taking the drawing")
    # The window goes on, and Cancel works.
    desk.settle()
    dialog.reject()
    gate.set()
    qtbot.wait(100)
    assert desk.records == before and not desk.window.plan.file.modified and not desk.window.plan.drawings
    assert not dialog.isVisible()


def test_a_drawing_can_be_imported_twice_and_each_is_undone_by_itself(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    path = hall(tmp_path / "hall.dxf")
    for count in (1, 2):
        take(importing(desk, path, qtbot), qtbot)
        underlays = [record for record in desk.records.values() if isinstance(record, Underlay)]
        assert len(underlays) == count and len({underlay.asset for underlay in underlays}) == 1
    desk.do("undo")
    assert imported(desk)
    desk.do("undo")
    assert not any(isinstance(record, Underlay) for record in desk.records.values())
