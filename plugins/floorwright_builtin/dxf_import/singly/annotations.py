"""Dimensions, leaders, tables, pictures and whatever else stands for simpler entities."""

from itertools import islice
from typing import Any

from ezdxf.colors import BYLAYER
from ezdxf.math import Vec3
from ezdxf.proxygraphic import ProxyGraphic

from floorwright_builtin.dxf_import.entities.plain_text import plain
from floorwright_builtin.dxf_import.entities.text_width import text_width
from floorwright_builtin.dxf_import.singly.blocks import Blocks
from floorwright_builtin.dxf_import.singly.drawn import Ink, Unreadable
from floorwright_builtin.dxf_import.singly.pieces import TextPiece
from floorwright_builtin.dxf_import.singly.texts import line_of_text, lines_of_mtext

_MOST_STAND_INS = 50_000


def text(entity: Any, ink: Ink) -> None:
    """TEXT and ATTRIB, which may have many lines."""
    if getattr(entity, "has_embedded_mtext_entity", False):
        mtext(entity.virtual_mtext_entity(), ink)
        return
    ink.text(line_of_text(entity, entity.plain_text(), ink.layer, ink.colour))


def attribute_definition(entity: Any, ink: Ink) -> None:
    """ATTDEF outside a block, which shows its tag."""
    ink.text(line_of_text(entity, str(entity.dxf.get("tag", "")), ink.layer, ink.colour))


def mtext(entity: Any, ink: Ink) -> None:
    """MTEXT."""
    for piece in lines_of_mtext(entity, ink.layer, ink.colour):
        ink.text(piece)


def dimension(entity: Any, ink: Ink, blocks: Blocks) -> None:
    """DIMENSION, by the block that its program drew for it, else rendered here."""
    name = entity.dxf.get("geometry", None)
    if name and blocks.at_origin(str(name), Vec3(entity.dxf.get("insert", (0, 0, 0))), ink):
        return
    override = entity.override()
    override.render()
    name = entity.dxf.get("geometry", None)
    if not name or not blocks.at_origin(str(name), Vec3(), ink):
        raise Unreadable("without the block that draws it")


def table(entity: Any, ink: Ink, blocks: Blocks) -> None:
    """ACAD_TABLE, by the block that its program drew for it."""
    name = getattr(entity, "get_block_name", lambda: None)() or entity.dxf.get("geometry", None)
    if not name or not blocks.at_origin(str(name), Vec3(entity.dxf.get("insert", (0, 0, 0))), ink):
        raise Unreadable("without the block that draws it")


def stand_ins(entity: Any, ink: Ink) -> None:
    """LEADER, MULTILEADER, MLINE and others, by the simpler entities they consist of."""
    drawn = 0
    for part in entity.virtual_entities():
        ink.draw(part)
        drawn += 1
        if drawn > _MOST_STAND_INS:
            break
    if not drawn:
        raise Unreadable("without anything to draw")


def left_picture(entity: Any, ink: Ink) -> None:
    """An entity of a program of its own, such as the walls of AutoCAD Architecture or TArch, by the picture that this
    program left of it; what says nothing else has the layer and the colour of the entity."""
    data = entity.proxy_graphic
    parts = list(islice(ProxyGraphic(data, entity.doc).virtual_entities(), _MOST_STAND_INS)) if data else []
    if not parts:
        raise Unreadable("without anything to draw")
    given = entity.graphic_properties()
    for part in parts:
        if part.dxf.get("layer", "0") == "0":
            part.dxf.layer = given.get("layer", "0")
        if part.dxf.get("color", BYLAYER) == BYLAYER and not part.dxf.hasattr("true_color"):
            for name in ("color", "true_color"):
                if name in given:
                    part.dxf.set(name, given[name])
        ink.draw(part)


def picture(entity: Any, ink: Ink) -> None:
    """IMAGE and PDF underlays: an empty frame with the name of the file, which is never opened."""
    name = file_of_picture(entity)
    ring = [_v(p) for p in entity.boundary_path_wcs()] if hasattr(entity, "boundary_path_wcs") else []
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    if len(ring) < 2:
        at = Vec3(entity.dxf.get("insert", (0, 0, 0)))
        ring = [_v(at + way) for way in (Vec3(0, 0), Vec3(1, 0), Vec3(1, 1), Vec3(0, 1))]
    ink.path(ring, closed=True)
    width = max(p[0] for p in ring) - min(p[0] for p in ring)
    height = width * 0.8 / max(text_width(name), 4.0)
    at = (min(p[0] for p in ring) + width * 0.1, min(p[1] for p in ring) + height, 0.0)
    if name and height > 0:
        ink.text(TextPiece(at, (height, 0.0, 0.0), (0.0, height, 0.0), name, ink.layer, ink.colour))
    ink.report.add("Picture or page linked from another file", name[:200], "its frame and name are shown")


def file_of_picture(entity: Any) -> str:
    """The name of the file a picture comes from, as the drawing spells it."""
    definition = getattr(entity, "image_def", None) or getattr(entity, "get_underlay_def", lambda: None)()
    name = plain(str(definition.dxf.get("filename", ""))) if definition is not None else ""
    return name.replace("\n", " ")[-200:]


def viewport(entity: Any, ink: Ink) -> None:
    """VIEWPORT on a sheet: its frame."""
    dxf = entity.dxf
    c, w, h = Vec3(dxf.get("center", (0, 0, 0))), dxf.get("width", 0.0) / 2, dxf.get("height", 0.0) / 2
    if dxf.get("id", 2) == 1 or w <= 0 or h <= 0:
        return
    ink.path([(c.x - w, c.y - h, 0.0), (c.x + w, c.y - h, 0.0), (c.x + w, c.y + h, 0.0), (c.x - w, c.y + h, 0.0)], True)


def _v(vector: Vec3) -> tuple[float, float, float]:
    return (vector.x, vector.y, vector.z)
