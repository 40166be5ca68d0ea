"""The planes in which flat entities lie: their axes in those of the drawing, by DXF's arbitrary axis algorithm."""

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Floats
from floorwright_builtin.dxf_import.file.records import Index, Records

_NEAR_THE_AXIS = 1 / 64


class Planes:
    """The plane of each of a row of records; `upright` says that all are seen from above, as nearly always."""

    def __init__(self, records: Records, rows: Index) -> None:
        normal = np.stack([records.first(210)[rows], records.first(220)[rows], records.first(230, 1.0)[rows]], axis=1)
        self.upright = bool(((normal[:, 0] == 0) & (normal[:, 1] == 0) & (normal[:, 2] > 0)).all())
        self._axes = None if self.upright else axes_of(normal)

    def points(self, points: Floats, which: NDArray[np.integer] | None = None) -> Floats:
        """Points (n, 3) of the planes in the drawing; `which` (n,) is the plane of each where not one each."""
        if self._axes is None:
            return points
        axes = self._axes if which is None else self._axes[which]
        turned: Floats = np.einsum("nij,nj->ni", axes, points)
        return turned

    @property
    def axes(self) -> Floats | None:
        """The axes (n, 3, 3) as columns; None when all planes are upright."""
        return self._axes


def axes_of(normal: Floats) -> Floats:
    """The axes (n, 3, 3), x, y and z as columns, of the planes with these normals (n, 3)."""
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    z = np.where(length > 0, normal / np.where(length > 0, length, 1.0), np.array([0.0, 0.0, 1.0]))
    near = (np.abs(z[:, 0]) < _NEAR_THE_AXIS) & (np.abs(z[:, 1]) < _NEAR_THE_AXIS)
    world = np.where(near[:, None], np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0]))
    x = np.cross(world, z)
    x /= np.linalg.norm(x, axis=1, keepdims=True)
    return np.stack([x, np.cross(z, x), z], axis=2)
