"""Boxes along the axes."""

from floorwright.geometry.box import (
    NOTHING,
    Box,
    box_of,
    distance_to_box,
    grown,
    holds_box,
    holds_point,
    joined,
    meets,
)


def test_the_box_of_points_reaches_the_outermost():
    assert box_of([(3, 1), (-2, 5), (0, 0)]) == Box(-2, 0, 3, 5)


def test_nothing_has_an_empty_box_that_changes_nothing():
    assert box_of([]) == NOTHING
    assert NOTHING.empty
    assert joined(NOTHING, (0, 1, 2, 3)) == (0, 1, 2, 3)


def test_a_point_has_a_box_that_is_not_empty():
    assert not box_of([(1, 1)]).empty


def test_width_height_and_centre():
    box = Box(1, 2, 5, 10)
    assert (box.width, box.height, box.centre) == (4, 8, (3, 6))


def test_growing_moves_every_side_outwards():
    assert grown((0, 0, 10, 5), 2) == (-2, -2, 12, 7)


def test_touching_boxes_meet():
    assert meets((0, 0, 1, 1), (1, 1, 2, 2))
    assert not meets((0, 0, 1, 1), (1.001, 0, 2, 2))


def test_holding_includes_the_border():
    assert holds_point((0, 0, 1, 1), (1, 0.5))
    assert holds_box((0, 0, 4, 4), (0, 1, 4, 2))
    assert not holds_box((0, 0, 4, 4), (0, 1, 5, 2))


def test_the_distance_to_a_box_is_to_its_nearest_side_or_corner():
    assert distance_to_box((0, 0, 10, 10), (13, 14)) == 5
    assert distance_to_box((0, 0, 10, 10), (4, -2)) == 2
    assert distance_to_box((0, 0, 10, 10), (4, 5)) == 0
