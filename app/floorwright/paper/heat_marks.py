"""The heat map as marks on the floor: squares coloured by how much is moved through them."""

import numpy as np
from numpy.typing import NDArray

from floorwright.analysis.result import Analysis
from floorwright.geometry.heat_grid import HeatGrid, heat_grid
from floorwright.model.diff import Records
from floorwright.paper.flow_choice import chosen_flows, chosen_tours
from floorwright.paper.flow_view import FlowView
from floorwright.paper.marks import Region, Style, Vertex
from floorwright.paper.ramp import Ramp, ramp_to

LAYER = "HEAT"
UNIT = "metre-trips per m² a day"
OPACITY = 0.8
AROUND_CELLS = 3
"""Room for a blur beyond the paths."""
Floats = NDArray[np.float64]


def heat_of(records: Records, analysis: Analysis, view: FlowView) -> HeatGrid:
    """The loaded metre-trips a day of the flows that the view shows, and the rounds of its milk runs, in its cells.

    Raises:
        TooFine: when the cells are too small for the floor.
    """
    flows = [figures for figures in chosen_flows(records, analysis, view) if figures.distance_m is not None]
    cell = view.heat_cell_m * 1000.0
    around = AROUND_CELLS * cell if view.heat_blurred else 0.0
    tours = chosen_tours(analysis, view)
    paths = [*(f.path for f in flows), *(tour.path for tour in tours)]
    trips = [*(f.trips_per_day for f in flows), *(tour.runs_per_day for tour in tours)]
    return heat_grid(paths, trips, cell, around)


def heat_ramp(grid: HeatGrid) -> Ramp:
    """The classes of a heat map: always those of the numbers, also where the picture is smoothed."""
    return ramp_to(float(grid.density.max(initial=0.0)))


def heat_marks(grid: HeatGrid, blurred: bool = False) -> tuple[Region, ...]:
    """One area a class, made of the squares that are in it; neighbours in a row are one."""
    shown = grid.blurred() if blurred else grid.density
    if not shown.size or not shown.max() > 0:
        return ()
    ramp = heat_ramp(grid)
    least = ramp.limits[1] / 8 if blurred else 0.0
    classes = np.where(shown > least, ramp.classes(shown), -1)
    marks = []
    for number, colour in enumerate(ramp.colours):
        rings = _rows(classes == number, grid)
        if rings:
            style = Style(layer=LAYER, stroke=None, fill=colour, opacity=OPACITY)
            marks.append(Region(rings=rings, style=style))
    return tuple(marks)


def _rows(mask: NDArray[np.bool_], grid: HeatGrid) -> tuple[tuple[Vertex, ...], ...]:
    edges = np.diff(np.pad(mask, [(0, 0), (1, 1)]).astype(np.int8), axis=1)
    rows, begins = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    cell, (x0, y0) = grid.cell_mm, grid.corner
    left, right = x0 + begins * cell, x0 + ends * cell
    low = y0 + rows * cell
    boxes = np.column_stack([left, low, right, low + cell]).tolist()
    return tuple(((a, b, 0.0), (c, b, 0.0), (c, d, 0.0), (a, d, 0.0)) for a, b, c, d in boxes)
