"""Crossings of drawn paths: counted exactly, by hand and against a look at every pair in exact fractions."""

from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwright.geometry.crossings import (
    crossing_change,
    crossings,
    orientation,
    properly_cross,
)
from floorwright.native import paths


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


def counted(segments, times):
    """How many crossings there are where each segment is there so many times, by a look at every pair."""
    return sum(
        m * n * len(exact_crossings([list(one), list(other)]))
        for (one, m), (other, n) in combinations(zip(segments, times, strict=True), 2)
    )


a_segment = st.tuples(*[st.tuples(*[st.integers(0, 5).map(lambda n: n / 10 + 0.1)] * 2)] * 2)


@given(st.lists(st.tuples(a_segment, st.integers(0, 3), st.integers(0, 3)), max_size=12))
def test_what_segments_that_come_and_go_change_is_what_counting_every_pair_says(rows):
    segments = [segment for segment, _, _ in rows]
    before, after = ([row[k] for row in rows] for k in (1, 2))
    ends = np.array([(*a, *b) for a, b in segments], np.float64).reshape(-1, 4)
    expected = counted(segments, after) - counted(segments, before)
    times = np.array(before, np.int64), np.array(after, np.int64)
    assert crossing_change(ends, *times) == expected
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "available", lambda: False)
        assert crossing_change(ends, *times) == expected


def test_long_and_short_segments_far_apart_are_all_met():
    # Ten lines across and ten up, one of each a kilometre away, and a thousand specks that touch nothing.
    across = [(0.0, float(y), 1e6, float(y)) for y in range(10)]
    up = [(float(x) + 0.5, -1.0, float(x) + 0.5, 1e6) for x in [*range(9), 1e6 - 1]]
    specks = [(float(n), 2e6, n + 0.1, 2e6) for n in range(1000)]
    ends = np.array([*across, *specks, *up])
    nothing, once = np.zeros(len(ends), np.int64), np.ones(len(ends), np.int64)
    assert crossing_change(ends, nothing, once) == 100
    fewer = once.copy()
    fewer[0], fewer[-1] = 0, 4
    assert crossing_change(ends, once, fewer) == 9 * 9 + 9 * 4 - 100
