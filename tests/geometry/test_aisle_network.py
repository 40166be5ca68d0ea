"""Ways along aisles; lengths by hand, and against an oracle in exact fractions."""

import math
import os
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from floorwright.geometry.aisle_network import AisleNetwork, AislePath, AislePiece, Blocked
from floorwright.geometry.free_space import Obstacle
from floorwright.geometry.polygon import rectangle
from floorwright.geometry.segment import length


def piece(id, x1, y1, x2, y2, width=None, one_way=False):
    return AislePiece(id, x1, y1, x2, y2, width, one_way)


def stretches(path):
    return [(run.a, run.b, run.piece) for run in path.runs]


def test_points_are_joined_by_perpendiculars():
    network = AisleNetwork([piece("main", 0, 0, 100, 0)])
    path = network.path((10, 5), (70, -20))
    assert path.points == ((10, 5), (10, 0), (70, 0), (70, -20))
    assert path.length == 5 + 60 + 20
    assert stretches(path) == [((10, 0), (70, 0), "main")]


def test_a_crossing_is_a_junction():
    network = AisleNetwork([piece("across", 0, 0, 100, 0), piece("up", 40, -50, 40, 50)])
    path = network.path((10, 3), (42, 30))
    assert path.points == ((10, 3), (10, 0), (40, 0), (40, 30), (42, 30))
    assert path.length == 3 + 30 + 30 + 2
    assert [run.section for run in path.runs] == [((0, 0), (40, 0)), ((40, 0), (40, 50))]


def test_the_runs_end_at_every_junction_passed():
    network = AisleNetwork([piece("across", 0, 0, 100, 0), piece("a", 40, 0, 40, 50), piece("b", 60, 0, 60, 50)])
    path = network.path((90, 0), (10, 0))
    assert stretches(path) == [
        ((90, 0), (60, 0), "across"),
        ((60, 0), (40, 0), "across"),
        ((40, 0), (10, 0), "across"),
    ]
    assert path.points == ((90, 0), (10, 0))
    assert path.length == 80


def test_an_aisle_that_ends_within_a_millimetre_of_another_joins_it():
    across = piece("across", 0, 0, 100, 0)
    joined = AisleNetwork([across, piece("up", 40, 0.8, 40, 50)]).path((10, 0), (40, 40))
    assert joined.length == pytest.approx(30 + 0.8 + 39.2)
    apart = AisleNetwork([across, piece("up", 40, 1.2, 40, 50)]).path((10, 0), (40, 40))
    assert apart == Blocked("no aisle connects its start with its end")


def test_overlapping_pieces_are_one_aisle():
    network = AisleNetwork([piece("left", 0, 0, 60, 0), piece("right", 40, 0, 100, 0)])
    assert network.path((10, 0), (90, 0)).length == 80


def test_a_one_way_aisle_is_left_by_the_way_round():
    # A ring 100 × 50, one way counter-clockwise: from (60, 0) to (40, 0) all the way round but 20.
    ring = [
        piece("south", 0, 0, 100, 0, one_way=True),
        piece("east", 100, 0, 100, 50, one_way=True),
        piece("north", 100, 50, 0, 50, one_way=True),
        piece("west", 0, 50, 0, 0, one_way=True),
    ]
    network = AisleNetwork(ring)
    assert network.path((40, 0), (60, 0)).length == 20
    assert network.path((60, 0), (40, 0)).length == 280
    assert [run.piece for run in network.path((60, 0), (40, 0)).runs] == ["south", "east", "north", "west", "south"]


def test_against_a_one_way_aisle_there_is_no_way_and_no_number():
    network = AisleNetwork([piece("lane", 0, 0, 100, 0, one_way=True)])
    assert network.path((10, 0), (90, 0)).length == 80
    assert network.path((90, 0), (10, 0)) == Blocked("no way leads along the aisles in the allowed direction")


def test_narrow_aisles_are_not_entered_and_unknown_widths_are():
    # The direct lane is 2 m wide; the detour is 100 + 2·30 long.
    pieces = [
        piece("lane", 0, 0, 100, 0, width=2000),
        piece("a", 0, 0, 0, 30),
        piece("b", 0, 30, 100, 30, width=2500),
        piece("c", 100, 30, 100, 0),
    ]
    assert AisleNetwork(pieces, narrowest=2000).path((0, 0), (100, 0)).length == 100
    assert AisleNetwork(pieces, narrowest=2500).path((0, 0), (100, 0)).length == 160


def test_without_an_aisle_there_is_no_number():
    assert AisleNetwork([]).path((0, 0), (1, 1)) == Blocked("no aisle is drawn")
    narrow = AisleNetwork([piece("lane", 0, 0, 100, 0, width=800)], narrowest=2500)
    assert narrow.path((0, 0), (9, 0)) == Blocked("no aisle is 2.50 m wide, as what moves there needs")


