"""The boundary of a HATCH from its tags: rings of points, with what is said of its pattern and colours."""

import itertools
import math
from dataclasses import dataclass, field

import numpy as np

from floorwright_builtin.dxf_import.entities.hatch_corners import STEP, Corners

MOST_RING_POINTS = 1_000_000
_POLYLINE, _SPLINE_STEPS = 2, 12
_CLOSE = 1e-9

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PatternLine:
    """One family of parallel lines of a pattern: direction, a point on one of them, the step to the next, dashes."""

    angle: float
    base: Point
    step: Point
    dashes: tuple[float, ...]


@dataclass(slots=True)
class Boundary:
    """A hatch in its own plane: its paths as rings of points or polylines; whether it is filled; its pattern."""

    paths: list[list[Point] | Corners] = field(default_factory=list)
    elevation: float = 0.0
    solid: bool = False
    style: int = 0
    lines: list[PatternLine] = field(default_factory=list)
    gradient: bool = False
    colours: list[int] = field(default_factory=list)
    """The colours of a gradient, 0xRRGGBB."""


class Broken(Exception):
    """The tags end or differ where more of the boundary must follow."""


class _Reader:
    def __init__(self, codes: list[int], values: list[float]) -> None:
        self.codes, self.values, self.at = codes, values, 0

    def peek(self) -> int:
        """The next code; -1 at the end."""
        return self.codes[self.at] if self.at < len(self.codes) else -1

    def take(self, code: int) -> float:
        """The value of the next tag, which must have this code."""
        if self.peek() != code:
            raise Broken
        self.at += 1
        return self.values[self.at - 1]

    def maybe(self, code: int, default: float) -> float:
        """The value of the next tag if it has this code."""
        return self.take(code) if self.peek() == code else default

    def point(self, code: int) -> Point:
        """Two numbers."""
        return self.take(code), self.take(code + 10)


def boundary_of(codes: list[int], values: list[float]) -> Boundary:
    """The boundary that the tags of one HATCH describe.

    Raises:
        Broken: when there is none, or it ends in the middle.
    """
    hatch = Boundary()
    tags = _Reader(codes, values)
    if 91 not in codes:
        raise Broken
    tags.at = codes.index(91)
    for code, value in zip(codes[: tags.at], values, strict=False):
        if code == 30:
            hatch.elevation = value
        elif code == 70:
            hatch.solid = value != 0
    for _ in range(int(min(max(tags.take(91), 0), 100_000))):
        hatch.paths.append(_path(tags))
    _rest(tags, hatch)
    return hatch


def ring_of(points: list[Point]) -> list[Point]:
    """A ring without a last point that is the first one; empty for less than three points."""
    if len(points) > 1 and math.dist(points[0], points[-1]) <= _CLOSE * max(1.0, abs(points[0][0])):
        points = points[:-1]
    return points if len(points) > 2 else []


def _path(tags: _Reader) -> list[Point] | Corners:
    # Some programs write the number of a path, or its associated entities, before or after; flags begin a path.
    while tags.peek() not in (92, 75, -1):
        tags.at += 1
    flags = int(tags.take(92))
    ring: list[Point] | Corners = _polyline(tags) if flags & _POLYLINE else _edges(tags)
    for _ in range(int(min(max(tags.maybe(97, 0), 0), 100_000))):
        if tags.peek() != 330:
            break
        tags.at += 1
    return ring


def _polyline(tags: _Reader) -> Corners:
    tags.maybe(72, 0)
    tags.maybe(73, 1)
    count = int(tags.take(93))
    if not 0 <= count <= MOST_RING_POINTS:
        raise Broken
    begin = tags.at
    end = begin + 2 * count
    if tags.codes[begin:end] == [10, 20] * count and tags.codes[end : end + 1] != [42]:
        tags.at = end
        return Corners(tags.values[begin:end:2], tags.values[begin + 1 : end : 2], [0.0] * count)
    end = begin + 3 * count
    if tags.codes[begin:end] == [10, 20, 42] * count:
        tags.at = end
        return Corners(*(tags.values[begin + place : end : 3] for place in range(3)))
    found = Corners([], [], [])
    for _ in range(count):
        x, y = tags.point(10)
        for column, value in zip(found, (x, y, tags.maybe(42, 0.0)), strict=True):
            column.append(value)
    return found


def _edges(tags: _Reader) -> list[Point]:
    parts: list[list[Point]] = []
    for _ in range(int(min(max(tags.take(93), 0), MOST_RING_POINTS))):
        kind = int(tags.take(72))
        if kind == 1:
            parts.append([tags.point(10), tags.point(11)])
        elif kind == 2:
            centre, radius = tags.point(10), tags.take(40)
            first, last, forward = tags.take(50), tags.take(51), tags.maybe(73, 1)
            parts.append(
                _turning(centre, (radius, 0.0), (0.0, radius), math.radians(first), math.radians(last), forward)
            )
        elif kind == 3:
            centre, major, ratio = tags.point(10), tags.point(11), tags.take(40)
            first, last, forward = tags.take(50), tags.take(51), tags.maybe(73, 1)
            minor = (-major[1] * ratio, major[0] * ratio)
            parts.append(_turning(centre, major, minor, math.radians(first), math.radians(last), forward))
        elif kind == 4:
            parts.append(_spline(tags))
        else:
            raise Broken
    return _chained(parts)


