"""Blocks that are drawings in other files: a frame with the file's name stands for each, and nothing is opened."""

import numpy as np

from floorwright_builtin.dxf_import.entities.decoding import Decoded
from floorwright_builtin.dxf_import.entities.looks import Look, Looks
from floorwright_builtin.dxf_import.file.layers import DEFAULT_WEIGHT
from floorwright_builtin.dxf_import.file.tables import LINKED, Tables
from floorwright_builtin.dxf_import.report import Report
from floorwright_builtin.dxf_import.singly.pieces import BYBLOCK, FLOATING

_SQUARE = np.array([(0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 1.0, 0.0), (0.0, 1.0, 0.0)])


def frame_linked_blocks(decoded: Decoded, tables: Tables, looks: Looks, report: Report) -> tuple[str, ...]:
    """Give every such block that is inserted a square of one unit with its name; the names, as the file spells them."""
    used = set(decoded.inserts.block.tolist())
    look = np.array([looks.number(Look(FLOATING, BYBLOCK, 0, DEFAULT_WEIGHT, 1.0))], np.int32)
    found: list[str] = []
    blocks = tables.blocks
    for number, flags in enumerate(blocks.flags):
        if not flags & LINKED or number not in used:
            continue
        path = blocks.xref_paths[number] or blocks.names[number]
        if path not in found:
            found.append(path)
        report.add("Drawing linked from another file", path[:200], "its name is shown in its place")
        record = np.full(4, blocks.first[number])
        sides = np.hstack((_SQUARE, np.roll(_SQUARE, -1, axis=0)))
        decoded.shapes.segments(sides, record, np.repeat(look, 4))
        place = np.array([[0.0, 0.0, 0.0, 0.1, 0.0, 0.0, 0.0, 0.1, 0.0]])
        word = np.array([decoded.shapes.word(path[-80:])], np.int32)
        decoded.shapes.texts(place, word, record[:1], look)
    return tuple(found)
