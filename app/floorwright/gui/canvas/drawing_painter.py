"""Imported drawings as pictures: their colours here, their pixels from paper.screen, their place from the underlay."""

import math
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QTransform

from floorwright.gui.canvas.ink import Colouring
from floorwright.gui.canvas.outlines import Outlines
from floorwright.hooks.drawing_cache import form_to_look_at
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import Underlay
from floorwright.native.raster import LARGEST_PX
from floorwright.paper.screen.picture import Look, Palette, count_seen, draw, part, premultiplied
from floorwright.paper.underlay import shown_layers

CONTRAST = "#2b3138"
"""Black-or-white of the drawing, a little softer than black so that the plan stands out."""
_PALEST = 0.85
"""Paler lines and words are not seen on white."""
Pixels = NDArray[np.uint32]
_painters: WeakKeyDictionary[Drawing, "DrawingPainter"] = WeakKeyDictionary()


def placed(underlay: Underlay) -> QTransform:
    """From the units of the drawing, counted from the underlay's origin, to the floor."""
    transform = QTransform()
    transform.translate(underlay.x, underlay.y)
    transform.rotate(underlay.rotation)
    transform.scale(underlay.scale, underlay.scale)
    return transform


def painter_of(drawing: Drawing) -> "DrawingPainter":
    """What draws this drawing: the letters it knows are known to every view of it."""
    known = _painters.get(drawing)
    if known is None:
        known = _painters[drawing] = DrawingPainter(drawing)
    return known


class DrawingPainter:
    """Draws one imported drawing into pixels; it keeps the outlines of its letters."""

    def __init__(self, drawing: Drawing) -> None:
        # Not the drawing itself, which is the key under which this is kept as long as it lives.
        self.form = form_to_look_at(drawing)
        self._letters = Outlines(self.form.words.pieces)
        self._pictures: dict[int, tuple[QImage, Any]] = {}

    def draw(
        self,
        pixels: Pixels,
        drawing: Drawing,
        look: Look,
        palette: Palette,
        *,
        moving: bool = False,
    ) -> None:
        """Draw what lies in `pixels`, which are empty."""
        if drawing.pixels.size:
            self._draw_picture(pixels, drawing, look)
        draw(pixels, self.form, drawing, look, palette, self._letters, moving=moving)

    def count(self, look: Look, width: int, height: int) -> int:
        """About how many lines and arcs `draw` has to draw."""
        return count_seen(self.form, look, width, height)

    def _draw_picture(self, pixels: Pixels, drawing: Drawing, look: Look) -> None:
        """The picture that a drawing is or has, from the nearest of its smaller copies."""
        times = max(math.floor(math.log2(1.0 / look.scale)), 0) if look.scale < 1.0 else 0
        level = min(times, len(self.form.halves))
        if level not in self._pictures:
            array = np.ascontiguousarray(self.form.halves[level - 1] if level else drawing.pixels)
            kind = QImage.Format.Format_RGBA8888_Premultiplied if level else QImage.Format.Format_RGBA8888
            self._pictures[level] = (
                QImage(array.data, array.shape[1], array.shape[0], array.shape[1] * 4, kind), array,
            )  # fmt: skip
        image = self._pictures[level][0]
        high, wide = pixels.shape
        beneath = QImage(wide, high, QImage.Format.Format_ARGB32_Premultiplied)
        beneath.fill(0)
        painter = QPainter(beneath)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        a, b, c, d = look.turn
        e, f = look.shifts(np.zeros((1, 2)))[0].tolist()
        painter.setTransform(QTransform(a, b, c, d, e, f))
        height, width = drawing.pixels.shape[:2]
        # Its first row is on top, where y is largest.
        painter.translate(0.0, height)
        painter.scale(1.0, -1.0)
        painter.drawImage(QRectF(0.0, 0.0, width, height), image)
        painter.end()
        pixels[:] = np.frombuffer(beneath.constBits(), np.uint32).reshape(high, wide)


def image_of(pixels: Pixels) -> QImage:
    """An image that shows these pixels, without a copy: they must live as long as it."""
    height, width = pixels.shape
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_ARGB32_Premultiplied)


def look_of(underlay: Underlay, floor: QTransform) -> Look:
    """How an underlay lies in a picture, given the transform from the floor to its pixels."""
    t = placed(underlay) * floor
    return Look((t.m11(), t.m12(), t.m21(), t.m22()), (t.dx(), t.dy()), (underlay.origin_u, underlay.origin_v))


