"""Areas, centres and containment of polygons; expected values by hand or cited."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwright.geometry.polygon import (
    area,
    centroid,
    contains,
    distance_to,
    inside,
    is_convex,
    nearest_on_boundary,
    perimeter,
    rectangle,
    signed_area,
)

L_SHAPE = ((0, 0), (6, 0), (6, 4), (2, 4), (2, 8), (0, 8))
"""6×4 at (3, 2) and 2×4 at (1, 6): area 24 + 8, x = (24·3 + 8·1)/32, y = (24·2 + 8·6)/32 (worked example GEO-01)."""


def test_area_and_centroid_of_an_l_shaped_department_from_two_rectangles():
    assert area(L_SHAPE) == 32
    assert centroid(L_SHAPE) == pytest.approx((2.5, 3.0), abs=1e-9)


def test_corners_that_run_clockwise_give_a_negative_area_and_the_same_centroid():
    turned = L_SHAPE[::-1]
    assert signed_area(turned) == -32
    assert centroid(turned) == pytest.approx((2.5, 3.0), abs=1e-9)


def test_a_rectangle_lies_round_its_centre():
    assert rectangle(10, 20, 4, 2) == ((8, 19), (12, 19), (12, 21), (8, 21))


def test_a_quarter_turn_is_exact():
    assert rectangle(10, 20, 4, 2, 90) == ((11, 18), (11, 22), (9, 22), (9, 18))
    assert rectangle(10, 20, 4, 2, -270) == rectangle(10, 20, 4, 2, 90)


def test_a_rectangle_turns_counter_clockwise():
    corner = rectangle(0, 0, 2, 0, 30)[1]
    assert corner == pytest.approx((math.sqrt(3) / 2, 0.5))


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.floats(1, 1e5), st.floats(1, 1e5), st.floats(-720, 720))
def test_turning_and_moving_a_rectangle_keeps_its_area(x, y, width, depth, rotation):
    assert signed_area(rectangle(x, y, width, depth, rotation)) == pytest.approx(width * depth, rel=1e-5)


@pytest.mark.parametrize(
    ("point", "in_it", "well_in_it"),
    [
        ((1, 1), True, True),
        ((1, 7), True, True),
        ((4, 6), False, False),
        ((2, 6), True, False),
        ((6, 4), True, False),
        ((2, 4), True, False),
        ((-1, 0), False, False),
        ((7, 4), False, False),
        ((3, 4 + 1e-7), True, False),
    ],
)
def test_the_boundary_belongs_to_a_polygon_but_is_not_inside(point, in_it, well_in_it):
    assert contains(L_SHAPE, point) is in_it
    assert inside(L_SHAPE, point) is well_in_it


def test_the_distance_to_a_polygon_is_nothing_inside_and_to_the_nearest_side_outside():
    assert distance_to(L_SHAPE, (1, 1)) == 0
    assert distance_to(L_SHAPE, (9, 8)) == 5
    assert distance_to(L_SHAPE, (3, 6)) == 1
    assert nearest_on_boundary(L_SHAPE, (3, 6)) == (2, 6)


def test_a_polygon_without_area_has_the_mean_of_its_corners_as_centroid():
    assert centroid(((0, 0), (4, 0), (8, 0))) == (4, 0)
    assert area(((0, 0), (4, 0))) == 0


def test_no_corner_no_centroid():
    with pytest.raises(ValueError, match="centroid"):
        centroid(())


def test_perimeter_goes_all_the_way_round():
    assert perimeter(L_SHAPE) == 28


def test_a_notch_is_not_convex():
    assert is_convex(rectangle(0, 0, 3, 2, 17))
    assert not is_convex(L_SHAPE)


def test_a_department_far_from_the_origin_loses_no_figures():
    far = 5e9
    moved = tuple((x + far, y - far) for x, y in L_SHAPE)
    assert area(moved) == 32
    assert centroid(moved) == (far + 2.5, 3.0 - far)
