"""How often the ways of flows cross each other and themselves (methods.md 1.4: proper intersections only)."""

from itertools import pairwise

import numpy as np

from floorwright.analysis.carried import Carried
from floorwright.geometry.crossings import crossing_change
from floorwright.geometry.segment import Segment
from floorwright.model.record import Point


class CrossingTally:
    """Counts again only the segments that have changed; every pair of crossing segments is one crossing.

    A segment that many flows go over is looked at once, with how many they are: where two cross that three and five
    flows go over, there are fifteen crossings. A way that touches itself or another does not cross it.
    """

    def __init__(self) -> None:
        self._over: dict[Segment, int] = {}
        """How many flows go over each segment, in either direction."""
        self._changed: set[Segment] = set()
        self._total = 0
        # What the total was taken of; a row without a segment is there no times.
        self._rows: dict[Segment, int] = {}
        self._free: list[int] = []
        self._ends = np.zeros((64, 4))
        self._counted = np.zeros(64, np.int64)

    def add(self, one: Carried) -> None:
        """Count the flows that go one way."""
        if one.counts:
            self._count(one.path, one.flows)

    def remove(self, one: Carried) -> None:
        """Count them no more."""
        if one.counts:
            self._count(one.path, -one.flows)

    def count(self) -> int:
        """The number of crossings as of now."""
        come = [segment for segment in self._changed if segment in self._over and segment not in self._rows]
        self._make_room(len(come))
        for segment in come:
            row = self._rows[segment] = self._free.pop() if self._free else len(self._rows)
            self._ends[row] = (*segment[0], *segment[1])
        gone = [segment for segment in self._changed if segment in self._rows and segment not in self._over]
        now = self._counted.copy()
        for segment in self._changed:
            if segment in self._rows:
                now[self._rows[segment]] = self._over.get(segment, 0)
        used = len(self._rows) + len(self._free)
        self._total += crossing_change(self._ends[:used], self._counted[:used], now[:used])
        self._counted = now
        self._free += [self._rows.pop(segment) for segment in gone]
        self._changed.clear()
        return self._total

    def _make_room(self, count: int) -> None:
        wanted = len(self._rows) + count
        while wanted > len(self._ends):
            self._ends = np.concatenate([self._ends, np.zeros_like(self._ends)])
            self._counted = np.concatenate([self._counted, np.zeros_like(self._counted)])

    def _count(self, way: tuple[Point, ...], times: int) -> None:
        over, changed = self._over, self._changed
        for a, b in pairwise(way):
            if a == b:
                continue
            segment = (a, b) if a < b else (b, a)
            changed.add(segment)
            flows = over.get(segment, 0) + times
            if flows:
                over[segment] = flows
            else:
                del over[segment]
