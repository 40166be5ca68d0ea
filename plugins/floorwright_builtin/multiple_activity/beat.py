"""The beat of work that several share: the shortest cycle in which everybody does their elements in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from floorwright.api import Job

Order = tuple[int, int, int]
"""The second element waits for the first: from, to, and how many cycles lie between."""


@dataclass(frozen=True, slots=True)
class Beat:
    """The cycle, and when each element starts in it, as early as it can; seconds."""

    cycle: Fraction
    starts: tuple[Fraction, ...]
    critical: tuple[int, ...]
    """The elements round which the cycle cannot be shorter."""


def beat(times: Sequence[Fraction], who: Sequence[Sequence[str]], least: Fraction, job: Job) -> Beat:
    """The shortest cycle, not below `least`, and the starts in it.

    Everybody does their elements in the order given and begins again; an element of several waits for all of them. The
    cycle is the greatest mean round the waiting of one element for another (Cuninghame-Green 1979; Baccelli and others,
    Synchronization and Linearity, 1992): begun at the longest work of one person, each round that is longer raises it.
    """
    orders, critical, cycle = _orders(times, who)
    if least > cycle:
        cycle, critical = least, ()
    while True:
        job.progress(0.5, "Finding the cycle")
        starts, back = _earliest(times, orders, cycle, job)
        if back is None:
            first = min(starts, default=Fraction(0))
            return Beat(cycle, tuple(start - first for start in starts), critical)
        length = sum((times[order[0]] for order in back), Fraction(0))
        cycle = length / sum(order[2] for order in back)
        critical = tuple(order[0] for order in reversed(back))


def _orders(times: Sequence[Fraction], who: Sequence[Sequence[str]]) -> tuple[list[Order], tuple[int, ...], Fraction]:
    """Who waits for whom, and the longest work of one person."""
    mine: dict[str, list[int]] = {}
    for number, names in enumerate(who):
        for name in names:
            mine.setdefault(name, []).append(number)
    orders: list[Order] = []
    critical: tuple[int, ...] = ()
    most = Fraction(0)
    for elements in mine.values():
        orders += [(a, b, 0) for a, b in pairwise(elements)]
        orders.append((elements[-1], elements[0], 1))
        length = sum((times[element] for element in elements), Fraction(0))
        if length > most:
            most, critical = length, tuple(elements)
    return list(dict.fromkeys(orders)), critical, most


def _earliest(
    times: Sequence[Fraction], orders: Sequence[Order], cycle: Fraction, job: Job
) -> tuple[list[Fraction], list[Order] | None]:
    """The earliest starts in this cycle, or a round of waiting that is too long for it (Bellman and Ford)."""
    starts = [Fraction(0)] * len(times)
    last: list[Order | None] = [None] * len(times)
    for _ in range(len(times) + 1):
        job.progress(0.5)
        changed = -1
        for order in orders:
            before, after, cycles = order
            moment = starts[before] + times[before] - cycle * cycles
            if moment > starts[after]:
                starts[after], last[after], changed = moment, order, after
        if changed < 0:
            return starts, None
        found = _round(last, changed)
        if found:
            return starts, found
    return starts, None


def _round(last: Sequence[Order | None], start: int) -> list[Order] | None:
    """The round of waiting that leads back to an element, where there is one."""
    seen: dict[int, int] = {}
    way: list[Order] = []
    place = start
    while place not in seen:
        seen[place] = len(way)
        order = last[place]
        if order is None:
            return None
        way.append(order)
        place = order[0]
    return way[seen[place] :]
