"""How many of the published lines are balanced with the fewest stations, or the shortest cycle, and how soon.

For each it prints what is known to be best, what was found, whether that was proved, and processor seconds. How many it
may take: FLOORWRIGHT_BENCH_SALBP1 (5) and FLOORWRIGHT_BENCH_SALBP2 (10). Lines: those of `../shared/benchmarks/salbp`.
"""

import os
import time
from collections.abc import Callable

import pytest

from floorwright.analysis.balance.fewest import fewest_stations
from floorwright.analysis.balance.heuristics import BALANCE_RULES, balance_by_rule
from floorwright.analysis.balance.line import BalanceLine, check
from floorwright.analysis.balance.shortest import shortest_cycle
from helpers.salbp import best_known, otto, scholl


class Tally:
    """What was found of one kind, line by line and in sum."""

    def __init__(self, title: str) -> None:
        self._rows: list[tuple[int, int, bool, float]] = []
        self._title = title
        print(f"\n{title}\n{'line':<24}{'best known':>12}{'found':>8}{'proved':>8}{'seconds':>9}")

    def add(self, name: str, known: int, solve: Callable[[], tuple[int, bool]]) -> None:
        started = time.process_time()
        found, proved = solve()
        seconds = time.process_time() - started
        self._rows.append((known, found, proved, seconds))
        print(f"{name:<24}{known:>12}{found:>8}{'yes' if proved else 'no':>8}{seconds:>9.2f}", flush=True)

    def close(self) -> None:
        count = len(self._rows)
        best = sum(found <= known for known, found, _, _ in self._rows)
        near = sum(found <= known + 1 for known, found, _, _ in self._rows)
        proved = sum(row[2] for row in self._rows)
        over = sum(found / known - 1 for known, found, _, _ in self._rows) / count
        seconds = sum(row[3] for row in self._rows)
        print(
            f"{self._title}: best {best}/{count} ({best / count:.1%}), at most one over {near}/{count}, proved "
            f"{proved}/{count} ({proved / count:.1%}), {over:+.3%} over the best known on average, "
            f"{seconds / count:.2f} s a line, {max(row[3] for row in self._rows):.2f} s at most"
        )


def fewest(line: BalanceLine, cycle: int, seconds: float) -> tuple[int, bool]:
    found = fewest_stations(line, cycle, seconds=seconds)
    assert not check(line, found.stations, cycle)
    return max(found.stations) + 1, found.proved


def shortest(line: BalanceLine, stations: int, seconds: float) -> tuple[int, bool]:
    found = shortest_cycle(line, stations, seconds=seconds)
    assert not check(line, found.stations, found.cycle)
    assert max(found.stations) < stations
    return found.cycle, found.proved


@pytest.mark.timeout(7200)
def test_the_fewest_stations() -> None:
    seconds = float(os.environ.get("FLOORWRIGHT_BENCH_SALBP1", "5"))
    tally = Tally(f"SALBP-1, {seconds:g} s")
    for name, known in best_known("salbp1").items():
        line = scholl(known["graph"])
        tally.add(name, known["m_opt"], lambda line=line, known=known: fewest(line, known["c"], seconds))  # type: ignore[misc]
    tally.close()


@pytest.mark.timeout(7200)
def test_the_shortest_cycle() -> None:
    seconds = float(os.environ.get("FLOORWRIGHT_BENCH_SALBP2", "10"))
    tally = Tally(f"SALBP-2, {seconds:g} s")
    for name, known in best_known("salbp2").items():
        line = scholl(known["graph"])
        tally.add(name, known["ub"], lambda line=line, known=known: shortest(line, known["m"], seconds))  # type: ignore[misc]
    tally.close()


@pytest.mark.timeout(7200)
def test_the_lines_of_otto() -> None:
    seconds = float(os.environ.get("FLOORWRIGHT_BENCH_SALBP1", "5"))
    tally = Tally(f"SALBP-1 of Otto, {seconds:g} s")
    for name, known in best_known("otto").items():
        line, cycle = otto(name)
        tally.add(name, known["ub"], lambda line=line, cycle=cycle: fewest(line, cycle, seconds))  # type: ignore[misc]
    tally.close()


def test_the_rules_of_the_textbooks() -> None:
    for rule in BALANCE_RULES:
        tally = Tally(f"SALBP-1 by {rule}")
        for name, known in best_known("salbp1").items():
            line = scholl(known["graph"])

            def solve(line: BalanceLine = line, known: dict[str, int] = known, rule: str = rule) -> tuple[int, bool]:
                return max(balance_by_rule(line, known["c"], rule)) + 1, False

            tally.add(name, known["m_opt"], solve)
        tally.close()