def _turning(centre: Point, u: Point, v: Point, first: float, last: float, forward: float) -> list[Point]:
    """An arc of an edge path; clockwise ones have their angles counted the other way round."""
    span = (last - first) % (2 * math.pi) or 2 * math.pi
    if forward:
        return _arc(centre, u, v, first, first + span)
    return _arc(centre, u, v, -first, -first - span)


def _arc(centre: Point, u: Point, v: Point, t0: float, t1: float) -> list[Point]:
    t = np.linspace(t0, t1, max(2, math.ceil(abs(t1 - t0) / STEP)) + 1)
    cos, sin = np.cos(t), np.sin(t)
    xs, ys = (centre[axis] + u[axis] * cos + v[axis] * sin for axis in (0, 1))
    return list(zip(xs.tolist(), ys.tolist(), strict=True))


def _spline(tags: _Reader) -> list[Point]:
    degree, _, _ = int(tags.take(94)), tags.take(73), tags.take(74)
    knot_count, count = int(tags.take(95)), int(tags.take(96))
    if not (0 <= knot_count <= MOST_RING_POINTS and 0 <= count <= MOST_RING_POINTS and 0 < degree < 16):
        raise Broken
    knots = [tags.take(40) for _ in range(knot_count)]
    control: list[tuple[float, float, float]] = []
    for _ in range(count):
        x, y = tags.point(10)
        control.append((x, y, tags.maybe(42, 1.0)))
    if tags.peek() == 97:
        fit = int(tags.take(97))
        for _ in range(min(max(fit, 0), MOST_RING_POINTS)):
            if tags.peek() != 11:
                break
            tags.point(11)
        for code in (12, 13):
            if tags.peek() == code:
                tags.point(code)
    if knot_count != count + degree + 1 or count <= degree or any(a > b for a, b in itertools.pairwise(knots)):
        return [(x, y) for x, y, _ in control]
    found = []
    for span in range(degree, count):
        low, high = knots[span], knots[span + 1]
        if high > low:
            found += [
                _blossom(degree, knots, control, span, low + (high - low) * k / _SPLINE_STEPS)
                for k in range(_SPLINE_STEPS + (span == count - 1))
            ]
    return found or [(x, y) for x, y, _ in control]


def _blossom(
    degree: int, knots: list[float], control: list[tuple[float, float, float]], span: int, t: float
) -> Point:  # fmt: skip
    """The point at t of a B-spline, by de Boor's recurrence in homogeneous coordinates."""
    near = [(x * w, y * w, w) for x, y, w in control[span - degree : span + 1]]
    for level in range(1, degree + 1):
        for j in range(degree, level - 1, -1):
            left, right = knots[span + j - degree], knots[span + j + 1 - level]
            share = (t - left) / (right - left) if right > left else 0.0
            a, b = near[j - 1], near[j]
            near[j] = (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share)
    x, y, w = near[degree]
    return (x / w, y / w) if w else (x, y)


def _chained(parts: list[list[Point]]) -> list[Point]:
    """Edges joined end to end; one that runs the other way is turned."""
    parts = [part for part in parts if len(part) > 1]
    if not parts:
        return []
    ring = list(parts[0])
    if len(parts) > 1 and min(math.dist(ring[0], end) for end in (parts[1][0], parts[1][-1])) < min(
        math.dist(ring[-1], end) for end in (parts[1][0], parts[1][-1])
    ):
        ring.reverse()
    for part in parts[1:]:
        if math.dist(ring[-1], part[-1]) < math.dist(ring[-1], part[0]):
            part = part[::-1]
        ring += part[1:] if math.dist(ring[-1], part[0]) <= _CLOSE * max(1.0, abs(part[0][0])) else part
    return ring


def _rest(tags: _Reader, hatch: Boundary) -> None:
    """Style, pattern and gradient, in whatever order they come."""
    for at in range(tags.at, len(tags.codes)):
        code = tags.codes[at]
        if code == 75:
            hatch.style = int(tags.values[at])
        elif code == 450:
            hatch.gradient = tags.values[at] != 0
        elif code == 421:
            hatch.colours.append(int(tags.values[at]) & 0xFFFFFF)
        elif code == 53:
            tags.at = at
            hatch.lines.append(_pattern_line(tags))


def _pattern_line(tags: _Reader) -> PatternLine:
    angle, base, step = tags.take(53), (tags.take(43), tags.take(44)), (tags.take(45), tags.take(46))
    count = int(tags.maybe(79, 0))
    dashes: list[float] = []
    while tags.peek() == 49 and len(dashes) < count:
        dashes.append(tags.take(49))
    return PatternLine(math.radians(angle), base, step, tuple(dashes))
