"""The table of layers: searching, sorting, roles for many at once, pictures made when there is time."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from floorwright.gui.layers.model import COLOUR, NAME, PICTURE, ROLE, SHOWN, THINGS
from floorwright.gui.layers.table import LayerTable
from floorwright.gui.layers.thumbnails import inked
from floorwright.gui.theme import luminance, wear
from floorwright.model.drawing import DrawingLayer
from floorwright.model.layer_presets import ARCHITECTURE_ONLY, AS_DRAWN, EQUIPMENT_ONLY, NOTHING
from helpers.drawings import drawing, square

# Qt's off-screen platform has no window manager to give size hints to, and says so.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HALL = drawing(
    {
        "A-WALL": square(0, 0, 100),
        "S-COLS": square(10, 10, 5),
        "A-EQPM": square(40, 40, 20),
        "NOTES": [(0, 0, 1, 1)],
        "Türen": [(0, 0, 0, 9)],
    }
)


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[LayerTable]:
    table = LayerTable()
    qtbot.addWidget(table)
    table.show_drawing(HALL, (), ())
    table.resize(460, 400)
    table.show()
    yield table
    table.close_pictures()


def names(table: LayerTable) -> list[str]:
    return [table.model.row(number).layer.name for number in range(table.model.rowCount())]


def shown(table: LayerTable) -> set[str]:
    return {row.layer.name for row in table.model.rows if row.shown}


def text(table: LayerTable, row: int, column: int) -> str:
    return str(table.model.index(row, column).data())


def test_every_column_sorts_and_the_third_click_brings_back_the_order_of_the_drawing(table: LayerTable) -> None:
    table.model.sort(NAME)
    assert names(table) == ["A-EQPM", "A-WALL", "NOTES", "S-COLS", "Türen"]
    table.model.sort(THINGS, Qt.SortOrder.DescendingOrder)
    assert set(names(table)[:3]) == {"A-WALL", "S-COLS", "A-EQPM"}
    for column in range(table.model.columnCount()):
        table.model.sort(column)
    table.model.sort(-1)
    assert names(table) == ["A-WALL", "S-COLS", "A-EQPM", "NOTES", "Türen"]


def test_searching_keeps_what_is_selected_among_what_is_found(table: LayerTable) -> None:
    table.select("S-COLS", "NOTES")
    table.search.setText("s-c")
    assert names(table) == ["S-COLS"] and table.selected() == [0]
    table.search.setText("no such layer")
    assert names(table) == [] and table.selected() == []


def test_a_role_is_suggested_by_the_name_and_only_taken_when_the_user_says_so(table: LayerTable) -> None:
    assert [text(table, row, ROLE) for row in range(5)] == ["Wall?", "Column?", "–", "–", "–"]
    assert table.model.roles() == ()
    assert table.suggested.text() == "Take what the names suggest: 1 wall, 1 column"
    table.suggested.click()
    assert table.model.roles() == (("A-WALL", "wall"), ("S-COLS", "column"))
    assert not table.suggested.isVisible()


def test_many_layers_get_a_role_at_once_and_hiding_takes_the_role(table: LayerTable, qtbot: QtBot) -> None:
    table.select("A-EQPM", "NOTES")
    with qtbot.waitSignal(table.changed):
        table.roles["wall"].click()
    assert dict(table.model.roles()) == {"A-EQPM": "wall", "NOTES": "wall"}
    table.roles["hide"].click()
    assert table.model.roles() == ()
    assert table.model.switched() == (("A-EQPM", False), ("NOTES", False))
    table.roles[""].click()
    assert table.model.switched() == ()


def test_without_a_selection_the_buttons_say_what_to_do(table: LayerTable) -> None:
    table.roles["wall"].click()
    assert table.words.isVisible() and "Select layers first" in table.words.text()


def test_presets_show_what_the_names_say(table: LayerTable) -> None:
    table.show_preset(ARCHITECTURE_ONLY)
    assert shown(table) == {"A-WALL", "S-COLS", "Türen"}
    table.show_preset(EQUIPMENT_ONLY)
    assert shown(table) == {"A-EQPM"}
    table.show_preset(NOTHING)
    assert shown(table) == set()
    table.show_preset(AS_DRAWN)
    assert len(shown(table)) == 5


def test_a_preset_that_finds_nothing_changes_nothing_and_says_so(table: LayerTable) -> None:
    table.show_drawing(drawing({"1": square(0, 0, 1), "2": square(0, 0, 1)}), (), ())
    table.show_preset(ARCHITECTURE_ONLY)
    assert shown(table) == {"1", "2"} and "finds nothing" in table.words.text()


def test_space_switches_every_selected_layer_and_no_mouse_is_needed(table: LayerTable) -> None:
    table.view.setFocus()
    table.view.setCurrentIndex(table.model.index(0, NAME))
    QTest.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table.view, Qt.Key.Key_Space)
    assert shown(table) == {"A-EQPM", "NOTES", "Türen"}
    QTest.keyClick(table.view, Qt.Key.Key_Space)
    assert len(shown(table)) == 5


def test_a_tick_switches_one_layer(table: LayerTable) -> None:
    index = table.model.index(3, SHOWN)
    assert table.model.setData(index, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert table.model.switched() == (("NOTES", False),)


def test_pictures_are_made_later_and_then_shown(table: LayerTable, qtbot: QtBot) -> None:
    index = table.model.index(0, PICTURE)
    with qtbot.waitSignal(table.thumbnails.made, timeout=10000):
        assert index.data(Qt.ItemDataRole.DecorationRole) is None
    qtbot.waitUntil(lambda: index.data(Qt.ItemDataRole.DecorationRole) is not None, timeout=10000)


def test_a_square_fills_its_picture_from_edge_to_edge() -> None:
    rows, columns = inked(drawing({"A": square(7e6, 9e6, 10)}).segments).nonzero()
    # 48 pixels high with a margin of 3 on each side; the square is as wide, in the middle of 72.
    assert (rows.min(), rows.max()) == (2, 44) and (columns.min(), columns.max()) == (15, 57)


def test_ten_thousand_layers_are_searched_sorted_and_switched_in_a_moment(table: LayerTable) -> None:
    layers = tuple(DrawingLayer(f"A-WALL-{number:05}", entities=number) for number in range(10_000))
    many = replace(HALL, layers=layers)
    started = time.process_time()
    table.show_drawing(many, (), ())
    table.search.setText("9")
    table.model.sort(THINGS, Qt.SortOrder.DescendingOrder)
    table.search.clear()
    table.suggested.click()
    table.show_preset(NOTHING)
    # Measured 0.25 s; a widget in each row would take a minute.
    assert time.process_time() - started < 3.0
    assert len(table.model.roles()) == 9999 and names(table)[0] == "A-WALL-09999"


def test_equipment_only_keeps_machines_conveyors_and_racks_of_a_plant(table: LayerTable) -> None:
    kept = {"EQ-MACH", "EQ-CONV", "EQ-RACK", "EQUIP", "MACH", "CONV", "RACK", "M-EQPM", "F-FURN"}
    plant = {name: square(0, 0, 100) for name in (*sorted(kept), "A-WALL", "F-AISLE", "M-PIPE", "TXT")}
    table.show_drawing(drawing(plant), (), ())
    table.show_preset(EQUIPMENT_ONLY)
    assert shown(table) == kept


def lightest(image: QImage) -> float:
    """The luminance of the lightest pixel that covers its ground."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(luminance(pixel) for pixel in pixels if pixel.alpha())


def test_pictures_and_swatches_of_black_layers_turn_light_with_a_dark_theme(qtbot: QtBot, table: LayerTable) -> None:
    picture, swatch = (table.model.index(0, column) for column in (PICTURE, COLOUR))
    qtbot.waitUntil(lambda: picture.data(Qt.ItemDataRole.DecorationRole) is not None)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    try:
        for theme, light in (("light", False), ("dark", True), ("light", False)):
            wear(application, theme)
            for place in (picture, swatch):
                assert (lightest(place.data(Qt.ItemDataRole.DecorationRole)) > 0.5) is light
    finally:
        wear(application, "light")


def test_a_radio_button_that_is_not_chosen_is_seen_on_a_dark_ground(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    try:
        theme = wear(application, "dark")
        button = QRadioButton()
        qtbot.addWidget(button)
        button.show()
        ground = luminance(QColor(theme.window))
        # WCAG 2.2, 1.4.11: three to one for what a control is known by.
        assert (lightest(button.grab().toImage()) + 0.05) / (ground + 0.05) >= 3
    finally:
        wear(application, "light")
