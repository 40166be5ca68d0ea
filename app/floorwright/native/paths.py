"""Shortest ways along a network and round obstacles, and where ways cross, by the compiled library.

Only where `available`: elsewhere `geometry` does the same with Python and numpy, more slowly.
"""

import ctypes
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from floorwright.native.library import library

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SmallInts = NDArray[np.int32]
Bools = NDArray[np.bool_]
Point = tuple[float, float]

_WHOLE, _REAL, _PLACE = ctypes.c_int64, ctypes.c_double, ctypes.c_void_p
_MOST_FOUND = 64


@cache
def _functions() -> Any:
    """The library with the types of its functions told; None where there is none."""
    found = library()
    if found is None:
        return None
    found.fw_reach.argtypes = [_WHOLE, _PLACE, _PLACE, _PLACE, _WHOLE, _PLACE, _PLACE, _PLACE]
    found.fw_reach.restype = _WHOLE
    found.fw_floor_new.argtypes = [_WHOLE, _WHOLE, _PLACE, _PLACE, _PLACE, _WHOLE, _WHOLE, _PLACE, _PLACE]
    found.fw_floor_new.restype = _PLACE
    found.fw_floor_free.argtypes = [_PLACE]
    found.fw_floor_free.restype = None
    found.fw_hits.argtypes = [_PLACE, _REAL, _REAL, _REAL, _REAL, _REAL, _WHOLE, _PLACE, _WHOLE, _PLACE]
    found.fw_hits.restype = _WHOLE
    found.fw_parts_at.argtypes = [_PLACE, _REAL, _REAL, _REAL, _WHOLE, _PLACE, _WHOLE, _PLACE]
    found.fw_parts_at.restype = _WHOLE
    found.fw_struck.argtypes = [_PLACE, _WHOLE, _PLACE, _WHOLE, _PLACE, _PLACE, _REAL, _PLACE]
    found.fw_struck.restype = None
    found.fw_detour.argtypes = [
        _PLACE, _REAL, _WHOLE, _WHOLE, _PLACE, _WHOLE, _PLACE, _PLACE, _WHOLE, _PLACE, _PLACE, _PLACE, _PLACE,
        _WHOLE, _PLACE,
    ]  # fmt: skip
    found.fw_memory_new.argtypes = []
    found.fw_memory_new.restype = _PLACE
    found.fw_memory_free.argtypes = [_PLACE]
    found.fw_memory_free.restype = None
    found.fw_detour.restype = _WHOLE
    found.fw_crossing_change.argtypes = [_WHOLE, _PLACE, _PLACE, _PLACE, _PLACE]
    found.fw_crossing_change.restype = _WHOLE
    return found


def available() -> bool:
    """Whether the compiled library does the work."""
    return _functions() is not None


def reach(first: Ints, to: SmallInts, length: Floats, source: Ints, far: Floats) -> SmallInts:
    """The number of the hop that ends the shortest way to each node, −1 for none; `far` becomes how far the node is.

    Args:
        first: hop k of node i lies in first[i] ≤ k < first[i + 1]; (nodes + 1,).
        to: where each hop leads.
        length: how long each hop is, not negative.
        source: the nodes that are reached from the beginning.
        far: at those how far they are, infinite elsewhere; it is filled in.

    Raises:
        MemoryError: when there is not enough memory.
    """
    arrival = np.full(len(far), -1, np.int32)
    done = _functions().fw_reach(
        len(far), first.ctypes.data, to.ctypes.data, length.ctypes.data, len(source), source.ctypes.data,
        far.ctypes.data, arrival.ctypes.data,
    )  # fmt: skip
    if done != 0:
        raise MemoryError("there is not enough memory for the ways along the aisles")
    return arrival


def crossing_change(ends: Floats, before: Ints, after: Ints) -> int:
    """By how much the proper crossings change of segments (n, 4), there `before` times and now `after` times.

    Raises:
        MemoryError: when there is not enough memory.
    """
    ends = np.ascontiguousarray(ends)
    before, after = np.ascontiguousarray(before, np.int64), np.ascontiguousarray(after, np.int64)
    change = ctypes.c_int64()
    done = _functions().fw_crossing_change(
        len(ends), ends.ctypes.data, before.ctypes.data, after.ctypes.data, ctypes.byref(change)
    )
    if done != 0:
        raise MemoryError("there is not enough memory to find where the ways cross")
    return change.value


class Memory:
    """What searches on a floor have seen, for floors that differ only in obstacles that move."""

    def __init__(self) -> None:
        self._do = _functions()
        self.place = self._do.fw_memory_new()
        if not self.place:
            raise MemoryError("there is not enough memory for the ways round the obstacles")

    def __del__(self) -> None:
        if getattr(self, "place", None):
            self._do.fw_memory_free(self.place)


