"""Every sort of entity to what draws all of it at once; what is rare goes one by one through ezdxf."""

from dataclasses import dataclass

import numpy as np

from floorwright.api import Ints, Job
from floorwright_builtin.dxf_import.entities import polylines, rounds
from floorwright_builtin.dxf_import.entities.blocks_of_text import mtexts
from floorwright_builtin.dxf_import.entities.endless import KINDS, Endless, endless_lines
from floorwright_builtin.dxf_import.entities.hatches import hatches
from floorwright_builtin.dxf_import.entities.lines_of_text import texts
from floorwright_builtin.dxf_import.entities.looks import Looks
from floorwright_builtin.dxf_import.entities.points import points
from floorwright_builtin.dxf_import.entities.rounds import name_of
from floorwright_builtin.dxf_import.entities.shapes import Gathered
from floorwright_builtin.dxf_import.entities.splines import splines
from floorwright_builtin.dxf_import.file.records import Bools, Index, distinct, is_one_of, with_embedded
from floorwright_builtin.dxf_import.file.spaces import DRAWING, Spaces
from floorwright_builtin.dxf_import.file.tables import BlockTable, Tables, Words
from floorwright_builtin.dxf_import.placing.inserts import Inserts, in_place, inserts_of, together
from floorwright_builtin.dxf_import.report import Report
from floorwright_builtin.dxf_import.singly.rare import File, draw_rare

_MESHES = 16 | 64
_INVISIBLE = 1
_WITH_BLOCKS = {
    "DIMENSION": 12, "ARC_DIMENSION": 12, "LARGE_RADIAL_DIMENSION": 12, "ACAD_TABLE": 10,
}  # fmt: skip
"""What a block draws, and the code of the point by which that is shifted."""
_AT_ONCE = (
    "LINE", "POINT", "CIRCLE", "ARC", "ELLIPSE", "LWPOLYLINE", "SOLID", "TRACE", "3DFACE", "TEXT", "ATTRIB", "ATTDEF",
    "MTEXT", "HATCH", "INSERT", "SPLINE", "VERTEX", "SEQEND",
)  # fmt: skip
_NEVER = (
    "3DSOLID", "BODY", "REGION", "SURFACE", "EXTRUDEDSURFACE", "LOFTEDSURFACE", "REVOLVEDSURFACE", "SWEPTSURFACE",
    "PLANESURFACE", "OLE2FRAME", "OLEFRAME", *KINDS, "SHAPE", "TOLERANCE", "LIGHT", "SUN", "SECTION", "CAMERA",
    "GEOPOSITIONMARKER", "POSITIONMARKER", "ACAD_PROXY_OBJECT",
)  # fmt: skip
_PROXY = 310


@dataclass(frozen=True, slots=True)
class Decoded:
    """The pieces of all entities, the inserts of blocks, the files that rare entities refer to, and endless lines."""

    shapes: Gathered
    inserts: Inserts
    xrefs: tuple[str, ...]
    endless: Endless


def decode(
    file: File, tables: Tables, spaces: Spaces, looks: Looks, numbers: Ints, alive: Bools, report: Report, job: Job
) -> Decoded:
    """Draw every record that is `alive`; `numbers` (records,) is the number of the look of each."""
    records = file.sections.records
    words = Words(file.sections, file.encoding)
    shapes = Gathered(numbers)

    def rows(*kinds: str) -> Index:
        return np.flatnonzero(alive & is_one_of(records.kind, kinds))

    rounds.lines(records, rows("LINE"), shapes, report)
    points(records, rows("POINT"), shapes, file.sections.header)
    rounds.circles(records, rows("CIRCLE"), shapes, report)
    rounds.arcs(records, rows("ARC"), shapes, report)
    rounds.ellipses(records, rows("ELLIPSE"), shapes, report)
    rounds.solids(records, rows("SOLID", "TRACE"), shapes)
    rounds.faces(records, rows("3DFACE"), shapes)
    job.progress(0.25, "Drawing")
    polylines.light_polylines(records, rows("LWPOLYLINE"), shapes, report)
    old = rows("POLYLINE")
    meshes = records.whole(70)[old] & _MESHES != 0
    polylines.polylines(records, old[~meshes], rows("VERTEX"), spaces.owner, shapes, report)
    through = splines(records, rows("SPLINE"), shapes, report)
    job.progress(0.3, "Drawing")
    attributes = rows("ATTRIB")
    attributes = attributes[records.whole(70)[attributes] & _INVISIBLE == 0]
    texts(records, rows("TEXT"), shapes, tables, words)
    of_lines = with_embedded(records)[attributes]
    texts(records, attributes[~of_lines], shapes, tables, words, upright=74)
    definitions = rows("ATTDEF")
    texts(records, definitions[spaces.of[definitions] == DRAWING], shapes, tables, words, code=2, upright=74)
    mtexts(records, rows("MTEXT"), shapes, tables, words, looks)
    job.progress(0.35, "Drawing")
    hatches(records, rows("HATCH"), shapes, looks, report)
    job.progress(0.4, "Drawing")
    filled = _filled(tables.blocks)
    parts = [inserts_of(records, rows("INSERT"), tables.blocks, numbers, report)]
    lacking = []
    for kind, at in _WITH_BLOCKS.items():
        placed, without = in_place(records, rows(kind), tables.blocks, numbers, at, filled)
        parts.append(placed)
        lacking.append(without)
    inserts = together(parts)
    endless = endless_lines(records, rows(*KINDS)[spaces.of[rows(*KINDS)] == DRAWING])
    rest = alive & ~is_one_of(records.kind, (*_AT_ONCE, *_WITH_BLOCKS, "POLYLINE"))
    rest[endless.record] = False
    never = np.flatnonzero(rest & is_one_of(records.kind, _NEVER) & ~records.has(_PROXY))
    for kind in distinct(records.kind[never]):
        same = never[records.kind[never] == kind]
        name = name_of(records, int(same[0]))
        report.add(f"{name.split()[0]} is not drawn", name, "left out", len(same))
    rest[never] = False
    rare = distinct(np.concatenate([np.flatnonzero(rest), old[meshes], through, attributes[of_lines], *lacking]))
    needed = _needed(inserts, tables.blocks, spaces)
    rare = rare[needed[spaces.of[rare]]]
    xrefs: tuple[str, ...] = ()
    if len(rare):
        xrefs = draw_rare(file, rare, spaces.of[rare] != DRAWING, shapes, tables, looks, report, job)
    return Decoded(shapes, inserts, xrefs, endless)


def _filled(blocks: BlockTable) -> Bools:
    """Which blocks have any record between their first and last."""
    return np.array(blocks.last, np.int64) > np.array(blocks.first, np.int64) + 1


def _needed(inserts: Inserts, blocks: BlockTable, spaces: Spaces) -> Bools:
    """Which spaces the drawing shows: itself, and every block that is inserted, directly or in another one."""
    needed = np.zeros(len(blocks.names) + 1, np.bool_)
    needed[DRAWING] = True
    space = spaces.of[inserts.record]
    while True:
        found = needed.copy()
        found[inserts.block[needed[space]] + 1] = True
        if (found == needed).all():
            return needed
        needed = found
