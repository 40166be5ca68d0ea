"""Drawings on the screen: sorted into cells, drawn exactly at any zoom, and quickly from far away."""

import math
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from floorwright.model.drawing import Drawing, DrawingLayer, LineStyle
from floorwright.native import raster
from floorwright.native.library import library
from floorwright.native.raster import Shapes
from floorwright.paper.screen.cells import line_cells
from floorwright.paper.screen.form import ScreenForm, screen_form, words_of
from floorwright.paper.screen.picture import Look, Palette, draw, pens_of
from helpers.primitives import BLACK, drawing_of, ink

WIDE, HIGH = 200, 150


class Boxes:
    """Letters that are full squares, a capital high and wide."""

    def advances(self, pieces: NDArray[np.int32]) -> NDArray[np.float64]:
        return np.ones(len(pieces))

    def outlines(self, pieces: NDArray[np.int32], height_px: float) -> tuple[Shapes, NDArray[np.int32]]:
        ring = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])
        return Shapes(ring, np.array([0, 4], np.int32), np.array([0, 1], np.int32)), np.zeros(len(pieces), np.int32)


@pytest.fixture(params=["c", "numpy"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """With the C library and without it."""
    if request.param == "c" and library() is None:
        pytest.skip("the C library is not built here")
    if request.param == "numpy":
        monkeypatch.setattr(raster, "_functions", lambda: None)
    yield request.param


def upright(scale: float, middle: tuple[float, float]) -> Look:
    """y upwards, with a point of the drawing in the middle of the picture."""
    return Look((scale, 0.0, 0.0, -scale), (WIDE / 2, HIGH / 2), middle)


def pictured(
    drawing: Drawing, look: Look, *, moving: bool = False, form: ScreenForm | None = None, hidden: int | None = None
) -> NDArray[np.uint32]:
    colours = np.full(len(drawing.looks), BLACK, np.uint32)
    if hidden is not None:
        colours[drawing.looks[:, 0] == hidden] = 0
    pixels = np.zeros((HIGH, WIDE), np.uint32)
    draw(pixels, form or screen_form(drawing), drawing, look, Palette(colours), Boxes(), moving=moving)
    return pixels


def random_lines(count: int, size: float = 1000.0, at: tuple[float, float] = (0.0, 0.0)) -> NDArray[np.float64]:
    chance = np.random.default_rng(4)
    start = chance.uniform(0, size, (count, 2)) + at
    way = chance.exponential(size / 50, (count, 1)) * np.array([(1, 0), (0, 1), (1, 1)])[chance.integers(0, 3, count)]
    return np.hstack([start, start + way])


def test_every_line_is_in_one_cell_whose_box_holds_it() -> None:
    lines = random_lines(5000)
    lines[17] = (-1e9, 3, -1e9 + 5, 3)
    lines[18] = (0, 0, 1000, 1000)
    cells = line_cells(lines, np.zeros(5000, np.int32), (0.0, 0.0, 1000.0, 1000.0))
    assert np.array_equal(np.sort(cells.order), np.arange(5000))
    cell = np.repeat(np.arange(len(cells.centres)), np.diff(cells.starts))
    back = cells.values + np.tile(cells.centres, 2)[cell]
    close = np.abs(back - lines[cells.order]).max(axis=1)
    assert close[np.isin(cells.order, [17], invert=True)].max() < 1e-4
    boxes = cells.boxes.T[cell]
    assert (back[:, :2] >= boxes[:, :2] - 1e-3).all() and (back[:, 2:] <= boxes[:, 2:] + 1e-3).all()


def test_of_lines_in_the_same_place_the_later_is_on_top(way: str) -> None:
    """A desk on one layer, drawn again on another, and a third time on the first: the colour of the last is seen."""
    desk = [(2, 2, 8, 2), (8, 2, 8, 4)]
    for last in (0, 1):
        drawing = drawing_of(
            segments=desk * 3, segment_look=[1 - last] * 2 + [0] * 2 + [last] * 2, looks=((0, 0, 0), (0, 1, 0)),
            box=(0, 0, 10, 5),
        )  # fmt: skip
        pixels = np.zeros((HIGH, WIDE), np.uint32)
        palette = Palette(np.array([0xFF0000FF, 0xFFFF0000], np.uint32))
        draw(pixels, screen_form(drawing), drawing, upright(10.0, (5.0, 2.5)), palette, Boxes(), moving=True)
        assert set(np.unique(pixels)) == {0, int(palette.colours[last])}


def test_a_long_and_narrow_drawing_has_no_more_cells_than_can_be_numbered(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as there ever are, from 17 km of a conveyor a metre wide: each line lies in a cell near it."""
    monkeypatch.setattr("floorwright.paper.screen.cells.IN_A_CELL", 1)
    x = np.linspace(0, 17_783.0, 40_000)
    cells = line_cells(np.column_stack([x, x * 0, x + 0.1, x * 0 + 1]), np.zeros(40_000, np.int32), (0, 0, 17_783.0, 1))
    assert (cells.boxes[2] - cells.boxes[0]).max() < 10 and len(cells.centres) > 9_000


def test_coordinates_beyond_all_numbers_are_not_drawn_and_disturb_nothing() -> None:
    for far in (1e36, 1e300, 1.7e308):
        drawing = drawing_of(
            segments=[(0, 0, 100, 0), (-far, 0, far, 1), (far, far, far, far)], box=(-far, -far, far, far)
        )
        assert ink(pictured(drawing, upright(1.0, (50, 0))))[75, 50:150].all()


@pytest.mark.parametrize("scale", [1e-6, 1e-3, 1.0, 1e3, 1e6])
@pytest.mark.parametrize("away", [0.0, 1e7])
def test_a_corner_stays_where_it_is_at_every_zoom(scale: float, away: float, way: str) -> None:
    """Two long lines and a circle meet at a point 10 km from the origin: its pixel is the middle, whatever the zoom."""
    x, y = away + 123.456, away + 78.9
    cross = [(x - 250_000, y, x + 250_000, y), (x, y - 250_000, x, y + 250_000)]
    drawing = drawing_of(
        segments=[*cross, *random_lines(300, 5e5, (away, away))],
        arcs=[(x + 40_000, y, 40_000, 0, 0, 40_000, 0, 2 * math.pi)],
        box=(away, away, away + 5e5, away + 5e5),
    )  # fmt: skip
    found = ink(pictured(drawing, upright(scale, (x, y))))
    assert found[HIGH // 2 - 1 : HIGH // 2 + 1, WIDE // 2 - 1 : WIDE // 2 + 1].min() > 0.2
    if scale == 1e6:
        # 0.2 mm across: the two lines, and the circle along the upright one: half of a pixel over half of it.
        assert found.sum() == pytest.approx(WIDE + 1.5 * HIGH, rel=0.02)


def test_a_layer_that_is_not_shown_is_not_drawn(way: str) -> None:
    drawing = drawing_of(
        segments=[(0, 0, 10, 0), (0, 5, 10, 5)], segment_look=[0, 1], looks=((0, 0, 0), (1, 0, 0)),
        layers=(DrawingLayer("a"), DrawingLayer("b")), fills=[[[(0, 1), (3, 1), (3, 4)]]],
        texts=[(5, 1, 2, "x")], box=(0, 0, 10, 5),
    )  # fmt: skip
    look = upright(10.0, (5.0, 2.5))
    whole, rest = ink(pictured(drawing, look)), ink(pictured(drawing, look, hidden=0))
    assert whole.sum() == pytest.approx(100 + 100 + 450 + 400, rel=0.02)
    assert rest.sum() == pytest.approx(100, rel=0.02)


def test_fills_lie_beneath_lines_and_those_beneath_texts(way: str) -> None:
    drawing = drawing_of(
        segments=[(0, 2.5, 10, 2.5)], segment_look=1, looks=((0, 0, 0), (0, 1, 0)),
        fills=[[[(0, 0), (10, 0), (10, 5), (0, 5)]]], texts=[(4, 1.5, 2, "x")], box=(0, 0, 10, 5),
    )  # fmt: skip
    pixels = np.zeros((HIGH, WIDE), np.uint32)
    palette = Palette(np.array([0xFF0000FF, 0xFFFF0000], np.uint32))
    draw(pixels, screen_form(drawing), drawing, upright(10.0, (5.0, 2.45)), palette, Boxes())
    assert pixels[HIGH // 2 - 1, 60] == 0xFFFF0000 and pixels[HIGH // 2 - 20, 60] == 0xFF0000FF
    assert pixels[HIGH // 2 - 1, WIDE // 2] == 0xFF0000FF


def test_small_texts_are_lines_and_smaller_ones_nothing(way: str) -> None:
    """Four letters 10 units high: 40 × 10 units. At 0.4 px a unit a pale line 16 px long, at 0.05 nothing."""
    drawing = drawing_of(texts=[(0, 0, 10, "abcd")], box=(0, 0, 40, 10))
    assert ink(pictured(drawing, upright(2.0, (20, 5)))).sum() == pytest.approx(80 * 20, rel=0.02)
    assert ink(pictured(drawing, upright(0.4, (20, 5)))).sum() == pytest.approx(16 * 0.5, rel=0.05)
    assert ink(pictured(drawing, upright(0.05, (20, 5)))).sum() == 0


def test_dashes_are_drawn_where_they_can_be_seen_and_solid_where_they_cannot() -> None:
    drawing = drawing_of(segments=[(0, 0, 100, 0)], styles=(LineStyle((6.0, 4.0)),), box=(0, 0, 100, 1))
    assert ink(pictured(drawing, upright(1.0, (50, 0)))).sum() == pytest.approx(60, rel=0.02)
    assert ink(pictured(drawing, upright(0.3, (50, 0)))).sum() == pytest.approx(30, rel=0.03)


def test_line_widths_follow_the_weight_on_paper() -> None:
    styles = tuple(LineStyle((), weight) for weight in (0.13, 0.35, 0.5, 0.9, 2.11))
    drawing = drawing_of(looks=[(0, 0, number) for number in range(5)], styles=styles)
    assert pens_of(drawing, Palette(np.zeros(5, np.uint32)), 1.0).widths.tolist() == [1, 1, 2, 3, 4]
    assert pens_of(drawing, Palette(np.zeros(5, np.uint32), 2.0), 1.0).widths.tolist() == [2, 2, 4, 6, 8]


def test_odd_patterns_of_dashes_repeat_and_nonsense_is_solid() -> None:
    patterns = ((10.0,), (10.0, 5.0, 0.0, 5.0), (0.0, 0.0), (math.inf, 1.0), (1.0, 0.0), (-5.0, 20.0))
    drawing = drawing_of(looks=[(0, 0, n) for n in range(len(patterns))], styles=tuple(map(LineStyle, patterns)))
    pens = pens_of(drawing, Palette(np.zeros(len(patterns), np.uint32)), 1.0)
    assert pens.dashed[:, 1].tolist() == [2, 4, 0, 0, 0, 0]
    assert pens.dashes.tolist() == [10, 10, 10, 5, 1, 5]


def test_words_are_set_letter_by_letter_but_joined_scripts_as_a_whole() -> None:
    words = words_of(("Tor 1", "سلام", "1", "倉庫"))
    taken = [
        [words.pieces[n] for n in words.numbers[a:b]] for a, b in zip(words.starts, words.starts[1:], strict=False)
    ]
    assert taken == [list("Tor 1"), ["سلام"], ["1"], ["倉", "庫"]]


def test_an_empty_drawing_is_drawn_as_nothing() -> None:
    drawing = drawing_of()
    form = screen_form(drawing)
    assert form.box is None and not pictured(drawing, upright(1.0, (0, 0)), form=form).any()


def test_numbers_that_are_none_do_not_disturb_the_others(way: str) -> None:
    drawing = drawing_of(
        segments=[(0, 0, 100, 0), (math.nan, 0, 5, 5), (0, 0, math.inf, 1), (1e30, 1e30, 1e30, -1e30)],
        arcs=[(math.nan, 0, 1, 0, 0, 1, 0, 1)], box=(0, 0, 100, 1),
    )  # fmt: skip
    assert ink(pictured(drawing, upright(1.0, (50, 0)))).sum() == pytest.approx(100, rel=0.02)
