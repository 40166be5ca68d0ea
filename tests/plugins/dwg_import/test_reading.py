"""DWG releases, what the library leaves out, and files whose name says something else."""

import random
import sys
from pathlib import Path

import ezdxf
import pytest

from floorwright.api import ImportFailed, ImportOptions, Job
from floorwright.hooks.importing import read_drawing
from floorwright.hooks.manager import Plugins
from floorwright_builtin.dwg_import.library import convert_with_library, problems
from floorwright_builtin.dwg_import.not_converted import NotConverted
from floorwright_builtin.dwg_import.reading import read_dwg
from floorwright_builtin.dwg_import.releases import is_dwg, mark_of, release_of


@pytest.fixture(autouse=True)
def no_converter_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


@pytest.mark.parametrize(
    ("mark", "release"),
    [("AC1012", "R13"), ("AC1014", "R14"), ("AC1015", "R2000"), ("AC1018", "R2004"), ("AC1021", "R2007"),
     ("AC1024", "R2010"), ("AC1027", "R2013"), ("AC1032", "R2018"), ("AC1009", "R11/R12"), ("AC1006", "R10"),
     ("AC1004", "R9"), ("AC2.10", "R2.10"), ("AC1.40", "R1.40"), ("MC0.0", "R1.0")],
)  # fmt: skip
def test_the_first_bytes_say_the_release(mark: str, release: str) -> None:
    head = mark.encode() + b"\0\0\0\0\x01"
    assert is_dwg(head)
    assert release_of(mark_of(head)) == f"{release} ({mark})"


def test_a_release_to_come_is_called_unknown() -> None:
    assert release_of(mark_of(b"AC1099\0")) == "an unknown release (AC1099)"
    assert not is_dwg(b"  0\nSECTION\n") and not is_dwg(b"ACME Ltd.")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"AC1006" + bytes(300), r"R10 \(AC1006\) and cannot be read: only R13 to R2018 can be read here"),
        (b"AC1009" + bytes(300), r"R11/R12 \(AC1009\)"),
        (b"AC1099" + bytes(300), r"unknown release \(AC1099\)"),
        (b"AC1032" + bytes(500), r"R2018 \(AC1032\) and cannot be read: it is cut off or damaged"),
        (b"AC1015", r"R2000 \(AC1015\) and cannot be read: it is cut off or damaged"),
        (b"AC1018" + random.Random(3).randbytes(5000), "it is cut off or damaged"),
    ],
)
def test_what_cannot_be_read_says_its_release_and_what_to_do(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "hall.dxf"
    path.write_bytes(content)
    with pytest.raises(ImportFailed, match=words) as refused:
        read_drawing(Plugins().load(), path)
    assert "DXF R2010" in refused.value.hint


def test_a_dxf_called_dwg_is_read_as_what_it_is(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    doc.modelspace().add_line((0, 0), (10, 5))
    path = tmp_path / "hall.dwg"
    doc.saveas(path)
    assert read_drawing(Plugins().load(), path).kind == "dxf"


def test_the_library_keeps_geometry_layers_and_texts_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    # The library reads DXF as well, so a drawing of known content can be made for it.
    doc = ezdxf.new("R2018", setup=True)
    model = doc.modelspace()
    doc.layers.add("WALLS", color=3)
    model.add_line((0, 0), (4000, 3000), dxfattribs={"layer": "WALLS"})
    model.add_circle((0, 0), 500)
    model.add_text("Säge", height=250)
    for _ in range(3):
        model.add_mline([(0, 0), (100, 100)])
    path = tmp_path / "made.dxf"
    doc.saveas(path)
    converted, left_out = convert_with_library(path.read_bytes(), "")
    (tmp_path / "again.dxf").write_bytes(converted)
    drawing = read_drawing(Plugins().load(), tmp_path / "again.dxf")
    assert dict(drawing.entities) == {"LINE": 1, "CIRCLE": 1, "TEXT": 1}
    assert drawing.segments[0].tolist() == [0, 0, 4000, 3000]
    assert drawing.texts[0].text == "Säge"
    assert "WALLS" in [layer.name for layer in drawing.layers]
    assert [(problem.what, problem.count, problem.done) for problem in left_out] == [("MLINE", 3, "left out")]


def test_other_warnings_are_counted_by_sort() -> None:
    found = problems(
        [{"code": "dwg.bad_handle", "message": "first"}, {"code": "dwg.bad_handle", "message": "next"}], b""
    )
    assert [(problem.what, problem.where, problem.count) for problem in found] == [("Bad handle", "first", 2)]


def test_without_the_library_the_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cadkit", None)
    path = tmp_path / "hall.dwg"
    path.write_bytes(b"AC1032" + bytes(500))
    with pytest.raises(ImportFailed, match="pycadkit, which reads DWG, is not installed"):
        read_dwg(path, ImportOptions(), Job())


@pytest.mark.fuzz
def test_noise_after_a_mark_is_refused_in_words() -> None:
    noise = random.Random(11)
    for mark in ("AC1012", "AC1015", "AC1018", "AC1021", "AC1024", "AC1032"):
        for _ in range(50):
            with pytest.raises(NotConverted):
                convert_with_library(mark.encode() + noise.randbytes(noise.randrange(4000)), "")
