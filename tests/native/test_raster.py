"""Lines, arcs and areas in pixels: beside coverage worked out by hand, beside QPainter, with and without the C."""

import math
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

from floorwright.native import raster
from floorwright.native.library import library
from floorwright.native.raster import Mode, Pens, Rows, Shapes, draw_arcs, draw_areas, draw_lines

UPRIGHT = (1.0, 0.0, 0.0, 1.0)
BLACK, RED = 0xFF000000, 0xFFFF0000
WIDE, HIGH = 120, 90


AGAINST_NUMPY = pytest.mark.parametrize("way", ["c"], indirect=True)
"""For what does the same both ways by itself, or is only asked of C."""


@pytest.fixture(params=["c", "numpy"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Every test is done with the C library and without it."""
    if request.param == "c" and library() is None:
        pytest.skip("the C library is not built here")
    if request.param == "numpy":
        monkeypatch.setattr(raster, "_functions", lambda: None)
    yield request.param


def blank(width: int = WIDE, height: int = HIGH) -> NDArray[np.uint32]:
    return np.zeros((height, width), np.uint32)


def pens(*colours: int, width: float = 1.0, dashes: tuple[float, ...] = ()) -> Pens:
    n = len(colours)
    dashed = np.array([[0, len(dashes)]] * n, np.int32)
    return Pens(np.array(colours, np.uint32), np.full(n, width, np.float32), dashed, np.array(dashes, np.float32))


def rows(values: object, look: object = None, kind: type = np.float64) -> Rows:
    array = np.array(values, kind)
    looks = np.zeros(len(array), np.int32) if look is None else np.array(look, np.int32)
    return Rows(array, looks, np.array([[0, len(array)]], np.int64), np.zeros((1, 2)))


def ink(picture: NDArray[np.uint32]) -> NDArray[np.float64]:
    """How much of each pixel is covered, 0 to 1."""
    return (picture >> 24) / 255.0


def lined(values: object, mode: Mode = Mode.SMOOTH, **how: object) -> NDArray[np.float64]:
    picture = blank()
    draw_lines(picture, mode, rows(values), UPRIGHT, pens(BLACK, **how))  # type: ignore[arg-type]
    return ink(picture)


def painted(paint: Callable[[QPainter], None], *, smooth: bool = True) -> NDArray[np.float64]:
    """The same drawn by Qt."""
    image = QImage(WIDE, HIGH, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
    paint(painter)
    painter.end()
    found = np.frombuffer(image.constBits(), np.uint32).reshape(HIGH, WIDE)
    return ink(found)


def test_a_level_line_covers_the_shares_of_its_pixels() -> None:
    """From x 10.25 to 13.5 at y 20.75, one wide: rows 20 (from 20.25: 3/4) and 21 (1/4), the ends 3/4 and 1/2."""
    found = lined([[10.25, 20.75, 13.5, 20.75]])
    assert found[20, 9:15] == pytest.approx([0, 0.5625, 0.75, 0.75, 0.375, 0], abs=0.01)
    assert found[21, 9:15] == pytest.approx([0, 0.1875, 0.25, 0.25, 0.125, 0], abs=0.01)
    assert found.sum() == pytest.approx(3.25, abs=0.05)


def test_a_plain_line_is_one_pixel_a_column() -> None:
    found = lined([[3.2, 5.5, 10.8, 5.5]], Mode.PLAIN)
    assert found[5, 3:11].tolist() == [1.0] * 8 and found.sum() == 8


def test_an_upright_line_is_the_level_one_turned() -> None:
    level, upright = lined([[10.2, 20.7, 50.6, 33.1]]), lined([[20.7, 10.2, 33.1, 50.6]])
    assert np.array_equal(level[:80, :80], upright[:80, :80].T)


def test_lines_have_as_much_ink_as_bands_that_qt_fills() -> None:
    """Only the ends differ: Qt's band ends at right angles, ours along the pixels."""
    chance = np.random.default_rng(3)
    for end in chance.uniform((5, 5, 5, 5), (WIDE - 5, HIGH - 5, WIDE - 5, HIGH - 5), (40, 4)):
        ours = lined([end])
        a, b = end[:2], end[2:]
        across = np.array([a[1] - b[1], b[0] - a[0]]) / np.hypot(*(b - a)) / 2

        def paint(painter: QPainter, corners: object = (a + across, b + across, b - across, a - across)) -> None:
            painter.setPen(QColor(0, 0, 0, 0))
            painter.setBrush(QColor("black"))
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))  # type: ignore[attr-defined]

        theirs = painted(paint)
        assert ours.sum() == pytest.approx(theirs.sum(), rel=0.03, abs=0.5)
        assert np.abs(ours - theirs).max() < 0.4 and np.abs(ours - theirs).mean() < 0.001


