"""The relationship chart: ratings by flow and by hand, closeness, order of placing and adjacency (methods.md 2.3)."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from floorwright.analysis.order import name_key
from floorwright.analysis.pictures.adjacency import Pair, adjacency_efficiency, adjacency_score
from floorwright.analysis.pictures.departments import CONVENTION, closeness_flow, departments, movements
from floorwright.analysis.pictures.neighbours import neighbours
from floorwright.analysis.result import Cell, Column, FlowFigures, Table
from floorwright.errors import FloorwrightError
from floorwright.model.diff import Records
from floorwright.model.relationships import CHART_ID, RATINGS, Rating, Relationship, RelationshipChart, relationship_id

MOST = 80
"""Nobody rates more pairs than so many departments have: 3,160."""


@dataclass(frozen=True, slots=True)
class Related:
    """One pair: its flow a day in both directions, the rating by that flow, and the rating that holds."""

    a: str
    b: str
    trips_per_day: float
    by_flow: Rating
    rating: Rating
    reasons: tuple[str, ...] = ()
    by_hand: bool = False
    neighbours: bool = False

    @property
    def pair(self) -> Pair:
        """Both names."""
        return frozenset((self.a, self.b))


@dataclass(frozen=True, slots=True)
class Closeness:
    """What the chart of a plan says. `names` are in the order of the chart, `pairs` of them in that order too.

    `tcr` is the total closeness rating Σ w(rating) of each. `order` is in which order they are placed.
    Adjacency by flow is Σ f x and its share of Σ f; by rating Σ w x, and the efficiency that counts what should be
    apart and is.
    """

    names: tuple[str, ...]
    pairs: tuple[Related, ...]
    chart: RelationshipChart
    tcr: tuple[float, ...]
    order: tuple[str, ...]
    flow_score: float
    flow_share: float | None
    rating_score: float
    efficiency: float | None

    def of(self, a: str, b: str) -> Related | None:
        """The pair of two names; None when there is none."""
        return next((one for one in self.pairs if one.pair == {a, b}), None)

    def notes(self) -> tuple[str, ...]:
        """The figures and conventions in sentences."""
        weights = ", ".join(f"{r.value} {w:g}" for r, w in zip(RATINGS, self.chart.weights, strict=True))
        a, e, i, o = self.chart.shares
        share = "n/a" if self.flow_share is None else f"{self.flow_share * 100:.1f} %"
        efficiency = "n/a" if self.efficiency is None else f"{self.efficiency * 100:.1f} %"
        gap = "0.1 m between zones, 3 m between hulls" if self.chart.gap is None else f"{self.chart.gap / 1000:g} m"
        return (
            f"Adjacency: {self.flow_score:,.6g} trips a day between neighbours, {share} of all; by rating "
            f"{self.rating_score:g}, efficiency {efficiency}.",
            f"By flow at most {a:g} % of the pairs are A, {e:g} % E, {i:g} % I, {o:g} % O; bold letters are by hand.",
            f"Weights: {weights}.",
            f"Neighbours are outlines that face each other at most {gap} apart.",
        )

    def pairs_table(self) -> Table:
        """Every pair."""
        columns = (
            Column("Department"), Column("and"), Column("Trips", "/day", "number", 1), Column("By flow"),
            Column("Rating"), Column("Reasons"), Column("By hand", type="yes_no"), Column("Neighbours", type="yes_no"),
        )  # fmt: skip
        known = dict(self.chart.reasons)
        rows: list[tuple[Cell, ...]] = [
            (p.a, p.b, p.trips_per_day, p.by_flow.value, p.rating.value,
             "; ".join(f"{code} {known.get(code, '')}".strip() for code in p.reasons), p.by_hand, p.neighbours)
            for p in self.pairs
        ]  # fmt: skip
        return Table("Relationships", columns, tuple(rows), notes=(*self.notes(), CONVENTION))

    def closeness_table(self) -> Table:
        """The total closeness rating of each, and its place in the order of placing."""
        columns = (
            Column("Department"), Column("Total closeness rating", "", "number", better="more"),
            Column("Placed", "", "integer", 0),
        )  # fmt: skip
        places = {name: number for number, name in enumerate(self.order, 1)}
        rows = [(name, tcr, places[name]) for name, tcr in zip(self.names, self.tcr, strict=True)]
        rule = "First the highest total; then the closest to those placed, ties by total; X with the first comes last."
        return Table("Closeness", columns, tuple(rows), notes=(rule,))


def chart_of(records: Records) -> RelationshipChart:
    """The conventions of the plan's chart."""
    found = records.get(CHART_ID)
    return found if isinstance(found, RelationshipChart) else RelationshipChart(id=CHART_ID)


