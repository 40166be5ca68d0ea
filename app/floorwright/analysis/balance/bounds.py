"""How many stations a line needs at least, and which station each task can be in at the earliest and latest.

LM1 to LM3 and the tails: A. Scholl, Balancing and Sequencing of Assembly Lines, 2nd ed. 1999, section 2.2.2. Weights:
S. P. Fekete and J. Schepers, New classes of fast lower bounds for bin packing problems, Math. Programming 91, 2001;
J. Carlier, F. Clautiaux and A. Moukrim, New reduction procedures and lower bounds for the two-dimensional bin packing
problem with fixed orientation, Computers & Operations Research 34, 2007.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from floorwright.analysis.balance.line import BalanceLine, bits

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_MOST_WEIGHTINGS = 48


def lm1(times: Ints, cycle: int) -> int:
    """The whole time, spread evenly."""
    return -(-int(times.sum()) // cycle)


def lm2(times: Ints, cycle: int) -> int:
    """No two tasks longer than half a cycle share a station, and two of exactly half fill one."""
    return int((2 * times > cycle).sum()) + -(-int((2 * times == cycle).sum()) // 2)


def lm3(times: Ints, cycle: int) -> int:
    """The same in thirds: of tasks longer than two thirds, half, a third of a cycle, and of exactly so long ones."""
    return -(-int(thirds(times, cycle).sum()) // 6)


def thirds(times: Ints, cycle: int) -> Ints:
    """What LM3 counts each task for, in sixths of a station."""
    longer = [3 * times > 2 * cycle, 3 * times == 2 * cycle, 3 * times > cycle, 3 * times == cycle]
    return np.select(longer, [6, 4, 3, 2], 0).astype(np.int64)


@dataclass(frozen=True)
class Weightings:
    """Ways to weigh the tasks (k, n) so that no load of a station weighs more than `room` (k,)."""

    weight: Ints
    room: Ints

    def stations(self, among: Bools) -> Ints:
        """How many stations the tasks of each row of (r, n) need at least."""
        # Sums stay below 2^53, so floats are exact, and quick.
        sums = among.astype(np.float64) @ self.weight.T.astype(np.float64)
        stations: Ints = (-(-sums // self.room.astype(np.float64))).max(axis=1, initial=0.0).astype(np.int64)
        return stations


def weightings(times: Ints, cycle: int) -> Weightings:
    """The times themselves, the counts of LM2 and LM3, and dual feasible functions; the strongest ones, at most 48."""
    rows, rooms = [times, thirds(times, cycle)], [cycle, 6]
    rows.append(np.where(2 * times > cycle, 2, np.where(2 * times == cycle, 1, 0)))
    rooms.append(2)
    half = np.unique(np.concatenate((times, cycle - times)))
    half = half[(half > 0) & (2 * half <= cycle)]
    cut = times[None, :]
    if len(half):
        steps = half[:, None]
        cut = np.where(times > cycle - steps, cycle, np.where(times < steps, 0, times))
        cut = np.unique(np.concatenate((times[None, :], cut)), axis=0)
        rows += list(cut)
        rooms += [cycle] * len(cut)
        whole = cycle // steps
        large = np.where(
            2 * times > cycle,
            2 * (whole - (cycle - times) // steps),
            np.where(2 * times == cycle, whole, 2 * (times // steps)),
        )
        rows += list(large)
        rooms += [int(2 * room) for room in whole[:, 0]]
    for k in range(1, 13):
        parts = (k + 1) * cut
        stepped = np.where(parts % cycle == 0, k * cut, parts // cycle * cycle)
        rows += list(stepped)
        rooms += [k * cycle] * len(stepped)
    weight, room = np.array(rows, np.int64), np.array(rooms, np.int64)
    order = np.argsort(-(weight.sum(axis=1) / room), kind="stable")
    # The plain times stay first; of equal ones one is enough.
    _, kept = np.unique(np.round(weight[order] / room[order, None], 9), axis=0, return_index=True)
    chosen = [0, *(int(order[at]) for at in np.sort(kept) if order[at] != 0)][:_MOST_WEIGHTINGS]
    return Weightings(weight[chosen], room[chosen])


@dataclass(frozen=True)
class Ends:
    """What follows each task: `time` at least, as if on one machine, and `stations` at least with the task's own."""

    time: Ints
    stations: Ints
    whole: int


def tails(line: BalanceLine, times: Ints, cycle: int, weighed: Weightings) -> Ends:
    """The ends of a line with these times: one machine with tails (Scholl, 2.2.2.1), strengthened by weights."""
    count = len(line)
    closed = closure(line)
    own = weighed.stations(closed | np.eye(count, dtype=bool))
    tail, stations = np.zeros(count, np.int64), np.ones(count, np.int64)
    for task in reversed(range(count)):
        found = _one_machine(times, tail, np.flatnonzero(closed[task]))
        whole = -(-found // cycle) * cycle
        if found + times[task] > whole:  # the task does not fit beside the first of its followers
            found = whole
        stations[task] = max(int(own[task]), -(-(found + int(times[task])) // cycle))
        tail[task] = max(found, (int(stations[task]) - 1) * cycle)
    everything = _one_machine(times, tail, np.arange(count))
    whole = max(-(-everything // cycle), int(weighed.stations(np.ones((1, count), bool))[0]))
    return Ends(tail, stations, whole)


def _one_machine(times: Ints, tail: Ints, among: NDArray[np.intp]) -> int:
    if not len(among):
        return 0
    order = among[np.argsort(-tail[among], kind="stable")]
    return int((np.cumsum(times[order]) + tail[order]).max())


def closure(line: BalanceLine) -> Bools:
    """Whether j follows i, (n, n)."""
    found = np.zeros((len(line), len(line)), bool)
    for task, mask in enumerate(line.followers):
        found[task, bits(mask)] = True
    return found


@dataclass(frozen=True)
class Bounds:
    """What is known of a line with a cycle: times that no load can do without, and the ends on both sides."""

    line: BalanceLine
    times: Ints
    cycle: int
    weighed: Weightings
    heads: Ends
    tails: Ends

    @cached_property
    def stations(self) -> int:
        """How many stations it needs at least."""
        through = self.heads.stations + self.tails.stations - 1
        return max(self.heads.whole, self.tails.whole, int(through.max(initial=0)))

    def earliest(self) -> Ints:
        """The first station, from 1, that each task can be in."""
        return self.heads.stations

    def latest(self, stations: int) -> Ints:
        """The last station, from 1, that each task can be in where there are so many."""
        return stations + 1 - self.tails.stations


def bounds(line: BalanceLine, cycle: int, times: Ints | None = None) -> Bounds:
    """The bounds of a line whose tasks all fit into the cycle."""
    times = np.array(line.times, np.int64) if times is None else times
    weighed = weightings(times, cycle)
    backwards = tails(line.reversed, times[::-1], cycle, Weightings(weighed.weight[:, ::-1], weighed.room))
    heads = Ends(backwards.time[::-1], backwards.stations[::-1], backwards.whole)
    return Bounds(line, times, cycle, weighed, heads, tails(line, times, cycle, weighed))


def stations_at_least(line: BalanceLine, cycle: int) -> int:
    """How many stations a line needs at least; 0 without tasks. None may be longer than the cycle."""
    return bounds(line, cycle).stations if len(line) else 0
