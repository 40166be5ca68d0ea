"""Make the sample plant again: draw its building as a DXF, and build the plan from the tables beside it.

Run with the project's own Python: `python packaging/make_sample.py`. The tables in `resources/samples` are the source;
`plant.dxf` and `plant.floorwright` come out of this file.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import ezdxf
from ezdxf import units
from ezdxf.layouts import Modelspace

from floorwright.hooks.contributions import ImportOptions
from floorwright.hooks.importing import read_drawing, underlay_for
from floorwright.hooks.manager import Plugins
from floorwright.jobs import Job
from floorwright.model.document import Edit
from floorwright.model.kinds import (
    Dimension,
    DistanceMode,
    Flow,
    Label,
    Machine,
    Opening,
    OpeningType,
    Product,
    Scenario,
    Step,
    StepType,
    ValueClass,
    Wall,
    Zone,
)
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.tables.plan_tables import read_aisles, read_equipment, read_flows, read_methods, read_walls

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "samples"
WIDE, HIGH = 72000, 42000
COLUMNS_X, COLUMNS_Y = (12000, 24000, 36000, 48000, 60000), (14000, 28000)
GATES = {"south": ((7200, 3500), (62200, 3500)), "north": ((42000, 4000),), "west": ((21000, 4000),)}
DOORS = ((0, 17500, 1000), (0, 44500, 1000), (2, 13000, 1000), (2, 45000, 1000))
"""The row of walls.csv (0 south, 2 north), x of its middle and width of each door."""
ROOM_GATES = ((4, 2900, 4200), (4, 9000, 3600), (6, 9000, 3600))
ROOM_DOORS = ((8, 4000, 1000), (8, 12000, 1000), (8, 20000, 1000))
ZONES = {
    "Cutting and turning": (4800, 8800, 16600, 19200, "#2563eb"),
    "Milling": (19600, 22800, 28700, 33200, "#0284c7"),
    "Grinding": (31400, 8800, 40400, 19200, "#7c3aed"),
    "Gear cutting": (43600, 22800, 52700, 33200, "#4f46e5"),
    "Heat treatment": (55600, 22700, 67300, 33300, "#dc2626"),
    "Assembly": (19600, 8800, 28700, 19200, "#16a34a"),
    "Logistics": (4800, 500, 67200, 5400, "#b45309"),
}
STEPS: dict[str, tuple[tuple[str, StepType, str, float, ValueClass | None], ...]] = {
    "Input shaft": (
        ("Receiving", StepType.DELAY, "Wait for unloading", 1800, ValueClass.WASTE),
        ("Incoming inspection", StepType.INSPECTION, "Check certificate and diameter", 45, ValueClass.NECESSARY),
        ("Raw store", StepType.STORAGE, "Store bar stock", 14400, ValueClass.WASTE),
        ("Saw 1", StepType.OPERATION, "Saw to length", 55, ValueClass.VALUE_ADDING),
        ("Turning 1", StepType.OPERATION, "Turn both ends", 310, ValueClass.VALUE_ADDING),
        ("Hobbing 1", StepType.OPERATION, "Hob the teeth", 420, ValueClass.VALUE_ADDING),
        ("Deburring", StepType.OPERATION, "Deburr", 60, ValueClass.NECESSARY),
        ("Washer 1", StepType.OPERATION, "Wash", 40, ValueClass.NECESSARY),
        ("Hardening oven", StepType.DELAY, "Wait for a full charge", 3600, ValueClass.WASTE),
        ("Hardening oven", StepType.OPERATION, "Case-harden", 1200, ValueClass.VALUE_ADDING),
        ("Shot blast", StepType.OPERATION, "Blast off scale", 90, ValueClass.NECESSARY),
        ("Grinding 1", StepType.OPERATION, "Grind the seats", 260, ValueClass.VALUE_ADDING),
        ("Measuring room", StepType.INSPECTION, "Measure the teeth", 120, ValueClass.NECESSARY),
        ("Component store", StepType.STORAGE, "Store for assembly", 28800, ValueClass.WASTE),
    ),
    "Gearbox": (
        ("Component store", StepType.OPERATION, "Pick the kit", 240, ValueClass.NECESSARY),
        ("Assembly 1", StepType.OPERATION, "Press bearings, fit shafts", 540, ValueClass.VALUE_ADDING),
        ("Assembly 2", StepType.OPERATION, "Fit gears and carrier", 600, ValueClass.VALUE_ADDING),
        ("Assembly 3", StepType.OPERATION, "Close and seal the housing", 480, ValueClass.VALUE_ADDING),
        ("Test bench", StepType.INSPECTION, "Run in and test for leaks", 420, ValueClass.NECESSARY),
        ("Paint booth", StepType.OPERATION, "Paint", 300, ValueClass.VALUE_ADDING),
        ("Paint booth", StepType.DELAY, "Dry", 2400, ValueClass.NECESSARY),
        ("Packing", StepType.OPERATION, "Pack on a pallet", 180, ValueClass.NECESSARY),
        ("Finished store", StepType.STORAGE, "Wait for the truck", 21600, ValueClass.WASTE),
    ),
}


def main() -> None:
    """Write both files."""
    drawing = FOLDER / "plant.dxf"
    draw_building(drawing)
    build_plan(drawing).save_as(FOLDER / "plant.floorwright")


def draw_building(path: Path) -> None:
    """The building as its architect would hand it over: millimetres, layers, blocks, hatches, dimensions."""
    document = ezdxf.new("R2010", setup=["linetypes", "dimstyles"], units=units.MM)
    document.header["$MEASUREMENT"] = 1
    for name, colour in {
        "A-WALL": 7, "A-WALL-INT": 8, "A-COLS": 252, "A-DOOR": 30, "A-GATE": 32, "A-GLAZ": 140, "A-GRID": 9,
        "A-AREA-TEXT": 7, "A-DIMS": 3, "A-FLOR-HATC": 254, "A-FURN": 9, "M-CRANE": 6, "E-PANL": 20, "X-NOTES-OLD": 1,
    }.items():  # fmt: skip
        document.layers.add(name, color=colour)
    document.layers.get("A-GRID").dxf.linetype = "CENTER"
    document.layers.get("X-NOTES-OLD").off()
    _blocks(document)
    space = document.modelspace()
    _shell(space)
    _rooms(space)
    _structure(space)
    _notes(space)
    for key, value in {"$TDCREATE": 2461000.5, "$TDUPDATE": 2461000.5}.items():
        document.header[key] = value
    ezdxf.options.write_fixed_meta_data_for_testing = True
    document.saveas(path)


def _blocks(document: ezdxf.document.Drawing) -> None:
    door = document.blocks.new("DOOR-1000")
    door.add_line((0, 0), (0, 1000), dxfattribs={"layer": "0"})
    door.add_arc((0, 0), 1000, 0, 90, dxfattribs={"layer": "0"})
    column = document.blocks.new("COLUMN-HEB400")
    column.add_lwpolyline([(-200, -200), (200, -200), (200, 200), (-200, 200)], close=True)
    hatch = column.add_hatch(color=252)
    hatch.paths.add_polyline_path([(-200, -200), (200, -200), (200, 200), (-200, 200)])
    bubble = document.blocks.new("GRID-BUBBLE")
    bubble.add_circle((0, 0), 600)
    bubble.add_attdef("AXIS", (0, 0), height=450).set_placement(
        (0, 0), align=ezdxf.enums.TextEntityAlignment.MIDDLE_CENTER
    )
    desk = document.blocks.new("DESK-1600")
    desk.add_lwpolyline([(0, 0), (1600, 0), (1600, 800), (0, 800)], close=True)
    desk.add_circle((800, 1100), 250)


def _shell(space: Modelspace) -> None:
    south = [*GATES["south"], *((middle, width) for wall, middle, width in DOORS if wall == 0)]
    north = [*GATES["north"], *((middle, width) for wall, middle, width in DOORS if wall == 2)]
    _wall(space, (-150, 0), (WIDE + 150, 0), 300, [(x + 150, w) for x, w in south])
    _wall(space, (-150, HIGH), (WIDE + 150, HIGH), 300, [(x + 150, w) for x, w in north])
    _wall(space, (0, 150), (0, HIGH - 150), 300, [(y - 150, w) for y, w in GATES["west"]])
    _wall(space, (WIDE, 150), (WIDE, HIGH - 150), 300, [])
    gate = {"layer": "A-GATE"}
    for middle, width in GATES["south"]:
        space.add_lwpolyline(_box(middle - width / 2, -60, width, 120), close=True, dxfattribs=gate)
    for middle, width in GATES["north"]:
        space.add_lwpolyline(_box(middle - width / 2, HIGH - 60, width, 120), close=True, dxfattribs=gate)
    for middle, width in GATES["west"]:
        space.add_lwpolyline(_box(-60, middle - width / 2, 120, width), close=True, dxfattribs=gate)
    for wall, middle, width in DOORS:
        y, turned = (150, 1) if wall == 0 else (HIGH - 150, -1)
        space.add_blockref("DOOR-1000", (middle - width / 2, y), dxfattribs={"layer": "A-DOOR", "yscale": turned})
    for x in range(18000, 42000, 6000):
        for y in (0, HIGH):
            for offset in (-40, 40):
                space.add_line((x + 1500, y + offset), (x + 4500, y + offset), dxfattribs={"layer": "A-GLAZ"})


def _rooms(space: Modelspace) -> None:
    south = [(at, width) for wall, at, width in ROOM_GATES if wall == 4]
    north = [(11900 - at, width) for wall, at, width in ROOM_GATES if wall == 6]
    _wall(space, (55500, 22600), (67400, 22600), 150, south, "A-WALL-INT")
    _wall(space, (55500, 33400), (67400, 33400), 150, north, "A-WALL-INT")
    _wall(space, (55500, 22675), (55500, 33325), 150, [], "A-WALL-INT")
    _wall(space, (67400, 22675), (67400, 33325), 150, [], "A-WALL-INT")
    _wall(space, (47925, 37000), (71850, 37000), 150, [(at + 75, w) for _, at, w in ROOM_DOORS], "A-WALL-INT")
    for x in (48000, 56000, 64000):
        _wall(space, (x, 37075), (x, 41850), 150, [], "A-WALL-INT")
    for _, at, width in ROOM_DOORS:
        space.add_blockref("DOOR-1000", (48000 + at - width / 2, 37075), dxfattribs={"layer": "A-DOOR"})
    tiles = space.add_hatch(color=254, dxfattribs={"layer": "A-FLOR-HATC"})
    tiles.set_pattern_fill("ANSI37", scale=180)
    tiles.paths.add_polyline_path([(48100, 37100), (55900, 37100), (55900, 41850), (48100, 41850)])
    for x in (57200, 60300, 65200, 68500):
        space.add_blockref("DESK-1600", (x, 40200), dxfattribs={"layer": "A-FURN"})
    for text, x, y in (
        ("CANTEEN", 50400, 38400),
        ("PLANNING", 57400, 38400),
        ("OFFICE", 65200, 38400),
        ("HEAT TREATMENT", 58900, 29600),
    ):
        space.add_text(text, height=400, dxfattribs={"layer": "A-AREA-TEXT"}).set_placement((x, y))


def _wall(
    space: Modelspace,
    a: tuple[float, float],
    b: tuple[float, float],
    thickness: float,
    gaps: list[tuple[float, float]],
    layer: str = "A-WALL",
) -> None:
    """A wall along an axis, left open at each gap (its middle from `a`, its width)."""
    along_x = a[1] == b[1]
    length = b[0] - a[0] if along_x else b[1] - a[1]
    edges = [0.0, *(edge for at, width in sorted(gaps) for edge in (at - width / 2, at + width / 2)), length]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if along_x:
            corners = _box(a[0] + start, a[1] - thickness / 2, end - start, thickness)
        else:
            corners = _box(a[0] - thickness / 2, a[1] + start, thickness, end - start)
        space.add_lwpolyline(corners, close=True, dxfattribs={"layer": layer})
        hatch = space.add_hatch(color=9, dxfattribs={"layer": layer})
        hatch.paths.add_polyline_path(corners)


def _structure(space: Modelspace) -> None:
    for x in COLUMNS_X:
        for y in COLUMNS_Y:
            space.add_blockref("COLUMN-HEB400", (x, y), dxfattribs={"layer": "A-COLS"})
    for number, x in enumerate((0, *COLUMNS_X, WIDE), start=1):
        space.add_line((x, -2600), (x, HIGH + 1500), dxfattribs={"layer": "A-GRID", "ltscale": 60})
        space.add_blockref("GRID-BUBBLE", (x, -3200), dxfattribs={"layer": "A-GRID"}).add_auto_attribs(
            {"AXIS": str(number)}
        )
    for letter, y in zip("ABCD", (0, *COLUMNS_Y, HIGH), strict=True):
        space.add_line((-2600, y), (WIDE + 1500, y), dxfattribs={"layer": "A-GRID", "ltscale": 60})
        space.add_blockref("GRID-BUBBLE", (-3200, y), dxfattribs={"layer": "A-GRID"}).add_auto_attribs({"AXIS": letter})
    for y in (14600, 27400):
        space.add_line((18800, y), (53200, y), dxfattribs={"layer": "M-CRANE", "linetype": "DASHED", "ltscale": 40})
    space.add_spline([(69500, 9000), (70600, 12500), (69900, 17000), (70800, 20500)], dxfattribs={"layer": "E-PANL"})
    for y in (9000, 20500):
        space.add_lwpolyline(_box(70800, y - 600, 900, 1200), close=True, dxfattribs={"layer": "E-PANL"})
    space.add_ellipse((1800, 38600), major_axis=(900, 0), ratio=0.6, dxfattribs={"layer": "E-PANL"})


def _notes(space: Modelspace) -> None:
    space.add_mtext(
        "Gearbox plant, hall 2\\PGround floor, +0.00\\PAll dimensions in millimetres",
        dxfattribs={"layer": "A-AREA-TEXT", "char_height": 500, "insert": (0, -5200), "width": 30000},
    )
    space.add_text("moved 2019, see new plan", height=350, dxfattribs={"layer": "X-NOTES-OLD"}).set_placement(
        (30000, 20000)
    )
    override = {"dimtxt": 400, "dimasz": 350, "dimexo": 200, "dimexe": 200, "dimgap": 150, "dimclrt": 3, "dimlfac": 1}
    marks = [0, *COLUMNS_X, WIDE]
    for a, b in pairwise(marks):
        space.add_linear_dim(
            base=(a, HIGH + 2600), p1=(a, HIGH + 150), p2=(b, HIGH + 150), dimstyle="Standard", override=override,
            dxfattribs={"layer": "A-DIMS"},
        ).render()  # fmt: skip
    space.add_linear_dim(
        base=(WIDE + 2600, 0), p1=(WIDE + 150, 0), p2=(WIDE + 150, HIGH), angle=90, dimstyle="Standard",
        override=override, dxfattribs={"layer": "A-DIMS"},
    ).render()  # fmt: skip


def _box(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def build_plan(drawing: Path) -> PlanFile:
    """The plan: the drawing, the tables, doors, zones and steps, and a proposal."""
    file = PlanFile.new()
    with file.document.edit("Sample plant") as edit:
        edit.put(
            replace(
                file.document.plan,
                title="Gearbox plant, hall 2",
                project="Shorter ways in hall 2",
                author="Industrial engineering",
                revision="A",
                date="2026-11-24",
                distance_mode=DistanceMode.AISLE,
            )
        )
        _underlay(file, edit, drawing)
        _tables(edit)
        _building(edit)
        _steps(edit)
    proposal = Scenario(id="proposal", name="Proposal A", note="Twelve machines move; what is fixed stays.")
    with file.document.edit("Proposal A") as edit:
        edit.put(proposal)
    with file.document.edit("Move machines", proposal.id) as edit:
        for row in _rows("proposal.csv"):
            machine = _station(edit, row["name"])
            edit.put(
                replace(
                    machine,
                    x=float(row["x_m"]) * 1000,
                    y=float(row["y_m"]) * 1000,
                    rotation=float(row["rotation_deg"]),
                )
            )
        grinding = next(r for r in edit.records.values() if isinstance(r, Zone) and r.name == "Grinding")
        edit.put(replace(grinding, name="Sawing"))
    return file


def _underlay(file: PlanFile, edit: Edit, drawing: Path) -> None:
    read = read_drawing(Plugins().load(), drawing, ImportOptions(), Job())
    asset = file.assets.add(drawing.read_bytes(), ".dxf")
    edit.put(replace(underlay_for(read, drawing.name, asset), id="building", opacity=0.6))


def _tables(edit: Edit) -> None:
    for read, name in (
        (read_equipment, "equipment"),
        (read_methods, "methods"),
        (read_aisles, "aisles"),
        (read_walls, "walls"),
    ):
        for number, record in enumerate(read(FOLDER / f"{name}.csv"), start=1):
            edit.put(replace(record, id=f"{name}{number:02}"))
    routing = read_flows(FOLDER / "flows.csv", edit.records.values())
    products = {product.id: f"product{number}" for number, product in enumerate(routing.products, start=1)}
    edit.put(*(replace(product, id=products[product.id]) for product in routing.products))
    for number, flow in enumerate(routing.flows, start=1):
        edit.put(replace(flow, id=f"flow{number:02}", product=products[flow.product]))


def _building(edit: Edit) -> None:
    walls = [record for record in edit.records.values() if isinstance(record, Wall)]
    number = 0

    def cut(wall: int, at: float, width: float, type: OpeningType, name: str = "") -> None:
        nonlocal number
        number += 1
        edit.put(Opening(id=f"opening{number:02}", wall=walls[wall].id, at=at, width=width, type=type, name=name))

    for middle, width in GATES["south"]:
        cut(0, middle, width, OpeningType.GATE, "Truck gate")
    for middle, width in GATES["north"]:
        cut(2, WIDE - middle, width, OpeningType.GATE)
    for middle, width in GATES["west"]:
        cut(3, HIGH - middle, width, OpeningType.GATE)
    for wall, middle, width in (*DOORS, *ROOM_DOORS):
        cut(wall, middle if wall != 2 else WIDE - middle, width, OpeningType.DOOR)
    for wall, middle, width in ROOM_GATES:
        cut(wall, middle, width, OpeningType.GATE, "Heat treatment")
    for place, (name, (x1, y1, x2, y2, colour)) in enumerate(ZONES.items(), start=1):
        edit.put(Zone(id=f"zone{place}", name=name, points=((x1, y1), (x2, y1), (x2, y2), (x1, y2)), colour=colour))
    edit.put(
        Label(id="label1", x=31200, y=27700, text="Crane 5 t", height=400),
        Dimension(id="dimension1", x1=0, y1=-150, x2=WIDE, y2=-150, offset=-1200),
    )


def _steps(edit: Edit) -> None:
    products = {record.name: record.id for record in edit.records.values() if isinstance(record, Product)}
    for product, steps in STEPS.items():
        for order, (station, type, description, time_s, value) in enumerate(steps):
            edit.put(
                Step(
                    id=f"step-{products[product]}-{order:02}",
                    product=products[product],
                    machine=_station(edit, station).id,
                    type=type,
                    description=description,
                    time_s=time_s,
                    value=value,
                    order=order,
                )
            )
    assert any(isinstance(record, Flow) for record in edit.records.values())


def _station(edit: Edit, name: str) -> Machine:
    return next(record for record in edit.records.values() if isinstance(record, Machine) and record.name == name)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)


if __name__ == "__main__":
    main()
