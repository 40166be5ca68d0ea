"""Shortest paths round obstacles; lengths by hand, and against an oracle in exact fractions."""

import math
import os
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from floorwright.geometry.free_space import Blocked, FreePath, FreeSpace, Obstacle
from floorwright.geometry.polygon import rectangle
from floorwright.geometry.transform import rotation


def block(id, x, y, width, depth, angle=0.0):
    return Obstacle(id, rectangle(x, y, width, depth, angle))


def barrier(id, *points):
    return Obstacle(id, points)


def path(obstacles, start, goal, growth=0.0, ignoring=()):
    return FreeSpace(obstacles, growth).path(start, goal, frozenset(ignoring))


def test_with_nothing_in_the_way_the_path_is_the_straight_line():
    assert path([], (0, 0), (3000, 4000)) == FreePath(((0, 0), (3000, 4000)), 5000)


def test_the_shorter_way_round_is_taken():
    found = path([block("press", 6, 1, 6, 6)], (0, 0), (12, 0))
    assert found.points == ((0, 0), (3, -2), (9, -2), (12, 0))
    assert found.length == pytest.approx(2 * math.sqrt(13) + 6, abs=1e-9)


def test_a_path_may_run_along_a_side():
    assert path([block("press", 500, 500, 600, 1000)], (0, 0), (1000, 0)).length == 1000


def test_growth_moves_the_sides_out_and_mitres_the_corners():
    # The machine 4..8 × −2..2 grown by 1 is 3..9 × −3..3: over (3, 3) and (9, 3), or below, √(9+9) each side.
    found = path([block("press", 6, 0, 4, 4)], (0, 0), (12, 0), growth=1)
    assert found.length == pytest.approx(2 * math.sqrt(18) + 6, abs=1e-9)


def test_a_barrier_is_rounded_at_its_end():
    found = path([barrier("rail", (50, -40), (50, 300))], (20, 0), (80, 0))
    assert found.points == ((20, 0), (50, -40), (80, 0))
    assert found.length == pytest.approx(100, abs=1e-9)


def test_there_is_no_way_through_the_joint_of_two_barriers():
    rails = [barrier("a", (0, -100), (0, 0)), barrier("b", (0, 0), (0, 75))]
    assert path(rails, (-100, 0), (100, 0)).length == pytest.approx(250, abs=1e-9)


@pytest.mark.parametrize("second", [block("b", 50, 150, 100, 100), block("b", 150, 150, 100, 100)])
def test_machines_that_touch_along_a_side_or_at_a_corner_leave_no_slit(second):
    machines = [block("a", 50, 50, 100, 100), second]
    found = path(machines, (-10, 100) if second.points[0][0] == 0 else (50, 150), (150, 50))
    assert (100, 100) not in found.points


def test_a_passage_exactly_as_wide_as_the_vehicle_is_passed_and_a_narrower_one_is_not():
    def walls(gap):
        return [block("left", -5000 - gap / 2, 0, 10000, 200), block("right", 5000 + gap / 2, 0, 10000, 200)]

    assert path(walls(1200), (0, -3000), (0, 3000), growth=600).length == 6000
    assert path(walls(1199.9), (0, -3000), (0, 3000), growth=600).length > 20000


def test_a_closed_ring_gives_a_reason_and_no_number():
    corners = [(-100, -100), (100, -100), (100, 100), (-100, 100)]
    ring = [barrier(str(i), corners[i - 1], corners[i]) for i in range(4)]
    found = path(ring, (0, 0), (500, 0))
    assert found == Blocked("no way leads round the obstacles", "2")


def test_too_narrow_a_door_is_told_from_no_door():
    walls = [
        *(barrier(n, *ends) for n, ends in {"w": ((-9, -9), (-9, 9)), "s": ((-9, -9), (9, -9))}.items()),
        *(barrier(n, *ends) for n, ends in {"n": ((-9, 9), (9, 9)), "e": ((9, -9), (9, 7))}.items()),
    ]
    found = path(walls, (0, 0), (50, 0), growth=2)
    assert isinstance(found, Blocked)
    assert found.reason == "no passage is 0.00 m wide, as what moves there needs"


def test_a_start_or_end_inside_an_obstacle_names_it():
    press = block("press", 0, 0, 100, 100)
    assert path([press], (0, 0), (500, 0)) == Blocked("its start lies inside an obstacle", "press")
    assert path([press], (500, 0), (0, 0)) == Blocked("its end lies inside an obstacle", "press")
    near = Blocked("its start is nearer to an obstacle than half the width of what moves", "press")
    assert path([press], (60, 0), (500, 0), growth=30) == near


def test_the_stations_of_a_leg_are_no_obstacles():
    press = block("press", 0, 0, 100, 100)
    assert path([press], (0, 0), (500, 0), ignoring={"press"}).length == 500


def test_a_start_on_a_barrier_may_leave_on_either_side():
    rail = barrier("rail", (0, -1000), (0, 1000))
    assert path([rail], (0, 0), (300, 400)).length == pytest.approx(500, abs=1e-9)
    assert path([rail], (0, 0), (-300, 400)).length == pytest.approx(500, abs=1e-9)


def test_a_start_on_a_side_or_corner_of_a_machine_is_free():
    press = block("press", 50, 50, 100, 100)
    assert path([press], (0, 50), (-300, 450)).length == pytest.approx(500, abs=1e-9)
    assert path([press], (100, 100), (400, 500)).length == pytest.approx(500, abs=1e-9)


def test_to_where_one_is_there_is_nothing_to_go():
    assert path([block("press", 50, 50, 10, 10)], (0, 0), (0, 0)).length == 0


