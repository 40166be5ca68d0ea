"""Drawings of known geometry, whole and damaged."""

import itertools
import logging
import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ezdxf
import numpy as np
import pytest

from floorwright.analysis.ways.drawn_walls import drawn_obstacles
from floorwright.api import Drawing, ImportFailed, ImportOptions, Job
from floorwright.editing.commands.converting import walls_from
from floorwright.hooks.facts import facts
from floorwright.model.drawing_parts import parts_on
from floorwright.model.kinds import Underlay
from floorwright_builtin.dxf_import import read

AS_IT_IS = ImportOptions()


@pytest.fixture
def imported(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Callable[..., Drawing]:
    """Saves what `draw` draws into a new file, changes its text, and reads it."""

    def do(
        draw: Callable[[Any], object],
        version: str = "R2010",
        unit: int = 4,
        change: Callable[[str], str] = lambda text: text,
        form: str = "asc",
        options: ImportOptions = AS_IT_IS,
    ) -> Drawing:
        # ezdxf warns that R12 has no units.
        with caplog.at_level(logging.WARNING):
            doc = ezdxf.new(version)
        doc.header["$INSUNITS"] = unit
        draw(doc)
        path = tmp_path / "hall.dxf"
        doc.saveas(path, fmt=form)
        if form == "asc":
            text = change(path.read_text(doc.output_encoding))
            path.write_text(text, doc.output_encoding, errors="surrogateescape", newline="")
        return read(path, options, Job())

    return do


def square(doc: Any, size: float = 10_000.0) -> None:
    """Four lines round a square with a corner at the origin."""
    corners = [(0, 0), (size, 0), (size, size), (0, size), (0, 0)]
    for a, b in itertools.pairwise(corners):
        doc.modelspace().add_line(a, b)


def whats(drawing: Drawing) -> str:
    """What the drawing's problems say, in one text."""
    return "\n".join(f"{problem.count} {problem.what}: {problem.where}: {problem.done}" for problem in drawing.problems)


@pytest.mark.parametrize("version", ["R12", "R2000", "R2004", "R2007", "R2010", "R2013", "R2018"])
@pytest.mark.parametrize("form", ["asc", "bin"])
def test_every_version_reads_as_text_and_binary(imported: Callable[..., Drawing], version: str, form: str) -> None:
    drawing = imported(square, version=version, form=form)
    assert drawing.box == (0, 0, 10_000, 10_000)
    assert drawing.version.startswith(f"{version} ")
    assert facts(drawing)["entities"] == {"LINE": 4}


@pytest.mark.parametrize(
    ("code", "unit", "metres"), [(1, "in", 254), (2, "ft", 3048), (4, "mm", 10), (5, "cm", 100), (6, "m", 10_000)]
)
def test_a_header_without_a_reason_to_doubt_it_gives_the_unit(
    imported: Callable[..., Drawing], code: int, unit: str, metres: float
) -> None:
    drawing = imported(square, unit=code)
    assert drawing.unit == unit
    assert facts(drawing)["size_m"] == pytest.approx([metres, metres])


def test_doors_overrule_a_header(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        square(doc, 30)
        for x in (5, 10, 15):
            doc.modelspace().add_arc((x, 0), 0.9, 0, 90)

    drawing = imported(draw, unit=4)
    assert (drawing.unit, drawing.unit_doubtful) == ("m", True)
    assert drawing.unit_source == "doors, against the header's mm"


def test_a_bulge_is_an_exact_arc(imported: Callable[..., Drawing]) -> None:
    # A bulge of 1 is a half circle: from (0, 0) to (2, 0) counter-clockwise round (1, 0) it passes (1, -1).
    drawing = imported(lambda doc: doc.modelspace().add_lwpolyline([(0, 0, 1), (2, 0, 0)], format="xyb"))
    cx, cy, ux, uy, vx, vy, t0, t1 = drawing.arcs[0]
    middle = (t0 + t1) / 2
    assert (cx, cy, t1 - t0) == pytest.approx((1, 0, math.pi))
    assert (cx + ux * math.cos(middle) + vx * math.sin(middle), cy + uy * math.cos(middle) + vy * math.sin(middle)) == (
        pytest.approx((1, -1))
    )


def test_a_block_is_scaled_turned_moved_and_takes_layer_and_colour_of_its_insert(
    imported: Callable[..., Drawing],
) -> None:
    def draw(doc: Any) -> None:
        block = doc.blocks.new("LATHE", base_point=(1, 0))
        block.add_line((1, 0), (2, 0))
        block.add_circle((1, 0), 1, dxfattribs={"color": 0})
        doc.layers.add("MACHINES", color=3)
        where = {"xscale": 2, "yscale": -3, "rotation": 90, "layer": "MACHINES", "color": 1}
        doc.modelspace().add_blockref("LATHE", (10, 20), dxfattribs=where)

    drawing = imported(draw)
    assert drawing.segments[0] == pytest.approx([10, 20, 10, 22])
    assert drawing.layers[drawing.segment_layer[0]].name == "MACHINES"
    assert drawing.segment_colour[0] == 0x00FF00
    assert drawing.arc_colour[0] == 0xFF0000
    assert abs(drawing.arcs[0, 2:6]) == pytest.approx([0, 2, 3, 0], abs=1e-12)


def test_a_text_set_from_the_right_ends_at_its_point(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        text = doc.modelspace().add_text("\\U+00D8 20 %%p 0.1", height=10)
        text.set_placement((100, 0), align=ezdxf.enums.TextEntityAlignment.RIGHT)

    (text,) = imported(draw).texts
    assert text.text == "Ø 20 ± 0.1"
    assert text.height == pytest.approx(10)
    # Nine characters of about half a height each lie to the left of the point.
    assert 100 - 110 < text.x < 100 - 50


def test_lines_of_mtext_lose_their_formatting_and_stand_below_one_another(imported: Callable[..., Drawing]) -> None:
    drawing = imported(lambda doc: doc.modelspace().add_mtext("{\\C1;Paint \\fArial;shop}\\PHall 2"))
    assert [text.text for text in drawing.texts] == ["Paint shop", "Hall 2"]
    assert drawing.texts[0].y - drawing.texts[1].y == pytest.approx(2.5 * 5 / 3)


def test_a_hatch_keeps_its_island(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        hatch = doc.modelspace().add_hatch(color=5)
        hatch.paths.add_polyline_path([(0, 0), (9, 0), (9, 9), (0, 9)])
        hatch.paths.add_polyline_path([(3, 3), (6, 3), (6, 6), (3, 6)])

    drawing = imported(draw)
    assert drawing.fill_starts.tolist() == [0, 2]
    assert drawing.ring_starts.tolist() == [0, 4, 8]


@pytest.mark.parametrize(("style", "hatched"), [(0, 900 - 400 + 100), (1, 900 - 400), (2, 900)])
def test_a_pattern_leaves_out_the_islands_that_its_style_says(
    imported: Callable[..., Drawing], style: int, hatched: float
) -> None:
    def draw(doc: Any) -> None:
        # Squares of 30, 20 and 10 in one another; lines 0.1 apart cover ten times the area by their length.
        hatch = doc.modelspace().add_hatch()
        hatch.set_pattern_definition([[0, (0, 0.05), (0, 0.1), []]])
        hatch.dxf.hatch_style, hatch.dxf.solid_fill = style, 0
        for inset, flags in ((0, 1), (5, 16), (10, 0)):
            a, b = inset, 30 - inset
            hatch.paths.add_polyline_path([(a, a), (b, a), (b, b), (a, b)], flags=flags)

    segments = imported(draw).segments
    assert np.abs(segments[:, 2] - segments[:, 0]).sum() * 0.1 == pytest.approx(hatched)


def test_a_pattern_lies_on_the_colour_of_its_ground(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        hatch = doc.modelspace().add_hatch()
        hatch.set_pattern_fill("ANSI31", color=1)
        hatch.bgcolor = (230, 240, 250)
        hatch.paths.add_polyline_path([(0, 0), (90, 0), (90, 90), (0, 90)])

    drawing = imported(draw)
    assert drawing.fill_colour.tolist() == [0xE6F0FA]
    assert len(drawing.segments) > 20 and set(drawing.segment_colour.tolist()) == {0xFF0000}


def test_points_are_the_signs_that_the_header_chooses(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        doc.header["$PDMODE"], doc.header["$PDSIZE"] = 34, 20
        doc.modelspace().add_point((100, 50))

    drawing = imported(draw)
    # A cross of twice the size and a circle of the size.
    assert drawing.segments.tolist() == [[80, 50, 120, 50], [100, 30, 100, 70]]
    (circle,) = drawing.arcs.tolist()
    assert (circle[:2], np.hypot(circle[2], circle[3])) == ([100, 50], 10)


@pytest.mark.parametrize("size", [0, -5])
def test_points_as_large_as_a_share_of_the_screen_are_dots(imported: Callable[..., Drawing], size: float) -> None:
    def draw(doc: Any) -> None:
        doc.header["$PDMODE"], doc.header["$PDSIZE"] = 3, size
        doc.modelspace().add_point((100, 50))
        doc.modelspace().add_line((0, 0), (9, 9))

    assert [100, 50, 100, 50] in imported(draw).segments.tolist()


def test_the_lines_of_a_hatch_on_a_wall_layer_are_no_walls(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        doc.modelspace().add_line((0, 0), (9000, 0), dxfattribs={"layer": "WALL"})
        block = doc.blocks.new("POCHE")
        hatch = block.add_hatch(dxfattribs={"layer": "WALL"})
        hatch.set_pattern_fill("ANSI31", scale=50)
        hatch.paths.add_polyline_path([(0, 0), (9000, 0), (9000, 2000), (0, 2000)])
        doc.modelspace().add_blockref("POCHE", (0, 0))

    drawing = imported(draw)
    hall = Underlay(id="hall", name="hall.dxf", asset="x", unit="mm", scale=1.0, roles=(("WALL", "wall"),))
    assert len(drawing.segments) > 20
    assert [obstacle.points for obstacle in drawn_obstacles(drawing, hall)] == [((0, 0), (9000, 0))]
    assert len(walls_from(drawing, hall, parts_on(drawing, ["WALL"]))) == 1


def test_hidden_layers_are_read_but_not_part_of_the_size(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        square(doc)
        doc.layers.add("OFF").off()
        doc.modelspace().add_line((0, 0), (30_000, 0), dxfattribs={"layer": "OFF"})

    drawing = imported(draw)
    assert [(layer.name, layer.visible) for layer in drawing.layers if layer.entities] == [("0", True), ("OFF", False)]
    assert drawing.box == (0, 0, 10_000, 10_000)
    assert len(drawing.segments) == 5


def test_only_the_layers_asked_for_are_read(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        square(doc)
        doc.modelspace().add_circle((0, 0), 5, dxfattribs={"layer": "PIPES"})

    drawing = imported(draw, options=ImportOptions(layers=("PIPES",)))
    assert (len(drawing.segments), len(drawing.arcs)) == (0, 1)


def test_a_sheet_can_be_read_instead_of_the_model(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        square(doc)
        doc.layout("Layout1").add_line((0, 0), (297, 0))

    drawing = imported(draw, options=ImportOptions(layout="Layout1"))
    assert drawing.layouts == ("Model", "Layout1")
    assert drawing.box == (0, 0, 297, 0)


def test_a_stray_point_is_listed_and_not_part_of_the_size(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        square(doc)
        doc.modelspace().add_point((1e20, 1e20))

    drawing = imported(draw)
    assert drawing.box == (0, 0, 10_000, 10_000)
    assert drawing.strays == ((1e20, 1e20),)


def test_a_file_cut_off_is_read_to_its_last_whole_entity(imported: Callable[..., Drawing]) -> None:
    drawing = imported(square, change=lambda text: text[: text.rindex("AcDbLine") - 4])
    assert len(drawing.segments) == 3
    assert "The file is cut off: after LINE" in whats(drawing)


def test_old_line_ends_and_zero_characters_change_nothing(imported: Callable[..., Drawing]) -> None:
    assert len(imported(square, change=lambda text: text.replace("\n", "\r")).segments) == 4
    assert len(imported(square, change=lambda text: text.replace("AcDbLine", "AcDb\0\0\0Line")).segments) == 4


@pytest.mark.parametrize("word", ["nan", "inf", "1e999", "1e308", "wall", ""])
def test_an_entity_with_an_impossible_number_is_left_out_and_counted(
    imported: Callable[..., Drawing], word: str
) -> None:
    drawing = imported(square, change=lambda text: text.replace("\n 11\n10000.0\n", f"\n 11\n{word}\n", 1))
    assert len(drawing.segments) == 3
    assert np.isfinite(drawing.segments).all()
    assert "1 LINE with an impossible number" in whats(drawing)


def test_a_decimal_comma_is_a_decimal_mark_and_told(imported: Callable[..., Drawing]) -> None:
    drawing = imported(square, change=lambda text: text.replace("\n 11\n10000.0\n", "\n 11\n10000,5\n", 1))
    assert drawing.segments[0, 2] == 10000.5
    assert "1 Decimal comma" in whats(drawing)


def test_an_empty_line_costs_one_entity(imported: Callable[..., Drawing]) -> None:
    drawing = imported(square, change=lambda text: text.replace("\n 11\n10000.0\n", "\n\n 11\n10000.0\n", 1))
    assert len(drawing.segments) == 3
    assert "Damaged tag" in whats(drawing)


def test_entities_with_one_handle_are_all_kept(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        square(doc)
        first, second, *_ = doc.modelspace()
        second.dxf.handle = first.dxf.handle

    drawing = imported(draw)
    assert len(drawing.segments) == 4


def test_blocks_that_contain_each_other_are_drawn_once(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        a, b = doc.blocks.new("A"), doc.blocks.new("B")
        a.add_line((0, 0), (5, 5))
        a.add_blockref("B", (0, 0))
        b.add_line((0, 0), (7, 7))
        b.add_blockref("A", (0, 0))
        doc.modelspace().add_blockref("A", (0, 0))

    drawing = imported(draw)
    assert drawing.box == (0, 0, 7, 7)
    assert "contains itself" in whats(drawing)


def test_a_chain_of_150_blocks_is_followed(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        doc.blocks.new("B0").add_line((0, 0), (1, 1))
        for i in range(1, 150):
            doc.blocks.new(f"B{i}").add_blockref(f"B{i - 1}", (1, 0))
        doc.modelspace().add_blockref("B149", (0, 0))

    assert imported(draw).box == (149, 0, 150, 1)


def test_a_hundred_million_pieces_are_boxes(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        doc.blocks.new("A").add_line((0, 0), (5, 5))
        grid = {"column_count": 32767, "row_count": 32767, "column_spacing": 10, "row_spacing": 10}
        doc.modelspace().add_blockref("A", (0, 0), dxfattribs=grid)

    drawing = imported(draw)
    assert len(drawing.segments) == 4
    assert drawing.box == (0, 0, 327_665, 327_665)
    assert "drawn as a box" in whats(drawing)


def test_one_bad_insert_does_not_lose_the_others(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        square(doc)
        doc.modelspace().add_blockref("NOWHERE", (0, 0))

    drawing = imported(draw)
    assert len(drawing.segments) == 4
    assert "1 INSERT of a block that is missing: INSERT" in whats(drawing)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("车间设备 仓库 装配线", "gbk"),
        ("作業場とそうこ レイアウト", "cp932"),
        ("작업장 창고 조립", "cp949"),
        ("Цех сборки, склад", "cp1251"),
    ],
)
def test_r12_without_a_code_page_is_read_in_the_alphabet_of_its_bytes(tmp_path: Path, words: str, code: str) -> None:
    text = f"0\nSECTION\n2\nENTITIES\n0\nTEXT\n8\n0\n10\n0.0\n20\n0.0\n40\n5.0\n1\n{words}\n0\nENDSEC\n0\nEOF\n"
    path = tmp_path / "hall.dxf"
    path.write_bytes(text.encode(code))
    drawing = read(path, ImportOptions(), Job())
    assert (drawing.texts[0].text, drawing.encoding) == (words, code)


def test_an_empty_drawing_is_an_error(imported: Callable[..., Drawing]) -> None:
    with pytest.raises(ImportFailed, match=r"Nothing in “hall\.dxf” can be drawn"):
        imported(lambda doc: None)


def test_endless_lines_are_seen_as_far_as_the_drawing_reaches(imported: Callable[..., Drawing]) -> None:
    def draw(doc: Any) -> None:
        square(doc)
        doc.modelspace().add_xline((5000, 20_000), (0, 3))
        doc.modelspace().add_ray((2000, 1000), (-1, 0))
        doc.modelspace().add_ray((20_000, 0), (1, 1))

    drawing = imported(draw)
    assert drawing.box == (0, 0, 10_000, 10_000)
    assert drawing.segments[4:].tolist() == [[5000, 0, 5000, 10_000], [2000, 1000, 0, 1000]]
    assert drawing.segment_entity[4:].tolist() == [4, 5]
    assert dict(drawing.entities) == {"LINE": 4, "RAY": 2, "XLINE": 1}


def test_a_drawing_is_read_without_the_libraries_it_does_not_need(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    model = doc.modelspace()
    model.add_lwpolyline([(0, 0, 0.4), (9000, 0, 0), (9000, 5000, 0)], format="xyb", close=True)
    model.add_mtext("Hall\\P{\\C1;4}").set_location((500, 500))
    model.add_open_spline([(0, 0, 0), (2000, 3000, 0), (4000, 0, 0), (6000, 3000, 0)])
    model.add_ellipse((3000, 2000), (900, 0), 0.5)
    doc.blocks.new("DESK").add_circle((0, 0), 400)
    model.add_blockref("DESK", (4000, 2500))
    path = tmp_path / "plant.dxf"
    doc.saveas(path)
    code = """
import sys
from pathlib import Path
from floorwright.api import ImportOptions, Job
from floorwright_builtin.dxf_import import read
print(len(read(Path(sys.argv[1]), ImportOptions(), Job()).segments) > 30)
print(*sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code, path], check=True, capture_output=True, text=True)
    drawn, *taken = done.stdout.split()
    assert drawn == "True"
    assert {"ezdxf", "shapely", "numpy.ma", "scipy"} & set(taken) == set()
