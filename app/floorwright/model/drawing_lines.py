"""The lines of some layers of a drawing, whatever they are drawn as: in the drawing's units, n rows x1 y1 x2 y2."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from floorwright.model.drawing import Drawing, Floats
from floorwright.model.kinds import Underlay
from floorwright.model.placement import placed_points

Mask = NDArray[np.bool_]
CHORD_DEG = 30.0
"""Arcs become chords of at most this: 12 to a circle, which is off by 3.4 % of the radius at most."""
_SWING_DEG = (80.0, 181.0)
_NEAR = 0.02
"""How far the leaf of a door may end from its arc, as a share of the radius."""


def size_on_floor(drawing: Drawing, underlay: Underlay) -> tuple[float, float]:
    """Width and height in millimetres of what is drawn, as it lies; strays are left out."""
    if drawing.box is None:
        return (0.0, 0.0)
    x1, y1, x2, y2 = drawing.box
    if not underlay.rotation:
        return ((x2 - x1) * underlay.scale, (y2 - y1) * underlay.scale)
    corners = np.array([[x1, y1], [x2, y1], [x2, y2], [x1, y2]])
    lines = np.concatenate([drawing.segments, chords(drawing.arcs)]).reshape(-1, 2)
    points = np.concatenate([lines, drawing.fill_points, drawing.text_places[:, :2]])
    held = points[((points >= corners[0]) & (points <= corners[2])).all(axis=1)]
    width, height = np.ptp(placed_points(underlay, held if len(held) else corners), axis=0).tolist()
    return (width, height)


def lines_on(drawing: Drawing, layers: Sequence[int], without: Mask | None = None) -> Floats:
    """The straight lines on these layers, but for those in `without`."""
    chosen = np.isin(drawing.segment_layer, layers)
    return np.asarray(drawing.segments[chosen if without is None else chosen & ~without])


def nearest_end(lines: Floats, point: tuple[float, float], reach: float) -> tuple[float, float] | None:
    """The end of a line that is nearest to a point, None when none is within reach."""
    ends = lines.reshape(-1, 2)
    x, y = point
    near = np.flatnonzero((np.abs(ends[:, 0] - x) <= reach) & (np.abs(ends[:, 1] - y) <= reach))
    if not len(near):
        return None
    away = np.hypot(*(ends[near] - (x, y)).T)
    best = int(np.argmin(away))
    found_x, found_y = ends[near[best]].tolist()
    return (found_x, found_y) if away[best] <= reach else None


def arc_chords(drawing: Drawing, layers: Sequence[int], without: Mask | None = None) -> Floats:
    """The arcs on these layers as chords, but for those in `without`."""
    chosen = np.isin(drawing.arc_layer, layers)
    return chords(np.asarray(drawing.arcs[chosen if without is None else chosen & ~without]))


def chords(arcs: Floats) -> Floats:
    """Arcs (n, 8) as chords, every arc with its own number of them."""
    if not len(arcs):
        return np.zeros((0, 4))
    steps = np.maximum(np.ceil(np.degrees(np.abs(arcs[:, 7] - arcs[:, 6])) / CHORD_DEG - 1e-9), 1).astype(int)
    owner = np.repeat(np.arange(len(arcs)), steps)
    number = np.arange(len(owner)) - np.repeat(np.cumsum(steps) - steps, steps)
    cx, cy, ux, uy, vx, vy, t0, t1 = arcs[owner].T
    ends = []
    for share in (number / steps[owner], (number + 1) / steps[owner]):
        t = t0 + share * (t1 - t0)
        ends += [cx + ux * np.cos(t) + vx * np.sin(t), cy + uy * np.cos(t) + vy * np.sin(t)]
    return np.stack(ends, axis=1)


def ring_lines(drawing: Drawing, layers: Sequence[int]) -> Floats:
    """The outlines of the fills on these layers."""
    rings = np.repeat(np.isin(drawing.fill_layer, layers), np.diff(drawing.fill_starts))
    sizes = np.diff(drawing.ring_starts)
    chosen = np.repeat(rings, sizes)
    if not chosen.any():
        return np.zeros((0, 4))
    following = np.arange(len(drawing.fill_points)) + 1
    last = drawing.ring_starts[1:][sizes > 0] - 1
    following[last] = drawing.ring_starts[:-1][sizes > 0]
    return np.hstack([drawing.fill_points, drawing.fill_points[following]])[chosen]


def door_swings(drawing: Drawing, layers: Sequence[int]) -> tuple[Mask, Mask]:
    """Which arcs are the swing of a door on these layers, and which lines are the leaf of one.

    A swing is an arc of 80° to 180° with a line from its centre to one of its ends, the leaf.
    """
    arcs, lines = drawing.arcs, drawing.segments
    swings, leaves = np.zeros(len(arcs), bool), np.zeros(len(lines), bool)
    turn = np.degrees(np.abs(arcs[:, 7] - arcs[:, 6]))
    possible = np.flatnonzero(np.isin(drawing.arc_layer, layers) & (turn >= _SWING_DEG[0]) & (turn <= _SWING_DEG[1]))
    rows = np.flatnonzero(np.isin(drawing.segment_layer, layers))
    if not len(possible) or not len(rows):
        return swings, leaves
    a, b = lines[rows, :2], lines[rows, 2:]
    for arc in possible.tolist():
        cx, cy, ux, uy, vx, vy, t0, t1 = arcs[arc]
        centre, near = np.array([cx, cy]), _NEAR * np.hypot(ux, uy)
        ends = [centre + np.cos(t) * np.array([ux, uy]) + np.sin(t) * np.array([vx, vy]) for t in (t0, t1)]
        for one, other in ((a, b), (b, a)):
            hinged = np.hypot(*(one - centre).T) <= near
            leaf = hinged & np.logical_or.reduce([np.hypot(*(other - end).T) <= near for end in ends])
            if leaf.any():
                swings[arc] = True
                leaves[rows[leaf]] = True
    return swings, leaves
