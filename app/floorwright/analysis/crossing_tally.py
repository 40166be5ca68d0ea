"""How often the ways of flows cross each other and themselves (methods.md 1.4: proper intersections only)."""

import numpy as np

from floorwright.analysis.carried import Carried
from floorwright.geometry.crossings import crossing_counts, crossing_pairs, segments_of
from floorwright.model.record import Point

FEW = 0.1
"""When more than this share of the flows has changed, counting everything anew is the faster way."""


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
        if len(self._waiting) > FEW * len(self._paths) + 4:
            self._count_all()
        elif self._waiting:
            self._count_few()
        self._waiting.clear()
        return self._total

    def _count_all(self) -> None:
        ids = list(self._paths)
        self._with = {id: {} for id in ids}
        pairs = crossing_pairs([self._paths[id] for id in ids])
        for (i, j), times in pairs.items():
            self._with[ids[i]][ids[j]] = times
            self._with[ids[j]][ids[i]] = times
        self._total = sum(pairs.values())

    def _count_few(self) -> None:
        counted = [id for id in self._paths if id not in self._waiting]
        rows = [self._segments[id] for id in counted]
        for id in sorted(self._waiting):
            owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
            others = np.concatenate(rows) if rows else np.zeros((0, 4))
            mine = {counted[n]: times for n, times in crossing_counts(self._segments[id], others, owners).items()}
            own = sum(crossing_pairs([self._paths[id]]).values()) if len(self._segments[id]) > 2 else 0
            if own:
                mine[id] = own
            self._with[id] = mine
            for other, times in mine.items():
                self._with[other][id] = times
            self._total += sum(mine.values())
            counted.append(id)
            rows.append(self._segments[id])
