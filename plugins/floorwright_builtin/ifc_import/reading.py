"""From a building model to the plan of one of its storeys, in metres."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from floorwright.api import Drawing, Floats, ImportFailed, ImportOptions, Job, LineStyle, Sketch
from floorwright_builtin.ifc_import.kinds import COLOURS, HIDDEN, NEVER, SPACES, layer_of
from floorwright_builtin.ifc_import.section import Triangles, cut, outline

CUT_M = 1.2
"""A plan is cut at this height above its storey: through doors and windows, over most furniture."""
_CUT_LINE, _SEEN_LINE = LineStyle((), 0.5), LineStyle((), 0.25)
_TEXT_M = 0.3
_DAMAGED = (RuntimeError, ValueError, OSError, LookupError, AttributeError, TypeError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class Storey:
    """A storey: its name, its level in metres, and what is in it."""

    name: str
    level_m: float
    elements: tuple[Any, ...]


def read_ifc(path: Path, options: ImportOptions, job: Job) -> Drawing:
    """The plan of the storey that `options.layout` names, else of the one with the most in it.

    Raises:
        ImportFailed: when ifcopenshell is not installed, the model is damaged, or nothing of it can be drawn.
        Cancelled: when the job was cancelled.
    """
    begun = time.perf_counter()
    job.progress(0.0, "Reading")
    try:
        import ifcopenshell
        import ifcopenshell.geom
        import ifcopenshell.util.element
        import ifcopenshell.util.placement
        import ifcopenshell.util.unit
    except ImportError:
        raise ImportFailed(
            f"“{path.name}” is an IFC building model, and ifcopenshell, which reads those, is not installed.",
            hint="Install it beside Floorwright with: pip install ifcopenshell. Or save the storey as DXF.",
        ) from None
    try:
        model = ifcopenshell.open(str(path))
        storeys = _storeys(model, ifcopenshell)
    except (*_DAMAGED, ifcopenshell.Error) as error:
        raise ImportFailed(
            f"“{path.name}” is too damaged to be read as an IFC model.", hint="Get a whole copy of it."
        ) from error
    job.progress(0.3, "Reading")
    storey = _chosen(storeys, options, path.name)
    sketch = Sketch()
    if not _is_whole(path):
        sketch.problem("The file is cut", "", "what is left was read")
    counted = 0
    for element, points, triangles in _solids(model, storey, ifcopenshell, job):
        _draw(sketch, element, points, triangles, storey.level_m + CUT_M)
        counted += 1
    if counted < len(storey.elements):
        sketch.problem("Element without a solid", "", "left out", len(storey.elements) - counted)
    drawing = sketch.finish(options.layers)
    if drawing.box is None:
        raise ImportFailed(f"Nothing on “{storey.name}” of “{path.name}” can be drawn.", hint="Choose another storey.")
    return replace(
        drawing,
        kind="ifc",
        version=str(model.schema),
        unit="m",
        unit_source="header",
        unit_doubtful=False,
        layouts=tuple(each.name for each in storeys),
        layout=storey.name,
        seconds=time.perf_counter() - begun,
    )


def _is_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 200))
        return b"END-ISO-10303-21" in file.read()


def _storeys(model: Any, ifc: Any) -> list[Storey]:
    """The storeys from below upwards; a model without any is one."""
    metre = ifc.util.unit.calculate_unit_scale(model)
    found = []
    for storey in model.by_type("IfcBuildingStorey"):
        level = float(ifc.util.placement.get_storey_elevation(storey)) * metre
        elements = tuple(each for each in ifc.util.element.get_decomposition(storey) if _is_drawn(each))
        found.append(Storey(str(storey.Name or storey.LongName or "Storey"), level, elements))
    if not any(storey.elements for storey in found):
        elements = tuple(each for each in model.by_type("IfcProduct") if _is_drawn(each))
        return [Storey("Building", 0.0, elements)]
    names: set[str] = set()
    for at, storey in enumerate(sorted(found, key=lambda storey: storey.level_m)):
        name, number = storey.name, 2
        while name in names:
            name, number = f"{storey.name} ({number})", number + 1
        names.add(name)
        found[at] = replace(storey, name=name)
    return found


def _is_drawn(element: Any) -> bool:
    return getattr(element, "Representation", None) is not None and element.is_a() not in NEVER


def _chosen(storeys: list[Storey], options: ImportOptions, name: str) -> Storey:
    if options.layout:
        for storey in storeys:
            if storey.name == options.layout:
                return storey
        raise ImportFailed(
            f"“{name}” has no storey “{options.layout}”.", hint="It has: " + ", ".join(each.name for each in storeys)
        )
    best = max(storeys, key=lambda storey: len(storey.elements))
    if not best.elements:
        raise ImportFailed(f"“{name}” holds no building elements.", hint="Export it again with its geometry.")
    return best


def _solids(model: Any, storey: Storey, ifc: Any, job: Job) -> Iterator[tuple[Any, Floats, Triangles]]:
    """Each element with its corners in metres and its triangles."""
    settings = ifc.geom.settings()
    settings.set("use-world-coords", True)
    solids = ifc.geom.iterator(settings, model, 1, include=list(storey.elements))
    going = bool(storey.elements) and solids.initialize()
    done = 0
    while going:
        job.progress(0.3 + 0.6 * done / len(storey.elements), "Drawing")
        shape = solids.get()
        points = np.array(shape.geometry.verts, np.float64).reshape(-1, 3)
        yield model.by_id(shape.id), points, np.array(shape.geometry.faces, np.int64).reshape(-1, 3)
        done += 1
        going = bool(solids.next())


def _draw(sketch: Sketch, element: Any, points: Floats, triangles: Triangles, height: float) -> None:
    layer = layer_of(element.is_a(), element.is_a)
    colour = COLOURS[layer]
    lines = np.zeros((0, 4)) if layer in (SPACES, *HIDDEN) else cut(points, triangles, height)
    # What hangs above the cut is not seen on the floor.
    if len(points) and points[:, 2].min() > height and layer != SPACES:
        sketch.problem(f"{element.is_a()} above the cut", "", "left out")
        return
    sketch.layer(layer, f"#{colour:06x}", visible=layer not in HIDDEN)
    if len(lines):
        look = sketch.look(layer, colour, _CUT_LINE)
        sketch.entity(element.is_a(), look)
        for x1, y1, x2, y2 in lines.tolist():
            sketch.path([(x1, y1), (x2, y2)], look)
        return
    look = sketch.look(layer, colour, _SEEN_LINE)
    sketch.entity(element.is_a(), look)
    for ring in outline(points, triangles):
        sketch.path([(x, y) for x, y in ring.tolist()], look, closed=True)
    if layer == SPACES and len(points):
        x, y = points[:, :2].mean(0).tolist()
        words = str(getattr(element, "LongName", None) or element.Name or "")
        sketch.text((x, y), (_TEXT_M, 0.0), (0.0, _TEXT_M), words, look)
