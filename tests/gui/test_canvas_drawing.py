"""Imported drawings in the real window: moved, zoomed, recoloured and hidden, they look as when drawn afresh."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter, QPainterPath, QTransform
from PySide6.QtWidgets import QApplication

from floorwright.gui.canvas.drawing_painter import look_of, paint_drawing, painter_of, palette_of
from floorwright.gui.canvas.ink import as_printed
from floorwright.gui.canvas.outlines import Outlines, flattened
from floorwright.gui.canvas.underlay_item import UnderlayItem
from floorwright.gui.theme import load_theme, wear
from floorwright.model.drawing import Drawing, DrawingLayer
from floorwright.model.kinds import Underlay
from floorwright.native import raster
from floorwright.native.library import library
from helpers.primitives import drawing_of, ink
from helpers.window import Desk, a_window

UNDERLAY = Underlay(id="u", name="Hall", asset="none")


@pytest.fixture(params=["c", "numpy"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """With the C library and without it."""
    if request.param == "c" and library() is None:
        pytest.skip("the C library is not built here")
    if request.param == "numpy":
        monkeypatch.setattr(raster, "_functions", lambda: None)
    yield request.param


def hall() -> Drawing:
    """Walls, circles, a fill with a hole, and texts, 40 m wide, on two layers."""
    chance = np.random.default_rng(2)
    start = chance.uniform(0, 30_000, (400, 2))
    lines = np.hstack([start, start + chance.normal(0, 3000, (400, 2))])
    ring = [(5000.0, 5000.0), (12000.0, 5000.0), (12000.0, 12000.0), (5000.0, 12000.0)]
    hole = [(7000.0, 7000.0), (9000.0, 7000.0), (9000.0, 9000.0), (7000.0, 9000.0)]
    return drawing_of(
        segments=lines, segment_look=np.arange(400) % 2, looks=((0, 0x204080, 0), (1, -1, 0)),
        arcs=[(x, 20_000, 1500, 0, 0, 1500, 0, 2 * math.pi) for x in range(2000, 40_000, 4000)],
        fills=[[ring, hole]], texts=[(20_000, 3000, 800, "Hall 倉庫"), (20_000, 1000, 250, "small")],
        layers=(DrawingLayer("a"), DrawingLayer("b")), box=(0.0, 0.0, 40_000.0, 30_000.0),
    )  # fmt: skip


@pytest.fixture
def desk(way: str) -> Iterator[Desk]:
    with a_window(size=(900, 640)) as desk:
        window = desk.window
        window.view.grid_shown = False
        with window.plan.file.document.edit("Import") as edit:
            edit.put(UNDERLAY)
        window.plan.show_drawing(UNDERLAY, hall())
        window.view.show_all()
        rest(desk)
        yield desk


def rest(desk: Desk) -> None:
    """Paint what the camera sees now, let it come to rest, and paint again."""
    desk.window.view.viewport().repaint()
    desk.window.scene.settle()
    desk.window.view.viewport().repaint()


def item(desk: Desk) -> UnderlayItem:
    (found,) = desk.window.scene._underlays.values()
    return found


def shown(desk: Desk) -> NDArray[np.float64]:
    """The ink of the drawing as the item shows it."""
    kept = item(desk)._kept
    assert kept is not None
    return ink(kept.pixels)


def afresh(desk: Desk) -> NDArray[np.float64]:
    """The same drawn anew."""
    item(desk).forget_picture()
    desk.window.view.viewport().repaint()
    return shown(desk)


def test_a_drawing_that_was_moved_about_looks_as_if_drawn_afresh(desk: Desk) -> None:
    view = desk.window.view
    for dx, dy in ((13, 0), (0, -27), (-40, 31), (200, 90), (3, -2), (-1500, 0), (1400, -20)):
        view.look_from(view.camera.panned(dx, dy))
        view.viewport().repaint()
    moved = shown(desk).copy()
    whole = afresh(desk)
    assert whole.sum() > 1000 and np.abs(moved - whole).max() < 0.1


def test_a_drawing_that_was_zoomed_is_exact_when_the_camera_rests(desk: Desk) -> None:
    view = desk.window.view
    for factor in (1.25, 1.25, 1.25, 0.8, 3.0, 0.5):
        view.look_from(view.camera.zoomed(factor, 300, 200))
        view.viewport().repaint()
    rest(desk)
    zoomed = shown(desk).copy()
    assert np.abs(zoomed - afresh(desk)).max() < 0.02


def test_while_the_zoom_goes_on_too_much_is_shown_larger_and_then_exactly(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = item(desk)._kept
    monkeypatch.setattr("floorwright.gui.canvas.underlay_item.ZOOM_S", 0.0)
    view = desk.window.view
    view.look_from(view.camera.zoomed(1.25, 300, 200))
    view.viewport().repaint()
    assert item(desk)._kept is before
    rest(desk)
    assert item(desk)._kept is not before
    exact = shown(desk).copy()
    assert np.abs(exact - afresh(desk)).max() < 0.02


def test_a_camera_between_pixels_is_exact_when_it_rests(desk: Desk) -> None:
    view = desk.window.view
    view.look_from(view.camera.panned(10.4, 3.3))
    rest(desk)
    between = shown(desk).copy()
    assert np.abs(between - afresh(desk)).max() < 0.02


def test_layers_and_themes_change_the_palette_and_nothing_else(desk: Desk) -> None:
    window = desk.window
    form = painter_of(window.plan.drawings[UNDERLAY.source]).form
    whole = afresh(desk)
    with window.plan.file.document.edit("Hide") as edit:
        edit.put(replace(UNDERLAY, shown=(("a", False),)))
    rest(desk)
    fewer = shown(desk).copy()
    assert 0 < fewer.sum() < 0.7 * whole.sum()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    try:
        wear(application, "dark")
        window.scene.repaint_everything()
        window.view.viewport().repaint()
        kept = item(desk)._kept
        assert kept is not None
        lines = kept.pixels[ink(kept.pixels) == 1.0]
        assert len(lines) and (lines & 0xFF).min() > 0x60  # what is black on white is light on dark
        assert np.abs(shown(desk) - fewer).max() < 0.01
    finally:
        wear(application, "light")
    assert painter_of(window.plan.drawings[UNDERLAY.source]).form is form


def test_a_hidden_drawing_is_not_painted_and_a_dim_one_is_paler(desk: Desk) -> None:
    window = desk.window

    def darkness() -> float:
        picture = window.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        # Rows are filled up to whole words with bytes that mean nothing.
        rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
        return 255.0 - float(rows[:, : picture.width()].mean())

    full = darkness()
    with window.plan.file.document.edit("Dim") as edit:
        edit.put(replace(UNDERLAY, opacity=0.4))
    dim = darkness()
    with window.plan.file.document.edit("Hide") as edit:
        edit.put(replace(UNDERLAY, visible=False))
    empty = darkness()
    assert dim - empty == pytest.approx(0.4 * (full - empty), rel=0.1)


def test_lines_near_the_pointer_are_found_and_no_others(desk: Desk) -> None:
    """Also when the drawing is turned by 30°, scaled and moved, and without the layer that is hidden."""
    plan = desk.window.plan
    turned = replace(UNDERLAY, rotation=30.0, scale=0.5, x=700.0, y=-300.0, shown=(("b", False),))
    with plan.file.document.edit("Turn") as edit:
        edit.put(turned)
    lines = plan.drawings[UNDERLAY.source].segments[::2]
    place = QTransform().translate(700.0, -300.0).rotate(30.0).scale(0.5, 0.5)
    x, y = place.map(*lines[7, :2].tolist())
    cos, sin = math.cos(math.radians(30)) / 2, math.sin(math.radians(30)) / 2
    ends = ((lines[:, k], lines[:, k + 1]) for k in (0, 2))
    floor = np.hstack([np.column_stack([a * cos - b * sin + 700, a * sin + b * cos - 300]) for a, b in ends])
    low, high = np.minimum(floor[:, :2], floor[:, 2:]), np.maximum(floor[:, :2], floor[:, 2:])
    near = floor[((low <= np.add((x, y), 400)) & (high >= np.subtract((x, y), 400))).all(axis=1)]
    found = plan.underlay_segments(x, y, 400.0)
    assert len(near) and np.allclose(np.sort(found, axis=0), np.sort(near, axis=0), atol=1e-6)


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_drawing_in_a_sheet_lies_where_the_painter_says(ratio: float, way: str) -> None:
    """A line 100 mm long at 2 px a mm, turned by a quarter: 200 px upwards from (50, 250), one wide."""
    drawing = drawing_of(segments=[(0, 0, 100, 0)], box=(0, 0, 100, 1))
    image = QImage(round(300 * ratio), round(300 * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    painter.translate(50.5, 250)
    painter.scale(2, -2)
    paint_drawing(painter, drawing, replace(UNDERLAY, rotation=90.0), as_printed)
    painter.end()
    found = ink(np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1))
    y, x = np.nonzero(found > 0.5)
    assert (x.min() / ratio, (x.max() + 1) / ratio) == (50.0, 51.0)
    assert ((y.max() + 1 - y.min()) / ratio, (y.max() + 1) / ratio) == (200.0, 250.0)


def test_a_picture_lies_beneath_its_lines_upright_and_turned() -> None:
    """Its first row, red here, is on top, where y is largest; the rest is blue."""
    pixels = np.zeros((40, 60, 4), np.uint8)
    pixels[..., 2] = pixels[..., 3] = 255
    pixels[:10, :, 0], pixels[:10, :, 2] = 255, 0
    drawing = replace(drawing_of(segments=[(0, 20, 60, 20)], box=(0, 0, 60, 40)), pixels=pixels)
    palette = palette_of(drawing, UNDERLAY, as_printed)
    floor = QTransform(2.0, 0.0, 0.0, -2.0, 20.0, 100.0)
    picture = np.zeros((120, 160), np.uint32)
    painter_of(drawing).draw(picture, drawing, look_of(UNDERLAY, floor), palette)
    assert (picture[25, 50], picture[90, 50], picture[5, 50]) == (0xFFFF0000, 0xFF0000FF, 0)
    assert picture[60, 50] not in (0xFFFF0000, 0xFF0000FF)
    turned = replace(UNDERLAY, rotation=90.0)
    picture = np.zeros((160, 160), np.uint32)
    painter_of(drawing).draw(picture, drawing, look_of(turned, QTransform(2.0, 0.0, 0.0, -2.0, 120.0, 140.0)), palette)
    assert (picture[80, 45], picture[80, 110]) == (0xFFFF0000, 0xFF0000FF)


def test_a_large_picture_is_drawn_from_a_smaller_copy() -> None:
    pixels = np.full((1200, 2400, 4), 255, np.uint8)
    pixels[:, ::2, :3] = 0
    drawing = replace(drawing_of(box=(0, 0, 2400, 1200)), pixels=pixels)
    form = painter_of(drawing).form
    assert [half.shape[:2] for half in form.halves] == [(600, 1200), (300, 600), (150, 300)]
    assert (form.halves[0][..., :3] == 128).all()
    picture = np.zeros((100, 100), np.uint32)
    floor = QTransform(0.05, 0.0, 0.0, -0.05, 0.0, 80.0)
    painter_of(drawing).draw(picture, drawing, look_of(UNDERLAY, floor), palette_of(drawing, UNDERLAY, as_printed))
    assert abs((int(picture[50, 50]) & 0xFF) - 128) < 4


def test_outlines_of_letters_are_closed_rings_as_high_as_capitals() -> None:
    outlines = Outlines(("H", "o", " "))
    shapes, numbers = outlines.outlines(np.array([0, 1, 2, 0], np.int32), 20.0)
    assert numbers.tolist() == [0, 1, 2, 0] and shapes.shape_starts.tolist() == [0, 1, 3, 3]
    capital = shapes.points[: shapes.ring_starts[1]]
    assert (capital[:, 1].min(), capital[:, 1].max()) == pytest.approx((0.0, 1.0), abs=0.02)
    assert outlines.advances(np.array([0, 2], np.int32)).min() > 0.3
    assert flattened(QPainterPath(), 3) == []


def test_a_drawing_of_many_colours_keeps_them_readable() -> None:
    """Yellow is made for a black screen: on white paper it is darkened, on a dark ground it is light again."""
    drawing = drawing_of(looks=((0, 0xFFFF00, 0), (0, 0xFFFFFF, 0), (0, 0x000000, 0)))
    light = palette_of(drawing, UNDERLAY, load_theme("light").ink).colours
    dark = palette_of(drawing, UNDERLAY, load_theme("dark").ink).colours
    assert all(brightness(colour) < 170 for colour in light.tolist())
    assert all(brightness(colour) > 90 for colour in dark.tolist())


def brightness(colour: int) -> float:
    """0 to 255."""
    return 0.3 * (colour >> 16 & 255) + 0.59 * (colour >> 8 & 255) + 0.11 * (colour & 255)


def test_a_pale_area_stays_pale_so_that_the_words_on_it_can_be_read() -> None:
    """The first look is that of an area, the second that of an area and a line, which would not be seen."""
    corners = ((0, 0), (9, 0), (9, 9), (0, 9))
    drawing = drawing_of(
        looks=((0, 0xE6F2FF, 0), (0, 0xFFFFF0, 0)), fills=[(corners,), (corners,)], segments=[(0, 0, 9, 9)]
    )
    drawing = replace(drawing, fill_look=np.array([0, 1], np.int32), segment_look=np.array([1], np.int32))
    area, line = palette_of(drawing, UNDERLAY, load_theme("light").ink).colours.tolist()
    assert area == 0xFFE6F2FF
    assert brightness(line) < 170
