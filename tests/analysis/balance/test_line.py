"""A line of tasks: its order, circles, whole times and what an assignment breaks."""

from fractions import Fraction

import pytest

from floorwright.analysis.balance.line import a_circle, a_line, check, loads
from floorwright.analysis.balance.whole import cycle_in, whole_times
from floorwright.errors import FloorwrightError


def test_tasks_come_after_their_predecessors_and_implied_links_are_dropped() -> None:
    # C after B after A, and C after A as well, given backwards.
    line, order = a_line([3, 2, 1], [[1, 2], [2], []])
    assert order == [2, 1, 0]
    assert line.times == (1, 2, 3)
    assert line.before == ((), (0,), (1,))
    assert line.followers == (0b110, 0b100, 0)
    assert line.precursors == (0, 0b1, 0b11)


def test_the_line_seen_from_its_end_is_itself_seen_twice() -> None:
    line, _ = a_line([1, 2, 3, 4], [[], [0], [0], [1, 2]])
    assert line.reversed.times == (4, 3, 2, 1)
    assert line.reversed.reversed == line


def test_tasks_that_wait_for_each_other_are_refused_and_named() -> None:
    before = [[], [3], [1], [2, 0]]
    with pytest.raises(FloorwrightError, match="circle"):
        a_line([1, 1, 1, 1], before)
    circle = a_circle(before)
    assert set(circle) == {1, 2, 3}
    assert all(circle[at] in before[circle[(at + 1) % 3]] for at in range(3))
    assert a_circle([[], [0], [0, 1]]) == []


def test_too_many_tasks_are_refused_with_what_to_do() -> None:
    with pytest.raises(FloorwrightError, match="at most 3000"):
        a_line([1] * 3001, [[]] * 3001)


def test_decimal_times_are_whole_in_the_unit_they_are_written_in() -> None:
    assert whole_times([1.5, 0.25, 3.0]) == ([6, 1, 12], Fraction(1, 4), True)
    assert whole_times([0.1, 0.2]) == ([1, 2], Fraction(1, 10), True)
    assert whole_times([0.333 * 60])[0] == [999]  # 19.98 s, whatever the last digits say


def test_a_cycle_loses_only_what_no_load_can_use() -> None:
    assert cycle_in(460 / 7, Fraction(1, 10)) == 657  # 65.714…
    assert cycle_in(0.1 + 0.2, Fraction(1, 10)) == 3


def test_times_with_endless_decimals_are_rounded_and_that_is_said() -> None:
    whole, unit, exact = whole_times([1 / 3, 1 / 7])
    assert not exact
    assert float(whole[1] * unit) == pytest.approx(1 / 7, rel=1e-6)


def test_what_an_assignment_breaks_is_told() -> None:
    line, _ = a_line([4, 5, 6], [[], [0], [1]])
    assert check(line, [0, 0, 1], 9) == {}
    assert check(line, [1, 0, 1], 9) == {"early": [1], "full": [1]}
    assert check(line, [0, 0], 9)["missing"] == [2]
    assert loads(line, [0, 0, 1]) == [9, 6]
