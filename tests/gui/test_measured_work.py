"""The studies of working times in the window: everything they ask for is in sight, and what they find is shown."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from helpers.window import a_window

METHODS = ("time-study", "work-sampling", "predetermined-time", "two-hand", "learning-curve")


def test_every_option_has_its_field_in_sight_and_the_example_gives_results_and_figures(qtbot: QtBot) -> None:
    with a_window() as desk:
        for id in METHODS:
            window = desk.window.docks.studies.begin(id)
            window.resize(1100, 800)
            window.show()
            window.fill_with_example()
            window.finish()
            assert window.computed is not None, window.answer.sentence.text()
            assert window.answer.charts, id
            window.tabs.setCurrentWidget(window.form)
            desk.settle()
            room = window.form.viewport().width()
            for name, field in window.form.fields.items():
                right = field.mapTo(window.form.widget(), QPoint(field.width(), 0)).x()
                assert field.width() >= 100 and right <= room, (id, name)
            window.close()


def test_a_number_of_readings_is_shown_without_decimals(qtbot: QtBot) -> None:
    with a_window() as desk:
        window = desk.window.docks.studies.begin("time-study")
        window.fill_with_example()
        window.finish()
        cells = window.answer.tables["precision"].model()
        shown = [cells.index(row, 1).data(Qt.ItemDataRole.DisplayRole) for row in range(3)]
        assert shown == ["10", "10", "10"]
