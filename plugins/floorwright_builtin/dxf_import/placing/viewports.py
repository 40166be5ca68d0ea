"""Viewports of a sheet: windows through which the model is seen, at a scale, turned, cut off at their edges."""

import math
from dataclasses import dataclass

import numpy as np

from floorwright.api import Floats
from floorwright_builtin.dxf_import.entities.rounds import name_of
from floorwright_builtin.dxf_import.file.records import Bools, Index, Records, named
from floorwright_builtin.dxf_import.file.sections import Sections
from floorwright_builtin.dxf_import.file.tables import Words
from floorwright_builtin.dxf_import.report import Report

_SHEET_ITSELF = 1
_OFF = 0x20000
_CLIPPED = 0x10000
_FROZEN = (331, 341)


@dataclass(frozen=True, slots=True)
class Window:
    """A viewport: its box on the sheet, and how a point p of the model comes to lie there: scale · R(turn) · p + shift.

    `record` is that of the viewport; on layers named in `frozen`, in lower case, nothing is seen through it.
    """

    record: int
    box: tuple[float, float, float, float]
    scale: float
    turn: float
    shift: tuple[float, float]
    frozen: frozenset[str]
    outline: int = -1
    """The record of the entity within which the model is seen, -1 for all of the box."""

    @property
    def area(self) -> float:
        """How much of the sheet it takes."""
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])

    def matrix(self) -> Floats:
        """The scale and the turn as a matrix (2, 2)."""
        cos, sin = math.cos(self.turn) * self.scale, math.sin(self.turn) * self.scale
        return np.array([[cos, -sin], [sin, cos]])


def windows_of(sections: Sections, on_sheet: Bools, words: Words, report: Report) -> tuple[Window, ...]:
    """The viewports among the records of a sheet that are switched on and look straight down."""
    records = sections.records
    rows = np.flatnonzero(on_sheet & (records.kind == named("VIEWPORT")) & (records.first(69) != _SHEET_ITSELF))
    if not len(rows):
        return ()
    layers = _layer_names(sections, words)
    handles = _handles(records, np.flatnonzero(on_sheet)) if (records.whole(90)[rows] & _CLIPPED).any() else {}
    found = []
    aside = 0
    for row in rows.tolist():
        centre, aim, target, way = (records.points(code, np.array([row]))[0] for code in (10, 12, 17, 16))
        width, height, seen = (float(records.first(code)[row]) for code in (40, 41, 45))
        off = records.first(68, 1.0)[row] == 0 or int(records.first(90)[row]) & _OFF
        if off or not (width > 0 and height > 0 and seen > 0):
            continue
        if records.has(16)[row] and (abs(way[0]) > 1e-6 or abs(way[1]) > 1e-6 or way[2] < 0):
            aside += 1
            continue
        scale, turn = height / seen, math.radians(float(records.first(51)[row]))
        window = Window(row, (0, 0, 0, 0), scale, turn, (0, 0), frozenset())
        shift = centre[:2] - window.matrix() @ target[:2] - scale * aim[:2]
        x, y = float(centre[0]), float(centre[1])
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        found.append(
            Window(
                row, box, scale, turn, (float(shift[0]), float(shift[1])),
                _frozen(records, row, layers), _outline(records, row, handles),
            )
        )  # fmt: skip
    if aside:
        report.add("Viewport that looks from the side", name_of(records, int(rows[0])), "its frame is shown", aside)
    return tuple(found)


def _layer_names(sections: Sections, words: Words) -> dict[bytes, str]:
    """The names of the layers, in lower case, by their handles."""
    records = sections.records
    rows = np.flatnonzero(sections.within("TABLES") & (records.kind == named("LAYER")))
    handles, names = records.first_tag(5)[rows].tolist(), records.first_tag(2)[rows].tolist()
    return {
        records.tags.value(handle).strip().upper(): words.name(name).lower()
        for handle, name in zip(handles, names, strict=True)
        if handle >= 0
    }


def _frozen(records: Records, row: int, layers: dict[bytes, str]) -> frozenset[str]:
    tags, where = records.tags, records.slice(row)
    handles = [
        tags.value(tag).strip().upper()
        for tag in range(where.start, where.stop)
        if tags.code[tag] in _FROZEN
    ]  # fmt: skip
    return frozenset(layers[handle] for handle in handles if handle in layers)


def _handles(records: Records, rows: Index) -> dict[bytes, int]:
    tags = records.first_tag(5)[rows].tolist()
    values = (records.tags.value(tag).strip().upper() if tag >= 0 else b"" for tag in tags)
    return dict(zip(values, rows.tolist(), strict=True))


def _outline(records: Records, row: int, handles: dict[bytes, int]) -> int:
    tag = int(records.first_tag(340)[row])
    if tag < 0 or not int(records.whole(90)[row]) & _CLIPPED:
        return -1
    return handles.get(records.tags.value(tag).strip().upper(), -1)
