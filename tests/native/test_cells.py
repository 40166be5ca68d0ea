"""Primitives in the order of their cells: worked out by hand, and with the C library as without it."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from floorwright.native import cells
from floorwright.native.cells import CELL_SHIFT, MOST_ROWS, Grids, placed, sorted_keys
from floorwright.native.library import library

GRIDS = Grids(
    0.0, 0.0, 240.0, np.array([10.0, 20.0, 40.0]), np.array([8, 4, 2]), np.array([8, 4, 2]), np.array([0, 64, 80, 84])
)
"""80 by 80 in cells of 10, 20 and 40; number 84 are the strays, 85 what is nowhere."""


@pytest.fixture(params=["c", "numpy"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "c" and library() is None:
        pytest.skip("the C library is not built here")
    if request.param == "numpy":
        monkeypatch.setattr(cells, "_functions", lambda: None)
    return str(request.param)


def in_order(lines: object, look: object) -> tuple[list[int], list[int]]:
    """The cells of these lines, and their rows, in the order of their keys."""
    keys = sorted_keys(np.array(lines, np.float64), np.array(look, np.int32), GRIDS)
    return (keys >> CELL_SHIFT).tolist(), (keys & np.uint64(MOST_ROWS - 1)).tolist()


def test_a_line_lies_in_the_cell_of_its_middle_in_a_grid_as_fine_as_it_is_short() -> None:
    """(33, 12) is in column 3 of line 1 of the fine grid; a line of 15 round (50, 30) in column 2 of line 1 of 20s."""
    lines = [(32, 12, 34, 12), (42.5, 30, 57.5, 30), (0, 0, 80, 80), (5000, 0, 5001, 0), (math.nan, 0, 1, 1)]
    found, rows = in_order(lines, [0] * 5)
    assert found == [1 * 8 + 3, 64 + 1 * 4 + 2, 80 + 1 * 2 + 1, 84, 85] and rows == [0, 1, 2, 3, 4]


def test_in_a_cell_looks_lie_together_and_short_lines_first() -> None:
    lines = [(1, 1, 5, 1), (1, 1, 1, 2), (1, 1, 1.1, 1), (1, 2, 6, 2), (2, 2, 2.2, 2)]
    _, rows = in_order(lines, [3, 0, 3, 0, 3])
    assert rows == [1, 3, 2, 4, 0]


def test_values_count_from_the_centre_of_the_cell_and_boxes_go_round_them() -> None:
    lines = np.array([(1.0, 2, 3, 8), (12, 2, 18, 3)])
    keys = sorted_keys(lines, np.zeros(2, np.int32), GRIDS)
    values, order, boxes = placed(lines, keys, np.array([0, 1, 2]), np.array([(5.0, 5), (15, 5)]))
    assert order.tolist() == [0, 1] and values.tolist() == [[-4, -3, -2, 3], [-3, -3, 3, -2]]
    assert boxes.T.tolist() == [[-4, -3, -2, 3], [-3, -3, 3, -2]]
    arc = np.array([(5.0, 5, 0, 2, -1, 0, 3)])
    keys = sorted_keys(arc, np.zeros(1, np.int32), GRIDS)
    values, _, boxes = placed(arc, keys, np.array([0, 1]), np.array([(5.0, 5)]))
    assert values.tolist() == [[0, 0, 0, 2, -1, 0, 3]] and boxes.T.tolist() == [[-1, -2, 1, 2]]


def every_kind(wide: int) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    chance = np.random.default_rng(2)
    rows = chance.uniform(0, 80, (4000, wide)) * chance.choice([1e-6, 0.01, 1.0], (4000, 1))
    rows[: len(rows) // 2, 2:4] = rows[: len(rows) // 2, 0:2] + chance.choice([0.0, 1e-5, 0.3, 2.0], (2000, 2))
    rows[::301] *= -1e4
    rows[::401, 1], rows[7::501, 0], rows[9::601, 2] = math.nan, math.inf, 1e38
    rows[3::701] = 1e300
    return rows, chance.integers(0, 5000, 4000).astype(np.int32)


@pytest.mark.parametrize("wide", [4, 7])
def test_numpy_does_what_the_c_library_does(wide: int, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if way == "numpy" or library() is None:
        pytest.skip("both are done in one go")
    rows, look = every_kind(wide)
    found = []
    for functions in (cells._functions, lambda: None):
        with monkeypatch.context() as patch:
            patch.setattr(cells, "_functions", functions)
            keys = sorted_keys(rows, look, GRIDS)
            starts = np.flatnonzero(np.diff(keys >> CELL_SHIFT, prepend=np.uint64(999)))
            middles = np.column_stack([np.arange(len(starts)) * 1.5, np.arange(len(starts)) * -0.7])
            middles[-1] = math.nan
            found.append((keys, *placed(rows, keys, np.append(starts, len(keys)), middles)))
    for fast, slow in zip(*found, strict=True):
        assert np.array_equal(fast[..., :-1], slow[..., :-1], equal_nan=True)


def test_keys_of_other_rows_are_refused(way: str) -> None:
    if way == "c":
        keys = np.array([5], np.uint64)
        with pytest.raises(ValueError, match="not those of the rows"):
            placed(np.zeros((1, 4)), keys, np.array([0, 1]), np.zeros((1, 2)))