def test_a_notched_obstacle_is_walked_round_and_its_notch_entered():
    # An L: from inside its notch at (4, 6) the corner (2, 8) hides (0, 9) behind it.
    notched = Obstacle("L", ((0, 0), (6, 0), (6, 4), (2, 4), (2, 8), (0, 8)))
    found = path([notched], (3, 5), (-2, 6))
    assert found.length == pytest.approx(math.sqrt(1 + 9) + 2 + math.sqrt(4 + 4), abs=1e-6)
    assert isinstance(path([notched], (1, 6), (9, 9)), Blocked)


def test_far_from_the_origin_a_path_is_as_long_as_near_it():
    far = 5e9
    found = path([block("press", far + 6000, far + 1000, 6000, 6000)], (far, far), (far + 12000, far))
    assert found.length == pytest.approx((2 * math.sqrt(13) + 6) * 1000, abs=1e-3)


def test_a_line_is_free_when_it_touches_and_not_when_it_crosses():
    space = FreeSpace([block("press", 500, 500, 600, 1000), barrier("rail", (2000, -500), (2000, 500))])
    assert space.in_the_way((0, 0), (1000, 0)) is None
    assert space.in_the_way((0, 1), (1000, 1)) == "press"
    assert space.in_the_way((1500, 100), (2500, 100)) == "rail"
    assert space.in_the_way((1500, 100), (2000, 100)) is None


EXAMPLES = 2000 if os.environ.get("FLOORWRIGHT_FUZZ") == "long" else 60
small = st.integers(0, 12)
boxes = st.lists(
    st.tuples(small, small, st.integers(0, 5), st.integers(0, 5)).filter(lambda b: b[2] or b[3]), max_size=7
)
places = st.tuples(st.integers(-2, 19), st.integers(-2, 19))


def obstacles_of(rows, turned=0.0):
    """Rectangles x, y, width, depth as obstacles in steps of 100 mm; one without width is a barrier."""
    turn = rotation(turned)
    made = []
    for i, (x, y, width, depth) in enumerate(rows):
        corners = ((x, y), (x + width, y), (x + width, y + depth), (x, y + depth))
        points = corners if width and depth else (corners[0], corners[2])
        made.append(Obstacle(str(i), turn.points((100.0 * u, 100.0 * v) for u, v in points)))
    return made


@settings(max_examples=EXAMPLES, deadline=None)
@given(boxes, places, places, st.sampled_from([0, 50, 100]), st.sampled_from([0.0, 0.0, 90.0, 31.7]))
def test_on_any_floor_the_path_is_as_long_as_the_oracle_says(rows, start, goal, growth, turned):
    reach = Fraction(growth, 100)
    for x, y in (start, goal):
        assume(not any(a - reach <= x <= a + w + reach and b - reach <= y <= b + d + reach for a, b, w, d in rows))
    expected = oracle(rows, start, goal, reach)
    ends = [rotation(turned).point((100.0 * x, 100.0 * y)) for x, y in (start, goal)]
    found = path(obstacles_of(rows, turned), *ends, growth=growth)
    if expected is None:
        assert isinstance(found, Blocked)
    else:
        assert isinstance(found, FreePath), found
        assert found.length == pytest.approx(100 * expected, abs=1e-3)


@settings(max_examples=EXAMPLES, deadline=None)
@given(boxes, boxes, st.lists(st.tuples(places, places), min_size=1, max_size=4), st.sampled_from([0, 50]))
def test_after_a_move_the_answers_are_those_of_a_new_floor_to_the_last_bit(rows, later_rows, questions, growth):
    before = {obstacle.id: obstacle for obstacle in obstacles_of(rows)}
    after = {obstacle.id: obstacle for obstacle in obstacles_of(later_rows)}
    legs = [tuple((100.0 * x, 100.0 * y) for x, y in question) for question in questions]
    space = FreeSpace(before.values(), growth)
    for leg in legs:
        space.path(*leg)
    space.move({id: after.get(id) for id in {**before, **after}})
    fresh = FreeSpace(after.values(), growth)
    for leg in legs:
        assert space.path(*leg) == fresh.path(*leg)


def oracle(rows, start, goal, reach):
    """The shortest length over all pairs of corners that see each other, decided in exact fractions.

    Without growth the boxes are a billionth larger, which closes what touches.
    """
    by = reach or Fraction(1, 10**9)
    grown = [(x - by, y - by, x + w + by, y + d + by) for x, y, w, d in rows]
    nodes = [start, goal] + [(x, y) for left, low, right, top in grown for x in (left, right) for y in (low, top)]
    best = {0: 0.0}
    sees = [[] for _ in nodes]
    for i, j in combinations(range(len(nodes)), 2):
        if not any(enters(nodes[i], nodes[j], box) for box in grown):
            far = math.hypot(float(nodes[i][0] - nodes[j][0]), float(nodes[i][1] - nodes[j][1]))
            sees[i].append((j, far))
            sees[j].append((i, far))
    pending = [0]
    while pending:
        here = pending.pop(0)
        for there, far in sees[here]:
            if best[here] + far < best.get(there, math.inf) - 1e-15:
                best[there] = best[here] + far
                pending.append(there)
    return best.get(1)


def enters(a, b, box):
    """Whether the segment goes inside the open box (Liang and Barsky's clipping)."""
    low, high = Fraction(0), Fraction(1)
    for axis in (0, 1):
        change = b[axis] - a[axis]
        if change == 0:
            if not box[axis] < a[axis] < box[axis + 2]:
                return False
            continue
        shares = sorted(Fraction(edge - a[axis]) / change for edge in (box[axis], box[axis + 2]))
        low, high = max(low, shares[0]), min(high, shares[1])
    return low < high