@pytest.mark.parametrize("width", [2.0, 3.0, 4.0])
def test_wide_lines_are_as_wide_as_they_should_be(width: float) -> None:
    assert lined([[10, 10, 90, 70]], width=width).sum() == pytest.approx(100 * width, rel=0.03)


def test_pieces_of_a_line_add_up_to_the_line() -> None:
    x = np.linspace(10.3, 80.9, 60)
    y = 12.2 + (x - 10.3) * 0.37
    whole = lined([[x[0], y[0], x[-1], y[-1]]])
    pieces = lined(np.stack([x[:-1], y[:-1], x[1:], y[1:]], axis=1))
    assert np.abs(whole - pieces).max() < 0.3  # two halves of a pixel, one over the other, cover three quarters
    assert pieces.sum() == pytest.approx(whole.sum(), rel=0.12)


def test_what_is_cut_off_looks_like_the_part_of_the_whole() -> None:
    ends = np.random.default_rng(5).uniform(-200, 300, (60, 4))
    whole = blank(500, 500)
    shifted = ends + 200
    draw_lines(whole, Mode.SMOOTH, rows(shifted), UPRIGHT, pens(BLACK))
    part = np.zeros((HIGH, WIDE), np.uint32)
    draw_lines(part, Mode.SMOOTH, rows(ends), UPRIGHT, pens(BLACK))
    apart = np.abs(ink(whole)[200 : 200 + HIGH, 200 : 200 + WIDE] - ink(part))
    assert apart.max() < 0.05


@pytest.mark.parametrize("mode", [Mode.PLAIN, Mode.SMOOTH])
@pytest.mark.parametrize("far", [1e6, 1e12, 1e30, 1e200])
def test_coordinates_far_out_neither_crash_nor_hang(mode: Mode, far: float) -> None:
    values = [[-far, 45.5, far, 45.5], [far, far, far * 2, far * 3], [-far, -far, far, far], [10, -far, 10, far]]
    found = lined(values, mode, dashes=(5.0, 3.0))
    assert found.shape == (HIGH, WIDE)
    if far <= 1e6:
        assert 0.5 < found[45].mean() < 0.8  # five of eight pixels are dashes, a plain one has both its ends
    for nothing in (math.nan, math.inf):
        assert lined([[nothing, 0, 5, 5], [0, 0, 5, nothing]], mode).sum() == 0
    picture = blank()
    circle = [[far, 45, far, 0, 0, far, 2 * math.pi], [0, 0, math.nan, 0, 0, 1, 2.0]]
    circle += [[45, 45, 9, 0, 0, 9, sweep] for sweep in (far, math.inf, math.nan)]
    draw_arcs(picture, mode, rows(circle), UPRIGHT, pens(BLACK))
    ring = np.array([[-far, -far], [far, -far], [far, far], [-far, far]])
    fill(picture, [ring])
    assert ink(picture).min() == 1.0


def test_a_point_is_seen() -> None:
    assert lined([[50.0, 40.0, 50.0, 40.0]]).sum() == pytest.approx(4.0, abs=0.1)
    assert lined([[50.0, 40.0, 50.0, 40.0]], Mode.PLAIN).sum() == 4


def test_dashes_are_as_long_as_their_pattern_says() -> None:
    """6 on, 4 off, over 60 pixels: 36 covered, beginning with a dash; also where the start is far outside."""
    found = lined([[10, 30.5, 70, 30.5]], dashes=(6.0, 4.0))
    assert found[30, 10:20].tolist() == pytest.approx([1] * 6 + [0] * 4, abs=0.01)
    assert found.sum() == pytest.approx(36, abs=0.3)
    cut = lined([[-9990, 30.5, 70, 30.5]], dashes=(6.0, 4.0))
    assert cut[30, 0:20].tolist() == pytest.approx(([1] * 6 + [0] * 4) * 2, abs=0.02)


