"""The shortest cycle for so many stations: the simple assembly line balancing problem of type 2 (SALBP-2)."""

from floorwright.analysis.balance.attempt import Attempt, Balance, Clock, Tick, checked
from floorwright.analysis.balance.bounds import bounds
from floorwright.analysis.balance.heuristics import quick
from floorwright.analysis.balance.line import BalanceLine, loads
from floorwright.errors import AnalysisFailed
from floorwright.native.balance import MOST_BYTES, Status

_SHORT_S, _SHORT_SHARE = 0.3, 1 / 40
_STEPS_TO_THE_CYCLE = 2000
_LARGE = 1000
"""With more tasks the bounds of a cycle take seconds: only the rules are tried on the way up."""


def shortest_cycle(line: BalanceLine, stations: int, *, seconds: float, tick: Tick = lambda share: None) -> Balance:
    """The shortest cycle found for at most so many stations, and whether a shorter one is impossible.

    Raises:
        AnalysisFailed: when there is no station.
    """
    if stations < 1:
        raise AnalysisFailed(f"A line of {stations} stations can do nothing.", hint="Give at least one station.")
    search = _Between(line, stations, Clock(seconds, tick), min(_SHORT_S, seconds * _SHORT_SHARE))
    search.refute()
    search.climb()
    search.close_in()
    return Balance(
        stations=tuple(checked(line, search.best, search.most)), count=stations, cycle=search.most,
        least=search.least, proved=search.least >= search.most, seconds=search.clock.gone(),
    )  # fmt: skip


class _Between:
    """What is known: no cycle below `least` will do, and `best` does with `most`."""

    def __init__(self, line: BalanceLine, stations: int, clock: Clock, short: float) -> None:
        self.line, self.stations, self.clock, self._short = line, stations, clock, short
        self.least = max(max(line.times, default=0), -(-sum(line.times) // stations), 1)
        self.best = [0] * len(line)
        self.most = max(sum(line.times), 1)
        self._attempts: dict[int, Attempt] = {}

    def refute(self) -> None:
        """Raises `least` as far as the bounds refute cycles: in doubling steps, then in halves."""
        if len(self.line) > _LARGE:
            return
        low, high, step = self.least - 1, self.least, 1
        while high < self.most and self.clock.left() > 0 and self._is_refuted(high):
            low, high, step = high, min(high + step, self.most), 2 * step
        while low + 1 < high and self.clock.left() > 0:
            middle = (low + high) // 2
            low, high = (middle, high) if self._is_refuted(middle) else (low, middle)
        self.least = low + 1

    def _is_refuted(self, cycle: int) -> bool:
        return bounds(self.line, cycle).stations > self.stations

    def climb(self) -> None:
        """Tries cycles from the least in growing steps, each shortly, until one will do."""
        step, cycle = max(1, self.least // _STEPS_TO_THE_CYCLE), self.least
        while self.least < self.most and (left := self.clock.left()) > 0:
            cycle = max(min(cycle, self.most - 1), self.least)
            found = quick(self.line, cycle)
            if max(found, default=0) < self.stations:
                self._better(found)
                return
            if len(self.line) <= _LARGE and self._try(cycle, min(self._short, left)) == Status.FOUND:
                return
            cycle, step = cycle + step, 2 * step
        if self.best == [0] * len(self.line):  # no time was left to search
            self._first_that_fits()

    def _first_that_fits(self) -> None:
        cycle = self.least
        while cycle < self.most:
            found = quick(self.line, cycle)
            if max(found, default=0) < self.stations:
                self._better(found)
                return
            cycle += max(1, cycle // 20)

    def close_in(self) -> None:
        """Halves what lies between a cycle tried in vain and the best, then stays just below the best."""
        patience = self._short
        while self.least < self.most and (left := self.clock.left()) > 0:
            tried = [one for one, attempt in self._attempts.items() if attempt.spent >= patience]
            in_vain = max(tried, default=self.least - 1)
            cycle = self.most - 1 if in_vain >= self.most - 1 else (in_vain + self.most) // 2
            if in_vain >= self.most - 1:
                patience *= 2
            if self._try(cycle, min(patience, left)) == Status.GAVE_UP and cycle == self.most - 1:
                return

    def _try(self, cycle: int, seconds: float) -> Status:
        if cycle not in self._attempts:
            self._attempts[cycle] = Attempt(bounds(self.line, cycle), self.stations, MOST_BYTES // 2)
        attempt = self._attempts[cycle]
        status = attempt.go_on(seconds)
        if status == Status.FOUND:
            self._better(attempt.found)
        elif status == Status.NO_WAY:
            self.least = max(self.least, cycle + 1)
        elif status == Status.GAVE_UP:
            attempt.spent = float("inf")
        self._attempts = {one: kept for one, kept in self._attempts.items() if self.least <= one < self.most}
        return status

    def _better(self, found: list[int]) -> None:
        self.best = checked(self.line, found, self.most)
        self.most = max(loads(self.line, found))
