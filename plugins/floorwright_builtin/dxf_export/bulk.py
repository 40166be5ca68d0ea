"""Lines and areas by the million as the text of DXF entities."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Floats, TextColumn, chosen, decimals, hexadecimals, text_pieces, text_rows, whole

_POINT, _LINE, _CHAIN, _ON, _SHUT = range(5)


class Handles:
    """The numbers by which the entities of a document are known."""

    def __init__(self, document: Any) -> None:
        self._next = document.entitydb.handles

    def take(self, count: int) -> int:
        """The first of so many in a row, which are taken from now on."""
        first = int(str(self._next), 16)
        self._next.reset(f"{first + count:X}")
        return first


def lines_text(lines: Floats, looks: Any, entities: Any, said: Sequence[bytes], handles: Handles) -> bytes:
    """Lines (n, 4); those of one entity and look that go on from each other become a polyline, those without length
    points. `said` is by look what follows a handle: owner, layer and look."""
    count = len(lines)
    if not count:
        return b""
    goes_on = np.zeros(count, np.bool_)
    goes_on[1:] = (lines[1:, 0] == lines[:-1, 2]) & (lines[1:, 1] == lines[:-1, 3]) & (looks[1:] == looks[:-1])
    goes_on[1:] &= (entities[1:] == entities[:-1]) & (entities[1:] >= 0)
    dots = (lines[:, 0] == lines[:, 2]) & (lines[:, 1] == lines[:, 3])
    goes_on &= ~dots
    goes_on[1:] &= ~dots[:-1]
    heads = np.flatnonzero(~goes_on)
    lasts = np.append(heads[1:], count) - 1
    # A ring is closed by its last line, whose end is not a vertex of its own.
    shut = (lasts > heads) & (lines[heads, 0] == lines[lasts, 2]) & (lines[heads, 1] == lines[lasts, 3])
    kind = np.where(goes_on, _ON, np.where(dots, _POINT, _LINE))
    kind[heads[lasts > heads]] = _CHAIN
    kind[lasts[shut]] = _SHUT
    head, shut_rows = kind <= _CHAIN, kind == _SHUT
    corners = np.zeros(count, np.int64)
    corners[heads] = lasts - heads + 2 - shut
    chain = kind == _CHAIN
    flags = np.zeros(count, np.int8)
    flags[heads] = 1 + shut
    flags[~chain] = 0
    ends = (kind != _POINT) & ~shut_rows
    return text_rows(
        [
            chosen([b"0\nPOINT\n5\n", b"0\nLINE\n5\n", b"0\nLWPOLYLINE\n5\n", b"", b""], kind),
            _handled(head, handles), _only(head, chosen(said, looks)),
            chosen([b"100\nAcDbPoint\n10\n", b"100\nAcDbLine\n10\n", b"100\nAcDbPolyline\n90\n", b"", b""], kind),
            whole(corners, ~chain), chosen([b"", b"\n70\n0\n43\n0.0\n10\n", b"\n70\n1\n43\n0.0\n10\n"], flags),
            _only(head, decimals(lines[:, 0])), _only(head, b"\n20\n", count), _only(head, decimals(lines[:, 1])),
            chosen([b"\n30\n0.0\n", b"\n30\n0.0\n11\n", b"\n10\n", b"10\n", b""], kind),
            _only(ends, decimals(lines[:, 2])), chosen([b"", b"\n21\n", b"\n20\n", b"\n20\n", b""], kind),
            _only(ends, decimals(lines[:, 3])),
            chosen([b"", b"\n31\n0.0\n", b"\n", b"\n", b""], kind),
        ],
        count,
    )  # fmt: skip


def areas_text(
    points: Floats, rings: NDArray[Any], starts: NDArray[Any], said: Sequence[bytes], handles: Handles
) -> bytes:
    """Filled areas, each with `said` of its own: `rings` splits the points into rings, `starts` those into areas.

    Rings of fewer than three corners, or with one that has no finite place, are left out.
    """
    columns: list[TextColumn | bytes] = [b"10\n", decimals(points[:, 0]), b"\n20\n", decimals(points[:, 1]), b"\n"]
    text, at = text_pieces(columns, len(points))
    finite: Any = np.isfinite(points).all(axis=1)
    bounds, areas = rings.tolist(), starts.tolist()
    out = []
    for number, look in enumerate(said):
        paths: list[bytes] = []
        for ring in range(areas[number], areas[number + 1]):
            low, high = bounds[ring], bounds[ring + 1]
            if high - low > 2 and finite[low:high].all():
                outer = 18 if paths else 3
                paths.append(b"92\n%d\n72\n0\n73\n1\n93\n%d\n%b97\n0\n" % (outer, high - low, text[at[low] : at[high]]))
        if paths:
            out.append(
                b"0\nHATCH\n5\n%X%b100\nAcDbHatch\n10\n0.0\n20\n0.0\n30\n0.0\n210\n0.0\n220\n0.0\n230\n1.0\n2\nSOLID\n"
                b"70\n1\n71\n0\n91\n%d\n%b75\n0\n76\n1\n98\n0\n" % (handles.take(1), look, len(paths), b"".join(paths))
            )
    return b"".join(out)


def _handled(rows: Any, handles: Handles) -> TextColumn:
    count = int(rows.sum())
    numbers = hexadecimals(handles.take(count), count)
    made = np.zeros(len(rows), numbers.dtype)
    made[rows] = numbers
    return made


def _only(rows: Any, column: TextColumn | bytes, count: int = 0) -> TextColumn:
    """The column in these rows, nothing in the others."""
    if isinstance(column, bytes):
        return chosen([b"", column], rows.astype(np.int8))
    made = np.zeros(len(column), column.dtype)
    made[rows] = column[rows]
    return made
