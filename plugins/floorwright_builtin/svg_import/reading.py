"""From an SVG file to a Drawing in millimetres of its page, times the scale it states."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from floorwright.api import Drawing, ImportFailed, ImportOptions, Job, Sketch, Transform, stated_scale
from floorwright_builtin.svg_import.frame import frame_of
from floorwright_builtin.svg_import.style import Sheet
from floorwright_builtin.svg_import.tree import Element, tree_of
from floorwright_builtin.svg_import.walk import WITHOUT_LAYER, Walk

TOLERANCE = 1e-5
"""How far a curve that is made straight may be off, as a share of the page."""


def read_svg(path: Path, options: ImportOptions, job: Job) -> Drawing:
    """The drawing in an SVG file.

    Raises:
        ImportFailed: when nothing in it can be drawn.
        Cancelled: when the job was cancelled.
    """
    begun = time.perf_counter()
    job.progress(0.0, "Reading")
    tree = tree_of(path.read_bytes(), path.name, job)
    frame = frame_of(tree.root)
    times, said = stated_scale(_texts(tree.root))
    enlarged = times or 1.0
    sketch, sheet = Sketch(max(frame.width_mm, frame.height_mm) * enlarged * TOLERANCE), Sheet()
    for element in _all(tree.root):
        if element.name == "style":
            sheet.add("".join(child for child in element.children if isinstance(child, str)))
    if sheet.not_understood:
        sketch.problem("Rule of a style sheet", "", "not followed", sheet.not_understood)
    if tree.broken_at:
        sketch.problem("The file is cut or damaged", f"line {tree.broken_at}", "read up to there")
    place = frame.place.then(Transform(enlarged, 0.0, 0.0, enlarged))
    walk = Walk(tree, frame, enlarged, sketch, sheet, job)
    walk.children(tree.root, place, sheet.style_of(tree.root, {}), WITHOUT_LAYER, top=True)
    drawing = sketch.finish(options.layers)
    if drawing.box is None:
        raise ImportFailed(
            f"Nothing in “{path.name}” can be drawn.", hint="Save it again as plain SVG, or as PDF or PNG."
        )
    page = "page size" if frame.stated else "pixels of 1/96 inch"
    return replace(
        drawing,
        kind="svg",
        version=f"{frame.width_mm:.4g} × {frame.height_mm:.4g} mm",
        unit="mm",
        unit_source=f"scale {said}" if said else page,
        seconds=time.perf_counter() - begun,
    )


def _texts(root: Element) -> Iterator[str]:
    for element in _all(root):
        words = "".join(child for child in element.children if isinstance(child, str))
        if element.name in ("text", "tspan") and words.strip():
            yield words.strip()


def _all(root: Element) -> Iterator[Element]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(element.elements())
