"""Searching for the best rounds past some stops: a small capacitated vehicle routing problem.

Up to nine stops every order is looked at, by dynamic programming over sets of stops (M. Held and R. M. Karp, A dynamic
programming approach to sequencing problems, SIAM J. 10, 1962), so that the answer is proved. Beyond, PyVRP searches
(N. A. Wouda, L. Lan and W. Kool, PyVRP: a high-performance VRP solver package, INFORMS J. Computing 36, 2024); where
there is no PyVRP for a machine, a plain local search does.
"""

import importlib.util
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from floorwright.analysis.trips import SLACK
from floorwright.jobs import Job

Rounds = tuple[tuple[int, ...], ...]
"""The places of the stops, from 0, in the order of each round."""
MOST_PROVED = 9
ENOUGH = 2000
"""So many steps of PyVRP's search without anything better end it before its time."""


@dataclass(frozen=True, slots=True)
class TourProblem:
    """What it costs from place to place, 0 the depot and then the stops; infinite where there is no way.

    `loads` are what each stop needs a round, `capacity` what fits on board, None for no limit.
    """

    cost: NDArray[np.float64]
    loads: tuple[float, ...]
    capacity: float | None

    def of(self, rounds: Rounds) -> float:
        """What these rounds cost together."""
        return math.fsum(
            float(self.cost[a, b])
            for places in rounds
            for a, b in zip((0, *(p + 1 for p in places)), (*(p + 1 for p in places), 0), strict=True)
        )

    def fits(self, places: Sequence[int]) -> bool:
        """Whether what these stops need fits on board."""
        return self.capacity is None or math.fsum(self.loads[p] for p in places) <= self.capacity * (1 + SLACK)


@dataclass(frozen=True, slots=True)
class Searched:
    """The best rounds that were found, what they cost, whether they are proved to be the best, and by what."""

    rounds: Rounds
    cost: float
    proved: bool
    by: str


def best_rounds(problem: TourProblem, seconds: float, seed: int, job: Job) -> Searched:
    """The cheapest rounds past all stops; the same for the same seed, as long as the time does not cut it short.

    There has to be a way between all places, and every stop alone has to fit on board.
    """
    if len(problem.loads) <= MOST_PROVED:
        rounds, by, proved = by_every_order(problem), "every order", True
    elif importlib.util.find_spec("pyvrp") is not None:
        rounds, by, proved = by_pyvrp(problem, seconds, seed, job), "PyVRP", False
    else:
        rounds, by, proved = by_local_search(problem, seconds, seed, job), "a local search", False
    return Searched(rounds, problem.of(rounds), proved, by)


def by_every_order(problem: TourProblem) -> Rounds:
    """The best rounds of all: first the best order of every set of stops that fits on board, then the best sets."""
    count, cost = len(problem.loads), problem.cost.tolist()
    sets = 1 << count
    members = [tuple(p for p in range(count) if chosen >> p & 1) for chosen in range(sets)]
    reach: dict[tuple[int, int], tuple[float, int]] = {}
    closed: dict[int, tuple[float, int]] = {}
    for chosen in range(1, sets):
        if not problem.fits(members[chosen]):
            continue
        for last in members[chosen]:
            before = chosen & ~(1 << last)
            if not before:
                reach[chosen, last] = (cost[0][last + 1], -1)
            else:
                ways = ((reach[before, p][0] + cost[p + 1][last + 1], p) for p in members[before])
                reach[chosen, last] = min(ways)
        closed[chosen] = min((reach[chosen, last][0] + cost[last + 1][0], last) for last in members[chosen])
    best: list[tuple[float, int]] = [(0.0, 0)] + [(math.inf, 0)] * (sets - 1)
    for chosen in range(1, sets):
        lowest = chosen & -chosen
        part = chosen
        while part:
            # Every set of rounds is looked at once: the round with the lowest stop comes first.
            if part & lowest and part in closed:
                best[chosen] = min(best[chosen], (closed[part][0] + best[chosen ^ part][0], part))
            part = (part - 1) & chosen
    rounds: list[tuple[int, ...]] = []
    left = sets - 1
    while left:
        part = best[left][1]
        order: list[int] = []
        here, last = part, closed[part][1]
        while here:
            order.append(last)
            here, last = here & ~(1 << last), reach[here, last][1]
        rounds.append(tuple(reversed(order)))
        left ^= part
    return tuple(rounds)


