"""Marks made ready for QPainter: paths with pens and brushes, made once and drawn on every frame."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform

from floorwright.gui.canvas.lettering import text_path
from floorwright.paper.marks import Block, DrawingMark, Line, Mark, Region, Style, Text, Vertex, Viewport

SCREEN_PX_PER_MM = 96 / 25.4
"""Pixels that stand for one millimetre of paper where a plan is looked at on the screen."""
SMALLEST_TEXT_PX = 3.0
THINNEST_PEN_PX = 0.8
_FLAT = 1e-9

Colouring = Callable[[str], QColor]
"""Gives the screen colour of a #rrggbb of a mark."""


def as_printed(colour: str) -> QColor:
    """The colour as it is on white paper."""
    return QColor(colour)


@dataclass(slots=True)
class Stroke:
    """One path and how it is drawn; `letter_mm` is the capital height when it is text."""

    path: QPainterPath
    pen: QPen
    brush: QBrush
    letter_mm: float = 0.0
    key: object = None


@dataclass(slots=True)
class Dashes:
    """The straight legs of an opaque dashed line: Qt draws them four times as fast one by one as a path of them."""

    legs: list[QLineF]
    pen: QPen


@dataclass(slots=True)
class Nested:
    """Strokes with a place of their own, cut off at `clip` where there is one (in the surrounding coordinates)."""

    ink: "Ink"
    transform: QTransform
    clip: QRectF | None = None


@dataclass(slots=True)
class Picture:
    """A whole imported drawing; it is drawn by the painter of drawings."""

    mark: DrawingMark


@dataclass(slots=True)
class Ink:
    """What marks became, in the order in which they are drawn, and the rectangle around them."""

    parts: list[Stroke | Dashes | Nested | Picture] = field(default_factory=list)
    bounds: QRectF = field(default_factory=QRectF)


PictureDrawer = Callable[[QPainter, DrawingMark, Colouring], None]


def ink_of(marks: Iterable[Mark], px_per_mm: float = SCREEN_PX_PER_MM, colouring: Colouring = as_printed) -> Ink:
    """Paths for the marks; line widths and dashes become pixels at `px_per_mm` pixels a paper millimetre."""
    ink = Ink()
    for mark in marks:
        extend(ink, mark, px_per_mm, colouring)
    return ink


def extend(ink: Ink, mark: Mark, px_per_mm: float, colouring: Colouring) -> None:
    """Add one more mark on top."""
    match mark:
        case Line():
            _add(ink, _outline((mark.vertices,), mark.closed), mark.style, px_per_mm, colouring, fill=mark.closed)
        case Region():
            _add(ink, _outline(mark.rings, True), mark.style, px_per_mm, colouring, fill=True)
        case Text():
            _add_text(ink, mark, colouring)
        case Block():
            nest(ink, Nested(ink_of(mark.marks, px_per_mm, colouring), block_transform(mark)))
        case Viewport():
            nest(ink, _window(mark, px_per_mm, colouring))
        case DrawingMark():
            ink.parts.append(Picture(mark))


def block_transform(block: Block) -> QTransform:
    """Where a block lies: mirrored, turned, then moved."""
    transform = QTransform()
    transform.translate(block.x, block.y)
    transform.rotate(block.rotation)
    if block.mirrored:
        transform.scale(-1, 1)
    return transform


def paint_ink(
    painter: QPainter,
    ink: Ink,
    colouring: Colouring = as_printed,
    draw: PictureDrawer | None = None,
    smallest_px: float = SMALLEST_TEXT_PX,
) -> None:
    """Draw ink with the painter as it stands; letters with capitals below `smallest_px` are left out."""
    scale = math.sqrt(abs(painter.worldTransform().determinant()))
    for part in ink.parts:
        match part:
            case Stroke():
                if part.letter_mm and part.letter_mm * scale < smallest_px:
                    continue
                painter.setPen(part.pen)
                painter.setBrush(part.brush)
                painter.drawPath(part.path)
            case Dashes():
                _paint_dashes(painter, part)
            case Nested():
                painter.save()
                if part.clip is not None:
                    painter.setClipRect(part.clip, Qt.ClipOperation.IntersectClip)
                painter.setTransform(part.transform, True)
                paint_ink(painter, part.ink, colouring, draw, smallest_px)
                painter.restore()
            case Picture():
                if draw is not None:
                    draw(painter, part.mark, colouring)


def paint_marks(
    painter: QPainter,
    marks: Sequence[Mark],
    px_per_mm: float = SCREEN_PX_PER_MM,
    colouring: Colouring = as_printed,
    draw: PictureDrawer | None = None,
) -> None:
    """Draw marks once, in the painter's coordinates (y upwards)."""
    paint_ink(painter, ink_of(marks, px_per_mm, colouring), colouring, draw)


def _window(mark: Viewport, px_per_mm: float, colouring: Colouring) -> Nested:
    place = QTransform()
    place.translate(mark.x + mark.width / 2, mark.y + mark.height / 2)
    place.scale(1 / mark.scale, 1 / mark.scale)
    place.translate(-mark.centre[0], -mark.centre[1])
    frame = QRectF(mark.x, mark.y, mark.width, mark.height)
    return Nested(ink_of(mark.marks, px_per_mm, colouring), place, frame)


