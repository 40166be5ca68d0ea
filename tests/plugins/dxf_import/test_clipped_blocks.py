"""Inserts that show only a part of their block, as the command XCLIP makes them."""

from pathlib import Path
from typing import Any

import ezdxf
import pytest
from ezdxf.xclip import XClip

from floorwright.api import Drawing, ImportOptions, Job
from floorwright_builtin.dxf_import import read

SQUARE = [(20, 20), (80, 60)]
"""Two corners are those of a rectangle."""


def hall() -> Any:
    """A file with a block: a beam of 100, a column of 10 round (50, 50), an area of 50 by 50, a name at each end."""
    doc = ezdxf.new("R2018")
    block = doc.blocks.new("HALL")
    block.add_line((0, 30), (100, 30))
    block.add_circle((50, 60), 10)
    block.add_hatch().paths.add_polyline_path([(0, 0), (50, 0), (50, 50), (0, 50)])
    block.add_text("IN", height=4).set_placement((40, 40))
    block.add_text("OUT", height=4).set_placement((90, 40))
    return doc


def reading(doc: Any, tmp_path: Path) -> Drawing:
    """What is read from a document."""
    doc.saveas(tmp_path / "hall.dxf")
    return read(tmp_path / "hall.dxf", ImportOptions(), Job())


def test_a_clipped_insert_shows_what_lies_in_its_outline(tmp_path: Path) -> None:
    doc = hall()
    XClip(doc.modelspace().add_blockref("HALL", (1000, 0))).set_block_clipping_path(SQUARE)
    drawing = reading(doc, tmp_path)
    assert drawing.segments.tolist() == [[1020, 30, 1080, 30]]
    # Of the circle round (50, 60) the half below y = 60 is left, π rad of it.
    assert sum(arc[7] - arc[6] for arc in drawing.arcs) == pytest.approx(3.14159265)
    assert drawing.fill_points.min(0).tolist() == [1020, 20]
    assert drawing.fill_points.max(0).tolist() == [1050, 50]
    assert [text.text for text in drawing.texts] == ["IN"]


def test_the_outline_turns_and_grows_with_its_insert(tmp_path: Path) -> None:
    doc = hall()
    placed = {"rotation": 90, "xscale": 2, "yscale": 2}
    XClip(doc.modelspace().add_blockref("HALL", (0, 0), dxfattribs=placed)).set_block_clipping_path(SQUARE)
    (line,) = reading(doc, tmp_path).segments.tolist()
    assert line == pytest.approx([-60, 40, -60, 160])


def test_an_insert_beside_a_clipped_one_shows_all_of_the_block(tmp_path: Path) -> None:
    doc = hall()
    XClip(doc.modelspace().add_blockref("HALL", (0, 0))).set_block_clipping_path(SQUARE)
    doc.modelspace().add_blockref("HALL", (0, 200))
    drawing = reading(doc, tmp_path)
    assert sorted(drawing.segments.tolist()) == [[0, 230, 100, 230], [20, 30, 80, 30]]
    assert sorted(text.text for text in drawing.texts) == ["IN", "IN", "OUT"]


def test_what_stands_in_a_clipped_block_is_clipped_with_it(tmp_path: Path) -> None:
    doc = hall()
    outer = doc.blocks.new("SITE")
    # The inner insert shows x from 20 to 80, the outer one from 500 + 50 on.
    XClip(outer.add_blockref("HALL", (500, 0))).set_block_clipping_path(SQUARE)
    XClip(doc.modelspace().add_blockref("SITE", (0, 0))).set_block_clipping_path([(550, 0), (900, 100)])
    assert reading(doc, tmp_path).segments.tolist() == [[550, 30, 580, 30]]


def test_an_outline_that_is_switched_off_hides_nothing(tmp_path: Path) -> None:
    doc = hall()
    clip = XClip(doc.modelspace().add_blockref("HALL", (0, 0)))
    clip.set_block_clipping_path(SQUARE)
    clip.disable_clipping()
    assert reading(doc, tmp_path).segments.tolist() == [[0, 30, 100, 30]]


def test_an_outline_with_impossible_corners_hides_nothing(tmp_path: Path) -> None:
    doc = hall()
    XClip(doc.modelspace().add_blockref("HALL", (0, 0))).set_block_clipping_path([(1e300, 0), (2e308, 5), (3, 4)])
    assert reading(doc, tmp_path).segments.tolist() == [[0, 30, 100, 30]]
