"""Shortest paths round obstacles; lengths by hand."""

import math

import pytest

from floorwright.geometry.free_space import FreePath, FreeSpace, Obstacle
from floorwright.geometry.polygon import rectangle


def block(id, x, y, width, depth, rotation=0.0):
    return Obstacle(id, rectangle(x, y, width, depth, rotation))


def barrier(id, *points):
    return Obstacle(id, points)


def path(obstacles, start, goal, growth=0.0, ignoring=()):
    return FreeSpace(obstacles, growth).path(start, goal, frozenset(ignoring))


def length_of(obstacles, start, goal, growth=0.0, ignoring=()):
    found = path(obstacles, start, goal, growth, ignoring)
    assert isinstance(found, FreePath), found
    return found.length


def test_with_nothing_in_the_way_the_path_is_the_straight_line():
    found = path([], (0, 0), (3000, 4000))
    assert found == FreePath(((0, 0), (3000, 4000)), 5000)


def test_the_shorter_way_round_is_taken():
    found = path([block("press", 6, 1, 6, 6)], (0, 0), (12, 0))
    assert found.points == ((0, 0), (3, -2), (9, -2), (12, 0))
    assert found.length == pytest.approx(2 * math.sqrt(13) + 6, abs=1e-12)
