"""Small lines under rules, exactly: as a mixed integer programme for scipy's HiGHS.

x[i, k] says that task i is in station k. On a U-line each task is on one of its two arms (T. L. Urban, Optimal
balancing of U-shaped assembly lines, Management Science 44, 1998); precedence holds station by station (J. H. Patterson
and J. J. Albracht, Operations Research 23, 1975).
"""

from dataclasses import dataclass, field

import numpy as np

from floorwright.api import BalanceLine
from floorwright_builtin.line_balance.building import Stations
from floorwright_builtin.line_balance.joined import Rules

MOST_VARIABLES = 6000


@dataclass
class Solved:
    """The stations, empty where none were found; whether that is the best there is (or that there is none)."""

    stations: Stations
    proved: bool
    bound: float


@dataclass
class _Model:
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def row(self, terms: list[tuple[int, float]], low: float, high: float) -> None:
        for column, value in terms:
            self.rows.append(len(self.low))
            self.columns.append(column)
            self.values.append(value)
        self.low.append(low)
        self.high.append(high)


def is_small(line: BalanceLine, rules: Rules, stations: int) -> bool:
    """Whether the programme is worth trying."""
    return len(line) * stations * (2 if rules.u_shaped else 1) <= MOST_VARIABLES


def fewest(line: BalanceLine, rules: Rules, cycle: int, most: int, least: int, seconds: float) -> Solved:
    """The fewest workplaces, where there are at most `most` stations and at least `least` workplaces."""
    return _solve(line, rules, cycle, most, least, seconds, shortest=False)


def shortest(line: BalanceLine, rules: Rules, stations: int, most: int, least: int, seconds: float) -> Solved:
    """The shortest cycle from `least` to `most` for so many stations."""
    return _solve(line, rules, most, stations, least, seconds, shortest=True)


def _solve(
    line: BalanceLine, rules: Rules, cycle: int, stations: int, least: int, seconds: float, *, shortest: bool
) -> Solved:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    count, arms = len(line), 2 if rules.u_shaped else 1
    boxes = count * stations * arms

    def x(task: int, station: int, arm: int = 0) -> int:
        return (arm * count + task) * stations + station

    # After the x: workplaces of each station (or the cycle in the first), then the side of each station.
    places = [boxes + station for station in range(stations)]
    sides = [boxes + stations + station for station in range(stations)]
    size = boxes + 2 * stations
    low, high, whole = np.zeros(size), np.ones(size), np.ones(size)
    model = _Model()
    for task in range(count):
        model.row([(x(task, k, arm), 1) for k in range(stations) for arm in range(arms)], 1, 1)
        for k in range(stations):
            if not rules.allows(task, k + 1):
                for arm in range(arms):
                    high[x(task, k, arm)] = 0
    for k in range(stations):
        load = [(x(task, k, arm), float(line.times[task])) for task in range(count) for arm in range(arms)]
        model.row([*load, (places[0] if shortest else places[k], -1.0 if shortest else -float(cycle))], -np.inf, 0)
        if not shortest and k + 1 < stations:
            model.row([(places[k + 1], 1.0), (places[k], -float(_most_copies(line, rules, cycle)))], -np.inf, 0)
        if not shortest and rules.parallel:
            long = [
                (x(task, k, arm), -float(-(-line.times[task] // cycle) - 1))
                for task in range(count)
                for arm in range(arms)
                if line.times[task] > cycle
            ]
            model.row([(places[k], 1.0), *long], -np.inf, 1)
        for one, other in rules.apart:
            model.row([(x(task, k, arm), 1) for task in (one, other) for arm in range(arms)], 0, 1)
        for task, side in rules.side.items():
            sign = 1.0 if side == "left" else -1.0
            terms = [(x(task, k, arm), 1.0) for arm in range(arms)]
            model.row([*terms, (sides[k], -sign)], -np.inf, 0 if side == "left" else 1)
    for task, before in enumerate(line.before):
        for earlier in before:
            _precedence(model, x, earlier, task, stations, rules.u_shaped)
    cost = np.zeros(size)
    if shortest:
        low[places[0]], high[places[0]], cost[places[0]] = least, cycle, 1.0
        high[places[1:]] = 0
    else:
        high[places] = _most_copies(line, rules, cycle)
        cost[places] = 1.0
        model.row([(place, 1.0) for place in places], least, np.inf)
    matrix = csr_array((model.values, (model.rows, model.columns)), shape=(len(model.low), size))
    found = milp(
        cost, integrality=whole, bounds=Bounds(low, high), constraints=LinearConstraint(matrix, model.low, model.high),
        options={"time_limit": max(seconds, 0.05), "mip_rel_gap": 0.0},
    )  # fmt: skip
    if found.status == 2:  # there is no way at all
        return Solved([], True, float("inf"))
    bound = float(found.mip_dual_bound) if getattr(found, "mip_dual_bound", None) is not None else float(least)
    if found.x is None:
        return Solved([], False, bound)
    placed = np.rint(found.x[:boxes]).reshape(arms, count, stations).sum(axis=0)
    return Solved([int(station) + 1 for station in placed.argmax(axis=1)], found.status == 0, bound)


def _most_copies(line: BalanceLine, rules: Rules, cycle: int) -> int:
    return max(1, -(-max(line.times) // cycle)) if rules.parallel else 1


def _precedence(model: _Model, x, earlier: int, task: int, stations: int, u_shaped: bool) -> None:  # type: ignore[no-untyped-def]
    if not u_shaped:
        for k in range(stations):
            terms = [(x(task, h), 1.0) for h in range(k + 1)] + [(x(earlier, h), -1.0) for h in range(k + 1)]
            model.row(terms, -np.inf, 0)
        return
    # A task on the first arm has its predecessors there, not later; one on the second arm its followers.
    for k in range(stations):
        first = [(x(task, h, 0), 1.0) for h in range(k + 1)] + [(x(earlier, h, 0), -1.0) for h in range(k + 1)]
        second = [(x(earlier, h, 1), 1.0) for h in range(k + 1)] + [(x(task, h, 1), -1.0) for h in range(k + 1)]
        model.row(first, -np.inf, 0)
        model.row(second, -np.inf, 0)
