"""Blocks of which an insert shows only what lies in an outline (XCLIP)."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from floorwright.api import ODD_NUMBER, Floats
from floorwright_builtin.dxf_import.entities.shapes import Shapes, fills_taken, starts
from floorwright_builtin.dxf_import.file.records import Index, Records, is_one_of, named
from floorwright_builtin.dxf_import.file.sections import Sections
from floorwright_builtin.dxf_import.placing.inserts import Inserts

_OWNER, _GROUP, _MARKER, _NUMBERS, _POINT, _SHOWN = 330, 102, 100, 40, 10, 71
_MOST_CORNERS = 5000
_FARTHEST = 1e15


def clips_of(sections: Sections, inserts: Inserts) -> dict[int, Floats]:
    """The outline (k, 2), in the coordinates of the block, of each insert that has one, by the number of the insert.

    A SPATIAL_FILTER lies in a dictionary in the extension dictionary of the insert: it is the owner of their owner.
    """
    records = sections.records
    filters = np.flatnonzero(sections.within("OBJECTS") & (records.kind == named("SPATIAL_FILTER")))
    if not len(filters):
        return {}
    held = np.flatnonzero(is_one_of(records.kind, ("DICTIONARY", "INSERT")))
    by_handle = {
        records.tags.value(tag).strip().upper(): record
        for record, tag in zip(held.tolist(), records.first_tag(5)[held].tolist(), strict=True)
        if tag >= 0
    }
    numbers = {record: number for number, record in enumerate(inserts.record.tolist())}
    found = {}
    for row in filters.tolist():
        insert: int | None = row
        for _ in range(3):
            insert = by_handle.get(_owner(records, insert)) if insert is not None else None
        number = numbers.get(insert) if insert is not None else None
        ring = _outline(records, row)
        if number is not None and ring is not None:
            found[number] = ring
    return found


def cut_off(
    flat: Shapes, outline: dict[str, Index], outlines: Sequence[tuple[Floats, ...]], words: Sequence[str]
) -> Shapes:
    """Pieces seen from above without what lies beyond their outlines; `outline` numbers those of each piece by sort."""
    parts = [_taken(flat, {sort: np.flatnonzero(number == 0) for sort, number in outline.items()})]
    for number, rings in enumerate(outlines):
        which = {sort: np.flatnonzero(of == number) for sort, of in outline.items()}
        if not rings or not any(map(len, which.values())):
            continue
        part = _taken(flat, which)
        for ring in rings:
            part = _within(part, ring, words)
        parts.append(part)
    return _joined(parts)


def _taken(flat: Shapes, which: dict[str, Index]) -> Shapes:
    points, rings, fills = fills_taken(flat.fill_points, flat.ring_starts, flat.fill_starts, which["fill"])
    line, arc, text, fill = (which[sort] for sort in ("segment", "arc", "text", "fill"))
    return Shapes(
        flat.segments[line], flat.segment_record[line], flat.segment_look[line],
        flat.arcs[arc], flat.arc_record[arc], flat.arc_look[arc],
        points, rings, fills, flat.fill_record[fill], flat.fill_look[fill],
        flat.texts[text], flat.text_word[text], flat.text_record[text], flat.text_look[text],
    )  # fmt: skip


def _within(part: Shapes, ring: Floats, words: Sequence[str]) -> Shapes:
    # Not above: few drawings cut anything, and the library that cuts takes a while to import.
    from floorwright_builtin.dxf_import.placing.inside import Pieces, inside, middles

    text = middles(part.texts, part.text_word, words)
    pieces = Pieces(part.segments, part.arcs, text, part.fill_points, part.ring_starts, part.fill_starts)
    cut = inside(pieces, ring)
    return Shapes(
        cut.segments, part.segment_record[cut.segment], part.segment_look[cut.segment],
        cut.arcs, part.arc_record[cut.arc], part.arc_look[cut.arc],
        cut.fill_points, cut.ring_starts, cut.fill_starts, part.fill_record[cut.fill], part.fill_look[cut.fill],
        part.texts[cut.text], part.text_word[cut.text], part.text_record[cut.text], part.text_look[cut.text],
    )  # fmt: skip


def _joined(parts: list[Shapes]) -> Shapes:
    """Several as one, areas in the order of their records, in which they hide one another."""
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in Shapes.__dataclass_fields__
    }
    ring_sizes = np.concatenate([np.diff(part.ring_starts) for part in parts])
    fill_sizes = np.concatenate([np.diff(part.fill_starts) for part in parts])
    order = np.argsort(columns["fill_record"], kind="stable")
    points, rings, fills = fills_taken(columns["fill_points"], starts(ring_sizes), starts(fill_sizes), order)
    columns |= {"fill_points": points, "ring_starts": rings, "fill_starts": fills}
    columns |= {name: columns[name][order] for name in ("fill_record", "fill_look")}
    return Shapes(**columns)


def _owner(records: Records, record: int) -> bytes:
    """The handle of the owner of a record: that outside groups, before what is its own."""
    tags, where, grouped = records.tags, records.slice(record), False
    for tag in range(where.start + 1, where.stop):
        code = int(tags.code[tag])
        if code == _GROUP:
            grouped = not grouped
        elif code == _OWNER and not grouped:
            return tags.value(tag).strip().upper()
        elif code == _MARKER:
            break
    return b""


def _outline(records: Records, record: int) -> Floats | None:
    """The corners of a SPATIAL_FILTER that is switched on and sound; two are those of a rectangle."""
    tags, where = records.tags, records.slice(record)
    codes, values = tags.code[where], tags.number[where]
    places = np.flatnonzero(codes[:-1] == _POINT)
    ring = np.column_stack((values[places], values[places + 1]))
    numbers = values[codes == _NUMBERS]
    odd = (tags.flag[where][np.isin(codes, (_POINT, _POINT + 10, _NUMBERS))] & ODD_NUMBER).any()
    if odd or not records.first(_SHOWN, 1.0)[record] or not 2 <= len(ring) <= _MOST_CORNERS or len(numbers) < 24:
        return None
    # The last 24 numbers are two matrices by rows; the first of them leads from the outline to the block.
    back = numbers[-24:-12].reshape(3, 4)
    if len(ring) == 2:
        (x1, y1), (x2, y2) = ring
        ring = np.array([(x1, y1), (x2, y1), (x2, y2), (x1, y2)])
    found: Floats = ring @ back[:2, :2].T + back[:2, 3]
    return found if (np.abs(found) < _FARTHEST).all() else None
