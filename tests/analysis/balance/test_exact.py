"""The fewest stations and the shortest cycle: by hand, by trying everything, and as published."""

import itertools
import random

import pytest

from floorwright.analysis.balance.bounds import bounds, lm1, lm2, lm3
from floorwright.analysis.balance.fewest import fewest_stations
from floorwright.analysis.balance.lengthen import lengthened
from floorwright.analysis.balance.line import BalanceLine, a_line, check, loads
from floorwright.analysis.balance.shortest import shortest_cycle
from floorwright.errors import AnalysisFailed, Cancelled
from floorwright.native import balance as native
from floorwright.native.balance_python import PythonSearch
from helpers.salbp import best_known, otto, scholl

SMALL = ("BOWMAN8.IN2", "JACKSON.IN2", "JAESCHKE.IN2", "MANSOOR.IN2", "MERTENS.IN2", "MITCHELL.IN2", "ROSZIEG.IN2")


@pytest.fixture(params=["library", "python"])
def either_search(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the compiled library and without it."""
    if request.param == "python":
        monkeypatch.setattr(native, "_functions", lambda: None)


def a_random_line(seed: int, tasks: int) -> BalanceLine:
    lot = random.Random(seed)
    before = [[one for one in range(task) if lot.random() < 0.2] for task in range(tasks)]
    return a_line([lot.randint(1, 12) for _ in range(tasks)], before)[0]


def fewest_by_trying(line: BalanceLine, cycle: int) -> int:
    """By going through every set of tasks that can fill the first stations: (stations, time in the last) at best."""
    best = {0: (0, cycle)}
    for held in range(1, 1 << len(line)):
        ways = []
        for task in range(len(line)):
            if held >> task & 1 and not line.followers[task] & held and (earlier := best.get(held ^ 1 << task)):
                count, load = earlier
                time = line.times[task]
                ways.append((count, load + time) if load + time <= cycle else (count + 1, time))
        if ways:
            best[held] = min(ways)
    return best[(1 << len(line)) - 1][0]


@pytest.mark.usefixtures("either_search")
def test_every_small_line_gets_the_stations_that_trying_everything_gives() -> None:
    for seed in range(40):
        line = a_random_line(seed, 9)
        for cycle in (12, 15, 19):
            found = fewest_stations(line, cycle, seconds=20)
            assert found.proved
            assert found.count == fewest_by_trying(line, cycle), (seed, cycle)
            assert not check(line, found.stations, cycle)


@pytest.mark.usefixtures("either_search")
def test_the_shortest_cycle_is_the_first_that_has_few_enough_stations() -> None:
    for seed in range(12):
        line = a_random_line(seed, 8)
        for stations in (1, 2, 3, 8):
            found = shortest_cycle(line, stations, seconds=20)
            assert found.proved
            cycle = next(c for c in itertools.count(max(line.times)) if fewest_by_trying(line, c) <= stations)
            assert found.cycle == cycle, (seed, stations)
            assert max(found.stations) < stations
            assert max(loads(line, found.stations)) == cycle


@pytest.mark.usefixtures("either_search")
def test_the_published_small_lines_get_their_known_answers() -> None:
    for name, known in best_known("salbp1").items():
        if known["graph"] in SMALL:
            found = fewest_stations(scholl(known["graph"]), known["c"], seconds=20)
            assert (found.count, found.proved) == (known["m_opt"], True), name


def test_large_published_lines_get_their_known_stations() -> None:
    for name in ("barthold|403", "arc83|3786", "tonge70|176", "wee-mag|52", "hahn|2004", "lutz1|1414"):
        known = best_known("salbp1")[name]
        found = fewest_stations(scholl(known["graph"]), known["c"], seconds=20)
        assert (found.count, found.proved) == (known["m_opt"], True), name


def test_large_published_lines_get_their_known_cycle() -> None:
    for name in ("tonge70|3", "sawyer30|7", "kilbrid|5", "barthold|4"):
        known = best_known("salbp2")[name]
        found = shortest_cycle(scholl(known["graph"]), known["m"], seconds=20)
        assert (found.cycle, found.proved) == (known["ub"], True), name


def test_lines_of_twenty_tasks_of_otto_get_their_known_stations() -> None:
    names = [name for name in best_known("otto") if "n=20" in name][:12]
    for name in names:
        line, cycle = otto(name)
        assert fewest_stations(line, cycle, seconds=20).count == best_known("otto")[name]["opt"], name


def test_thirds_and_halves_are_counted_as_scholl_does() -> None:
    import numpy as np

    times = np.array([7, 7, 6, 5, 5, 4, 3])
    # Cycle 9: 7 > 6 counts 1 twice, 6 = 2/3 counts 2/3, 5 > 3 counts 1/2 twice, 4 counts 1/2, 3 counts 1/3.
    assert lm3(times, 9) == 5  # 2 + 2/3 + 3/2 + 1/3 = 4.5
    assert lm2(times, 9) == 5  # 7, 7, 6, 5, 5 are longer than 4.5
    assert lm2(np.array([4, 4, 4, 5]), 8) == 3  # three of exactly half: 1.5, rounded up, and one longer
    assert lm1(times, 9) == 5  # 37 / 9


def test_a_time_is_lengthened_by_what_stays_idle_beside_it_in_any_case() -> None:
    # Beside 7 only 2 fits into 10, so 7 is as long as 8; 5 and 5 fill a station as they are.
    line, _ = a_line([7, 2, 5, 5], [[], [], [], []])
    assert lengthened(bounds(line, 10), 3).times.tolist() == [8, 2, 5, 5]


def test_a_task_longer_than_the_cycle_is_refused_in_words() -> None:
    line, _ = a_line([5, 12], [[], []])
    with pytest.raises(AnalysisFailed, match="lasts 12, longer than the cycle of 10"):
        fewest_stations(line, 10, seconds=1)


def test_an_empty_line_needs_no_station() -> None:
    line, _ = a_line([], [])
    assert fewest_stations(line, 10, seconds=1).count == 0


def test_tasks_without_time_find_a_place() -> None:
    line, _ = a_line([0, 4, 0, 4], [[], [0], [1], [2]])
    assert fewest_stations(line, 4, seconds=1).count == 2


def test_a_search_stops_when_the_user_has_had_enough() -> None:
    known = best_known("salbp1")["wee-mag|47"]

    def enough(share: float) -> None:
        if share > 0.01:
            raise Cancelled("Cancelled. Nothing has changed.")

    with pytest.raises(Cancelled):
        fewest_stations(scholl(known["graph"]), known["c"], seconds=30, tick=enough)


def test_without_time_the_answer_is_right_and_said_not_to_be_proved() -> None:
    line = scholl(best_known("salbp1")["wee-mag|47"]["graph"])
    found = fewest_stations(line, 47, seconds=0.0)
    assert not check(line, found.stations, 47)
    assert not found.proved
    assert found.least <= 33 <= found.count
    short = shortest_cycle(line, 25, seconds=0.0)
    assert not check(line, short.stations, short.cycle)
    assert not short.proved


@pytest.mark.usefixtures("either_search")
def test_with_little_memory_the_search_begins_anew_and_proves_nothing() -> None:
    from floorwright.analysis.balance.attempt import Attempt

    line = scholl(best_known("salbp1")["wee-mag|47"]["graph"])
    attempt = Attempt(bounds(line, 47), 32, most_bytes=200_000)
    assert attempt.go_on(1.0) == native.Status.RUNNING
    easy = Attempt(bounds(line, 47), 34, most_bytes=200_000)
    assert easy.go_on(20.0) == native.Status.FOUND


def test_python_and_the_library_go_through_the_same_states() -> None:
    if native._functions() is None:
        pytest.skip("there is no C compiler here")
    import numpy as np

    from floorwright.analysis.balance.question import question

    for seed in range(20):
        line = a_random_line(seed, 20)
        known = bounds(line, 17)
        asked = question(known, known.stations)
        if asked is None:
            continue
        both = [native.NativeSearch(asked, 10**7), PythonSearch(asked, 10**7)]
        ends = {one.run(20.0, np.zeros(1, np.int64)) for one in both}
        assert len(ends) == 1, seed
