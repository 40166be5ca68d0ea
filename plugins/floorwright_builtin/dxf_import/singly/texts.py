"""Lines of text from TEXT, ATTRIB, ATTDEF and MTEXT: their words made plain, and where each line begins."""

import math
from collections.abc import Iterator
from typing import Any

from ezdxf.math import OCS, Vec3

from floorwright_builtin.dxf_import.entities.plain_text import DESCENT, LONGEST_LINE, plain
from floorwright_builtin.dxf_import.entities.text_width import broken, text_width
from floorwright_builtin.dxf_import.singly.pieces import TextPiece, Vector

MOST_LINES = 1000
_LONGEST_MTEXT = 100_000
_LINE_STEP = 5.0 / 3.0
"""From base line to base line in text heights, as MTEXT sets them."""


def line_of_text(entity: Any, words: str, layer: int, colour: int) -> TextPiece | None:
    """The line of a TEXT, ATTRIB or ATTDEF; None when there is nothing to read."""
    words = plain(words).replace("\n", " ")[:LONGEST_LINE].rstrip()
    dxf = entity.dxf
    height = abs(dxf.get("height", 0.0)) or _style(entity, "height") or 1.0
    stretch = abs(dxf.get("width", 1.0)) or 1.0
    if not words.strip():
        return None
    start = Vec3(dxf.get("insert", (0, 0, 0)))
    end = Vec3(dxf.align_point) if dxf.hasattr("align_point") else None
    across, upwards = dxf.get("halign", 0), dxf.get("valign", 0)
    angle = math.radians(dxf.get("rotation", 0.0))
    natural = text_width(words) * height * stretch
    at = start
    if across in (3, 5) and end is not None and end.distance(start) > 0:
        angle = math.atan2(end.y - start.y, end.x - start.x)
        factor = end.distance(start) / max(natural, 1e-12)
        height, stretch = (height * factor, stretch) if across == 3 else (height, stretch * factor)
        right = up = 0.0
    else:
        if (across or upwards) and end is not None:
            at = end
        right = {1: 0.5, 2: 1.0, 4: 0.5}.get(across, 0.0) * natural
        up = {1: -DESCENT, 2: 0.5, 3: 1.0}.get(0 if across == 4 else upwards, 0.5 if across == 4 else 0.0) * height
    along, above = Vec3(math.cos(angle), math.sin(angle)), Vec3(-math.sin(angle), math.cos(angle))
    at = at - along * right - above * up
    flags = dxf.get("text_generation_flag", 0)
    if flags & 2:
        along = -along
    if flags & 4:
        above = -above
    ocs = OCS(dxf.get("extrusion", (0, 0, 1)))
    return TextPiece(
        _tuple(ocs.to_wcs(at)), _tuple(ocs.to_wcs(along * height * stretch)), _tuple(ocs.to_wcs(above * height)),
        words, layer, colour,
    )  # fmt: skip


def lines_of_mtext(entity: Any, layer: int, colour: int) -> Iterator[TextPiece]:
    """The lines of an MTEXT without its formatting, broken where its width says."""
    dxf = entity.dxf
    height = abs(dxf.get("char_height", 0.0)) or _style(entity, "height") or 1.0
    stretch = _style(entity, "width") or 1.0
    if len(entity.text) > _LONGEST_MTEXT:
        entity.text = entity.text[:_LONGEST_MTEXT]
    width = dxf.get("width", 0.0) / (height * stretch)
    lines: list[str] = []
    for line in entity.plain_text(split=True)[:MOST_LINES]:
        lines += broken(plain(line).replace("\n", " ")[:LONGEST_LINE].rstrip(), width)
    lines = lines[:MOST_LINES]
    step = _LINE_STEP * (dxf.get("line_spacing_factor", 1.0) or 1.0) * height
    ocs = OCS(dxf.get("extrusion", (0, 0, 1)))
    angle = math.radians(dxf.get("rotation", 0.0))
    along = ocs.to_wcs(Vec3(math.cos(angle), math.sin(angle)))
    if dxf.hasattr("text_direction") and Vec3(dxf.text_direction).magnitude > 1e-12:
        along = Vec3(dxf.text_direction).normalize()
    above = ocs.uz.cross(along)
    place = min(max(dxf.get("attachment_point", 1), 1), 9) - 1
    row, column = divmod(place, 3)
    whole = (len(lines) - 1) * step
    first = {0: -height, 1: whole / 2 - height / 2, 2: whole}[row]
    start = Vec3(dxf.get("insert", (0, 0, 0)))
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        left = column / 2 * text_width(line) * height * stretch
        at = start + above * (first - number * step) - along * left
        yield TextPiece(
            _tuple(at), _tuple(along * height * stretch), _tuple(above * height), line, layer, colour
        )  # fmt: skip


def _style(entity: Any, name: str) -> float:
    styles = entity.doc.styles if entity.doc is not None else None
    style = entity.dxf.get("style", "Standard")
    if styles is None or not styles.has_entry(style):
        return 0.0
    return abs(float(styles.get(style).dxf.get(name, 0.0)))


def _tuple(vector: Vec3) -> Vector:
    return (vector.x, vector.y, vector.z)
