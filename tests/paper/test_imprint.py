"""What of an imported drawing reaches the paper: in its place, once, and not finer than can be printed."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwright.model.drawing import Drawing, LineStyle
from floorwright.model.kinds import Underlay
from floorwright.paper.imprint import Imprint, Window, imprint
from floorwright.paper.underlay import on_floor, printed_dashes, printed_width
from helpers.drawn import ON_FLOOR, circle, drawn

PAGE = Window(0.0, 0.0, 400.0, 280.0)
STEP = 0.02


def seen(drawing: Drawing, window: Window = PAGE, underlay: Underlay = ON_FLOOR) -> Imprint:
    return imprint(drawing, underlay, window, lambda share: None)


def lines_mm(found: Imprint) -> list[tuple[float, ...]]:
    """x1 y1 x2 y2 in millimetres of the page."""
    corner = np.array([found.left, found.low, found.left, found.low])
    return [tuple(row) for part in found.strokes for row in (part.lines * found.step_mm + corner).tolist()]


def curves_mm(found: Imprint) -> np.ndarray:
    every = [part.curves for part in found.strokes] or [np.zeros((0, 8))]
    return np.concatenate(every) * found.step_mm + np.tile([found.left, found.low], 4)


def test_a_line_is_in_its_place_to_half_a_step() -> None:
    (line,) = lines_mm(seen(drawn([(10.003, 20.0, 300.111, 250.0)])))
    assert line == pytest.approx((10.003, 20.0, 300.111, 250.0), abs=STEP / 2 + 1e-9)


@given(st.floats(-180, 180), st.floats(0.01, 30), st.floats(-3e6, 3e6), st.floats(-1e3, 1e3))
def test_a_drawing_lies_on_paper_where_it_lies_on_the_floor(
    rotation: float, scale: float, origin: float, x: float
) -> None:
    underlay = replace(ON_FLOOR, rotation=rotation, scale=scale, origin_u=origin, origin_v=-origin, x=x, y=-x)
    corner = np.array([[origin + 1.0, -origin + 2.0], [origin - 2.0, -origin]])
    (x1, y1), (x2, y2) = on_floor(underlay, corner).tolist()
    window = Window(0, 0, 400, 280, 0.1, x, -x, 200, 140)
    (line,) = lines_mm(seen(drawn([corner.ravel().tolist()]), window, underlay)) or [None]
    wanted = [200 + 0.1 * (x1 - x), 140 + 0.1 * (y1 + x), 200 + 0.1 * (x2 - x), 140 + 0.1 * (y2 + x)]
    assert line == pytest.approx(wanted, abs=STEP / 2 + 1e-6)


def test_what_lies_outside_is_left_out_and_what_crosses_the_edge_is_cut() -> None:
    drawing = drawn([(-1e6, 100, 1e6, 100), (500, 0, 500, 280), (math.nan, 0, 1, 1), (1e300, 0, 5, 5), (-9, 9, 9, -9)])
    found = lines_mm(seen(drawing))
    # Two millimetres of margin stay on each side; the last line passes the corner of the margin by.
    assert found[0] == pytest.approx((-2, 100, 402, 100), abs=STEP)
    assert all(-2 <= x <= 402 and -2 <= y <= 282 for line in found for x, y in (line[:2], line[2:]))
    assert not any(line[0] == 500 for line in found)


def test_what_falls_together_is_drawn_once() -> None:
    same = [(0, 0, 50, 50), (50, 50, 0, 0), (0.001, 0.0, 50.0, 50.004), (0, 0, 50, 51)]
    assert len(lines_mm(seen(drawn(same)))) == 2
    bolt = [(100 + 0.001 * a, 100, 100 + 0.001 * a + 0.002, 100.001) for a in range(5)]
    assert len(lines_mm(seen(drawn(bolt)))) == 1


def test_a_chain_stays_a_chain_when_its_shortest_pieces_vanish() -> None:
    chain = [(0, 0, 10, 0), (10, 0, 10.004, 0), (10.004, 0, 20, 0)]
    first, second = lines_mm(seen(drawn(chain)))
    assert first[2:] == second[:2]


@pytest.mark.parametrize("radius", [0.05, 0.2, 1.0, 30.0, 120.0])
def test_circles_are_round(radius: float) -> None:
    found = seen(drawn(arcs=[circle(150, 150, radius)]))
    points = [(x, y) for line in lines_mm(found) for x, y in (line[:2], line[2:])]
    for t in (0.0, 0.2, 0.5, 0.77, 1.0):
        share = np.array([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3])
        points += (curves_mm(found).reshape(-1, 4, 2) * share[None, :, None]).sum(axis=1).tolist()
    assert points
    assert all(abs(math.dist(point, (150, 150)) - radius) <= 2 * STEP for point in points)


def test_a_dot_stays_where_a_tiny_circle_was() -> None:
    (dot,) = lines_mm(seen(drawn(arcs=[circle(150, 150, 0.003)])))
    assert dot == pytest.approx((150, 150, 150, 150), abs=STEP)


def test_a_giant_arc_passes_the_window_where_it_should() -> None:
    # A circle of 50 m through (200, 140), first as a whole, then as the arc that ends there.
    radius = 5e4
    for end, left in ((2 * math.pi, -2), (math.pi / 2, 200)):
        lines = lines_mm(seen(drawn(arcs=[circle(200, 140 - radius, radius, 0.0, end)])))
        points = [point for line in lines for point in (line[:2], line[2:])]
        assert 2 <= len(lines) < 20
        assert all(abs(math.dist(point, (200, 140 - radius)) - radius) <= STEP for point in points)
        assert (min(x for x, _ in points), max(x for x, _ in points)) == pytest.approx((left, 402), abs=STEP)
    assert lines_mm(seen(drawn(arcs=[circle(200, 140 - radius, radius, 3.0, 6.0)]))) == []


def test_areas_keep_their_holes_and_their_order() -> None:
    square = [(0, 0), (100, 0), (100, 100), (0, 100)]
    hole = [(20, 20), (20.001, 20), (40, 20), (40, 40)]
    speck = [(5, 5), (5.001, 5), (5, 5.001)]
    areas = seen(drawn(fills=[[square, hole], [speck], [hole]])).areas
    assert areas.area_starts.tolist() == [0, 2, 3] and areas.ring_starts.tolist() == [0, 4, 7, 10]
    far = seen(drawn(fills=[[[(-1e7, -1e7), (1e7, -1e7), (1e7, 1e7), (-1e7, 1e7)]]])).areas
    reach = far.points * STEP
    assert len(reach) == 4 and reach.min() < -2 and reach.max() > 402 and np.abs(reach).max() < 5000


def test_a_white_area_is_white_on_paper_and_a_white_line_is_black() -> None:
    drawing = drawn(segments=[(0, 5, 10, 5)], fills=[[[(1, 1), (9, 1), (9, 9), (1, 9)]]])
    looks = drawing.looks.copy()
    looks[:, 1] = 0xFFFFFF
    found = seen(replace(drawing, looks=looks))
    assert found.areas.palette == ("#ffffff",)
    assert [strokes.pen.colour for strokes in found.strokes] == ["#000000"]


def test_small_letters_are_a_line_and_tiny_ones_nothing() -> None:
    found = seen(drawn(texts=[("Press 12", 10, 10, 2.5), ("Press 12", 10, 50, 0.2), ("Press 12", 10, 90, 0.05)]))
    (word,) = found.words
    assert word.text == "Press 12"
    assert word.place == pytest.approx((600, 600, 125, 0, 0, 125))
    (line,) = lines_mm(found)
    assert line[1] == pytest.approx(50.1, abs=STEP) and line[3] == line[1] and line[2] - line[0] > 0.8


def test_a_layer_that_is_not_plotted_is_not_on_paper() -> None:
    drawing = drawn([(0, 0, 9, 9)], [circle(5, 5, 2)], [[[(0, 0), (9, 0), (9, 9)]]], [("A", 1, 1, 3)], plotted=False)
    found = seen(drawing)
    assert found.strokes == () and found.words == () and len(found.areas.points) == 0


def test_weights_and_dashes_on_paper() -> None:
    # The normal 0.25 mm is printed as 0.13, in proportion 0.5 as 0.26; nothing is invisible or a beam.
    assert [printed_width(mm) for mm in (0.25, 0.5, 0.0, 2.11)] == [0.13, 0.26, 0.05, 0.5]
    style = LineStyle((500.0, 250.0, 0.0, 250.0))
    assert printed_dashes(style, 0.01) == pytest.approx((5.0, 2.5, 0.13, 2.5))
    assert printed_dashes(style, 0.0002) == () and printed_dashes(LineStyle(), 1.0) == ()
    (part,) = seen(drawn([(0, 0, 100, 0)], style=LineStyle((6.0, 3.0, 1.0), 0.5))).strokes
    assert (part.pen.width_mm, part.pen.dashes_mm) == (0.26, (6.0, 3.0, 1.0, 0.0))


def test_more_colours_than_16_bits_hold_keep_their_lines() -> None:
    count = 70_000
    rows = [(0.001 * number, 0, 0.001 * number, 100) for number in range(count)]
    drawing = drawn(rows)
    # Dark colours are printed as they are.
    looks = np.array(
        [[0, (number // 400) << 16 | (number // 20 % 20) << 8 | number % 20, 0] for number in range(count)]
    )
    many = replace(drawing, looks=looks.astype(np.int32), segment_look=np.arange(count, dtype=np.int32))
    found = {part.pen.colour: part.lines for part in seen(many).strokes}
    assert len(found) == len({tuple(look) for look in looks.tolist()}) > 65_535
    last = found[f"#{(count - 1) // 400:02x}{(count - 1) // 20 % 20:02x}{(count - 1) % 20:02x}"]
    assert last[0, 0] == round((69.999 + 2) / STEP)
