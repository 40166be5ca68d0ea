"""The lines of a drawing: what a click snaps to, and how large a turned drawing is."""

import math
from dataclasses import replace

import numpy as np
import pytest

from floorwright.model.drawing_lines import arc_chords, door_swings, nearest_end, outer_points, size_on_floor
from floorwright.model.kinds import Underlay
from helpers.drawings import drawing, square

METRES = Underlay(id="u", name="hall.dxf", asset="x", unit="m", scale=1000.0)


def test_ends_of_lines_and_arcs_and_middles_of_circles_are_found_within_reach() -> None:
    drawn = drawing({"A": [(0, 0, 10, 0)], "B": [(10.2, 0, 20, 5)]}, {"A": [(50, 50, 5, 0, 90)]})
    assert nearest_end(drawn, [0, 1], (9.9, 0.1), 1.0) == (10, 0)
    assert nearest_end(drawn, [1], (9.9, 0.1), 1.0) == (10.2, 0)
    assert nearest_end(drawn, [0, 1], (5, 0), 1.0) is None
    assert nearest_end(drawn, [0], (50.1, 50), 1.0) == (50, 50)
    assert nearest_end(drawn, [0], (50.1, 55.2), 1.0) == pytest.approx((50, 55))
    assert nearest_end(drawing(), [], (0, 0), 1.0) is None


@pytest.mark.parametrize("angle", [0.0, 30.0, 45.0, 90.0, 200.0])
def test_the_size_of_a_turned_drawing_is_that_of_all_its_points(angle: float) -> None:
    random = np.random.default_rng(4)
    lines = [tuple(row) for row in random.uniform(0, 100, (300, 4)).tolist()]
    arcs = [(x, y, 3.0, 0.0, 180.0) for x, y in random.uniform(0, 100, (50, 2)).tolist()]
    drawn = drawing({"A": lines}, {"A": arcs})  # type: ignore[dict-item]
    drawn = replace(drawn, box=(-10.0, -10.0, 110.0, 110.0))
    points = np.concatenate([drawn.segments.reshape(-1, 2)])
    for t in (0.0, 90.0, 180.0):
        turn = math.radians(t)
        points = np.concatenate([points, drawn.arcs[:, :2] + 3.0 * np.array([math.cos(turn), math.sin(turn)])])
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    turned = points @ np.array([[cos, sin], [-sin, cos]])
    found = size_on_floor(outer_points(drawn), replace(METRES, rotation=angle))
    assert found == pytest.approx(tuple(1000 * np.ptp(turned, axis=0)))


def test_a_stray_does_not_make_the_drawing_larger() -> None:
    drawn = replace(drawing({"A": [*square(0, 0, 10), (1e6, 1e6, 1e6, 1e6)]}), box=(0.0, 0.0, 10.0, 10.0))
    assert size_on_floor(outer_points(drawn), METRES) == (10000, 10000)
    assert size_on_floor(outer_points(replace(drawn, box=None)), METRES) == (0, 0)


def test_the_leaves_of_doors_are_told_from_lines_that_only_touch_their_swing() -> None:
    drawn = drawing({"A": [(0, 0, 0, 1), (1, 0, 2, 0), (0, 0, 0.5, 0.5)]}, {"A": [(0, 0, 1, 0, 90), (10, 0, 1, 0, 90)]})
    swings, leaves = door_swings(drawn, [0])
    assert swings.tolist() == [True, False] and leaves.tolist() == [True, False, False]


def test_a_circle_becomes_twelve_chords_that_close() -> None:
    chords = arc_chords(drawing(arcs={"A": [(0, 0, 1, 0, 360)]}), [0])
    assert len(chords) == 12
    assert chords[:, 2:] == pytest.approx(np.roll(chords[:, :2], -1, axis=0))
