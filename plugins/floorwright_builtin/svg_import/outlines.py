"""Outlines as they are given: straight pieces, cubic curves and arcs of ellipses, in the element's own coordinates."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from floorwright.api import Transform, straightened_curve

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Arc:
    """The points centre + u cos t + v sin t, t from `t0` to `t1`, which may be less."""

    centre: Point
    u: Point
    v: Point
    t0: float
    t1: float

    def at(self, t: float) -> Point:
        """The point at a parameter."""
        cos, sin = math.cos(t), math.sin(t)
        return (
            self.centre[0] + self.u[0] * cos + self.v[0] * sin,
            self.centre[1] + self.u[1] * cos + self.v[1] * sin,
        )

    def moved(self, place: Transform) -> "Arc":
        """The arc elsewhere: an affine map keeps ellipses."""
        return Arc(place.point(self.centre), place.direction(self.u), place.direction(self.v), self.t0, self.t1)

    def straightened(self, tolerance: float) -> list[Point]:
        """The points after its beginning of a path no further from it than `tolerance`."""
        radius = max(math.hypot(*self.u), math.hypot(*self.v))
        step = math.sqrt(8 * tolerance / radius) if radius > tolerance else math.pi / 2
        pieces = max(2, min(512, math.ceil(abs(self.t1 - self.t0) / step)))
        return [self.at(self.t0 + (self.t1 - self.t0) * number / pieces) for number in range(1, pieces + 1)]


Piece = Arc | tuple[Point, ...]
"""An arc, or the points after the first: one for a straight piece, three for a curve."""


@dataclass(slots=True)
class Outline:
    """One stroke of the pen: where it begins, its pieces, and whether it comes back."""

    start: Point
    pieces: list[Piece] = field(default_factory=list)
    closed: bool = False

    def moved(self, place: Transform) -> "Outline":
        """The outline elsewhere."""
        pieces: list[Piece] = [
            piece.moved(place) if isinstance(piece, Arc) else place.points(piece) for piece in self.pieces
        ]
        return Outline(place.point(self.start), pieces, self.closed)

    def ring(self, tolerance: float) -> list[Point]:
        """Its points as a path of straight pieces."""
        points = [self.start]
        for piece in self.pieces:
            points.extend(_points(points[-1], piece, tolerance))
        return points

    def strokes(self) -> Iterator[Arc | tuple[Point, ...]]:
        """What a pen draws: arcs, curves as their four points, and the two ends of straight pieces."""
        here = self.start
        for piece in self.pieces:
            yield piece if isinstance(piece, Arc) else (here, *piece)
            here = piece.at(piece.t1) if isinstance(piece, Arc) else piece[-1]
        if self.closed and here != self.start:
            yield (here, self.start)


def _points(here: Point, piece: Piece, tolerance: float) -> Sequence[Point]:
    if isinstance(piece, Arc):
        return piece.straightened(tolerance)
    if len(piece) == 1:
        return piece
    return straightened_curve(here, piece[0], piece[1], piece[2], tolerance)


def polygon(points: Sequence[Point], closed: bool) -> list[Outline]:
    """Straight from point to point."""
    return [Outline(points[0], [(point,) for point in points[1:]], closed)] if points else []


def ellipse(centre: Point, rx: float, ry: float) -> list[Outline]:
    """A whole ellipse along the axes."""
    if not (rx > 0 and ry > 0):
        return []
    return [Outline((centre[0] + rx, centre[1]), [Arc(centre, (rx, 0.0), (0.0, ry), 0.0, math.tau)], True)]


def rectangle(x: float, y: float, width: float, height: float, rx: float, ry: float) -> list[Outline]:
    """A rectangle along the axes, its corners rounded by quarters of an ellipse."""
    if not (width > 0 and height > 0):
        return []
    rx, ry = min(max(rx, 0.0), width / 2), min(max(ry, 0.0), height / 2)
    right, bottom = x + width, y + height
    if not (rx and ry):
        return polygon([(x, y), (right, y), (right, bottom), (x, bottom)], True)
    outline = Outline((x + rx, y), closed=True)
    centres = (right - rx, y + ry), (right - rx, bottom - ry), (x + rx, bottom - ry), (x + rx, y + ry)
    for centre, quarter in zip(centres, (3, 0, 1, 2), strict=True):
        arc = Arc(centre, (rx, 0.0), (0.0, ry), quarter * math.pi / 2, (quarter + 1) * math.pi / 2)
        outline.pieces += [(arc.at(arc.t0),), arc]
    outline.pieces.append((outline.start,))
    return [outline]
