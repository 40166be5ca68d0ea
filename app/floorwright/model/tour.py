"""Milk runs: tours of one vehicle from a depot past several stops and back."""

from dataclasses import dataclass
from typing import ClassVar

from floorwright.model.record import Record, refuse_unless


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour(Record):
    """A milk run from a depot, a station, past its stops in their order and back to the depot.

    How often it runs a day is given, or follows from the interval and the method's available hours, or else is the
    least that brings everything. `capacity` is pieces on board at once, None for no limit: where the stops of a run
    need more, the run is several rounds.
    """

    KIND: ClassVar[str] = "tour"

    name: str
    depot: str
    method: str | None = None
    capacity: float | None = None
    runs_per_day: float | None = None
    interval_min: float | None = None
    note: str = ""

    def check(self) -> None:
        where = f"Tour “{self.name}”"
        refuse_unless(bool(self.name.strip()), f"Tour {self.id}", "it needs a name.")
        refuse_unless(self.capacity is None or self.capacity > 0, where, "the capacity must be larger than 0.")
        refuse_unless(self.runs_per_day is None or self.runs_per_day >= 0, where, "the runs a day cannot be negative.")
        refuse_unless(self.interval_min is None or self.interval_min > 0, where, "the interval must be larger than 0.")

    def needs(self) -> tuple[str, ...]:
        return (self.depot, self.method) if self.method else (self.depot,)


@dataclass(frozen=True, slots=True, kw_only=True)
class TourStop(Record):
    """A station that a tour serves with `quantity_per_day` pieces; `order` is its place in the tour.

    `round` is the number of the round it is served in: where the number changes, the run goes back to the depot first.
    0 leaves it to the capacity.
    """

    KIND: ClassVar[str] = "tour_stop"

    tour: str
    station: str
    quantity_per_day: float = 1.0
    order: int = 0
    round: int = 0

    def check(self) -> None:
        refuse_unless(self.quantity_per_day >= 0, f"Stop {self.id}", "the quantity cannot be negative.")

    def needs(self) -> tuple[str, ...]:
        return (self.tour, self.station)
