"""A sheet shows the model through its viewports."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ezdxf
import numpy as np
import pytest

from floorwright.api import Drawing, ImportOptions, Job
from floorwright_builtin.dxf_import import read


def drawn(
    tmp_path: Path,
    *viewports: dict[str, Any],
    frozen: tuple[str, ...] = (),
    outline: Callable[[Any], Any] | None = None,
) -> Drawing:
    """A sheet of 400 by 300 mm with these viewports on a hall of 20 by 10 m."""
    doc = ezdxf.new("R2010", setup=True)
    doc.header["$INSUNITS"] = 4
    model, sheet = doc.modelspace(), doc.layout("Layout1")
    doc.layers.add("PIPES", color=1)
    model.add_lwpolyline([(0, 0), (20_000, 0), (20_000, 10_000), (0, 10_000)], close=True)
    model.add_circle((5000, 5000), 3000)
    model.add_line((0, 0), (40_000, 0), dxfattribs={"layer": "PIPES"})
    model.add_hatch(color=5).paths.add_polyline_path([(15_000, 2000), (30_000, 2000), (30_000, 8000), (15_000, 8000)])
    model.add_text("HALL", height=500).set_placement((8000, 8000))
    for found in list(sheet.viewports()):
        sheet.delete_entity(found)
    sheet.add_lwpolyline([(0, 0), (400, 0), (400, 300), (0, 300)], close=True, dxfattribs={"layer": "FRAME"})
    for given in viewports:
        twist, target = given.pop("twist", 0.0), given.pop("target", (0, 0, 0))
        viewport = sheet.add_viewport(**given)
        viewport.dxf.view_twist_angle, viewport.dxf.view_target_point = twist, target
        viewport.frozen_layers = list(frozen)
        if outline is not None:
            viewport.dxf.flags |= 0x10000
            viewport.dxf.clipping_boundary_handle = outline(sheet).dxf.handle
    doc.saveas(tmp_path / "hall.dxf")
    return read(tmp_path / "hall.dxf", ImportOptions(layout="Layout1"), Job())


# 120 mm of paper show 12 m: 1 : 100. The middle of the paper window, (150, 140), shows (10 m, 5 m).
WHOLE = {"center": (150, 140), "size": (240, 120), "view_center_point": (10_000, 5000), "view_height": 12_000}


def test_the_model_lies_where_the_viewport_puts_it(tmp_path: Path) -> None:
    drawing = drawn(tmp_path, dict(WHOLE))
    (text,) = drawing.texts
    assert (text.x, text.y, text.height) == pytest.approx((130, 170, 5))
    (arc,) = drawing.arcs
    assert arc[:2].tolist() == pytest.approx([100, 140])
    assert np.hypot(arc[2], arc[3]) == pytest.approx(30)
    assert drawing.box == pytest.approx((0, 0, 400, 300))


def test_what_reaches_beyond_a_viewport_is_cut_off_at_its_edge(tmp_path: Path) -> None:
    drawing = drawn(tmp_path, dict(WHOLE))
    # The window ends at x = 150 + 120 = 270; the pipe would go on to 450, the area to 350.
    pipes = drawing.segments[[drawing.layers[n].name == "PIPES" for n in drawing.segment_layer]]
    assert pipes.tolist() == [pytest.approx([50, 90, 270, 90])]
    assert drawing.fill_points.max(0).tolist() == pytest.approx([270, 170])
    assert drawing.fill_points.min(0).tolist() == pytest.approx([200, 110])


def test_a_viewport_turned_by_a_quarter_shows_the_model_turned_round_its_target(tmp_path: Path) -> None:
    turned = {"center": (200, 150), "size": (200, 200), "view_center_point": (0, 0), "view_height": 20_000,
              "twist": 90.0, "target": (8000, 8000, 0)}  # fmt: skip
    (text,) = drawn(tmp_path, turned).texts
    assert (text.x, text.y, text.rotation) == pytest.approx((200, 150, 90))


def test_layers_frozen_in_a_viewport_are_not_seen_through_it(tmp_path: Path) -> None:
    drawing = drawn(tmp_path, dict(WHOLE), frozen=("PIPES",))
    assert "PIPES" not in {drawing.layers[number].name for number in drawing.segment_layer}


def test_the_size_is_that_of_the_model_in_the_largest_viewport_and_is_asked_about(tmp_path: Path) -> None:
    small = {"center": (350, 250), "size": (40, 40), "view_center_point": (5000, 5000), "view_height": 2000}
    drawing = drawn(tmp_path, dict(WHOLE), small)
    assert (drawing.unit, drawing.unit_mm, drawing.unit_doubtful) == ("", pytest.approx(100), True)
    # What is seen through a window belongs to it: the frame is entity 0, the viewports are 1 and 2.
    assert sorted(set(drawing.segment_entity.tolist())) == [0, 1, 2]


def test_an_arc_across_an_edge_ends_there(tmp_path: Path) -> None:
    # The window shows x from 4 m to 6 m, y from 7 m to 9 m: the top of the circle alone, whose crown is at y = 8 m.
    crown = {"center": (100, 100), "size": (20, 20), "view_center_point": (5000, 8000), "view_height": 2000}
    drawing = drawn(tmp_path, crown)
    curve = drawing.segments[[drawing.layers[n].name == "0" for n in drawing.segment_layer]]
    assert len(drawing.arcs) == 0
    # It lies within 10 mm of the crown across, where the circle is at y = 5 + √(3² − 1²) m: 98.28 mm on paper.
    assert curve[:, [0, 2]].min() == pytest.approx(90) and curve[:, [0, 2]].max() == pytest.approx(110)
    assert curve[:, [1, 3]].max() == pytest.approx(100, abs=0.05)
    assert curve[:, [1, 3]].min() == pytest.approx(100 - 30 + 10 * np.sqrt(8), abs=0.05)


def test_a_viewport_with_an_outline_of_its_own_shows_what_lies_in_it(tmp_path: Path) -> None:
    # A triangle from (150, 80) on the paper: its sides meet the pipe, at y = 90, at x = 150 ± 10.
    drawing = drawn(
        tmp_path,
        dict(WHOLE),
        outline=lambda sheet: sheet.add_lwpolyline([(150, 80), (60, 170), (240, 170)], close=True),
    )
    pipes = drawing.segments[[drawing.layers[n].name == "PIPES" for n in drawing.segment_layer]]
    assert pipes.tolist() == [pytest.approx([140, 90, 160, 90])]


def test_a_round_viewport_shows_what_lies_in_its_circle(tmp_path: Path) -> None:
    # 50 below the middle of the circle, which is 60 round: half of the pipe that is seen is √(60² − 50²) long.
    drawing = drawn(tmp_path, dict(WHOLE), outline=lambda sheet: sheet.add_circle((150, 140), 60))
    pipes = drawing.segments[[drawing.layers[n].name == "PIPES" for n in drawing.segment_layer]]
    half = np.sqrt(60**2 - 50**2)
    assert pipes.tolist() == [pytest.approx([150 - half, 90, 150 + half, 90], abs=0.1)]
