"""Marks moved from coordinates of their own to where they lie, and what they reach over."""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

from floorwright.model.record import Point
from floorwright.paper.marks import Block, Line, Mark, Region, Text, Vertex

Simple = Line | Region | Text
Box = tuple[float, float, float, float]


def turned(u: float, v: float, rotation: float) -> Point:
    """The vector (u, v) turned counter-clockwise by degrees; quarter turns are exact."""
    quarters = rotation / 90.0
    if quarters == round(quarters):
        cos, sin = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[round(quarters) % 4]
    else:
        cos, sin = math.cos(math.radians(rotation)), math.sin(math.radians(rotation))
    return u * cos - v * sin, u * sin + v * cos


def placed(u: float, v: float, x: float, y: float, rotation: float, mirrored: bool) -> Point:
    """Where a point of a block's own coordinates lies: mirrored, then turned, then moved."""
    dx, dy = turned(-u if mirrored else u, v, rotation)
    return x + dx, y + dy


def block_marks(block: Block) -> tuple[Simple, ...]:
    """The marks of a block where they lie. Texts stay readable: they are never mirrored or upside down."""

    def point(u: float, v: float) -> Point:
        return placed(u, v, block.x, block.y, block.rotation, block.mirrored)

    sign = -1.0 if block.mirrored else 1.0
    out: list[Simple] = []
    for mark in block.marks:
        if isinstance(mark, Line):
            out.append(replace(mark, vertices=_mapped(mark.vertices, point, sign), source=block.source))
        elif isinstance(mark, Region):
            rings = tuple(_mapped(ring, point, sign) for ring in mark.rings)
            out.append(replace(mark, rings=rings, source=block.source))
        else:
            x, y = point(mark.x, mark.y)
            angle = readable(block.rotation + sign * mark.rotation)
            out.append(replace(mark, x=x, y=y, rotation=angle, source=block.source))
    return tuple(out)


def moved_marks(marks: Iterable[Mark], dx: float, dy: float) -> tuple[Simple, ...]:
    """Lines, areas and texts somewhere else; what is none of these, such as a window on the floor, is left out."""

    def ring(vertices: tuple[Vertex, ...]) -> tuple[Vertex, ...]:
        return tuple((x + dx, y + dy, bulge) for x, y, bulge in vertices)

    out: list[Simple] = []
    for mark in marks:
        if isinstance(mark, Line):
            out.append(replace(mark, vertices=ring(mark.vertices)))
        elif isinstance(mark, Region):
            out.append(replace(mark, rings=tuple(map(ring, mark.rings))))
        elif isinstance(mark, Text):
            out.append(replace(mark, x=mark.x + dx, y=mark.y + dy))
    return tuple(out)


def readable(rotation: float) -> float:
    """A line of text's direction, turned by half a turn where it would stand on its head: -90 < angle <= 90."""
    angle = (rotation + 90.0) % 180.0 - 90.0
    return 90.0 if angle == -90.0 else angle


def box_of(points: Iterable[Point]) -> Box | None:
    """Left, low, right, high of points; None without any."""
    listed = list(points)
    if not listed:
        return None
    xs, ys = [x for x, _ in listed], [y for _, y in listed]
    return min(xs), min(ys), max(xs), max(ys)


def joined(boxes: Iterable[Box | None]) -> Box | None:
    """The box round boxes; None without any."""
    there = [box for box in boxes if box is not None]
    if not there:
        return None
    lefts, lows, rights, highs = zip(*there, strict=True)
    return min(lefts), min(lows), max(rights), max(highs)


def straightened(vertices: tuple[Vertex, ...], closed: bool, step: float = 15.0) -> list[Point]:
    """The corners of a line with its round pieces replaced by chords of at most `step` degrees."""
    points: list[Point] = []
    count = len(vertices)
    for number, (x, y, bulge) in enumerate(vertices):
        points.append((x, y))
        if bulge and (closed or number + 1 < count):
            x2, y2, _ = vertices[(number + 1) % count]
            points += _on_arc(x, y, x2, y2, bulge, step)
    return points


def arc_of(x1: float, y1: float, x2: float, y2: float, bulge: float) -> tuple[float, float, float, float, float]:
    """Centre, radius, first angle and sweep in radians of a round piece; a negative sweep is clockwise."""
    sweep = 4.0 * math.atan(bulge)
    along = (1.0 / bulge - bulge) / 4.0
    cx = (x1 + x2) / 2.0 - (y2 - y1) * along
    cy = (y1 + y2) / 2.0 + (x2 - x1) * along
    return cx, cy, math.hypot(x1 - cx, y1 - cy), math.atan2(y1 - cy, x1 - cx), sweep


def _on_arc(x1: float, y1: float, x2: float, y2: float, bulge: float, step: float) -> list[Point]:
    cx, cy, radius, start, sweep = arc_of(x1, y1, x2, y2, bulge)
    count = max(1, math.ceil(abs(sweep) / math.radians(step)))
    angles = (start + sweep * k / count for k in range(1, count))
    return [(cx + radius * math.cos(a), cy + radius * math.sin(a)) for a in angles]


def _mapped(vertices: tuple[Vertex, ...], point: Callable[[float, float], Point], sign: float) -> tuple[Vertex, ...]:
    return tuple((*point(u, v), bulge * sign) for u, v, bulge in vertices)
