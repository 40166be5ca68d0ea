"""Single entities of ezdxf's to what draws them. One that cannot be drawn is counted and named; the rest goes on."""

from collections.abc import Callable, Iterable
from typing import Any

from floorwright.api import FloorwrightError, Job
from floorwright_builtin.dxf_import.file.layers import Layers
from floorwright_builtin.dxf_import.report import Report
from floorwright_builtin.dxf_import.singly import annotations, areas, curves
from floorwright_builtin.dxf_import.singly.blocks import Blocks
from floorwright_builtin.dxf_import.singly.drawn import Ink, Unreadable
from floorwright_builtin.dxf_import.singly.pieces import Pen, Pieces

_PLAIN: dict[str, Callable[[Any, Ink], None]] = {
    "LINE": curves.line,
    "POINT": curves.point,
    "CIRCLE": curves.circle,
    "ARC": curves.arc,
    "ELLIPSE": curves.ellipse,
    "SPLINE": curves.spline,
    "HELIX": curves.spline,
    "LWPOLYLINE": curves.lwpolyline,
    "POLYLINE": curves.polyline,
    "SOLID": areas.solid,
    "TRACE": areas.solid,
    "3DFACE": areas.face,
    "MESH": areas.mesh,
    "HATCH": areas.hatch,
    "MPOLYGON": areas.filled_polygon,
    "TEXT": annotations.text,
    "ATTRIB": annotations.text,
    "ATTDEF": annotations.attribute_definition,
    "MTEXT": annotations.mtext,
    "LEADER": annotations.stand_ins,
    "MULTILEADER": annotations.stand_ins,
    "MLEADER": annotations.stand_ins,
    "MLINE": annotations.stand_ins,
    "ACAD_PROXY_ENTITY": annotations.left_picture,
    "IMAGE": annotations.picture,
    "PDFUNDERLAY": annotations.picture,
    "DWFUNDERLAY": annotations.picture,
    "DGNUNDERLAY": annotations.picture,
    "VIEWPORT": annotations.viewport,
}
_WITH_BLOCKS: dict[str, Callable[[Any, Ink, Blocks], None]] = {
    "DIMENSION": annotations.dimension,
    "ARC_DIMENSION": annotations.dimension,
    "LARGE_RADIAL_DIMENSION": annotations.dimension,
    "ACAD_TABLE": annotations.table,
}
_TELL_EVERY = 200


class Entities:
    """Draws entities with a pen."""

    def __init__(self, doc: Any, layers: Layers, report: Report, job: Job) -> None:
        self._layers = layers
        self._report = report
        self._job = job
        self.blocks = Blocks(doc, layers, report, self._draw_block)

    def pieces(self, entity: Any, in_block: bool) -> Pieces:
        """What one entity, of the drawing or of a block, consists of."""
        pen = Pen()
        self.blocks.prepare([entity])
        self._draw(entity, pen, in_block)
        return pen.finish()

    def _draw_block(self, entities: Iterable[Any], pen: Pen) -> None:
        for number, entity in enumerate(entities):
            if number % _TELL_EVERY == 0:
                self._job.progress(0.5, "Drawing blocks")
            self._draw(entity, pen, in_block=True)

    def _draw(self, entity: Any, pen: Pen, in_block: bool, depth: int = 0) -> None:
        kind = entity.dxftype()
        where = f"{kind} {entity.dxf.get('handle', None) or ''}".strip()
        try:
            if entity.dxf.is_supported("invisible") and entity.dxf.get("invisible", 0):
                self._report.add("Hidden entity", where, "not shown, as in the drawing")
                return
            layer, colour = self._layers.look(entity, in_block)

            def again(other: Any) -> None:
                if depth < 8:
                    self._draw(other, pen, in_block, depth + 1)

            ink = Ink(pen, layer, colour, self._report, again)
            if kind == "INSERT":
                self.blocks.insert(entity, ink)
            elif kind in _WITH_BLOCKS:
                _WITH_BLOCKS[kind](entity, ink, self.blocks)
            elif kind in _PLAIN:
                _PLAIN[kind](entity, ink)
            else:
                self._unknown(entity, kind, where, ink)
        except Unreadable as reason:
            self._report.add(f"{kind} {reason}", where, "left out")
        except (FloorwrightError, MemoryError):
            raise
        # ezdxf lets bare KeyError, ValueError, ZeroDivisionError and more escape from damaged entities.
        except Exception as error:
            self._report.add(f"Damaged {kind}", f"{where}: {error}"[:200], "left out")

    def _unknown(self, entity: Any, kind: str, where: str, ink: Ink) -> None:
        if getattr(entity, "proxy_graphic", None):
            annotations.left_picture(entity, ink)
            self._report.add(kind, where, "drawn from the picture that its program left of it")
            return
        self._report.add(f"{kind} is not drawn", where, "left out")
