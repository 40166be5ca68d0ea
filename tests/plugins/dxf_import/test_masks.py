"""What a wipeout hides, and what it leaves."""

import math
import time
from dataclasses import replace
from pathlib import Path

import ezdxf
import numpy as np
import pytest
import shapely

from floorwright.api import Drawing, Floats, ImportOptions, Job, empty_drawing
from floorwright_builtin.dxf_import import read
from floorwright_builtin.dxf_import.placing.masks import hidden_behind

SQUARE = np.array([(2.0, -1.0), (4.0, -1.0), (4.0, 1.0), (2.0, 1.0)])


def drawing(
    segments: list[tuple[float, ...]] | None = None,
    arcs: list[tuple[float, ...]] | None = None,
    texts: list[tuple[float, float, str]] | None = None,
) -> Drawing:
    """A drawing whose primitives are the entities 0, 1, … of their kind."""
    lines, rounds = np.array(segments or [], float).reshape(-1, 4), np.array(arcs or [], float).reshape(-1, 8)
    words = texts or []
    return replace(
        empty_drawing(),
        looks=np.zeros((1, 3), np.int32),
        segments=lines,
        segment_look=np.zeros(len(lines), np.int32),
        segment_entity=np.arange(len(lines), dtype=np.int32),
        arcs=rounds,
        arc_look=np.zeros(len(rounds), np.int32),
        arc_entity=np.arange(len(rounds), dtype=np.int32),
        words=tuple(word for _, _, word in words),
        text_places=np.array([(x, y, 1, 0, 0, 1) for x, y, _ in words], float).reshape(-1, 6),
        text_words=np.arange(len(words), dtype=np.int32),
        text_look=np.zeros(len(words), np.int32),
        text_entity=np.arange(len(words), dtype=np.int32),
    )


def moved(by: float) -> Floats:
    """The square further right."""
    return np.column_stack((SQUARE[:, 0] + by, SQUARE[:, 1]))


def filled(*rings: list[tuple[float, float]]) -> Drawing:
    """One fill."""
    return replace(
        empty_drawing(),
        looks=np.zeros((1, 3), np.int32),
        fill_points=np.concatenate([np.array(ring, float) for ring in rings]),
        ring_starts=np.cumsum([0, *map(len, rings)]).astype(np.int32),
        fill_starts=np.array([0, len(rings)], np.int32),
        fill_look=np.zeros(1, np.int32),
        fill_entity=np.zeros(1, np.int32),
    )


def area(of: Drawing) -> float:
    """The area of all fills, even-odd."""
    whole = shapely.Polygon()
    for start, end in zip(of.ring_starts[:-1], of.ring_starts[1:], strict=True):
        whole = shapely.symmetric_difference(whole, shapely.Polygon(of.fill_points[start:end]))
    return float(whole.area)


def test_a_line_across_a_mask_becomes_the_two_ends_that_stick_out() -> None:
    found = hidden_behind(drawing([(0, 0, 10, 0)]), [(5, SQUARE)])
    assert found.segments == pytest.approx(np.array([(0, 0, 2, 0), (4, 0, 10, 0)]))
    assert found.segment_entity.tolist() == [0, 0]


def test_only_what_comes_before_the_mask_is_hidden() -> None:
    lines = [(0.0, 0.0, 10.0, 0.0), (0.0, 0.5, 10.0, 0.5)]
    found = hidden_behind(drawing(lines), [(1, SQUARE)])
    assert found.segment_entity.tolist() == [0, 0, 1]
    assert hidden_behind(drawing(lines), [(0, SQUARE)]).segments.tolist() == [list(line) for line in lines]


def test_lines_inside_are_gone_and_lines_beside_stay() -> None:
    found = hidden_behind(drawing([(2.5, 0, 3.5, 0), (0, 5, 10, 5), (0, 0, 1.9, 0), (3, 0, 3, 0)]), [(9, SQUARE)])
    assert found.segments.tolist() == [[0, 5, 10, 5], [0, 0, 1.9, 0]]


def test_masks_over_one_another_hide_what_either_hides() -> None:
    found = hidden_behind(drawing([(0, 0, 10, 0)]), [(5, SQUARE), (6, moved(1)), (7, moved(5))])
    assert found.segments == pytest.approx(np.array([(0, 0, 2, 0), (5, 0, 7, 0), (9, 0, 10, 0)]))


def test_a_mask_with_a_notch_hides_in_both_its_prongs() -> None:
    fork = np.array([(0.0, 0.0), (6.0, 0.0), (6.0, 4.0), (4.0, 4.0), (4.0, 1.0), (2.0, 1.0), (2.0, 4.0), (0.0, 4.0)])
    found = hidden_behind(drawing([(-1, 3, 7, 3)]), [(5, fork)])
    assert found.segments == pytest.approx(np.array([(-1, 3, 0, 3), (2, 3, 4, 3), (6, 3, 7, 3)]))


def test_of_a_circle_a_mask_takes_the_angle_it_covers() -> None:
    # The square from x = 3 to 5, y = -3 to 3 covers the circle of radius 5 where x > 3: cos t = 3/5, but not beyond
    # y = ±3, where sin t = 3/5: |t| < asin(3/5) lies inside.
    box = np.array([(3.0, -3.0), (6.0, -3.0), (6.0, 3.0), (3.0, 3.0)])
    (left,) = hidden_behind(drawing(arcs=[(0, 0, 5, 0, 0, 5, 0, math.tau)]), [(5, box)]).arcs
    assert left[6:] == pytest.approx([math.asin(0.6), math.tau - math.asin(0.6)])


