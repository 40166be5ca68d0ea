"""The convex outline round points."""

from collections.abc import Iterable

from floorwright.geometry.segment import Point


def convex_hull(points: Iterable[Point]) -> tuple[Point, ...]:
    """The corners, counter-clockwise, of the smallest convex polygon round the points; fewer than three on one line.

    Andrew's monotone chain (Information Processing Letters 9(5), 1979).
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return tuple(ordered)
    lower, upper = _chain(ordered), _chain(ordered[::-1])
    return tuple(lower[:-1] + upper[:-1])


def _chain(points: list[Point]) -> list[Point]:
    kept: list[Point] = []
    for x, y in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], (x, y)) <= 0:
            kept.pop()
        kept.append((x, y))
    return kept


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
