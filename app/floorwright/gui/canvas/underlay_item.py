"""An imported drawing under the plan: a picture that moves with the floor and is made anew when that has settled."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from floorwright.gui.canvas.drawing_painter import (
    DrawingPainter,
    Pixels,
    Window,
    image_of,
    look_of,
    painter_of,
    palette_of,
)
from floorwright.gui.canvas.ink import Colouring
from floorwright.gui.canvas.items import EVERYWHERE, repaint
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import Underlay
from floorwright.native.raster import LARGEST_PX
from floorwright.paper.screen.picture import Palette, part

ZOOM_S, STRIP_S = 0.010, 0.004
"""What the picture of one step of zooming, and what a strip that a pan uncovers, may take."""
GUESS_S, SLOWER = 20e-9, 2.0
"""A plain line takes about so long until it was measured, and a smooth one so many times as long."""
MANY = 10_000
"""So many lines tell how long one takes."""


@dataclass(slots=True)
class _Kept:
    """A picture of the drawing and the transform from the floor to its pixels; a rough one is not as it should be."""

    pixels: Pixels
    floor: QTransform
    rough: bool


class UnderlayItem(QGraphicsItem):
    """Draws one imported drawing by its palette: neither colours nor layers nor zoom change what was prepared."""

    def __init__(
        self,
        parent: QGraphicsItem,
        depth: float,
        colouring: Callable[[], Colouring],
        window: Window,
    ) -> None:
        super().__init__(parent)
        self.setZValue(depth)
        self._colouring = colouring
        self._window = window
        self._drawing: Drawing | None = None
        self._underlay: Underlay | None = None
        self._painter: DrawingPainter | None = None
        self._palette: Palette | None = None
        self._kept: _Kept | None = None
        self._spare: Pixels | None = None
        self._exact = False
        self._exact_s = 0.0
        self._shown = self._rest = QTransform()
        self._line_s = GUESS_S

    def show_drawing(self, drawing: Drawing | None, underlay: Underlay) -> None:
        """Show this drawing as the underlay says; None while it is still being read."""
        if drawing is not self._drawing:
            self._painter = painter_of(drawing) if drawing is not None else None
        self._drawing, self._underlay = drawing, underlay
        self.setVisible(underlay.visible)
        self.setOpacity(underlay.opacity)
        self.forget_picture()

    def forget_picture(self) -> None:
        """Make a new picture when next drawn: the place, the layers or the colours have changed."""
        self._kept = self._palette = None
        repaint(self)

    def settle(self) -> None:
        """The camera has come to rest: the picture becomes exact where it is not."""
        self._rest = self.sceneTransform()
        if not self._exact or not same(self._rest, self._shown):
            repaint(self)

    def boundingRect(self) -> QRectF:
        return EVERYWHERE

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._drawing is None or self._underlay is None:
            return
        now = painter.worldTransform()
        width, height, ratio = self._window()
        floor = now * QTransform.fromScale(ratio, ratio)
        size = (min(max(round(height * ratio), 1), LARGEST_PX), min(max(round(width * ratio), 1), LARGEST_PX))
        palette = self._palette
        if palette is None or palette.ratio != ratio:
            palette = self._palette = palette_of(self._drawing, self._underlay, self._colouring(), ratio)
        kept = self._kept
        if kept is None or kept.pixels.shape != size:
            kept = self._made(size, floor, palette)
        elif not same(kept.floor, floor) or kept.rough:
            kept = self._followed(kept, floor, palette, resting=same(now, self._rest))
        self._kept, self._shown = kept, now
        self._exact = not kept.rough and same(kept.floor, floor)
        _show(painter, kept, floor, ratio)

    def _followed(self, kept: _Kept, floor: QTransform, palette: Palette, *, resting: bool) -> _Kept:
        shift = shift_between(kept.floor, floor)
        between = shift is None or not same(kept.floor * QTransform.fromTranslate(*shift), floor)
        if resting and (kept.rough or between):
            return self._made(kept.pixels.shape, floor, palette)
        if shift is not None:
            return self._shifted(kept, shift, palette) if shift != (0, 0) else kept
        size = kept.pixels.shape
        count = self._count(floor, *size)
        if max(count * self._line_s * SLOWER, self._exact_s) < ZOOM_S:
            return self._made(size, floor, palette)
        if count * self._line_s > ZOOM_S:
            kept.rough = True
            return kept
        started = time.perf_counter()
        made = self._made(size, floor, palette, moving=True)
        if count > MANY:
            self._line_s += 0.3 * ((time.perf_counter() - started) / count - self._line_s)
        return made

    def _count(self, floor: QTransform, height: int, width: int) -> int:
        assert self._painter is not None and self._underlay is not None
        return self._painter.count(look_of(self._underlay, floor), width, height)

    def _made(self, size: tuple[int, ...], floor: QTransform, palette: Palette, *, moving: bool = False) -> _Kept:
        pixels = self._blank(size)
        started = time.perf_counter()
        self._draw(pixels, floor, palette, 0, 0, moving=moving)
        if not moving:
            self._exact_s = time.perf_counter() - started
        return _Kept(pixels, floor, moving)

    def _shifted(self, kept: _Kept, shift: tuple[int, int], palette: Palette) -> _Kept:
        """The picture moved by whole pixels, with the strips that come into view drawn."""
        right, down = shift
        height, width = kept.pixels.shape
        floor = kept.floor * QTransform.fromTranslate(right, down)
        if abs(right) >= width or abs(down) >= height:
            return self._made((height, width), floor, palette, moving=kept.rough)
        pixels = self._spare if self._spare is not None and self._spare.shape == kept.pixels.shape else None
        pixels = np.empty_like(kept.pixels) if pixels is None else pixels
        to_y, from_y = slice(max(down, 0), height + min(down, 0)), slice(max(-down, 0), height - max(down, 0))
        to_x, from_x = slice(max(right, 0), width + min(right, 0)), slice(max(-right, 0), width - max(right, 0))
        pixels[to_y, to_x] = kept.pixels[from_y, from_x]
        self._spare = kept.pixels
        rough = kept.rough
        if down:
            top = 0 if down > 0 else height + down
            rough |= self._strip(pixels[top : top + abs(down)], floor, palette, 0, top)
        if right:
            left = 0 if right > 0 else width + right
            rough |= self._strip(pixels[to_y, left : left + abs(right)], floor, palette, left, to_y.start)
        return _Kept(pixels, floor, rough)

    def _strip(self, pixels: Pixels, floor: QTransform, palette: Palette, left: int, top: int) -> bool:
        """Draw a strip of the picture; whether only roughly, as there is so much in it."""
        pixels[:] = 0
        height, width = pixels.shape
        there = floor * QTransform.fromTranslate(-left, -top)
        moving = self._count(there, height, width) * self._line_s * SLOWER > STRIP_S
        self._draw(pixels, floor, palette, left, top, moving=moving)
        return moving

    def _draw(self, pixels: Pixels, floor: QTransform, palette: Palette, left: int, top: int, *, moving: bool) -> None:
        assert self._painter is not None and self._drawing is not None and self._underlay is not None
        look = part(look_of(self._underlay, floor), left, top)
        self._painter.draw(pixels, self._drawing, look, palette, moving=moving)

    def _blank(self, size: tuple[int, ...]) -> Pixels:
        """Empty pixels: those of the picture that is given up, where they fit."""
        spare, self._spare = self._spare, self._kept.pixels if self._kept is not None else None
        if spare is None or spare.shape != size:
            return np.zeros(size, np.uint32)
        spare[:] = 0
        return spare


def _show(painter: QPainter, kept: _Kept, floor: QTransform, ratio: float) -> None:
    inverse, fine = kept.floor.inverted()
    if not fine:
        return
    painter.save()
    painter.resetTransform()
    moved = inverse * floor
    if shift_between(kept.floor, floor) != (0, 0):
        # A picture of another zoom stands in for a moment; what it lacks at its border is not there yet.
        scale = QTransform.fromScale(1 / ratio, 1 / ratio)
        painter.setTransform(moved * scale)
        painter.drawImage(QPointF(0, 0), image_of(kept.pixels))
    else:
        image = image_of(kept.pixels)
        image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(0, 0), image)
    painter.restore()


def same(a: QTransform, b: QTransform) -> bool:
    """Whether two transforms show the floor at the same pixels."""
    return shift_between(a, b) == (0, 0) and abs(a.dx() - b.dx()) + abs(a.dy() - b.dy()) < 1e-3


def shift_between(a: QTransform, b: QTransform) -> tuple[int, int] | None:
    """How many pixels right and down the floor has moved; None when it is also larger, smaller or turned."""
    size = max(abs(a.m11()), abs(a.m12()), 1e-300)
    apart = max(abs(x - y) for x, y in zip(_turn(a), _turn(b), strict=True))
    if apart > 1e-9 * size:
        return None
    return (round(b.dx() - a.dx()), round(b.dy() - a.dy()))


def _turn(t: QTransform) -> tuple[float, float, float, float]:
    return (t.m11(), t.m12(), t.m21(), t.m22())
