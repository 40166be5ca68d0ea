"""The relationship chart: closeness, order of placing, ratings by flow, neighbours and adjacency."""

from dataclasses import replace
from itertools import combinations

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.pictures.adjacency import adjacency_efficiency
from floorwright.analysis.pictures.neighbours import neighbours
from floorwright.analysis.pictures.relationships import closeness, ratings_by_share
from floorwright.errors import FloorwrightError, InvalidRecord
from floorwright.geometry.facing import facing_length
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine, Zone
from floorwright.model.relationships import (
    CHART_ID,
    WEIGHT_SETS,
    Rating,
    Relationship,
    RelationshipChart,
    relationship_id,
)
from helpers.plans import flow, machine, plan

SLP_01 = {
    "1-2": "E", "1-3": "O", "1-4": "I", "1-5": "O", "1-6": "U", "1-7": "U", "2-3": "U", "2-4": "E", "2-5": "I",
    "2-6": "I", "2-7": "U", "3-4": "U", "3-5": "U", "3-6": "O", "3-7": "U", "4-5": "I", "4-6": "U", "4-7": "U",
    "5-6": "A", "5-7": "I", "6-7": "E",
}  # fmt: skip


def rated(pair: str, rating: str, *reasons: str) -> Relationship:
    a, b = pair.split("-")
    return Relationship(id=relationship_id(a, b), a=a, b=b, rating=Rating(rating), reasons=reasons)


def zone(name: str, x: float, y: float, wide: float, deep: float) -> Zone:
    corners = ((x, y), (x + wide, y), (x + wide, y + deep), (x, y + deep))
    return Zone(id=f"zone {name}", name=name, points=tuple((u * 1000, v * 1000) for u, v in corners))


def inside(name: str, x: float, y: float) -> Machine:
    return replace(machine(f"in {name}", x, y), department=name)


def test_seven_departments_rated_by_hand_through_the_plan() -> None:
    """SLP-01 (https://www.scribd.com/presentation/352799884): totals with 6 5 4 3 2 1; 5 is placed first, then 6."""
    chart = RelationshipChart(id=CHART_ID, weights=WEIGHT_SETS["6 5 4 3 2 1 (CORELAP)"])
    hand = [rated(pair, rating) for pair, rating in SLP_01.items()]
    records = plan(chart, *hand, *(machine(str(n), 10 * n, 0) for n in range(1, 8)))
    found = closeness(records, analyze(records).flows)
    assert found.names == ("1", "2", "3", "4", "5", "6", "7")
    assert found.tcr == (19, 22, 14, 19, 23, 22, 17)
    assert found.order[:2] == ("5", "6")


def test_one_that_must_not_be_near_the_first_is_placed_last() -> None:
    """4 3 2 1 0 −1, as at scribd 350248532: X with the first goes last, whatever its total."""
    hand = [rated("a-b", "A"), rated("a-c", "X"), rated("b-c", "A"), rated("a-d", "E"), rated("c-d", "U")]
    records = plan(*hand, *(machine(name, 10 * n, 0) for n, name in enumerate("abcd")))
    found = closeness(records, ())
    # b has 8, a 4 + 3 − 1 = 6, c −1 + 4 = 3, d 3: b first; then a and c are both A with b, a has the higher total.
    assert found.tcr == (6, 8, 3, 3)
    assert found.order == ("b", "a", "c", "d")
    with_b = closeness(records | {r.id: r for r in [rated("b-c", "X"), rated("a-b", "A")]}, ())
    assert with_b.order[-1] == "c"


def test_the_largest_flows_are_a_as_far_as_the_shares_allow() -> None:
    # 21 pairs: at most 1 A, 3 with E, 6 with I, 10 with O.
    names = "abcdefg"
    flow_of = {frozenset(pair): 100.0 - n for n, pair in enumerate(combinations(names, 2))}
    flow_of[frozenset("fg")] = 0.0
    found = ratings_by_share(flow_of, 21, (5.0, 10.0, 15.0, 20.0))
    counts = {rating: list(found.values()).count(rating) for rating in Rating}
    assert counts == {Rating.A: 1, Rating.E: 2, Rating.I: 3, Rating.O: 4, Rating.U: 10, Rating.X: 0}
    assert found[frozenset("ab")] is Rating.A
    assert frozenset("fg") not in found


def test_equal_flows_have_equal_ratings() -> None:
    pairs = [frozenset(pair) for pair in combinations("abcdefg", 2)]
    found = ratings_by_share(dict.fromkeys(pairs[:2], 9.0) | {pairs[2]: 1.0}, 21, (5.0, 10.0, 15.0, 20.0))
    # One A is allowed and there are two equal ones: both are E, of which there may be three together.
    assert [found[pair] for pair in pairs[:3]] == [Rating.E, Rating.E, Rating.E]


def test_what_is_rated_by_hand_stays_and_the_rest_follows_the_flow() -> None:
    records = plan(
        *(machine(name, 10 * n, 0) for n, name in enumerate("abcdefg")),
        flow("p", "a", "b", 90), flow("p", "b", "c", 50),
        rated("a-b", "X", "5"), rated("d-e", "A", "2", "6"),
    )  # fmt: skip
    found = closeness(records, analyze(records).flows)
    ab, bc, de = found.of("a", "b"), found.of("c", "b"), found.of("d", "e")
    assert ab is not None
    assert bc is not None
    assert de is not None
    assert (ab.by_flow, ab.rating, ab.by_hand, ab.reasons) == (Rating.A, Rating.X, True, ("5",))
    assert (bc.rating, bc.by_hand, bc.trips_per_day) == (Rating.E, False, 50)
    assert (de.by_flow, de.rating) == (Rating.U, Rating.A)