def test_an_arc_that_never_meets_the_mask_s_border_is_all_in_or_all_out() -> None:
    arcs = [(3, 0, 0.5, 0, 0, 0.5, 0, math.tau), (3, 0, 5, 0, 0, 5, 0, math.tau)]
    found = hidden_behind(drawing(arcs=arcs), [(5, SQUARE)])
    assert found.arcs.tolist() == [list(arcs[1])]


def test_a_fill_loses_what_the_mask_covers_and_keeps_its_hole() -> None:
    # 10 × 10 with a hole of 2 × 2, all of it left of the mask, which covers 2 × 1 at the lower edge.
    fill = filled([(0, 0), (10, 0), (10, 10), (0, 10)], [(5, 5), (7, 5), (7, 7), (5, 7)])
    assert area(hidden_behind(fill, [(5, SQUARE)])) == pytest.approx(100 - 4 - 2)


def test_a_fill_under_a_mask_is_gone_and_one_cut_in_two_is_one_fill() -> None:
    assert len(hidden_behind(filled([(2.5, 0), (3.5, 0), (3, 0.5)]), [(5, SQUARE)]).fill_look) == 0
    bar = hidden_behind(filled([(0, -0.5), (10, -0.5), (10, 0.5), (0, 0.5)]), [(5, SQUARE)])
    assert (len(bar.fill_look), len(bar.ring_starts) - 1) == (1, 2)
    assert area(bar) == pytest.approx(8)


def test_a_text_is_hidden_when_its_middle_is() -> None:
    # Two capitals of about two thirds of a height each: the middle is about 0.7 to the right and 0.5 up.
    found = hidden_behind(drawing(texts=[(2.5, 0, "AB"), (3.5, 0, "AB"), (1, 0, "AB")]), [(5, SQUARE)])
    assert found.text_entity.tolist() == [1, 2]


def test_random_masks_hide_what_shapely_says_they_cover() -> None:
    random = np.random.default_rng(7)
    lines = random.uniform(0, 100, (300, 4))
    masks = []
    for number in range(40):
        angles = np.sort(random.uniform(0, math.tau, random.integers(3, 12)))
        reach = random.uniform(2, 15, len(angles))
        ring = np.column_stack((reach * np.cos(angles), reach * np.sin(angles))) + random.uniform(0, 100, 2)
        masks.append((int(random.integers(0, 300)) if number else 299, ring))
    found = hidden_behind(drawing([tuple(line) for line in lines]), masks)
    lengths = np.hypot(found.segments[:, 2] - found.segments[:, 0], found.segments[:, 3] - found.segments[:, 1])
    for entity, line in enumerate(lines):
        cover = shapely.union_all(
            [shapely.make_valid(shapely.Polygon(ring)) for order, ring in masks if order > entity]
        )
        left = shapely.difference(shapely.LineString(line.reshape(2, 2)), cover)
        assert lengths[found.segment_entity == entity].sum() == pytest.approx(left.length, abs=1e-6)


def plant(lines: int, masks: int) -> tuple[Drawing, list[tuple[int, Floats]]]:
    """Short lines over 500 m × 300 m and labels of 3 m × 1 m that hide them."""
    random = np.random.default_rng(1)
    start = random.uniform((0, 0), (500, 300), (lines, 2))
    base = drawing()
    many = replace(
        base,
        segments=np.concatenate([start, start + random.normal(0, 1, (lines, 2))], 1),
        segment_look=np.zeros(lines, np.int32),
        segment_entity=np.arange(lines, dtype=np.int32),
    )
    corners = random.uniform((0, 0), (497, 299), (masks, 2))
    label = np.array([(0.0, 0.0), (3.0, 0.0), (3.0, 1.0), (0.0, 1.0)])
    return many, [(lines, corner + label) for corner in corners]


def test_a_thousand_masks_over_two_hundred_thousand_lines_take_less_than_ten_seconds() -> None:
    many, masks = plant(200_000, 1000)
    begun = time.process_time()
    found = hidden_behind(many, masks)
    assert time.process_time() - begun < 10
    assert len(found.segments) != len(many.segments)


def test_a_wipeout_of_a_file_hides_what_was_drawn_before_it(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    space = doc.modelspace()
    space.add_line((0, 0), (10, 0), dxfattribs={"layer": "BEFORE"})
    space.add_wipeout([(2, -1), (4, 1)])
    space.add_line((0, 0.5), (10, 0.5), dxfattribs={"layer": "AFTER"})
    doc.saveas(tmp_path / "hall.dxf")
    found = read(tmp_path / "hall.dxf", ImportOptions(), Job())
    names = [found.layers[layer].name for layer in found.segment_layer]
    lines = found.segments[[name == "BEFORE" for name in names]]
    assert lines == pytest.approx(np.array([(0, 0, 2, 0), (4, 0, 10, 0)]))
    assert names.count("AFTER") == 1


def test_a_wipeout_in_a_block_hides_what_lies_under_its_insert(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    label = doc.blocks.new("LABEL")
    label.add_wipeout([(0, 0), (2, 2)])
    label.add_text("A1", height=1, dxfattribs={"insert": (0.2, 0.5)})
    space = doc.modelspace()
    space.add_line((0, 1), (10, 1))
    space.add_blockref("LABEL", (4, 0))
    doc.saveas(tmp_path / "hall.dxf")
    found = read(tmp_path / "hall.dxf", ImportOptions(), Job())
    assert found.segments[:2] == pytest.approx(np.array([(0, 1, 4, 1), (6, 1, 10, 1)]))
    assert [text.text for text in found.texts] == ["A1"]
