"""Lines built station by station under rules: the highest ranked task that may come next, in many orders."""

import random
import time
from collections.abc import Callable, Sequence

from floorwright.api import BALANCE_RULES, BalanceLine, positional_weights
from floorwright_builtin.line_balance.joined import Rules

Stations = list[int]
"""The station, from 1, of each task."""
_MOST_STATIONS_EXTRA = 2


def built(line: BalanceLine, rules: Rules, cycle: int, rank: Sequence[float], most: int | None = None) -> Stations:
    """The stations of a line filled one after the other by rank, the smallest first; empty when that leads nowhere."""
    count = len(line)
    stations = [0] * count
    left = [len(before) for before in line.before]
    behind = [len(after) for after in line.after]
    latest = _latest(line, rules)
    farthest = max([*rules.fixed.values(), *rules.station_skills, *rules.station_side, 0])
    last = most or count + farthest + _MOST_STATIONS_EXTRA
    done = 0
    for station in range(1, last + 1):
        if done == count:
            break
        here: list[int] = []
        load = 0
        while True:
            fitting = [
                task
                for task in range(count)
                if not stations[task]
                and (left[task] == 0 or (rules.u_shaped and behind[task] == 0))
                and rules.allows(task, station)
                and load + line.times[task] <= cycle * copies(line, rules, [*here, task], cycle)
                and all(rules.agree(task, other) for other in here)
            ]
            if not fitting:
                break
            task = min(fitting, key=lambda one: (latest[one] > station, latest[one] if rules.fixed else 0, rank[one]))
            stations[task] = station
            here.append(task)
            load += line.times[task]
            done += 1
            for later in line.after[task]:
                left[later] -= 1
            for earlier in line.before[task]:
                behind[earlier] -= 1
        if not here and station > farthest:
            return []
    return stations if done == count else []


def copies(line: BalanceLine, rules: Rules, tasks: Sequence[int], cycle: int) -> int:
    """How many workplaces stand side by side in a station: as many as its longest task needs; one without parallel."""
    return max((-(-line.times[task] // cycle) for task in tasks), default=1) or 1 if rules.parallel else 1


def workplaces(line: BalanceLine, rules: Rules, stations: Stations, cycle: int) -> int:
    """How many there are in all, which is what is to be few. An empty station before the last stands all the same."""
    by: dict[int, list[int]] = {}
    for task, station in enumerate(stations):
        by.setdefault(station, []).append(task)
    return sum(copies(line, rules, by.get(station, []), cycle) for station in range(1, max(by, default=0) + 1))


def _latest(line: BalanceLine, rules: Rules) -> list[int]:
    """The last station a task can be in because of fixed ones after it."""
    found = [rules.fixed.get(task, 10**9) for task in range(len(line))]
    if not rules.u_shaped:
        for task in reversed(range(len(line))):
            found[task] = min([found[task], *(found[later] for later in line.after[task])])
    return found


def best_built(
    line: BalanceLine, rules: Rules, cycle: int, enough: int, seconds: float, tick: Callable[[], None],
    seed: int, most: int | None = None,
) -> Stations:  # fmt: skip
    """The best of the ranking rules and then of ranks drawn by lot, until `enough` workplaces or the time is over."""
    until = time.thread_time() + seconds
    lot = random.Random(seed)
    weights = positional_weights(line)
    backwards = positional_weights(line.reversed)[::-1]
    ranks: list[Sequence[float]] = [[-max(a, b) for a, b in zip(weights, backwards, strict=True)]]
    for rule in BALANCE_RULES.values():
        order = sorted(range(len(line)), key=rule(line).__getitem__)
        ranks.append([order.index(task) for task in range(len(line))] if len(line) < 400 else ranks[0])
    best: Stations = []
    tried = 0
    while tried < len(ranks) or (time.thread_time() < until and tried < 4000):
        tick()
        if tried < len(ranks):
            rank = ranks[tried]
        else:
            spread = lot.choice((0.1, 0.3, 1.0))
            rank = [-weight * (1 + spread * (lot.random() - 0.5) * 2) for weight in weights]
        found = built(line, rules, cycle, rank, most)
        tried += 1
        if found and (not best or workplaces(line, rules, found, cycle) < workplaces(line, rules, best, cycle)):
            best = found
        if best and workplaces(line, rules, best, cycle) <= enough:
            break
    return best
