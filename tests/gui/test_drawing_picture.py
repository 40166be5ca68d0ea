"""A picture of a drawing alone is the one that the window would show, made without a window."""

import subprocess
import sys
from pathlib import Path

import ezdxf
import pytest
from pytestqt.qtbot import QtBot

from floorwright.errors import ImportFailed
from floorwright.gui.drawing_picture import drawing_picture
from floorwright.gui.picture import window_picture

SIZE = (800, 560)


def test_a_drawing_alone_looks_as_it_does_in_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    doc.header["$INSUNITS"] = 4
    doc.modelspace().add_lwpolyline([(0, 0), (50_000, 0), (50_000, 20_000), (0, 20_000)], close=True)
    doc.modelspace().add_circle((25_000, 10_000), 6_000, dxfattribs={"color": 1})
    doc.modelspace().add_text("Hall 4", height=1_500).set_placement((2_000, 2_000))
    path = tmp_path / "hall.dxf"
    doc.saveas(path)
    assert drawing_picture(path, SIZE) == window_picture(path, SIZE)


def test_what_is_no_drawing_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match=r"no file “hall\.dxf”"):
        drawing_picture(tmp_path / "hall.dxf", SIZE)
    (tmp_path / "hall.dxf").write_text("a letter")
    with pytest.raises(ImportFailed, match=r"hall\.dxf"):
        drawing_picture(tmp_path / "hall.dxf", SIZE)


def test_it_needs_no_window_and_no_figures() -> None:
    code = "import sys, floorwright.gui.drawing_picture; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    taken = set(done.stdout.split())
    assert "floorwright.gui.canvas.view" in taken
    assert (
        taken & {"floorwright.gui.main_window", "floorwright.analysis.analyze", "floorwright.storage.plan_file"}
        == set()
    )
