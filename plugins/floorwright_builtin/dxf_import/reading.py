"""From the file to the Drawing: bytes, columns of tags, pieces, what the inserts make of them, and what they tell."""

import gc
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from floorwright.api import Drawing, Floats, ImportFailed, ImportOptions, Ints, Job
from floorwright_builtin.dxf_import.content import Content, content_of
from floorwright_builtin.dxf_import.entities.endless import with_endless
from floorwright_builtin.dxf_import.entities.shapes import Shapes
from floorwright_builtin.dxf_import.entities.text_fonts import FONT
from floorwright_builtin.dxf_import.file.columns import BINARY
from floorwright_builtin.dxf_import.file.records import Index
from floorwright_builtin.dxf_import.file.spaces import DRAWING
from floorwright_builtin.dxf_import.file.tables import MODEL, Tables
from floorwright_builtin.dxf_import.placing.expansion import affordable, flattened, instances_of, outlines
from floorwright_builtin.dxf_import.placing.flat import drawing_of, measured
from floorwright_builtin.dxf_import.placing.inserts import Inserts
from floorwright_builtin.dxf_import.placing.nesting import SORTS, boxes_of, nest_of
from floorwright_builtin.dxf_import.placing.viewports import Window
from floorwright_builtin.dxf_import.report import Report
from floorwright_builtin.dxf_import.unit.guess import guess_unit

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
        drawing, windows, ordinal = _read(path, options, job)
        if windows:
            drawing = _with_model(drawing, windows, ordinal, path, options, job)
    finally:
        gc.enable()
    return replace(drawing, seconds=time.perf_counter() - begun)


def _with_model(
    sheet: Drawing, windows: tuple[Window, ...], ordinal: Ints, path: Path, options: ImportOptions, job: Job
) -> Drawing:
    """A sheet with what its viewports show of the model, at the size that the largest of them gives it."""
    # Not above: few drawings are sheets, and the library that cuts takes a while to import.
    from floorwright_builtin.dxf_import.placing.sheets import sheet_with_model, unit_of_sheet

    try:
        model, _, _ = _read(path, replace(options, layout=MODEL), job)
    except ImportFailed:
        # An empty model shows nothing; the sheet has its frames.
        return sheet
    boxes = [window.box for window in windows] + ([sheet.box] if sheet.box else [])
    unit_mm, source = unit_of_sheet(model, windows)
    if unit_mm:
        sheet = replace(sheet, unit="", unit_mm=unit_mm, unit_source=source, unit_doubtful=True)
    return replace(
        sheet_with_model(sheet, model, windows, ordinal),
        box=(min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)),
        problems=tuple(dict.fromkeys((*sheet.problems, *model.problems))),
        xrefs=tuple(dict.fromkeys((*sheet.xrefs, *model.xrefs))),
    )


def _read(path: Path, options: ImportOptions, job: Job) -> tuple[Drawing, tuple[Window, ...], Ints]:
    """A sheet or the model, with the viewports on it and the number of the entity of each record."""
    report = Report()
    content = content_of(path, options, report, job)
    decoded, tables, looks = content.decoded, content.tables, content.looks
    flat, (outermost, block_boxes) = _placed(content, report)
    job.progress(0.8, "Drawing")
    layers = tables.layers.finished()
    wanted = None if options.layers is None else {layer.lower() for layer in options.layers}
    keep = np.array([wanted is None or layer.name.lower() in wanted for layer in layers], np.bool_)
    scale = _number(content.header, "$LTSCALE", 1.0)
    endless = content.decoded.endless
    endless_look = decoded.shapes.looks[endless.record]
    words = tuple(decoded.shapes.words)
    drawing = drawing_of(flat, looks, keep, content.ordinal, words, scale, report, endless_look)
    del flat
    drawing = _with_inserts(drawing, decoded.inserts, outermost, block_boxes, tables, content.ordinal)
    job.progress(0.9, "Measuring")
    shown = np.array([layer.visible for layer in layers], np.bool_)
    found = measured(drawing, shown)
    if found.box is None:
        found = measured(drawing, np.ones_like(shown))
    if found.astray:
        x, y = found.strays[0]
        where = f"the first at {x:.6g}, {y:.6g}"
        report.add("Far away from the rest", where, "kept, but not part of the size", found.astray)
    if found.box is None and "VIEWPORT" not in dict(content.entities):
        raise ImportFailed(
            f"Nothing in “{path.name}” can be drawn: {_what_there_was(report) or 'the drawing is empty'}.",
            hint="Choose another sheet of it, or save it again in the program it comes from.",
        )
    if found.box is not None:
        entity = content.ordinal[endless.record]
        drawing = with_endless(drawing, endless, endless_look, entity, keep, found.box)
    unit = guess_unit(content.header, drawing, found.box)
    version = content.header.get("$ACADVER", _OLDEST)
    form = ", binary" if content.encoding == BINARY else ""
    drawing = replace(
        drawing,
        layers=layers,
        kind="dxf",
        version=f"{_RELEASES.get(version, 'DXF')} ({version}){form}",
        encoding=content.encoding,
        unit=unit.unit,
        unit_source=unit.source,
        unit_doubtful=unit.doubtful,
        box=found.box,
        entities=content.entities,
        xrefs=content.xrefs,
        strays=found.strays,
        problems=report.problems(),
        layouts=tuple(tables.sheets),
        layout=content.layout,
    )
    return drawing, content.windows, content.ordinal


def _placed(content: Content, report: Report) -> tuple[Shapes, tuple[Index, dict[int, Floats]]]:
    """All pieces where the inserts put them, with the outermost inserts that are drawn and the boxes of blocks."""
    gathered, inserts = content.decoded.shapes, content.decoded.inserts
    tables, space, looks = content.tables, content.space, content.looks
    shapes = gathered.finish()
    nest = nest_of(shapes, inserts, tables.blocks, report)
    outermost = np.flatnonzero((space[inserts.record] == DRAWING) & nest.kept)
    outermost, boxed = affordable(inserts, outermost, nest, tables.blocks, report)
    boxed = np.concatenate((boxed, np.flatnonzero(nest.boxed)))
    named_ones = _named_blocks(tables)
    boxes_by_block = boxes_of(nest, shapes, inserts, [*named_ones, *inserts.block[boxed].tolist()])
    if len(boxed):
        frames, owners = outlines(inserts, boxed, boxes_by_block)
        gathered.segments(frames, inserts.record[owners], inserts.look[owners])
        shapes = gathered.finish()
        nest.find_pieces(shapes, tables.blocks)
    own = {sort: space[getattr(shapes, f"{sort}_record")] == DRAWING for sort in SORTS}
    instances = instances_of(inserts, outermost, nest, looks, content.clips)
    return flattened(shapes, own, nest, instances, looks, tuple(gathered.words)), (outermost, boxes_by_block)


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


def _number(header: dict[str, str], name: str, default: float) -> float:
    try:
        value = float(header.get(name, default))
    except ValueError:
        return default
    return value if 0 < value < 1e12 else default


def _what_there_was(report: Report) -> str:
    told = [one for one in report.problems() if not one.what.startswith(FONT)][:4]
    words = [f"{one.count} × {one.what}" if one.count > 1 else one.what for one in told]
    return "; ".join(words)
