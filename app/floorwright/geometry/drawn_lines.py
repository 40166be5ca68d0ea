"""Order in the loose lines of a drawing: lines in a row joined to one, lines that hang together, closed outlines."""

import math
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from floorwright.geometry.segment import Point

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOUCH_MM = 1.0
"""Ends of drawn lines nearer than this are meant to meet."""
_SAME_WAY_DEG = 0.05
_SAME_ROW = 0.05
"""Lines in a row differ sideways by no more than this share of `touch`: by the last digits of a drawing."""


def joined_lines(segments: Floats, touch: float = TOUCH_MM) -> Floats:
    """The lines (n, 4) with those that lie in one line and touch or overlap made one; points are left out."""
    lines: Floats = segments[np.hypot(*(segments[:, 2:] - segments[:, :2]).T) > touch]
    if not len(lines):
        return lines
    origin = lines[:, :2].mean(axis=0)
    a, b = lines[:, :2] - origin, lines[:, 2:] - origin
    way = b - a
    angle = np.degrees(np.arctan2(way[:, 1], way[:, 0])) % 180.0
    # Bins round 0°, 0.05°, …: lines along the axes lie in the middle of theirs, whatever their last digits.
    turn = np.round(angle / _SAME_WAY_DEG).astype(np.int64) % round(180.0 / _SAME_WAY_DEG)
    off = (angle - turn * _SAME_WAY_DEG + 90.0) % 180.0 - 90.0
    long = np.hypot(*way.T)
    mean = np.bincount(turn, off * long) / np.maximum(np.bincount(turn, long), 1e-12)
    radians = np.radians(turn * _SAME_WAY_DEG + mean[turn])
    cos, sin = np.cos(radians), np.sin(radians)
    aside = ((a + b) / 2 * np.stack([-sin, cos], axis=1)).sum(axis=1)
    from_a, from_b = a[:, 0] * cos + a[:, 1] * sin, b[:, 0] * cos + b[:, 1] * sin
    begin, end = np.minimum(from_a, from_b), np.maximum(from_a, from_b)
    order = np.lexsort((begin, aside, turn))
    turns, asides = turn[order], aside[order]
    rows = np.concatenate([[0], np.cumsum((np.diff(turns) != 0) | (np.diff(asides) > touch * _SAME_ROW))])
    order = order[np.lexsort((begin[order], rows))]
    # In a row, sorted by their beginnings, a line starts anew where it begins behind all ends before it.
    span = float(end.max() - begin.min()) + 2 * touch + 1.0
    shifted = rows * span
    reached = np.maximum.accumulate(end[order] + shifted)
    new = np.concatenate([[True], begin[order][1:] + shifted[1:] > reached[:-1] + touch])
    piece = np.cumsum(new) - 1
    made = np.empty((int(piece[-1]) + 1, 4))
    first = np.flatnonzero(new)
    ends = np.hstack([a, b])[order]
    turned = (from_a > from_b)[order]
    ends[turned] = ends[turned][:, [2, 3, 0, 1]]
    made[:, :2] = ends[first, :2]
    last = np.lexsort((end[order], piece))[np.concatenate([first[1:], [len(order)]]) - 1]
    made[:, 2:] = ends[last, 2:]
    made += np.tile(origin, 2)
    return made


def connected(segments: Floats, touch: float = TOUCH_MM) -> Ints:
    """The number of the group of each line (n, 4): lines whose ends meet are in one group, numbered from 0."""
    nodes = _nodes(segments, touch)
    roots = _joined(int(nodes.max()) + 1 if len(nodes) else 0, nodes)
    groups: Ints = np.unique(roots[nodes[:, 0]], return_inverse=True)[1].reshape(-1)
    return groups


def closed_outlines(segments: Floats, touch: float = TOUCH_MM) -> list[tuple[Point, ...]]:
    """The closed outlines among lines (n, 4): groups in which exactly two lines meet at every end, corners in order."""
    lines = segments[np.hypot(*(segments[:, 2:] - segments[:, :2]).T) > touch]
    if not len(lines):
        return []
    nodes, groups = _nodes(lines, touch), connected(lines, touch)
    degree = np.bincount(nodes.reshape(-1))
    whole = np.ones(int(groups.max()) + 1, bool)
    whole[groups[(degree[nodes] != 2).any(axis=1)]] = False
    places: dict[int, Point] = {}
    beside: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(whole[groups]).tolist():
        one, other = nodes[row].tolist()
        beside[one].append(other)
        beside[other].append(one)
        x1, y1, x2, y2 = lines[row].tolist()
        places.setdefault(one, (x1, y1))
        places.setdefault(other, (x2, y2))
    found, seen = [], set[int]()
    for start in beside:
        if start in seen:
            continue
        ring, before, here = [start], -1, start
        while True:
            seen.add(here)
            one, other = beside[here]
            following = other if one == before else one
            if following == start or following in seen:
                break
            ring.append(following)
            before, here = here, following
        if len(ring) > 2:
            found.append(_without_straight([places[node] for node in ring]))
    return [ring for ring in found if len(ring) > 2]


def _nodes(segments: Floats, touch: float) -> Ints:
    """The number of the place of both ends of each line: ends within `touch` have the same number."""
    ends = segments.reshape(-1, 2)
    if not len(ends):
        return np.zeros((0, 2), np.int64)
    ends = ends - ends.min(axis=0)
    cells = np.round(ends / touch).astype(np.int64)
    height = int(cells[:, 1].max()) + 3
    codes, cell = np.unique((cells[:, 0] + 1) * height + cells[:, 1] + 1, return_inverse=True)
    cell = cell.reshape(-1)
    count = np.bincount(cell)
    places = np.stack([np.bincount(cell, ends[:, 0]), np.bincount(cell, ends[:, 1])], axis=1) / count[:, None]
    # Ends on both sides of the border of two cells are one place as well.
    pairs = []
    for beside in (1, height - 1, height, height + 1):
        found = np.minimum(np.searchsorted(codes, codes + beside), len(codes) - 1)
        one = np.flatnonzero(codes[found] == codes + beside)
        near = np.hypot(*(places[one] - places[found[one]]).T) <= touch
        pairs.append(np.stack([one, found[one]], axis=1)[near])
    roots = _joined(len(codes), np.concatenate(pairs))
    nodes: Ints = np.unique(roots[cell], return_inverse=True)[1].reshape(-1, 2)
    return nodes


def _joined(count: int, pairs: Ints) -> Ints:
    """For each of `count` things the least of those it is joined to by pairs (n, 2), directly or by way of others."""
    parent = list(range(count))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for one, other in pairs.tolist():
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return np.array([root(one) for one in range(count)], np.int64)


def _without_straight(ring: list[Point]) -> tuple[Point, ...]:
    kept = []
    for index, (x, y) in enumerate(ring):
        (ax, ay), (bx, by) = ring[index - 1], ring[(index + 1) % len(ring)]
        cross = (x - ax) * (by - y) - (y - ay) * (bx - x)
        if abs(cross) > 1e-6 * max(math.hypot(x - ax, y - ay) * math.hypot(bx - x, by - y), 1e-12):
            kept.append((x, y))
    return tuple(kept)
