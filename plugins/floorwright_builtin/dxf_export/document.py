"""The whole DXF document."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ezdxf
from ezdxf import units
from ezdxf._options import options

from floorwright.api import (
    Content,
    Dimension,
    DrawingMark,
    Job,
    Mark,
    SheetSetup,
    Viewport,
    compose_all,
    floor_marks,
    moved_marks,
)
from floorwright_builtin.dxf_export.bulk import Handles
from floorwright_builtin.dxf_export.drawing import imported
from floorwright_builtin.dxf_export.floor import TEXT_STYLE, Floor
from floorwright_builtin.dxf_export.style import Look

ANNOTATION_SCALE = 100.0
"""What the annotation is sized for when no scale is asked for: 1 : 100."""
CHARTS = "charts"
"""The sheet that is a chart."""
PROCESS_CHARTS = ("process-chart", "outline-chart")
"""The sheets that are charts of what happens to one subject."""
PAGE_GAP_MM = 20.0


def dxf_of(content: Content, setup: SheetSetup, job: Job) -> bytes:
    """The file: model space in millimetres, equal bytes for equal contents."""
    with _without_time():
        return _written(content, setup, job)


def _written(content: Content, setup: SheetSetup, job: Job) -> bytes:
    # A figure is drawn in millimetres of its paper, not on the floor.
    charted = setup.sheet.partition(":")[0] in PROCESS_CHARTS
    figured = charted or (setup.sheet == CHARTS and bool(content.figures))
    scale = 1.0 if figured else setup.scale if setup.scale > 0 else ANNOTATION_SCALE
    job.progress(0.0, "Preparing")
    document = ezdxf.new("R2010", setup=["dimstyles"], units=units.MM)  # type: ignore[attr-defined]
    document.header["$MEASUREMENT"] = 1
    document.header["$LUNITS"] = 2
    document.styles.add(TEXT_STYLE, font="DejaVuSans.ttf")
    look = Look(document, scale)
    floor = Floor(document, look)
    space = document.modelspace()
    marks = _pages(content, setup) if figured else floor_marks(content, setup, scale)
    dimensions = {id: record for id, record in content.records.items() if isinstance(record, Dimension)}
    drawings: list[DrawingMark] = []
    for number, mark in enumerate(marks):
        if number % 200 == 0:
            job.progress(0.1 + 0.7 * number / len(marks), "Writing the plan")
        if isinstance(mark, DrawingMark):
            drawings.append(mark)
        elif not isinstance(mark, Viewport) and getattr(mark, "source", "") not in dimensions:
            floor.add(space, mark, getattr(content.records.get(mark.source), "name", "") or mark.source)
    for dimension in dimensions.values():
        _dimension(space, dimension, content, look)
    handles = Handles(document)
    under: list[bytes] = []
    for number, mark in enumerate(drawings, 1):
        prefix = "UNDERLAY" if number == 1 else f"UNDERLAY{number}"
        under += imported(look, mark, prefix, space.layout_key, handles, job)
    job.progress(0.95, "Writing the file")
    text = io.StringIO()
    document.write(text)
    before, entities, after = text.getvalue().encode("utf-8", "replace").partition(b"\n  2\nENTITIES\n")
    # Millions of entities as text beside the document: through it they would take minutes. They lie under the plan.
    return b"".join([before, entities, *under, after])


def _pages(content: Content, setup: SheetSetup) -> tuple[Mark, ...]:
    """The marks of all pages, one page beside the other."""
    marks: list[Mark] = []
    left = 0.0
    for sheet in compose_all(content, setup):
        marks += moved_marks(sheet.marks, left, 0.0)
        left += sheet.width + PAGE_GAP_MM
    return tuple(marks)


def _dimension(space: Any, dimension: Dimension, content: Content, look: Look) -> None:
    unit = content.plan.unit
    override = {
        "dimtxt": 2.5 * look.scale,
        "dimasz": 2.0 * look.scale,
        "dimexo": 1.0 * look.scale,
        "dimexe": 1.5 * look.scale,
        "dimgap": 0.8 * look.scale,
        "dimlfac": 1.0 / unit.mm,
        "dimdec": 3 if unit.value == "m" else 2 if unit.value in ("in", "ft") else 0,
        "dimpost": f"<> {unit.value}",
        "dimtxsty": TEXT_STYLE,
    }
    made = space.add_aligned_dim(
        p1=(dimension.x1, dimension.y1),
        p2=(dimension.x2, dimension.y2),
        distance=dimension.offset,
        override=override,
        dxfattribs={"layer": look.layer("DIM")},
    )
    made.render()


@contextmanager
def _without_time() -> Iterator[None]:
    """ezdxf writes the time and random ids unless this option, which is there for its own tests, says otherwise."""
    before = options.write_fixed_meta_data_for_testing
    options.write_fixed_meta_data_for_testing = True
    try:
        yield
    finally:
        options.write_fixed_meta_data_for_testing = before
