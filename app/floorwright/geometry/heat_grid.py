"""Heat on a grid as arrays: the numbers of `cells.heat` for many thousands of segments at once."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from floorwright.geometry.segment import Point

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST_PIECES = 20_000_000
MOST_CELLS = 4_000_000
_AT_ONCE = 200_000


class TooFine(ValueError):
    """The cells are so small that there would be too many."""


@dataclass(frozen=True, slots=True)
class HeatGrid:
    """`metre_trips` by row and column: Σ trips × metres inside each square of `cell_mm`; row 0 is the lowest.

    `corner` is the lower left corner of the grid, a whole number of cells from the floor's origin.
    """

    cell_mm: float
    corner: Point
    metre_trips: Floats

    @property
    def density(self) -> Floats:
        """Metre-trips per m²."""
        per_area: Floats = self.metre_trips / (self.cell_mm / 1000.0) ** 2
        return per_area

    def blurred(self, radius_cells: float = 1.0) -> Floats:
        """The density spread over its neighbours by a bell of that standard deviation, for looking at only: the sum
        stays where the grid has room for it."""
        reach = max(1, math.ceil(3 * radius_cells))
        steps = np.arange(-reach, reach + 1)
        bell = np.exp(-0.5 * (steps / radius_cells) ** 2)
        bell /= bell.sum()
        out = self.density
        for axis in (0, 1):
            wide = np.pad(out, [(reach, reach) if side == axis else (0, 0) for side in (0, 1)])
            size = out.shape[axis]
            parts = (share * np.take(wide, range(at, at + size), axis) for at, share in enumerate(bell.tolist()))
            out = np.sum(list(parts), axis=0)
        return out


def heat_grid(
    paths: Sequence[Sequence[Point]], trips: Sequence[float], cell_mm: float, around_mm: float = 0.0
) -> HeatGrid:
    """The heat of paths with their trips: every segment is split exactly where it crosses the borders of cells.

    The grid reaches `around_mm` beyond the paths. Travel along a border counts for the cell above or right of it.

    Raises:
        TooFine: when there would be more than four million cells.
        ValueError: when a cell would have no size.
    """
    if not (cell_mm > 0.0 and math.isfinite(cell_mm)):
        raise ValueError(f"heat cannot be counted in cells of {cell_mm} mm")
    rows = [(*a, *b, each) for path, each in zip(paths, trips, strict=True) for a, b in pairwise(path)]
    return heat_of_legs(np.array(rows, np.float64).reshape(-1, 5), cell_mm, around_mm)


def heat_of_legs(legs: Floats, cell_mm: float, around_mm: float = 0.0) -> HeatGrid:
    """The same of segments x1 y1 x2 y2 with their trips, a row each.

    Raises:
        TooFine: when there would be more than four million cells.
    """
    legs = legs[(legs[:, 4] > 0) & np.isfinite(legs).all(axis=1)]
    if not len(legs):
        return HeatGrid(cell_mm, (0.0, 0.0), np.zeros((0, 0)))
    low = np.floor((np.minimum(legs[:, :2], legs[:, 2:4]).min(axis=0) - around_mm) / cell_mm)
    high = np.floor((np.maximum(legs[:, :2], legs[:, 2:4]).max(axis=0) + around_mm) / cell_mm) + 1
    columns, lines = (high - low).tolist()
    crossings = np.abs(legs[:, 2:4] - legs[:, :2]).sum() / cell_mm
    if columns * lines > MOST_CELLS or crossings > MOST_PIECES:
        raise TooFine(f"cells of {cell_mm / 1000:g} m would be {columns * lines:,.0f}; {MOST_CELLS:,} are the most")
    corner = (float(low[0] * cell_mm), float(low[1] * cell_mm))
    shape = (int(lines), int(columns))
    total = np.zeros(shape[0] * shape[1])
    for start in range(0, len(legs), _AT_ONCE):
        _add(total, shape, legs[start : start + _AT_ONCE], cell_mm, low)
    return HeatGrid(cell_mm, corner, total.reshape(shape))


def _add(total: Floats, shape: tuple[int, int], legs: Floats, cell_mm: float, low: Floats) -> None:
    start = legs[:, :2] / cell_mm - low
    way = (legs[:, 2:4] - legs[:, :2]) / cell_mm
    owners, shares = [np.arange(len(legs))] * 2, [np.zeros(len(legs)), np.ones(len(legs))]
    for axis in (0, 1):
        owner, share = _crossings(start[:, axis], way[:, axis])
        owners.append(owner)
        shares.append(share)
    owner, share = np.concatenate(owners), np.concatenate(shares)
    order = np.lexsort((share, owner))
    owner, share = owner[order], share[order]
    within = owner[1:] == owner[:-1]
    owner, part = owner[:-1][within], (share[1:] - share[:-1])[within]
    middle = ((share[1:] + share[:-1]) / 2)[within]
    cell = np.floor(start[owner] + middle[:, None] * way[owner]).astype(np.int64)
    np.clip(cell, 0, (shape[1] - 1, shape[0] - 1), out=cell)
    metres = part * np.hypot(*(legs[:, 2:4] - legs[:, :2]).T)[owner] / 1000.0
    total += np.bincount(cell[:, 1] * shape[1] + cell[:, 0], metres * legs[owner, 4], len(total))


def _crossings(at: Floats, change: Floats) -> tuple[Ints, Floats]:
    """Where segments cross whole numbers: the number of each and the share of its length."""
    first = np.ceil(np.minimum(at, at + change))
    count = np.maximum(np.floor(np.maximum(at, at + change)) - first + 1, 0).astype(np.int64)
    count[change == 0.0] = 0
    owner = np.repeat(np.arange(len(at)), count)
    step = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    share = (first[owner] + step - at[owner]) / change[owner]
    good = (share > 0.0) & (share < 1.0)
    return owner[good], share[good]
