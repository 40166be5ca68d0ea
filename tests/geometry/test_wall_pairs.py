"""Walls out of their two faces, and aisles out of their borders."""

import math

import numpy as np
import pytest

from floorwright.geometry.centre_line import rectangle_centre_line
from floorwright.geometry.wall_pairs import DrawnWall, walls_of


def walls(*lines: tuple[float, float, float, float]) -> set[tuple[float, ...]]:
    found = walls_of(np.array(lines, float).reshape(-1, 4))
    return {told(wall) for wall in found}


def told(wall: DrawnWall) -> tuple[float, ...]:
    ends = sorted([(round(wall.x1, 3), round(wall.y1, 3)), (round(wall.x2, 3), round(wall.y2, 3))])
    return (*ends[0], *ends[1], wall.thickness)


def box(x1: float, y1: float, x2: float, y2: float) -> list[tuple[float, float, float, float]]:
    return [(x1, y1, x2, y1), (x2, y1, x2, y2), (x2, y2, x1, y2), (x1, y2, x1, y1)]


def test_two_faces_are_one_wall_with_its_thickness_and_its_ends_are_left_out() -> None:
    assert walls(*box(0, 0, 5000, 240)) == {(0, 120, 5000, 120, 240)}


def test_lines_too_near_and_too_far_apart_are_thin_walls() -> None:
    # 40 mm is thinner than a wall, 700 mm thicker.
    assert walls((0, 0, 5000, 0), (0, 40, 5000, 40), (0, 740, 5000, 740)) == {
        (0, 0, 5000, 0, 0), (0, 40, 5000, 40, 0), (0, 740, 5000, 740, 0),
    }  # fmt: skip


def test_the_faces_of_a_room_become_four_walls_that_meet_in_the_corners() -> None:
    # Outside 6 m by 4 m, walls of 200 mm: centre lines 100 mm inside the outer faces.
    assert walls(*box(0, 0, 6000, 4000), *box(200, 200, 5800, 3800)) == {
        (100, 100, 5900, 100, 200), (100, 3900, 5900, 3900, 200),
        (100, 100, 100, 3900, 200), (5900, 100, 5900, 3900, 200),
    }  # fmt: skip


def test_a_partition_reaches_the_middle_of_the_wall_that_it_ends_in() -> None:
    # The upper face is broken where the partition of 100 mm begins.
    outer = [(0, 0, 6000, 0), (0, 300, 2950, 300), (3050, 300, 6000, 300)]
    partition = [(2950, 300, 2950, 3000), (3050, 300, 3050, 3000), (2950, 3000, 3050, 3000)]
    assert walls(*outer, *partition) == {(0, 150, 6000, 150, 300), (3000, 150, 3000, 3000, 100)}


def test_a_door_parts_a_wall() -> None:
    assert walls(*box(0, 0, 2000, 200), *box(2900, 0, 5000, 200)) == {
        (0, 100, 2000, 100, 200),
        (2900, 100, 5000, 100, 200),
    }


def test_slanted_walls_far_from_the_origin_are_found_as_well() -> None:
    cos, sin = math.cos(0.3), math.sin(0.3)
    far = [
        (1e8 + x1 * cos - y1 * sin, x1 * sin + y1 * cos, 1e8 + x2 * cos - y2 * sin, x2 * sin + y2 * cos)
        for x1, y1, x2, y2 in box(0, 0, 5000, 240)
    ]
    (wall,) = walls_of(np.array(far))
    assert wall.thickness == pytest.approx(240, abs=0.01)
    assert math.hypot(wall.x2 - wall.x1, wall.y2 - wall.y1) == pytest.approx(5000, abs=0.01)


def test_nothing_makes_no_walls() -> None:
    assert walls() == set() and walls((5, 5, 5, 5)) == set()


def test_a_rectangle_has_a_middle_and_other_outlines_have_none() -> None:
    assert rectangle_centre_line([(0, 0), (10, 0), (10, 2), (0, 2)]) == ((0, 1), (10, 1), 2)
    assert rectangle_centre_line([(0, 0), (2, 0), (2, 10), (0, 10)]) == ((1, 0), (1, 10), 2)
    assert rectangle_centre_line([(0, 0), (10, 0), (12, 2), (2, 2)]) is None
    assert rectangle_centre_line([(0, 0), (10, 0), (10, 2)]) is None
