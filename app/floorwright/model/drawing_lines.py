"""The lines of some layers of a drawing, whatever they are drawn as: in the drawing's units, n rows x1 y1 x2 y2."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from floorwright.geometry.hull import convex_hull
from floorwright.model.drawing import Drawing, Floats
from floorwright.model.kinds import Underlay
from floorwright.model.placement import placed_points

Mask = NDArray[np.bool_]
CHORD_DEG = 30.0
"""Arcs become chords of at most this: 12 to a circle, which is off by 3.4 % of the radius at most."""
_SWING_DEG = (80.0, 181.0)
_NEAR = 0.02
"""How far the leaf of a door may end from its arc, as a share of the radius."""


def outer_points(drawing: Drawing) -> Floats:
    """The corners (n, 2) of the convex outline round what is drawn, strays left out; what sizes are measured by."""
    if drawing.box is None:
        return np.zeros((0, 2))
    x1, y1, x2, y2 = drawing.box
    middle = (drawing.arcs[:, 6] + drawing.arcs[:, 7]) / 2
    points = np.concatenate(
        [
            drawing.segments.reshape(-1, 2), drawing.fill_points, drawing.text_places[:, :2],
            *(_arc_points(drawing.arcs, t) for t in (drawing.arcs[:, 6], middle, drawing.arcs[:, 7])),
        ]
    )  # fmt: skip
    held = points[((points >= (x1, y1)) & (points <= (x2, y2))).all(axis=1)]
    if len(held) < 3:
        return np.array([[x1, y1], [x2, y1], [x2, y2], [x1, y2]])
    # What lies inside the polygon of the outermost points in eight directions is no corner (Akl and Toussaint 1978).
    ways = np.radians(np.arange(0, 360, 45))
    corners = held[[int(np.argmax(held[:, 0] * np.cos(way) + held[:, 1] * np.sin(way))) for way in ways]]
    inside = np.ones(len(held), bool)
    for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if (ax, ay) != (bx, by):
            inside &= (bx - ax) * (held[:, 1] - ay) - (by - ay) * (held[:, 0] - ax) > 0
    return np.array(convex_hull([(x, y) for x, y in held[~inside].tolist()]))


def size_on_floor(outline: Floats, underlay: Underlay) -> tuple[float, float]:
    """Width and height in millimetres, as it lies, of a drawing with these outer points."""
    if not len(outline):
        return (0.0, 0.0)
    width, height = np.ptp(placed_points(underlay, outline), axis=0).tolist()
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
    centres, radius = arcs[possible, :2], np.hypot(arcs[possible, 2], arcs[possible, 3])
    ends = [_arc_points(arcs[possible], arcs[possible, t]) for t in (6, 7)]
    for hinge, tip in (((0, 1), (2, 3)), ((2, 3), (0, 1))):
        near_x = rows[np.argsort(lines[rows, hinge[0]], kind="stable")]
        x = lines[near_x, hinge[0]]
        first = np.searchsorted(x, centres[:, 0] - _NEAR * radius)
        count = np.searchsorted(x, centres[:, 0] + _NEAR * radius, side="right") - first
        which = np.repeat(np.arange(len(possible)), count)
        line = near_x[np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + first[which]]
        reach = _NEAR * radius[which]
        tips = lines[line][:, tip]
        leaf = np.hypot(*(lines[line][:, hinge] - centres[which]).T) <= reach
        leaf &= np.logical_or.reduce([np.hypot(*(tips - end[which]).T) <= reach for end in ends])
        swings[possible[which[leaf]]] = True
        leaves[line[leaf]] = True
    return swings, leaves


def _arc_points(arcs: Floats, t: Floats) -> Floats:
    cos, sin = np.cos(t)[:, None], np.sin(t)[:, None]
    points: Floats = arcs[:, :2] + arcs[:, 2:4] * cos + arcs[:, 4:6] * sin
    return points
