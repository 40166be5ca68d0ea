"""Rows of numbers that belong to keys, packed into one array so that all of them are computed with at once."""

from collections.abc import Hashable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Key = TypeVar("Key", bound=Hashable)
Floats = NDArray[np.float64]


class PackedRows(Generic[Key]):
    """Rows by key. What is dropped leaves rows of `blank`, which must not matter to what is computed."""

    def __init__(self, columns: int, blank: float) -> None:
        self._blank = blank
        self._table: Floats = np.full((64, columns), blank)
        self._owners: list[Key | None] = []
        self._places: dict[Key, tuple[int, int]] = {}
        self._alive = 0

    def __contains__(self, key: Key) -> bool:
        return key in self._places

    @property
    def table(self) -> Floats:
        """All rows, blank ones among them; not to be kept or written into."""
        return self._table[: len(self._owners)]

    def owner(self, row: int) -> Key | None:
        """Whose a row is; None for a blank one."""
        return self._owners[row]

    def rows(self, key: Key) -> Floats:
        """The rows of a key, to read and to write; KeyError when there are none."""
        begin, end = self._places[key]
        return self._table[begin:end]

    def put(self, key: Key, rows: Floats) -> None:
        """Add rows at the end, in place of those the key has."""
        self.drop(key)
        begin = len(self._owners)
        end = begin + len(rows)
        while end > len(self._table):
            self._table = np.concatenate([self._table, np.full_like(self._table, self._blank)])
        self._table[begin:end] = rows
        self._owners += [key] * len(rows)
        self._places[key] = (begin, end)
        self._alive += len(rows)

    def drop(self, key: Key) -> None:
        """Take the rows of a key out; nothing happens when it has none."""
        place = self._places.pop(key, None)
        if place is None:
            return
        begin, end = place
        self._table[begin:end] = self._blank
        self._owners[begin:end] = [None] * (end - begin)
        self._alive -= end - begin
        if len(self._owners) > 1.6 * self._alive + 1024:
            self._close_ranks()

    def _close_ranks(self) -> None:
        kept = [row for row, owner in enumerate(self._owners) if owner is not None]
        self._table[: len(kept)] = self._table[kept]
        self._table[len(kept) : len(self._owners)] = self._blank
        self._owners = [self._owners[row] for row in kept]
        reached = 0
        # In the order of the places, which is that of the rows.
        for key, (begin, end) in sorted(self._places.items(), key=lambda place: place[1]):
            self._places[key] = (reached, reached + end - begin)
            reached += end - begin
