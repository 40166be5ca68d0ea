"""How often the ways of flows cross each other and themselves (methods.md 1.4: proper intersections only)."""

from collections import Counter

import numpy as np

from floorwright.analysis.carried import Carried
from floorwright.geometry.crossings import crossing_counts, crossings, segments_of
from floorwright.model.record import Point

FEW = 12
"""From so many changed flows on, counting everything anew is the faster way."""


class CrossingTally:
    """Counts again only the flows whose way has changed; every pair of crossing segments is one crossing."""

    def __init__(self) -> None:
        self._paths: dict[str, tuple[Point, ...]] = {}
        self._segments: dict[str, np.ndarray[tuple[int, int], np.dtype[np.float64]]] = {}
        self._with: dict[str, dict[str, int]] = {}
        self._total = 0
        self._waiting: set[str] = set()

    def add(self, one: Carried) -> None:
        """Count a flow that has a way."""
        if one.counts:
            self._paths[one.flow.id] = one.figures.path
            self._segments[one.flow.id] = segments_of(one.figures.path)
            self._waiting.add(one.flow.id)

    def remove(self, one: Carried) -> None:
        """Count a flow no more."""
        id = one.flow.id
        if self._paths.pop(id, None) is None:
            return
        self._segments.pop(id)
        self._waiting.discard(id)
        for other, times in self._with.pop(id, {}).items():
            self._total -= times
            if other != id:
                del self._with[other][id]

    def count(self) -> int:
        """The number of crossings as of now."""
        if len(self._waiting) > FEW:
            self._count_all()
        else:
            for id in sorted(self._waiting):
                self._count_one(id)
        self._waiting.clear()
        return self._total

    def _count_all(self) -> None:
        ids = list(self._paths)
        self._with = {id: {} for id in ids}
        pairs = Counter((ids[i], ids[j]) for _, _, i, j in crossings([self._paths[id] for id in ids]))
        for (one, other), times in pairs.items():
            self._with[one][other] = times
            self._with[other][one] = times
        self._total = sum(pairs.values())

    def _count_one(self, id: str) -> None:
        counted = [other for other in self._paths if other in self._with and other != id]
        rows = [self._segments[other] for other in counted]
        owners = np.repeat(np.arange(len(counted)), [len(row) for row in rows])
        others = np.concatenate(rows) if rows else np.zeros((0, 4))
        mine = {counted[n]: times for n, times in crossing_counts(self._segments[id], others, owners).items()}
        own = len(crossings([self._paths[id]]))
        if own:
            mine[id] = own
        self._with[id] = mine
        for other, times in mine.items():
            self._with[other][id] = times
        self._total += sum(mine.values())
