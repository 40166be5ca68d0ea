"""A drawing as pixels: what lies in a window of its screen form, drawn fills first, then lines, then texts."""

import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from floorwright.model.drawing import Drawing, LineStyle
from floorwright.native.raster import Mode, Pens, Picture, Rows, Shapes, draw_arcs, draw_areas, draw_lines, is_native
from floorwright.paper.screen.cells import Box, Cells, Floats, exact_arcs, meeting
from floorwright.paper.screen.form import ScreenForm

THIN_MM = 0.35
"""Lines up to this wide on paper are one pixel wide, wider ones a pixel more for each `STEP_MM`."""
STEP_MM, MOST_PX = 0.3, 4
SHORTEST_PERIOD_PX, SHORTEST_DASH_PX = 4.0, 2.0
"""A pattern of dashes finer than this is drawn solid."""
UNREADABLE_PX, UNSEEN_PX = 5.0, 1.0
"""Texts with capitals below the first are lines, below the second nothing."""
LETTERS_WHILE_MOVING = 4000
TINY_PX = 1.3
"""A fill no larger than this is a speck."""
WORTH_A_THREAD = 100_000
"""So many lines and arcs are drawn by several threads."""
MOST_BANDS = 4
SMALL_PX = 200_000
"""A picture of fewer pixels, such as a strip that a pan uncovers, is drawn by one thread."""
_TOO_ROUGH = 2.0**-23 / 0.04
"""Cells larger than this many pixels, turned over, are drawn from the drawing's own numbers, or lines would jitter."""
_REACH_PX = 8.0
_AS_IT_IS = (1.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Look:
    """How a drawing lies in a picture: its `origin` at the pixel `at`, and (x, y) from there at (a x + c y, b x + d y).

    `turn` is a b c d.
    """

    turn: tuple[float, float, float, float]
    at: tuple[float, float]
    origin: tuple[float, float] = (0.0, 0.0)

    @property
    def scale(self) -> float:
        """Pixels a drawing unit."""
        a, b, c, d = self.turn
        return math.sqrt(abs(a * d - b * c))

    def shifts(self, points: Floats) -> Floats:
        """The pixels of points of the drawing (n, 2)."""
        a, b, c, d = self.turn
        x, y = points[:, 0] - self.origin[0], points[:, 1] - self.origin[1]
        return np.column_stack([a * x + c * y + self.at[0], b * x + d * y + self.at[1]])

    def seen(self, width: int, height: int, reach: float = _REACH_PX) -> Box:
        """The box in the drawing that a picture of this size shows."""
        a, b, c, d = self.turn
        area = a * d - b * c
        px = np.array([-reach, width + reach, width + reach, -reach]) - self.at[0]
        py = np.array([-reach, -reach, height + reach, height + reach]) - self.at[1]
        x, y = (d * px - c * py) / area + self.origin[0], (a * py - b * px) / area + self.origin[1]
        return (float(x.min()), float(y.min()), float(x.max()), float(y.max()))


@dataclass(frozen=True, slots=True)
class Palette:
    """The colour of every look of a drawing, premultiplied 0xAARRGGBB; 0 for what is on no shown layer."""

    colours: NDArray[np.uint32]
    ratio: float = 1.0
    """Device pixels in a pixel of the screen: lines and dashes keep their size to the eye."""


class Letters(Protocol):
    """Outlines of the pieces of words with capitals of height 1, y upwards."""

    def advances(self, pieces: NDArray[np.int32]) -> Floats:
        """How far each of these pieces moves the next."""

    def outlines(self, pieces: NDArray[np.int32], height_px: float) -> tuple[Shapes, NDArray[np.int32]]:
        """Shapes, and the number among them of each of these pieces, fine enough for capitals of this height."""


def draw(
    picture: Picture,
    form: ScreenForm,
    drawing: Drawing,
    look: Look,
    palette: Palette,
    letters: Letters,
    *,
    moving: bool = False,
) -> None:
    """Draw all that lies in the picture; `moving`, quickly: with plain lines."""
    height, width = picture.shape
    if not look.scale > 0 or not width or not height:
        return
    box = look.seen(width, height)
    mode = Mode.PLAIN if moving else Mode.SMOOTH
    pens = pens_of(drawing, palette, look.scale)
    count = bands(form, look, width, height)
    tops = [number * height // count for number in range(count + 1)]
    work = [(picture[top:stop], form, drawing, part(look, 0, top), palette, mode, pens) for top, stop in pairwise(tops)]
    # The C library lets other threads run; letters are not made in them.
    waiting = [_threads().submit(_draw_geometry, *one) for one in work[1:]]
    _draw_geometry(*work[0])
    for one in waiting:
        one.result()
    _draw_texts(picture, form, drawing, look, palette, letters, box, moving)


def bands(form: ScreenForm, look: Look, width: int, height: int) -> int:
    """In how many bands a picture is drawn at once: several for what takes long, where there are processors for it."""
    if width * height < SMALL_PX or not is_native():
        return 1
    if count_seen(form, look, width, height) < WORTH_A_THREAD:
        return 1
    return min(os.cpu_count() or 1, MOST_BANDS, max(height // 64, 1))


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(MOST_BANDS - 1, "raster")


def _draw_geometry(
    picture: Picture,
    form: ScreenForm,
    drawing: Drawing,
    look: Look,
    palette: Palette,
    mode: Mode,
    pens: Pens,
) -> None:
    """Fills, then lines, then arcs."""
    height, width = picture.shape
    box = look.seen(width, height)
    _draw_fills(picture, form, drawing, look, palette, box)
    for cells, own, to_exact, draw_rows in (
        (form.lines, drawing.segments, np.asarray, draw_lines),
        (form.arcs, drawing.arcs, exact_arcs, draw_arcs),
    ):
        rough, fine = _cells_seen(cells, look, box)
        draw_rows(picture, mode, _rows(cells, rough, look), look.turn, pens)
        if len(fine):
            rows = to_exact(own[cells.rows(fine)])
            draw_rows(picture, mode, _exact_rows(rows, cells, fine, look), look.turn, pens)


def count_seen(form: ScreenForm, look: Look, width: int, height: int) -> int:
    """About how many lines and arcs a picture shows."""
    box = look.seen(width, height)
    return sum(int(np.diff(cells.starts)[cells.within(box)].sum()) for cells in (form.lines, form.arcs))


def pens_of(drawing: Drawing, palette: Palette, scale: float) -> Pens:
    """The pens of every look at this many pixels a drawing unit."""
    widths = np.array([_width_px(style) for style in drawing.styles], np.float32) * np.float32(palette.ratio)
    patterns = [_pattern_px(style, scale, palette.ratio) for style in drawing.styles]
    firsts = np.cumsum([0, *map(len, patterns)])[:-1]
    dashed = np.array([(first, len(pattern)) for first, pattern in zip(firsts, patterns, strict=True)], np.int32)
    style = drawing.looks[:, 2]
    flat = np.array([piece for pattern in patterns for piece in pattern], np.float32)
    return Pens(palette.colours, widths[style], dashed.reshape(-1, 2)[style], flat)


def _width_px(style: LineStyle) -> float:
    more = math.ceil((style.weight_mm - THIN_MM) / STEP_MM - 1e-9)
    return float(min(max(1 + more, 1), MOST_PX))


def _pattern_px(style: LineStyle, scale: float, ratio: float) -> tuple[float, ...]:
    """Dash, gap, … in pixels; nothing where they are too fine to be seen. A dot is as long as a line is wide."""
    dashes = style.dashes * 2 if len(style.dashes) % 2 else style.dashes
    pixels = [dash * scale for dash in dashes]
    longest = max(pixels[0::2], default=0.0)
    if not math.isfinite(sum(pixels)) or sum(pixels) < SHORTEST_PERIOD_PX * ratio or min(pixels) < 0:
        return ()
    if 0 < longest < SHORTEST_DASH_PX * ratio or max(pixels[1::2]) < ratio:
        return ()
    return tuple(max(pixel, ratio) if place % 2 == 0 else pixel for place, pixel in enumerate(pixels))


def _cells_seen(cells: Cells, look: Look, box: Box) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The cells that are seen: those whose float32 numbers are fine enough here, and the others."""
    seen = cells.within(box)
    size = np.abs(cells.boxes[:, seen] - np.tile(cells.centres[seen].T, (2, 1))).max(axis=0, initial=0.0)
    rough = size * look.scale * _TOO_ROUGH > 1.0
    return seen[~rough], seen[rough]


def _rows(cells: Cells, seen: NDArray[np.int64], look: Look) -> Rows:
    """What lies in these cells."""
    ranges = np.column_stack([cells.starts[seen], cells.starts[seen + 1]])
    return Rows(cells.values, cells.look, ranges, look.shifts(cells.centres[seen]))


def _exact_rows(values: Floats, cells: Cells, fine: NDArray[np.int64], look: Look) -> Rows:
    """Rows in full precision, from the point of the drawing that lies in the middle of the window."""
    looks = np.concatenate([cells.look[cells.starts[cell] : cells.starts[cell + 1]] for cell in fine.tolist()])
    middle = np.array(look.origin)
    values = values.copy()
    values[:, 0:2] -= middle
    if values.shape[1] == 4:
        values[:, 2:4] -= middle
    return Rows(values, looks, np.array([[0, len(values)]], np.int64), np.array([look.at]))


def _draw_fills(picture: Picture, form: ScreenForm, drawing: Drawing, look: Look, palette: Palette, box: Box) -> None:
    which = np.flatnonzero(meeting(form.fill_boxes, box))
    colours = palette.colours[drawing.fill_look[which]]
    which, colours = which[colours != 0].astype(np.int32), colours[colours != 0]
    if not len(which):
        return
    boxes = form.fill_boxes[:, which]
    tiny = (boxes[2:] - boxes[:2]).max(axis=0) * look.scale < TINY_PX
    if tiny.any():
        _draw_specks(picture, boxes[:, tiny], form.fill_areas[which[tiny]], colours[tiny], look)
    if not tiny.all():
        shapes = Shapes(drawing.fill_points, drawing.ring_starts, drawing.fill_starts)
        # Far-away coordinates times large scales lose no more than a thousandth of a pixel in double precision.
        at = look.shifts(np.zeros((1, 2)))[0]
        draw_areas(picture, shapes, which[~tiny], np.array([[*look.turn, *at]]), colours[~tiny], even_odd=True)


def _draw_specks(picture: Picture, boxes: Floats, areas: Floats, colours: NDArray[np.uint32], look: Look) -> None:
    """What is no larger than a pixel: as much ink as it covers, in its middle."""
    middle = look.shifts((boxes[:2] + boxes[2:]).T / 2)
    half = np.minimum(areas * look.scale**2, 1.0) / 2
    rows = np.column_stack([middle[:, 0] - half, middle[:, 1], middle[:, 0] + half, middle[:, 1]])
    rows, colours = rows[half > 0], colours[half > 0]
    draw_lines(picture, Mode.SMOOTH, _table(rows, colours), _AS_IT_IS, _thin(colours))


def _table(rows: Floats, colours: NDArray[np.uint32]) -> Rows:
    """Rows in pixels, each of a colour of its own."""
    look = np.arange(len(colours), dtype=np.int32)
    return Rows(rows, look, np.array([[0, len(rows)]], np.int64), np.zeros((1, 2)))


def _thin(colours: NDArray[np.uint32]) -> Pens:
    n = len(colours)
    return Pens(colours, np.ones(n, np.float32), np.zeros((n, 2), np.int32), np.zeros(0, np.float32))


def _draw_texts(
    picture: Picture,
    form: ScreenForm,
    drawing: Drawing,
    look: Look,
    palette: Palette,
    letters: Letters,
    box: Box,
    moving: bool,
) -> None:
    large = form.capitals * look.scale >= UNSEEN_PX * palette.ratio
    seen = np.flatnonzero(large & meeting(form.text_boxes, box))
    colours = palette.colours[drawing.text_look[seen]]
    seen, colours = seen[colours != 0], colours[colours != 0]
    if not len(seen):
        return
    places = drawing.text_places[seen]
    at = look.shifts(places[:, 0:2])
    along, up = _turned(places[:, 2:4], look), _turned(places[:, 4:6], look)
    capital = form.capitals[seen] * look.scale
    words = drawing.text_words[seen]
    count = np.diff(form.words.starts)[words]
    readable = (capital >= UNREADABLE_PX * palette.ratio) & (count > 0)
    if moving and count[readable].sum() > LETTERS_WHILE_MOVING:
        readable[:] = False
    small = ~readable & (count > 0)
    if small.any():
        _draw_as_lines(picture, form, words[small], at[small], along[small], up[small], colours[small], letters)
    for fine in (False, True):
        own = readable & ((capital > 40) == fine)
        if own.any():
            matrix = np.column_stack([along[own], up[own], at[own]])
            _set(picture, form, words[own], matrix, colours[own], letters, 200.0 if fine else 20.0)


def _draw_as_lines(
    picture: Picture,
    form: ScreenForm,
    words: NDArray[np.int32],
    at: Floats,
    along: Floats,
    up: Floats,
    colours: NDArray[np.uint32],
    letters: Letters,
) -> None:
    """What is too small to read: a pale line through the middle of the letters."""
    which, _, end = _pieces(form, words, letters)
    width = np.zeros(len(words))
    np.maximum.at(width, which, end)
    start = at + 0.5 * up
    rows = np.hstack([start, start + width[:, None] * along])
    draw_lines(picture, Mode.SMOOTH, _table(rows, colours), _AS_IT_IS, _thin(_halved(colours)))


def _set(
    picture: Picture,
    form: ScreenForm,
    words: NDArray[np.int32],
    matrix: Floats,
    colours: NDArray[np.uint32],
    letters: Letters,
    height_px: float,
) -> None:
    """Draw words letter by letter; `matrix` (n, 6) holds the place of each in pixels a capital height."""
    pieces, which, begin, _ = _set_pieces(form, words, letters)
    places = matrix[which]
    places[:, 4:6] += begin[:, None] * places[:, 0:2]
    shapes, numbers = letters.outlines(pieces, height_px)
    draw_areas(picture, shapes, numbers, places, colours[which], even_odd=False)


def _pieces(form: ScreenForm, words: NDArray[np.int32], letters: Letters) -> tuple[NDArray[np.int64], Floats, Floats]:
    """For every piece of these words: whose it is, and where along the word it begins and ends."""
    _, which, begin, end = _set_pieces(form, words, letters)
    return which, begin, end


def _set_pieces(
    form: ScreenForm, words: NDArray[np.int32], letters: Letters
) -> tuple[NDArray[np.int32], NDArray[np.int64], Floats, Floats]:
    first, stop = form.words.starts[words], form.words.starts[words + 1]
    count = (stop - first).astype(np.int64)
    which = np.repeat(np.arange(len(words)), count)
    behind = np.cumsum(count) - count
    pieces = form.words.numbers[np.arange(len(which)) - behind[which] + first[which]]
    moved = np.cumsum(letters.advances(pieces))
    base = np.concatenate([[0.0], moved])[behind][which]
    ahead = np.concatenate([[0.0], moved[:-1]]) - base if len(moved) else moved
    return pieces, which, ahead, moved - base


def _turned(vectors: Floats, look: Look) -> Floats:
    a, b, c, d = look.turn
    return np.column_stack([a * vectors[:, 0] + c * vectors[:, 1], b * vectors[:, 0] + d * vectors[:, 1]])


def _halved(colours: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return (colours >> np.uint32(1)) & np.uint32(0x7F7F7F7F)


def part(look: Look, left: int, top: int) -> Look:
    """The same look in a picture that begins at this pixel of the larger one."""
    return replace(look, at=(look.at[0] - left, look.at[1] - top))


def premultiplied(colours: Sequence[tuple[int, int, int, int]]) -> NDArray[np.uint32]:
    """0xAARRGGBB of red, green, blue and alpha, 0 to 255 each; a colour that covers nothing is 0."""
    made = [(a << 24) | (r * a // 255 << 16) | (g * a // 255 << 8) | b * a // 255 for r, g, b, a in colours]
    return np.array(made, np.uint32)
