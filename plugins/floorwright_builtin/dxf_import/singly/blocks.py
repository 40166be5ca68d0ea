"""Blocks: each is drawn once in its own coordinates, innermost first, and its pieces are placed for every insert."""

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from ezdxf.math import OCS, Vec3

from floorwright_builtin.dxf_import.file.layers import Layers
from floorwright_builtin.dxf_import.report import Report
from floorwright_builtin.dxf_import.singly.drawn import Ink, Unreadable
from floorwright_builtin.dxf_import.singly.pieces import FLOATING, Pen, Pieces, Placement, TextPiece, corners, placed

MOST_PIECES = 3_000_000
"""How many pieces all the inserts of a drawing may come to; beyond that, an insert is a box."""
MOST_PIECES_A_BLOCK = 500_000
_DEGENERATE = 1e-12
_XREF = 4 | 8


class Blocks:
    """The blocks of a drawing as pieces. `draw_all(entities, pen)` draws entities of a block."""

    def __init__(
        self, doc: Any, layers: Layers, report: Report, draw_all: Callable[[Iterable[Any], Pen], None]
    ) -> None:
        self._doc = doc
        self._layers = layers
        self._report = report
        self._draw_all = draw_all
        self._pieces: dict[str, Pieces] = {}
        self._begun: set[str] = set()
        self._room = MOST_PIECES
        self.xrefs: list[str] = []

    def prepare(self, entities: Iterable[Any]) -> None:
        """Draw every block that the entities need, innermost first, so that no chain of blocks is too deep."""
        names = [name for name in _needed(entities) if name.lower() not in self._begun]
        # All are begun now: an insert that meets one not drawn yet is part of a circle.
        self._begun.update(name.lower() for name in names)
        for name in names:
            self._draw_block(name)

    def insert(self, entity: Any, ink: Ink) -> None:
        """INSERT and MINSERT."""
        dxf = entity.dxf
        name = str(dxf.get("name", ""))
        if name.lower() not in self._pieces:
            self._prepare(name)
        scales = [dxf.get(axis, 1.0) for axis in ("xscale", "yscale", "zscale")]
        if abs(scales[0]) < _DEGENERATE or abs(scales[1]) < _DEGENERATE:
            raise Unreadable("of a block with scale 0")
        for attribute in entity.attribs:
            if not attribute.is_invisible:
                ink.draw(attribute)
        pieces = self._pieces.get(name.lower())
        if pieces is None:
            raise Unreadable(f"of the block “{name[:80]}”, which is missing or contains itself")
        rotation = math.radians(dxf.get("rotation", 0.0))
        axes = _axes(dxf, rotation)
        base = Vec3(self._doc.blocks.get(name).block.dxf.get("base_point", (0, 0, 0)))
        at = Vec3(dxf.get("insert", (0, 0, 0)))
        matrix = axes * np.array(scales)
        extrusion = np.array(_axes(dxf, 0.0))
        shift = extrusion @ np.array(at) - matrix @ np.array(base)
        self.place(pieces, matrix, shift, _offsets(dxf, axes), ink, name)

    def at_origin(self, name: str, shift: Vec3, ink: Ink) -> bool:
        """Place a block that is already where it belongs, as those of dimensions and tables are; False without it."""
        if name.lower() not in self._pieces:
            self._prepare(name)
        pieces = self._pieces.get(name.lower())
        if pieces is None or not pieces.count:
            return False
        self.place(pieces, np.eye(3), np.array(shift), (1, 1, np.zeros(3), np.zeros(3)), ink, name)
        return True

    def place(self, pieces: Pieces, matrix: Any, shift: Any, grid: "Grid", ink: Ink, name: str) -> None:
        """The pieces of a block, or a box where they would be too many."""
        columns, rows, across, up = grid
        copies = columns * rows
        colour = self._layers.colour(ink.layer)
        if pieces.count * copies > min(self._room, MOST_PIECES_A_BLOCK):
            self._report.add(
                "Block insert of too many pieces", f"block “{name[:80]}”", "drawn as a box", count=1
            )  # fmt: skip
            _box(pieces, matrix, shift, grid, ink)
            return
        self._room -= pieces.count * copies
        offsets = np.array([across * i + up * j for j in range(rows) for i in range(columns)])
        on_frozen = self._layers.frozen(ink.layer)
        ink.pen.place(
            placed(pieces, Placement(matrix, shift, ink.layer, ink.colour, colour, on_frozen, offsets))
        )  # fmt: skip

    def _prepare(self, name: str) -> None:
        key = name.lower()
        if key not in self._begun:
            self._begun.add(key)
            self._draw_block(name)

    def _draw_block(self, name: str) -> None:
        key = name.lower()
        block = self._doc.blocks.get(name)
        if block is None:
            return
        if block.block is not None and block.block.dxf.get("flags", 0) & _XREF:
            path = str(block.block.dxf.get("xref_path", "")) or name
            if path not in self.xrefs:
                self.xrefs.append(path)
            self._report.add("Drawing linked from another file", path[:200], "its name is shown in its place")
            self._pieces[key] = _named_frame(path)
            return
        pen = Pen()
        self._draw_all((entity for entity in block if entity.dxftype() != "ATTDEF"), pen)
        self._pieces[key] = pen.finish()


