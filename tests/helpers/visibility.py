"""Shortest ways round turned rectangles by looking from every corner to every other: slow, exhaustive, and made of
nothing that the program uses."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Spot = tuple[float, float]
TOUCH = 1e-9
"""How deep, in metres, a line may go into a rectangle and still touch it."""


@dataclass(frozen=True)
class Block:
    """A rectangle: its middle, its size along its own axes, and how far it is turned counter-clockwise, in radians."""

    x: float
    y: float
    width: float
    depth: float
    turned: float = 0.0

    def grown(self, by: float) -> "Block":
        """With every side moved out; its corners are mitred by that."""
        return Block(self.x, self.y, self.width + 2 * by, self.depth + 2 * by, self.turned)

    def corners(self) -> list[Spot]:
        """The four corners."""
        cos, sin = math.cos(self.turned), math.sin(self.turned)
        halves = [(sx * self.width / 2, sy * self.depth / 2) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
        return [(self.x + u * cos - v * sin, self.y + u * sin + v * cos) for u, v in halves]

    def holds(self, spot: Spot) -> bool:
        """Whether a spot lies inside."""
        u, v = self._own(np.array([spot]))[0]
        return bool(abs(u) < self.width / 2 - TOUCH and abs(v) < self.depth / 2 - TOUCH)

    def hides(self, starts: NDArray[np.float64], ends: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which lines go through the inside: what is left of each after cutting it at the four sides."""
        a, b = self._own(starts), self._own(ends)
        low, high = np.zeros(len(a)), np.ones(len(a))
        outside = np.zeros(len(a), np.bool_)
        for axis, half in ((0, self.width / 2 - TOUCH), (1, self.depth / 2 - TOUCH)):
            way = b[:, axis] - a[:, axis]
            still = np.abs(way) < 1e-15
            outside |= still & (np.abs(a[:, axis]) >= half)
            safe = np.where(still, 1.0, way)
            one, other = (-half - a[:, axis]) / safe, (half - a[:, axis]) / safe
            low = np.where(still, low, np.maximum(low, np.minimum(one, other)))
            high = np.where(still, high, np.minimum(high, np.maximum(one, other)))
        return ~outside & (low < high)

    def _own(self, spots: NDArray[np.float64]) -> NDArray[np.float64]:
        cos, sin = math.cos(-self.turned), math.sin(-self.turned)
        away = spots - (self.x, self.y)
        return np.column_stack((away[:, 0] * cos - away[:, 1] * sin, away[:, 0] * sin + away[:, 1] * cos))


def shortest_way(start: Spot, goal: Spot, blocks: list[Block], room: float) -> float:
    """The length of the shortest way with `room` on either side; infinite when there is none."""
    grown = [block.grown(room) for block in blocks]
    if any(block.holds(spot) for block in grown for spot in (start, goal)):
        return math.inf
    spots = np.array([start, goal, *(corner for block in grown for corner in block.corners())])
    one, other = np.triu_indices(len(spots), 1)
    seen = np.ones(len(one), np.bool_)
    for block in grown:
        seen &= ~block.hides(spots[one], spots[other])
    lengths = np.full((len(spots), len(spots)), math.inf)
    far = np.hypot(*(spots[one[seen]] - spots[other[seen]]).T)
    lengths[one[seen], other[seen]] = lengths[other[seen], one[seen]] = far
    return _dijkstra(lengths)


def _dijkstra(lengths: NDArray[np.float64]) -> float:
    best = lengths[0].copy()
    best[0] = 0.0
    done = np.zeros(len(best), np.bool_)
    done[0] = True
    while not done.all():
        left = np.where(done, math.inf, best)
        here = int(left.argmin())
        if here == 1 or math.isinf(left[here]):
            break
        done[here] = True
        best = np.minimum(best, best[here] + lengths[here])
    return float(best[1])
