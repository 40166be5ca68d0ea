"""From the file to the Drawing: bytes, columns of tags, pieces, what the inserts make of them, and what they tell."""

import gc
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from floorwright.api import Drawing, Floats, ImportFailed, ImportOptions, Ints, Job
from floorwright_builtin.dxf_import.columns import file_of
from floorwright_builtin.dxf_import.decoding import decode
from floorwright_builtin.dxf_import.expansion import Flat, affordable, flattened, instances_of, outlines
from floorwright_builtin.dxf_import.extents import extents
from floorwright_builtin.dxf_import.flat import boxes, drawing_of
from floorwright_builtin.dxf_import.inserts import Inserts
from floorwright_builtin.dxf_import.linked import frame_linked_blocks
from floorwright_builtin.dxf_import.looks import Looks, look_numbers
from floorwright_builtin.dxf_import.nesting import SORTS, boxes_of, nest_of
from floorwright_builtin.dxf_import.odd_numbers import mend_odd_numbers
from floorwright_builtin.dxf_import.rare import File
from floorwright_builtin.dxf_import.records import Bools, Index
from floorwright_builtin.dxf_import.report import Report
from floorwright_builtin.dxf_import.rounds import name_of
from floorwright_builtin.dxf_import.sections import Sections
from floorwright_builtin.dxf_import.shapes import Gathered
from floorwright_builtin.dxf_import.sniff import BINARY_MARK
from floorwright_builtin.dxf_import.spaces import DRAWING, ELSEWHERE, Spaces, spaces_of
from floorwright_builtin.dxf_import.tables import Tables, Words, read_tables
from floorwright_builtin.dxf_import.text_fonts import report_fonts
from floorwright_builtin.dxf_import.unit import guess_unit

_RELEASES = {
    "AC1009": "R12", "AC1012": "R13", "AC1014": "R14", "AC1015": "R2000", "AC1018": "R2004", "AC1021": "R2007",
    "AC1024": "R2010", "AC1027": "R2013", "AC1032": "R2018",
}  # fmt: skip
_OLDEST = "AC1009"


def read_dxf(path: Path, options: ImportOptions, job: Job) -> Drawing:
    """The drawing in a DXF file, in the file's own units.

    Raises:
        ImportFailed: when nothing in it can be read.
        Cancelled: when the job was cancelled.
    """
    begun = time.perf_counter()
    # Hundreds of thousands of small objects live until the end here; looking for circles among them finds none.
    gc.disable()
    try:
        drawing = _read(path, options, job)
    finally:
        gc.enable()
    return replace(drawing, seconds=time.perf_counter() - begun)


def _read(path: Path, options: ImportOptions, job: Job) -> Drawing:
    job.progress(0.0, "Reading")
    report = Report()
    data = path.read_bytes()
    file, encoding = file_of(data, options.encoding, path.name, report)
    job.progress(0.15, "Reading")
    records, lost = mend_odd_numbers(file.sections, report)
    file = File(replace(file.sections, records=records), file.encoding)
    words = Words(file.sections, file.encoding)
    tables = read_tables(file.sections, words)
    spaces = spaces_of(file.sections, tables, options.layout, path.name, report)
    alive = _alive(file.sections, spaces, lost, report)
    looks = Looks(tables)
    numbers = np.zeros(records.count, np.int32)
    rows = np.flatnonzero(alive)
    numbers[rows] = look_numbers(records, rows, spaces.of[rows] != DRAWING, tables, words, looks)
    job.progress(0.2, "Drawing")
    decoded = decode(file, tables, spaces, looks, numbers, alive, report, job)
    xrefs = frame_linked_blocks(decoded, tables, looks, report)
    report_fonts(records, alive, tables, report)
    job.progress(0.6, "Placing blocks")
    flat, inserted = _placed(decoded.shapes, decoded.inserts, tables, spaces, looks, report)
    job.progress(0.8, "Drawing")
    layers = tables.layers
    main = alive & (spaces.of == DRAWING) & ~spaces.is_part
    ordinal = np.cumsum(main, dtype=np.int32)[spaces.owner] - 1
    _count_layers(looks, numbers[main], tables)
    finished = layers.finished()
    wanted = None if options.layers is None else {layer.lower() for layer in options.layers}
    keep = np.array([wanted is None or layer.name.lower() in wanted for layer in finished], np.bool_)
    scale = _number(file.sections.header, "$LTSCALE", 1.0)
    drawing = drawing_of(flat, looks, keep, ordinal, tuple(decoded.shapes.words), scale, report)
    drawing = _with_inserts(drawing, decoded.inserts, *inserted, tables, ordinal)
    job.progress(0.9, "Measuring")
    shown = np.array([layer.visible for layer in finished], np.bool_)
    around = boxes(drawing, shown)
    found = extents(around if len(around) else boxes(drawing, np.ones_like(shown)))
    if found.astray:
        x, y = found.strays[0]
        where = f"the first at {x:.6g}, {y:.6g}"
        report.add("Far away from the rest", where, "kept, but not part of the size", found.astray)
    counts = _counts(file.sections, main)
    if found.box is None and "VIEWPORT" not in dict(counts):
        raise ImportFailed(
            f"Nothing in “{path.name}” can be drawn: {_what_there_was(report) or 'the drawing is empty'}.",
            hint="Choose another sheet of it, or save it again in the program it comes from.",
        )
    unit = guess_unit(file.sections.header, drawing, found.box)
    version = file.sections.header.get("$ACADVER", _OLDEST)
    form = ", binary" if data.startswith(BINARY_MARK[:18]) else ""
    return replace(
        drawing,
        layers=finished,
        kind="dxf",
        version=f"{_RELEASES.get(version, 'DXF')} ({version}){form}",
        encoding=encoding,
        unit=unit.unit,
        unit_source=unit.source,
        unit_doubtful=unit.doubtful,
        box=found.box,
        entities=counts,
        xrefs=tuple(dict.fromkeys((*xrefs, *decoded.xrefs))),
        strays=found.strays,
        problems=report.problems(),
        layouts=tuple(tables.sheets),
        layout=spaces.layout,
    )