def test_the_nearest_perpendicular_that_hits_nothing_joins():
    # The near aisle is 10 away but behind a wall; the far one 30 away.
    pieces = [piece("near", 0, 10, 100, 10), piece("far", 0, -30, 100, -30), piece("link", 100, 10, 100, -30)]
    wall = Obstacle("wall", ((0, 5), (60, 5)))
    path = AisleNetwork(pieces, [wall]).path((50, 0), (90, 10))
    assert path.points == ((50, 0), (50, -30), (100, -30), (100, 10), (90, 10))
    assert path.length == 30 + 50 + 40 + 10
    free = AisleNetwork(pieces).path((50, 0), (90, 10))
    assert free.length == 10 + 40


def test_a_perpendicular_may_touch_what_it_passes():
    machine = Obstacle("machine", rectangle(55, 5, 10, 6))
    path = AisleNetwork([piece("lane", 0, 0, 100, 0)], [machine]).path((50, 20), (0, 0))
    assert path.length == 20 + 50


def test_the_stations_of_a_leg_do_not_hide_the_aisle():
    station = Obstacle("lathe", rectangle(50, 20, 30, 30))
    network = AisleNetwork([piece("lane", 0, 0, 100, 0)], [station])
    assert network.path((50, 20), (0, 0), frozenset({"lathe"})).length == 20 + 50
    # For everybody else the lathe is in the way, and no end of the lane is seen either from within it.
    assert network.path((50, 20), (0, 0)) == Blocked(
        "no straight line from its start to an aisle is free of obstacles", "lathe"
    )


def test_only_where_no_perpendicular_is_free_the_nearest_end_joins():
    # Beyond the end of the lane there is no foot: joined to the end (100, 0) by a 3-4-5 line.
    path = AisleNetwork([piece("lane", 0, 0, 100, 0)]).path((130, 40), (0, 0))
    assert path.points == ((130, 40), (100, 0), (0, 0))
    assert path.length == 150


def test_a_foot_far_away_joins_before_an_end_nearby():
    pieces = [piece("lane", 0, 0, 100, 0), piece("far", 90, -200, 200, -200), piece("link", 90, -200, 90, 0)]
    path = AisleNetwork(pieces).path((110, 1), (100, 0))
    # The link's foot is 20 away at (90, 1)? No: the link ends at (90, 0). Only the far aisle has a foot, 201 away.
    assert path.points[1] == (110, -200)


def test_a_point_on_an_aisle_needs_no_connector():
    path = AisleNetwork([piece("lane", 0, 0, 100, 0)]).path((20, 0), (20, 7))
    assert path.points == ((20, 0), (20, 7))
    assert path.length == 7
    assert path.runs == ()


def test_to_where_one_is_there_is_nothing_to_go():
    assert AisleNetwork([piece("lane", 0, 0, 100, 0)]).path((20, 9), (20, 9)).length == 0


def test_opposite_lanes_on_one_line_serve_both_directions():
    network = AisleNetwork([piece("there", 0, 0, 100, 0, one_way=True), piece("back", 100, 0, 0, 0, one_way=True)])
    assert network.path((10, 5), (90, 5)).length == 90
    assert network.path((90, 5), (10, 5)).length == 90
    assert [run.piece for run in network.path((90, 5), (10, 5)).runs] == ["back"]


def test_far_from_the_origin_ways_are_as_long_as_near_it():
    far = 5e9
    network = AisleNetwork(
        [piece("a", far, far, far + 1000, far), piece("b", far + 400, far - 500, far + 400, far + 500)]
    )
    assert network.path((far + 100, far + 30), (far + 420, far + 300)).length == 30 + 300 + 300 + 20


def test_moving_an_obstacle_gives_what_a_new_network_gives():
    pieces = [piece("near", 0, 10, 100, 10), piece("far", 0, -30, 100, -30), piece("link", 100, 10, 100, -30)]
    wall = Obstacle("wall", ((0, 5), (60, 5)))
    network = AisleNetwork(pieces, [wall])
    before = network.path((50, 0), (90, 10))
    question = ((50, 0), (90, 10), frozenset())
    assert network.move({"wall": Obstacle("wall", ((0, 5), (40, 5)))}) == {question}
    assert network.path((50, 0), (90, 10)) == AisleNetwork(pieces).path((50, 0), (90, 10))
    assert network.move({"wall": wall}) == {question}
    assert network.path((50, 0), (90, 10)) == before
    assert network.move({"wall": wall}) == set()
    assert network.move({"wall": None}) == {question}
    assert network.path((50, 0), (90, 10)).length == 50


def test_turns_that_cost_enough_make_a_longer_way_with_fewer_the_better_one():
    # From (10, 0) along the aisle and up to (200, 60): 190 + 60 with one turn, or by the diagonal
    # 140 + 50√2 + 10 = 220.7 with two; the steps from and to the points are 5 each.
    pieces = [piece("across", 0, 0, 200, 0), piece("up", 200, 0, 200, 100), piece("diagonal", 150, 0, 200, 50)]
    for turn_mm, long, turns in ((0, 160 + 50 * math.sqrt(2), 2), (25, 160 + 50 * math.sqrt(2), 2), (35, 260, 1)):
        found = AisleNetwork(pieces, turn_mm=turn_mm).path((10, -5), (205, 60))
        assert found.length == pytest.approx(long, abs=1e-9)
        assert found.turns == turns


