"""The grid, its steps and the scale bar: what helps to see sizes, drawn in pixels."""

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from floorwright.gui.canvas.camera import Camera
from floorwright.gui.theme import Theme
from floorwright.units import Unit

CLOSEST_LINES_PX = 14.0
CLOSEST_MARKS_PX = 70.0
SCALE_BAR_PX = 130.0


def round_step(least: float) -> float:
    """The smallest of 1, 2, 5 × a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= least * (1 - 1e-9))


def mark_step_mm(px_per_mm: float, unit: Unit, closest_px: float = CLOSEST_MARKS_PX) -> float:
    """The distance between two numbered marks of a ruler, round in the unit of the plan."""
    return round_step(closest_px / px_per_mm / unit.mm) * unit.mm


def grid_step_mm(px_per_mm: float, grid_mm: float) -> float:
    """The distance between two grid lines: the plan's own step, or 2, 4, 10, 20, … of it where that is too close."""
    step = grid_mm
    while step * px_per_mm < CLOSEST_LINES_PX:
        step *= round_step(CLOSEST_LINES_PX / (step * px_per_mm))
    return step


def ticks(first: float, last: float, step: float) -> list[float]:
    """The multiples of `step` from `first` to `last`."""
    start, end = math.ceil(first / step), math.floor(last / step)
    return [number * step for number in range(start, min(end, start + 4000) + 1)]


def paint_grid(painter: QPainter, camera: Camera, width: float, height: float, grid_mm: float, theme: Theme) -> None:
    """Thin lines at the grid step, stronger ones at every tenth, and the two axes of the floor."""
    step = grid_step_mm(camera.px_per_mm, grid_mm)
    seen = camera.seen(width, height)
    fine: list[QLineF] = []
    strong: list[QLineF] = []
    for x in ticks(seen.left, seen.right, step):
        px = round(camera.to_px(x, 0)[0]) + 0.5
        (strong if round(x / step) % 10 == 0 else fine).append(QLineF(px, 0, px, height))
    for y in ticks(seen.bottom, seen.top, step):
        py = round(camera.to_px(0, y)[1]) + 0.5
        (strong if round(y / step) % 10 == 0 else fine).append(QLineF(0, py, width, py))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for lines, colour in ((fine, theme.grid), (strong, theme.grid_major)):
        painter.setPen(QPen(QColor(colour), 1))
        painter.drawLines(lines)
    px, py = camera.to_px(0, 0)
    painter.setPen(QPen(QColor(theme.axis), 1))
    if 0 <= px <= width:
        painter.drawLine(QLineF(round(px) + 0.5, 0, round(px) + 0.5, height))
    if 0 <= py <= height:
        painter.drawLine(QLineF(0, round(py) + 0.5, width, round(py) + 0.5))


def paint_scale_bar(painter: QPainter, camera: Camera, height: float, unit: Unit, theme: Theme) -> None:
    """A bar of a round length in the lower left corner."""
    length_mm = mark_step_mm(camera.px_per_mm, unit, SCALE_BAR_PX / 2)
    length = length_mm * camera.px_per_mm
    left, bottom = 18.0, height - 20.0
    ground = QColor(theme.canvas)
    ground.setAlphaF(0.8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRectF(left - 8, bottom - 24, length + 32, 36), ground)
    painter.setPen(QPen(QColor(theme.canvas_ink), 1))
    for quarter in range(4):
        box = QRectF(left + quarter * length / 4, bottom - 4, length / 4, 5)
        painter.setBrush(QColor(theme.canvas_ink) if quarter % 2 == 0 else QColor(theme.canvas))
        painter.drawRect(box)
    font = QFont(painter.font())
    font.setPixelSize(11)
    painter.setFont(font)
    painter.drawText(QPointF(left - 2, bottom - 9), "0")
    words = f"{tick_words(length_mm, unit, length_mm)} {unit.value}"
    painter.drawText(QRectF(left + length - 60, bottom - 24, 120, 16), Qt.AlignmentFlag.AlignCenter, words)


def tick_words(value_mm: float, unit: Unit, step_mm: float) -> str:
    """A place or length as a number in the unit, with the decimals that the step between marks needs."""
    step = step_mm / unit.mm
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step < 1 else 0
    return f"{value_mm / unit.mm + 0.0:.{decimals}f}"
