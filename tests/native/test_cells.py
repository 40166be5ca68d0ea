"""Primitives in the order of their cells: worked out by hand, and with the C library as without it."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from floorwright.native import cells
from floorwright.native.cells import Grids, cell_numbers, placed
from floorwright.native.library import library

GRIDS = Grids(
    0.0, 0.0, 240.0, np.array([10.0, 20.0, 40.0]), np.array([8, 4, 2]), np.array([8, 4, 2]), np.array([0, 64, 80, 84])
)
"""80 by 80 in cells of 10, 20 and 40; number 84 are the strays, 85 what is nowhere."""


AGAINST_NUMPY = pytest.mark.parametrize("way", ["c"], indirect=True)
"""For what does the same both ways by itself, or is only asked of C."""


@pytest.fixture(params=["c", "numpy"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "c" and library() is None:
        pytest.skip("the C library is not built here")
    if request.param == "numpy":
        monkeypatch.setattr(cells, "_functions", lambda: None)
    return str(request.param)


def test_a_line_lies_in_the_cell_of_its_middle_in_a_grid_as_fine_as_it_is_short() -> None:
    """(33, 12) is in column 3 of line 1 of the fine grid; a line of 15 round (50, 30) in column 2 of line 1 of 20s."""
    lines = [(32, 12, 34, 12), (42.5, 30, 57.5, 30), (0, 0, 80, 80), (5000, 0, 5001, 0), (math.nan, 0, 1, 1)]
    assert cell_numbers(np.array(lines), GRIDS).tolist() == [1 * 8 + 3, 64 + 1 * 4 + 2, 80 + 1 * 2 + 1, 84, 85]


def test_an_arc_lies_in_the_cell_of_its_centre() -> None:
    """A circle of radius 7 is 14 across: in the cells of 20."""
    assert cell_numbers(np.array([(33.0, 12, 7, 0, 0, 7, 6.28), (33, 12, 1, 0, 0, 1, 1)]), GRIDS).tolist() == [65, 11]


def test_values_count_from_the_centre_of_the_cell_and_boxes_go_round_them() -> None:
    lines = np.array([(12.0, 2, 18, 3), (1, 2, 3, 8)])
    values, boxes = placed(lines, np.array([1, 0], np.int32), np.array([0, 1, 2]), np.array([(5.0, 5), (15, 5)]))
    assert values.tolist() == [[-4, -3, -2, 3], [-3, -3, 3, -2]]
    assert boxes.T.tolist() == [[-4, -3, -2, 3], [-3, -3, 3, -2]]
    arc = np.array([(5.0, 5, 0, 2, -1, 0, 3)])
    values, boxes = placed(arc, np.zeros(1, np.int32), np.array([0, 1]), np.array([(5.0, 5)]))
    assert values.tolist() == [[0, 0, 0, 2, -1, 0, 3]] and boxes.T.tolist() == [[-1, -2, 1, 2]]


def every_kind(wide: int) -> NDArray[np.float64]:
    chance = np.random.default_rng(2)
    rows = chance.uniform(0, 80, (4000, wide)) * chance.choice([1e-6, 0.01, 1.0], (4000, 1))
    rows[: len(rows) // 2, 2:4] = rows[: len(rows) // 2, 0:2] + chance.choice([0.0, 1e-5, 0.3, 2.0], (2000, 2))
    rows[::301] *= -1e4
    rows[::401, 1], rows[7::501, 0], rows[9::601, 2] = math.nan, math.inf, 1e38
    rows[3::701] = 1e300
    return rows


@AGAINST_NUMPY
@pytest.mark.parametrize("wide", [4, 7])
def test_numpy_does_what_the_c_library_does(wide: int, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = every_kind(wide)
    found = []
    for functions in (cells._functions, lambda: None):
        with monkeypatch.context() as patch:
            patch.setattr(cells, "_functions", functions)
            numbers = cell_numbers(rows, GRIDS)
            order = np.argsort(numbers, kind="stable").astype(np.int32)
            starts = np.flatnonzero(np.diff(numbers[order].astype(int), prepend=-1))
            middles = np.column_stack([np.arange(len(starts)) * 1.5, np.arange(len(starts)) * -0.7])
            middles[-1] = math.nan
            found.append((numbers, *placed(rows, order, np.append(starts, len(rows)), middles)))
    assert np.array_equal(found[0][0], found[1][0]) and np.array_equal(found[0][1], found[1][1], equal_nan=True)
    # The box round what is no number is not looked at.
    assert np.array_equal(found[0][2][:, :-1], found[1][2][:, :-1])


@AGAINST_NUMPY
def test_the_order_of_other_rows_is_refused(way: str) -> None:
    for row in (5, -1):
        with pytest.raises(ValueError, match="not one of the rows"):
            placed(np.zeros((1, 4)), np.array([row], np.int32), np.array([0, 1]), np.zeros((1, 2)))
