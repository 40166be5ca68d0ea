"""Marks on a page of a PDF."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from reportlab.lib.colors import HexColor

from floorwright.api import (
    Block,
    DrawingMark,
    ExportFailed,
    Job,
    Line,
    Mark,
    Region,
    Style,
    Text,
    Vertex,
    Viewport,
    arc_of,
    block_marks,
    drawable,
    font,
    text_width,
)
from floorwright_builtin.pdf_export.drawing import draw_drawing
from floorwright_builtin.pdf_export.letters import say
from floorwright_builtin.pdf_export.place import POINT, Place

_FARTHEST_PT = 1e7
"""Beyond this many points a page's numbers are no longer read alike by all readers."""
Box = tuple[float, float, float, float]


def draw_marks(canvas: Any, marks: Sequence[Mark], width_mm: float, height_mm: float, job: Job) -> None:
    """Draw marks that are in millimetres of the page, which is of this size.

    Raises:
        ExportFailed: naming the record whose mark has no finite place.
    """
    _draw(canvas, marks, Place(), (0.0, 0.0, width_mm, height_mm), job)


def _draw(canvas: Any, marks: Sequence[Mark], place: Place, part: Box, job: Job) -> None:
    for number, mark in enumerate(marks):
        if number % 500 == 0:
            job.progress(0.1 + 0.8 * number / len(marks), "Drawing the sheet")
        match mark:
            case Line():
                _stroke(canvas, mark, place)
            case Region():
                _fill(canvas, mark, place)
            case Text():
                _write(canvas, mark, place)
            case Block():
                _draw(canvas, block_marks(mark), place, part, job)
            case DrawingMark():
                draw_drawing(canvas, mark, place.window(*part), job)
            case Viewport():
                _look_through(canvas, mark, job)


def _look_through(canvas: Any, view: Viewport, job: Job) -> None:
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(view.x * POINT, view.y * POINT, view.width * POINT, view.height * POINT)
    canvas.clipPath(clip, stroke=0, fill=0)
    # Marks are turned into points here, not by the page's matrix, so that no digit of a far place is lost.
    place = Place(1.0 / view.scale, view.centre[0], view.centre[1], view.x + view.width / 2, view.y + view.height / 2)
    part = (view.x, view.y, view.x + view.width, view.y + view.height)
    _draw(canvas, view.marks, place, part, job)
    canvas.restoreState()


def _stroke(canvas: Any, mark: Line, place: Place) -> None:
    if mark.style.stroke is None or len(mark.vertices) < 2:
        return
    path = canvas.beginPath()
    _trace(path, mark.vertices, mark.closed, place, mark.source)
    canvas.saveState()
    _set_pen(canvas, mark.style)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


def _fill(canvas: Any, mark: Region, place: Place) -> None:
    if mark.style.fill is None:
        return
    path = canvas.beginPath()
    for ring in mark.rings:
        if len(ring) > 1:
            _trace(path, ring, True, place, mark.source)
    canvas.saveState()
    canvas.setFillColor(_ink(mark.style.fill), alpha=mark.style.opacity)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    canvas.restoreState()


@lru_cache(4096)
def _ink(colour: str | None) -> Any:
    """The colour #rrggbb; none is black, as in the program that draws the page."""
    # Given a text the library tries to evaluate it first, which is slow and fails where the machine is busy.
    return HexColor(colour or "#000000")


def _set_pen(canvas: Any, style: Style) -> None:
    canvas.setStrokeColor(_ink(style.stroke), alpha=style.opacity)
    canvas.setLineWidth(style.width * POINT)
    canvas.setLineJoin(1)
    canvas.setLineCap(0 if style.dash else 1)
    if style.dash:
        canvas.setDash([length * POINT for length in style.dash])


def _trace(path: Any, vertices: Sequence[Vertex], closed: bool, place: Place, source: str) -> None:
    points = [_checked(*place.point(x, y), source) for x, y, _ in vertices]
    path.moveTo(*points[0])
    count = len(points)
    for number in range(count if closed else count - 1):
        bulge = vertices[number][2]
        target = points[(number + 1) % count]
        if bulge:
            for curve in _curves(*points[number], *target, bulge):
                path.curveTo(*curve)
        elif number + 1 < count:
            path.lineTo(*target)
    if closed:
        path.close()


def _curves(x1: float, y1: float, x2: float, y2: float, bulge: float) -> list[tuple[float, ...]]:
    # Pieces of at most 45° are within 5e-6 of the radius of the true arc: 0.01 mm up to a radius of 2 m on paper.
    cx, cy, radius, start, sweep = arc_of(x1, y1, x2, y2, bulge)
    count = max(1, math.ceil(abs(sweep) / (math.pi / 4)))
    step = sweep / count
    handle = 4.0 / 3.0 * math.tan(step / 4.0) * radius
    out: list[tuple[float, ...]] = []
    for number in range(count):
        a, b = start + number * step, start + (number + 1) * step
        ax, ay, bx, by = math.cos(a), math.sin(a), math.cos(b), math.sin(b)
        out.append(
            (
                cx + radius * ax - handle * ay, cy + radius * ay + handle * ax,
                cx + radius * bx + handle * by, cy + radius * by - handle * bx,
                cx + radius * bx, cy + radius * by,
            )
        )  # fmt: skip
    return out


def _write(canvas: Any, mark: Text, place: Place) -> None:
    text = drawable(mark.text)
    height = mark.height * place.factor
    if not text.strip() or mark.style.stroke is None:
        return
    x, y = _checked(*place.point(mark.x, mark.y), mark.source)
    size = font(mark.bold).size_for(height) * POINT
    _checked(size, mark.rotation, mark.source)
    if size < 0.01:
        return
    wide = text_width(text, height, mark.bold) * POINT * mark.stretch
    aside = {"left": 0.0, "centre": -wide / 2, "right": -wide}[mark.align]
    down = {"baseline": 0.0, "middle": -height / 2, "top": -height}[mark.level] * POINT
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(mark.rotation)
    canvas.setFillColor(_ink(mark.style.stroke), alpha=mark.style.opacity)
    line = canvas.beginText(aside, down)
    if mark.stretch != 1.0:
        line.setHorizScale(mark.stretch * 100)
    say(line, text, size, mark.bold)
    canvas.drawText(line)
    canvas.restoreState()


def _checked(x: float, y: float, source: str) -> tuple[float, float]:
    if not (abs(x) <= _FARTHEST_PT and abs(y) <= _FARTHEST_PT):
        what = f"“{source}”" if source else "Something on the sheet"
        raise ExportFailed(
            f"{what} has no place that can be drawn ({x:g}, {y:g}).",
            hint="Correct or delete it, and export again.",
        )
    return x, y
