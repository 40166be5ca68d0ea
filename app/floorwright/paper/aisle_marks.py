"""Aisles as painted on a floor: their surface, dashed edges open where aisles meet, and arrows in one-way aisles."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from floorwright.model.kinds import Aisle
from floorwright.model.record import Point
from floorwright.paper.marks import Line, Region, Style

SURFACE = Style(layer="AISLE", stroke=None, fill="#f7f3e3")
EDGE = Style(layer="AISLE", stroke="#b08900", width=0.25, dash=(3.0, 1.5))
CENTRE = Style(layer="AISLE", stroke="#b08900", width=0.13, dash=(6.0, 1.5, 1.0, 1.5))
ARROW = Style(layer="AISLE", stroke=None, fill="#b08900")
_SAME_MM = 1.0


@dataclass(frozen=True, slots=True)
class _Strip:
    """An aisle with a width, its ends drawn out where it meets another."""

    aisle: Aisle
    x: float
    y: float
    ux: float
    uy: float
    length: float
    half: float
    before: float
    after: float

    def point(self, along: float, aside: float) -> Point:
        return self.x + along * self.ux - aside * self.uy, self.y + along * self.uy + aside * self.ux

    def local(self, x: float, y: float) -> Point:
        dx, dy = x - self.x, y - self.y
        return dx * self.ux + dy * self.uy, dy * self.ux - dx * self.uy


def aisle_marks(aisles: Iterable[Aisle], scale: float = 100.0) -> tuple[Line | Region, ...]:
    """Surfaces first, then edges, centre lines and one-way arrows sized for 1 : scale; every mark names its aisle."""
    listed = sorted(aisles, key=lambda aisle: aisle.id)
    strips = [_strip(aisle, listed) for aisle in listed]
    wide = [strip for strip in strips if strip.half > 0]
    marks: list[Line | Region] = []
    for strip in wide:
        corners = (
            (-strip.before, -1),
            (strip.length + strip.after, -1),
            (strip.length + strip.after, 1),
            (-strip.before, 1),
        )
        ring = tuple((*strip.point(along, side * strip.half), 0.0) for along, side in corners)
        marks.append(Region(rings=(ring,), style=SURFACE, source=strip.aisle.id))
    for strip in wide:
        marks += _edges(strip, [other for other in wide if other is not strip])
    for strip in strips:
        ends = (strip.point(0.0, 0.0), strip.point(strip.length, 0.0))
        vertices = tuple((x, y, 0.0) for x, y in ends)
        marks.append(Line(vertices=vertices, style=CENTRE, source=strip.aisle.id))
        if strip.aisle.one_way:
            marks += _arrows(strip, scale)
    return tuple(marks)


def _strip(aisle: Aisle, others: list[Aisle]) -> _Strip:
    dx, dy = aisle.x2 - aisle.x1, aisle.y2 - aisle.y1
    length = math.hypot(dx, dy)

    def drawn_out(x: float, y: float) -> float:
        met = [
            other.width / 2
            for other in others
            if other is not aisle and other.width and _touches(other, x, y) and not _parallel(aisle, other)
        ]
        return max(met, default=0.0)

    half = (aisle.width or 0.0) / 2.0
    before, after = (drawn_out(aisle.x1, aisle.y1), drawn_out(aisle.x2, aisle.y2)) if half else (0.0, 0.0)
    return _Strip(aisle, aisle.x1, aisle.y1, dx / length, dy / length, length, half, before, after)


def _touches(aisle: Aisle, x: float, y: float) -> bool:
    dx, dy = aisle.x2 - aisle.x1, aisle.y2 - aisle.y1
    share = max(0.0, min(1.0, ((x - aisle.x1) * dx + (y - aisle.y1) * dy) / (dx * dx + dy * dy)))
    return math.hypot(aisle.x1 + share * dx - x, aisle.y1 + share * dy - y) <= _SAME_MM


def _parallel(a: Aisle, b: Aisle) -> bool:
    ax, ay, bx, by = a.x2 - a.x1, a.y2 - a.y1, b.x2 - b.x1, b.y2 - b.y1
    return abs(ax * by - ay * bx) <= 1e-3 * math.hypot(ax, ay) * math.hypot(bx, by)


def _edges(strip: _Strip, others: list[_Strip]) -> list[Line]:
    corners = [
        strip.point(-strip.before, strip.half),
        strip.point(strip.length + strip.after, strip.half),
        strip.point(strip.length + strip.after, -strip.half),
        strip.point(-strip.before, -strip.half),
    ]
    out: list[Line] = []
    for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
        out += [
            Line(vertices=((*p, 0.0), (*q, 0.0)), style=EDGE, source=strip.aisle.id) for p, q in _outside(a, b, others)
        ]
    return out


def _outside(a: Point, b: Point, strips: list[_Strip]) -> list[tuple[Point, Point]]:
    """The parts of the segment from a to b that lie in none of the strips."""
    covered = sorted(span for strip in strips if (span := _inside(a, b, strip)) is not None)
    free: list[tuple[float, float]] = []
    reached = 0.0
    for low, high in covered:
        if low > reached:
            free.append((reached, low))
        reached = max(reached, high)
    if reached < 1.0:
        free.append((reached, 1.0))
    length = math.dist(a, b)

    def at(share: float) -> Point:
        return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])

    return [(at(low), at(high)) for low, high in free if (high - low) * length > _SAME_MM]


def _inside(a: Point, b: Point, strip: _Strip) -> tuple[float, float] | None:
    # Liang and Barsky's clipping of a segment by a rectangle, in the coordinates of the strip.
    (u1, v1), (u2, v2) = strip.local(*a), strip.local(*b)
    low, high = 0.0, 1.0
    slack = _SAME_MM / 2
    bounds = (
        (u1 - u2, u1 + strip.before - slack),
        (u2 - u1, strip.length + strip.after - slack - u1),
        (v1 - v2, v1 + strip.half - slack),
        (v2 - v1, strip.half - slack - v1),
    )
    for towards, room in bounds:
        if towards == 0:
            if room < 0:
                return None
            continue
        share = room / towards
        if towards < 0:
            low = max(low, share)
        else:
            high = min(high, share)
    return (low, high) if low < high else None


def _arrows(strip: _Strip, scale: float) -> list[Region]:
    size = min(3.0 * scale, strip.length / 3)
    count = max(1, int(strip.length // (40.0 * scale)))
    out = []
    for number in range(count):
        tip = strip.length * (number + 0.5) / count + size / 2
        corners = ((tip, 0.0), (tip - size, size / 3), (tip - size * 0.75, 0.0), (tip - size, -size / 3))
        ring = tuple((*strip.point(along, aside), 0.0) for along, aside in corners)
        out.append(Region(rings=(ring,), style=ARROW, source=strip.aisle.id))
    return out