def strip() -> Records:
    """ADJ-02: P, Q and R in a strip as drawn zones; P–Q 120, Q–R 30, P–R 50 trips a day."""
    return plan(
        zone("P", 0, 0, 10, 10), zone("Q", 10, 0, 10, 10), zone("R", 20, 0, 10, 10),
        inside("P", 5, 5), inside("Q", 15, 5), inside("R", 25, 5),
        flow("p", "in P", "in Q", 70), flow("q", "in Q", "in P", 50), flow("p", "in Q", "in R", 30),
        flow("p", "in P", "in R", 50),
    )  # fmt: skip


def test_three_departments_in_a_strip_through_the_plan() -> None:
    """ADJ-02, by hand: (120 + 30) ÷ (120 + 30 + 50)."""
    records = strip()
    found = closeness(records, analyze(records).flows)
    assert found.flow_score == pytest.approx(150)
    assert found.flow_share == pytest.approx(0.75)


def test_neighbours_share_a_stretch_of_border_and_not_a_corner() -> None:
    corner = plan(zone("P", 0, 0, 10, 10), zone("Q", 10, 10, 10, 10), inside("P", 5, 5), inside("Q", 15, 15))
    assert neighbours(corner) == frozenset()
    assert neighbours(strip()) == {frozenset("PQ"), frozenset("QR")}
    apart = plan(zone("P", 0, 0, 10, 10), zone("Q", 12, 0, 10, 10), inside("P", 5, 5), inside("Q", 15, 5))
    assert neighbours(apart) == frozenset()
    assert neighbours(apart, gap_mm=2000) == {frozenset("PQ")}


def test_without_zones_the_hulls_of_the_stations_count_across_an_aisle() -> None:
    # Two cells of two stations, 2.5 m apart; a third cell 8 m away.
    records = plan(
        *(replace(machine(f"{name}{n}", x, 3 * n), department=name) for name, x in (("A", 0), ("B", 3.5), ("C", 12.5))
          for n in (0, 1)),
    )  # fmt: skip
    assert neighbours(records) == {frozenset("AB")}


def test_facing_is_measured_along_the_border() -> None:
    one = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    beside = [(10.0, 4.0), (20.0, 4.0), (20.0, 14.0), (10.0, 14.0)]
    assert facing_length(one, beside, 0.0) == pytest.approx(6)
    assert facing_length(beside, one, 0.0) == pytest.approx(6)
    corner = [(10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 20.0)]
    assert facing_length(one, corner, 0.5) == 0


def test_what_should_be_apart_and_is_counts_as_well() -> None:
    # 10 close and adjacent, 6 close and apart, −4 apart as it should be: (10 + 4) ÷ 20.
    values = {frozenset("ab"): 10.0, frozenset("ac"): 6.0, frozenset("bc"): -4.0}
    assert adjacency_efficiency(values, [frozenset("ab")]) == pytest.approx(0.7)
    assert adjacency_efficiency(values, [frozenset("ab"), frozenset("bc")]) == pytest.approx(0.5)
    assert adjacency_efficiency({}, []) is None


def test_the_tables_say_the_conventions() -> None:
    records = strip()
    found = closeness(records, analyze(records).flows)
    assert found.pairs_table().rows[0][:3] == ("P", "Q", 120)
    said = " ".join(found.pairs_table().notes)
    assert "75.0 % of all" in said
    assert "A 4, E 3, I 2, O 1, U 0, X -1" in said
    assert [row[0] for row in found.closeness_table().rows] == ["P", "Q", "R"]


def test_too_many_departments_are_refused_with_a_way_out() -> None:
    records = plan(*(machine(f"M{n}", n, 0) for n in range(100)))
    with pytest.raises(FloorwrightError, match=r"100 departments are too many.*one department"):
        closeness(records, ())


def test_an_empty_plan_has_an_empty_chart() -> None:
    found = closeness(plan(), ())
    assert (found.names, found.pairs, found.order, found.flow_share) == ((), (), (), None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": (1.0, 2.0)},
        {"weights": (1e30, 0.0, 0.0, 0.0, 0.0, 0.0)},
        {"shares": (50.0, 40.0, 30.0, 20.0)},
        {"shares": (-1.0, 10.0, 15.0, 20.0)},
        {"gap": -1.0},
        {"reasons": (("1", "a"), ("1", "b"))},
    ],
)  # fmt: skip
def test_conventions_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidRecord):
        RelationshipChart(id=CHART_ID, **wrong)  # type: ignore[arg-type]


def test_a_pair_needs_two_names() -> None:
    with pytest.raises(InvalidRecord, match="against itself"):
        Relationship(id="r", a="A", b="A", rating=Rating.A)
    with pytest.raises(InvalidRecord, match="need a name"):
        Relationship(id="r", a=" ", b="A", rating=Rating.A)
