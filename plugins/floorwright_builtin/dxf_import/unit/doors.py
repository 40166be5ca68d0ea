"""Doors: quarter circles as wide as a door, with the leaf along one of their sides."""

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Drawing, Floats
from floorwright_builtin.dxf_import.file.records import distinct
from floorwright_builtin.dxf_import.unit.scale import METRES, weights

NARROWEST_M, WIDEST_M = 0.6, 1.3
_QUARTER_OFF_DEG = 10.0
_MOST_ROUNDS, _MOST_ARCS, _MOST_SEGMENTS = 100_000, 300, 300_000
_LAST_CELL = 2.0**30
_EACH, _AT_MOST = 1.3, 4.0
_EACH_WITHOUT_LEAF, _AT_MOST_WITHOUT_LEAF = 0.2, 0.8
_EACH_ALIKE, _AT_MOST_ALIKE, _ALIKE = 1.0, 3.0, 0.8
"""Without leaves, when nearly all quarter circles are as wide as doors; fillets and elbows are of many sizes."""


def doors(drawing: Drawing) -> Floats:
    """How much the quarter circles speak for each unit; those that have a leaf most, as fillets have none."""
    quarters = _quarters(drawing.arcs[:: 1 + len(drawing.arcs) // _MOST_ROUNDS])
    radii = np.hypot(quarters[:, 2], quarters[:, 3])
    segments = drawing.segments[:: 1 + len(drawing.segments) // _MOST_SEGMENTS]
    lengths = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    found = {}
    for unit, metre in METRES.items():
        low, high = NARROWEST_M / metre, WIDEST_M / metre
        wide = quarters[(radii >= low * 0.999) & (radii <= high * 1.001)]
        if not len(wide):
            continue
        some = wide[:: 1 + len(wide) // _MOST_ARCS]
        leaves = segments[(lengths > 0.85 * low) & (lengths < 1.15 * high)]
        with_leaf = _with_leaf(some, leaves) * len(wide) / len(some)
        alike = len(wide) >= _ALIKE * len(quarters)
        each, most = (_EACH_ALIKE, _AT_MOST_ALIKE) if alike else (_EACH_WITHOUT_LEAF, _AT_MOST_WITHOUT_LEAF)
        found[unit] = min(_AT_MOST, _EACH * with_leaf) + min(most, each * len(wide))
    return weights(**found)


def _quarters(arcs: Floats) -> Floats:
    u, v = np.hypot(arcs[:, 2], arcs[:, 3]), np.hypot(arcs[:, 4], arcs[:, 5])
    quarter = np.abs(np.degrees(arcs[:, 7] - arcs[:, 6]) - 90) < _QUARTER_OFF_DEG
    quarters: Floats = arcs[quarter & (np.abs(u - v) < 1e-3 * u)]
    return quarters


def _with_leaf(arcs: Floats, segments: Floats) -> int:
    """How many arcs have a line about as long as their radius beside one of their two sides."""
    middles = (segments[:, :2] + segments[:, 2:]) / 2
    radius = np.hypot(arcs[:, 2], arcs[:, 3])
    ends = [
        arcs[:, 0:2] + arcs[:, 2:4] * np.cos(arcs[:, t])[:, None] + arcs[:, 4:6] * np.sin(arcs[:, t])[:, None]
        for t in (6, 7)
    ]
    expected = np.concatenate([(arcs[:, 0:2] + end) / 2 for end in ends])
    way = np.concatenate([end - arcs[:, 0:2] for end in ends])
    reach = np.tile(radius, 2)
    near = _in_cells_of(middles, expected, float(0.2 * reach.max()))
    segments, middles = segments[near], middles[near]
    if not len(segments):
        return 0
    import shapely  # takes a while, and most drawings have no doors or say their unit

    leaf, segment = shapely.STRtree(shapely.points(middles)).query(
        shapely.points(expected), predicate="dwithin", distance=0.2 * reach
    )
    line = segments[segment, 2:] - segments[segment, :2]
    length = np.hypot(line[:, 0], line[:, 1])
    across = np.abs(line[:, 0] * way[leaf, 1] - line[:, 1] * way[leaf, 0])
    fits = (np.abs(length - reach[leaf]) < 0.15 * reach[leaf]) & (across < 0.1 * length * reach[leaf])
    return len(distinct(leaf[fits] % len(arcs)))


def _in_cells_of(points: Floats, places: Floats, cell: float) -> NDArray[np.intp]:
    """Which points lie in the cells of a grid round the places."""
    low = places.min(0) - 2 * cell
    inside = np.flatnonzero(((points >= low) & (points <= places.max(0) + 2 * cell)).all(1))
    own = np.clip((places - low) / cell, 0, _LAST_CELL).astype(np.int64)
    around = np.array([(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)])
    keys = distinct(((own[:, None] + around).reshape(-1, 2) * (1 << 31, 1)).sum(1))
    cells = (np.clip((points[inside] - low) / cell, 0, _LAST_CELL).astype(np.int64) * (1 << 31, 1)).sum(1)
    at = np.minimum(np.searchsorted(keys, cells), len(keys) - 1)
    near: NDArray[np.intp] = inside[keys[at] == cells]
    return near
