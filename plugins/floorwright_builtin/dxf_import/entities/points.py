"""POINT: a dot, or the sign that the header chooses for all ($PDMODE) where it says how large that is ($PDSIZE)."""

import numpy as np

from floorwright.api import Floats
from floorwright_builtin.dxf_import.entities.shapes import Gathered
from floorwright_builtin.dxf_import.file.records import Index, Records

_SIGN, _ROUND, _SQUARE = 7, 32, 64
_NOTHING = 1
_SIGNS: dict[int, list[tuple[float, float, float, float]]] = {
    2: [(-1, 0, 1, 0), (0, -1, 0, 1)],
    3: [(-1, -1, 1, 1), (-1, 1, 1, -1)],
    4: [(0, 0, 0, 0.5)],
}
"""Lines of the signs, in sizes; a sign reaches twice as far as the circle or square round it."""
_BOX = [(-0.5, -0.5, 0.5, -0.5), (0.5, -0.5, 0.5, 0.5), (0.5, 0.5, -0.5, 0.5), (-0.5, 0.5, -0.5, -0.5)]


def points(records: Records, rows: Index, shapes: Gathered, header: dict[str, str]) -> None:
    """POINT. A size in shares of the screen is none on the floor: such points are dots, as lines without length."""
    mode, size = _number(header, "$PDMODE"), _number(header, "$PDSIZE")
    lines = [*_SIGNS.get(int(mode) & _SIGN, []), *(_BOX if int(mode) & _SQUARE else [])]
    at = records.points(10, rows)
    if not (size > 0 and mode > 0):
        shapes.segments(np.hstack((at, at)), rows)
        return
    if int(mode) & _SIGN == 0:
        shapes.segments(np.hstack((at, at)), rows)
    turn = -np.radians(records.first(50)[rows])
    along = np.column_stack((np.cos(turn), np.sin(turn), np.zeros(len(rows)))) * size
    up = np.column_stack((-along[:, 1], along[:, 0], along[:, 2]))
    for x1, y1, x2, y2 in lines:
        shapes.segments(np.hstack((at + along * x1 + up * y1, at + along * x2 + up * y2)), rows)
    if int(mode) & _ROUND:
        turns: Floats = np.tile([0.0, 2 * np.pi], (len(rows), 1))
        shapes.arcs(np.hstack((at, along / 2, up / 2, turns)), rows)


def _number(header: dict[str, str], name: str) -> float:
    try:
        value = float(header.get(name, "0"))
    except ValueError:
        return 0.0
    return value if abs(value) < 1e9 else 0.0