def nest(ink: Ink, nested: Nested) -> None:
    """Add ink that has a place of its own."""
    ink.parts.append(nested)
    around = nested.clip if nested.clip is not None else nested.transform.mapRect(nested.ink.bounds)
    ink.bounds = ink.bounds.united(around)


def _add(ink: Ink, path: QPainterPath, style: Style, px_per_mm: float, colouring: Colouring, *, fill: bool) -> None:
    ink.bounds = ink.bounds.united(path.controlPointRect())
    filled = fill and style.fill is not None
    key = None if filled else style
    last = ink.parts[-1] if ink.parts else None
    if key is not None and isinstance(last, Stroke) and last.key == key:
        last.path.addPath(path)
        return
    brush = QBrush(_tinted(style.fill, style.opacity, colouring)) if filled and style.fill else QBrush()
    ink.parts.append(Stroke(path, pen_of(style, px_per_mm, colouring), brush, key=key))


def dashes_of(line: Line, px_per_mm: float, colouring: Colouring) -> Dashes | None:
    """A dashed line as legs; None for one that is solid, round, closed or shows through."""
    style = line.style
    if not style.dash or style.opacity < 1 or line.closed or any(bulge for _, _, bulge in line.vertices):
        return None
    legs = [QLineF(x1, y1, x2, y2) for (x1, y1, _), (x2, y2, _) in pairwise(line.vertices)]
    return Dashes(legs, pen_of(style, px_per_mm, colouring))


def _paint_dashes(painter: QPainter, line: Dashes) -> None:
    """Leg by leg, each beginning where in the dashes the one before ended."""
    pen = QPen(line.pen)
    widths_per_mm = math.sqrt(abs(painter.deviceTransform().determinant())) / pen.widthF()
    gone = 0.0
    for leg in line.legs:
        pen.setDashOffset(gone)
        painter.setPen(pen)
        painter.drawLine(leg)
        gone += leg.length() * widths_per_mm


@lru_cache(maxsize=1024)
def pen_of(style: Style, px_per_mm: float, colouring: Colouring) -> QPen:
    """A pen that keeps its width whatever the zoom; dashes keep their length, which Qt counts in pen widths."""
    if style.stroke is None:
        return QPen(Qt.PenStyle.NoPen)
    width = max(style.width * px_per_mm, THINNEST_PEN_PX)
    pen = QPen(_tinted(style.stroke, style.opacity, colouring), width)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if style.dash else Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if width > 2 else Qt.PenJoinStyle.MiterJoin)
    if style.dash:
        dashes = style.dash if len(style.dash) % 2 == 0 else style.dash * 2
        pen.setDashPattern([max(piece * px_per_mm / width, 0.01) for piece in dashes])
    return pen


def _tinted(colour: str, opacity: float, colouring: Colouring) -> QColor:
    tinted = QColor(colouring(colour))
    tinted.setAlphaF(min(max(opacity, 0.0), 1.0))
    return tinted


def _add_text(ink: Ink, mark: Text, colouring: Colouring) -> None:
    outline, advance, _ = text_path(mark.text, mark.bold)
    if outline.isEmpty():
        return
    place = QTransform()
    place.translate(mark.x, mark.y)
    place.rotate(mark.rotation)
    place.scale(mark.height * mark.stretch, mark.height)
    across = {"left": 0.0, "centre": -advance / 2, "right": -advance}[mark.align]
    up = {"baseline": 0.0, "middle": -0.5, "top": -1.0}[mark.level]
    place.translate(across, up)
    path = place.map(outline)
    colour = _tinted(mark.style.stroke or mark.style.fill or "#000000", mark.style.opacity, colouring)
    ink.bounds = ink.bounds.united(path.controlPointRect())
    key = (mark.style, mark.height)
    last = ink.parts[-1] if ink.parts else None
    if isinstance(last, Stroke) and last.key == key:
        last.path.addPath(path)
        return
    ink.parts.append(Stroke(path, QPen(Qt.PenStyle.NoPen), QBrush(colour), mark.height, key))


def _outline(rings: Iterable[tuple[Vertex, ...]], closed: bool) -> QPainterPath:
    path = QPainterPath()
    for ring in rings:
        if not ring:
            continue
        if closed and not any(bulge for _, _, bulge in ring):
            path.addPolygon([QPointF(x, y) for x, y, _ in ring])
            path.closeSubpath()
            continue
        path.moveTo(ring[0][0], ring[0][1])
        ends = (*ring[1:], ring[0]) if closed else ring[1:]
        for a, b in zip(ring, ends, strict=False):
            _piece(path, a, b)
        if closed:
            path.closeSubpath()
    return path


def _piece(path: QPainterPath, a: Vertex, b: Vertex) -> None:
    bulge = a[2]
    if abs(bulge) < _FLAT or (chord := math.hypot(b[0] - a[0], b[1] - a[1])) < _FLAT:
        path.lineTo(b[0], b[1])
        return
    radius = chord * (1 + bulge * bulge) / (4 * abs(bulge))
    middle = QPointF((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    off = (1 - bulge * bulge) / (4 * bulge)
    cx = middle.x() - off * (b[1] - a[1])
    cy = middle.y() + off * (b[0] - a[0])
    start = math.degrees(math.atan2(a[1] - cy, a[0] - cx))
    sweep = math.degrees(4 * math.atan(bulge))
    # Qt counts angles clockwise in coordinates that grow upwards.
    path.arcTo(QRectF(cx - radius, cy - radius, 2 * radius, 2 * radius), -start, -sweep)
