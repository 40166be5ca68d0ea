"""A guess of the way saves time, and whatever is guessed the way is the same to the last bit."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from floorwright.geometry.detour import shortest_detour
from floorwright.geometry.grown_floor import GrownFloor, Obstacle
from floorwright.geometry.polygon import rectangle
from floorwright.native import paths

PLACE = st.tuples(st.integers(0, 30), st.integers(0, 30))
BLOCKS = st.lists(st.tuples(PLACE, st.integers(1, 8), st.integers(1, 8), st.integers(0, 3)), min_size=1, max_size=9)
GUESS = st.lists(st.integers(-2, 12), max_size=12).filter(lambda numbers: len(numbers) % 2 == 0)


def floor_of(rows: list[tuple[tuple[int, int], int, int, int]]) -> GrownFloor:
    blocks = {
        f"b{n}": Obstacle(f"b{n}", rectangle(x * 1e3, y * 1e3, width * 1e3, depth * 1e3, turned * 22.5))
        for n, ((x, y), width, depth, turned) in enumerate(rows)
    }
    return GrownFloor(blocks, 250.0)


@settings(max_examples=300)
@given(BLOCKS, PLACE, PLACE, GUESS)
def test_any_numbers_guessed_leave_the_way_as_it_is(rows, start, goal, guess) -> None:
    floor = floor_of(rows)
    ends = [(x * 1e3 + 400.0, y * 1e3 + 400.0) for x, y in (start, goal)]
    assume(ends[0] != ends[1] and not any(floor.is_deep(end, 0.0, ()) for end in ends))
    without = shortest_detour(floor, ends[:1], ends[1:])
    assert shortest_detour(floor, ends[:1], ends[1:], guess=guess).turns == without.turns
    assert shortest_detour(floor, ends[:1], ends[1:], guess=without.corners).turns == without.turns


@settings(max_examples=200)
@given(BLOCKS, BLOCKS, PLACE, PLACE)
def test_the_way_on_another_floor_is_a_guess_like_any(rows, others, start, goal) -> None:
    ends = [(x * 1e3 + 400.0, y * 1e3 + 400.0) for x, y in (start, goal)]
    before, floor = floor_of(others), floor_of(rows)
    assume(ends[0] != ends[1] and not any(one.is_deep(end, 0.0, ()) for end in ends for one in (before, floor)))
    guess = shortest_detour(before, ends[:1], ends[1:]).corners
    assert (
        shortest_detour(floor, ends[:1], ends[1:], guess=guess).turns
        == shortest_detour(floor, ends[:1], ends[1:]).turns
    )


@pytest.mark.parametrize("back", [False, True])
def test_the_corners_of_a_way_there_are_a_guess_for_the_way_back(back: bool) -> None:
    floor = floor_of([((10, 10), 4, 8, 0)])
    ends = [(0.0, 10e3), (20e3, 10.5e3)]
    there = shortest_detour(floor, ends[:1], ends[1:])
    assert there.turns is not None and len(there.turns) == 2
    assert len(there.corners) == (4 if paths.available() else 0)
    if back:
        ends.reverse()
    again = shortest_detour(floor, ends[:1], ends[1:], guess=there.corners)
    assert again.turns is not None
    assert again.turns == (there.turns[::-1] if back else there.turns)
