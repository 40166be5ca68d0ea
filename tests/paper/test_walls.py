"""Walls as they stand: cut by their openings, joined at their corners."""

import pytest

from floorwright.model.kinds import Opening, Wall
from floorwright.paper.wall_marks import wall_marks, wall_pieces

SOUTH = Wall(id="s", x1=0.0, y1=0.0, x2=10000.0, y2=0.0, thickness=200.0)


def test_a_door_leaves_a_gap_as_wide_as_it_is() -> None:
    left, right = wall_pieces(SOUTH, [Opening(id="o", wall="s", at=4000.0, width=1000.0)])
    assert left == ((0, -100), (3500, -100), (3500, 100), (0, 100))
    assert right == ((4500, -100), (10000, -100), (10000, 100), (4500, 100))


def test_overlapping_openings_and_openings_at_the_ends_leave_what_stands_between() -> None:
    openings = [
        Opening(id="a", wall="s", at=0.0, width=2000.0),
        Opening(id="b", wall="s", at=5000.0, width=2000.0),
        Opening(id="c", wall="s", at=6500.0, width=2000.0),
        Opening(id="d", wall="s", at=10000.0, width=1000.0),
    ]
    spans = [(piece[0][0], piece[1][0]) for piece in wall_pieces(SOUTH, openings)]
    assert spans == [(1000, 4000), (7500, 9500)]


def test_an_opening_wider_than_its_wall_leaves_nothing_standing() -> None:
    assert wall_pieces(SOUTH, [Opening(id="o", wall="s", at=5000.0, width=30000.0)]) == []


@pytest.mark.parametrize("turned_round", [False, True])
def test_two_walls_meet_in_a_mitre_whichever_way_they_were_drawn(turned_round: bool) -> None:
    # Round the corner (10000, 0) from below at the left: outside (10100, -100), inside (9900, 100).
    ends = (10000.0, 5000.0, 10000.0, 0.0) if turned_round else (10000.0, 0.0, 10000.0, 5000.0)
    east = Wall(id="e", x1=ends[0], y1=ends[1], x2=ends[2], y2=ends[3], thickness=200.0)
    for wall in (SOUTH, east):
        (ring,) = wall_pieces(wall, [], [SOUTH, east])
        for corner in ((10100, -100), (9900, 100)):
            assert any(point == pytest.approx(corner, abs=1e-9) for point in ring)


def test_a_barrier_is_a_line_without_width() -> None:
    barrier = Wall(id="b", x1=0.0, y1=0.0, x2=3000.0, y2=0.0)
    assert wall_pieces(barrier, []) == [((0, 0), (3000, 0))]


def test_every_mark_of_a_door_names_the_door() -> None:
    door = Opening(id="o", wall="s", at=4000.0, width=1000.0)
    assert {mark.source for mark in wall_marks([SOUTH], [door])} == {"s", "o"}
