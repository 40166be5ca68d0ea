"""What of an imported drawing reaches the paper: culled to its window, as fine as a printer prints, grouped by pen.

The window is laid out on a lattice with a step of 0.02 mm. What falls together on it is drawn once: at 1 : 1000 the
threads of a bolt become a dot, while nothing is farther than a step from its place.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from floorwright.model.drawing import Drawing, Floats, Ints
from floorwright.model.kinds import Underlay
from floorwright.paper.fonts import drawable, text_width
from floorwright.paper.imprint_areas import areas_of
from floorwright.paper.imprint_lines import Curves, Quads, arcs_of, segments_of, without_repetition
from floorwright.paper.placing import turned
from floorwright.paper.underlay import (
    printed_area_colours,
    printed_colours,
    printed_dashes,
    printed_layers,
    printed_width,
)

FINEST_MM = 0.02
"""A step of the lattice, 1270 dots an inch; larger where the window is wider than 65,535 such steps, 1.3 m."""
MARGIN_MM = 2.0
LEGIBLE_MM = 0.3
"""Capitals lower than this on paper are drawn as a line."""
LOWEST_MM = 0.08
"""Lower ones are left out."""
_STEPS = 65_535


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle in millimetres of the page, and how the floor lies in it: the point `from` lies at `to`, and a
    millimetre of the floor is `factor` millimetres of the page."""

    left: float
    low: float
    right: float
    high: float
    factor: float = 1.0
    from_x: float = 0.0
    from_y: float = 0.0
    to_x: float = 0.0
    to_y: float = 0.0


@dataclass(frozen=True, slots=True)
class Pen:
    """Colour, width and dashes in millimetres of paper."""

    colour: str
    width_mm: float
    dashes_mm: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Strokes:
    """What one pen draws, in steps: `lines` (n, 4) from end to end, `curves` (m, 8) cubic Bézier pieces; a line or a
    curve goes on from the one before it where it starts at its end."""

    pen: Pen
    lines: Quads
    curves: Curves


@dataclass(frozen=True, slots=True)
class Areas:
    """Filled areas in the order in which they are painted, in steps: points (n, 2) split by `ring_starts` (r + 1,)
    into rings, and those by `area_starts` (a + 1,) into even-odd filled areas; `colours` (a,) numbers `palette`."""

    points: Ints
    ring_starts: Ints
    area_starts: Ints
    colours: Ints
    palette: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text: x, y of its left end, one capital height along times its stretch, and one up, in steps."""

    place: tuple[float, float, float, float, float, float]
    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """A drawing on its window. A step is `step_mm`; the point (0, 0) lies at left, low in millimetres of the page."""

    step_mm: float
    left: float
    low: float
    width: int
    height: int
    areas: Areas
    strokes: tuple[Strokes, ...]
    words: tuple[Words, ...]
    picture: tuple[float, float, float, float, float, float] | None = None
    """Where the picture's lower left corner lies, and its lower and left side, in steps."""


def imprint(drawing: Drawing, underlay: Underlay, window: Window, tell: Callable[[float], None]) -> Imprint:
    """What of the drawing is seen through the window; `tell` hears what share is done."""
    left, low = window.left - MARGIN_MM, window.low - MARGIN_MM
    wide, high = window.right + MARGIN_MM - left, window.high + MARGIN_MM - low
    step = max(FINEST_MM, max(wide, high) / _STEPS)
    place = _Placing(underlay, window, step, left, low)
    pens, pen_of_look = _pens(drawing, underlay, window.factor)
    size = (int(wide / step), int(high / step))
    with np.errstate(all="ignore"):
        areas = _areas(drawing, underlay, place, size)
        tell(0.1)
        words, small = _words(drawing, underlay, place, size, step, pens)
        tell(0.2)
        found = [small]
        for share, part in segments_of(drawing, pen_of_look, place, size):
            found.append(part)
            tell(0.2 + 0.4 * share)
        curves = []
        for share, part, bent in arcs_of(drawing, pen_of_look, place, size):
            found.append(part)
            curves.append(bent)
            tell(0.6 + 0.3 * share)
        strokes = tuple(_strokes(pens, found, curves))
        corner = place.points(np.zeros((1, 2)))[0].tolist()
        high_px, wide_px = drawing.pixels.shape[:2]
        sides = place.vectors(np.array([(wide_px, 0.0), (0.0, high_px)])).ravel().tolist()
    picture = (*corner, *sides) if drawing.pixels.size and np.isfinite([*corner, *sides]).all() else None
    tell(1.0)
    return Imprint(step, left, low, *size, areas, strokes, tuple(words), picture)


class _Placing:
    """From coordinates of the drawing to steps; exact also when the drawing lies far from its origin."""

    def __init__(self, underlay: Underlay, window: Window, step: float, left: float, low: float) -> None:
        size = underlay.scale * window.factor / step
        cos, sin = turned(size, 0.0, underlay.rotation)
        self._matrix = np.array([[cos, sin], [-sin, cos]])
        self._origin = (underlay.origin_u, underlay.origin_v)
        self._moved = (
            ((underlay.x - window.from_x) * window.factor + window.to_x - left) / step,
            ((underlay.y - window.from_y) * window.factor + window.to_y - low) / step,
        )
        self.size = size

    def points(self, places: Floats) -> Floats:
        u, v = places[:, 0] - self._origin[0], places[:, 1] - self._origin[1]
        ((a, b), (c, d)), (e, f) = self._matrix, self._moved
        return np.column_stack((u * a + v * c + e, u * b + v * d + f))

    def vectors(self, directions: Floats) -> Floats:
        found: Floats = directions @ self._matrix
        return found


