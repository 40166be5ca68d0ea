"""Arcs by the million as the text of DXF entities: circles, arcs, ellipses, and lines where they are as flat as one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from floorwright.api import Floats, TextColumn, chosen, decimals, exact, hexadecimals, text_rows
from floorwright_builtin.dxf_export.bulk import Handles, lines_text

SHORTEST_RAD = 1e-12
FLATTEST = 1e-6
"""DXF knows no ellipse flatter than this: it is a line."""
_ROUND = 1 - 1e-12


@dataclass(frozen=True, slots=True)
class _Ellipses:
    """Centre, half of the longer axis, the shorter as a share of it, and counter-clockwise from and to which angle."""

    centres: Floats
    major: Floats
    ratio: Floats
    start: Floats
    end: Floats


def arcs_text(arcs: Floats, looks: Any, said: Sequence[bytes], handles: Handles) -> bytes:
    """Arcs (n, 8) as in a drawing: the points c + u cos t + v sin t from t0 to t1."""
    every = _ellipses(arcs)
    length = np.hypot(every.major[:, 0], every.major[:, 1])
    is_drawn = (length > 0) & (every.end - every.start >= SHORTEST_RAD)
    is_whole = every.end - every.start >= 2 * math.pi - 1e-9
    is_flat, is_round = every.ratio < FLATTEST, every.ratio > _ROUND
    circles, bows = is_drawn & is_round & is_whole, is_drawn & is_round & ~is_whole
    ellipses = is_drawn & ~is_round & ~is_flat
    lean = np.arctan2(every.major[:, 1], every.major[:, 0])
    first, last = np.where(is_whole, 0.0, every.start), np.where(is_whole, 2 * math.pi, every.end)

    def text(name: bytes, kind: bytes, rows: Any, *more: TextColumn | bytes) -> bytes:
        count = int(rows.sum())
        columns: list[TextColumn | bytes] = [b"0\n" + name + b"\n5\n", hexadecimals(handles.take(count), count)]
        columns += [chosen(said, looks[rows]), b"100\n" + kind + b"\n10\n", decimals(every.centres[rows, 0])]
        columns += [b"\n20\n", decimals(every.centres[rows, 1]), b"\n30\n0.0\n"]
        return text_rows([*columns, *more], count)

    from_to = exact(np.degrees(lean + every.start)[bows]), b"\n51\n", exact(np.degrees(lean + every.end)[bows]), b"\n"
    axis = exact(every.major[ellipses, 0]), b"\n21\n", exact(every.major[ellipses, 1]), b"\n31\n0.0\n40\n"
    part = exact(every.ratio[ellipses]), b"\n41\n", exact(first[ellipses]), b"\n42\n", exact(last[ellipses]), b"\n"
    return b"".join(
        (
            text(b"CIRCLE", b"AcDbCircle", circles, b"40\n", exact(length[circles]), b"\n"),
            text(b"ARC", b"AcDbCircle", bows, b"40\n", exact(length[bows]), b"\n100\nAcDbArc\n50\n", *from_to),
            text(b"ELLIPSE", b"AcDbEllipse", ellipses, b"11\n", *axis, *part),
            _flat(every, np.flatnonzero(is_drawn & is_flat), looks, said, handles),
        )
    )


def _ellipses(arcs: Floats) -> _Ellipses:
    axes, sizes, turn = np.linalg.svd(np.stack((arcs[:, 2:4], arcs[:, 4:6]), axis=2))
    mirrored = np.linalg.det(turn) < 0
    turn[mirrored, 1] *= -1
    axes[mirrored, :, 1] *= -1
    phase = np.arctan2(turn[:, 0, 1], turn[:, 0, 0])
    start, end = arcs[:, 6] - phase, arcs[:, 7] - phase
    clockwise = np.linalg.det(axes) < 0
    start, end = np.where(clockwise, -end, start), np.where(clockwise, -start, end)
    ratio = sizes[:, 1] / np.where(sizes[:, 0] > 0, sizes[:, 0], 1.0)
    return _Ellipses(arcs[:, :2], axes[:, :, 0] * sizes[:, :1], ratio, start, end)


def _flat(every: _Ellipses, rows: Any, looks: Any, said: Sequence[bytes], handles: Handles) -> bytes:
    spans = [_reach(*span) for span in zip(every.start[rows].tolist(), every.end[rows].tolist(), strict=True)]
    reach = np.array(spans).reshape(-1, 2)
    ends = [every.centres[rows] + reach[:, side : side + 1] * every.major[rows] for side in (0, 1)]
    return lines_text(np.hstack(ends), looks[rows], np.full(len(rows), -1), said, handles)


def _reach(start: float, end: float) -> tuple[float, float]:
    """The smallest and the largest cosine between two angles."""
    if end - start >= 2 * math.pi:
        return -1.0, 1.0
    turns = range(math.ceil(start / math.pi), math.floor(end / math.pi) + 1)
    values = [math.cos(start), math.cos(end), *(1.0 if turn % 2 == 0 else -1.0 for turn in turns)]
    return min(values), max(values)
