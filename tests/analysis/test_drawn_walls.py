"""Walls and columns of imported drawings stand in the way like those of the plan."""

import math
from dataclasses import replace

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.live import LiveFigures
from floorwright.analysis.ways.barriers import DrawnWalls, needs_drawings, nothing_drawn
from floorwright.analysis.ways.drawn_walls import drawn_obstacles, obstacle_words
from floorwright.model.document import Document
from floorwright.model.kinds import DistanceMode, Underlay
from floorwright.model.view import View
from helpers.drawings import drawing, square
from helpers.plans import flow, machine, plan, wall

ROLES = (("A-WALL", "wall"), ("S-COLS", "column"))


def underlay(scale: float = 1000.0, **values: object) -> Underlay:
    return replace(Underlay(id="hall", name="hall.dxf", asset="x", unit="m", scale=scale, roles=ROLES), **values)  # type: ignore[arg-type]


# A wall from (5, -3) to (5, 4) in metres, drawn in two pieces.
HALL = drawing({"A-WALL": [(5, -3, 5, 1), (5, 4, 5, 1)], "NOTES": [(0, 0, 9, 9)]}, unit="m")


def test_a_drawn_wall_makes_the_same_detour_as_a_wall_of_the_plan() -> None:
    stations = (machine("A", 0, 0, 0.2, 0.2), machine("B", 10, 0, 0.2, 0.2), flow("P", "A", "B"))
    drawn = plan(*stations, underlay(), mode=DistanceMode.FREE)
    ours = plan(*stations, wall("W", 5, -3, 5, 4), mode=DistanceMode.FREE)
    around = analyze(drawn, barriers=DrawnWalls({underlay().source: HALL})).totals.loaded_distance_m_per_day
    # Round the lower end: two hypotenuses of 5 and 3.
    assert around == pytest.approx(2 * math.hypot(5, 3), abs=1e-6)
    assert around == analyze(ours).totals.loaded_distance_m_per_day
    assert analyze(drawn).totals.loaded_distance_m_per_day == pytest.approx(10)


def test_a_layer_without_a_role_and_a_drawing_not_read_yet_are_in_nobodys_way() -> None:
    assert drawn_obstacles(HALL, underlay(roles=())) == []
    assert list(DrawnWalls({})(underlay())) == []
    assert nothing_drawn(underlay()) == ()


def test_walls_follow_the_drawing_when_it_is_moved_turned_and_scaled() -> None:
    (before,) = drawn_obstacles(HALL, underlay())
    assert before.points == ((5000, -3000), (5000, 4000))
    (after,) = drawn_obstacles(HALL, underlay(x=100.0, rotation=90.0, origin_u=5.0))
    # Its lower end lies 3 m to the right of where the origin is, turned by a quarter.
    assert sorted(after.points) == [pytest.approx((-3900, 0)), pytest.approx((3100, 0))]


def test_the_live_figures_follow_a_drawing_that_is_moved_and_given_roles() -> None:
    document = Document(
        plan(machine("A", 0, 0, 0.2, 0.2), machine("B", 10, 0, 0.2, 0.2), flow("P", "A", "B"), mode=DistanceMode.FREE)
    )
    live = LiveFigures(View(document), barriers=DrawnWalls({underlay().source: HALL}))

    def metres() -> float:
        live.refresh()
        return live.analysis.totals.loaded_distance_m_per_day or 0.0

    assert metres() == pytest.approx(10)
    for roles, x, expected in ((ROLES, 0.0, 2 * math.hypot(5, 3)), (ROLES, 1e5, 10), ((), 0.0, 10)):
        with document.edit("Change") as edit:
            edit.put(underlay(roles=roles, x=x))
        assert metres() == pytest.approx(expected, abs=1e-6)
        records = dict(live._view.records)
        assert live.analysis == analyze(records, barriers=DrawnWalls({underlay().source: HALL}))
    document.undo()
    document.undo()
    assert metres() == pytest.approx(2 * math.hypot(5, 3), abs=1e-6)


def test_columns_are_the_outline_round_what_hangs_together_and_hatches_inside_are_not_counted() -> None:
    hatch = [(120.0, 120.0, 180.0, 180.0), (120.0, 180.0, 180.0, 120.0), (150.0, 130.0, 150.0, 170.0)]
    drawn = drawing(
        {"S-COLS": [*square(100, 100, 100), *hatch, *square(1000, 0, 300)]}, {"S-COLS": [(5000, 0, 200, 0, 360)]}
    )
    found = {one.id: one.points for one in drawn_obstacles(drawn, underlay(1.0))}
    assert sorted(len(points) for points in found.values()) == [4, 4, 12]
    assert ((100, 100), (200, 100), (200, 200), (100, 200)) in found.values()
    assert obstacle_words(drawn_obstacles(drawn, underlay(1.0))) == "3 columns of the drawing stand in the way"


def test_the_leaf_and_the_swing_of_a_door_are_no_wall_but_a_bent_wall_is() -> None:
    drawn = drawing(
        {"A-WALL": [(0, 0, 1000, 0), (1900, 0, 3000, 0), (1000, 0, 1000, 900)]},
        {"A-WALL": [(1000, 0, 900, 0, 90), (9000, 0, 2000, 0, 90)]},
    )
    found = drawn_obstacles(drawn, underlay(1.0))
    # Two pieces of wall beside the door, and three chords of 30° of the bent wall, which has no leaf.
    assert len(found) == 5
    assert not any((1000, 900) in one.points for one in found)


def test_solid_hatches_of_walls_stand_in_the_way_by_their_outline() -> None:
    drawn = drawing(fills={"A-WALL": [[(0, 0), (4000, 0), (4000, 200), (0, 200)]]})
    assert len(drawn_obstacles(drawn, underlay(1.0))) == 4


def test_drawings_are_only_read_when_their_walls_matter() -> None:
    assert needs_drawings(plan(underlay()), DistanceMode.FREE) and needs_drawings(plan(underlay()), DistanceMode.AISLE)
    assert not needs_drawings(plan(underlay()), DistanceMode.STRAIGHT)
    assert not needs_drawings(plan(underlay(roles=(("A", "aisle"),))), DistanceMode.FREE)


def test_two_thousand_lines_of_wall_are_a_few_hundred_obstacles() -> None:
    # Rooms of a grid: every wall is drawn in ten pieces.
    lines = [(x * 1.0, y * 10.0, x + 1.0, y * 10.0) for y in range(20) for x in range(100)]
    assert len(drawn_obstacles(drawing({"A-WALL": lines}), underlay())) == 20


def test_a_newer_drawing_in_the_place_of_an_older_one_has_its_own_walls() -> None:
    drawings = {underlay().source: HALL}
    walls = DrawnWalls(drawings)
    assert [one.points for one in walls(underlay())] == [((5000, -3000), (5000, 4000))]
    assert walls(underlay()) is walls(underlay(opacity=0.5))
    drawings[underlay().source] = drawing({"A-WALL": [(5, -3, 5, 2)]}, unit="m")
    assert [one.points for one in walls(underlay())] == [((5000, -3000), (5000, 2000))]
