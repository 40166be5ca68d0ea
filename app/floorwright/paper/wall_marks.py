"""Walls as they are built: with thickness, joined at corners, cut by doors, gates and passages."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from floorwright.model.kinds import Opening, OpeningType, Wall
from floorwright.model.record import Point
from floorwright.paper.marks import Line, Region, Style

WALL_FILL = Style(layer="WALL", stroke=None, fill="#5b6670")
WALL_EDGE = Style(layer="WALL", stroke="#1f2933", width=0.25)
BARRIER = Style(layer="WALL", stroke="#1f2933", width=0.5, dash=(3.0, 1.0))
DOOR = Style(layer="DOOR", stroke="#1f2933", width=0.25)
DOOR_THIN = Style(layer="DOOR", stroke="#52606d", width=0.18)
DOOR_HIDDEN = Style(layer="DOOR", stroke="#52606d", width=0.18, dash=(1.5, 0.8))
_SAME_MM = 1.0
_SHARPEST = math.radians(20.0)


@dataclass(frozen=True, slots=True)
class _Side:
    """How far beyond its end the left and the right edge of a wall go there, along the wall."""

    left: float = 0.0
    right: float = 0.0


def wall_marks(walls: Iterable[Wall], openings: Iterable[Opening]) -> tuple[Line | Region, ...]:
    """The solid pieces of the walls, then what fills their openings; every mark names its record."""
    listed = sorted(walls, key=lambda wall: wall.id)
    by_wall: dict[str, list[Opening]] = {}
    for opening in openings:
        by_wall.setdefault(opening.wall, []).append(opening)
    marks: list[Line | Region] = []
    for wall in listed:
        for ring in wall_pieces(wall, by_wall.get(wall.id, []), listed):
            vertices = tuple((x, y, 0.0) for x, y in ring)
            if wall.thickness > 0:
                marks.append(Region(rings=(vertices,), style=WALL_FILL, source=wall.id))
                marks.append(Line(vertices=vertices, style=WALL_EDGE, closed=True, source=wall.id))
            else:
                marks.append(Line(vertices=vertices, style=BARRIER, source=wall.id))
    for wall in listed:
        for opening in sorted(by_wall.get(wall.id, []), key=lambda o: (o.at, o.id)):
            marks += _opening_marks(wall, opening)
    return tuple(marks)


def wall_pieces(wall: Wall, openings: Iterable[Opening], others: Iterable[Wall] = ()) -> list[tuple[Point, ...]]:
    """The outlines of what stands of a wall: four corners each, or the two ends of a barrier's piece."""
    length = math.hypot(wall.x2 - wall.x1, wall.y2 - wall.y1)
    ux, uy = (wall.x2 - wall.x1) / length, (wall.y2 - wall.y1) / length
    half = wall.thickness / 2.0
    start, end = _ends(wall, list(others))

    def point(along: float, aside: float) -> Point:
        return wall.x1 + along * ux - aside * uy, wall.y1 + along * uy + aside * ux

    pieces: list[tuple[Point, ...]] = []
    for a, b in _standing(length, openings):
        if half == 0:
            pieces.append((point(a, 0.0), point(b, 0.0)))
            continue
        first = start if a == 0 else _Side()
        last = end if b == length else _Side()
        pieces.append(
            (
                point(a - first.right, -half),
                point(b + last.right, -half),
                point(b + last.left, half),
                point(a - first.left, half),
            )
        )
    return pieces


def _standing(length: float, openings: Iterable[Opening]) -> list[tuple[float, float]]:
    pieces: list[tuple[float, float]] = []
    reached = 0.0
    for low, high in sorted((o.at - o.width / 2, o.at + o.width / 2) for o in openings):
        if low > reached:
            pieces.append((reached, min(low, length)))
        reached = max(reached, high)
        if reached >= length:
            break
    if reached < length:
        pieces.append((reached, length))
    return [(a, b) for a, b in pieces if b > a]


def _ends(wall: Wall, others: list[Wall]) -> tuple[_Side, _Side]:
    here = (wall.x1, wall.y1), (wall.x2, wall.y2)
    start = _meeting(wall, here[0], here[1], others)
    # Seen from its other end a wall's left is its right.
    end = _meeting(wall, here[1], here[0], others)
    return _Side(start.right, start.left), end


def _meeting(wall: Wall, at: Point, far: Point, others: list[Wall]) -> _Side:
    """The mitre at the end `at`, with left and right as seen when walking from `far` to `at`."""
    partners = [
        (other, (other.x2, other.y2) if near == 0 else (other.x1, other.y1))
        for other in others
        if other.id != wall.id and other.thickness > 0
        for near, place in enumerate(((other.x1, other.y1), (other.x2, other.y2)))
        if math.dist(place, at) <= _SAME_MM
    ]
    if len(partners) != 1 or wall.thickness == 0:
        half = max((other.thickness / 2 for other, _ in partners), default=0.0)
        return _Side(half, half)
    other, beyond = partners[0]
    inward = math.atan2(at[1] - far[1], at[0] - far[0])
    onward = math.atan2(beyond[1] - at[1], beyond[0] - at[0])
    turn = (onward - inward + math.pi) % (2 * math.pi) - math.pi
    if abs(turn) < 1e-6 or math.pi - abs(turn) < _SHARPEST:
        return _Side()
    mine, theirs = wall.thickness / 2, other.thickness / 2
    # Where the left edges of both meet; the right edges meet as far on the other side.
    reach = (mine * math.cos(turn) - theirs) / math.sin(turn)
    return _Side(reach, -reach)


def _opening_marks(wall: Wall, opening: Opening) -> list[Line | Region]:
    length = math.hypot(wall.x2 - wall.x1, wall.y2 - wall.y1)
    ux, uy = (wall.x2 - wall.x1) / length, (wall.y2 - wall.y1) / length
    half = wall.thickness / 2.0
    low, high = max(0.0, opening.at - opening.width / 2), min(length, opening.at + opening.width / 2)
    if high <= low:
        return []
    width = high - low

    def vertex(along: float, aside: float, bulge: float = 0.0) -> tuple[float, float, float]:
        return wall.x1 + along * ux - aside * uy, wall.y1 + along * uy + aside * ux, bulge

    def line(style: Style, *vertices: tuple[float, float, float]) -> Line:
        return Line(vertices=vertices, style=style, source=opening.id)

    quarter = math.tan(math.pi / 8)
    if opening.type is OpeningType.DOOR:
        return [
            line(DOOR, vertex(low, half), vertex(low, half + width)),
            line(DOOR_THIN, vertex(high, half, quarter), vertex(low, half + width)),
        ]
    if opening.type is OpeningType.DOUBLE_DOOR:
        leaf, middle = width / 2, (low + high) / 2
        return [
            line(DOOR, vertex(low, half), vertex(low, half + leaf)),
            line(DOOR_THIN, vertex(middle, half, quarter), vertex(low, half + leaf)),
            line(DOOR, vertex(high, half), vertex(high, half + leaf)),
            line(DOOR_THIN, vertex(middle, half, -quarter), vertex(high, half + leaf)),
        ]
    edges = [line(DOOR_HIDDEN, vertex(low, side), vertex(high, side)) for side in ((half, -half) if half else (0.0,))]
    if opening.type is OpeningType.GATE:
        edges.append(line(DOOR, vertex(low, 0.0), vertex(high, 0.0)))
    return list(edges)
