"""A pen whose strokes become a Drawing: for importers that read a file piece by piece."""

import math
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from floorwright.geometry.bezier import straightened_curves
from floorwright.geometry.segment import Point
from floorwright.model.drawing import CONTRAST, Drawing, DrawingLayer, Floats, LineStyle, Problem, empty_drawing

LARGEST = 1e12
"""Coordinates beyond this, and those that are no number, are left out and counted."""
CONTINUOUS = LineStyle()


@dataclass(slots=True)
class _Layer:
    number: int
    colour: str
    visible: bool
    entities: int = 0


class Sketch:
    """Draw, then `finish`. A look is a layer, a colour and a style; an entity is what the file counts as one thing."""

    def __init__(self, tolerance: float = 0.01) -> None:
        """`tolerance` is how far a curve that is made straight may be off."""
        self.tolerance = tolerance
        self._layers: dict[str, _Layer] = {}
        self._styles: dict[LineStyle, int] = {CONTINUOUS: 0}
        self._looks: dict[tuple[int, int, int], int] = {}
        self._layer_of_look: list[_Layer] = []
        self._sorts: Counter[str] = Counter()
        self._entity = -1
        self._segments, self._arcs, self._points, self._places = array("d"), array("d"), array("d"), array("d")
        self._curves, self._curve_tags = array("d"), array("i")
        self._segment_tags, self._arc_tags, self._fill_tags, self._text_tags = (array("i") for _ in range(4))
        self._ring_starts, self._fill_starts, self._text_words = array("i", [0]), array("i", [0]), array("i")
        self._words: dict[str, int] = {}
        self._problems: dict[tuple[str, str], Problem] = {}

    def layer(self, name: str, colour: str = "#000000", visible: bool = True) -> None:
        """Make a layer, in this order; drawing on one that was not made makes it."""
        self._layers.setdefault(name, _Layer(len(self._layers), colour, visible))

    def look(self, layer: str, colour: int = CONTRAST, style: LineStyle = CONTINUOUS) -> int:
        """The number of a look, for everything that is drawn so."""
        self.layer(layer, "#000000" if colour < 0 else f"#{colour:06x}")
        on = self._layers[layer]
        key = (on.number, colour, self._styles.setdefault(style, len(self._styles)))
        if key not in self._looks:
            self._looks[key] = len(self._looks)
            self._layer_of_look.append(on)
        return self._looks[key]

    def entity(self, sort: str, look: int) -> None:
        """What is drawn next is one entity of this sort, counted on the layer of `look`."""
        self._entity += 1
        self._sorts[sort] += 1
        self._layer_of_look[look].entities += 1

    @property
    def entities(self) -> int:
        """How many there are up to now."""
        return self._entity + 1

    def path(self, points: Sequence[Point], look: int, closed: bool = False) -> None:
        """Straight pieces from point to point; a single point is a point."""
        if not points:
            return
        here = points[-1] if closed or len(points) == 1 else None
        for point in points:
            if here is not None:
                self._segments.extend((*here, *point))
                self._segment_tags.extend((look, self._entity))
            here = point

    def curve(self, a: Point, b: Point, c: Point, d: Point, look: int) -> None:
        """A cubic Bézier curve from `a` to `d`, which becomes straight pieces."""
        self._curves.extend((*a, *b, *c, *d))
        self._curve_tags.extend((look, self._entity))

    def arc(self, centre: Point, u: Point, v: Point, t0: float, t1: float, look: int) -> None:
        """The points centre + u cos t + v sin t, t0 <= t <= t1 in radians."""
        self._arcs.extend((*centre, *u, *v, t0, t1))
        self._arc_tags.extend((look, self._entity))

    def fill(self, rings: Sequence[Sequence[Point]], look: int) -> None:
        """An area filled even-odd."""
        whole = [ring for ring in rings if len(ring) > 2]
        if not whole:
            return
        for ring in whole:
            for point in ring:
                self._points.extend(point)
            self._ring_starts.append(len(self._points) // 2)
        self._fill_starts.append(len(self._ring_starts) - 1)
        self._fill_tags.extend((look, self._entity))

    def fill_nonzero(self, rings: Sequence[Sequence[Point]], look: int) -> None:
        """An area filled where rings wind round it: of rings that all run the same way, none is a hole."""
        ways = {_runs_left(ring) for ring in rings if len(ring) > 2}
        if len(ways) > 1:
            self.fill(rings, look)
        else:
            for ring in rings:
                self.fill([ring], look)

    def text(self, at: Point, along: Point, up: Point, words: str, look: int) -> None:
        """A line of text from the left end of its base line: one capital height along, times its width, and one up."""
        clean = words.encode("utf-8", "replace").decode().replace("\0", "").strip()
        if clean:
            self._places.extend((*at, *along, *up))
            self._text_words.append(self._words.setdefault(clean, len(self._words)))
            self._text_tags.extend((look, self._entity))

    def problem(self, what: str, where: str = "", done: str = "", count: int = 1) -> None:
        """Note `count` faults of a sort; equal ones are counted together under the first place they were met."""
        known = self._problems.get((what, done), Problem(what, where, done, 0))
        self._problems[what, done] = replace(known, count=known.count + count)

    def finish(self, only: Sequence[str] | None = None) -> Drawing:
        """What was drawn, with layers, entities, extents and problems; its kind and unit are the importer's to say.

        `only` are the names of the layers that are wanted, None for all; their case does not matter.
        """
        wanted = None if only is None else {name.lower() for name in only}
        keep = np.array([wanted is None or name.lower() in wanted for name in self._layers], np.bool_)
        wanted_looks = keep[np.array([layer for layer, _, _ in self._looks], np.intp)]
        segments, segment_tags = self._rows(wanted_looks, self._segments, 4, self._segment_tags)
        curves, curve_tags = self._rows(wanted_looks, self._curves, 8, self._curve_tags)
        if len(curves):
            pieces, of = straightened_curves(curves, self.tolerance)
            segments, segment_tags = np.concatenate([segments, pieces]), np.concatenate([segment_tags, curve_tags[of]])
        arcs, arc_tags = self._rows(wanted_looks, self._arcs, 8, self._arc_tags)
        places, text_tags = self._rows(wanted_looks, self._places, 6, self._text_tags, self._text_words)
        points, rings, fills, fill_tags = self._areas(wanted_looks)
        layers = tuple(
            DrawingLayer(name, layer.visible, layer.colour, layer.entities) for name, layer in self._layers.items()
        )
        drawing = replace(
            empty_drawing(),
            layers=layers,
            styles=tuple(self._styles),
            looks=np.array(list(self._looks), np.int32).reshape(-1, 3),
            segments=segments,
            segment_look=segment_tags[:, 0].copy(),
            segment_entity=segment_tags[:, 1].copy(),
            arcs=arcs,
            arc_look=arc_tags[:, 0].copy(),
            arc_entity=arc_tags[:, 1].copy(),
            fill_points=points,
            ring_starts=rings,
            fill_starts=fills,
            fill_look=fill_tags[:, 0].copy(),
            fill_entity=fill_tags[:, 1].copy(),
            text_places=places,
            text_words=text_tags[:, 2].copy(),
            text_look=text_tags[:, 0].copy(),
            text_entity=text_tags[:, 1].copy(),
            words=tuple(self._words),
            entities=tuple(sorted(self._sorts.items(), key=lambda item: (-item[1], item[0]))),
            problems=tuple(self._problems.values()),
        )
        return replace(drawing, box=_extents(drawing))

    def _rows(
        self, wanted: NDArray[np.bool_], numbers: "array[float]", width: int, tags: "array[int]", *more: "array[int]"
    ) -> tuple[Floats, NDArray[np.int32]]:
        rows = np.array(numbers, np.float64).reshape(-1, width)
        columns = [np.array(tags, np.int32).reshape(-1, 2), *(np.array(one, np.int32)[:, None] for one in more)]
        beside = np.concatenate(columns, axis=1)
        good = _bounded(rows)
        self._lost(int((~good).sum()))
        good &= wanted[beside[:, 0]]
        return rows[good], beside[good]

    def _areas(
        self, wanted: NDArray[np.bool_]
    ) -> tuple[Floats, NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        points = np.array(self._points, np.float64).reshape(-1, 2)
        rings, fills = np.array(self._ring_starts, np.int32), np.array(self._fill_starts, np.int32)
        tags = np.array(self._fill_tags, np.int32).reshape(-1, 2)
        rings_of, points_of = np.diff(fills), np.diff(rings)
        fill_of_point = np.repeat(np.repeat(np.arange(len(tags)), rings_of), points_of)
        good = np.ones(len(tags), np.bool_)
        good[fill_of_point[~_bounded(points)]] = False
        self._lost(int((~good).sum()))
        good &= wanted[tags[:, 0]]
        kept = np.repeat(good, rings_of)
        return (
            points[good[fill_of_point]],
            np.concatenate([[0], np.cumsum(points_of[kept])]).astype(np.int32),
            np.concatenate([[0], np.cumsum(rings_of[good])]).astype(np.int32),
            tags[good],
        )

    def _lost(self, count: int) -> None:
        if count:
            self.problem("Piece out of all bounds", "", "left out", count)


def _runs_left(ring: Sequence[Point]) -> bool:
    """Whether a ring runs counter-clockwise."""
    x0, y0 = ring[0]
    turned = [(x - x0, y - y0) for x, y in ring]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(turned)) > 0


def _bounded(rows: Floats) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = np.logical_and.reduce(np.abs(rows) < LARGEST, axis=1)
    return inside


def _extents(drawing: Drawing) -> tuple[float, float, float, float] | None:
    """The box of what lies on visible layers, or of everything when nothing does; None when nothing is drawn."""
    shown = np.array([layer.visible for layer in drawing.layers], np.bool_)
    for seen in (shown, np.ones_like(shown)):
        segments = drawing.segments[seen[drawing.segment_layer]]
        in_fill = np.repeat(
            np.repeat(seen[drawing.fill_layer], np.diff(drawing.fill_starts)), np.diff(drawing.ring_starts)
        )
        points = np.concatenate(
            [
                segments[:, :2],
                segments[:, 2:],
                drawing.fill_points[in_fill],
                drawing.text_places[seen[drawing.text_layer], :2],
                _arc_points(drawing.arcs[seen[drawing.arc_layer]]),
            ]
        )
        if len(points):
            (x1, y1), (x2, y2) = points.min(0), points.max(0)
            return (float(x1), float(y1), float(x2), float(y2))
    return None


def _arc_points(arcs: Floats) -> Floats:
    """The ends of arcs and the points in between where they turn back along x or y."""
    first, last = arcs[:, 6], arcs[:, 7]
    parameters = [first, last]
    for axis in (0, 1):
        turn = np.arctan2(arcs[:, 4 + axis], arcs[:, 2 + axis])
        begin = turn + np.ceil((first - turn) / math.pi) * math.pi
        parameters += [np.minimum(begin + half * math.pi, last) for half in range(3)]
    points = [arcs[:, 0:2] + arcs[:, 2:4] * np.cos(t)[:, None] + arcs[:, 4:6] * np.sin(t)[:, None] for t in parameters]
    found: Floats = np.concatenate(points)
    return found
