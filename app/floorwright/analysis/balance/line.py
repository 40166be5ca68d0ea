"""The tasks of a line: whole times, what must come before what, and what follows from that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from floorwright.errors import FloorwrightError

MOST_TASKS = 3000
"""With more, the table of what follows what outgrows the memory it is worth."""


@dataclass(frozen=True)
class BalanceLine:
    """Tasks 0 … n − 1 in an order in which each comes after all that must be done before it.

    Times are whole numbers of some unit. Only the immediate predecessors are kept, and none twice.
    """

    times: tuple[int, ...]
    before: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.times)

    @cached_property
    def after(self) -> tuple[tuple[int, ...], ...]:
        """The immediate successors of each task."""
        found: list[list[int]] = [[] for _ in self.times]
        for task, before in enumerate(self.before):
            for earlier in before:
                found[earlier].append(task)
        return tuple(map(tuple, found))

    @cached_property
    def followers(self) -> tuple[int, ...]:
        """All that follow each task, near and far, each once: bit j of number i is set when j follows i."""
        found = [0] * len(self)
        for task in reversed(range(len(self))):
            for later in self.after[task]:
                found[task] |= found[later] | 1 << later
        return tuple(found)

    @cached_property
    def precursors(self) -> tuple[int, ...]:
        """All that come before each task, as bits."""
        found = [0] * len(self)
        for task, before in enumerate(self.before):
            for earlier in before:
                found[task] |= found[earlier] | 1 << earlier
        return tuple(found)

    @cached_property
    def reversed(self) -> "BalanceLine":
        """The line seen from its end: task i becomes n − 1 − i. It needs the same stations for the same cycle."""
        last = len(self) - 1
        return BalanceLine(
            self.times[::-1], tuple(tuple(sorted(last - later for later in tasks)) for tasks in self.after[::-1])
        )


def bits(mask: int) -> list[int]:
    """The places of the bits that are set, from the lowest."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


def a_line(times: Sequence[int], before: Sequence[Sequence[int]]) -> tuple[BalanceLine, list[int]]:
    """The line of tasks in any order, and the number that each task of the line had there.

    Predecessors that are already implied by others are left out.

    Raises:
        FloorwrightError: when tasks wait for each other in a circle, or there are too many.
    """
    if len(times) > MOST_TASKS:
        raise FloorwrightError(
            f"The line has {len(times)} tasks, and at most {MOST_TASKS} can be balanced at once.",
            hint="Join tasks that one operator always does together, or balance the line in sections.",
        )
    order = in_order(before)
    place = {task: at for at, task in enumerate(order)}
    precursors: list[int] = []
    kept: list[tuple[int, ...]] = []
    for task in order:
        direct = {place[earlier] for earlier in before[task]}
        implied = 0
        for earlier in direct:
            implied |= precursors[earlier]
        kept.append(tuple(sorted(earlier for earlier in direct if not implied >> earlier & 1)))
        for earlier in direct:
            implied |= 1 << earlier
        precursors.append(implied)
    return BalanceLine(tuple(times[task] for task in order), tuple(kept)), order


def in_order(before: Sequence[Sequence[int]]) -> list[int]:
    """The tasks in an order in which each comes after its predecessors; else as they were given.

    Raises:
        FloorwrightError: when some wait for each other in a circle (see `a_circle`).
    """
    import heapq

    left = [len(set(earlier)) for earlier in before]
    after: list[list[int]] = [[] for _ in before]
    for task, earlier in enumerate(before):
        for one in set(earlier):
            after[one].append(task)
    ready = [task for task, count in enumerate(left) if count == 0]
    order = []
    while ready:
        task = heapq.heappop(ready)
        order.append(task)
        for later in after[task]:
            left[later] -= 1
            if left[later] == 0:
                heapq.heappush(ready, later)
    if len(order) < len(before):
        raise FloorwrightError("Some tasks wait for each other in a circle.", hint="Take one of the links out.")
    return order


def a_circle(before: Sequence[Sequence[int]]) -> list[int]:
    """Tasks of which each must come before the next and the last before the first; empty where there are none."""
    state = [0] * len(before)
    for root in range(len(before)):
        if state[root]:
            continue
        path, walk = [root], [iter(before[root])]
        state[root] = 1
        while walk:
            step = next(walk[-1], None)
            if step is None:
                state[path.pop()] = 2
                walk.pop()
            elif state[step] == 1:
                return path[path.index(step) :][::-1]
            elif state[step] == 0:
                state[step] = 1
                path.append(step)
                walk.append(iter(before[step]))
    return []


def loads(line: BalanceLine, stations: Sequence[int]) -> list[int]:
    """The time that each station, from 0 to the last used, is at work."""
    found = [0] * (max(stations, default=-1) + 1)
    for task, station in enumerate(stations):
        found[station] += line.times[task]
    return found


def check(line: BalanceLine, stations: Sequence[int], cycle: int) -> Mapping[str, list[int]]:
    """What an assignment breaks: tasks in no station or before a predecessor, stations over the cycle; else empty."""
    missing = [task for task in range(len(line)) if task >= len(stations) or stations[task] < 0]
    placed = {task: stations[task] for task in range(len(line)) if task not in missing}
    early = [
        task
        for task, before in enumerate(line.before)
        if task in placed and any(placed.get(one, -1) > placed[task] for one in before)
    ]
    full = [station for station, load in enumerate(loads(line, stations)) if load > cycle]
    wrong = {"missing": missing, "early": early, "full": full}
    return {name: found for name, found in wrong.items() if found}
