"""A line and a number of stations as the question that the search answers."""

import numpy as np

from floorwright.analysis.balance.bounds import Bounds, Ints, closure
from floorwright.native.balance import MOST_WEIGHTS, Question


def question(known: Bounds, stations: int) -> Question | None:
    """The question whether the tasks fit into so many stations; None where the bounds say no."""
    if known.stations > stations:
        return None
    weight, room = known.weighed.weight, known.weighed.room
    spare = stations * room - weight.sum(axis=1)
    # The bounds with the least to spare stop the most.
    rest = np.argsort(spare[1:] / (stations * room[1:]), kind="stable")[: MOST_WEIGHTS - 1] + 1
    chosen = [0, *rest.tolist()]
    if (spare[chosen] < 0).any():
        return None
    line = known.line
    after_first = np.cumsum([0, *map(len, line.after)]).astype(np.int32)
    better = _better(known)
    latest = known.latest(stations)
    words = -(-len(line) // 64)
    due = np.zeros((stations + 1, words * 8), np.uint8)
    for k in range(stations + 1):
        packed = np.packbits((latest <= k) | (k == stations), bitorder="little")
        due[k, : len(packed)] = packed
    return Question(
        stations, weight[chosen].T, room[chosen], spare[chosen],
        after_first, np.array([task for tasks in line.after for task in tasks], np.int32),
        np.cumsum([0, *map(len, better)]).astype(np.int32),
        np.array([task for tasks in better for task in tasks], np.int32),
        due.view(np.uint64),
    )  # fmt: skip


def _better(known: Bounds) -> list[Ints]:
    """For each task those that last as long or longer and are followed by all that follows it (J. R. Jackson 1956)."""
    closed, times = closure(known.line), known.times
    count = len(times)
    found = []
    followers = closed.sum(axis=1)
    for task in range(count):
        candidates = np.flatnonzero((times >= times[task]) & (followers >= followers[task]))
        mine = closed[task]
        held = candidates[(closed[candidates] >= mine).all(axis=1)]
        same = (times[held] == times[task]) & (followers[held] == followers[task])
        found.append(held[(~same | (held < task)) & ~mine[held] & ~closed[held, task]])
    return found
