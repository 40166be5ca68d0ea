"""The search of c/balance.c in plain Python: the same rules, so that both come to the same answer where they end."""

import heapq
import time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from floorwright.native.balance import Question

RUNNING, FOUND, NO_WAY = range(3)
IDLE, FIRST_LIMIT, LONGER, SHAKE = 10000.0, 300, 16, 1.5
_STATE_BYTES = 400


class PythonSearch:
    """A set of tasks is a whole number with their bits; what is remembered of it: stations, and the set before."""

    def __init__(self, question: "Question", most_bytes: int) -> None:
        self._ask = question
        self._weight = [tuple(row) for row in question.weight.tolist()]
        self._time = [row[0] for row in self._weight]
        self._room, self._spare = question.room.tolist(), question.spare.tolist()
        self._next = _split(question.next_first, question.next)
        self._better = _split(question.better_first, question.better)
        self._due = [sum(word << 64 * k for k, word in enumerate(row)) for row in question.due.tolist()]
        self._all = self._due[-1]
        self._last = sum(1 << task for task, tasks in enumerate(self._next) if not tasks)
        self._before = [0] * len(self._time)
        for tasks in self._next:
            for task in tasks:
                self._before[task] += 1
        self._most, self._begun, self.status = most_bytes // _STATE_BYTES, -1, RUNNING
        self._begin_anew()

    def _begin_anew(self) -> None:
        """Forgets all sets but the empty one, when there is no memory for more."""
        self._seen: dict[int, tuple[int, int]] = {0: (0, -1)}
        self._looked: set[int] = set()
        self._open: list[list[tuple[float, int, int]]] = [[] for _ in range(self._ask.stations + 1)]
        self._open[0].append((0.0, 0, 0))
        self._longer: set[int] = set()
        self._level, self._limit, self._count = 0, FIRST_LIMIT, 0
        self._dropped = False
        self._begun += 1

    def run(self, seconds: float, cancel: Any) -> int:
        """Goes on for so many seconds of the processor, or until `cancel[0]` is not 0."""
        until = time.thread_time() + seconds
        while self.status == RUNNING and not cancel[0] and time.thread_time() < until:
            for _ in range(len(self._open)):
                if self._open[self._level]:
                    break
                self._level = (self._level + 1) % len(self._open)
            else:
                if not self._again():
                    self.status = NO_WAY
                continue
            held = heapq.heappop(self._open[self._level])[2]
            if self._seen[held][0] == self._level and held not in self._looked:
                self._looked.add(held)
                self._look_at(held)
                if self._dropped and self.status == RUNNING:
                    self._begin_anew()
                    continue
                self._level = (self._level + 1) % len(self._open)
        return self.status

    def _again(self) -> bool:
        if not self._longer:
            return False
        self._limit *= LONGER
        for held in self._longer:
            self._looked.discard(held)
            self._push(held, self._seen[held][0], 0.0)
        self._longer.clear()
        return True

    def _push(self, held: int, level: int, merit: float) -> None:
        self._count += 1
        heapq.heappush(self._open[level], (merit, self._count, held))

    def _look_at(self, held: int) -> None:
        """Tries the loads after a set: depth first, with a list of choices instead of calls."""
        level = self._seen[held][0]
        done = [task for task in range(len(self._time)) if held >> task & 1]
        spare = [
            left - level * room + sum(self._weight[task][w] for task in done)
            for w, (left, room) in enumerate(zip(self._spare, self._room, strict=True))
        ]
        left = list(self._before)
        for task in done:
            for later in self._next[task]:
                left[later] -= 1
        available = [task for task in range(len(left)) if not left[task] and not held >> task & 1]
        # An entry a depth: next place to try, room, shortest time passed over, whether nothing fitted, list length.
        walk: list[list[Any]] = [[0, self._room[0], None, True, len(available)]]
        load: list[int] = []
        tried = 1
        while walk:
            top = walk[-1]
            at, room, least, none, _ = top
            while at < len(available) and self._time[available[at]] > room:
                at += 1
            if at < len(available):
                task = available[at]
                top[0], top[3] = at + 1, False
                walk.append([at + 1, room - self._time[task], least, True, len(available)])
                if least is None or self._time[task] < least:
                    top[2] = self._time[task]
                load.append(task)
                for later in self._next[task]:
                    left[later] -= 1
                    if not left[later]:
                        available.append(later)
                tried += 1
                if tried > self._limit:
                    self._longer.add(held)
                    return
                continue
            if none and (least is None or room < least) and room <= spare[0]:
                self._consider(held, level + 1, len(done), load, left, room, spare)
                if self.status != RUNNING:
                    return
            walk.pop()
            if load:
                task = load.pop()
                for later in self._next[task]:
                    left[later] += 1
                del available[top[4] :]

    def _consider(
        self, held: int, level: int, done: int, load: list[int], left: list[int], idle: int, spare: list[int]
    ) -> None:
        taken = held
        for task in load:
            taken |= 1 << task
        for task in load:
            most = idle + self._time[task]
            for other in self._better[task]:
                if not taken >> other & 1 and not left[other] and self._time[other] <= most:
                    return
        for w in range(1, len(spare)):
            if self._room[w] - sum(self._weight[task][w] for task in load) > spare[w]:
                return
        rest = self._all & ~taken
        if self._due[level] & ~taken or (rest & ~self._last and not any(self._next[task] for task in load)):
            return
        known = self._seen.get(taken)
        if known is not None and known[0] <= level:
            return
        if known is None and len(self._seen) >= self._most:
            self._dropped = True
            return
        self._seen[taken] = (level, held)
        self._looked.discard(taken)
        self._longer.discard(taken)
        if not rest:
            self.status = FOUND
            return
        all_idle = self._spare[0] - spare[0] + idle
        shaken = SHAKE * self._begun * (hash((taken, 7)) & 0xFFFF) / 65536
        self._push(taken, level, IDLE * all_idle / (level * self._room[0]) + done + len(load) + shaken)

    def stations(self) -> list[int]:
        """The station, from 0, of each task, once a way is found."""
        found = [0] * len(self._time)
        held = self._all
        while held:
            before = self._seen[held][1]
            for task in range(len(found)):
                if (held & ~before) >> task & 1:
                    found[task] = self._seen[before][0]
            held = before
        return found


def _split(first: NDArray[np.int32], flat: NDArray[np.int32]) -> list[list[int]]:
    values = flat.tolist()
    return [values[a:b] for a, b in pairwise(first.tolist())]
