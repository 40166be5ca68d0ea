"""DXF: what a CAD program reads is the plan, to a millionth of a millimetre."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import ezdxf
import pytest
from ezdxf.bbox import extents

from floorwright.errors import Cancelled
from floorwright.hooks.importing import read_drawing
from floorwright.jobs import Job
from floorwright.model.kinds import Dimension, Flow, Machine, Method, Product, Underlay, Wall, Zone
from floorwright.model.record import Record
from floorwright.paper.placing import placed
from helpers.exported import content, kept, plugins, sample, written

SAW = Machine(
    id="saw", name="Saw", x=1234.5678901, y=-987.6543219, width=2400.0, depth=1900.0, rotation=31.7, mirrored=True,
    symbol="saw", department="Cutting", note="= 1 + 1",
)  # fmt: skip
PRESS = Machine(id="press", name="Press", x=9000.0, y=4000.0, width=1800.0, depth=2200.0, rotation=90.0, symbol="press")
PLAIN: tuple[Record, ...] = (
    SAW,
    PRESS,
    Product(id="p", name="Shaft"),
    Method(id="m", name="Cart", speed_m_s=1.0),
    Flow(id="f", product="p", start="saw", end="press", quantity_per_day=40.0, method="m"),
)


def document(folder: Path, *records: Record) -> Any:
    return ezdxf.readfile(kept(folder, "plan.dxf", written(content(records), "dxf")))  # type: ignore[attr-defined]


@pytest.mark.parametrize("scenario", ["", "proposal"])
def test_the_sample_is_written_without_anything_to_complain_about(tmp_path: Path, scenario: str) -> None:
    read = ezdxf.readfile(kept(tmp_path, "plan.dxf", written(sample(scenario), "dxf")))  # type: ignore[attr-defined]
    audit = read.audit()
    assert audit.errors == [] and audit.fixes == []
    assert read.dxfversion == "AC1024" and read.header["$INSUNITS"] == 4
    layers = {layer.dxf.name for layer in read.layers}
    assert {"EQUIP", "WALL", "AISLE", "ZONE", "TEXT", "DIM", "FLOW-Gearbox", "UNDERLAY-A-WALL"} <= layers
    assert read.layers.get("UNDERLAY-X-NOTES-OLD").is_off()
    assert len(read.modelspace().query("INSERT[layer=='EQUIP']")) == 34


def test_equipment_stands_where_it_stands_turned_and_mirrored(tmp_path: Path) -> None:
    press, saw = sorted(document(tmp_path, *PLAIN).modelspace().query("INSERT"), key=lambda i: -i.dxf.insert.x)
    assert math.dist(saw.dxf.insert.vec2, (SAW.x, SAW.y)) < 1e-6
    assert (saw.dxf.rotation, saw.dxf.xscale, saw.dxf.yscale) == (pytest.approx(31.7, abs=1e-9), -1, 1)
    assert (press.dxf.rotation, press.dxf.xscale) == (90, 1)
    corner = saw.matrix44().transform((1200, 950, 0))
    assert math.dist(corner.vec2, placed(1200, 950, SAW.x, SAW.y, 31.7, True)) < 1e-6


def test_a_block_fills_the_footprint_and_carries_its_attributes(tmp_path: Path) -> None:
    read = document(tmp_path, SAW)
    (saw,) = read.modelspace().query("INSERT")
    box = extents(read.blocks.get(saw.dxf.name))
    assert box.extmin.x >= -1200 - 1e-6 and box.extmax.x <= 1200 + 1e-6
    found = {attribute.dxf.tag: attribute.dxf.text for attribute in saw.attribs}
    assert found["NAME"] == "Saw" and found["DEPARTMENT"] == "Cutting" and found["NOTE"] == "= 1 + 1"


def test_equal_equipment_shares_one_block(tmp_path: Path) -> None:
    other = Machine(id="b", name="B", x=0, y=9000, width=2400.0, depth=1900.0, symbol="saw")
    blocks = {insert.dxf.name for insert in document(tmp_path, SAW, other).modelspace().query("INSERT")}
    assert len(blocks) == 1


def test_a_flow_is_a_wide_polyline_on_the_layer_of_its_product(tmp_path: Path) -> None:
    lines = document(tmp_path, *PLAIN).modelspace().query("LWPOLYLINE[layer=='FLOW-Shaft']")
    (line,) = (one for one in lines if one.dxf.const_width > 0)
    start, end = line.get_points("xy")[0], line.get_points("xy")[-1]
    assert math.dist(start, (SAW.x, SAW.y)) < 1e-6
    # It ends short of the middle of the press, by most of the arrowhead, in the same direction.
    way, whole = math.dist(start, end), math.dist((SAW.x, SAW.y), (PRESS.x, PRESS.y))
    assert 0 < whole - way < 600
    turn = (end[0] - start[0]) * (PRESS.y - SAW.y) - (end[1] - start[1]) * (PRESS.x - SAW.x)
    assert abs(turn) / whole < 1e-6
    assert document(tmp_path, *PLAIN).modelspace().query("HATCH[layer=='FLOW-Shaft']")


def test_walls_and_measures_have_the_size_of_the_plan(tmp_path: Path) -> None:
    read = document(
        tmp_path,
        Wall(id="w", x1=0.0, y1=0.0, x2=5000.0, y2=0.0, thickness=240.0),
        Dimension(id="d", x1=0.0, y1=0.0, x2=3000.0, y2=4000.0, offset=500.0),
    )
    corners = [
        point for wall in read.modelspace().query("LWPOLYLINE[layer=='WALL']") for point in wall.get_points("xy")
    ]
    assert min(x for x, _ in corners) == pytest.approx(0, abs=1e-6)
    assert max(x for x, _ in corners) == pytest.approx(5000, abs=1e-6)
    assert {round(abs(y), 6) for _, y in corners} == {120}
    (dimension,) = read.modelspace().query("DIMENSION")
    assert dimension.get_measurement() == pytest.approx(5000, abs=1e-6)


def test_names_that_dxf_forbids_become_legal_and_stay_apart(tmp_path: Path) -> None:
    odd = ["a<b>/c", "a_b__c", 'x"y:z;', "W" * 300, "w" * 300, "💡 lamp", "Ä*|=`,"]
    records: list[Record] = [SAW, PRESS]
    for number, name in enumerate(odd):
        records += [
            Product(id=f"p{number}", name=name),
            Flow(id=f"f{number}", product=f"p{number}", start="saw", end="press", order=number),
        ]
    read = document(tmp_path, *records)
    assert read.audit().errors == []
    flows = [layer.dxf.name for layer in read.layers if layer.dxf.name.startswith("FLOW-")]
    assert len(flows) == len(odd) and len({name.casefold() for name in flows}) == len(odd)
    assert all(len(name) <= 255 and not set(name) & set('<>/\\":;?*|=`,') for name in flows)


def test_text_is_text_whatever_it_says(tmp_path: Path) -> None:
    zone = Zone(id="z", name="100 %%d \\U+0041 <b>", points=((0.0, 0.0), (9000.0, 0.0), (9000.0, 6000.0)))
    read = document(tmp_path, zone)
    assert read.audit().errors == []
    (words,) = (text.dxf.text for text in read.modelspace().query("TEXT"))
    assert "%%d" not in words and "\\U+" not in words and "<b>" in words


def test_our_own_importer_reads_it_in_millimetres_with_the_same_size(tmp_path: Path) -> None:
    shown = sample()
    read = read_drawing(plugins(), kept(tmp_path, "plan.dxf", written(shown, "dxf")))
    assert read.unit == "mm" and not read.unit_doubtful
    assert read.box is not None and read.box[2] - read.box[0] == pytest.approx(78600, abs=1)


def test_an_underlay_that_is_turned_and_scaled_keeps_its_circles_exact(tmp_path: Path) -> None:
    source = ezdxf.new("R2010", units=4)  # type: ignore[attr-defined]
    source.modelspace().add_circle((2000, 1000), 500)
    source.modelspace().add_arc((0, 0), 900, 10, 100)
    source.modelspace().add_ellipse((0, 3000), (800, 0), 0.25)
    path = tmp_path / "source.dxf"
    source.saveas(path)
    underlay = Underlay(id="u", name="u", asset="a", scale=2.0, x=100.0, y=-50.0, rotation=30.0)
    shown = content([underlay])
    shown = replace(shown, drawings={underlay.source: read_drawing(plugins(), path)})
    space = ezdxf.readfile(kept(tmp_path, "plan.dxf", written(shown, "dxf"))).modelspace()  # type: ignore[attr-defined]
    (circle,), (arc,), (ellipse,) = space.query("CIRCLE"), space.query("ARC"), space.query("ELLIPSE")
    cos, sin = math.cos(math.radians(30)), math.sin(math.radians(30))
    at = (100 + 2 * (2000 * cos - 1000 * sin), -50 + 2 * (2000 * sin + 1000 * cos))
    assert math.dist(circle.dxf.center.vec2, at) < 1e-6 and circle.dxf.radius == pytest.approx(1000, abs=1e-6)
    assert arc.dxf.radius == pytest.approx(1800, abs=1e-6)
    assert (arc.dxf.start_angle % 360, arc.dxf.end_angle % 360) == (pytest.approx(40), pytest.approx(130))
    assert ellipse.dxf.ratio == pytest.approx(0.25, abs=1e-9)
    assert abs(ellipse.dxf.major_axis.magnitude - 1600) < 1e-6
    assert ellipse.dxf.major_axis.vec2.angle_deg % 180 == pytest.approx(30)


def test_equal_contents_give_equal_bytes_and_an_empty_plan_is_a_drawing_too(tmp_path: Path) -> None:
    assert written(content(PLAIN), "dxf") == written(content(PLAIN), "dxf")
    assert document(tmp_path).audit().errors == []


def test_writing_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        written(content(PLAIN), "dxf", job=Job(cancelled=lambda: True))


def test_machines_whose_sizes_differ_by_a_micrometre_do_not_share_a_block(tmp_path: Path) -> None:
    one = Machine(id="a", name="A", x=0.0, y=0.0, width=1234.5671, depth=1000.0)
    other = Machine(id="b", name="B", x=9000.0, y=0.0, width=1234.5679, depth=1000.0)
    read = document(tmp_path, one, other)
    blocks = [read.blocks.get(insert.dxf.name) for insert in read.modelspace().query("INSERT")]
    widths = sorted(extents(block.query("LWPOLYLINE")).size.x for block in blocks)
    assert widths == [pytest.approx(1234.5671, abs=1e-6), pytest.approx(1234.5679, abs=1e-6)]


def test_a_caret_is_a_caret(tmp_path: Path) -> None:
    zone = Zone(id="z", name="A^B", points=((0.0, 0.0), (9000.0, 0.0), (9000.0, 6000.0)))
    path = kept(tmp_path, "plan.dxf", written(content([zone]), "dxf"))
    assert "A^B" in {text.text for text in read_drawing(plugins(), path).texts}


def source(folder: Path, name: str, off: bool) -> Any:
    drawn = ezdxf.new("R2010", units=4)  # type: ignore[attr-defined]
    layer = drawn.layers.add("A")
    if off:
        layer.off()
    drawn.modelspace().add_line((0, 0), (1000, 0), dxfattribs={"layer": "A"})
    block = drawn.blocks.new("NOTE")
    block.add_text("Note", height=100).set_placement((50, 20))
    drawn.modelspace().add_blockref("NOTE", (0, 500), dxfattribs={"layer": "A", "yscale": -1})
    path = folder / name
    drawn.saveas(path)
    return read_drawing(plugins(), path)


def test_two_drawings_keep_their_layers_apart(tmp_path: Path) -> None:
    one, other = Underlay(id="u", name="u", asset="a"), Underlay(id="v", name="v", asset="b", y=5000.0)
    on, off = source(tmp_path, "u.dxf", off=False), source(tmp_path, "v.dxf", off=True)
    drawings = {one.source: on, other.source: off}
    data = written(replace(content([one, other]), drawings=drawings), "dxf")
    read = ezdxf.readfile(kept(tmp_path, "plan.dxf", data))  # type: ignore[attr-defined]
    assert read.layers.get("UNDERLAY-A").is_on() and read.layers.get("UNDERLAY2-A").is_off()


def test_a_mirrored_text_lies_as_it_lay(tmp_path: Path) -> None:
    drawing = source(tmp_path, "u.dxf", off=False)
    (text,) = drawing.texts
    assert text.mirrored and (text.x, text.y) == (pytest.approx(50), pytest.approx(480))
    underlay = Underlay(id="u", name="u", asset="a")
    data = written(replace(content([underlay]), drawings={underlay.source: drawing}), "dxf")
    (again,) = read_drawing(plugins(), kept(tmp_path, "plan.dxf", data)).texts
    assert again.mirrored and again.rotation % 360 == pytest.approx(text.rotation % 360)
    assert (again.x, again.y) == (pytest.approx(text.x), pytest.approx(text.y))
