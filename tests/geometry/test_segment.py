"""Distances, feet and meeting points of straight segments; expected values by hand."""

import pytest

from floorwright.geometry.segment import (
    along,
    distance_to_segment,
    length,
    line_meeting,
    nearest_on_segment,
    segment_intersection,
    turn,
)


def test_the_length_of_a_line_is_the_sum_of_its_legs():
    assert length([(0, 0), (3, 4), (3, 10)]) == 11
    assert length([(5, 5)]) == 0


@pytest.mark.parametrize(
    ("point", "foot", "far"),
    [((3, 4), (3, 0), 4), ((-3, 4), (0, 0), 5), ((13, -4), (10, 0), 5), ((7, 0), (7, 0), 0)],
)
def test_the_nearest_point_of_a_segment_is_the_foot_or_an_end(point, foot, far):
    assert nearest_on_segment(point, (0, 0), (10, 0)) == foot
    assert distance_to_segment(point, (0, 0), (10, 0)) == far


def test_a_segment_without_length_is_a_point():
    assert distance_to_segment((3, 4), (0, 0), (0, 0)) == 5
    assert nearest_on_segment((3, 4), (0, 0), (0, 0)) == (0, 0)


def test_the_ends_of_a_segment_are_met_exactly():
    assert along((0.1, 0.2), (0.7, 0.9), 0.0) == (0.1, 0.2)
    assert along((0.1, 0.2), (0.7, 0.9), 1.0) == (0.7, 0.9)


def test_turning_left_is_positive():
    assert turn((0, 0), (1, 0), (1, 1)) == 1
    assert turn((0, 0), (1, 0), (1, -1)) == -1


def test_endless_lines_meet_beyond_their_segments():
    assert line_meeting((0, 0), (1, 0), (3, 1), (3, 2)) == (3, -1)
    assert line_meeting((0, 0), (1, 0), (0, 1), (5, 1)) is None


@pytest.mark.parametrize(
    ("first", "second", "common"),
    [
        (((0, 0), (12, 9)), ((12, 0), (0, 9)), (6, 4.5)),
        (((0, 0), (10, 0)), ((5, 0), (5, 5)), (5, 0)),
        (((0, 0), (10, 0)), ((10, 0), (20, 5)), (10, 0)),
        (((0, 0), (10, 0)), ((5, 1), (5, 5)), None),
        (((0, 0), (10, 0)), ((0, 1), (10, 1)), None),
        (((0, 0), (10, 0)), ((4, 0), (20, 0)), ((4, 0), (10, 0))),
        (((0, 0), (10, 0)), ((10, 0), (20, 0)), (10, 0)),
        (((0, 0), (10, 0)), ((8, 0), (2, 0)), ((2, 0), (8, 0))),
        (((0, 0), (10, 0)), ((11, 0), (20, 0)), None),
        (((5, 0), (5, 0)), ((0, 0), (10, 0)), (5, 0)),
    ],
)
def test_what_two_segments_have_in_common(first, second, common):
    assert segment_intersection(*first, *second) == common


def test_segments_far_from_the_origin_meet_as_near_it():
    far = 5e9
    crossing = segment_intersection((far, far), (far + 12, far + 9), (far + 12, far), (far, far + 9))
    assert crossing == (far + 6, far + 4.5)