def _pens(drawing: Drawing, underlay: Underlay, factor: float) -> tuple[dict[Pen, int], NDArray[np.int32]]:
    """Every pen by its number, and the number of each look's; -1 for looks of layers that are not printed."""
    printed = printed_layers(drawing, underlay).tolist()
    colour_of = printed_colours(drawing)
    pens: dict[Pen, int] = {}
    numbers = []
    for layer, colour, style in drawing.looks.tolist():
        if not (0 <= layer < len(printed) and printed[layer] and 0 <= style < len(drawing.styles)):
            numbers.append(-1)
            continue
        line = drawing.styles[style]
        dashes = printed_dashes(line, underlay.scale * factor)
        pen = Pen(colour_of(colour), printed_width(line.weight_mm), dashes)
        numbers.append(pens.setdefault(pen, len(pens)))
    return pens, np.array(numbers, np.int32)


def _strokes(
    pens: dict[Pen, int], found: list[tuple[Any, Quads]], curved: list[tuple[Any, Curves]]
) -> Iterator[Strokes]:
    # Numbers of 16 bits are sorted several times as fast.
    small = np.uint16 if len(pens) <= _STEPS else np.int32
    which = np.concatenate([numbers.astype(small) for numbers, _ in found])
    lines = np.concatenate([quads for _, quads in found])
    found.clear()
    bends = np.concatenate([np.zeros(0, small), *(numbers.astype(small) for numbers, _ in curved)])
    curves = np.concatenate([np.zeros((0, 8), np.int32), *(pieces for _, pieces in curved)])
    curved.clear()
    order, bend_order = np.argsort(which, kind="stable"), np.argsort(bends, kind="stable")
    starts = np.searchsorted(which[order], np.arange(len(pens) + 1))
    bend_starts = np.searchsorted(bends[bend_order], np.arange(len(pens) + 1))
    for pen, number in pens.items():
        own = without_repetition(lines[order[starts[number] : starts[number + 1]]])
        bent = curves[bend_order[bend_starts[number] : bend_starts[number + 1]]]
        if len(own) or len(bent):
            yield Strokes(pen, own, bent)


def _areas(drawing: Drawing, underlay: Underlay, place: _Placing, size: tuple[int, int]) -> Areas:
    printed = printed_layers(drawing, underlay)
    layers = drawing.fill_layer
    inside = (layers >= 0) & (layers < len(printed))
    wanted = np.flatnonzero(inside & np.append(printed, False)[np.where(inside, layers, -1)])
    points, rings, starts, kept = areas_of(drawing, wanted, place.points(drawing.fill_points), size)
    found, colours = np.unique(drawing.fill_colour[kept], return_inverse=True)
    palette: dict[str, int] = {}
    colour_of = printed_area_colours(drawing)
    numbers = np.array([palette.setdefault(colour_of(int(one)), len(palette)) for one in found], np.int32)
    return Areas(points, rings, starts, numbers[colours.reshape(-1)], tuple(palette))


def _words(
    drawing: Drawing, underlay: Underlay, place: _Placing, size: tuple[int, int], step: float, pens: dict[Pen, int]
) -> tuple[list[Words], tuple[Any, Quads]]:
    """Legible texts, and lines in the place of smaller ones."""
    printed = np.append(printed_layers(drawing, underlay), False)
    looks = drawing.looks[drawing.text_look]
    places = drawing.text_places
    at, along, up = place.points(places[:, :2]), place.vectors(places[:, 2:4]), place.vectors(places[:, 4:6])
    length = np.hypot(along[:, 0], along[:, 1])
    height = np.abs(along[:, 0] * up[:, 1] - along[:, 1] * up[:, 0]) / length * step
    letters = np.array([len(word) for word in drawing.words], np.int64)[drawing.text_words]
    reach = 2.0 * length * letters + 2.0 * np.hypot(up[:, 0], up[:, 1])
    here = (
        (at[:, 0] > -reach) & (at[:, 0] < size[0] + reach) & (at[:, 1] > -reach) & (at[:, 1] < size[1] + reach)
        & (height >= LOWEST_MM) & (reach < 1e7) & printed[np.clip(looks[:, 0], -1, len(printed) - 1)]
    )  # fmt: skip
    shown = np.flatnonzero(here)
    rows = np.hstack((at, along, up))[shown].tolist()
    said = {word: drawable(drawing.words[word]).rstrip() for word in np.unique(drawing.text_words[shown]).tolist()}
    colour_of = printed_colours(drawing)
    colours = {colour: colour_of(colour) for colour in np.unique(looks[shown, 1]).tolist()}
    words: list[Words] = []
    numbers, lines = [], []
    widths: dict[int, float] = {}
    for (x, y, ax, ay, ux, uy), high, word, colour in zip(
        rows, height[shown].tolist(), drawing.text_words[shown].tolist(), looks[shown, 1].tolist(), strict=True
    ):
        text = said[word]
        if not text:
            continue
        if high >= LEGIBLE_MM:
            words.append(Words((x, y, ax, ay, ux, uy), text, colours[colour]))
            continue
        if word not in widths:
            widths[word] = text_width(text, 1.0)
        wide = widths[word]
        line = (x + 0.5 * ux, y + 0.5 * uy, x + 0.5 * ux + wide * ax, y + 0.5 * uy + wide * ay)
        if all(0 <= number <= _STEPS for number in line):
            numbers.append(pens.setdefault(Pen(colours[colour], printed_width(0.0)), len(pens)))
            lines.append(line)
    quads = np.rint(np.array(lines).reshape(-1, 4)).astype(np.uint16)
    return words, (np.array(numbers, np.int32), quads)