def by_pyvrp(problem: TourProblem, seconds: float, seed: int, job: Job) -> Rounds:
    from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve
    from pyvrp.stop import MaxRuntime, MultipleCriteria, NoImprovement

    class Cancelling:
        """Ends the search when the user presses Cancel, and tells how far its time is."""

        def __init__(self) -> None:
            self._runtime = MaxRuntime(seconds)
            self._steps = 0

        def __call__(self, best_cost: int) -> bool:
            self._steps += 1
            if self._steps % 50 == 0:
                job.progress(min(self._steps / (10 * ENOUGH), 0.95), "Searching for the best order")
            return bool(self._runtime(best_cost))

    count = len(problem.loads)
    # Whole numbers: loads in billionths of the capacity, rounded so that what fits exactly goes on fitting.
    unit = 1e9
    capacity = problem.capacity or math.fsum(problem.loads) or 1.0
    loads = [max(0, round(load / capacity * unit * (1 - SLACK)) - 1) for load in problem.loads]
    # The library's own stubs take an array's shape for a number.
    matrix: Any = np.round(problem.cost).astype(np.int64)
    no_times: Any = np.zeros_like(matrix)
    data = ProblemData(
        [Location(0, 0) for _ in range(count + 1)],
        [Client(place + 1, delivery=[load]) for place, load in enumerate(loads)],
        [Depot(0)],
        [VehicleType(count, capacity=[round(unit)])],
        [matrix],
        [no_times],
    )
    stop = MultipleCriteria([Cancelling(), NoImprovement(ENOUGH)])
    found = solve(data, stop, seed=seed, collect_stats=False, display=False)
    return tuple(tuple(_visits(route)) for route in found.best.routes())


def _visits(route: object) -> list[int]:
    return [int(visit.idx) for visit in route if visit.is_client()]  # type: ignore[attr-defined]


def by_local_search(problem: TourProblem, seconds: float, seed: int, job: Job) -> Rounds:
    """Stops in one long order, cut into rounds at best; stretches of it are moved and turned while that helps."""
    import random
    import time

    chance, until = random.Random(seed), time.monotonic() + seconds
    best = _nearest_first(problem)
    cost = problem.of(_cut(problem, best))
    tries = 0
    while tries < ENOUGH and time.monotonic() < until:
        tries += 1
        if tries % 20 == 0:
            job.progress(tries / ENOUGH, "Searching for the best order")
        begin, end = sorted(chance.sample(range(len(best) + 1), 2))
        piece, rest = best[begin:end], best[:begin] + best[end:]
        if chance.random() < 0.5:
            piece = piece[::-1]
        at = chance.randrange(len(rest) + 1)
        other = rest[:at] + piece + rest[at:]
        now = problem.of(_cut(problem, other))
        if now < cost:
            best, cost, tries = other, now, 0
    return _cut(problem, best)


def _nearest_first(problem: TourProblem) -> list[int]:
    left, order, here = set(range(len(problem.loads))), [], 0
    while left:
        nearest = min(left, key=lambda place: (float(problem.cost[here, place + 1]), place))
        left.remove(nearest)
        order.append(nearest)
        here = nearest + 1
    return order


def _cut(problem: TourProblem, order: Sequence[int]) -> Rounds:
    """The rounds into which a long order is cut at the least cost."""
    cost, count = problem.cost, len(order)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(math.inf, 0)] * count
    for begin in range(count):
        load, way = 0.0, best[begin][0]
        for end in range(begin, count):
            place = order[end] + 1
            load += problem.loads[order[end]]
            if problem.capacity is not None and load > problem.capacity * (1 + SLACK):
                break
            way += float(cost[0 if end == begin else order[end - 1] + 1, place])
            best[end + 1] = min(best[end + 1], (way + float(cost[place, 0]), begin))
    rounds = []
    end = count
    while end:
        begin = best[end][1]
        rounds.append(tuple(order[begin:end]))
        end = begin
    return tuple(reversed(rounds))
