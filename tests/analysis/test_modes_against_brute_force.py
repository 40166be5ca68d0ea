"""Free and aisle distances of random small plans against a second, slow computation written here."""

import heapq
import math
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, box, unary_union

from floorwright.analysis.analyze import analyze
from floorwright.model.kinds import PLAN_ID, Aisle, DistanceMode, Machine, Plan
from floorwright.model.record import Record
from helpers.plans import flow, machine, method, plan

Spot = tuple[float, float]
EDGE_M = 1e-7
"""How far an obstacle is drawn back before it is tested: touching is allowed."""


def shortest(edges: dict[Spot, list[tuple[Spot, float]]], start: Spot, goal: Spot) -> float:
    """Dijkstra: the length from start to goal, infinite without a way."""
    best = {start: 0.0}
    queue = [(0.0, start)]
    while queue:
        so_far, here = heapq.heappop(queue)
        if so_far > best[here]:
            continue
        for there, length in edges.get(here, []):
            if so_far + length < best.get(there, math.inf):
                best[there] = so_far + length
                heapq.heappush(queue, (so_far + length, there))
    return best.get(goal, math.inf)


def round_boxes(start: Spot, goal: Spot, blocks: list[tuple[float, float, float, float]], grown: float) -> float:
    """The shortest way round axis-parallel boxes: every corner sees every other one or not.

    Boxes that touch leave no slit, but grown ones do: there is a passage exactly as wide as the vehicle.
    """
    wide = [box(x0 - grown, y0 - grown, x1 + grown, y1 + grown) for x0, y0, x1, y1 in blocks]
    if grown:
        solid = unary_union([one.buffer(-EDGE_M, join_style="mitre") for one in wide])
    else:
        solid = unary_union(wide).buffer(-EDGE_M, join_style="mitre")
    if solid.contains(Point(start)) or solid.contains(Point(goal)):
        return math.inf
    corners = {spot for one in wide for spot in one.exterior.coords}
    places = sorted({start, goal} | {spot for spot in corners if not solid.contains(Point(spot))})
    edges: dict[Spot, list[tuple[Spot, float]]] = {}
    for a, b in combinations(places, 2):
        if not solid.intersects(LineString((a, b))):
            edges.setdefault(a, []).append((b, math.dist(a, b)))
            edges.setdefault(b, []).append((a, math.dist(a, b)))
    return shortest(edges, start, goal)


