"""Times lengthened by what any station with the task in it leaves idle anyway."""

import numpy as np

from floorwright.analysis.balance.bounds import Bools, Bounds, Ints, bounds, closure

_MOST_WORK, _MOST_TASKS = 3e9, 600
"""Steps (tasks² × cycle bits) and tasks beyond which it would take longer than it is worth."""


def lengthened(known: Bounds, stations: int, rounds: int = 3) -> Bounds:
    """The bounds once each task lasts as long as the best filled station with it in allows; the same loads fit.

    Only tasks that can share a station count: whose stations between earliest and latest overlap, and what lies
    between them fits too. (A. Scholl and R. Klein, SALOME, INFORMS Journal on Computing 9, 1997: time incrementing.)
    """
    line, cycle = known.line, known.cycle
    if len(line) ** 2 * cycle > _MOST_WORK or len(line) > _MOST_TASKS:
        return known
    for _ in range(rounds):
        together = _together(known, stations)
        times = known.times.copy()
        changed = False
        for task in range(len(line)):
            others = np.flatnonzero(together[task])
            left = cycle - int(times[task])
            if left == 0:
                continue
            mask = (1 << (left + 1)) - 1
            sums = 1
            for time in times[others].tolist():
                sums |= (sums << time) & mask
                if sums >> left & 1:
                    break
            most = sums.bit_length() - 1
            if most < left:
                times[task] += left - most
                changed = True
        if not changed:
            return known
        known = bounds(line, cycle, times)
        if known.stations > stations:
            return known
    return known


def _together(known: Bounds, stations: int) -> Bools:
    times, first, last = known.times, known.earliest(), known.latest(stations)
    fit = times[:, None] + times[None, :] <= known.cycle
    fit &= (first[:, None] <= last[None, :]) & (first[None, :] <= last[:, None])
    follows = closure(known.line)
    # What lies between two tasks in a row must share the station with them.
    between = follows.astype(np.float64) @ (follows * times[:, None]).astype(np.float64)
    chained: Ints = np.rint(between).astype(np.int64) + times[:, None] + times[None, :]
    fit &= ~(follows & (chained > known.cycle)) & ~(follows & (chained > known.cycle)).T
    np.fill_diagonal(fit, False)
    return np.asarray(fit, np.bool_)