def test_a_circle_has_as_much_ink_as_its_length() -> None:
    picture = blank()
    draw_arcs(picture, Mode.SMOOTH, rows([[60, 45, 30, 0, 0, 30, 2 * math.pi]]), UPRIGHT, pens(BLACK))
    assert ink(picture).sum() == pytest.approx(2 * math.pi * 30, rel=0.04)
    y, x = np.nonzero(ink(picture) > 0.5)
    assert np.abs(np.hypot(x + 0.5 - 60, y + 0.5 - 45) - 30).max() < 0.75


def test_dashes_go_round_an_arc() -> None:
    picture = blank()
    draw_arcs(picture, Mode.SMOOTH, rows([[60, 45, 30, 0, 0, 30, math.pi]]), UPRIGHT, pens(BLACK, dashes=(5.0, 5.0)))
    assert ink(picture).sum() == pytest.approx(math.pi * 30 / 2, rel=0.08)


def test_a_part_of_a_huge_circle_is_drawn_where_it_lies() -> None:
    """The circle of radius 1e7 round (1e7, 45) leaves the upright line at x 0 by 1e-5 pixels here."""
    picture = blank()
    draw_arcs(picture, Mode.PLAIN, rows([[1e7 + 0.5, 45, 1e7, 0, 0, 1e7, 2 * math.pi]]), UPRIGHT, pens(BLACK))
    found = ink(picture)
    assert found[:, 0].sum() == HIGH and found.sum() == HIGH


def test_tiny_arcs_are_seen_as_specks() -> None:
    picture = blank()
    draw_arcs(picture, Mode.PLAIN, rows([[60.5, 45.5, 0.1, 0, 0, 0.1, 2 * math.pi]]), UPRIGHT, pens(BLACK))
    assert ink(picture).sum() == 1


def fill(
    picture: NDArray[np.uint32], rings: list[NDArray[np.float64]], colour: int = BLACK, even_odd: bool = True
) -> None:
    starts = np.cumsum([0, *map(len, rings)]).astype(np.int32)
    shapes = Shapes(np.concatenate(rings), starts, np.array([0, len(rings)], np.int32))
    place = np.array([[1.0, 0, 0, 1, 0, 0]])
    draw_areas(picture, shapes, np.zeros(1, np.int32), place, np.array([colour], np.uint32), even_odd=even_odd)


def square(x0: float, y0: float, x1: float, y1: float) -> NDArray[np.float64]:
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


def test_an_area_covers_the_shares_of_its_pixels() -> None:
    """From (10.5, 20.25) to (13.25, 22.5): columns ½ 1 1 ¼, rows ¾ 1 ½."""
    picture = blank()
    fill(picture, [square(10.5, 20.25, 13.25, 22.5)])
    wanted = np.outer([0.75, 1, 0.5], [0.5, 1, 1, 0.25])
    assert ink(picture)[20:23, 10:14] == pytest.approx(wanted, abs=0.01)
    assert ink(picture).sum() == pytest.approx(2.75 * 2.25, abs=0.05)


def test_an_island_in_a_hole_is_filled_again() -> None:
    picture = blank()
    fill(picture, [square(10, 10, 70, 70), square(20, 20, 60, 60), square(30, 30, 50, 50)])
    found = ink(picture)
    assert (found[15, 40], found[25, 40], found[40, 40]) == (1.0, 0.0, 1.0)
    assert found.sum() == 60 * 60 - 40 * 40 + 20 * 20


def test_letters_that_overlap_are_not_cut_out_of_each_other() -> None:
    picture = blank()
    fill(picture, [square(10, 10, 40, 40), square(20, 20, 60, 60)], even_odd=False)
    assert ink(picture).sum() == 30 * 30 + 40 * 40 - 20 * 20


def test_areas_reach_over_every_border() -> None:
    for ring in (square(-1e6, 20, 50, 30), square(50, 20, 1e6, 30), square(-1e6, 20, 1e6, 30)):
        picture = blank()
        fill(picture, [ring])
        across = min(float(ring[:, 0].max()), WIDE) - max(float(ring[:, 0].min()), 0)
        assert ink(picture).sum() == across * 10


