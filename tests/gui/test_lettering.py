"""Letters in the window: those of the paper, as wide as there, whatever fonts the system has."""

import pytest
from PySide6.QtGui import QPainterPath
from pytestqt.qtbot import QtBot

from floorwright.gui.canvas.lettering import text_path
from floorwright.paper.fonts import text_width


@pytest.mark.parametrize("text", ["Press 12", "창호 일람표", "比选方案 A-3", "Цех №3"])
def test_a_line_is_as_wide_as_on_paper(text: str, qtbot: QtBot) -> None:
    path, advance, descent = text_path(text, False)
    assert advance == pytest.approx(text_width(text, 1.0), rel=1e-6)
    assert 0 < path.boundingRect().right() <= advance and 0.2 < descent < 0.5


@pytest.mark.parametrize("text", ["מפעל", "مصنع سلام"])
def test_letters_from_the_right_join_and_are_as_wide_as_on_paper(text: str, qtbot: QtBot) -> None:
    assert text_path(text, False)[1] == pytest.approx(text_width(text, 1.0), rel=0.01)


def test_different_ideographs_look_different(qtbot: QtBot) -> None:
    def outline(text: str) -> QPainterPath:
        return text_path(text, False)[0]

    assert outline("比").elementCount() > 10 and outline("比") != outline("选")


def test_a_capital_is_of_height_one_and_stands_on_the_line(qtbot: QtBot) -> None:
    for bold in (False, True):
        box = text_path("H", bold)[0].boundingRect()
        assert (box.top(), box.bottom()) == (pytest.approx(0, abs=0.005), pytest.approx(1, abs=0.005))
