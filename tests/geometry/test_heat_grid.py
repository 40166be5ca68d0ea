"""The heat of many segments as arrays is the heat of `cells`, and by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwright.geometry.cells import heat
from floorwright.geometry.heat_grid import TooFine, heat_grid


def test_metre_trips_are_split_at_the_borders_of_cells() -> None:
    # 3 trips × 0.5 m and 2 trips × 0.25 m in the first cell; the first goes on for 1 m in the second.
    found = heat_grid([[(500, 500), (2000, 500)], [(0, 0), (0, 250)]], [3, 2], 1000)
    assert found.corner == (0, 0)
    assert found.metre_trips.tolist() == [[2.0, pytest.approx(3.0, rel=1e-12), 0.0]]


def test_density_is_by_the_area_of_a_cell() -> None:
    assert heat_grid([[(100, 100), (400, 100)]], [10], 500).density.tolist() == [[12.0]]


def test_cells_lie_on_whole_steps_from_the_origin() -> None:
    found = heat_grid([[(-1500, -10), (-500, -10)]], [2], 1000)
    assert found.corner == (-2000, -1000)
    assert found.metre_trips.tolist() == [[1.0, 1.0]]


coordinate = st.integers(-20000, 20000).map(float)
point = st.tuples(coordinate, coordinate)


@given(st.lists(st.tuples(st.lists(point, min_size=2, max_size=5), st.integers(1, 9)), min_size=1, max_size=8))
def test_it_is_what_is_found_segment_by_segment(given_paths: list[tuple[list[tuple[float, float]], int]]) -> None:
    paths, trips = [path for path, _ in given_paths], [float(each) for _, each in given_paths]
    grid, cells = heat_grid(paths, trips, 700.0), heat(zip(paths, trips, strict=True), 700.0)
    column, row = round(grid.corner[0] / 700), round(grid.corner[1] / 700)
    for (i, j), metres in cells.metre_trips.items():
        assert grid.metre_trips[j - row, i - column] == pytest.approx(metres, abs=1e-6)
    assert grid.metre_trips.sum() == pytest.approx(sum(cells.metre_trips.values()), rel=1e-9, abs=1e-9)


def test_blur_moves_heat_and_keeps_its_sum() -> None:
    found = heat_grid([[(10100, 10100), (10400, 10100)]], [10], 500, around_mm=5000)
    blurred = found.blurred(1.0)
    assert blurred.shape == found.density.shape
    assert blurred.sum() == pytest.approx(found.density.sum())
    assert blurred.max() < found.density.max()
    assert np.count_nonzero(blurred > 0.01) > 9


def test_cells_too_small_to_be_counted_are_refused() -> None:
    with pytest.raises(TooFine, match="4,000,000 are the most"):
        heat_grid([[(0, 0), (1e6, 1e6)]], [1], 10)
    for size in (0.0, -1.0, math.inf, math.nan):
        with pytest.raises(ValueError, match="cells of"):
            heat_grid([[(0, 0), (1, 1)]], [1], size)


def test_nothing_moved_is_no_heat() -> None:
    assert heat_grid([], [], 500).metre_trips.size == 0
    assert heat_grid([[(0, 0), (1000, 0)]], [0], 500).metre_trips.size == 0
    assert heat_grid([], [], 500).blurred().size == 0