def test_areas_look_as_qt_draws_them() -> None:
    chance = np.random.default_rng(8)
    for _ in range(12):
        ring = chance.uniform((-20, -20), (WIDE + 20, HIGH + 20), (7, 2))
        picture = blank()
        fill(picture, [ring])

        def paint(painter: QPainter, ring: NDArray[np.float64] = ring) -> None:
            painter.setPen(QColor(0, 0, 0, 0))
            painter.setBrush(QColor("black"))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))

        apart = np.abs(ink(picture) - painted(paint))
        assert apart.mean() < 0.006 and (apart > 0.3).sum() < 25


def test_a_colour_that_is_nothing_is_not_drawn() -> None:
    picture = blank()
    draw_lines(picture, Mode.PLAIN, rows([[0, 5, 9, 5], [0, 7, 9, 7]], [0, 1]), UPRIGHT, pens(0, RED))
    assert (picture[5] == 0).all() and picture[7, 0] == RED


def test_ranges_and_shifts_choose_what_is_drawn_and_where() -> None:
    values = np.array([[0, 0.5, 4, 0.5], [0, 1.5, 4, 1.5], [0, 2.5, 4, 2.5]], np.float32)
    ranges, shifts = np.array([[0, 1], [2, 3]], np.int64), np.array([[10.0, 20], [30, 40]])
    picture = blank()
    draw_lines(picture, Mode.PLAIN, Rows(values, np.zeros(3, np.int32), ranges, shifts), UPRIGHT, pens(BLACK))
    assert {(int(y), int(x)) for y, x in zip(*np.nonzero(picture), strict=True)} >= {(20, 10), (42, 30)}
    assert ink(picture).sum() == 10


def test_a_picture_that_is_too_large_or_wrong_is_refused(way: str) -> None:
    if way == "c":
        with pytest.raises(ValueError, match="cannot be drawn into"):
            draw_lines(np.zeros((4, 20000), np.uint32), Mode.PLAIN, rows([[0, 0, 1, 1]]), UPRIGHT, pens(BLACK))


def test_a_part_of_a_picture_can_be_drawn_into() -> None:
    picture = blank()
    draw_lines(picture[10:20, 30:50], Mode.PLAIN, rows([[-5, 5.5, 99, 5.5]]), UPRIGHT, pens(BLACK))
    y, x = np.nonzero(picture)
    assert set(y.tolist()) == {15} and (x.min(), x.max()) == (30, 49)


def random_scene(mode: Mode) -> NDArray[np.uint32]:
    chance = np.random.default_rng(11)
    picture = np.full((300, 400), 0xFFFFFFFF, np.uint32)
    many = pens(0xFF204060, 0xFFC02020, 0, width=1.0)
    many.widths[1] = 3.0
    ends = chance.uniform(-100, 500, (300, 4)).astype(np.float32)
    ends[:150, 2:] = ends[:150, :2] + chance.normal(0, 2, (150, 2))
    draw_lines(picture, mode, rows(ends, chance.integers(0, 3, 300), np.float32), (0.9, 0.1, -0.1, 0.9), many)
    centres, vectors = chance.uniform(0, 400, (80, 2)), chance.uniform(-60, 60, (80, 4))
    round_ones = np.hstack([centres, vectors, chance.uniform(0.1, 6.2, (80, 1))])
    draw_arcs(picture, mode, rows(round_ones, chance.integers(0, 3, 80)), UPRIGHT, many)
    dashed = pens(0xFF008000, dashes=(7.0, 3.0, 1.0, 3.0))
    draw_lines(picture, mode, rows(chance.uniform(-300, 700, (40, 4))), UPRIGHT, dashed)
    for _ in range(10):
        fill(picture, [chance.uniform(-50, 450, (6, 2)), chance.uniform(-50, 450, (5, 2))], 0xFF3060C0)
    return picture


