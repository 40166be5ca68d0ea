"""From the file to the Drawing: bytes, tags that are mended, ezdxf's document, pieces, arrays, and what they tell."""

import io
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import ezdxf
import numpy as np
from ezdxf.lldxf.const import DXFError

from floorwright.api import Drawing, ImportFailed, ImportOptions, Job
from floorwright_builtin.dxf_import.binary import binary_tags
from floorwright_builtin.dxf_import.encoding import decoded
from floorwright_builtin.dxf_import.entities import Entities
from floorwright_builtin.dxf_import.extents import extents
from floorwright_builtin.dxf_import.flat import boxes, flat
from floorwright_builtin.dxf_import.layers import Layers
from floorwright_builtin.dxf_import.numbers import mend_numbers
from floorwright_builtin.dxf_import.report import Report
from floorwright_builtin.dxf_import.sniff import BINARY_MARK
from floorwright_builtin.dxf_import.structure import Structure, mend_structure
from floorwright_builtin.dxf_import.tags import lines_of, tags_of, text_of
from floorwright_builtin.dxf_import.unit import guess_unit

_RELEASES = {
    "AC1009": "R12", "AC1012": "R13", "AC1014": "R14", "AC1015": "R2000", "AC1018": "R2004", "AC1021": "R2007",
    "AC1024": "R2010", "AC1027": "R2013", "AC1032": "R2018",
}  # fmt: skip
_NOT_ENTITIES = ("VIEWPORT",)


def read_dxf(path: Path, options: ImportOptions, job: Job) -> Drawing:
    """The drawing in a DXF file, in the file's own units.

    Raises:
        ImportFailed: when nothing in it can be read.
        Cancelled: when the job was cancelled.
    """
    begun = time.perf_counter()
    job.progress(0.0, "Reading")
    report = Report()
    data = path.read_bytes()
    structure, encoding = _tags(data, options, path.name, report)
    job.progress(0.15, "Reading")
    doc = _document(structure, path.name)
    job.progress(0.45, "Reading")
    name, entities = _chosen(doc, options, path.name, report)
    layers = Layers(doc.layers)
    drawer = Entities(doc, layers, report, job)
    pieces = drawer.draw(entities).finish()
    job.progress(0.9, "Drawing")
    _count(doc, structure, report)
    finished = layers.finished()
    wanted = None if options.layers is None else {layer.lower() for layer in options.layers}
    keep = np.array([wanted is None or layer.name.lower() in wanted for layer in finished], np.bool_)
    drawing = flat(pieces, keep, report)
    shown = np.array([layer.visible for layer in finished], np.bool_)
    around = boxes(drawing, shown)
    found = extents(around if len(around) else boxes(drawing, np.ones_like(shown)))
    if found.astray:
        x, y = found.strays[0]
        report.add(
            "Far away from the rest", f"the first at {x:.6g}, {y:.6g}", "kept, but not part of the size", found.astray
        )
    if found.box is None and not any(entity.dxftype() == "VIEWPORT" for entity in entities):
        raise ImportFailed(
            f"Nothing in “{path.name}” can be drawn: {_what_there_was(report) or 'the drawing is empty'}.",
            hint="Choose another sheet of it, or save it again in the program it comes from.",
        )
    unit = guess_unit(structure.header, drawing, found.box)
    version = doc._loaded_dxfversion or doc.dxfversion
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
        entities=_counts(entities),
        blocks=sum(1 for block in doc.blocks if not block.is_any_layout),
        block_names=tuple(sorted(b.name for b in doc.blocks if not b.is_any_layout and not b.name.startswith("*"))),
        xrefs=tuple(drawer.blocks.xrefs),
        strays=found.strays,
        problems=report.problems(),
        layouts=tuple(doc.layout_names_in_taborder()),
        layout=name,
        seconds=time.perf_counter() - begun,
    )


def _tags(data: bytes, options: ImportOptions, file: str, report: Report) -> tuple[Structure, str]:
    if data.startswith(BINARY_MARK[:18]):
        tags, encoding = binary_tags(data), "binary"
    else:
        text, encoding, against = decoded(data, options.encoding)
        if against:
            report.add("The encoding of its texts is not the one it states", "", f"read as {encoding}")
        tags = tags_of(lines_of(text), report)
    if 0 not in tags.codes:
        raise ImportFailed(
            f"“{file}” is not a DXF drawing, or only its first bytes are left.", hint="Get a whole copy."
        )
    return mend_structure(mend_numbers(tags, report), report), encoding


def _document(structure: Structure, file: str) -> Any:
    text = text_of(structure.tags)
    try:
        return ezdxf.read(io.StringIO(text))  # type: ignore[attr-defined]
    except (DXFError, ValueError, KeyError, AttributeError, IndexError, TypeError, ArithmeticError) as first:
        from ezdxf import recover

        try:
            return recover.read(io.BytesIO(text.encode("utf-8", "surrogateescape")))[0]
        except (DXFError, ValueError, KeyError, AttributeError, IndexError, TypeError, ArithmeticError):
            raise ImportFailed(
                f"“{file}” is too damaged to be read as a DXF drawing.",
                hint="Open it in the program it comes from and save it again as DXF R2010.",
            ) from first


def _chosen(doc: Any, options: ImportOptions, file: str, report: Report) -> tuple[str, list[Any]]:
    """The layout to read and its entities: the one asked for, else the model, else the first sheet that has any."""
    if options.layout and options.layout not in ("Model", *doc.layout_names()):
        raise ImportFailed(
            f"“{file}” has no sheet “{options.layout}”.", hint="It has: " + ", ".join(doc.layout_names_in_taborder())
        )
    layout = doc.layout(options.layout) if options.layout else doc.modelspace()
    if not options.layout and not len(layout):
        for name in doc.layout_names_in_taborder():
            if any(entity.dxftype() not in _NOT_ENTITIES for entity in doc.layout(name)):
                report.add("The model is empty", f"sheet “{name}”", "this sheet was read instead")
                layout = doc.layout(name)
                break
    return str(layout.name), list(layout)


def _count(doc: Any, structure: Structure, report: Report) -> None:
    read = sum(len(layout) for layout in doc.layouts)
    in_file = structure.entities
    blocks = sum(len(b) for b in doc.blocks if b.is_any_paperspace and not b.is_active_paperspace) if in_file else 0
    if read - blocks < in_file:
        report.add("Entity that could not be read", "", "left out", in_file - read + blocks)


def _counts(entities: list[Any]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for entity in entities:
        counts[entity.dxftype()] = counts.get(entity.dxftype(), 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _what_there_was(report: Report) -> str:
    words = [f"{one.count} × {one.what}" if one.count > 1 else one.what for one in report.problems()[:4]]
    return "; ".join(words)