def closeness(records: Records, flows: Iterable[FlowFigures]) -> Closeness:
    """The chart of the departments of a plan; stations without one stand for themselves.

    Raises:
        FloorwrightError: when there are more than can be compared pair by pair.
    """
    chart = chart_of(records)
    names = tuple(sorted(set(departments(records).values()), key=lambda name: (name_key(name), name)))
    if len(names) > MOST:
        raise FloorwrightError(
            f"{len(names)} departments are too many for a relationship chart; {MOST} are the most.",
            hint="Give stations that belong together one department, or draw zones round them.",
        )
    flow = closeness_flow(movements(records, flows))
    by_flow = ratings_by_share(flow, math.comb(len(names), 2), chart.shares)
    beside = neighbours(records, chart.gap)
    pairs: list[Related] = []
    for a, b in combinations(names, 2):
        pair = frozenset((a, b))
        own = by_flow.get(pair, Rating.U)
        record = records.get(relationship_id(a, b))
        given = record if isinstance(record, Relationship) else None
        pairs.append(
            Related(a, b, flow.get(pair, 0.0), own, given.rating if given else own, given.reasons if given else (),
                    given is not None, pair in beside)
        )  # fmt: skip
    ratings = {one.pair: one.rating for one in pairs}
    weights = {pair: chart.weight(rating) for pair, rating in ratings.items()}
    tcr = total_closeness(names, weights)
    score, share = adjacency_score(flow, beside)
    rated, _ = adjacency_score(weights, beside)
    return Closeness(
        names, tuple(pairs), chart, tcr, placing_order(names, ratings, chart), score, share, rated,
        adjacency_efficiency(weights, beside),
    )  # fmt: skip


def ratings_by_share(flow: Mapping[Pair, float], pairs: int, shares: Sequence[float]) -> dict[Pair, Rating]:
    """A, E, I, O or U of every pair with a flow: the largest flows are A up to that share of all pairs, and so on.

    `shares` are per cents of A, E, I and O. Classes are filled from above to the whole number of pairs that their
    shares together allow. Pairs of equal flow have equal ratings: a group too large for a class goes to the next.
    """
    ordered = sorted(((each, pair) for pair, each in flow.items() if each > 0), key=lambda item: -item[0])
    limits = [math.floor(sum(shares[: n + 1]) / 100 * pairs + 1e-9) for n in range(len(shares))]
    found: dict[Pair, Rating] = {}
    at = 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and math.isclose(ordered[end][0], ordered[at][0], rel_tol=1e-12):
            end += 1
        place = next((n for n, limit in enumerate(limits) if end <= limit), len(limits))
        for _, pair in ordered[at:end]:
            found[pair] = RATINGS[place]
        at = end
    return found


def total_closeness(names: Sequence[str], weights: Mapping[Pair, float]) -> tuple[float, ...]:
    """TCR of each: Σ of the weights of its pairs."""
    return tuple(math.fsum(weight for pair, weight in weights.items() if name in pair) for name in names)


def placing_order(names: Sequence[str], ratings: Mapping[Pair, Rating], chart: RelationshipChart) -> tuple[str, ...]:
    """In which order they are placed (Lee and Moore, CORELAP, 1967): the one with the highest total closeness first,
    then the one with the highest rating with any that is placed, ties by total and then by the order of `names`. Those
    with an X to the first come last."""
    weights = {pair: chart.weight(rating) for pair, rating in ratings.items()}
    total = dict(zip(names, total_closeness(names, weights), strict=True))
    places = {name: place for place, name in enumerate(names)}
    if not names:
        return ()
    first = min(names, key=lambda name: (-total[name], places[name]))
    placed, left = [first], [name for name in names if name != first]

    def rank(name: str) -> tuple[bool, int, float, int]:
        last = ratings.get(frozenset((name, first))) is Rating.X
        best = min(RATINGS.index(ratings.get(frozenset((name, other)), Rating.U)) for other in placed)
        return last, best, -total[name], places[name]

    while left:
        following = min(left, key=rank)
        placed.append(following)
        left.remove(following)
    return tuple(placed)
