"""Lines of flows on the screen: dashes tell the method, whatever the way is made of."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from floorwright.gui.canvas.flow_item import ink_of_flow
from floorwright.gui.canvas.ink import Ink, as_printed, ink_of, paint_ink
from floorwright.paper.marks import Line, Style

PX_PER_MM = 3.0
WALKING = Style(stroke="#000000", width=1.0, dash=(2.0, 2.0))


def line(points: list[tuple[float, float]], style: Style = WALKING) -> Line:
    return Line(vertices=tuple((x, y, 0.0) for x, y in points), style=style)


def arc(legs: int) -> list[tuple[float, float]]:
    turns = [step / legs * math.pi / 2 for step in range(legs + 1)]
    return [(100 * math.cos(turn), 100 * math.sin(turn)) for turn in turns]


def black(ink: Ink, ratio: float = 1.0) -> float:
    """How many pixels are black, shades of grey counted in part, when it is painted at half its size."""
    image = QImage(round(100 * ratio), round(100 * ratio), QImage.Format.Format_Grayscale8)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(QTransform(0.5, 0, 0, 0.5, 20, 20))
    paint_ink(painter, ink)
    painter.end()
    return sum(255 - value for value in bytes(image.constBits())) / 255


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("legs", [1, 4, 20, 40])
def test_half_of_a_line_of_even_dashes_is_seen_however_many_legs_it_has(legs: int, ratio: float) -> None:
    dashed = black(ink_of_flow([line(arc(legs))], PX_PER_MM, as_printed), ratio)
    solid = black(ink_of([line(arc(legs), Style(stroke="#000000", width=1.0))], PX_PER_MM), ratio)
    assert dashed / solid == pytest.approx(0.5, abs=0.06)


def test_dashes_go_on_over_a_point_in_the_middle_of_a_leg() -> None:
    whole = ink_of_flow([line([(0.0, 0.0), (120.0, 0.0)])], PX_PER_MM, as_printed)
    cut = ink_of_flow([line([(x, 0.0) for x in (0.0, 7.0, 9.0, 33.0, 34.0, 35.0, 120.0)])], PX_PER_MM, as_printed)
    assert black(cut) == pytest.approx(black(whole), rel=0.05)
