"""Round pieces of polylines, which DXF gives by their ends and a bulge: the tangent of a quarter of their angle."""

import math

FLAT_BULGE = 1e-9
"""A smaller bulge is straight."""


def bulge_arc(
    x1: float, y1: float, x2: float, y2: float, bulge: float
) -> tuple[tuple[float, float], float, float, float]:
    """Centre, radius, and first and last angle counter-clockwise of the round piece between two vertices."""
    offset = (1 - bulge * bulge) / (4 * bulge)
    c = ((x1 + x2) / 2 - (y2 - y1) * offset, (y1 + y2) / 2 + (x2 - x1) * offset)
    r = math.hypot(x2 - x1, y2 - y1) * (1 + bulge * bulge) / (4 * abs(bulge))
    first = (x1, y1) if bulge > 0 else (x2, y2)
    t0 = math.atan2(first[1] - c[1], first[0] - c[0])
    return c, r, t0, t0 + 4 * math.atan(abs(bulge))


def broad(
    x1: float, y1: float, x2: float, y2: float, bulge: float, start: float, end: float
) -> list[tuple[float, float]]:
    """The outline of a piece of a wide polyline."""
    if abs(bulge) < FLAT_BULGE:
        along = math.hypot(x2 - x1, y2 - y1)
        nx, ny = -(y2 - y1) / along / 2, (x2 - x1) / along / 2
        return [
            (x1 + nx * start, y1 + ny * start), (x2 + nx * end, y2 + ny * end),
            (x2 - nx * end, y2 - ny * end), (x1 - nx * start, y1 - ny * start),
        ]  # fmt: skip
    (cx, cy), r, t0, t1 = bulge_arc(x1, y1, x2, y2, bulge)
    if bulge < 0:
        start, end = end, start
    steps = max(4, math.ceil((t1 - t0) / math.radians(4)))
    outer, inner = [], []
    for step in range(steps + 1):
        share = step / steps
        t, half = t0 + (t1 - t0) * share, (start + (end - start) * share) / 2
        outer.append((cx + (r + half) * math.cos(t), cy + (r + half) * math.sin(t)))
        inner.append((cx + (r - half) * math.cos(t), cy + (r - half) * math.sin(t)))
    return outer + inner[::-1]
