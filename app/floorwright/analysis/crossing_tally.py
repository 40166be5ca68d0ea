"""How often the ways of flows cross each other and themselves (methods.md 1.4: proper intersections only)."""

import math

import numpy as np

from floorwright.analysis.carried import Carried
from floorwright.geometry.crossings import crossing_rows, segments_of
from floorwright.geometry.packed_rows import PackedRows
from floorwright.model.record import Point

Way = tuple[Point, ...]
AT_ONCE = 40_000_000
"""So many pairs of segments are looked at in one go."""


class CrossingTally:
    """Counts again only the ways that have changed; every pair of crossing segments is one crossing.

    Flows that go the same way are counted once, with how many they are: where two ways cross that three and five flows
    go, there are fifteen crossings. Only half the sum over all pairs of segments is kept, so that what has gone can be
    taken out of it and what has come added.
    """

    def __init__(self) -> None:
        self._flows: dict[Way, int] = {}
        self._counted: PackedRows[Way] = PackedRows(5, blank=math.nan)
        """The segments that are part of the total, x1 y1 x2 y2, and how many flows go there."""
        self._known: dict[Way, int] = {}
        """How many flows each way had when the total was taken."""
        self._total = 0
        self._changed: set[Way] = set()

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
        self._changed = {way for way in self._changed if self._flows.get(way, 0) != self._known.get(way, 0)}
        gone, come = [], []
        for way in self._changed:
            if way in self._counted:
                gone.append(self._counted.rows(way).copy())
                self._counted.drop(way)
            if way in self._flows:
                segments = segments_of(way)
                come.append(np.hstack([segments, np.full((len(segments), 1), self._flows[way])]))
        old, new = (np.concatenate(rows) if rows else np.zeros((0, 5)) for rows in (gone, come))
        both = np.concatenate([new, old])
        both[len(new) :, 4] *= -1
        self._total += _crossings(both, self._counted.table)
        self._total += (_crossings(new, new) - _crossings(old, old)) // 2
        for way in self._changed:
            self._known.pop(way, None)
        for way in self._changed & self._flows.keys():
            self._known[way] = self._flows[way]
            segments = segments_of(way)
            self._counted.put(way, np.hstack([segments, np.full((len(segments), 1), self._flows[way])]))
        self._changed.clear()
        return self._total

    def _count(self, way: Way, times: int) -> None:
        self._flows[way] = self._flows.get(way, 0) + times
        if not self._flows[way]:
            del self._flows[way]
        self._changed.add(way)


def _crossings(
    some: np.ndarray[tuple[int, int], np.dtype[np.float64]], others: np.ndarray[tuple[int, int], np.dtype[np.float64]]
) -> int:
    # A part at a time: among a hundred thousand flows there are more crossings than fit into memory at once.
    step = max(64, AT_ONCE // max(len(others), 1))
    total = 0
    for first in range(0, len(some), step):
        part = some[first : first + step]
        mine, theirs = crossing_rows(part[:, :4], others[:, :4])
        total += int((part[mine, 4] * others[theirs, 4]).sum())
    return total
