"""The balancing rules of the textbooks, each by its name: quick, not always the fewest stations.

All fill one station after the other with tasks whose predecessors are done. W. B. Helgeson and D. P. Birnie, Assembly
line balancing using the ranked positional weight technique, J. Industrial Engineering 12, 1961; M. D. Kilbridge and
L. Wester, A heuristic method of assembly line balancing, J. Industrial Engineering 12, 1961; A. L. Arcus, COMSOAL,
Int. J. Production Research 4, 1966.
"""

import random
from collections.abc import Callable, Sequence

from floorwright.analysis.balance.line import BalanceLine, bits

Rank = Callable[[BalanceLine], list[tuple[int, ...]]]
COMSOAL = "comsoal"
COMSOAL_LINES = 300


def positional_weights(line: BalanceLine) -> list[int]:
    """For each task its time and that of all that follow it, near and far, each once."""
    return [time + sum(line.times[later] for later in bits(mask)) for time, mask in _with_followers(line)]


def balance_columns(line: BalanceLine) -> list[int]:
    """For each task, from 0, how many others must be done one after another before it (Kilbridge and Wester)."""
    found: list[int] = []
    for before in line.before:
        found.append(max((found[one] + 1 for one in before), default=0))
    return found


def follower_counts(line: BalanceLine) -> list[int]:
    """For each task how many follow it, near and far."""
    return [mask.bit_count() for mask in line.followers]


def _with_followers(line: BalanceLine) -> list[tuple[int, int]]:
    return list(zip(line.times, line.followers, strict=True))


def _by_positional_weight(line: BalanceLine) -> list[tuple[int, ...]]:
    return [(-weight,) for weight in positional_weights(line)]


def _by_followers(line: BalanceLine) -> list[tuple[int, ...]]:
    return [(-count, -time) for count, time in zip(follower_counts(line), line.times, strict=True)]


def _by_next(line: BalanceLine) -> list[tuple[int, ...]]:
    return [(-len(after), -time) for after, time in zip(line.after, line.times, strict=True)]


def _by_time(line: BalanceLine) -> list[tuple[int, ...]]:
    return [(-time,) for time in line.times]


def _by_column(line: BalanceLine) -> list[tuple[int, ...]]:
    return [(column, -time) for column, time in zip(balance_columns(line), line.times, strict=True)]


BALANCE_RULES: dict[str, Rank] = {
    "ranked-positional-weight": _by_positional_weight,
    "most-followers": _by_followers,
    "most-immediate-followers": _by_next,
    "longest-time": _by_time,
    "kilbridge-wester": _by_column,
}
"""Each ranks the tasks, the first by the smallest; equal ones go in the order of the table."""


def balance_by_rule(line: BalanceLine, cycle: int, rule: str, given: Sequence[int] | None = None) -> list[int]:
    """The station, from 0, of each task: each station takes the highest ranked task that may come next and fits.

    `given` says where each task stands in the table, which decides between equal ones. No task may be longer than the
    cycle.
    """
    ranks = BALANCE_RULES[rule](line)
    places = list(given) if given is not None else list(range(len(line)))
    keys = [(*rank, place) for rank, place in zip(ranks, places, strict=True)]
    return _filled(line, cycle, lambda fitting: min(fitting, key=lambda task: keys[task]))


def comsoal(line: BalanceLine, cycle: int, seed: int = 1, lines: int = COMSOAL_LINES) -> list[int]:
    """The best of so many lines in which the next task is drawn by lot from those that fit; the same for one seed."""
    lot = random.Random(seed)
    return min((_filled(line, cycle, lot.choice) for _ in range(lines)), key=lambda stations: max(stations, default=0))


def _filled(line: BalanceLine, cycle: int, choose: Callable[[list[int]], int]) -> list[int]:
    stations = [0] * len(line)
    left = [len(before) for before in line.before]
    ready = [task for task, count in enumerate(left) if count == 0]
    station, room = 0, cycle
    while ready:
        fitting = [task for task in ready if line.times[task] <= room]
        if not fitting:
            station, room = station + 1, cycle
            continue
        task = choose(fitting)
        ready.remove(task)
        stations[task] = station
        room -= line.times[task]
        for later in line.after[task]:
            left[later] -= 1
            if left[later] == 0:
                ready.append(later)
    return stations


def quick(line: BalanceLine, cycle: int) -> list[int]:
    """The best that the ranking rules find, from either end."""
    last = len(line) - 1
    found = []
    for rule in BALANCE_RULES:
        found.append(balance_by_rule(line, cycle, rule))
        backwards = balance_by_rule(line.reversed, cycle, rule)
        most = max(backwards, default=0)
        found.append([most - backwards[last - task] for task in range(len(line))])
    return min(found, key=lambda stations: max(stations, default=0))
