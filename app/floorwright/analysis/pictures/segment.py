"""The arithmetic of one stretch of aisle: who goes over it, and what that adds up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist, fsum

from floorwright.analysis.pictures.stretches import Stretches
from floorwright.analysis.result import Cell, Column, FlowFigures, Table
from floorwright.model.record import Point


@dataclass(frozen=True, slots=True)
class Over:
    """One flow over a stretch: how often its way goes along it, and how often against."""

    figures: FlowFigures
    along: int
    against: int

    @property
    def trips_per_day(self) -> float:
        """The loaded trips a day it adds."""
        return self.figures.trips_per_day * (self.along + self.against)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch from `a` to `b`, floor millimetres, with the flows over it, those with most trips first."""

    a: Point
    b: Point
    over: tuple[Over, ...]

    @property
    def length_m(self) -> float:
        """How long it is."""
        return dist(self.a, self.b) / 1000.0

    @property
    def trips_per_day(self) -> float:
        """Σ loaded trips a day over it."""
        return fsum(one.trips_per_day for one in self.over)

    def words(self) -> str:
        """Its arithmetic in a sentence."""
        parts = [f"{one.trips_per_day:g} {one.figures.product or '?'}" for one in self.over[:5]]
        more = f" + {len(self.over) - 5} more" if len(self.over) > 5 else ""
        sums = " + ".join(parts) + more
        return f"{self.trips_per_day:g} loaded trips a day over {self.length_m:.2f} m = {sums}"

    def table(self) -> Table:
        """Every flow with its trips that way and back."""
        columns = (
            Column("Product"), Column("From"), Column("To"), Column("Method"),
            Column("Trips that way", "/day", "number"), Column("Trips back", "/day", "number"),
        )  # fmt: skip
        rows: list[tuple[Cell, ...]] = []
        for one in self.over:
            f = one.figures
            trips = f.trips_per_day
            rows.append((f.product, f.start, f.end, f.method, trips * one.along, trips * one.against))
        rows.append(("Sum", "", "", "", fsum(o.figures.trips_per_day * o.along for o in self.over),
                     fsum(o.figures.trips_per_day * o.against for o in self.over)))  # fmt: skip
        return Table("Stretch of aisle", columns, tuple(rows), (*(one.figures.flow for one in self.over), ""))


def segment_at(found: Stretches, flows: Sequence[FlowFigures], at: Point, reach_mm: float) -> Segment | None:
    """The stretch within reach of a place, with the flows over it; None where there is none.

    The stretches are those of the paths of these flows, in their order.
    """
    number, apart = found.nearest(at)
    if number < 0 or apart > reach_mm:
        return None
    (ax, ay), (bx, by) = found.a[number].tolist(), found.b[number].tolist()
    over = [Over(flows[path], along, against) for path, along, against in found.over(number)]
    over.sort(key=lambda one: (-one.trips_per_day, one.figures.product, one.figures.flow))
    return Segment((ax, ay), (bx, by), tuple(over))
