"""Whether tasks fit into a number of stations: a search in the compiled library, or in Python without it."""

import ctypes
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from floorwright.native.balance_python import PythonSearch
from floorwright.native.library import library

MOST_WEIGHTS = 8
MOST_BYTES = 512 * 2**20


class Status(IntEnum):
    """Where a search is: it goes on, has found a way, has shown that there is none, or has no memory even to begin."""

    RUNNING = 0
    FOUND = 1
    NO_WAY = 2
    GAVE_UP = 3


@dataclass(frozen=True)
class Question:
    """Do the tasks fit into the stations?

    Tasks are in an order in which successors come later. Lists of lists are flat, with where each begins: successors,
    and for each task those that would do at least as well in its place. The columns of `weight` (n, w) are what a task
    takes of each `room` (w,) of a station, the first of them its time; all stations together may leave `spare` (w,)
    of it. `due` (stations + 1, words) are the tasks, as bits, that the first k stations must hold.
    """

    stations: int
    weight: NDArray[np.int64]
    room: NDArray[np.int64]
    spare: NDArray[np.int64]
    next_first: NDArray[np.int32]
    next: NDArray[np.int32]
    better_first: NDArray[np.int32]
    better: NDArray[np.int32]
    due: NDArray[np.uint64]


class Search(Protocol):
    """A search that can be gone on with."""

    def run(self, seconds: float, cancel: NDArray[np.int64]) -> int:
        """Where it is (`Status`) after so many more seconds of the processor, or once `cancel[0]` is not 0."""

    def stations(self) -> list[int]:
        """The station, from 0, of each task, once a way is found."""


def search(question: Question, most_bytes: int = MOST_BYTES) -> Search:
    """A search that has not begun, and remembers sets of tasks in so many bytes at most.

    Raises:
        MemoryError: when there is not even enough memory to begin.
    """
    return PythonSearch(question, most_bytes) if _functions() is None else NativeSearch(question, most_bytes)


_WHOLE, _REAL, _PLACE = ctypes.c_int64, ctypes.c_double, ctypes.c_void_p


@cache
def _functions() -> Any:
    found = library()
    if found is None:
        return None
    found.fw_balance_new.argtypes = [_WHOLE, _WHOLE, _PLACE, _WHOLE, *[_PLACE] * 8, _WHOLE]
    found.fw_balance_new.restype = _PLACE
    found.fw_balance_run.argtypes = [_PLACE, _REAL, _PLACE]
    found.fw_balance_run.restype = _WHOLE
    found.fw_balance_take.argtypes = [_PLACE, _PLACE]
    found.fw_balance_take.restype = None
    found.fw_balance_free.argtypes = [_PLACE]
    found.fw_balance_free.restype = None
    return found


class NativeSearch:
    """The search in the library; other threads run meanwhile."""

    def __init__(self, question: Question, most_bytes: int) -> None:
        self._do = _functions()
        weight = np.ascontiguousarray(question.weight, np.int64)
        time = np.ascontiguousarray(weight[:, 0])
        self._tasks = len(time)
        arrays = [
            np.ascontiguousarray(array)
            for array in (
                weight, question.room, question.spare, question.next_first, question.next, question.better_first,
                question.better, question.due,
            )
        ]  # fmt: skip
        self._place = self._do.fw_balance_new(
            self._tasks, question.stations, time.ctypes.data, weight.shape[1],
            *(array.ctypes.data for array in arrays), most_bytes,
        )  # fmt: skip
        if not self._place:
            raise MemoryError("there is not enough memory to balance the line")

    def __del__(self) -> None:
        if getattr(self, "_place", None):
            self._do.fw_balance_free(self._place)

    def run(self, seconds: float, cancel: NDArray[np.int64]) -> int:
        return int(self._do.fw_balance_run(self._place, seconds, cancel.ctypes.data))

    def stations(self) -> list[int]:
        station = np.zeros(self._tasks, np.int32)
        self._do.fw_balance_take(self._place, station.ctypes.data)
        return [int(one) for one in station]
