"""What is drawn with the pen is in the drawing, what is no number is not; curves are within the tolerance."""

import math

import numpy as np
import pytest

from floorwright.geometry.bezier import straightened, straightened_curves
from floorwright.model.drawing import CONTRAST, LineStyle
from floorwright.model.sketch import Sketch

ARCH = ((0.0, 0.0), (0.0, 8.0), (6.0, 8.0), (6.0, 0.0))


def test_what_is_drawn_is_in_the_drawing_with_layer_colour_style_and_entity() -> None:
    sketch = Sketch()
    dashed = sketch.look("Walls", 0xFF0000, LineStyle((2.0, 1.0), 0.5))
    sketch.entity("LINE", dashed)
    sketch.path([(0, 0), (3, 4)], dashed)
    plain = sketch.look("Doors")
    sketch.entity("TEXT", plain)
    sketch.text((1, 2), (0.3, 0), (0, 0.3), " Gate 4 ", plain)
    sketch.fill([[(0, 0), (1, 0), (1, 1)]], plain)
    drawing = sketch.finish()
    assert drawing.segments.tolist() == [[0, 0, 3, 4]]
    assert (drawing.segment_colour.tolist(), drawing.segment_entity.tolist()) == ([0xFF0000], [0])
    assert drawing.styles[drawing.looks[drawing.segment_look[0]][2]] == LineStyle((2.0, 1.0), 0.5)
    assert [(layer.name, layer.entities) for layer in drawing.layers] == [("Walls", 1), ("Doors", 1)]
    assert drawing.texts[0].text == "Gate 4" and drawing.texts[0].height == pytest.approx(0.3)
    assert drawing.fill_colour.tolist() == [CONTRAST]
    assert dict(drawing.entities) == {"LINE": 1, "TEXT": 1}
    assert drawing.box == (0, 0, 3, 4)


def test_a_closed_path_comes_back_and_a_single_point_is_a_point() -> None:
    sketch = Sketch()
    look = sketch.look("0")
    sketch.path([(0, 0), (1, 0), (1, 1)], look, closed=True)
    sketch.path([(5, 5)], look)
    sketch.path([], look)
    assert sketch.finish().segments.tolist() == [[1, 1, 0, 0], [0, 0, 1, 0], [1, 0, 1, 1], [5, 5, 5, 5]]


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 1e13])
def test_what_is_no_number_is_left_out_and_counted(number: float) -> None:
    sketch = Sketch()
    look = sketch.look("0")
    sketch.path([(0, 0), (1, 1), (number, 2)], look)
    sketch.arc((0, 0), (number, 0), (0, 1), 0, 1, look)
    sketch.curve((0, 0), (number, 0), (0, 1), (2, 2), look)
    sketch.fill([[(0, 0), (1, 0), (1, number)]], look)
    sketch.fill([[(0, 0), (2, 0), (2, 2)]], look)
    sketch.text((0, number), (1, 0), (0, 1), "a", look)
    drawing = sketch.finish()
    assert drawing.segments.tolist() == [[0, 0, 1, 1]]
    assert drawing.fill_points.tolist() == [[0, 0], [2, 0], [2, 2]]
    assert (drawing.ring_starts.tolist(), drawing.fill_starts.tolist()) == ([0, 3], [0, 1])
    assert not len(drawing.arcs) and drawing.texts == ()
    assert [(problem.what, problem.count) for problem in drawing.problems] == [("Piece out of all bounds", 5)]


def test_only_the_layers_that_are_wanted_are_in_the_drawing() -> None:
    sketch = Sketch()
    for name, x in (("A", 1.0), ("B", 2.0)):
        look = sketch.look(name)
        sketch.path([(0, 0), (x, 0)], look)
        sketch.arc((0, 0), (x, 0), (0, x), 0, 1, look)
        sketch.fill([[(0, 0), (x, 0), (x, x)]], look)
        sketch.text((x, 0), (1, 0), (0, 1), name, look)
    drawing = sketch.finish(["b"])
    assert drawing.segments.tolist() == [[0, 0, 2, 0]] and len(drawing.arcs) == 1
    assert drawing.fill_points.tolist() == [[0, 0], [2, 0], [2, 2]]
    assert [text.text for text in drawing.texts] == ["B"]


@pytest.mark.parametrize(
    ("t0", "t1", "box"),
    [
        (0.0, math.tau, (-2, -1, 2, 1)),
        (0.0, math.pi / 2, (0, 0, 2, 1)),
        (-math.pi / 4, math.pi / 4, (math.sqrt(2), -math.sqrt(0.5), 2, math.sqrt(0.5))),
        (math.pi / 2, 3 * math.pi / 2, (-2, -1, 0, 1)),
    ],
)
def test_the_extents_of_arcs_are_exact(t0: float, t1: float, box: tuple[float, ...]) -> None:
    sketch = Sketch()
    sketch.arc((0, 0), (2, 0), (0, 1), t0, t1, sketch.look("0"))
    assert sketch.finish().box == pytest.approx(box)


def test_what_is_hidden_does_not_count_for_the_extents_unless_all_is() -> None:
    sketch = Sketch()
    sketch.layer("Hidden", visible=False)
    sketch.path([(0, 0), (100, 100)], sketch.look("Hidden"))
    assert sketch.finish().box == (0, 0, 100, 100)
    sketch.path([(0, 0), (1, 1)], sketch.look("Seen"))
    assert sketch.finish().box == (0, 0, 1, 1)


def test_of_rings_that_run_the_same_way_none_is_a_hole() -> None:
    outer = [(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)]
    inner = [(3.0, 3.0), (6.0, 3.0), (6.0, 6.0), (3.0, 6.0)]
    sketch = Sketch()
    sketch.fill_nonzero([outer, inner], sketch.look("0"))
    sketch.fill_nonzero([outer, inner[::-1]], sketch.look("0"))
    assert sketch.finish().fill_starts.tolist() == [0, 1, 2, 4]


def test_nothing_has_no_extents() -> None:
    assert Sketch().finish().box is None


@pytest.mark.parametrize("tolerance", [1.0, 0.01, 1e-4])
def test_a_curve_made_straight_is_within_the_tolerance(tolerance: float) -> None:
    points = np.array([ARCH[0], *straightened(*ARCH, tolerance)])
    assert points[-1].tolist() == [6, 0]
    t = np.linspace(0, 1, 20_001)
    a, b, c, d = (np.array(point) for point in ARCH)
    s = 1 - t
    true = np.outer(s**3, a) + np.outer(3 * s * s * t, b) + np.outer(3 * s * t * t, c) + np.outer(t**3, d)
    starts, ends = points[:-1], points[1:]
    along = ends - starts
    share = np.clip(((true[:, None] - starts) * along).sum(2) / (along**2).sum(1), 0, 1)
    off = np.hypot(*np.moveaxis(true[:, None] - starts - share[..., None] * along, 2, 0)).min(1)
    assert off.max() <= tolerance


def test_many_curves_at_once_are_the_same_as_one_by_one() -> None:
    curves = np.random.default_rng(3).uniform(-50, 50, (40, 8))
    segments, of = straightened_curves(curves, 0.01)
    for number, curve in enumerate(curves):
        points = [tuple(pair) for pair in curve.reshape(4, 2).tolist()]
        alone = [points[0], *straightened(*points, 0.01)]
        assert segments[of == number, :2] == pytest.approx(np.array(alone[:-1]))
        assert segments[of == number, 2:] == pytest.approx(np.array(alone[1:]))
