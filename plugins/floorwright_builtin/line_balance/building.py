"""Lines built station by station under rules: the highest ranked task that may come next, in many orders."""

import random
import time
from collections.abc import Callable, Sequence

from floorwright.api import BALANCE_RULES, BalanceLine, positional_weights
from floorwright_builtin.line_balance.joined import Rules

Stations = list[int]
"""The station, from 1, of each task."""
_MOST_STATIONS_EXTRA = 2
_FILLS = 12


def built(
    line: BalanceLine, rules: Rules, cycle: int, rank: Sequence[float], most: int | None = None,
    lot: random.Random | None = None,
) -> Stations:  # fmt: skip
    """The stations of a line filled one after the other by rank, the smallest first; empty when that leads nowhere.

    With a lot each station is filled several times, with ranks shaken by it, and the fullest is kept (after Hoffmann).
    """
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
        here = _filled(line, rules, cycle, rank, station, stations, left, behind, latest)
        for _ in range(_FILLS if lot is not None else 0):
            shaken = [value * (1 + 0.8 * (lot.random() - 0.5)) for value in rank] if lot is not None else rank
            other = _filled(line, rules, cycle, shaken, station, stations, left, behind, latest)
            if _worth(line, rules, cycle, latest, station, other) > _worth(line, rules, cycle, latest, station, here):
                here = other
        for task in here:
            stations[task] = station
            for later in line.after[task]:
                left[later] -= 1
            for earlier in line.before[task]:
                behind[earlier] -= 1
        done += len(here)
        if not here and station > farthest:
            return []
    return stations if done == count else []


def _worth(
    line: BalanceLine, rules: Rules, cycle: int, latest: Sequence[int], station: int, tasks: Sequence[int]
) -> tuple[int, float]:
    """How many tasks that may not wait are in, then how full the station is."""
    urgent = sum(latest[task] <= station for task in tasks)
    return urgent, sum(line.times[task] for task in tasks) / copies(line, rules, tasks, cycle)


def _filled(
    line: BalanceLine, rules: Rules, cycle: int, rank: Sequence[float], station: int, stations: Stations,
    left: Sequence[int], behind: Sequence[int], latest: Sequence[int],
) -> list[int]:  # fmt: skip
    """The tasks of one station, in the order they are taken."""
    here: list[int] = []
    load = 0
    waits = {task: left[task] for task in range(len(line)) if not stations[task]}
    follows = {task: behind[task] for task in waits}
    while True:
        fitting = [
            task
            for task in waits
            if (waits[task] == 0 or (rules.u_shaped and follows[task] == 0))
            and rules.allows(task, station)
            and load + line.times[task] <= cycle * copies(line, rules, [*here, task], cycle)
            and all(rules.agree(task, other) for other in here)
        ]
        if not fitting:
            return here
        task = min(fitting, key=lambda one: (latest[one] > station, latest[one] if rules.fixed else 0, rank[one]))
        here.append(task)
        load += line.times[task]
        del waits[task], follows[task]
        for later in line.after[task]:
            if later in waits:
                waits[later] -= 1
        for earlier in line.before[task]:
            if earlier in follows:
                follows[earlier] -= 1


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
        found = built(line, rules, cycle, rank, most, lot if tried % 2 else None)
        tried += 1
        if found and (not best or workplaces(line, rules, found, cycle) < workplaces(line, rules, best, cycle)):
            best = found
        if best and workplaces(line, rules, best, cycle) <= enough:
            break
    return best