def meet_at_a_corner(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether two boxes have nothing but a corner in common."""
    return (one[2] == other[0] or one[0] == other[2]) and (one[3] == other[1] or one[1] == other[3])


BLOCKS = st.lists(st.tuples(*[st.integers(1, 11)] * 2, *[st.integers(1, 4)] * 2), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@example([(10, 7, 1, 4), (12, 3, 1, 4)], 0, 4, 0.0)
@given(BLOCKS, st.integers(0, 12), st.integers(0, 12), st.sampled_from([0.0, 0.3, 1.0]))
def test_free_distances_are_those_round_every_corner(
    blocks: list[tuple[int, int, int, int]], y1: int, y2: int, width_m: float
) -> None:
    truck = method("truck", width_m=width_m or None)
    ends = [machine("A", 0, y1, 0.5, 0.5), machine("B", 12, y2, 0.5, 0.5)]
    others = [machine(f"X{n}", *block) for n, block in enumerate(blocks)]
    (found,) = analyze(plan(*ends, *others, truck, flow("P", "A", "B", method="truck")), DistanceMode.FREE).flows
    sides = [(x - w / 2, y - d / 2, x + w / 2, y + d / 2) for x, y, w, d in blocks]
    # Two corners that meet leave no slit without growth (decision 0002); a polygon's inside cannot say so.
    assume(width_m > 0 or not any(meet_at_a_corner(one, other) for one, other in combinations(sides, 2)))
    expected = round_boxes((0, y1), (12, y2), sides, width_m / 2)
    if math.isinf(expected):
        assert found.distance_m is None
        assert found.reason
    else:
        assert found.distance_m == pytest.approx(expected, abs=1e-6)


LINES = st.lists(
    st.tuples(st.booleans(), st.integers(0, 8), st.integers(0, 5), st.integers(1, 8), *[st.booleans()] * 3),
    min_size=1,
    max_size=6,
    unique_by=lambda line: (line[0], line[1]),
)
"""Aisles of a grid: across or up, which line, where it begins, how long, one-way, turned round, narrow."""


def drawn(line: tuple[bool, int, int, int, bool, bool, bool], number: int) -> Aisle:
    across, place, begin, length, one_way, turned, narrow = line
    ends = [(begin, place), (begin + length, place)] if across else [(place, begin), (place, begin + length)]
    (x1, y1), (x2, y2) = reversed(ends) if turned else ends
    return Aisle(
        id=f"a{number}", x1=x1 * 1e3, y1=y1 * 1e3, x2=x2 * 1e3, y2=y2 * 1e3, one_way=one_way,
        width=1000.0 if narrow else None,
    )  # fmt: skip


def joins(point: Spot, aisles: list[Aisle]) -> list[Spot]:
    """The feet of the nearest perpendiculars on axis-parallel aisles; without one the nearest ends."""
    feet, ends = [], []
    for a in aisles:
        x1, y1, x2, y2 = a.x1 / 1e3, a.y1 / 1e3, a.x2 / 1e3, a.y2 / 1e3
        ends += [(x1, y1), (x2, y2)]
        if y1 == y2 and min(x1, x2) <= point[0] <= max(x1, x2):
            feet.append((point[0], y1))
        elif x1 == x2 and min(y1, y2) <= point[1] <= max(y1, y2):
            feet.append((x1, point[1]))
    nearest = min(math.dist(point, spot) for spot in feet or ends)
    return [spot for spot in feet or ends if math.dist(point, spot) <= nearest + 1e-9]


def quickest(edges: dict[Spot, list[tuple[Spot, float]]], start: Spot, goal: Spot, turn: float) -> float:
    """The length from start to goal with what turns cost: a turn is another direction than the last."""
    queue: list[tuple[float, Spot, Spot]] = [(0.0, start, (0.0, 0.0))]
    done: set[tuple[Spot, Spot]] = set()
    while queue:
        so_far, here, came = heapq.heappop(queue)
        if here == goal:
            return so_far
        if (here, came) in done:
            continue
        done.add((here, came))
        for there, length in edges.get(here, []):
            going = ((there[0] - here[0]) / length, (there[1] - here[1]) / length)
            turned = came != (0.0, 0.0) and math.dist(came, going) > 0.1
            heapq.heappush(queue, (so_far + length + turn * turned, there, going))
    return math.inf


def along_aisles(start: Spot, goal: Spot, aisles: list[Aisle], turn: float = 0.0) -> float:
    """The shortest way over all grid places and joins, each aisle cut at every one of them that lies on it."""
    if not aisles:
        return math.inf
    begins, arrivals = joins(start, aisles), joins(goal, aisles)
    places = {(float(x), float(y)) for x in range(15) for y in range(15)} | set(begins) | set(arrivals)
    edges: dict[Spot, list[tuple[Spot, float]]] = {}
    for a in aisles:
        first, last = (a.x1 / 1e3, a.y1 / 1e3), (a.x2 / 1e3, a.y2 / 1e3)
        line = LineString((first, last))
        on_it = sorted(
            (spot for spot in places if line.distance(Point(spot)) < 1e-9), key=lambda s: math.dist(first, s)
        )
        for one, other in pairwise(on_it):
            edges.setdefault(one, []).append((other, math.dist(one, other)))
            if not a.one_way:
                edges.setdefault(other, []).append((one, math.dist(one, other)))
    return min(
        math.dist(start, a) + quickest(edges, a, b, turn) + math.dist(b, goal) for a in begins for b in arrivals
    )  # fmt: skip


SPOTS = st.tuples(*[st.integers(0, 28).map(lambda n: n / 2 - 0.25)] * 2)


@settings(max_examples=150, deadline=None)
@given(LINES, SPOTS, SPOTS, st.booleans())
def test_aisle_distances_are_those_over_every_cut_piece(
    lines: list[tuple[bool, int, int, int, bool, bool, bool]], one: Spot, other: Spot, wide: bool
) -> None:
    aisles = [drawn(line, number) for number, line in enumerate(lines)]
    truck = method("truck", aisle_width_m=1.5 if wide else None)
    stations: list[Machine] = [machine("A", *one, 0.1, 0.1), machine("B", *other, 0.1, 0.1)]
    records: list[Record] = [*stations, *aisles, truck, flow("P", "A", "B", method="truck")]
    (found,) = analyze(plan(*records), DistanceMode.AISLE).flows
    entered = [aisle for aisle in aisles if not (wide and aisle.width is not None)]
    expected = 0.0 if one == other else along_aisles(one, other, entered)
    if math.isinf(expected):
        assert found.distance_m is None
        assert found.reason
    else:
        assert found.distance_m == pytest.approx(expected, abs=1e-6)


@settings(max_examples=150, deadline=None)
@given(LINES, SPOTS, SPOTS, st.sampled_from([0.3, 2.0, 7.0]))
def test_with_a_turn_penalty_the_time_of_a_trip_is_the_least_of_all_ways(
    lines: list[tuple[bool, int, int, int, bool, bool, bool]], one: Spot, other: Spot, turn_s: float
) -> None:
    aisles = [drawn(line, number) for number, line in enumerate(lines)]
    walker = method("walker", 1.0, return_empty=False)
    stations: list[Machine] = [machine("A", *one, 0.1, 0.1), machine("B", *other, 0.1, 0.1)]
    conventions = Plan(id=PLAN_ID, turn_penalty_s=turn_s)
    records = plan(*stations, *aisles, walker, flow("P", "A", "B", method="walker"), conventions)
    (found,) = analyze(records, DistanceMode.AISLE).flows
    expected = 0.0 if one == other else along_aisles(one, other, aisles, turn_s)
    assert found.time_s_per_trip == (None if math.isinf(expected) else pytest.approx(expected, abs=1e-6))
