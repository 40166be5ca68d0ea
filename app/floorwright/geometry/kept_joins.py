"""Where points meet the network of aisles, kept while obstacles move."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from floorwright.geometry.box import Box
from floorwright.geometry.free_space import Blocked, Question
from floorwright.geometry.segment import TOUCH_MM, Point


@dataclass(frozen=True, slots=True)
class Join:
    """Where a point meets the network: `position` mm along a piece, `away` mm from the point."""

    piece: int
    position: float
    point: Point
    away: float


@dataclass(frozen=True, slots=True)
class Joins:
    """The joins of a point, equally near, or why there is none; obstacles beyond `radius` mm do not matter."""

    joins: tuple[Join, ...]
    blocked: Blocked | None
    radius: float


JoinKey = tuple[Point, frozenset[str]]
"""A point, and the obstacles that are none for it."""


class KeptJoins:
    """The joins of points, who uses them, and which a change may touch."""

    def __init__(self) -> None:
        self._joins: dict[JoinKey, Joins] = {}
        self._users: dict[JoinKey, set[Question]] = {}
        self._slots: dict[JoinKey, int] = {}
        self._keys: list[JoinKey | None] = []
        self._free: list[int] = []
        self._circles = np.full((256, 3), math.nan)

    def get(self, key: JoinKey) -> Joins | None:
        """The joins of a point, if they are kept."""
        return self._joins.get(key)

    def users(self, key: JoinKey) -> set[Question]:
        """The questions whose answers hang on these joins."""
        return self._users.get(key, set())

    def keep(self, key: JoinKey, joins: Joins) -> Joins:
        """Keep the joins of a point, with how far around it obstacles matter."""
        self._joins[key] = joins
        if key not in self._slots:
            if not self._free:
                self._free.append(len(self._keys))
                self._keys.append(None)
                if len(self._keys) > len(self._circles):
                    self._circles = np.concatenate([self._circles, np.full_like(self._circles, math.nan)])
            self._slots[key] = self._free.pop()
            self._keys[self._slots[key]] = key
        self._circles[self._slots[key]] = (*key[0], joins.radius)
        return joins

    def use(self, key: JoinKey, question: Question) -> None:
        """A question hangs on these joins."""
        self._users.setdefault(key, set()).add(question)

    def disuse(self, key: JoinKey, question: Question) -> None:
        """A question hangs on these joins no more; without any, they are forgotten."""
        users = self._users.get(key, set())
        users.discard(question)
        if users:
            return
        self._users.pop(key, None)
        if self._joins.pop(key, None) is None:
            return
        slot = self._slots.pop(key)
        self._keys[slot] = None
        self._circles[slot] = math.nan
        self._free.append(slot)

    def near(self, boxes: Iterable[Box]) -> list[JoinKey]:
        """The points whose joins something in one of the boxes may change."""
        x, y, radius = self._circles.T
        touched = np.zeros(len(x), np.bool_)
        for box in boxes:
            dx = np.maximum(np.maximum(box.left - x, x - box.right), 0.0)
            dy = np.maximum(np.maximum(box.bottom - y, y - box.top), 0.0)
            touched |= np.hypot(dx, dy) <= radius + TOUCH_MM * 10
        return [key for slot in np.flatnonzero(touched).tolist() if (key := self._keys[slot]) is not None]
