"""Cubic Bézier curves, as PDF and SVG draw every curve, made straight to a tolerance."""

import math

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
