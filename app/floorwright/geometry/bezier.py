"""Cubic Bézier curves, as PDF and SVG draw every curve, made straight to a tolerance."""

import math

import numpy as np
from numpy.typing import NDArray

from floorwright.geometry.segment import Point

MOST_PIECES = 256


def straightened(a: Point, b: Point, c: Point, d: Point, tolerance: float) -> list[Point]:
    """The points after `a` of a path that leaves the curve from `a` to `d` by no more than `tolerance`.

    The distance of a chord from the curve is at most an eighth of the largest second derivative, which is six times
    the largest second difference of the control points, over the square of the number of equal pieces.
    """
    bend = max(
        math.hypot(a[0] - 2 * b[0] + c[0], a[1] - 2 * b[1] + c[1]),
        math.hypot(b[0] - 2 * c[0] + d[0], b[1] - 2 * c[1] + d[1]),
    )
    wanted = math.sqrt(0.75 * bend / tolerance) if tolerance > 0 else MOST_PIECES
    pieces = math.ceil(min(max(wanted, 1.0), MOST_PIECES)) if wanted == wanted else 1
    points = []
    for number in range(1, pieces):
        t = number / pieces
        s = 1 - t
        p, q, r, w = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        points.append((p * a[0] + q * b[0] + r * c[0] + w * d[0], p * a[1] + q * b[1] + r * c[1] + w * d[1]))
    points.append(d)
    return points


def straightened_curves(curves: NDArray[np.float64], tolerance: float) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Many curves at once: segments (m, 4), and the row of `curves` (n, 8) that each is a piece of."""
    controls = curves.reshape(-1, 4, 2)
    second = controls[:, :-2] - 2 * controls[:, 1:-1] + controls[:, 2:]
    bend = np.hypot(second[..., 0], second[..., 1]).max(axis=1, initial=0.0)
    wanted = np.sqrt(0.75 * bend / tolerance)
    pieces = np.ceil(np.clip(np.nan_to_num(wanted, nan=1.0), 1.0, MOST_PIECES)).astype(np.intp)
    row = np.repeat(np.arange(len(curves)), pieces)
    number = np.arange(len(row)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    ends = [_at(controls[row], (number + step) / pieces[row]) for step in (0, 1)]
    return np.concatenate(ends, axis=1), row


def _at(controls: NDArray[np.float64], t: NDArray[np.float64]) -> NDArray[np.float64]:
    s = 1 - t
    shares = np.stack([s**3, 3 * s * s * t, 3 * s * t * t, t**3], axis=1)
    points: NDArray[np.float64] = (shares[:, :, None] * controls).sum(axis=1)
    return points