class NativeFloor:
    """A floor of convex parts in the library: `planes` (k, m, 3), `boxes` (k, 4), `owner` (k,) and corners (c, 8) with
    their owners; parts and corners of one owner lie together. Owners are numbers below `owners`.

    `moving` are owners whose parts and corners come last, and `memory` is of floors that differ in nothing else.
    """

    def __init__(
        self,
        planes: Floats,
        boxes: Floats,
        owner: Ints,
        owners: int,
        corners: Floats,
        corner_owner: Ints,
        moving: Sequence[int],
        memory: Memory,
    ) -> None:
        self._do = _functions()
        self._kept = [
            np.ascontiguousarray(planes), np.ascontiguousarray(boxes), np.ascontiguousarray(owner, np.int64),
            np.ascontiguousarray(corners), np.ascontiguousarray(corner_owner, np.int64),
        ]  # fmt: skip
        a, b, c, d, e = (array.ctypes.data for array in self._kept)
        self._floor = self._do.fw_floor_new(len(owner), planes.shape[1], a, b, c, owners, len(corner_owner), d, e)
        if not self._floor:
            raise MemoryError("there is not enough memory for the obstacles of the floor")
        self.memory, self._moving, self._movers = memory, _rows(moving), len(moving)
        self._found = (ctypes.c_int64 * _MOST_FOUND)()
        self._taken = (ctypes.c_int64 * (owners + 1))()
        self._way = (ctypes.c_double * (2 * len(corner_owner) + 2))()
        self._turned = (ctypes.c_int64 * (2 * len(corner_owner) + 2))()
        self._count = ctypes.c_int64()

    def __del__(self) -> None:
        if getattr(self, "_floor", None):
            self._do.fw_floor_free(self._floor)

    def hits(self, a: Point, b: Point, tolerance: float, ignoring: Sequence[int]) -> list[int]:
        """The parts that the segment goes deeper than `tolerance` into, of owners not to ignore; at most 64."""
        count = self._do.fw_hits(
            self._floor, *a, *b, tolerance, len(ignoring), _rows(ignoring), _MOST_FOUND, self._found
        )  # fmt: skip
        return self._found[:count]

    def parts_at(self, point: Point, tolerance: float, ignoring: Sequence[int]) -> list[int]:
        """The parts in which the point lies deeper than `tolerance`, of owners not to ignore; at most 64."""
        count = self._do.fw_parts_at(
            self._floor, *point, tolerance, len(ignoring), _rows(ignoring), _MOST_FOUND, self._found
        )
        return self._found[:count]

    def struck(self, parts: Ints, segments: Floats, ignored: Floats, tolerance: float) -> Bools:
        """Which segments (n, 4) hit any of the parts; `ignored` (n, 2) are two owners that are none for the segment."""
        segments, struck = np.ascontiguousarray(segments), np.empty(len(segments), np.bool_)
        ignored = np.ascontiguousarray(np.nan_to_num(ignored, nan=-1.0), np.int64)
        self._do.fw_struck(
            self._floor, len(parts), parts.ctypes.data, len(segments), segments.ctypes.data, ignored.ctypes.data,
            tolerance, struck.ctypes.data,
        )  # fmt: skip
        return struck

    def detour(
        self, starts: Sequence[Point], goals: Sequence[Point], tolerance: float, ignoring: Sequence[int],
        hint: Sequence[int], guess: Sequence[int],
    ) -> tuple[list[Point] | None, list[int], list[int]]:  # fmt: skip
        """The corners at which the shortest way from any start to any goal turns, the owners that prove it, and two
        numbers for each corner, by which it can be guessed: its owner, and which of the owner's it is.

        The corners are None when there is no way. `hint` names owners that will probably matter, `guess` corners at
        which it probably turns.

        Raises:
            MemoryError: when there is not enough memory.
        """
        both = (*starts, *goals)
        ends = (ctypes.c_double * (2 * len(both)))(*(value for end in both for value in end))
        self._taken[: len(hint)] = list(hint)
        self._count.value = len(hint)
        guessed = len(guess) // 2 if len(guess) <= len(self._turned) else 0
        self._turned[: 2 * guessed] = list(guess[: 2 * guessed])
        turns = self._do.fw_detour(
            self._floor, tolerance, len(starts), len(goals), ends, len(ignoring), _rows(ignoring),
            self.memory.place, self._movers, self._moving, self._way, self._taken, ctypes.byref(self._count),
            guessed, self._turned,
        )  # fmt: skip
        if turns < -1:
            raise MemoryError("there is not enough memory for the way round the obstacles")
        taken = self._taken[: self._count.value]
        if turns < 0:
            return None, taken, []
        values = self._way[: 2 * turns]
        return list(zip(values[::2], values[1::2], strict=True)), taken, self._turned[: 2 * turns]


def _rows(rows: Sequence[int]) -> Any:
    return (ctypes.c_int64 * len(rows))(*rows)
