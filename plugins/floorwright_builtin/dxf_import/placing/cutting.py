"""Which part of a straight or round piece lies inside a polygon, as intervals of its length from 0 to 1."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Bools = NDArray[np.bool_]
Shares = Callable[[Floats, Floats], Floats]
"""From the edges' starts and ends (p, e, 2) to where along its piece each crosses it, (p, k); nan for nowhere."""
Places = Callable[[Floats], Floats]
"""From shares (p, k) to the points (p, k, 2) there."""

_MOST_NUMBERS = 4_000_000
_SLIVER = 1e-9


def inside_segments(segments: Floats, polygons: Floats) -> tuple[Indices, Floats, Floats]:
    """The parts of segments (p, 4) inside polygons (p, e, 2): which segment, from which share, to which share."""
    return _in_turn(segments, polygons, 1, _of_segments)


def inside_arcs(arcs: Floats, polygons: Floats) -> tuple[Indices, Floats, Floats]:
    """The parts of arcs (p, 8), rows as those of a Drawing, inside polygons (p, e, 2), shares being of the angle."""
    return _in_turn(arcs, polygons, 2, _of_arcs)


def contains(polygons: Floats, points: Floats) -> Bools:
    """Whether polygons (p, e, 2) hold the points (p, k, 2), even-odd, as (p, k)."""
    a = polygons[:, None]
    b = np.roll(polygons, -1, axis=1)[:, None]
    x, y = points[:, :, None, 0], points[:, :, None, 1]
    crosses = (a[..., 1] > y) != (b[..., 1] > y)
    rise = np.where(crosses, b[..., 1] - a[..., 1], 1.0)
    right = x < a[..., 0] + (y - a[..., 1]) / rise * (b[..., 0] - a[..., 0])
    held: Bools = np.count_nonzero(crosses & right, axis=2) % 2 == 1
    return held


def visible(count: int, which: Indices, start: Floats, end: Floats) -> tuple[Indices, Floats, Floats]:
    """What hidden intervals leave of `count` pieces: which piece, from which share, to which share, in order."""
    order = np.lexsort((start, which))
    which, start, end = which[order], start[order], end[order]
    # Pieces side by side on one axis, two units each: the furthest end so far is then a running maximum.
    reached = np.maximum.accumulate(np.append(0.0, which * 2.0 + end))
    own = np.searchsorted(which, np.arange(count), "left")
    past = np.searchsorted(which, np.arange(count), "right")
    before = np.clip(reached[:-1] - which * 2.0, 0.0, 1.0)
    last = np.where(past > own, reached[past] - np.arange(count) * 2.0, 0.0)
    pieces = np.concatenate([which, np.arange(count)])
    opens = np.concatenate([before, last])
    closes = np.concatenate([start, np.ones(count)])
    keep = closes - opens > _SLIVER
    pieces, opens, closes = pieces[keep], opens[keep], closes[keep]
    order = np.lexsort((opens, pieces))
    return pieces[order].astype(np.intp), opens[order], closes[order]


def _in_turn(
    pieces: Floats, polygons: Floats, each: int, kind: Callable[[Floats], tuple[Shares, Places]]
) -> tuple[Indices, Floats, Floats]:
    edges = polygons.shape[1]
    step = max(1, _MOST_NUMBERS // ((each * edges + 1) * edges))
    found = [
        _inside(*kind(pieces[i : i + step]), polygons[i : i + step], i) for i in range(0, len(pieces), step)
    ]  # fmt: skip
    if not found:
        return np.zeros(0, np.intp), np.zeros(0), np.zeros(0)
    which, start, end = zip(*found, strict=True)
    return np.concatenate(which), np.concatenate(start), np.concatenate(end)


def _inside(shares: Shares, places: Places, polygons: Floats, first: int) -> tuple[Indices, Floats, Floats]:
    crossings = shares(polygons, np.roll(polygons, -1, axis=1))
    ends = np.ones((len(polygons), 1))
    marks = np.concatenate([0 * ends, np.clip(np.nan_to_num(crossings, nan=1.0), 0.0, 1.0), ends], axis=1)
    marks.sort(axis=1)
    start, end = marks[:, :-1], marks[:, 1:]
    held = contains(polygons, places((start + end) / 2)) & (end > start)
    row, column = np.nonzero(held)
    return row + first, start[row, column], end[row, column]


def _of_segments(segments: Floats) -> tuple[Shares, Places]:
    start, way = segments[:, None, :2], segments[:, None, 2:] - segments[:, None, :2]

    def shares(a: Floats, b: Floats) -> Floats:
        edge = b - a
        cross = way[..., 0] * edge[..., 1] - way[..., 1] * edge[..., 0]
        off = a - start
        with np.errstate(divide="ignore", invalid="ignore"):
            t = (off[..., 0] * edge[..., 1] - off[..., 1] * edge[..., 0]) / cross
            s = (off[..., 0] * way[..., 1] - off[..., 1] * way[..., 0]) / cross
        return np.where((s >= 0) & (s <= 1) & (t > 0) & (t < 1), t, np.nan)

    def places(share: Floats) -> Floats:
        points: Floats = start + way * share[..., None]
        return points

    return shares, places


def _of_arcs(arcs: Floats) -> tuple[Shares, Places]:
    c, u, v = arcs[:, None, 0:2], arcs[:, None, 2:4], arcs[:, None, 4:6]
    first, span = arcs[:, 6, None], (arcs[:, 7] - arcs[:, 6])[:, None]

    def at(t: Floats) -> Floats:
        points: Floats = c + u * np.cos(t)[..., None] + v * np.sin(t)[..., None]
        return points

    def shares(a: Floats, b: Floats) -> Floats:
        edge = b - a
        normal = np.stack((-edge[..., 1], edge[..., 0]), axis=-1)
        # On the edge's line: (n·u) cos t + (n·v) sin t = n·(a - c).
        cosine, sine = (normal * u).sum(-1), (normal * v).sum(-1)
        right = (normal * (a - c)).sum(-1)
        with np.errstate(divide="ignore", invalid="ignore"):
            swing = np.arccos(right / np.hypot(cosine, sine))
        middle = np.arctan2(sine, cosine)
        t = np.concatenate([middle - swing, middle + swing], axis=1)
        a2, edge2 = np.concatenate([a, a], axis=1), np.concatenate([edge, edge], axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            s = ((at(t) - a2) * edge2).sum(-1) / (edge2 * edge2).sum(-1)
            share = np.mod(t - first, math.tau) / span
        return np.where((s >= 0) & (s <= 1) & (share < 1), share, np.nan)

    def places(share: Floats) -> Floats:
        return at(first + span * share)

    return shares, places
