"""Arrowheads on lines: where they stand, and their outline."""

import itertools
import math

from floorwright.model.record import Point
from floorwright.paper.marks import Vertex


def arrow_places(path: tuple[Point, ...], head: float, long: float) -> list[tuple[Point, Point]]:
    """Tip and direction of the arrow at the end and of those along long legs."""
    arrows: list[tuple[Point, Point]] = []
    legs = list(itertools.pairwise(path))
    for number, (a, b) in enumerate(legs):
        length = math.dist(a, b)
        if length < head / 10:
            continue
        unit = ((b[0] - a[0]) / length, (b[1] - a[1]) / length)
        last = number == len(legs) - 1
        count = int(length // long)
        for k in range(count):
            along = length * (k + 0.5) / count + head / 2
            if not last or length - along > 2 * head:
                arrows.append(((a[0] + unit[0] * along, a[1] + unit[1] * along), unit))
        if last:
            arrows.append((b, unit))
    return arrows


def arrow(tip: Point, unit: Point, head: float, width: float, scale: float) -> tuple[Vertex, ...]:
    """The outline of an arrowhead `head` millimetres of paper long, on a line of a width."""
    long, half = head * scale, (0.55 + 0.8 * width) * scale
    ux, uy = unit
    corners = ((0.0, 0.0), (-long, half), (-long * 0.8, 0.0), (-long, -half))
    return tuple((tip[0] + u * ux - v * uy, tip[1] + u * uy + v * ux, 0.0) for u, v in corners)
