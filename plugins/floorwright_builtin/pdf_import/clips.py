"""The bounds of clipping: the outlines beyond which nothing of an object is seen (ISO 32000-1, 8.5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import byref, c_float
from functools import cached_property
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from floorwright.api import Transform

Point = tuple[float, float]
Outline = list[tuple[int, float, float]]
"""The pieces of a path: their kind, and the point where they end."""
_MOST_PIECES = 4000
_MOST_OUTLINES = 60


class Clip:
    """One outline on the drawing. Curves are straight from point to point; few outlines have any."""

    def __init__(self, rings: list[list[Point]]) -> None:
        self._rings = [ring for ring in rings if len(ring) > 2]
        points = [point for ring in self._rings for point in ring] or [(0.0, 0.0)]
        self.left, self.right = min(x for x, _ in points), max(x for x, _ in points)
        self.low, self.high = min(y for _, y in points), max(y for _, y in points)
        corners = {(x, y) for x in (self.left, self.right) for y in (self.low, self.high)}
        self._is_box = len(self._rings) == 1 and len(self._rings[0]) <= 5 and set(self._rings[0]) == corners

    @cached_property
    def _area(self) -> Any:
        import shapely

        area: Any = shapely.Polygon()
        for ring in self._rings:
            area = shapely.symmetric_difference(area, shapely.make_valid(shapely.Polygon(ring)))
        shapely.prepare(area)
        return area

    def misses(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a box lies beyond its bounds."""
        left, low, right, high = box
        return left > self.right or right < self.left or low > self.high or high < self.low

    def holds(self, box: tuple[float, float, float, float]) -> bool:
        """Whether all of a box is surely seen."""
        left, low, right, high = box
        if left < self.left or right > self.right or low < self.low or high > self.high:
            return False
        if self._is_box:
            return True
        import shapely

        return bool(self._area.covers(shapely.box(*box)))

    def has(self, point: Point) -> bool:
        """Whether a point is seen."""
        if self.misses((*point, *point)):
            return False
        import shapely

        return self._is_box or bool(self._area.covers(shapely.Point(point)))

    def lines(self, points: Sequence[Point]) -> list[list[Point]]:
        """The parts of a line from point to point that are seen."""
        import shapely

        inside = shapely.intersection(shapely.LineString(points), self._area)
        parts = shapely.get_parts(shapely.get_parts(shapely.line_merge(inside)))
        return [[(x, y) for x, y in part.coords] for part in parts if part.geom_type == "LineString"]

    def rings(self, rings: Sequence[Sequence[Point]]) -> list[list[Point]]:
        """The rings of what is seen of an area, even-odd."""
        import shapely

        area: Any = shapely.Polygon()
        for ring in rings:
            if len(ring) > 2:
                area = shapely.symmetric_difference(area, shapely.make_valid(shapely.Polygon(ring)))
        found: list[list[Point]] = []
        for part in shapely.get_parts(shapely.get_parts(shapely.intersection(area, self._area))):
            if part.geom_type == "Polygon" and not part.is_empty:
                found += [[(x, y) for x, y in ring.coords[:-1]] for ring in (part.exterior, *part.interiors)]
        return found


class Clips:
    """Asks pdfium for the outlines of objects; equal ones are made once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Clip | None] = {}
        self._x, self._y = c_float(), c_float()
        self._parts = byref(self._x), byref(self._y)

    def of(self, thing: Any, place: Transform) -> tuple[Clip, ...]:
        """The outlines of an object that lies in something placed by `place`."""
        path = pdfium.FPDFPageObj_GetClipPath(thing)
        count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
        if not 0 < count <= _MOST_OUTLINES:
            return ()
        clips = (self._clip(path, number, place) for number in range(count))
        return tuple(clip for clip in clips if clip is not None)

    def _clip(self, path: Any, number: int, place: Transform) -> Clip | None:
        count = pdfium.FPDFClipPath_CountPathSegments(path, number)
        if not 2 < count <= _MOST_PIECES:
            return None
        pieces = []
        for index in range(count):
            piece = pdfium.FPDFClipPath_GetPathSegment(path, number, index)
            pdfium.FPDFPathSegment_GetPoint(piece, *self._parts)
            pieces.append((pdfium.FPDFPathSegment_GetType(piece), self._x.value, self._y.value))
        key = (place, *pieces)
        if key not in self._known:
            self._known[key] = _made(pieces, place)
        return self._known[key]


def _made(pieces: Outline, place: Transform) -> Clip | None:
    rings: list[list[Point]] = []
    for kind, x, y in pieces:
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not rings:
            rings.append([])
        point = place.point((x, y))
        if not rings[-1] or rings[-1][-1] != point:
            rings[-1].append(point)
    rings = [ring[:-1] if ring[0] == ring[-1] and len(ring) > 1 else ring for ring in rings]
    sound = np.isfinite([number for ring in rings for point in ring for number in point]).all()
    return Clip(rings) if sound else None


def box_round(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """Left, low, right and high of points."""
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)
