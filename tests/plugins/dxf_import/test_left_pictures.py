"""Entities of programs of their own are drawn by the picture that their program left of them."""

import io
import struct
from pathlib import Path

import ezdxf
import pytest

from floorwright.api import Drawing, ImportOptions, Job
from floorwright_builtin.dxf_import import read

LINE, COLOUR = 6, 14


def picture(*colours: int) -> bytes:
    """A line from (0, 0) over (4000, 0) to (4000, 3000), in a colour if one is given, as AutoCAD packs it."""
    corners = [(0.0, 0.0, 0.0), (4000.0, 0.0, 0.0), (4000.0, 3000.0, 0.0)]
    parts = [(COLOUR, struct.pack("<l", colour)) for colour in colours]
    parts.append((LINE, struct.pack("<l", len(corners)) + b"".join(struct.pack("<3d", *one) for one in corners)))
    packed = b"".join(struct.pack("<ll", 8 + len(data), kind) + data for kind, data in parts)
    return struct.pack("<ll", 8 + len(packed), len(parts)) + packed


def drawn(tmp_path: Path, kind: str, data: bytes, form: str = "text") -> Drawing:
    """A line of the drawing itself, and one of these entities on the layer WALLS, which is red."""
    doc = ezdxf.new("R2010")
    doc.layers.add("WALLS", color=1)
    doc.modelspace().add_line((0, -1000), (4000, -1000))
    stream = io.StringIO()
    doc.write(stream)
    digits = data.hex().upper()
    chunks = "".join(f"310\n{digits[at : at + 254]}\n" for at in range(0, len(digits), 254))
    size = f"160\n{len(data)}\n{chunks}" if data else ""
    entity = f"  0\n{kind}\n  5\nABC\n100\nAcDbEntity\n  8\nWALLS\n{size}100\nAcDbWall\n 90\n498\n"
    whole = stream.getvalue().replace("  0\nLINE", entity + "  0\nLINE", 1)
    path = tmp_path / "hall.dxf"
    if form == "binary":
        ezdxf.read(io.StringIO(whole)).saveas(path, fmt="bin")  # type: ignore[attr-defined]
    else:
        path.write_text(whole)
    return read(path, ImportOptions(), Job())


@pytest.mark.parametrize(
    ("kind", "form"),
    [("ACAD_PROXY_ENTITY", "text"), ("AEC_WALL", "text"), ("TCH_WALL", "text"), ("TCH_WALL", "binary")],
)
def test_a_wall_of_a_program_of_its_own_is_drawn_on_its_layer(tmp_path: Path, kind: str, form: str) -> None:
    drawing = drawn(tmp_path, kind, picture(), form)
    assert drawing.segments.tolist() == [
        [0, 0, 4000, 0], [4000, 0, 4000, 3000], [0, -1000, 4000, -1000],
    ]  # fmt: skip
    assert [drawing.layers[number].name for number in drawing.segment_layer] == ["WALLS", "WALLS", "0"]
    assert drawing.segment_colour.tolist() == [0xFF0000, 0xFF0000, -1]
    assert dict(drawing.entities) == {kind: 1, "LINE": 1}


def test_a_picture_that_says_its_colour_has_it(tmp_path: Path) -> None:
    assert drawn(tmp_path, "AEC_WALL", picture(3)).segment_colour.tolist() == [0x00FF00, 0x00FF00, -1]


@pytest.mark.parametrize("kind", ["ACAD_PROXY_ENTITY", "AEC_WALL"])
@pytest.mark.parametrize("data", [b"", picture()[:20], b"\xff" * 40])
def test_what_has_no_picture_or_half_of_one_is_named(tmp_path: Path, kind: str, data: bytes) -> None:
    drawing = drawn(tmp_path, kind, data)
    assert drawing.segments.tolist() == [[0, -1000, 4000, -1000]]
    (problem,) = [problem for problem in drawing.problems if kind in problem.what]
    assert problem.done == "left out"
