"""Heat by cell; lengths by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwright.geometry.cells import heat, split
from floorwright.geometry.segment import distance


def test_a_segment_is_split_at_the_borders_of_the_cells():
    assert list(split((500, 500), (2500, 500), 1000)) == [((0, 0), 500), ((1, 0), 1000), ((2, 0), 500)]
    assert list(split((2500, 500), (500, 500), 1000)) == [((2, 0), 500), ((1, 0), 1000), ((0, 0), 500)]


def test_a_diagonal_goes_from_corner_to_corner_without_touching_the_neighbours():
    root = math.sqrt(2) * 700
    pieces = list(split((0, 0), (2100, 2100), 700))
    assert [cell for cell, _ in pieces] == [(0, 0), (1, 1), (2, 2)]
    assert [length for _, length in pieces] == pytest.approx([root] * 3)


def test_cells_left_of_the_origin_have_negative_numbers():
    assert list(split((-1500, -10), (-500, -10), 1000)) == [((-2, -1), 500), ((-1, -1), 500)]


def test_travel_along_a_border_counts_above_and_right_of_it():
    assert list(split((0, 1000), (500, 1000), 1000)) == [((0, 1), 500)]
    assert list(split((1000, 500), (1000, 0), 1000)) == [((1, 0), 500)]


def test_metre_trips_add_up_over_paths_with_their_trips():
    # 3 trips × 0.5 m and 2 trips × 0.25 m in cell (0, 0); the first goes on for 1 m in cell (1, 0).
    found = heat([([(500, 500), (2000, 500)], 3), ([(0, 0), (0, 250)], 2)], 1000)
    assert found.metre_trips == pytest.approx({(0, 0): 2.0, (1, 0): 3.0}, rel=1e-12)
    assert found.visits == {(0, 0): 5, (1, 0): 3}
    assert found.density((0, 0)) == 2.0
    assert found.density((9, 9)) == 0.0
    assert found.box((1, 0)) == (1000, 0, 2000, 1000)


def test_a_bend_within_a_cell_is_one_visit_and_a_return_another():
    found = heat([([(100, 100), (900, 100), (900, 900), (1500, 900), (500, 900)], 1)], 1000)
    assert found.visits == {(0, 0): 2, (1, 0): 1}


def test_cells_may_be_coarser_than_a_metre_and_start_elsewhere():
    found = heat([([(100, 0), (4100, 0)], 1)], 2000, origin=(100, 0))
    assert found.metre_trips == {(0, 0): 2.0, (1, 0): 2.0}
    assert found.density((0, 0)) == 0.5


@pytest.mark.parametrize("cell", [0, -5, math.nan, math.inf])
def test_cells_must_have_a_size(cell):
    with pytest.raises(ValueError, match="cells"):
        heat([], cell)


numbers = st.floats(-1e5, 1e5)


@given(st.tuples(numbers, numbers), st.tuples(numbers, numbers), st.floats(900, 1e5))
def test_the_pieces_of_a_segment_add_up_to_it(a, b, cell):
    pieces = [length for _, length in split(a, b, cell)]
    assert math.fsum(pieces) == pytest.approx(distance(a, b), rel=1e-12, abs=1e-12)
    assert all(length > 0 for length in pieces)
