"""Which way a line is balanced: plain ones by the search for exact answers, others under rules, or by a named rule."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from floorwright.api import BalanceLine, balance_by_rule, comsoal, fewest_stations, shortest_cycle, stations_at_least
from floorwright_builtin.line_balance import milp
from floorwright_builtin.line_balance.building import Stations, best_built, built, copies, workplaces
from floorwright_builtin.line_balance.joined import Impossible, Joined, Rules

EXACT, COMSOAL = "exact", "comsoal"
_ON_BUILDING = 0.25
_ON_LEVELLING = 0.5


@dataclass
class Found:
    """The station, from 1, of each joined task, the cycle in whole units, and what is proved."""

    stations: Stations
    cycle: int
    proved: bool
    least: int


@dataclass
class Way:
    """How to go about it: the method, seconds of the processor, the seed of what is drawn by lot, and whom to ask."""

    method: str
    seconds: float
    seed: int
    given: list[int]
    tick: Callable[[float], None]

    def ask(self) -> None:
        self.tick(0.5)


def fewest(made: Joined, cycle: int, way: Way, most: int | None, level: bool) -> Found:
    """The fewest workplaces for the cycle.

    Raises:
        Impossible: when no assignment keeps the rules.
    """
    line, rules = made.line, made.rules
    started = time.thread_time()
    if rules.are_any():
        return _fewest_under_rules(line, rules, cycle, way, most)
    if way.method == EXACT:
        best = fewest_stations(line, cycle, seconds=way.seconds, tick=way.tick)
        stations = list(best.stations)
        left = way.seconds - (time.thread_time() - started)
        if level and best.count > 1 and left > 0.1:
            even = shortest_cycle(line, best.count, seconds=min(left, _ON_LEVELLING * way.seconds), tick=way.tick)
            stations = list(even.stations) if even.cycle <= cycle else stations
        return Found([one + 1 for one in stations], cycle, best.proved, best.least)
    least = stations_at_least(line, cycle)
    stations = _by_name(line, cycle, way)
    count = max(stations, default=0)
    return Found(stations, cycle, count <= least, least)


def _by_name(line: BalanceLine, cycle: int, way: Way) -> Stations:
    if way.method == COMSOAL:
        return [one + 1 for one in comsoal(line, cycle, way.seed)]
    return [one + 1 for one in balance_by_rule(line, cycle, way.method, way.given)]


def _fewest_under_rules(line: BalanceLine, rules: Rules, cycle: int, way: Way, most: int | None) -> Found:
    least = max(_least(line, rules, cycle), *rules.fixed.values(), 1)
    if way.method != EXACT:
        stations = _built_by_name(line, rules, cycle, way, most)
        if not stations:
            raise Impossible("This rule finds no assignment that keeps everything", "try method=exact")
        count = workplaces(line, rules, stations, cycle)
        return Found(stations, cycle, count <= least, least)
    started = time.thread_time()
    least, free = _without_rules(line, rules, cycle, way, least)
    if free and (most is None or max(free) <= most) and max(free) <= least:
        return Found(free, cycle, True, least)
    stations = best_built(line, rules, cycle, least, _ON_BUILDING * way.seconds, way.ask, way.seed, most)
    if free and (not stations or max(free) < workplaces(line, rules, stations, cycle)):
        stations = free if most is None or max(free) <= most else stations
    count = workplaces(line, rules, stations, cycle) if stations else 0
    if stations and count <= least:
        return Found(stations, cycle, True, least)
    room = most or (max(stations) if stations else len(line) + max([*rules.fixed.values(), *rules.station_skills, 0]))
    left = way.seconds - (time.thread_time() - started)
    proved = False
    if milp.is_small(line, rules, room):
        found = milp.fewest(line, rules, cycle, room, least, left)
        if found.stations and (not stations or workplaces(line, rules, found.stations, cycle) <= count):
            stations, count = found.stations, workplaces(line, rules, found.stations, cycle)
        proved = found.proved
        if proved and not stations:
            raise Impossible(_clash(line, rules, most), "free a task, add stations or skills, or slow the cycle")
        least = count if proved else max(least, min(count, int(-(-(found.bound - 1e-6) // 1))))
    if not stations:
        raise Impossible(
            "No assignment that keeps all the rules was found in the time given",
            "give more seconds, or free a task; it is not proved that there is none",
        )
    return Found(stations, cycle, proved or count <= least, least)


def _without_rules(line: BalanceLine, rules: Rules, cycle: int, way: Way, least: int) -> tuple[int, Stations]:
    """What the straight line without the rules proves to be needed, and its stations where they keep the rules too."""
    if rules.parallel or max(line.times, default=0) > cycle:
        return least, []
    plain = fewest_stations(line, cycle, seconds=_ON_BUILDING * way.seconds, tick=way.tick)
    stations = [one + 1 for one in plain.stations]
    # A U-line may need fewer stations than a straight one, never more.
    proved = least if rules.u_shaped else max(least, plain.least)
    return proved, stations if not broken(line, rules, stations, cycle) else []


def _clash(line: BalanceLine, rules: Rules, most: int | None) -> str:
    kinds = [
        word
        for word, there in (
            ("fixed stations", rules.fixed), ("tasks to be apart", rules.apart), ("skills", rules.skills),
            ("sides", rules.side),
        )
        if there
    ]  # fmt: skip
    within = f" within {most} stations" if most else ""
    return f"No assignment keeps the cycle, the precedence and the {', '.join(kinds) or 'rules'}{within}: proved"


def _least(line: BalanceLine, rules: Rules, cycle: int) -> int:
    if rules.u_shaped or rules.parallel:
        return -(-sum(line.times) // cycle)
    return stations_at_least(line, cycle)


def shortest(made: Joined, stations: int, way: Way) -> Found:
    """The shortest cycle for so many stations.

    Raises:
        Impossible: when no assignment keeps the rules.
    """
    line, rules = made.line, made.rules
    if way.method == EXACT and not rules.are_any():
        best = shortest_cycle(line, stations, seconds=way.seconds, tick=way.tick)
        return Found([one + 1 for one in best.stations], best.cycle, best.proved, best.least)
    least = max(max(line.times, default=0), -(-sum(line.times) // stations), 1)
    started = time.thread_time()
    best_found, cycle = _first_cycle(line, rules, stations, way, least)
    if way.method != EXACT or cycle <= least:
        if not best_found:
            raise Impossible(_clash(line, rules, stations), "free a task, or give more stations")
        return Found(best_found, cycle, cycle <= least, least)
    proved = False
    if milp.is_small(line, rules, stations):
        left = way.seconds - (time.thread_time() - started)
        solved = milp.shortest(line, rules, stations, cycle if best_found else sum(line.times), least, left)
        if solved.stations:
            best_found, cycle = solved.stations, largest(line, solved.stations)
        proved = solved.proved
        if proved and not best_found:
            raise Impossible(_clash(line, rules, stations), "free a task, or give more stations")
        least = cycle if proved else max(least, min(cycle, int(-(-(solved.bound - 1e-6) // 1))))
    if not best_found:
        raise Impossible("No assignment that keeps all the rules was found in the time given", "give more seconds")
    return Found(best_found, cycle, proved or cycle <= least, least)


def _first_cycle(line: BalanceLine, rules: Rules, stations: int, way: Way, least: int) -> tuple[Stations, int]:
    """A cycle for which building the line succeeds, found by halving; the whole time where it never does."""
    low, high = least - 1, max(sum(line.times), least)
    best: Stations = []
    share = _ON_BUILDING * way.seconds / 20
    while high - low > 1 or not best:
        middle = high if not best else (low + high) // 2
        if way.method == EXACT:
            found = best_built(line, rules, middle, 0, share, way.ask, way.seed, stations)
        elif rules.are_any():
            found = _built_by_name(line, rules, middle, way, stations)
        else:
            found = _by_name(line, middle, way)
            found = found if max(found, default=0) <= stations else []
        if not found:
            if not best:
                return [], high
            low = middle
            continue
        best, high = found, min(middle, largest(line, found))
        low = min(low, high - 1)
    return best, high


def _built_by_name(line: BalanceLine, rules: Rules, cycle: int, way: Way, most: int | None) -> Stations:
    from floorwright.api import BALANCE_RULES

    if way.method == COMSOAL:
        return best_built(line, rules, cycle, 0, way.seconds, way.ask, way.seed, most)
    keys = BALANCE_RULES[way.method](line)
    order = sorted(range(len(line)), key=lambda task: (*keys[task], way.given[task]))
    rank = [0] * len(line)
    for at, task in enumerate(order):
        rank[task] = at
    return built(line, rules, cycle, rank, most)


def largest(line: BalanceLine, stations: Stations) -> int:
    """The largest load of a station."""
    loads: dict[int, int] = {}
    for task, station in enumerate(stations):
        loads[station] = loads.get(station, 0) + line.times[task]
    return max(loads.values(), default=0)


def broken(line: BalanceLine, rules: Rules, stations: Stations, cycle: int) -> list[str]:
    """What an answer breaks, looked at anew and rule by rule; it has to be empty."""
    wrong = []
    by: dict[int, list[int]] = {}
    for task, station in enumerate(stations):
        by.setdefault(station, []).append(task)
        if not rules.allows(task, station):
            wrong.append(f"task {task} may not be in station {station}")
    for station, tasks in by.items():
        if sum(line.times[task] for task in tasks) > cycle * copies(line, rules, tasks, cycle):
            wrong.append(f"station {station} is over the cycle")
        wrong += [f"{a} and {b} share a station" for a in tasks for b in tasks if a < b and not rules.agree(a, b)]
    for task, before in enumerate(line.before):
        for earlier in before:
            if not rules.u_shaped and stations[earlier] > stations[task]:
                wrong.append(f"task {earlier} comes after {task}")
    if rules.u_shaped:
        stuck = reached_from_neither_end(line.before, dict(enumerate(stations)))
        wrong += [f"task {task} is reached from neither end" for task in stuck]
    return wrong


def reached_from_neither_end(before: Sequence[Sequence[int]], stations: Mapping[int, int]) -> list[int]:
    """Tasks of a U-line that cannot be done when all in earlier stations, and what can be here, are done."""
    after: list[list[int]] = [[] for _ in before]
    for task, needs in enumerate(before):
        for one in needs:
            after[one].append(task)
    done: set[int] = set()
    for station in sorted(set(stations.values())):
        todo = {task for task in range(len(before)) if stations[task] == station}
        while ready := {one for one in todo if set(before[one]) <= done or set(after[one]) <= done}:
            done |= ready
            todo -= ready
        if todo:
            return sorted(todo)
    return []
