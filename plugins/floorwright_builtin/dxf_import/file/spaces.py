"""Where entities live: in the sheet that is read, in a block, or elsewhere."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.api import ImportFailed
from floorwright_builtin.dxf_import.file.records import Bools, Index, is_one_of, named
from floorwright_builtin.dxf_import.file.sections import PARTS, Sections
from floorwright_builtin.dxf_import.file.tables import MODEL, Tables
from floorwright_builtin.dxf_import.report import Report

ELSEWHERE, DRAWING = -1, 0
_MODEL_SPACE, _PAPER_SPACE = "*MODEL_SPACE", "*PAPER_SPACE"


@dataclass(frozen=True, slots=True)
class Spaces:
    """Which sheet is read, the space of each record (DRAWING, the number of a block and 1, or ELSEWHERE), and the
    record that each part, a vertex or an attribute, hangs on; others hang on themselves."""

    layout: str
    of: NDArray[np.int32]
    owner: Index
    is_part: Bools


def spaces_of(sections: Sections, tables: Tables, wanted: str, file: str, report: Report) -> Spaces:
    """The spaces of the records; without a wish the model is read, or the first sheet with something on it.

    Raises:
        ImportFailed: when there is no sheet of that name.
    """
    records = sections.records
    if wanted and wanted not in tables.sheets:
        raise ImportFailed(f"“{file}” has no sheet “{wanted}”.", hint="It has: " + ", ".join(tables.sheets))
    parts = is_one_of(records.kind, PARTS)
    owner = np.maximum.accumulate(np.where(parts, 0, np.arange(records.count)))
    layout = wanted or next((name for name, block in tables.sheets.items() if block.upper() == _MODEL_SPACE), MODEL)
    drawing = _of_sheet(sections, tables, tables.sheets[layout])
    if not wanted and not drawing.any():
        for name, block in tables.sheets.items():
            inside = _of_sheet(sections, tables, block)
            if (inside & (records.kind != named("VIEWPORT"))).any():
                report.add("The model is empty", f"sheet “{name}”", "this sheet was read instead")
                layout, drawing = name, inside
                break
    space = np.full(records.count, ELSEWHERE, np.int32)
    sheets = {block.upper() for block in tables.sheets.values()}
    blocks = tables.blocks
    for number, (name, first, last) in enumerate(zip(blocks.names, blocks.first, blocks.last, strict=True)):
        if name.upper() not in sheets and not name.upper().startswith((_MODEL_SPACE, _PAPER_SPACE)):
            space[first + 1 : last] = number + 1
    space[drawing] = DRAWING
    # What hangs on an entity lies where that lies.
    space = np.where(parts, space[owner], space)
    return Spaces(layout, space, owner, parts)


def _of_sheet(sections: Sections, tables: Tables, block: str) -> Bools:
    records = sections.records
    found = np.zeros(records.count, np.bool_)
    entities = sections.within("ENTITIES")
    on_paper = records.first(67) == 1
    if block.upper() == _MODEL_SPACE:
        found = entities & ~on_paper
    elif block.upper() == _PAPER_SPACE:
        found = entities & on_paper
    for name, first, last in zip(tables.blocks.names, tables.blocks.first, tables.blocks.last, strict=True):
        if name.upper() == block.upper():
            found[first + 1 : last] = True
    return found