Grid = tuple[int, int, Any, Any]
"""Columns, rows, and the steps from one to the next."""


def _needed(entities: Iterable[Any]) -> list[str]:
    """The names of the blocks that the entities need, each after those that it needs itself."""
    ordered: list[str] = []
    begun: set[str] = set()
    stack: list[tuple[str, list[str]]] = [("", _references(entities)[0])]
    documents = _references(entities)[1]
    while stack:
        name, waiting = stack[-1]
        if not waiting:
            stack.pop()
            if name:
                ordered.append(name)
            continue
        following = waiting.pop()
        if following.lower() in begun or documents is None:
            continue
        begun.add(following.lower())
        block = documents.get(following)
        if block is not None:
            stack.append((following, _references(block)[0]))
    return ordered


def _references(entities: Iterable[Any]) -> tuple[list[str], Any]:
    names: dict[str, None] = {}
    blocks = None
    for entity in entities:
        kind = entity.dxftype()
        name = entity.dxf.get("name", None) if kind == "INSERT" else None
        if kind in ("DIMENSION", "ARC_DIMENSION", "LARGE_RADIAL_DIMENSION"):
            name = entity.dxf.get("geometry", None)
        if name:
            names[str(name)] = None
            blocks = blocks or (entity.doc.blocks if entity.doc is not None else None)
    return list(names), blocks


def _axes(dxf: Any, rotation: float) -> Any:
    """The directions of an insert's own x, y and z in those of the drawing, as columns."""
    ocs = OCS(dxf.get("extrusion", (0, 0, 1)))
    x = ocs.to_wcs(Vec3(math.cos(rotation), math.sin(rotation), 0))
    y = ocs.to_wcs(Vec3(-math.sin(rotation), math.cos(rotation), 0))
    return np.array([x, y, ocs.to_wcs(Vec3(0, 0, 1))]).T


def _offsets(dxf: Any, axes: Any) -> Grid:
    columns, rows = max(1, dxf.get("column_count", 1)), max(1, dxf.get("row_count", 1))
    across, up = dxf.get("column_spacing", 0.0), dxf.get("row_spacing", 0.0)
    return (columns if across else 1, rows if up else 1, axes[:, 0] * across, axes[:, 1] * up)


def _box(pieces: Pieces, matrix: Any, shift: Any, grid: Grid, ink: Ink) -> None:
    points = corners(pieces)
    if not len(points):
        return
    columns, rows, across, up = grid
    (x1, y1, _), (x2, y2, _) = points.min(0), points.max(0)
    ring = np.array([(x1, y1, 0), (x2, y1, 0), (x2, y2, 0), (x1, y2, 0)]) @ matrix.T + shift
    moves = np.array([(0, 0), (columns - 1, 0), (columns - 1, rows - 1), (0, rows - 1)])
    ring += moves[:, :1] * across + moves[:, 1:] * up
    ink.path([tuple(p) for p in ring.tolist()], closed=True)


def _named_frame(path: str) -> Pieces:
    """What stands for a drawing in another file: a square of one unit with its name in it."""
    pen = Pen()
    pen.path([(0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 1.0, 0.0), (0.0, 1.0, 0.0)], FLOATING, -2, closed=True)
    pen.text(TextPiece((0.0, 0.0, 0.0), (0.1, 0.0, 0.0), (0.0, 0.1, 0.0), path[-80:], FLOATING, -2))
    return pen.finish()
