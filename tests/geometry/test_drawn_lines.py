"""Loose lines put in order."""

from itertools import pairwise

import numpy as np
import pytest

from floorwright.geometry.drawn_lines import closed_outlines, connected, joined_lines
from floorwright.geometry.hull import convex_hull


def lines(*rows: tuple[float, float, float, float]) -> np.ndarray:
    return np.array(rows, float).reshape(-1, 4)


def test_lines_in_a_row_become_one_and_a_door_stays_open() -> None:
    # Three pieces that touch or overlap, one drawn backwards, then a door of 900 mm, then the rest of the wall.
    wall = lines((0, 0, 1000, 0), (3000, 0, 1000, 0), (2500, 0, 4000, 0), (4900, 0, 6000, 0))
    assert joined_lines(wall).tolist() == [[0, 0, 4000, 0], [4900, 0, 6000, 0]]


def test_parallel_lines_and_lines_that_only_cross_stay_apart() -> None:
    apart = lines((0, 0, 1000, 0), (0, 200, 1000, 200), (500, -100, 500, 300), (0, 0, 0, 0))
    assert sorted(map(tuple, joined_lines(apart).tolist())) == [
        (0, 0, 1000, 0), (0, 200, 1000, 200), (500, -100, 500, 300),
    ]  # fmt: skip


def test_slanted_lines_far_from_the_origin_are_joined_as_well() -> None:
    far = np.array([5e8, 7e8])
    way = np.array([0.6, 0.8])
    ends = [far + way * along for along in (0.0, 1000.0, 5000.0)]
    (joined,) = joined_lines(np.array([[*ends[0], *ends[1]], [*ends[2], *ends[1]]]))
    assert joined == pytest.approx([*ends[0], *ends[2]], abs=1e-6)


def test_joining_keeps_the_length_of_a_random_grid_of_cut_lines() -> None:
    random = np.random.default_rng(3)
    whole, cut = 0.0, []
    for row in range(200):
        ends = np.sort(random.uniform(0, 1e5, 6))
        cut += [(a, row * 50.0, b, row * 50.0) for a, b in pairwise(ends)]
        whole += float(ends[-1] - ends[0])
    joined = joined_lines(np.array(cut)[random.permutation(len(cut))])
    assert len(joined) == 200
    assert np.hypot(*(joined[:, 2:] - joined[:, :2]).T).sum() == pytest.approx(whole)


def test_lines_whose_ends_meet_within_a_millimetre_hang_together() -> None:
    groups = connected(lines((0, 0, 10, 0), (10.6, 0.3, 10.6, 20), (100, 0, 110, 0), (110, 0, 120, 0)))
    assert groups[0] == groups[1] and groups[2] == groups[3] and groups[0] != groups[2]


def test_closed_outlines_are_found_and_open_or_branching_lines_are_not() -> None:
    square = [(0, 0, 10, 0), (10, 10, 10, 0), (10, 10, 0, 10), (0, 0, 0, 10)]
    open_one = [(100, 0, 110, 0), (110, 0, 110, 10)]
    branching = [(200, 0, 210, 0), (210, 0, 205, 9), (205, 9, 200, 0), (210, 0, 230, 0)]
    (ring,) = closed_outlines(lines(*square, *open_one, *branching))
    assert set(ring) == {(0, 0), (10, 0), (10, 10), (0, 10)}
    assert closed_outlines(lines()) == []


def test_corners_in_a_straight_side_are_left_out_of_an_outline() -> None:
    (ring,) = closed_outlines(lines((0, 0, 5, 0), (5, 0, 10, 0), (10, 0, 10, 10), (10, 10, 0, 0)))
    assert set(ring) == {(0, 0), (10, 0), (10, 10)}


def test_the_hull_of_an_h_is_its_rectangle() -> None:
    points = [(0, 0), (0, 4), (1, 2), (3, 2), (4, 4), (4, 0), (2, 2)]
    assert convex_hull([(float(x), float(y)) for x, y in points]) == ((0, 0), (4, 0), (4, 4), (0, 4))
    assert convex_hull([(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]) == ((0, 0), (2, 2))
