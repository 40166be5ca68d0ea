"""Heat on the floor: how many metres of travel fall into each square of a grid."""

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from floorwright.geometry.segment import TOUCH_MM, Point, distance

Cell = tuple[int, int]
"""Column and row; cell (0, 0) has its lower left corner at the grid's origin."""


@dataclass(frozen=True, slots=True)
class Heat:
    """Travel by cell: `metre_trips` is Σ trips × metres inside the cell, `visits` Σ trips × times a path enters it."""

    cell_mm: float
    origin: Point
    metre_trips: dict[Cell, float]
    visits: dict[Cell, float]

    def box(self, cell: Cell) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a cell in mm."""
        left, bottom = self.origin[0] + cell[0] * self.cell_mm, self.origin[1] + cell[1] * self.cell_mm
        return (left, bottom, left + self.cell_mm, bottom + self.cell_mm)

    def density(self, cell: Cell) -> float:
        """Metre-trips per m² of the cell."""
        return self.metre_trips.get(cell, 0.0) / (self.cell_mm / 1000.0) ** 2


def heat(paths: Iterable[tuple[Sequence[Point], float]], cell_mm: float, origin: Point = (0.0, 0.0)) -> Heat:
    """The heat of paths with their trips: every segment is split exactly at the borders of the cells.

    Travel along a border counts for the cell above or to the right of it.

    Raises:
        ValueError: when a cell would have no size.
    """
    if not (cell_mm > 0.0 and math.isfinite(cell_mm)):
        raise ValueError(f"heat cannot be counted in cells of {cell_mm} mm")
    metres: dict[Cell, list[float]] = {}
    visits: dict[Cell, float] = {}
    for points, trips in paths:
        last: Cell | None = None
        for a, b in itertools.pairwise(points):
            for cell, length in split(a, b, cell_mm, origin):
                metres.setdefault(cell, []).append(trips * length / 1000.0)
                if cell != last:
                    visits[cell] = visits.get(cell, 0.0) + trips
                last = cell
    return Heat(cell_mm, origin, {cell: math.fsum(parts) for cell, parts in metres.items()}, visits)


def split(a: Point, b: Point, cell_mm: float, origin: Point = (0.0, 0.0)) -> Iterator[tuple[Cell, float]]:
    """The cells the segment a–b runs through, in order, and its length in mm inside each."""
    far = distance(a, b)
    if far == 0.0:
        return
    u, v = ((a[0] - origin[0]) / cell_mm, (a[1] - origin[1]) / cell_mm)
    du, dv = (b[0] - a[0]) / cell_mm, (b[1] - a[1]) / cell_mm
    shares = [0.0]
    for share in sorted((*_border_shares(u, du), *_border_shares(v, dv))):
        # Through a corner of four cells both borders are crossed at once, whatever rounding says.
        if (share - shares[-1]) * far > TOUCH_MM and (1.0 - share) * far > TOUCH_MM:
            shares.append(share)
    for low, high in itertools.pairwise([*shares, 1.0]):
        middle = (low + high) / 2
        yield (math.floor(u + middle * du), math.floor(v + middle * dv)), (high - low) * far


def _border_shares(at: float, change: float) -> list[float]:
    """Where, as shares of the segment, it crosses whole numbers."""
    if change == 0.0:
        return []
    low, high = min(at, at + change), max(at, at + change)
    return [share for k in range(math.ceil(low), math.floor(high) + 1) if 0.0 < (share := (k - at) / change) < 1.0]
