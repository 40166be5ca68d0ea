"""The main job in the real window: place, route, drag, read, undo, save, open again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from floorwright.model.kinds import Aisle, DistanceMode, Machine, Underlay, Wall
from floorwright.resources import resource
from floorwright.storage.plan_file import PlanFile
from helpers.window import Desk, a_window


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with a_window() as desk:
        yield desk


@pytest.fixture
def sample(qtbot: QtBot) -> Iterator[Desk]:
    with a_window(PlanFile.open(resource("samples", "plant.floorwright"), journal=False)) as desk:
        qtbot.waitUntil(lambda: not desk.window.reader.busy, timeout=60000)
        yield desk


def place(desk: Desk, search: str, x: float, y: float) -> Machine:
    before = set(desk.machines())
    desk.window.docks.library.search.setText(search)
    desk.window.docks.library.search.returnPressed.emit()
    desk.click(x, y)
    (name,) = set(desk.machines()) - before
    return desk.machines()[name]


def test_equipment_is_found_in_the_library_and_set_down_where_the_mouse_clicks(desk: Desk) -> None:
    lathe = place(desk, "centre lathe", 4000, 3000)
    assert (lathe.x, lathe.y) == (pytest.approx(4000, abs=500), pytest.approx(3000, abs=500))
    assert desk.window.plan.session.selection == (lathe.id,)


def test_a_flow_is_drawn_by_clicking_its_stations_and_its_figures_follow_a_drag(desk: Desk) -> None:
    saw, bench = place(desk, "saw", 3000, 3000), place(desk, "workbench", 9000, 3000)
    desk.do("tool_route")
    desk.click(saw.x, saw.y)
    desk.click(bench.x, bench.y)
    desk.key(Qt.Key.Key_Return)
    (flow,) = desk.flows()
    assert (flow.start, flow.end) == (saw.id, bench.id)
    before = desk.window.plan.analysis.totals.loaded_distance_m_per_day
    assert before == pytest.approx((bench.x - saw.x) / 1000)
    desk.key(Qt.Key.Key_Escape)
    desk.drag((bench.x, bench.y), (bench.x + 4000, bench.y))
    moved = desk.machines()[bench.name]
    assert moved.x > bench.x + 3000
    assert desk.window.plan.analysis.totals.loaded_distance_m_per_day == pytest.approx((moved.x - saw.x) / 1000)
    assert desk.window.strip.text_of("distance") != f"{before:,.0f} m"


def test_figures_change_while_the_button_is_still_down_and_escape_puts_the_machine_back(desk: Desk) -> None:
    saw, bench = place(desk, "saw", 3000, 3000), place(desk, "workbench", 9000, 3000)
    desk.do("tool_route")
    desk.click(saw.x, saw.y)
    desk.click(bench.x, bench.y)
    desk.key(Qt.Key.Key_Return)
    desk.key(Qt.Key.Key_Escape)
    before = desk.window.plan.analysis.totals.loaded_distance_m_per_day
    desk.move(bench.x, bench.y)
    desk.press(bench.x, bench.y)
    desk.move(bench.x + 1500, bench.y)
    desk.move(bench.x + 3000, bench.y)
    assert desk.window.plan.analysis.totals.loaded_distance_m_per_day > before + 2
    desk.key(Qt.Key.Key_Escape)
    assert desk.window.plan.analysis.totals.loaded_distance_m_per_day == before
    desk.release(bench.x + 3000, bench.y)
    assert desk.machines()[bench.name] == bench


def test_undo_takes_back_every_step_and_redo_brings_it_again(desk: Desk) -> None:
    place(desk, "saw", 3000, 3000)
    place(desk, "workbench", 9000, 3000)
    desk.do("undo")
    desk.do("undo")
    assert desk.machines() == {} and not desk.window.plan.file.modified
    desk.do("redo")
    assert len(desk.machines()) == 1 and desk.window.plan.file.modified


def test_a_saved_plan_opens_again_as_it_was(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    saw = place(desk, "saw", 3000, 3000)
    desk.window.files.save_as(tmp_path / "hall")
    qtbot.waitUntil(lambda: not desk.window.plan.file.modified, timeout=20000)
    assert desk.window.status.saved.text() == "Saved"
    desk.do("new")
    assert desk.machines() == {}
    desk.window.files.open(tmp_path / "hall.floorwright")
    desk.settle()
    assert desk.machines() == {saw.name: saw}


def test_a_plan_without_a_title_is_called_as_its_file_and_a_title_stays(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    def saved_as(name: str) -> str:
        desk.window.files.save_as(tmp_path / name)
        qtbot.waitUntil(lambda: desk.window.plan.file.path == tmp_path / name, timeout=20000)
        return desk.window.plan.plan.title

    assert saved_as("Press shop.floorwright") == "Press shop"
    assert not desk.window.plan.file.modified
    assert saved_as("Copy.floorwright") == "Press shop"
    desk.do("undo")
    assert desk.window.plan.plan.title == "Untitled plan"


def test_changes_that_are_not_saved_are_asked_about(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    place(desk, "saw", 3000, 3000)
    monkeypatch.setattr(desk.window.files, "ask_unsaved", lambda: "")
    desk.do("new")
    assert len(desk.machines()) == 1
    monkeypatch.setattr(desk.window.files, "ask_unsaved", lambda: "discard")
    desk.do("new")
    assert desk.machines() == {}


def test_a_length_is_typed_while_a_wall_is_drawn_and_nonsense_changes_nothing(desk: Desk) -> None:
    desk.do("tool_wall")
    desk.click(1000, 1000)
    desk.move(6000, 1000)
    desk.type("3x")
    entry = desk.window.view.entry
    assert entry.isVisible() and entry.text() == "3x"
    QTest.keyClick(entry, Qt.Key.Key_Return)
    desk.settle()
    assert entry.property("wrong")
    entry.setText("3,5 m")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    desk.settle()
    desk.key(Qt.Key.Key_Return)
    (wall,) = [r for r in desk.records.values() if r.KIND == "wall"]
    assert ((wall.x2 - wall.x1) ** 2 + (wall.y2 - wall.y1) ** 2) ** 0.5 == pytest.approx(3500)  # type: ignore[attr-defined]


def test_properties_refuse_nonsense_and_set_what_makes_sense_in_one_step(desk: Desk) -> None:
    saw = place(desk, "saw", 3000, 3000)
    panel = desk.window.docks.properties
    width = panel.editors["width"]
    width.setText("-4")  # type: ignore[attr-defined]
    width.setModified(True)  # type: ignore[attr-defined]
    width.editingFinished.emit()  # type: ignore[attr-defined]
    assert width.property("wrong") and desk.machines()[saw.name] == saw
    width.setText("2,75")  # type: ignore[attr-defined]
    width.setModified(True)  # type: ignore[attr-defined]
    width.editingFinished.emit()  # type: ignore[attr-defined]
    assert desk.machines()[saw.name].width == 2750 and not width.property("wrong")
    desk.do("undo")
    assert desk.machines()[saw.name] == saw


def test_the_sample_shows_its_drawing_and_its_proposal_better_than_the_present(sample: Desk) -> None:
    assert list(sample.window.plan.drawings) == [sample.records["building"].source]
    scenarios = sample.window.docks.scenarios
    scenarios.look_at("proposal")
    sample.settle()
    words = {row[0]: row[-1] for row in scenarios.comparison.results.table.rows}
    assert words["Loaded distance"] == "better"
    assert "−" in sample.window.strip._changes["distance"].text()
    scenarios.look_at("")
    sample.settle()
    assert sample.window.strip._changes["distance"].text() == ""


def test_what_is_moved_in_a_proposal_stays_where_it_was_in_the_present(sample: Desk) -> None:
    scenarios = sample.window.docks.scenarios
    scenarios.make("Mine")
    drill = sample.machines()["Drill"]
    sample.window.show_record(drill.id)
    sample.window.show_selection()
    sample.settle()
    sample.drag((drill.x, drill.y), (drill.x + 1500, drill.y))
    assert sample.machines()["Drill"].x != drill.x
    scenarios.look_at("")
    sample.settle()
    assert sample.machines()["Drill"] == drill


def test_every_panel_and_switch_can_be_used_without_a_word_of_complaint(sample: Desk) -> None:
    for name in ("tables", "chart", "layers", "analysis", "scenarios", "properties", "library"):
        sample.window.docks.raise_panel(name)
        sample.settle()
    chart = sample.window.docks.chart
    chart.show_product("product1")
    sample.settle()
    assert chart.table.lines.rowCount() == 14 + 12 and "adds value" in chart.summary.text()
    for page in range(sample.window.docks.analysis.tabs.count()):
        sample.window.docks.analysis.tabs.setCurrentIndex(page)
        sample.settle()
    for action in (
        "grid",
        "snap",
        "object_snap",
        "grid_snap",
        "ortho",
        "ortho",
        "ortho",
        "rulers",
        "dark",
        "light",
        "hand",
        "hand",
    ):
        sample.do(action)
    sample.do("all")
    assert len(sample.window.plan.session.selection) > 50
    for action in (
        "copy",
        "paste",
        "undo",
        "turn_left",
        "mirror",
        "undo",
        "undo",
        "zoom_selection",
        "zoom_all",
        "reset_panels",
    ):
        sample.do(action)
    assert not sample.window.plan.file.modified


def test_a_drawing_is_moved_only_when_it_is_not_locked(sample: Desk) -> None:
    layers = sample.window.docks.layers
    wall = (30000.0, 150.0)
    for record in list(sample.records.values()):
        if record.KIND in ("wall", "dimension", "zone", "aisle"):
            sample.window.plan.session.do("Clear", lambda edit, id=record.id: edit.remove(id))
    sample.drag(wall, (wall[0], wall[1] - 3000))
    before = sample.records["building"]
    assert isinstance(before, Underlay) and before.y == 0
    box = layers.box_of("building")
    assert box is not None
    box.locked.setChecked(False)
    sample.drag(wall, (wall[0], wall[1] - 3000))
    moved = sample.records["building"]
    assert isinstance(moved, Underlay) and moved.y < -2000 and moved.scale == before.scale


def test_layers_of_the_drawing_are_switched_and_dimmed_as_steps(sample: Desk) -> None:
    box = sample.window.docks.layers.box_of("building")
    assert box is not None
    box.layers.select("A-WALL")
    QTest.keyClick(box.layers.view, Qt.Key.Key_Space)
    box.opacity.setValue(30)
    underlay = sample.records["building"]
    assert isinstance(underlay, Underlay) and underlay.shown == (("A-WALL", False),) and underlay.opacity == 0.3
    sample.do("undo")
    sample.do("undo")
    underlay = sample.records["building"]
    assert isinstance(underlay, Underlay) and underlay.shown == ()


def test_the_tool_form_says_what_is_drawn_next(desk: Desk) -> None:
    form = desk.window.docks.properties.tool
    assert not form.isVisible()
    desk.do("tool_wall")
    assert form.isVisible()
    thickness = form.editors["wall_thickness"]
    assert isinstance(thickness, QLineEdit)
    QTest.keyClick(thickness, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(thickness, "0,36")
    QTest.keyClick(thickness, Qt.Key.Key_Return)
    desk.click(1000, 1000)
    desk.click(6000, 1000)
    desk.key(Qt.Key.Key_Return)
    (wall,) = (r for r in desk.records.values() if isinstance(r, Wall))
    assert wall.thickness == 360
    desk.do("tool_select")
    assert not form.isVisible()


def test_what_is_drawn_next_fits_into_the_panel_without_scrolling_aside(sample: Desk) -> None:
    sample.do("tool_route")
    sample.settle()
    area = sample.window.docks.properties.findChild(QScrollArea)
    assert isinstance(area, QScrollArea) and area.isVisible()
    assert area.horizontalScrollBar().maximum() == 0


def test_the_next_routing_takes_the_product_method_and_quantity_of_the_form(sample: Desk) -> None:
    form = sample.window.docks.properties.tool
    sample.do("tool_route")
    product, method = form.editors["product"], form.editors["method"]
    assert isinstance(product, QComboBox) and isinstance(method, QComboBox)
    for combo, name in ((product, "Cover"), (method, "Tugger cart")):
        combo.setCurrentText(name)
        combo.activated.emit(combo.currentIndex())
    scrap, saw = sample.machines()["Scrap"], sample.machines()["Saw 1"]
    before = {flow.id for flow in sample.flows()}
    sample.click(saw.x, saw.y)
    sample.click(scrap.x, scrap.y)
    sample.key(Qt.Key.Key_Return)
    (flow,) = (flow for flow in sample.flows() if flow.id not in before)
    names = {id: getattr(record, "name", "") for id, record in sample.records.items()}
    assert (names[flow.product], names[flow.method or ""]) == ("Cover", "Tugger cart")


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_the_floor_is_painted_anew_when_something_on_it_changes(sample: Desk) -> None:
    saw = sample.machines()["Saw 1"]
    sample.window.plan.session.select([saw.id])
    while sample.window.view._settling.isActive():  # a slow machine comes to rest late, and is painted once more then
        sample.settle()
    sample.settle()
    paints = Paints(sample.window.view.viewport())
    sample.window.plan.session.select(())
    sample.settle()
    assert paints.count == 1
    sample.window.plan.session.do("Aisle", lambda edit: edit.put(Aisle(id="new", x1=0.0, y1=0.0, x2=9e3, y2=0.0)))
    sample.settle()
    assert paints.count >= 2


def test_what_is_all_in_sight_stays_so_when_a_panel_takes_room_and_what_was_zoomed_stays_as_large(sample: Desk) -> None:
    view = sample.window.view
    view.show_all()
    around = view.floor.extent()
    assert around is not None and view.sees(around)
    sample.window.docks.raise_panel("tables")
    sample.settle()
    assert view.sees(around)
    view.zoom(2.0)
    close = view.camera.px_per_mm
    sample.window.docks.tables.parentWidget().hide()
    sample.settle()
    assert view.camera.px_per_mm == close and not view.sees(around)


@pytest.mark.parametrize("mode", DistanceMode)
def test_a_distance_mode_is_chosen_in_the_panel(sample: Desk, mode: DistanceMode) -> None:
    combo = sample.window.docks.analysis.mode
    combo.setCurrentIndex(combo.findData(mode))
    combo.activated.emit(combo.currentIndex())
    sample.settle()
    assert sample.window.plan.plan.distance_mode is mode
    assert sample.window.plan.analysis.mode is mode
    loaded = sample.window.docks.analysis.totals.results.table.rows[1]
    assert loaded[1] == sample.window.plan.analysis.totals.loaded_distance_m_per_day
