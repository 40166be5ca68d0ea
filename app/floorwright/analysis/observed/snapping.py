"""Which station a position belongs to: the nearest whose footprint is within a radius."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from floorwright.geometry.polygon import cos_sin
from floorwright.model.kinds import Machine

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


def nearest_stations(x: Floats, y: Floats, stations: Mapping[int, Machine], radius_mm: float) -> Ints:
    """For every position the number of the station whose footprint is nearest and within the radius; -1 for none.

    Of two at the same distance, such as two that overlap, the one whose centre is nearer; then the lower number.
    """
    found = np.full(len(x), -1, np.int32)
    nearest, centre = np.full(len(x), np.inf), np.full(len(x), np.inf)
    order = np.argsort(x, kind="stable")
    sorted_x = x[order]
    for number, station in sorted(stations.items()):
        cos, sin = cos_sin(station.rotation)
        half_u, half_v = station.width / 2, station.depth / 2
        wide = abs(half_u * cos) + abs(half_v * sin) + radius_mm
        high = abs(half_u * sin) + abs(half_v * cos) + radius_mm
        first, after = np.searchsorted(sorted_x, (station.x - wide, station.x + wide), "left")
        after = np.searchsorted(sorted_x, station.x + wide, "right")
        rows = order[first:after]
        rows = rows[np.abs(y[rows] - station.y) <= high]
        dx, dy = x[rows] - station.x, y[rows] - station.y
        u, v = np.abs(dx * cos + dy * sin), np.abs(dy * cos - dx * sin)
        apart = np.hypot(np.maximum(u - half_u, 0.0), np.maximum(v - half_v, 0.0))
        away = np.hypot(dx, dy)
        better = (apart <= radius_mm) & ((apart < nearest[rows]) | ((apart == nearest[rows]) & (away < centre[rows])))
        rows = rows[better]
        found[rows], nearest[rows], centre[rows] = number, apart[better], away[better]
    return found
