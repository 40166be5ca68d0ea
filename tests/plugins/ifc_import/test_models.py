"""A building of two storeys, made and read with ifcopenshell; collected only where that is installed."""

from pathlib import Path
from typing import Any

import ifcopenshell
import ifcopenshell.api
import numpy as np
import pytest

from floorwright.api import Drawing, ImportFailed, ImportOptions, Job
from floorwright.hooks.facts import facts
from floorwright.hooks.importing import read_drawing
from floorwright.hooks.manager import Plugins
from floorwright_builtin.ifc_import import read

run: Any = ifcopenshell.api.run


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    """A hall of 30 m by 20 m in millimetres: two walls, a column, a door, a space and a bench; a wall above."""
    model = ifcopenshell.file(schema="IFC4")
    project = run("root.create_entity", model, ifc_class="IfcProject", name="Works")
    run("unit.assign_unit", model, length={"is_metric": True, "raw": "MILLIMETERS"})
    context = run("context.add_context", model, context_type="Model")
    body = run(
        "context.add_context", model, context_type="Model", context_identifier="Body", target_view="MODEL_VIEW",
        parent=context,
    )  # fmt: skip
    building = run("root.create_entity", model, ifc_class="IfcBuilding", name="Hall")
    run("aggregate.assign_object", model, products=[building], relating_object=project)

    def placed(element: Any, x: float, y: float, z: float) -> None:
        matrix = np.eye(4)
        matrix[:3, 3] = (x, y, z)
        run("geometry.edit_object_placement", model, product=element, matrix=matrix, is_si=False)

    def storey(name: str, level: float) -> Any:
        made = run("root.create_entity", model, ifc_class="IfcBuildingStorey", name=name)
        made.Elevation = level
        placed(made, 0, 0, level)
        run("aggregate.assign_object", model, products=[made], relating_object=building)
        return made

    def box(kind: str, on: Any, at: tuple[float, float, float], size: tuple[float, float, float]) -> Any:
        made = run("root.create_entity", model, ifc_class=kind, name=kind)
        placed(made, *at)
        wide, deep, high = size
        corners = [(0.0, 0.0), (wide, 0.0), (wide, deep), (0.0, deep), (0.0, 0.0)]
        line = model.createIfcPolyline([model.createIfcCartesianPoint(corner) for corner in corners])
        profile = model.createIfcArbitraryClosedProfileDef("AREA", None, line)
        up = model.createIfcDirection((0.0, 0.0, 1.0))
        solid = model.createIfcExtrudedAreaSolid(profile, None, up, high)
        shape = model.createIfcShapeRepresentation(body, "Body", "SweptSolid", [solid])
        run("geometry.assign_representation", model, product=made, representation=shape)
        if kind == "IfcSpace":
            run("aggregate.assign_object", model, products=[made], relating_object=on)
        else:
            run("spatial.assign_container", model, products=[made], relating_structure=on)
        return made

    ground, upper = storey("Ground floor", 0.0), storey("Upper floor", 4000.0)
    box("IfcWall", ground, (0, 0, 0), (30_000.0, 300.0, 4000.0))
    box("IfcWall", ground, (0, 19_700, 0), (30_000.0, 300.0, 4000.0))
    box("IfcSlab", ground, (0, 0, -200), (30_000.0, 20_000.0, 200.0))
    box("IfcColumn", ground, (10_000, 10_000, 0), (400.0, 400.0, 4000.0))
    box("IfcDoor", ground, (5000, 0, 0), (1000.0, 100.0, 2100.0))
    box("IfcFurnishingElement", ground, (20_000, 5000, 0), (2000.0, 800.0, 900.0))
    box("IfcBeam", ground, (0, 5000, 3500), (30_000.0, 200.0, 300.0))
    box("IfcSpace", ground, (300, 300, 0), (9000.0, 9000.0, 3000.0)).LongName = "Press shop"
    box("IfcWall", upper, (1000, 0, 4000), (10_000.0, 300.0, 3000.0))
    path = tmp_path / "hall.ifc"
    model.write(str(path))
    return path


def on_layer(drawing: Drawing, name: str) -> Any:
    """The segments on a layer."""
    number = [layer.name for layer in drawing.layers].index(name)
    return drawing.segments[drawing.segment_layer == number]


def test_the_fullest_storey_is_read_as_a_plan_in_metres(hall: Path) -> None:
    drawing = read_drawing(Plugins().load(), hall)
    assert (drawing.kind, drawing.version, drawing.layout) == ("ifc", "IFC4", "Ground floor")
    assert drawing.layouts == ("Ground floor", "Upper floor")
    assert (drawing.unit, drawing.unit_doubtful) == ("m", False)
    assert facts(drawing)["size_m"] == pytest.approx([30, 20])
    walls = on_layer(drawing, "Walls")
    assert np.hypot(*(walls[:, 2:] - walls[:, :2]).T).sum() == pytest.approx(2 * (60 + 0.6))
    assert on_layer(drawing, "Columns").reshape(-1, 2).max(0) == pytest.approx([10.4, 10.4])
    # A bench is lower than the cut: it is seen from above.
    assert on_layer(drawing, "Furniture").reshape(-1, 2).min(0) == pytest.approx([20, 5])
    assert drawing.texts[0].text == "Press shop"
    assert {layer.name for layer in drawing.layers if not layer.visible} == {"Slabs"}
    assert [(problem.what, problem.count) for problem in drawing.problems] == [("IfcBeam above the cut", 1)]


def test_another_storey_is_chosen_by_its_name(hall: Path) -> None:
    upper = read(hall, ImportOptions(layout="Upper floor"), Job())
    assert upper.box == pytest.approx((1, 0, 11, 0.3))
    with pytest.raises(ImportFailed, match="has no storey “Cellar”"):
        read(hall, ImportOptions(layout="Cellar"), Job())


@pytest.mark.parametrize("share", [0.0, 0.05])
def test_a_damaged_model_is_one_sentence(hall: Path, share: float) -> None:
    data = hall.read_bytes()
    hall.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ImportFailed, match=r"hall\.ifc"):
        read(hall, ImportOptions(), Job())


def test_of_a_cut_model_what_is_there_is_read_and_that_is_said(hall: Path) -> None:
    data = hall.read_bytes()
    hall.write_bytes(data[: int(len(data) * 0.8)])
    drawing = read(hall, ImportOptions(), Job())
    assert "The file is cut" in [problem.what for problem in drawing.problems]
