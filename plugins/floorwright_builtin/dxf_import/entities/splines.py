"""SPLINE as straight pieces: all of one degree and size evaluated together."""

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Floats
from floorwright_builtin.dxf_import.entities.rounds import name_of
from floorwright_builtin.dxf_import.entities.shapes import Gathered, starts
from floorwright_builtin.dxf_import.file.records import Index, Records
from floorwright_builtin.dxf_import.report import Report

_CLOSED = 1
_PIECES = 240
"""About how many pieces a spline gets, spread over its spans."""
_FEWEST, _MOST = 4, 32
"""Pieces a span. A span that turns a quarter circle in 16 pieces stays within 0.12 % of its radius."""
HIGHEST_DEGREE = 15
LARGEST_BATCH = 200_000


def splines(records: Records, rows: Index, shapes: Gathered, report: Report) -> Index:
    """Draw SPLINE records by their control points; what comes back are those known only by points they go through."""
    values = {code: _Column(records, rows, code) for code in (10, 20, 30, 40, 41, 11)}
    degree = records.whole(71, 3.0)[rows]
    count, knots = values[10].sizes, values[40].sizes
    through = (count < 2) & (values[11].sizes > 1)
    empty = (count < 2) & ~through
    if empty.any():
        report.add("SPLINE has no points", name_of(records, int(rows[empty][0])), "left out", int(empty.sum()))
    good = (
        (count >= 2) & (degree >= 1) & (degree <= HIGHEST_DEGREE) & (count > degree) & (knots == count + degree + 1)
        & (values[20].sizes == count) & _ascending(values[40], degree)
    )  # fmt: skip
    bad = (count >= 2) & ~good
    if bad.any():
        name = name_of(records, int(rows[bad][0]))
        report.add("Spline with impossible knots", name, "drawn straight from point to point", int(bad.sum()))
        closed = records.whole(70)[rows] & _CLOSED != 0
        for row in np.flatnonzero(bad).tolist():
            points = _points(values, np.array([row]), int(count[row]))[0]
            points = np.vstack((points, points[:1])) if closed[row] else points
            _path(points[None], rows[row : row + 1], shapes)
    for order, points in sorted(set(zip(degree[good].tolist(), count[good].tolist(), strict=True))):
        same = np.flatnonzero(good & (degree == order) & (count == points))
        batch = max(1, LARGEST_BATCH // (_steps(points - order) * (points - order) * (order + 1)))
        for begin in range(0, len(same), batch):
            chosen = same[begin : begin + batch]
            _path(_evaluated(values, chosen, order, points), rows[chosen], shapes)
    return rows[through]


class _Column:
    """All values of one code of some records: `flat`, split by `begin` (n,) and `sizes` (n,)."""

    def __init__(self, records: Records, rows: Index, code: int) -> None:
        number = np.full(records.count, -1, np.int64)
        number[rows] = np.arange(len(rows))
        tags = records.with_code(code)
        tags = tags[number[records.of[tags]] >= 0]
        self.flat = records.tags.number[tags]
        self.sizes = np.bincount(number[records.of[tags]], minlength=len(rows))
        self.begin = starts(self.sizes)[:-1]

    def table(self, rows: NDArray[np.integer], width: int, default: float = 0.0) -> Floats:
        """The values (n, width) of these records; `default` for those that have not just as many."""
        whole = self.sizes[rows] == width
        found = np.full((len(rows), width), default)
        found[whole] = self.flat[self.begin[rows[whole]][:, None] + np.arange(width)]
        return found


def _ascending(knots: _Column, degree: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the knots of each never fall, and do not all lie in one point."""
    falls = np.zeros(len(knots.sizes), np.bool_)
    row = np.repeat(np.arange(len(knots.sizes)), knots.sizes)
    down = (np.diff(knots.flat) < 0) & (row[1:] == row[:-1])
    falls[row[1:][down]] = True
    wide = np.zeros(len(knots.sizes), np.bool_)
    some = knots.sizes > 2 * degree
    low = knots.begin[some] + degree[some]
    high = knots.begin[some] + knots.sizes[some] - 1 - degree[some]
    wide[some] = knots.flat[high] > knots.flat[low]
    return ~falls & wide


def _points(values: dict[int, _Column], rows: NDArray[np.integer], count: int) -> Floats:
    """The control points (n, count, 3)."""
    return np.stack([values[code].table(rows, count) for code in (10, 20, 30)], axis=2)


def _steps(spans: int) -> int:
    return int(np.clip(_PIECES // max(spans, 1), _FEWEST, _MOST))


def _evaluated(values: dict[int, _Column], rows: NDArray[np.integer], degree: int, count: int) -> Floats:
    """Points (n, m, 3) along splines of one degree with so many control points, by de Boor's recurrence."""
    control, knots = _points(values, rows, count), values[40].table(rows, count + degree + 1)
    weight = values[41].table(rows, count, 1.0)
    homogeneous = np.concatenate((control * weight[:, :, None], weight[:, :, None]), axis=2)
    spans = np.arange(degree, count)
    share = np.linspace(0.0, 1.0, (1 if degree == 1 else _steps(len(spans))) + 1)
    low, high = knots[:, spans], knots[:, spans + 1]
    t = low[:, :, None] + (high - low)[:, :, None] * share
    near = homogeneous[:, (spans[:, None] - degree + np.arange(degree + 1))]
    # near: (n, spans, degree + 1, 4); each round blends neighbours until one point is left.
    d = [np.broadcast_to(near[:, :, j, None, :], (*t.shape, 4)) for j in range(degree + 1)]
    for level in range(1, degree + 1):
        for j in range(degree, level - 1, -1):
            left, right = knots[:, spans + j - degree], knots[:, spans + j + 1 - level]
            width = (right - left)[:, :, None]
            share_of = np.where(width > 0, (t - left[:, :, None]) / np.where(width > 0, width, 1.0), 0.0)[..., None]
            d[j] = (1 - share_of) * d[j - 1] + share_of * d[j]
    points = d[degree][..., :3] / np.where(d[degree][..., 3:] != 0, d[degree][..., 3:], 1.0)
    # The last point of a span is the first of the next.
    body = points[:, :, :-1].reshape(len(rows), -1, 3)
    return np.concatenate((body, points[:, -1, -1:]), axis=1)


def _path(points: Floats, rows: NDArray[np.integer], shapes: Gathered) -> None:
    """Straight pieces through points (n, m, 3), those without length left out."""
    a, b = points[:, :-1].reshape(-1, 3), points[:, 1:].reshape(-1, 3)
    long = (a != b).any(axis=1)
    shapes.segments(np.hstack((a, b))[long], np.repeat(rows, points.shape[1] - 1)[long])