def test_turns_are_counted_across_the_gap_of_a_joint():
    pieces = [piece("across", 0, 0, 100, 0), piece("up", 100.5, 0, 100.5, 100), piece("on", 101, 0, 200, 0)]
    network = AisleNetwork(pieces, turn_mm=50)
    assert network.path((10, 0), (100.5, 90)).turns == 1
    assert network.path((10, 0), (100.5, 90)).length == pytest.approx(180.5, abs=1e-9)
    assert network.path((10, 0), (190, 0)).turns == 0


coordinate = st.integers(0, 12)
grid_piece = (
    st.tuples(coordinate, coordinate, coordinate, coordinate, st.booleans())
    .filter(lambda p: p[:2] != p[2:4])
    .map(lambda p: (*(1000 * v for v in p[:4]), p[4]))
)
anywhere = st.tuples(st.integers(-5, 125), st.integers(-5, 125)).map(lambda p: (100 * p[0], 100 * p[1]))
EXAMPLES = 3000 if os.environ.get("FLOORWRIGHT_FUZZ") == "long" else 60


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.lists(grid_piece, min_size=1, max_size=7),
    anywhere,
    anywhere,
)
def test_on_any_network_the_way_is_as_long_as_the_oracle_says(rows, start, goal):
    pieces = [piece(str(i), *row[:4], None, row[4]) for i, row in enumerate(rows)]
    expected = oracle(rows, start, goal)
    found = AisleNetwork(pieces).path(start, goal)
    if math.isinf(expected):
        assert isinstance(found, Blocked)
    else:
        assert isinstance(found, AislePath)
        assert found.length == pytest.approx(expected, abs=1e-9)
        assert length(found.points) == pytest.approx(expected, abs=1e-6)
        assert found.points[0] == start
        assert found.points[-1] == goal
        for run, row in ((run, rows[int(run.piece)]) for run in found.runs):
            forward = (run.b[0] - run.a[0]) * (row[2] - row[0]) + (run.b[1] - run.a[1]) * (row[3] - row[1])
            assert forward > 0 or not row[4]


def oracle(rows, start, goal):
    """The shortest way by exact fractions: every piece cut wherever anything meets it, then Bellman and Ford."""
    if start == goal:
        return 0.0
    lines = [((Fraction(a), Fraction(b)), (Fraction(c), Fraction(d)), one_way) for a, b, c, d, one_way in rows]
    joins = [nearest_joins(lines, point) for point in (start, goal)]
    cuts = [{a, b} for a, b, _ in lines]
    for i, (a, b, _) in enumerate(lines):
        for c, d, _ in lines:
            cuts[i] |= {p for p in meetings(a, b, c, d) if on(p, a, b)}
        cuts[i] |= {foot for away, found in joins for k, foot in found if k == i}
    edges = []
    for (a, b, one_way), points in zip(lines, cuts, strict=True):
        ordered = sorted(points, key=lambda p: (p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1]))
        for p, q in pairwise(ordered):
            far = math.sqrt((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2)
            edges.append((p, q, far))
            if not one_way:
                edges.append((q, p, far))
    best = {}
    for _, foot in joins[0][1]:
        best[foot] = 0.0
    for _ in range(len({p for edge in edges for p in edge[:2]})):
        for p, q, far in edges:
            if p in best and best[p] + far < best.get(q, math.inf):
                best[q] = best[p] + far
    along = min((best.get(foot, math.inf) for _, foot in joins[1][1]), default=math.inf)
    return joins[0][0] + along + joins[1][0]


def nearest_joins(lines, point):
    """How far the nearest feet (or, where there is none, ends) are, and all that are equally near with their lines."""
    x, y = map(Fraction, point)
    feet, ends = [], []
    for i, (a, b, _) in enumerate(lines):
        dx, dy = b[0] - a[0], b[1] - a[1]
        share = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy)
        if 0 <= share <= 1:
            feet.append((i, (a[0] + share * dx, a[1] + share * dy)))
        ends += [(i, a), (i, b)]
    squares = [((p[0] - x) ** 2 + (p[1] - y) ** 2, i, p) for i, p in feet or ends]
    nearest = min(square for square, _, _ in squares)
    return math.sqrt(nearest), [(i, p) for square, i, p in squares if square == nearest]


def meetings(a, b, c, d):
    """The ends of c–d and the point where the line c–d crosses a–b, when it does within c–d."""
    ux, uy, vx, vy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    across = ux * vy - uy * vx
    if across == 0:
        return {c, d}
    t = ((c[0] - a[0]) * uy - (c[1] - a[1]) * ux) / across
    return {(c[0] + t * vx, c[1] + t * vy)} if 0 <= t <= 1 else set()


def on(p, a, b):
    if (b[0] - a[0]) * (p[1] - a[1]) != (b[1] - a[1]) * (p[0] - a[0]):
        return False
    return min(a[0], b[0]) <= p[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= p[1] <= max(a[1], b[1])
