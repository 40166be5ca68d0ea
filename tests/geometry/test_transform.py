"""Transforms of the plane; quarter turns are exact."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwright.geometry.transform import (
    IDENTITY,
    Transform,
    mirroring,
    placement,
    rotation,
    scaling,
    translation,
)


def test_a_placed_thing_is_mirrored_then_turned_then_moved():
    # (1, 0) mirrored is (-1, 0), turned a quarter (0, -1), moved (10, 19).
    assert placement(10, 20, 90, mirrored=True).point((1, 0)) == (10, 19)
    assert placement(10, 20, 90).point((1, 0)) == (10, 21)


def test_turning_leaves_its_centre_where_it_is():
    assert rotation(90, about=(3, 4)).point((3, 4)) == (3, 4)
    assert rotation(90, about=(3, 4)).point((5, 4)) == (3, 6)


def test_scaling_and_mirroring():
    assert scaling(2, about=(1, 1)).point((2, 3)) == (3, 5)
    assert mirroring(5).point((2, 3)) == (8, 3)


def test_then_does_the_first_one_first():
    both = translation(1, 0).then(rotation(90))
    assert both.point((1, 0)) == (0, 2)


def test_arrays_go_where_points_go():
    both = placement(3, 4, 30, mirrored=True).then(scaling(2))
    points = [(0.0, 0.0), (1.0, 2.0), (-5.0, 7.5)]
    assert both.array(np.array(points)).tolist() == [pytest.approx(p) for p in both.points(points)]


def test_a_flattening_transform_has_no_inverse():
    with pytest.raises(ValueError, match="no inverse"):
        Transform(a=0).inverse()


numbers = st.floats(-1e4, 1e4)


@given(numbers, numbers, st.floats(-720, 720), st.booleans(), numbers, numbers)
def test_there_and_back_is_where_one_was(x, y, angle, mirrored, u, v):
    there = placement(x, y, angle, mirrored)
    assert there.inverse().point(there.point((u, v))) == pytest.approx((u, v), abs=1e-8)
    assert there.then(there.inverse()) == pytest.approx(IDENTITY, abs=1e-8)
