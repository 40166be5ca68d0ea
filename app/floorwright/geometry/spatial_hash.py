"""Finding what lies near a place without looking at everything: a grid of squares, each knowing what covers it."""

import math
from collections.abc import Iterator
from typing import Generic, TypeVar

from floorwright.geometry.box import Box, distance_to_box, meets
from floorwright.geometry.segment import Point

Id = TypeVar("Id")

_MOST_SQUARES = 4096


class SpatialHash(Generic[Id]):
    """Ids with their boxes. `cell` is the side of a square in mm, best about the size of what is usually put in.

    A box over more than 4,096 squares (a wall of a whole hall, a far-off stray) is kept apart and always looked at.
    """

    def __init__(self, cell: float) -> None:
        if not (cell > 0.0 and math.isfinite(cell)):
            raise ValueError(f"the squares of a spatial hash cannot be {cell} mm wide")
        self._cell = cell
        self._boxes: dict[Id, Box] = {}
        self._squares: dict[tuple[int, int], set[Id]] = {}
        self._large: set[Id] = set()

    def __len__(self) -> int:
        return len(self._boxes)

    def __contains__(self, id: object) -> bool:
        return id in self._boxes

    def box(self, id: Id) -> Box:
        """The box of `id`; KeyError when it is not there."""
        return self._boxes[id]

    def put(self, id: Id, box: tuple[float, float, float, float]) -> None:
        """Adds `id`, or moves it when it is there already."""
        self.remove(id)
        self._boxes[id] = Box(*box)
        if self._count(box) > _MOST_SQUARES:
            self._large.add(id)
            return
        for square in self._covered(box):
            self._squares.setdefault(square, set()).add(id)

    def remove(self, id: Id) -> None:
        """Takes `id` out; nothing happens when it is not there."""
        box = self._boxes.pop(id, None)
        if box is None:
            return
        if id in self._large:
            self._large.remove(id)
            return
        for square in self._covered(box):
            ids = self._squares[square]
            ids.discard(id)
            if not ids:
                del self._squares[square]

    def within(self, box: tuple[float, float, float, float]) -> set[Id]:
        """The ids whose boxes touch `box`."""
        if self._count(box) > len(self._boxes):
            return {id for id, other in self._boxes.items() if meets(box, other)}
        found = {id for id in self._large if meets(box, self._boxes[id])}
        for square in self._covered(box):
            for id in self._squares.get(square, ()):
                if id not in found and meets(box, self._boxes[id]):
                    found.add(id)
        return found

    def near(self, point: Point, radius: float) -> set[Id]:
        """The ids whose boxes come within `radius` of `point`."""
        x, y = point
        around = self.within((x - radius, y - radius, x + radius, y + radius))
        return {id for id in around if distance_to_box(self._boxes[id], point) <= radius}

    def _count(self, box: tuple[float, float, float, float]) -> float:
        """How many squares a box covers; infinite when it has no bounds."""
        columns = (box[2] - box[0]) / self._cell + 1.0
        rows = (box[3] - box[1]) / self._cell + 1.0
        return columns * rows if math.isfinite(columns * rows) else math.inf

    def _covered(self, box: tuple[float, float, float, float]) -> Iterator[tuple[int, int]]:
        left, bottom, right, top = (math.floor(edge / self._cell) for edge in box)
        for column in range(left, right + 1):
            for row in range(bottom, top + 1):
                yield column, row
