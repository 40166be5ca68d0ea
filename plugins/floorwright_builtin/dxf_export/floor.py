"""Marks of the floor as DXF entities: lines as polylines, areas as hatches, equipment as blocks with attributes."""

import math
from typing import Any

from ezdxf.enums import TextEntityAlignment

from floorwright.api import Block, ExportFailed, Line, Region, Text, Vertex
from floorwright_builtin.dxf_export.names import Names, plain_text
from floorwright_builtin.dxf_export.style import Look

TEXT_STYLE = "FLOORWRIGHT"
_FLOWS = "FLOW-"
_PAPER = "#ffffff"
_ALIGNED = {
    ("left", "baseline"): TextEntityAlignment.LEFT,
    ("centre", "baseline"): TextEntityAlignment.CENTER,
    ("right", "baseline"): TextEntityAlignment.RIGHT,
    ("left", "middle"): TextEntityAlignment.MIDDLE_LEFT,
    ("centre", "middle"): TextEntityAlignment.MIDDLE_CENTER,
    ("right", "middle"): TextEntityAlignment.MIDDLE_RIGHT,
    ("left", "top"): TextEntityAlignment.TOP_LEFT,
    ("centre", "top"): TextEntityAlignment.TOP_CENTER,
    ("right", "top"): TextEntityAlignment.TOP_RIGHT,
}


class Floor:
    """Adds marks to a drawing; equal symbols share one block."""

    def __init__(self, document: Any, look: Look) -> None:
        self._document = document
        self._look = look
        self._names = Names()
        self._blocks: dict[tuple[str, tuple[object, ...]], str] = {}

    def add(self, space: Any, mark: Line | Region | Text | Block, name: str = "") -> None:
        """Add one mark; `name` says in an error what it shows."""
        if isinstance(mark, Block):
            self._insert(space, mark, name)
        elif isinstance(mark, Line):
            self._line(space, mark, name)
        elif isinstance(mark, Region):
            self._region(space, mark, name)
        else:
            self._text(space, mark, name)

    def _line(self, space: Any, mark: Line, name: str) -> None:
        points = [_finite(vertex, name or mark.source) for vertex in mark.vertices]
        if len(points) < 2:
            return
        if mark.style.fill is not None and mark.closed:
            self._hatch(space, (mark.vertices,), self._look.fill(mark.style), name or mark.source)
        if mark.style.stroke is None:
            return
        look = self._look.stroke(mark.style)
        if mark.style.layer.startswith(_FLOWS):
            look["const_width"] = mark.style.width * self._look.scale
        space.add_lwpolyline(points, format="xyb", close=mark.closed, dxfattribs=look)

    def _region(self, space: Any, mark: Region, name: str) -> None:
        if mark.style.fill is not None and mark.style.fill != _PAPER:
            self._hatch(space, mark.rings, self._look.fill(mark.style), name or mark.source)
        if mark.style.stroke is not None:
            for ring in mark.rings:
                points = [_finite(vertex, name or mark.source) for vertex in ring]
                if len(points) > 1:
                    space.add_lwpolyline(points, format="xyb", close=True, dxfattribs=self._look.stroke(mark.style))

    def _hatch(self, space: Any, rings: tuple[tuple[Vertex, ...], ...], look: dict[str, Any], name: str) -> None:
        good = [[_finite(vertex, name) for vertex in ring] for ring in rings if len(ring) > 2]
        if good:
            hatch = space.add_hatch(color=256, dxfattribs=look)
            for place, ring in enumerate(good):
                hatch.paths.add_polyline_path(ring, is_closed=True, flags=1 if place == 0 else 16)

    def _text(self, space: Any, mark: Text, name: str) -> None:
        x, y, _ = _finite((mark.x, mark.y, 0.0), name or mark.source)
        words = plain_text(mark.text)
        if not words.strip() or mark.height <= 0:
            return
        look = self._look.stroke(mark.style)
        look.pop("linetype", None)
        look |= {"style": TEXT_STYLE, "height": mark.height, "rotation": mark.rotation, "width": mark.stretch}
        space.add_text(words, dxfattribs=look).set_placement((x, y), align=_ALIGNED[mark.align, mark.level])

    def _insert(self, space: Any, mark: Block, name: str) -> None:
        x, y, _ = _finite((mark.x, mark.y, 0.0), name or mark.source)
        _finite((mark.rotation, 0.0, 0.0), name or mark.source)
        block = self._block(mark)
        look = {
            "layer": self._look.layer(mark.layer),
            "rotation": mark.rotation,
            "xscale": -1.0 if mark.mirrored else 1.0,
        }
        insert = space.add_blockref(block, (x, y), dxfattribs=look)
        for tag, value in mark.attributes:
            # Names are drawn as texts that fit; the attributes are there to be read and extracted.
            attribute = insert.add_attrib(
                tag, plain_text(value), (x, y), dxfattribs={"height": 100.0, "layer": look["layer"]}
            )
            attribute.dxf.style = TEXT_STYLE
            attribute.is_invisible = True

    def _block(self, mark: Block) -> str:
        shape = (mark.key, mark.marks)
        if shape not in self._blocks:
            same = sum(key == mark.key for key, _ in self._blocks)
            name = self._blocks[shape] = self._names.legal(f"{mark.key}-{same + 1}" if same else mark.key)
            block = self._document.blocks.new(name)
            for part in mark.marks:
                self.add(block, part, mark.key)
            for tag, _ in mark.attributes:
                definition = block.add_attdef(tag, (0, 0), "", height=100.0, dxfattribs={"style": TEXT_STYLE})
                definition.is_invisible = True
        return self._blocks[shape]


def _finite(vertex: Vertex, name: str) -> Vertex:
    if not all(math.isfinite(value) for value in vertex):
        raise ExportFailed(f"“{name}” has no finite place.", hint="Give it a place and a size, then export again.")
    return vertex
