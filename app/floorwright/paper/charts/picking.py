"""Which mark of a figure lies under a point."""

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from floorwright.model.record import Point
from floorwright.paper.charts.figure import ChartMark, Figure
from floorwright.paper.marks import Line, Region
from floorwright.paper.placing import box_of, straightened

REACH_MM = 1.0
"""How far beside a thin line it is still hit."""


class FigurePicker:
    """Finds the sources of a figure's areas and lines; what is drawn last lies on top."""

    def __init__(self, figure: Figure) -> None:
        self._marks: list[Line | Region] = [
            mark for mark in figure.marks if mark.source and isinstance(mark, Line | Region)
        ]
        boxes = [box_of(point for ring in _rings(mark) for point in ring) for mark in self._marks]
        self._boxes = np.array([box or (math.inf,) * 4 for box in boxes], np.float64).reshape(-1, 4)

    def source_at(self, x: float, y: float, beside: str = "") -> str:
        """What the topmost mark at a place of the figure shows, millimetres; empty where there is none.

        What shows `beside` is looked through.
        """
        low, high = self._boxes[:, :2] - REACH_MM, self._boxes[:, 2:] + REACH_MM
        near = np.flatnonzero((low[:, 0] <= x) & (low[:, 1] <= y) & (high[:, 0] >= x) & (high[:, 1] >= y))
        found = (self._marks[number] for number in near[::-1].tolist())
        return next((mark.source for mark in found if mark.source != beside and _hits(mark, (x, y))), "")

    def outlines(self, sources: frozenset[str]) -> Iterator[ChartMark]:
        """The areas with one of these sources, or the lines of those that have no area, for showing them as chosen."""
        areas = {mark.source for mark in self._marks if isinstance(mark, Region)}
        return (m for m in self._marks if m.source in sources and (isinstance(m, Region) or m.source not in areas))


def _rings(mark: ChartMark) -> list[list[Point]]:
    if isinstance(mark, Line):
        return [straightened(mark.vertices, mark.closed)]
    return [straightened(ring, True) for ring in mark.rings] if isinstance(mark, Region) else []


def _hits(mark: ChartMark, at: Point) -> bool:
    if isinstance(mark, Region):
        return sum(_is_inside(ring, at) for ring in _rings(mark)) % 2 == 1
    reach = max(REACH_MM, mark.style.width / 2) if isinstance(mark, Line) else 0.0
    return any(_apart(a, b, at) <= reach for ring in _rings(mark) for a, b in pairwise(ring))


def _is_inside(ring: list[Point], at: Point) -> bool:
    x, y = at
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def _apart(a: Point, b: Point, at: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    long = dx * dx + dy * dy
    share = min(max(((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / long, 0.0), 1.0) if long else 0.0
    return math.hypot(a[0] + share * dx - at[0], a[1] + share * dy - at[1])