@AGAINST_NUMPY
@pytest.mark.parametrize("mode", list(Mode))
def test_numpy_draws_what_the_c_library_draws(mode: Mode, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = random_scene(mode)
    monkeypatch.setattr(raster, "_functions", lambda: None)
    slow = random_scene(mode)
    a, b = (picture.view(np.uint8).astype(int) for picture in (fast, slow))
    other = (np.abs(a - b) > (8 if mode is Mode.SMOOTH else 2)).mean()
    # Smooth: only where lines of several colours cross; plain: a coordinate between two pixels may fall to either.
    assert other < (0.03 if mode is Mode.SMOOTH else 0.0005)


@AGAINST_NUMPY
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("width", [1.0, 2.0, 3.5])
def test_numpy_draws_each_single_line_and_arc_as_the_c_library_does(
    mode: Mode, width: float, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Specks, lines along the axes, slanting ones, small circles: inside, over the border, and beyond it."""
    chance = np.random.default_rng(7)
    start, long = chance.uniform(-8, 48, (240, 2)), chance.choice([0.05, 0.3, 0.9, 1.6, 5.0, 20.0], (240, 1))
    ways = np.array([(1, 0), (0, 1), (0.8, 0.6), (-0.6, 0.8), (-1, 0)])[chance.integers(0, 5, 240)]
    lines = np.hstack([start, start + long * ways]).astype(np.float32)
    radius, flat = chance.choice([0.1, 0.4, 1.2, 4.0], (240, 1)), np.zeros((240, 1))
    sweep = chance.choice([0.7, 3.0, 2 * math.pi], (240, 1))
    arcs = np.hstack([start, radius, flat, flat, radius, sweep]).astype(np.float32)
    apart = []
    for draw_rows, table in ((draw_lines, lines), (draw_arcs, arcs)):
        for one in table:
            pictures = []
            for functions in (raster._functions, lambda: None):
                with monkeypatch.context() as patch:
                    patch.setattr(raster, "_functions", functions)
                    pictures.append(blank(40, 40))
                    draw_rows(pictures[-1], mode, rows([one], kind=np.float32), UPRIGHT, pens(BLACK, width=width))
            apart.append(float(np.abs(ink(pictures[0]) - ink(pictures[1])).sum()))
    # A coordinate between two pixels may fall to either, a chord between flat and steep be cut either way.
    assert np.quantile(apart, 0.97) < 0.1 * width and np.mean(apart) < 0.03 * width


@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_is_drawn_beside_the_picture(mode: Mode) -> None:
    chance = np.random.default_rng(9)
    start = chance.uniform(-12, 52, (3000, 2))
    ends = np.hstack([start, start + chance.normal(0, 1, (3000, 2)) * chance.choice([0.0, 0.5, 3.0, 30.0], (3000, 1))])
    flat, radius = np.zeros((3000, 1)), chance.exponential(3.0, (3000, 1))
    arcs = np.hstack([start, radius, flat, flat, radius, chance.uniform(0, 6.28, (3000, 1))])
    many = pens(*[BLACK] * 6)
    many.widths[:] = (0.5, 1.0, 2.0, 3.0, 4.0, 7.0)
    look = np.sort(chance.integers(0, 6, 3000))
    for width, height in ((40, 40), (9, 40), (40, 3), (1, 1)):
        sheet = blank(100 + width, 100 + height)
        window = sheet[50 : 50 + height, 50 : 50 + width]
        draw_lines(window, mode, rows(ends, look, np.float32), UPRIGHT, many)
        draw_arcs(window, mode, rows(arcs, look, np.float32), UPRIGHT, many)
        assert window.all()
        window[:] = 0
        assert not sheet.any()


def test_the_place_of_an_area_turns_and_moves_it() -> None:
    """The unit square, 10 times as large, turned by a quarter, moved to (50, 40): from (40, 40) to (50, 50)."""
    picture = blank()
    shapes = Shapes(square(0, 0, 1, 1), np.array([0, 4], np.int32), np.array([0, 1], np.int32))
    place = np.array([[0.0, 10, -10, 0, 50, 40]])
    draw_areas(picture, shapes, np.zeros(1, np.int32), place, np.array([RED], np.uint32), even_odd=True)
    y, x = np.nonzero(picture)
    assert (x.min(), x.max(), y.min(), y.max()) == (40, 49, 40, 49)
    assert QRectF(40, 40, 10, 10).width() * 10 == len(x)
