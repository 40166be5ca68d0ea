"""Rows of blocks are put in place alike with the compiled library and without it."""

import numpy as np
import pytest

from floorwright.native import place as module
from floorwright.native.place import placed_rows


def test_points_are_turned_and_moved_and_directions_only_turned() -> None:
    # A point (1, 2, 3), a direction (1, 0, 0) and a number; a quarter turn, moved by (10, 20).
    rows = np.array([[1.0, 2.0, 3.0, 1.0, 0.0, 0.0, 7.0]])
    turn = np.array([[[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]])
    placed = placed_rows(rows, 1, 1, np.array([0]), np.array([1]), turn, np.array([[10.0, 20.0, 0.0]]))
    assert placed.tolist() == [[8.0, 21.0, 0.0, 1.0, 7.0]]


def test_with_and_without_the_library_rows_are_the_same() -> None:
    chance = np.random.default_rng(5)
    rows = chance.normal(size=(40, 11))
    begin, size = chance.integers(0, 30, 60), chance.integers(0, 10, 60)
    matrix, shift = chance.normal(size=(60, 3, 3)), chance.normal(size=(60, 3))
    out = np.empty((int(size.sum()), 8))
    module._with_numpy(rows, 1, 2, begin, size, matrix[:, :2].copy(), shift[:, :2].copy(), out)
    np.testing.assert_allclose(placed_rows(rows, 1, 2, begin, size, matrix, shift), out, rtol=0, atol=1e-14)


def test_rows_that_are_not_there_are_refused() -> None:
    with pytest.raises(IndexError, match="not there"):
        placed_rows(np.zeros((3, 6)), 2, 0, np.array([2]), np.array([2]), np.zeros((1, 3, 3)), np.zeros((1, 3)))
