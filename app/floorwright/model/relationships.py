"""How close departments should be to each other: ratings by hand with reasons, and the conventions of the chart.

R. Muther, Systematic Layout Planning: A absolutely necessary, E especially important, I important, O ordinary,
U unimportant, X undesirable.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from floorwright.model.record import Record, refuse_unless

CHART_ID = "relationships"
"""The id of the one record of a plan that holds the conventions."""
LARGEST_WEIGHT = 1e9


class Rating(StrEnum):
    """How close two departments should be."""

    A = "A"
    E = "E"
    I = "I"  # noqa: E741 -- the letter that everybody writes
    O = "O"  # noqa: E741
    U = "U"
    X = "X"


RATINGS = tuple(Rating)
MEANINGS = {
    Rating.A: "absolutely necessary",
    Rating.E: "especially important",
    Rating.I: "important",
    Rating.O: "ordinary",
    Rating.U: "unimportant",
    Rating.X: "undesirable",
}
Weights = tuple[float, ...]
WEIGHT_SETS: dict[str, Weights] = {
    "4 3 2 1 0 −1": (4.0, 3.0, 2.0, 1.0, 0.0, -1.0),
    "6 5 4 3 2 1 (CORELAP)": (6.0, 5.0, 4.0, 3.0, 2.0, 1.0),
    "64 16 4 1 0 −1024 (ALDEP)": (64.0, 16.0, 4.0, 1.0, 0.0, -1024.0),
    "10000 1000 100 10 0 −10000": (10000.0, 1000.0, 100.0, 10.0, 0.0, -10000.0),
}
"""What A, E, I, O, U and X count in published sets, all of which differ."""
REASONS = (
    ("1", "Flow of material"),
    ("2", "Same people"),
    ("3", "Same equipment or records"),
    ("4", "Supervision"),
    ("5", "Noise, dirt, fumes"),
    ("6", "Safety"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship(Record):
    """A rating by hand of two departments, by their names in alphabetical order, with codes of reasons.

    Its id is `relationship_id(a, b)`: one a pair. Pairs without one are rated by their flow.
    """

    KIND: ClassVar[str] = "relationship"
    SHARED: ClassVar[bool] = True

    a: str
    b: str
    rating: Rating
    reasons: tuple[str, ...] = ()
    note: str = ""

    def check(self) -> None:
        refuse_unless(bool(self.a.strip()) and bool(self.b.strip()), "Relationship", "both departments need a name.")
        refuse_unless(self.a != self.b, "Relationship", f"“{self.a}” cannot be rated against itself.")
        refuse_unless(isinstance(self.rating, Rating), "Relationship", "the rating is none of A, E, I, O, U, X.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipChart(Record):
    """The conventions of the chart. Its id is `CHART_ID`.

    `weights` are those of A to X, `shares` the largest per cents of all pairs that are rated A, E, I and O by their
    flow. Outlines count as sharing a border where they face each other at most `gap` apart; None is 0.1 m between drawn
    zones, and 3 m where an outline is only the hull round stations.
    """

    KIND: ClassVar[str] = "relationship_chart"
    SHARED: ClassVar[bool] = True

    weights: Weights = WEIGHT_SETS["4 3 2 1 0 −1"]
    shares: tuple[float, ...] = (5.0, 10.0, 15.0, 20.0)
    reasons: tuple[tuple[str, str], ...] = REASONS
    gap: float | None = None

    def check(self) -> None:
        where = "Relationship chart"
        refuse_unless(len(self.weights) == 6, where, "it needs six weights, for A, E, I, O, U and X.")
        refuse_unless(
            all(abs(w) <= LARGEST_WEIGHT for w in self.weights), where, "a weight is beyond a thousand million."
        )
        refuse_unless(len(self.shares) == 4, where, "it needs four shares, for A, E, I and O.")
        refuse_unless(all(s >= 0 for s in self.shares) and sum(self.shares) <= 100, where,
                      "the shares of A, E, I and O lie between 0 and 100 % together.")  # fmt: skip
        refuse_unless(self.gap is None or self.gap >= 0, where, "the gap between neighbours cannot be negative.")
        codes = [code for code, _ in self.reasons]
        refuse_unless(len(set(codes)) == len(codes) and all(codes), where, "every reason needs a code of its own.")

    def weight(self, rating: Rating) -> float:
        """What a rating counts."""
        return self.weights[RATINGS.index(rating)]


def relationship_id(a: str, b: str) -> str:
    """The id of the rating of two departments, whichever is named first."""
    first, second = sorted((a, b))
    return f"closeness-{len(first)}-{first}-{second}"
