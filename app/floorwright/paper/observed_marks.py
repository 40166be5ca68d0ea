"""Observed ways as a heat map: metre-trips a shift by square metre of the floor (methods.md 1.4)."""

from collections.abc import Sequence

import numpy as np

from floorwright.analysis.observed.figures import Observed
from floorwright.geometry.heat_grid import HeatGrid, heat_grid

UNIT = "metre-trips per m² a shift"
CELL_MM = 1000.0


def observed_heat(observed: Sequence[Observed], cell_mm: float = CELL_MM) -> HeatGrid:
    """The metres that were gone in each square, scaled to a shift; what has no scale counts as it was seen.

    Raises:
        TooFine: when the cells are too small for the floor.
    """
    paths = [(line.tolist(), one.shift_factor or 1.0) for one in observed for line in one.way.lines]
    paths = [(path, times) for path, times in paths if len(path) > 1]
    if not paths:
        return HeatGrid(cell_mm, (0.0, 0.0), np.zeros((0, 0)))
    return heat_grid([path for path, _ in paths], [times for _, times in paths], cell_mm)