def _alive(sections: Sections, spaces: Spaces, lost: Bools, report: Report) -> Bools:
    """Which records are drawn: those of the sheet and of blocks that are not hidden and whose numbers are sound."""
    records = sections.records
    alive = spaces.of != ELSEWHERE
    hidden = alive & (records.first(60) == 1) & ~spaces.is_part
    if hidden.any():
        where = name_of(records, int(np.flatnonzero(hidden)[0]))
        report.add("Hidden entity", where, "not shown, as in the drawing", int(hidden.sum()))
    gone = hidden | lost
    found: Bools = alive & ~gone & ~gone[spaces.owner]
    return found


def _placed(
    gathered: Gathered, inserts: Inserts, tables: Tables, spaces: Spaces, looks: Looks, report: Report
) -> tuple[Flat, tuple[Index, dict[int, Floats]]]:
    """All pieces where the inserts put them, with the outermost inserts that are drawn and the boxes of blocks."""
    shapes = gathered.finish()
    nest = nest_of(shapes, inserts, tables.blocks, report)
    outermost = np.flatnonzero((spaces.of[inserts.record] == DRAWING) & nest.kept)
    outermost, boxed = affordable(inserts, outermost, nest, tables.blocks, report)
    boxed = np.concatenate((boxed, np.flatnonzero(nest.boxed)))
    named_ones = _named_blocks(tables)
    boxes_by_block = boxes_of(nest, shapes, inserts, [*named_ones, *inserts.block[boxed].tolist()])
    if len(boxed):
        frames, owners = outlines(inserts, boxed, boxes_by_block)
        gathered.segments(frames, inserts.record[owners], inserts.look[owners])
        shapes = gathered.finish()
        nest.find_pieces(shapes, tables.blocks)
    own = {sort: np.flatnonzero(spaces.of[getattr(shapes, f"{sort}_record")] == DRAWING) for sort in SORTS}
    instances = instances_of(inserts, outermost, nest, looks)
    return flattened(shapes, own, nest, instances, looks), (outermost, boxes_by_block)


def _named_blocks(tables: Tables) -> list[int]:
    """The blocks with a name of their own, by name."""
    sheets = {block.upper() for block in tables.sheets.values()}
    names = tables.blocks.names
    own = [n for n, name in enumerate(names) if name.upper() not in sheets and not name.startswith("*")]
    return sorted(own, key=lambda number: names[number])


def _with_inserts(
    drawing: Drawing, inserts: Inserts, outermost: Index, boxes: dict[int, Floats], tables: Tables, ordinal: Ints
) -> Drawing:
    """The drawing with its blocks: their names, how large they are, and where the outermost inserts put them."""
    blocks = tables.blocks
    sheets = {block.upper() for block in tables.sheets.values()}
    names = [name.upper() for name in blocks.names]
    named_ones = _named_blocks(tables)
    place = np.full(len(names), -1, np.int32)
    place[named_ones] = np.arange(len(named_ones))
    shown = outermost[place[inserts.block[outermost]] >= 0]
    matrix, shift = inserts.matrix[shown], inserts.shift[shown]
    affine: Floats = np.stack(
        (matrix[:, 0, 0], matrix[:, 1, 0], matrix[:, 0, 1], matrix[:, 1, 1], shift[:, 0], shift[:, 1]), axis=1
    )
    box = np.array([boxes[number] for number in named_ones]).reshape(-1, 4)
    return replace(
        drawing,
        blocks=sum(name not in sheets and not name.startswith("*PAPER") for name in names),
        block_names=tuple(blocks.names[number] for number in named_ones),
        block_boxes=np.where(np.isfinite(box), box, np.nan),
        inserts=affine,
        insert_block=place[inserts.block[shown]],
        insert_entity=ordinal[inserts.record[shown]],
    )


def _count_layers(looks: Looks, numbers: Ints, tables: Tables) -> None:
    for number, count in enumerate(np.bincount(numbers, minlength=len(looks.all)).tolist()):
        if count:
            tables.layers.entities[max(looks.all[number].layer, 0)] += count


def _counts(sections: Sections, main: Bools) -> tuple[tuple[str, int], ...]:
    records = sections.records
    rows = np.flatnonzero(main)
    _, first, count = np.unique(records.kind[rows], return_index=True, return_counts=True)
    names = [records.tags.value(int(records.head[rows[place]])).strip().decode("ascii", "replace") for place in first]
    return tuple(sorted(zip(names, count.tolist(), strict=True), key=lambda item: (-item[1], item[0])))


def _number(header: dict[str, str], name: str, default: float) -> float:
    try:
        value = float(header.get(name, default))
    except ValueError:
        return default
    return value if 0 < value < 1e12 else default


def _what_there_was(report: Report) -> str:
    words = [f"{one.count} × {one.what}" if one.count > 1 else one.what for one in report.problems()[:4]]
    return "; ".join(words)
