"""An imported drawing in an SVG, drawn by Qt: where and as it is in the PDF, with its letters embedded."""

import base64
import io
import math
import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from fontTools.ttLib import TTFont

from floorwright.jobs import Job
from floorwright.model.drawing import Drawing, LineStyle
from floorwright.model.kinds import Underlay
from floorwright.paper.marks import DrawingMark, Sheet, Viewport
from floorwright_builtin.svg_export.picture import svg_of
from helpers.drawn import ON_FLOOR, circle, drawn

SVG = "{http://www.w3.org/2000/svg}"


def written(drawing: Drawing, scale: float = 1.0, underlay: Underlay = ON_FLOOR) -> str:
    """A page of 200 × 200 mm with the floor from (0, 0) to (200, 200) · scale."""
    mark = DrawingMark(drawing=drawing, underlay=underlay)
    middle = (100.0 * scale, 100.0 * scale)
    view = Viewport(x=0.0, y=0.0, width=200.0, height=200.0, scale=scale, centre=middle, marks=(mark,))
    return svg_of(Sheet(width=200.0, height=200.0, marks=(view,)), Job())


def points_mm(svg: str) -> list[tuple[float, float]]:
    """Every pair of numbers in a path, on the page with y upwards."""
    root = ElementTree.fromstring(svg)
    found = []
    for group in root.iter(f"{SVG}g"):
        move = re.fullmatch(r"translate\((\S+) (\S+)\) scale\((\S+) (\S+)\)", group.get("transform", ""))
        if move:
            x, y, across, along = (float(part) for part in move.groups())
            assert along == -across
            for path in group.iter(f"{SVG}path"):
                numbers = [float(part) for part in re.findall(r"-?\d+", path.get("d", ""))]
                found += [
                    (x + across * a, 200 - (y + along * b)) for a, b in zip(numbers[::2], numbers[1::2], strict=True)
                ]
    return found


@pytest.mark.parametrize("scale", [1.0, 500.0])
def test_lines_and_areas_are_in_their_place(scale: float) -> None:
    a, b = 20 * scale, 150 * scale
    line = points_mm(written(drawn([(a, a, b, b)]), scale))
    assert line == [pytest.approx((20, 20), abs=0.011), pytest.approx((150, 150), abs=0.011)]
    area = points_mm(written(drawn(fills=[[[(a, a), (b, a), (b, b)]]]), scale))
    assert area == [pytest.approx(p, abs=0.011) for p in ((20, 20), (150, 20), (150, 150))]
    # Of a start and pieces of two handles and an end, every third point lies on the circle.
    arc = points_mm(written(drawn(arcs=[circle(80 * scale, 80 * scale, 60 * scale)]), scale))[::3]
    assert len(arc) > 4 and all(math.dist(point, (80, 80)) == pytest.approx(60, abs=0.02) for point in arc)


def test_a_chain_is_one_path_and_pens_are_groups() -> None:
    svg = written(drawn([(0, 0, 50, 0), (50, 0, 50, 50)], style=LineStyle((10.0, 5.0), 0.5)))
    assert 'd="M100 10100' not in svg and svg.count("<path") == 1 and svg.count("M") == 1
    # Half a millimetre is printed as 0.26 mm, 13 steps of 0.02 mm; the dashes are 500 and 250 steps.
    assert 'stroke-width="13"' in svg and 'stroke-dasharray="500 250"' in svg


def test_the_letters_that_readers_may_not_have_are_embedded() -> None:
    svg = written(drawn(texts=[("Press 12", 20, 20, 5), ("창호 일람표", 20, 50, 5)]))
    root = ElementTree.fromstring(svg)
    assert {text.text for text in root.iter(f"{SVG}text")} == {"Press 12", "창호 일람표"}
    (face,) = re.findall(r"font-family:'([^']+)';src:url\(data:font/ttf;base64,([^)]+)\)", svg)
    letters = TTFont(io.BytesIO(base64.b64decode(face[1]))).getBestCmap()
    assert face[0] == "Droid Sans Fallback" and {ord(letter) for letter in "창호일람표"} <= set(letters)
    assert len(letters) < 10
    assert "@font-face" not in written(drawn(texts=[("Цех №3", 20, 20, 5)]))


def test_a_picture_is_embedded_with_its_upper_left_corner_in_place() -> None:
    pixels = np.full((40, 60, 4), 255, np.uint8)
    svg = written(replace(drawn(), pixels=pixels), underlay=replace(ON_FLOOR, x=20.0, y=30.0, scale=2.0))
    (image,) = ElementTree.fromstring(svg).iter(f"{SVG}image")
    values = [float(part) for part in re.findall(r"-?[\d.]+", image.get("transform", ""))]
    # 120 × 80 mm from (20, 30): the upper edge is at 110, on a page whose y points down at 90.
    assert values == pytest.approx([120, 0, 0, 80, 20, 90])
    assert image.get("{http://www.w3.org/1999/xlink}href", "").startswith("data:image/png;base64,")
