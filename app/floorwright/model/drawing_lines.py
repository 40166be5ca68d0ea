"""The lines of some layers of a drawing, whatever they are drawn as: in the drawing's units, n rows x1 y1 x2 y2."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from floorwright.geometry.hull import convex_hull
from floorwright.model.drawing import Drawing, Floats
from floorwright.model.placement import placed_points

if TYPE_CHECKING:
    from floorwright.model.kinds import Underlay

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
    straight = np.concatenate([drawing.segments.reshape(-1, 2), drawing.fill_points, drawing.text_places[:, :2]])
    outline = _outline(_held(straight, drawing.box))
    # Most arcs lie wholly inside what the lines reach round: their ends need not be worked out.
    boxes = circle_boxes(drawing.arcs)
    corners = [boxes[:, columns] for columns in ([0, 1], [2, 1], [2, 3], [0, 3])]
    hidden = np.logical_and.reduce([_inside(corner, outline) for corner in corners])
    arcs = np.asarray(drawing.arcs[~hidden])
    times = (arcs[:, 6], (arcs[:, 6] + arcs[:, 7]) / 2, arcs[:, 7])
    bent = np.concatenate([_arc_points(arcs, t) for t in times])
    outline = _outline(np.concatenate([outline, _held(bent, drawing.box)]))
    return outline if len(outline) > 2 else np.array([[x1, y1], [x2, y1], [x2, y2], [x1, y2]])


def _held(points: Floats, box: tuple[float, float, float, float]) -> Floats:
    x, y = points[:, 0], points[:, 1]
    held: Floats = points[(x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])]
    return held


def _outline(points: Floats) -> Floats:
    """The convex outline: what lies inside the eight outermost points is no corner (Akl and Toussaint 1978)."""
    if len(points) < 3:
        return points
    x, y = points[:, 0], points[:, 1]
    ways = [x, x + y, y, y - x]
    rows = [int(np.argmax(way)) for way in ways] + [int(np.argmin(way)) for way in ways]
    outer = points[~_inside(points, points[rows])]
    return np.array(convex_hull([(px, py) for px, py in outer.tolist()])).reshape(-1, 2)


def _inside(points: Floats, corners: Floats) -> Mask:
    """Which points lie within a convex polygon, its corners counter-clockwise, and not on its border."""
    inside = np.full(len(points), len(corners) > 2)
    x, y = points[:, 0], points[:, 1]
    for (ax, ay), (bx, by) in zip(corners.tolist(), np.roll(corners, -1, axis=0).tolist(), strict=True):
        if (ax, ay) != (bx, by):
            inside &= (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0
    return inside


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


def hatch_lines(drawing: Drawing) -> Mask:
    """Which straight lines fill an area with a pattern."""
    styles = np.array([style.hatch for style in drawing.styles], np.bool_)
    found: Mask = styles[drawing.looks[drawing.segment_look, 2]]
    return found


def nearest_end(
    drawing: Drawing, layers: Sequence[int], point: tuple[float, float], reach: float
) -> tuple[float, float] | None:
    """The end of a line or arc, or the middle of an arc, that is nearest to a point; None when none is within reach."""
    x, y = point
    shown = np.array(sorted(layers), np.int32)
    found = [np.zeros((0, 2))]
    for columns in ((0, 1), (2, 3)):
        end_x, end_y = drawing.segments[:, columns[0]], drawing.segments[:, columns[1]]
        near = np.flatnonzero((np.abs(end_x - x) <= reach) & (np.abs(end_y - y) <= reach))
        near = near[np.isin(drawing.segment_look[near], _looks_of(drawing, shown))]
        found.append(drawing.segments[near][:, columns])
    arcs = np.flatnonzero(_circles_meet(drawing.arcs, (x - reach, y - reach, x + reach, y + reach)))
    arcs = arcs[np.isin(drawing.arc_look[arcs], _looks_of(drawing, shown))]
    round_ones = np.asarray(drawing.arcs[arcs])
    found += [round_ones[:, :2], *(_arc_points(round_ones, round_ones[:, t]) for t in (6, 7))]
    ends = np.concatenate(found)
    away = np.hypot(*(ends - (x, y)).T)
    if not len(ends) or away.min() > reach:
        return None
    found_x, found_y = ends[int(np.argmin(away))].tolist()
    return (found_x, found_y)


def _looks_of(drawing: Drawing, layers: NDArray[np.int32]) -> NDArray[np.int64]:
    return np.flatnonzero(np.isin(drawing.looks[:, 0], layers))


def circle_boxes(arcs: Floats) -> Floats:
    """Boxes (n, 4) of the whole ellipses that arcs are pieces of."""
    half_x, half_y = np.hypot(arcs[:, 2], arcs[:, 4]), np.hypot(arcs[:, 3], arcs[:, 5])
    boxes: Floats = np.stack(
        [arcs[:, 0] - half_x, arcs[:, 1] - half_y, arcs[:, 0] + half_x, arcs[:, 1] + half_y], axis=1
    )  # fmt: skip
    return boxes


def _circles_meet(arcs: Floats, box: tuple[float, float, float, float]) -> Mask:
    boxes = circle_boxes(arcs)
    x1, y1, x2, y2 = box
    met: Mask = (boxes[:, 0] <= x2) & (boxes[:, 2] >= x1) & (boxes[:, 1] <= y2) & (boxes[:, 3] >= y1)
    return met


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
