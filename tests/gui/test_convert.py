"""Making things of a drawing in the real window."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLabel
from pytestqt.qtbot import QtBot

from floorwright.gui import underlays
from floorwright.gui.dialogs.convert import ConvertDialog
from floorwright.gui.dialogs.drawing_preview import DrawingPreview
from floorwright.gui.layers.model import THINGS
from floorwright.gui.layers.table import ROW_PX, LayerTable
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import Aisle, DistanceMode, Machine, Plan, Underlay, Wall, Zone
from floorwright.model.placement import placed_points
from helpers.drawings import drawing, square
from helpers.window import Desk, a_window

# Qt's off-screen platform has no window manager to give size hints to, and says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HALL = replace(
    drawing(
        {
            "A-WALL": [(0, 0, 8, 0), (0, 0.2, 8, 0.2)],
            "ROOMS": square(1, 1, 3),
            "LANES": [(0, 6, 8, 6)],
            "M": [(6, 2, 7, 2), (6, 4, 7, 4)],
        },
        unit="m",
    ),
    inserts=np.array([[1, 0, 0, 1, 6, 2], [0, 1, -1, 0, 6, 4]], float),
    insert_block=np.zeros(2, np.int32),
    insert_entity=np.array([7, 8], np.int32),
    block_boxes=np.array([[0.0, 0.0, 1.0, 0.5]]),
    block_names=("LATHE",),
)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with a_window() as desk:
        lay(desk, HALL)
        yield desk


def lay(desk: Desk, drawn: Drawing) -> None:
    """A drawing under the plan, as if it had just been imported."""
    made = Underlay(id="u", name="hall.dxf", asset="0" * 64 + ".dxf", unit="m", scale=1000.0)
    desk.window.plan.show_drawing(made, drawn)
    desk.window.plan.session.do("Import", lambda edit: edit.put(made))
    desk.window.view.show_all()
    desk.settle()


def converting(desk: Desk) -> ConvertDialog:
    underlay = desk.records["u"]
    assert isinstance(underlay, Underlay)
    dialog = ConvertDialog(desk.window, desk.window.plan, underlay, HALL)
    dialog.open()
    return dialog


def of(desk: Desk, kind: type) -> list[object]:
    return [record for record in desk.records.values() if isinstance(record, kind)]


def test_walls_are_offered_by_their_layers_and_made_in_one_step(desk: Desk) -> None:
    dialog = converting(desk)
    assert dialog.layers.chosen() == ["A-WALL"] and dialog.outcome.text() == "This makes 1 wall."
    dialog.hide_after.setChecked(True)
    QTest.keyClick(dialog.take, Qt.Key.Key_Return)
    (wall,) = of(desk, Wall)
    assert isinstance(wall, Wall) and wall.thickness == 200 and desk.window.plan.session.selection == (wall.id,)
    underlay = desk.records["u"]
    assert isinstance(underlay, Underlay) and underlay.shown == (("A-WALL", False),)
    desk.do("undo")
    assert of(desk, Wall) == [] and desk.records["u"] == replace(underlay, shown=())


@pytest.mark.parametrize(("layer", "kind", "made"), [("ROOMS", "areas", Zone), ("LANES", "aisles", Aisle)])
def test_areas_and_aisles_are_made_of_layers(desk: Desk, layer: str, kind: str, made: type) -> None:
    dialog = converting(desk)
    dialog.layers.clearSelection()
    dialog.count()
    assert not dialog.take.isEnabled() and "Nothing yet" in dialog.outcome.text()
    dialog.layers.choose([layer])
    dialog.kinds[kind].setChecked(True)
    dialog.make()
    assert len(of(desk, made)) == 1


def test_it_says_counting_until_it_is_counted_and_how_much_lies_on_each_layer(desk: Desk) -> None:
    dialog = converting(desk)
    dialog.layers.clearSelection()
    assert dialog.outcome.text() == "Counting…"
    dialog.count()
    assert "Nothing yet" in dialog.outcome.text()
    lines = [str(dialog.layers.model().index(row, 0).data()) for row in range(dialog.layers.model().rowCount())]
    used = [layer for layer in HALL.layers if layer.entities]
    assert lines == [f"{one.name}  ·  {one.entities} thing{'s' * (one.entities != 1)}" for one in used]
    blocks = dialog.blocks.model()
    assert any("LATHE  ·  " in str(blocks.index(row, 0).data()) for row in range(blocks.rowCount()))


def test_a_block_becomes_equipment_with_all_its_instances_at_once(desk: Desk) -> None:
    dialog = converting(desk)
    dialog.sources.setCurrentWidget(dialog.blocks)
    assert dialog.kind == "equipment"
    dialog.blocks.choose(["LATHE"])
    dialog.symbol.setCurrentIndex(dialog.symbol.findData("lathe"))
    dialog.name.setText("Saw")
    dialog.make()
    machines = [machine for machine in of(desk, Machine) if isinstance(machine, Machine)]
    assert [(m.name, m.width, m.depth, m.rotation) for m in machines] == [
        ("Saw 1", 1000, 500, 0), ("Saw 2", 1000, 500, 90),
    ]  # fmt: skip
    desk.do("undo")
    assert of(desk, Machine) == []


def test_what_is_picked_on_the_floor_is_converted_from_the_dialog(desk: Desk) -> None:
    desk.do("pick_drawing")
    desk.click(4000, 0)
    desk.click(4000, 200, Qt.KeyboardModifier.ShiftModifier)
    assert "2 things picked" in desk.said
    desk.key(Qt.Key.Key_Return)
    dialog = next(child for child in desk.window.children() if isinstance(child, ConvertDialog))
    assert dialog.sources.tabText(0) == "Picked" and dialog.sources.currentIndex() == 0
    dialog.count()
    assert dialog.outcome.text() == "This makes 1 wall."
    dialog.make()
    assert len(of(desk, Wall)) == 1 and desk.window.plan.session.state.tool == "select"


def test_searching_hides_names_and_escape_changes_nothing(desk: Desk) -> None:
    dialog = converting(desk)
    dialog.search.setText("lan")
    hidden = [dialog.layers.isRowHidden(row) for row in range(len(dialog.layers.names))]
    assert hidden == [True, True, False, True]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and of(desk, Wall) == []


def test_the_layers_panel_gives_roles_and_says_what_stands_in_the_way(desk: Desk) -> None:
    box = desk.window.docks.layers.box_of("u")
    assert box is not None
    box.layers.suggested.click()
    desk.settle()
    underlay = desk.records["u"]
    assert isinstance(underlay, Underlay) and underlay.roles == (("A-WALL", "wall"),)
    assert "2 pieces of wall of the drawing stand in the way" in box.about.text()
    desk.do("undo")
    assert "stand in the way" not in box.about.text() and box.layers.model.roles() == ()


def test_the_layers_panel_shows_every_layer_of_a_small_drawing_and_whole_counts(desk: Desk, qtbot: QtBot) -> None:
    plant = drawing({f"L{number}": square(0, 0, 100) for number in range(18)})
    plant = replace(plant, layers=tuple(replace(layer, entities=1_016_204) for layer in plant.layers))
    table = LayerTable(narrow=True)
    qtbot.addWidget(table)
    table.show_drawing(plant, (), ())
    table.resize(330, 500)
    table.show()
    needed = table.view.fontMetrics().horizontalAdvance("1,016,204")
    assert table.view.columnWidth(THINGS) > needed
    table.hide()
    table.close_pictures()
    box = desk.window.docks.layers.box_of("u")
    assert box is not None
    (underlay,) = desk.window.plan.session.view.of(Underlay)
    desk.window.plan.drawings[underlay.source] = plant
    box.fill(underlay)
    assert box.layers.view.minimumHeight() >= 18 * ROW_PX
    assert "Opacity" in [words.text() for words in box.findChildren(QLabel)]


def test_a_revision_is_looked_at_on_grey_so_that_green_and_red_are_changes_only(desk: Desk, qtbot: QtBot) -> None:
    underlay = desk.records["u"]
    assert isinstance(underlay, Underlay)
    looks = HALL.looks.copy()
    looks[:, 1] = 0x00C000  # green walls, as in many drawings
    preview = DrawingPreview(desk.window.plan.library)
    qtbot.addWidget(preview)
    green = replace(HALL, looks=looks)
    preview.show_drawing(green, underlay, set(range(len(green.layers))))

    def greens() -> int:
        image = preview.grab().toImage()
        pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
        return sum(pixel.green() > pixel.red() + 60 and pixel.green() > pixel.blue() + 60 for pixel in pixels)

    assert greens() > 0
    preview.pale = True
    assert greens() == 0


def test_a_wall_of_the_drawing_changes_the_free_distance_live(desk: Desk) -> None:
    session = desk.window.plan.session
    plan = session.view.records["plan"]
    assert isinstance(plan, Plan)
    session.do("Free", lambda edit: edit.put(replace(plan, distance_mode=DistanceMode.FREE)))
    assert len(list(desk.window.plan.barriers(session.view.records["u"]))) == 0  # type: ignore[arg-type]
    box = desk.window.docks.layers.box_of("u")
    assert box is not None
    box.layers.suggested.click()
    assert len(list(desk.window.plan.barriers(session.view.records["u"]))) == 2  # type: ignore[arg-type]


def test_turning_a_drawing_keeps_its_middle_and_nonsense_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([("ninety", True), ("90", False), ("90°", True)])
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: next(answers))
    before = desk.records["u"]
    underlays.turn(desk.window, "u")
    assert desk.records["u"] == before and "ninety" in desk.said
    underlays.turn(desk.window, "u")
    assert desk.records["u"] == before
    underlays.turn(desk.window, "u")
    after = desk.records["u"]
    assert isinstance(after, Underlay) and isinstance(before, Underlay) and after.rotation == 90
    assert HALL.box is not None
    middle = np.array([[(HALL.box[0] + HALL.box[2]) / 2, (HALL.box[1] + HALL.box[3]) / 2]])
    assert placed_points(after, middle) == pytest.approx(placed_points(before, middle))


def test_without_a_drawing_the_actions_are_off(qtbot: QtBot) -> None:
    with a_window() as desk:
        for id in ("replace", "pick_drawing", "convert"):
            assert not desk.window.bars.qaction(id).isEnabled()
        assert underlays.meant(desk.window) is None


def test_aisles_from_layers_offers_those_that_have_the_role(desk: Desk) -> None:
    underlay = desk.records["u"]
    assert isinstance(underlay, Underlay)
    desk.window.plan.session.do("Roles", lambda edit: edit.put(replace(underlay, roles=(("LANES", "aisle"),))))
    desk.do("aisles_from")
    dialog = next(child for child in desk.window.children() if isinstance(child, ConvertDialog))
    assert dialog.kind == "aisles" and dialog.layers.chosen() == ["LANES"]
    dialog.make()
    (aisle,) = of(desk, Aisle)
    assert isinstance(aisle, Aisle) and (aisle.x1, aisle.y1, aisle.x2, aisle.y2) == (0, 6000, 8000, 6000)


def test_another_kind_offers_its_layers_until_the_user_has_chosen(desk: Desk) -> None:
    dialog = converting(desk)
    assert dialog.layers.chosen() == ["A-WALL"]
    dialog.kinds["aisles"].setChecked(True)
    assert dialog.layers.chosen() == []
    QTest.mouseClick(
        dialog.layers.viewport(),
        Qt.MouseButton.LeftButton,
        pos=dialog.layers.visualRect(dialog.layers.model().index(1, 0)).center(),
    )
    assert dialog.layers.chosen() == ["ROOMS"]
    dialog.kinds["walls"].setChecked(True)
    assert dialog.layers.chosen() == ["ROOMS"]
    dialog.reject()
