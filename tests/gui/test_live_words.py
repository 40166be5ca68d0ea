"""Figures that change in every frame: only what is another is drawn again, and every word keeps its room."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from floorwright.analysis.result import Column, Table
from floorwright.gui.panels.result_view import ResultModel
from floorwright.gui.plain import label, rewrite

COLUMNS = (Column("Figure"), Column("Value", type="number"), Column("Share", type="number"))


def table(*rows: tuple[str, float, float]) -> Table:
    return Table("Figures", COLUMNS, rows)


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[QLabel]:
    row = QWidget()
    qtbot.addWidget(row)
    made = label("–")
    QHBoxLayout(row).addWidget(made)
    yield made


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ((("Trips", 5.0, 0.5), ("Metres", 8.0, 0.5)), [((1, 1), (1, 1))]),
        ((("Trips", 6.0, 0.5), ("Metres", 7.0, 0.4)), [((0, 1), (1, 2))]),
        ((("Trips", 5.0, 0.5), ("Metres", 7.0, 0.5)), []),
    ],
    ids=["one cell", "two rows", "nothing"],
)
def test_a_table_says_which_cells_have_changed(
    qtbot: QtBot, now: tuple[tuple[str, float, float], ...], told: list[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    model = ResultModel(table(("Trips", 5.0, 0.5), ("Metres", 7.0, 0.5)))
    heard: list[tuple[tuple[int, int], tuple[int, int]]] = []
    model.dataChanged.connect(
        lambda first, last: heard.append(((first.row(), first.column()), (last.row(), last.column())))
    )
    model.show_table(table(*now))
    assert heard == told


def test_all_of_a_shaded_table_changes_with_one_number(qtbot: QtBot) -> None:
    model = ResultModel(table(("Saw", 5.0, 0.5), ("Mill", 7.0, 0.5)), shade_from=1)
    heard: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: heard.append((last.row(), last.column())))
    model.show_table(table(("Saw", 5.0, 0.5), ("Mill", 70.0, 0.5)))
    assert heard == [(1, 2)]


def test_a_label_that_is_written_again_keeps_its_room_until_the_words_need_more(field: QLabel) -> None:
    rewrite(field, "1 234 567")
    room = field.size()
    assert room == field.sizeHint()
    rewrite(field, "1 234 11")
    assert field.size() == room
    rewrite(field, "1 234 567 890 m")
    assert field.width() == field.sizeHint().width() > room.width()


def test_a_label_is_never_narrower_than_it_was_asked_to_be(field: QLabel) -> None:
    rewrite(field, "1 m", 170)
    assert field.width() == 170
