"""Crossings of drawn paths: counted exactly, by hand and against a look at every pair in exact fractions."""

from collections import Counter
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from floorwright.geometry.crossings import (
    crossing_rows,
    crossings,
    orientation,
    properly_cross,
    segments_of,
)


def test_a_closed_loop_with_two_diagonals_crosses_itself_once():
    # Worked example SPAG-01: the diagonals (12,0)-(0,9) and (12,9)-(0,0) meet at (6, 4.5).
    assert crossings([[(0, 0), (12, 0), (0, 9), (12, 9), (0, 0)]]) == [(6, 4.5, 0, 0)]


def test_paths_that_cross_are_named():
    across, up, far = [(0, 0), (10, 0)], [(4, -3), (4, 3)], [(0, 50), (10, 50)]
    assert crossings([far, across, up]) == [(4, 0, 1, 2)]


def test_shared_ends_overlaps_and_t_junctions_are_no_crossings():
    assert crossings([[(0, 0), (10, 0)], [(10, 0), (10, 10)]]) == []
    assert crossings([[(0, 0), (10, 0)], [(5, 0), (15, 0)]]) == []
    assert crossings([[(0, 0), (10, 0)], [(5, 0), (5, 10)]]) == []
    assert crossings([[(0, 0), (5, 0), (10, 0)], [(5, -5), (5, 0), (5, 5)]]) == []


def test_a_path_there_and_back_does_not_cross_itself():
    assert crossings([[(0, 0), (10, 3), (0, 0)]]) == []


def test_standing_still_in_a_corner_does_not_part_neighbours():
    assert crossings([[(0, 0), (10, 0), (10, 0), (10, 10)]]) == []
    assert crossings([[], [(1, 1)]]) == []


def test_a_point_one_rounding_off_the_line_is_told_from_one_on_it():
    # 0.1 + 0.2 is a little more than 0.3: the point lies just above the diagonal y = x.
    assert orientation((0, 0), (1, 1), (0.3, 0.1 + 0.2)) == 1
    assert orientation((0, 0), (1, 1), (0.3, 0.3)) == 0
    assert orientation((0.5, 0.5), (12.0, 12.0), (24.0, 24.0 - 2**-48)) == -1


def exact_crossings(paths):
    """How often each pair of paths crosses, by signs of exact areas of every pair of segments."""

    def sign(a, b, c):
        (ax, ay), (bx, by), (cx, cy) = [(Fraction(x), Fraction(y)) for x, y in (a, b, c)]
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        return (area > 0) - (area < 0)

    legs = [
        (a, b, i, n)
        for i, path in enumerate(paths)
        for n, (a, b) in enumerate((a, b) for a, b in pairwise(path) if a != b)
    ]
    found = []
    for (a, b, i, n), (c, d, j, m) in combinations(legs, 2):
        if i == j and abs(n - m) == 1:
            continue
        if sign(a, b, c) * sign(a, b, d) == -1 and sign(c, d, a) * sign(c, d, b) == -1:
            found.append((i, j))
    return sorted(found)


on_a_grid = st.tuples(st.integers(0, 6), st.integers(0, 6))
anywhere = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))


@given(st.lists(st.lists(on_a_grid, max_size=6), max_size=5))
def test_on_a_grid_with_many_touching_lines_the_count_is_exact(paths):
    assert sorted((i, j) for _, _, i, j in crossings(paths)) == exact_crossings(paths)


@given(st.lists(st.lists(anywhere, max_size=6), max_size=4))
def test_anywhere_the_count_is_exact(paths):
    assert sorted((i, j) for _, _, i, j in crossings(paths)) == exact_crossings(paths)


@given(st.lists(on_a_grid, min_size=4, max_size=4), st.integers(1, 7))
def test_lines_all_but_through_one_point_are_decided_exactly(points, tenths):
    a, b, c, d = ((x * tenths / 10 + 0.1, y * tenths / 10 + 0.7) for x, y in points)
    expected = len(exact_crossings([[a, b], [c, d]]))
    assert properly_cross(a, b, c, d) == bool(expected)


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=5), min_size=1, max_size=7)
)
def test_counting_rows_finds_the_crossings_that_have_places(drawn: list[list[tuple[int, int]]]) -> None:
    paths = [[(float(x), float(y)) for x, y in path] for path in drawn]
    placed = Counter((i, j) for _, _, i, j in crossings(paths))
    segments = np.concatenate([segments_of(path) for path in paths])
    owners = np.repeat(np.arange(len(paths)), [len(segments_of(path)) for path in paths])
    mine, theirs = crossing_rows(segments, segments)
    found = Counter(zip(owners[mine].tolist(), owners[theirs].tolist(), strict=True))
    # Each pair of segments is found from both sides.
    assert {(i, j): times if i < j else times // 2 for (i, j), times in found.items() if i <= j} == dict(placed)
    assert all(found[j, i] == times for (i, j), times in found.items())


@given(st.lists(st.tuples(*[st.integers(0, 3).map(lambda n: n / 10 + 0.1)] * 4), min_size=1, max_size=8))
def test_rows_that_rounding_leaves_in_doubt_are_decided_exactly(rows: list[tuple[float, float, float, float]]) -> None:
    segments = np.array(rows)
    mine, theirs = crossing_rows(segments, segments)
    ends = [((x1, y1), (x2, y2)) for x1, y1, x2, y2 in rows]
    expected = {
        (i, j)
        for i, one in enumerate(ends)
        for j, other in enumerate(ends)
        if exact_crossings([list(one), list(other)])
    }
    assert set(zip(mine.tolist(), theirs.tolist(), strict=True)) == expected
