"""What a plan shows of a solid: where a level plane cuts it, and else its outline from above."""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from floorwright.api import Floats

Triangles = NDArray[np.int64]
_OFF = 1e-6
"""The plane is moved by a thousandth of a millimetre, so that it goes through no corner."""
_NEAR = 1e-4
_MOST_FOR_OUTLINE = 20_000


def cut(points: Floats, triangles: Triangles, height: float) -> Floats:
    """The segments (n, 4) x1 y1 x2 y2 in which the plane at `height` cuts the surface of triangles."""
    if not len(triangles):
        return np.zeros((0, 4))
    corners = points[triangles]
    above = corners[:, :, 2] > height + _OFF
    crossed = corners[above.any(axis=1) & ~above.all(axis=1)]
    ends = []
    for a, b in ((0, 1), (1, 2), (2, 0)):
        rise = crossed[:, b, 2] - crossed[:, a, 2]
        share = np.divide(height + _OFF - crossed[:, a, 2], rise, out=np.full(len(crossed), -1.0), where=rise != 0)
        at = crossed[:, a, :2] + (crossed[:, b, :2] - crossed[:, a, :2]) * share[:, None]
        ends.append(np.where(((share >= 0) & (share <= 1))[:, None], at, np.nan))
    # Of the three sides of a triangle exactly two are crossed.
    sides = np.stack(ends, axis=1)
    order = np.argsort(np.isnan(sides[:, :, 0]), axis=1, kind="stable")[:, :2]
    found: Floats = np.take_along_axis(sides, order[:, :, None], axis=1).reshape(-1, 4)
    # What is not a number has no length.
    long: Floats = found[np.hypot(*(found[:, 2:] - found[:, :2]).T) > 0]
    return long


def outline(points: Floats, triangles: Triangles) -> list[Floats]:
    """The rings of the shape from above; the box of a shape that is too finely made."""
    flat = points[:, :2]
    if not len(triangles) or not np.isfinite(flat).all():
        return []
    if len(triangles) > _MOST_FOR_OUTLINE:
        return [_box(flat)]
    corners = flat[triangles]
    a, b = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    wide = np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]) > _NEAR * _NEAR
    if not wide.any():
        return [_box(flat)]
    whole = shapely.union_all(shapely.polygons(corners[wide]), grid_size=_NEAR)
    return list(_rings(whole))


def _rings(shape: shapely.Geometry) -> Iterator[Floats]:
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Polygon):
            for ring in (part.exterior, *part.interiors):
                yield shapely.get_coordinates(ring.simplify(_NEAR))


def _box(points: Floats) -> Floats:
    (x1, y1), (x2, y2) = points.min(0), points.max(0)
    return np.array([(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)])
