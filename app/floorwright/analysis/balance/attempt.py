"""One number of stations with one cycle, searched from both ends of the line."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from floorwright.analysis.balance.bounds import Bounds, bounds
from floorwright.analysis.balance.lengthen import lengthened
from floorwright.analysis.balance.line import BalanceLine, check
from floorwright.analysis.balance.question import question
from floorwright.native.balance import MOST_BYTES, Search, Status, search

Tick = Callable[[float], None]
"""Is told the share of the time that is gone, and may raise to stop."""
LONGEST_SLICE_S = 0.2
_SLICE_S = 0.05
_OF_THE_TIME = 0.94
"""What is begun a little before the end is finished after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """A line that was balanced: the station, from 0, of each task, in whole units of time.

    `least` is what was proved of the number asked for (stations or cycle): no answer lies below it.
    """

    stations: tuple[int, ...]
    count: int
    cycle: int
    least: int
    proved: bool
    seconds: float


class Clock:
    """Seconds of the processor that are left to a search, and whom to tell."""

    def __init__(self, seconds: float, tick: Tick) -> None:
        self._started, self._seconds, self._tick = time.thread_time(), seconds, tick

    def gone(self) -> float:
        """How many are used."""
        return time.thread_time() - self._started

    def left(self) -> float:
        """How many are left, below 0 when it is time to stop."""
        self._tick(min(self.gone() / self._seconds, 1.0) if self._seconds > 0 else 1.0)
        return _OF_THE_TIME * self._seconds - self.gone()


def checked(line: BalanceLine, stations: list[int], cycle: int) -> list[int]:
    """The stations, when they break no rule of the line: nothing is answered that was not looked through once more."""
    wrong = check(line, stations, cycle)
    if wrong:
        raise AssertionError(f"the search broke its own rules: {wrong}")
    return stations


class Attempt:
    """Do the tasks fit into so many stations of this cycle? Searched from both ends of the line in turn."""

    def __init__(self, known: Bounds, stations: int, most_bytes: int = MOST_BYTES) -> None:
        self._line, self._cycle = known.line, known.cycle
        self.status, self.spent = Status.NO_WAY, 0.0
        self.found: list[int] = []
        self._searches: list[Search | None] = []
        self._slice = _SLICE_S
        started = time.thread_time()
        known = lengthened(known, stations) if known.stations <= stations else known
        if known.stations <= stations:
            # The times were lengthened from this end; they hold from the other as well.
            other = bounds(known.line.reversed, known.cycle, known.times[::-1].copy())
            asked = [question(known, stations), question(other, stations)]
            if None not in asked:
                self._searches = [search(one, most_bytes // 2) for one in asked if one is not None]
                self.status = Status.RUNNING
        self.spent = time.thread_time() - started

    def go_on(self, seconds: float) -> Status:
        """Searches for about so many seconds of the processor."""
        until = time.thread_time() + seconds
        cancel = np.zeros(1, np.int64)
        while self.status == Status.RUNNING and (left := until - time.thread_time()) > 0:
            for end, one in enumerate(self._searches):
                if one is None:
                    continue
                started = time.thread_time()
                status = Status(one.run(min(self._slice, left), cancel))
                self.spent += time.thread_time() - started
                if status == Status.FOUND:
                    self.found = one.stations() if end == 0 else self._turned(one.stations())
                if status in (Status.FOUND, Status.NO_WAY):
                    self.status, self._searches = status, []
                    break
                if status == Status.GAVE_UP:
                    self._searches[end] = None
            else:
                if not any(self._searches):
                    self.status = Status.GAVE_UP
            self._slice = min(1.3 * self._slice, LONGEST_SLICE_S)
        return self.status

    def _turned(self, stations: list[int]) -> list[int]:
        most = max(stations)
        return [most - station for station in stations[::-1]]
