"""Damaged, wrong and hostile files: what is whole is read, what is not is named, and nothing else happens."""

import logging
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ezdxf
import numpy as np
import pytest

from floorwright.api import Drawing, ImportFailed, ImportOptions, Job
from floorwright_builtin.dxf_import import read
from helpers.dxf_text import block, drawn, dxf, insert, line, numbers, saved, spelled, tags, total, whats
from helpers.real_drawings import drawings, run_tool
from helpers.stress_drawings import STRESS

ENTITIES = 356
"""In mcc-20.dxf, of which one is a line without length."""


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with one real drawing damaged in sixteen ways."""
    (source,) = drawings("mcc-20.dxf")
    folder = tmp_path_factory.mktemp("damaged")
    run_tool("cad/damage.py", str(source), str(folder))
    return folder


def reading(folder: Path, kind: str) -> Drawing:
    """The drawing damaged in one way."""
    return read(folder / f"mcc-20.{kind}.dxf", ImportOptions(), Job())


@pytest.mark.parametrize(
    ("kind", "entities", "words"),
    [
        ("trunc", 200, "The file is cut off: after LINE FD"),
        ("noeof", ENTITIES, "end mark is missing"),
        ("bom", ENTITIES, ""),
        ("cr_only", ENTITIES, ""),
        ("blank_lines", ENTITIES - 1, "1 Damaged tag"),
        ("bad_float", ENTITIES - 3, "1 Decimal comma"),
        ("wrong_cp", ENTITIES, "encoding"),
        ("dup_handle", ENTITIES, ""),
        ("utf16", ENTITIES, ""),
        ("self_insert", ENTITIES + 1, "contains itself"),
        ("far_outlier", ENTITIES + 1, "1 Far away from the rest"),
        ("nul", ENTITIES, ""),
    ],
)
def test_a_damaged_drawing_is_read_as_far_as_it_goes(damaged: Path, kind: str, entities: int, words: str) -> None:
    drawing = reading(damaged, kind)
    assert (total(drawing), drawing.unit) == (entities, "m")
    assert words in whats(drawing)
    assert drawing.box == pytest.approx((469.6, 2717.1, 496.6, 2744.0), abs=0.1)


@pytest.mark.parametrize("kind", ["gz", "html", "empty"])
def test_what_is_no_drawing_is_refused(damaged: Path, kind: str) -> None:
    with pytest.raises(ImportFailed, match="DXF"):
        reading(damaged, kind)


def test_layer_names_in_another_alphabet_are_read(damaged: Path) -> None:
    assert "车间设备" in [layer.name for layer in reading(damaged, "wrong_cp").layers]


def test_an_insert_of_scale_0_loses_itself_alone(tmp_path: Path) -> None:
    blocks = block("A", line())
    drawing = drawn(tmp_path, dxf(insert("A", 0, 0, 41, 0, 42, 0, 43, 0) + insert("A", 5, 5), blocks))
    assert drawing.box == (5, 5, 15, 15)
    assert "scale 0" in whats(drawing)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.35, 0.5, 0.77, 0.9, 0.99])
@pytest.mark.parametrize("form", ["asc", "bin"])
def test_a_file_cut_anywhere_is_read_to_there_or_refused(tmp_path: Path, share: float, form: str) -> None:
    doc = ezdxf.new("R2010")
    for number in range(400):
        doc.modelspace().add_line((number, 0), (number, 10))
    path = tmp_path / "whole.dxf"
    doc.saveas(path, fmt=form)
    data = path.read_bytes()
    # The OBJECTS section follows the entities: the cut is counted from where they begin to where they end.
    places = [found.start() for found in re.finditer(rb"AcDbLine[\r\n\0]", data)]
    begin, end = places[0], places[-1]
    part = data[: begin + int((end - begin) * share)]
    drawing = drawn(tmp_path, part)
    assert total(drawing) == pytest.approx(400 * share, abs=2)
    assert "The file is cut off" in whats(drawing)


def test_a_binary_file_cut_before_its_entities_is_refused(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    doc.modelspace().add_line((0, 0), (1, 1))
    path = tmp_path / "whole.dxf"
    doc.saveas(path, fmt="bin")
    for length in (22, 23, 60, 500):
        with pytest.raises(ImportFailed):
            drawn(tmp_path, path.read_bytes()[:length])


@pytest.mark.parametrize(
    "value", ["nan", "-inf", "1e999", "1e308", "wall", "0x1p3", "1_000", "١", "", "99999999999999999999"]
)
def test_no_number_that_is_not_finite_comes_through(
    tmp_path: Path, value: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, logger="ezdxf")
    doc = ezdxf.new("R2010")
    for name in ("curves", "polylines", "hatches", "annotations", "grids"):
        STRESS[name](doc)
    path = tmp_path / "whole.dxf"
    doc.saveas(path)
    lines = path.read_text(doc.output_encoding).split("\n")
    first = lines.index("ENTITIES")
    chance = random.Random(value)
    places = [
        i
        for i in range(first + 1, len(lines) - 1, 2)
        if lines[i].strip() in ("10", "11", "20", "40", "41", "42", "50", "70", "90")
    ]
    for place in chance.sample(places, 60):
        lines[place + 1] = value
    drawing = drawn(tmp_path, "\n".join(lines).encode(doc.output_encoding, "surrogateescape"))
    assert all(np.isfinite(array).all() for array in numbers(drawing))
    assert drawing.problems


@pytest.mark.parametrize("code", ["wall", "-5", "1000000000", "1e3", "9999", ""])
def test_a_group_code_that_is_none_costs_one_entity_at_most(tmp_path: Path, code: str) -> None:
    bad = tags(0, "LINE", 8, "0", 10, 1, 20, 1) + f"{code}\n7\n" + tags(11, 2, 21, 2)
    drawing = drawn(tmp_path, dxf(line() + bad + line(0, 0, 20, 20)))
    assert 2 <= total(drawing) <= 3
    assert drawing.box == (0, 0, 20, 20)


def test_control_characters_never_reach_a_text(tmp_path: Path) -> None:
    words = "".join(map(chr, range(1, 32))).replace("\n", "").replace("\r", "") + "A^IB\x7f\x85C"
    drawing = drawn(tmp_path, dxf(line() + tags(0, "TEXT", 8, "0", 10, 0, 20, 0, 40, 1, 1, words)))
    (text,) = drawing.texts
    assert all(character.isprintable() for character in text.text)
    assert "A" in text.text and "C" in text.text


def test_half_characters_become_question_marks_in_texts_and_layer_names(tmp_path: Path) -> None:
    body = tags(0, "TEXT", 8, "L\xff", 10, 0, 20, 0, 40, 1, 1, "a \\U+D800 b").encode("cp1252", "surrogateescape")
    whole = dxf(line() + "@@").encode().replace(b"@@", body)
    drawing = drawn(tmp_path, whole)
    for words in (*drawing.words, *(layer.name for layer in drawing.layers)):
        words.encode("utf-8")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("%%c20 %%d %%p", "Ø20 ° ±"),
        ("\\U+4E2D\\U+6587", "中文"),
        ("שלום", "שלום"),
        ("مرحبا", "مرحبا"),
        ("%%uunder%%u", "under"),
    ],
)
def test_texts_are_readable(tmp_path: Path, words: str, shown: str) -> None:
    drawing = drawn(tmp_path, dxf(line() + tags(0, "TEXT", 8, "0", 10, 0, 20, 0, 40, 1, 1, words)))
    assert drawing.texts[0].text.replace("⌀", "Ø") == shown


@pytest.mark.parametrize(
    "entity",
    [
        "ARC 10:0 20:0 40:0 50:0 51:90",
        "ARC 10:0 20:0 40:-5 50:0 51:90",
        "CIRCLE 10:0 20:0 40:-5",
        "ELLIPSE 10:0 20:0 11:0 21:0 40:0.5 41:0 42:6.28",
        "LINE 10:3 20:3 11:3 21:3",
        "SPLINE 70:8 71:3 72:0 73:0 74:0",
        "HATCH 2:SOLID 70:1 91:1 92:0 93:1 97:0 75:0 76:1",
        "INSERT 2:NOWHERE 10:0 20:0",
        "LWPOLYLINE 90:0 70:0",
        "POLYLINE 66:1 0:SEQEND",
    ],
)
def test_an_impossible_entity_is_left_out_and_named(tmp_path: Path, entity: str) -> None:
    drawing = drawn(tmp_path, dxf(line() + spelled(entity) + line(0, 0, 20, 20)))
    assert (len(drawing.segments), len(drawing.arcs), drawing.box) == (2, 0, (0, 0, 20, 20))
    assert entity.split()[0] in whats(drawing)


TRIANGLE = "92:2 72:0 73:1 93:3 10:0 20:0 10:9 20:0 10:9 20:9 97:0 75:0 76:1"


@pytest.mark.parametrize(
    "entity",
    [
        # A count of 2·10⁹ vertices where there are two; bulges without bounds; knots that go back; a ratio of 0; …
        "LWPOLYLINE 90:2000000000 70:0 10:0 20:0 10:9 20:9",
        "LWPOLYLINE 90:2 70:0 10:0 20:0 42:1e308 10:9 20:9",
        "LWPOLYLINE 90:2 70:0 10:0 20:0 42:-1e49 10:9 20:9",
        "SPLINE 70:8 71:3 72:8 73:4 74:0 40:0 40:9 40:1 40:-5 40:0 40:9 40:1 40:-5 10:0 20:0 10:1 20:3 10:0 20:0 10:1",
        "SPLINE 70:8 71:99 72:2 73:2 74:0 40:0 40:1 10:0 20:0 10:1 20:3",
        "ELLIPSE 10:0 20:0 11:5 21:0 40:0 41:0 42:6.28",
        "ELLIPSE 10:0 20:0 11:5 21:0 40:0.5 41:1e40 42:-1e40",
        "ARC 10:0 20:0 40:5 50:1e40 51:-1e30",
        "CIRCLE 10:0 20:0 40:5 210:0 220:0 230:0",
        f"HATCH 2:ANSI31 70:0 91:1 {TRIANGLE} 52:0 41:1 77:0 78:1 53:45 43:0 44:0 45:0 46:0 79:0",
        f"HATCH 2:X 70:0 91:1 {TRIANGLE} 52:0 41:1 77:0 78:1 53:45 43:0 44:0 45:0 46:1e-9 79:2 49:1e-12 49:-1e-12",
        "HATCH 2:SOLID 70:1 91:2000000000 92:2 72:0 73:1 93:2000000000 10:0 20:0 97:0 75:0 76:1",
        "MTEXT 10:0 20:0 40:1 41:1e-30 1:word_word_word_word_word_word",
        "TEXT 10:0 20:0 40:1e40 1:large",
        "3DFACE 10:0 20:0",
        "DIMENSION 2:*D1 10:0 20:0 70:0",
        "VIEWPORT 10:0 20:0 40:0 41:0",
        "INSERT 2:NOWHERE 10:0 20:0 70:32767 71:32767 44:1 45:1",
        "POLYLINE 66:1 70:64 71:32767 72:32767 0:VERTEX 8:0 10:0 20:0 70:192 0:SEQEND",
    ],
)
def test_extreme_values_are_drawn_or_left_out(tmp_path: Path, entity: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="ezdxf")
    drawing = drawn(tmp_path, dxf(line() + spelled(entity) + line(0, 0, 20, 20)))
    assert all(np.isfinite(array).all() for array in numbers(drawing))
    assert len(drawing.segments) >= 2


def test_handles_missing_or_doubled_lose_nothing(tmp_path: Path) -> None:
    doubled = tags(0, "LINE", 5, "1F", 8, "0", 10, 0, 20, 0, 11, 5, 21, 5)
    without = tags(0, "LINE", 8, "0", 10, 0, 20, 0, 11, 7, 21, 5)
    assert len(drawn(tmp_path, dxf(doubled * 3 + without * 2 + line())).segments) == 6


def test_a_picture_whose_definition_is_cut_off_is_named(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    doc.modelspace().add_line((0, 0), (10, 10))
    doc.modelspace().add_image(doc.add_image_def("hall.png", (100, 100)), (0, 0), (5, 5))
    doc.saveas(tmp_path / "hall.dxf")
    whole = (tmp_path / "hall.dxf").read_text()
    (tmp_path / "hall.dxf").write_text(whole[: whole.index("OBJECTS")])
    drawing = read(tmp_path / "hall.dxf", ImportOptions(), Job())
    assert drawing.segments.tolist() == [[0, 0, 10, 10]]
    assert "IMAGE cannot be read" in whats(drawing)


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """Every file that is opened and every place that is connected to while the test runs."""
    found: list[str] = []
    listening = [True]

    def hear(event: str, given: Any) -> None:
        if listening and event in ("open", "socket.connect", "subprocess.Popen", "os.listdir"):
            found.append(str(given[0]))

    sys.addaudithook(hear)
    yield found
    listening.clear()


@pytest.mark.parametrize(
    "place",
    ["\\\\server\\share\\plan.dwg", "http://example.com/plan.dwg", "../../etc/passwd", "/dev/zero", "C:\\plan.dwg"],
)
def test_what_is_linked_is_listed_and_never_opened(tmp_path: Path, place: str, opened: list[str]) -> None:
    doc = ezdxf.new("R2010")
    space = doc.modelspace()
    space.add_line((0, 0), (10, 10))
    doc.add_xref_def(place, "OTHER")
    space.add_blockref("OTHER", (0, 0))
    space.add_image(doc.add_image_def(place, (100, 100)), (0, 0), (5, 5))
    space.add_underlay(doc.add_underlay_def(place, "pdf"), (1, 1))
    path = tmp_path / "hall.dxf"
    doc.saveas(path)
    opened.clear()
    drawing = read(path, ImportOptions(), Job())
    assert drawing.xrefs == (place,)
    assert place.replace("\n", "")[-20:] in whats(drawing)
    assert not [one for one in opened if place in one or "passwd" in one or one == "/dev/zero"]


def test_two_groups_a_thousand_kilometres_apart_keep_the_larger_in_sight(tmp_path: Path) -> None:
    here = "".join(line(x, 0, x, 9000) for x in range(0, 9000, 100))
    there = "".join(line(1e9 + x, 1e9, 1e9 + x, 1e9 + 50) for x in range(30))
    drawing = drawn(tmp_path, dxf(here + there))
    assert drawing.box == (0, 0, 8900, 9000)
    assert len(drawing.segments) == 120
    assert drawing.strays[0] == pytest.approx((1e9, 1e9), rel=1e-6)


def test_coordinates_of_billions_keep_their_size(tmp_path: Path) -> None:
    away = 5_774_347_227.0
    drawing = drawn(tmp_path, dxf(line(away, away, away + 3500.5, away) + line(away, away, away, away + 20)))
    assert drawing.box is not None
    assert drawing.box[2] - drawing.box[0] == 3500.5


def test_the_header_s_extents_are_not_believed(tmp_path: Path) -> None:
    header = tags(9, "$EXTMIN", 10, "1e20", 20, "1e20", 30, "1e20", 9, "$EXTMAX", 10, "-1e20", 20, "-1e20", 30, "-1e20")
    assert drawn(tmp_path, dxf(line(), header=header)).box == (0, 0, 10, 10)


def test_noise_after_a_good_start_is_refused_or_read(tmp_path: Path) -> None:
    noise = random.Random(5)
    for _ in range(20):
        path = saved(tmp_path, b"  0\nSECTION\n  2\nENTITIES\n" + noise.randbytes(2000))
        with pytest.raises(ImportFailed):
            read(path, ImportOptions(), Job())