def palette_of(drawing: Drawing, underlay: Underlay, colouring: Colouring, ratio: float = 1.0) -> Palette:
    """The colours of a drawing on a canvas; what is on a layer that is not shown has none."""
    shown = shown_layers(drawing, underlay)
    colours = drawing.looks[:, 1].tolist()
    kept = [True] * len(colours) if drawing.for_paper else _pale_areas(drawing)
    made = {}
    for colour, as_it_is in set(zip(colours, kept, strict=True)):
        ink = colouring(f"#{colour:06x}") if as_it_is and colour >= 0 else drawn_colour(colour, colouring)
        made[colour, as_it_is] = premultiplied([(ink.red(), ink.green(), ink.blue(), ink.alpha())])[0]
    inks = [
        made[look] if shown[layer] else 0
        for layer, look in zip(drawing.looks[:, 0].tolist(), zip(colours, kept, strict=True), strict=True)
    ]
    return Palette(np.array(inks, np.uint32), ratio)


def _pale_areas(drawing: Drawing) -> list[bool]:
    """Whether each look is a pale one of areas alone: what lies under lines and words must not turn dark."""
    pale = np.array([colour >= 0 and _is_pale(colour) for colour in drawing.looks[:, 1].tolist()], np.bool_)
    if not pale.any() or not len(drawing.fill_look):
        return [False] * len(pale)
    filled = np.zeros(len(pale), np.bool_)
    filled[drawing.fill_look] = True
    for looks in (drawing.segment_look, drawing.arc_look, drawing.text_look):
        filled[looks] = False
    return list((pale & filled).tolist())


def _is_pale(colour: int) -> bool:
    return QColor.fromRgb((colour >> 16) & 255, (colour >> 8) & 255, colour & 255).lightnessF() > _PALEST


def drawn_colour(colour: int, colouring: Colouring) -> QColor:
    """The screen colour of 0xRRGGBB of a drawing, or of -1, its black-or-white; pale colours are darkened."""
    if colour < 0:
        return colouring(CONTRAST)
    made = QColor.fromRgb((colour >> 16) & 255, (colour >> 8) & 255, colour & 255)
    if made.lightnessF() > _PALEST:
        return colouring(CONTRAST)
    if made.lightnessF() > 0.45 and made.hslSaturationF() > 0.6:
        # Pure yellow, cyan and green are made for a black screen; on white they are darkened to stay readable.
        made = QColor.fromHslF(max(made.hslHueF(), 0.0), made.hslSaturationF() * 0.8, 0.40)
    return colouring(made.name())


def paint_drawing(painter: QPainter, drawing: Drawing, underlay: Underlay, colouring: Colouring) -> None:
    """Draw a drawing with a painter in floor coordinates, exactly, where it is not clipped."""
    LastPicture().paint(painter, drawing, underlay, colouring)


class LastPicture:
    """Does the same again and again, but draws only what would be another picture than the last."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._pixels = np.zeros((0, 0), np.uint32)

    def paint(self, painter: QPainter, drawing: Drawing, underlay: Underlay, colouring: Colouring) -> None:
        """Draw a drawing with a painter in floor coordinates, exactly, where it is not clipped."""
        device = painter.device()
        ratio = device.devicePixelRatioF()
        logical = ratio if isinstance(device, QPixmap | QImage) else 1.0
        whole = QRectF(0.0, 0.0, device.width() / logical, device.height() / logical)
        floor = painter.worldTransform()
        window = whole
        if painter.hasClipping():
            window = whole.intersected(floor.mapRect(painter.clipBoundingRect()))
        left, top = math.floor(window.left() * ratio), math.floor(window.top() * ratio)
        width, height = math.ceil(window.right() * ratio) - left, math.ceil(window.bottom() * ratio) - top
        if width <= 0 or height <= 0:
            return
        size = (min(height, LARGEST_PX), min(width, LARGEST_PX))
        look = part(look_of(underlay, floor * QTransform.fromScale(ratio, ratio)), left, top)
        palette = palette_of(drawing, underlay, colouring, ratio)
        of = (drawing, look, palette.colours.tobytes(), ratio, size)
        if of != self._of:
            self._pixels = np.zeros(size, np.uint32)
            painter_of(drawing).draw(self._pixels, drawing, look, palette)
            self._of = of
        image = image_of(self._pixels)
        image.setDevicePixelRatio(ratio)
        painter.save()
        painter.resetTransform()
        painter.drawImage(QPointF(left / ratio, top / ratio), image)
        painter.restore()


Window = Callable[[], tuple[float, float, float]]
"""Width and height of a view in pixels, and device pixels in one of them."""
