"""The from-to chart in any order: trips or moment, totals, and how much goes forward and back (methods.md 2.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import fsum

from floorwright.analysis.order import name_key
from floorwright.analysis.pictures.departments import Movement, departments, movements
from floorwright.analysis.pictures.machine_order import hollier_first_order, hollier_order
from floorwright.analysis.pictures.stages import StageMove
from floorwright.analysis.result import Cell, Column, FlowFigures, Table
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine


class MatrixOrder(StrEnum):
    """In which order the chart has its rows and columns."""

    NAMES = "names"
    TOTAL = "total"
    """What goes in and out together, most first."""
    HOLLIER_1 = "hollier 1"
    HOLLIER_2 = "hollier 2"


class Measure(StrEnum):
    """What the cells hold, a day."""

    TRIPS = "trips"
    MOMENT = "moment"
    """Trips × metres."""
    QUANTITY = "quantity"


UNITS = {Measure.TRIPS: "trips/day", Measure.MOMENT: "m/day", Measure.QUANTITY: "pieces/day"}
TITLES = {Measure.TRIPS: "trips", Measure.MOMENT: "moment", Measure.QUANTITY: "quantity"}
ORDERS = {
    MatrixOrder.NAMES: "by name",
    MatrixOrder.TOTAL: "by total flow",
    MatrixOrder.HOLLIER_1: "Hollier's method 1",
    MatrixOrder.HOLLIER_2: "Hollier's method 2",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What runs forward or back in the order of the chart: trips, Σ trips × places and Σ trips × metres, a day."""

    forward: float
    backward: float
    forward_moment: float
    backward_moment: float
    forward_m: float
    backward_m: float

    @property
    def backward_share(self) -> float | None:
        """Trips that go back ÷ all trips between places; None without any."""
        total = self.forward + self.backward
        return self.backward / total if total > 0 else None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows from, columns to, both `keys` in one order. `moves` is by the keys of from and to.

    Stations have their id as key, departments their name; `by_department` says which they are.
    """

    keys: tuple[str, ...]
    names: tuple[str, ...]
    moves: Mapping[tuple[str, str], Movement]
    by_department: bool

    def value(self, start: str, end: str, measure: Measure) -> float:
        """What goes from one to another a day; 0 where nothing does."""
        move = self.moves.get((start, end))
        return measured(move, measure) if move is not None else 0.0

    def row_totals(self, measure: Measure) -> tuple[float, ...]:
        """What leaves each, in the order of the chart."""
        return self._totals(0, measure)

    def column_totals(self, measure: Measure) -> tuple[float, ...]:
        """What comes to each, in the order of the chart."""
        return self._totals(1, measure)

    def total(self, measure: Measure) -> float:
        """All of it."""
        return fsum(measured(move, measure) for move in self.moves.values())

    def line(self) -> Line:
        """How the trips run when everything stands in a line in this order, one place apart."""
        places = {key: place for place, key in enumerate(self.keys)}
        steps = [(places[end] - places[start], move) for (start, end), move in self.moves.items()]
        forward = [(step, move) for step, move in steps if step > 0]
        back = [(-step, move) for step, move in steps if step < 0]
        return Line(
            fsum(move.trips_per_day for _, move in forward),
            fsum(move.trips_per_day for _, move in back),
            fsum(step * move.trips_per_day for step, move in forward),
            fsum(step * move.trips_per_day for step, move in back),
            fsum(move.moment_m_per_day for _, move in forward),
            fsum(move.moment_m_per_day for _, move in back),
        )

    def flows(self, start: str, end: str) -> tuple[str, ...]:
        """The ids of the flows of a cell."""
        move = self.moves.get((start, end))
        return move.flows if move is not None else ()

    def table(self, measure: Measure, order: MatrixOrder) -> Table:
        """The chart with its totals, and what runs forward and back in the notes."""
        unit = UNITS[measure]
        columns = (Column("From \\ to"), *(Column(name, unit, "number") for name in (*self.names, "Total")))
        rows: list[tuple[Cell, ...]] = []
        for key, name, total in zip(self.keys, self.names, self.row_totals(measure), strict=True):
            rows.append((name, *(self.value(key, end, measure) for end in self.keys), total))
        rows.append(("Total", *self.column_totals(measure), self.total(measure)))
        what = "departments" if self.by_department else "stations"
        title = f"From-to chart of {what}: {TITLES[measure]}"
        return Table(title, columns, tuple(rows), notes=(f"Order: {ORDERS[order]}.", *self.words()))

    def words(self) -> tuple[str, ...]:
        """What is above the diagonal and below it, in sentences."""
        line = self.line()
        share = line.backward_share
        per_cent = f" ({share * 100:.1f} %)" if share is not None else ""
        return (
            f"Forward (above the diagonal): {_short(line.forward)} trips a day, "
            f"moment {_short(line.forward_m)} m a day, Σ trips × places {_short(line.forward_moment)}.",
            f"Back (below): {_short(line.backward)} trips a day{per_cent}, moment {_short(line.backward_m)} m a day, "
            f"Σ trips × places {_short(line.backward_moment)}.",
        )

    def _totals(self, end: int, measure: Measure) -> tuple[float, ...]:
        parts: dict[str, list[float]] = {key: [] for key in self.keys}
        for pair, move in self.moves.items():
            parts[pair[end]].append(measured(move, measure))
        return tuple(fsum(parts[key]) for key in self.keys)


def measured(move: Movement | StageMove, measure: Measure) -> float:
    """What a movement amounts to."""
    match measure:
        case Measure.TRIPS:
            return move.trips_per_day
        case Measure.MOMENT:
            return move.moment_m_per_day
        case Measure.QUANTITY:
            return move.quantity_per_day


def matrix(records: Records, flows: Iterable[FlowFigures], *, by_department: bool = False) -> Matrix:
    """The chart of these flows by name (“Press 2” before “Press 10”). Flows without a way count in no cell."""
    if by_department:
        named = departments(records)
        shown = {name: name for name in named.values()}
    else:
        shown = {record.id: record.name for record in records.values() if isinstance(record, Machine)}
        named = {id: id for id in shown}
    moves = {(move.start, move.end): move for move in movements(records, flows, named)}
    keys = sorted({key for pair in moves for key in pair}, key=lambda key: (name_key(shown.get(key) or key), key))
    return Matrix(tuple(keys), tuple(shown.get(key, key) for key in keys), moves, by_department)


def in_order(one: Matrix, order: MatrixOrder) -> Matrix:
    """The chart in another order."""
    names = dict(zip(one.keys, one.names, strict=True))
    match order:
        case MatrixOrder.NAMES:
            keys = sorted(one.keys, key=lambda key: (name_key(names[key]), key))
        case MatrixOrder.TOTAL:
            leaving, coming = one.row_totals(Measure.TRIPS), one.column_totals(Measure.TRIPS)
            total = dict(zip(one.keys, map(sum, zip(leaving, coming, strict=True)), strict=True))
            keys = sorted(one.keys, key=lambda key: (-total[key], name_key(names[key]), key))
        case _:
            # Equals go by name, whatever their keys are.
            places = {key: f"{place:06d}" for place, key in enumerate(in_order(one, MatrixOrder.NAMES).keys)}
            moves = {(places[a], places[b]): move.trips_per_day for (a, b), move in one.moves.items()}
            sequence = hollier_order(moves) if order is MatrixOrder.HOLLIER_2 else hollier_first_order(moves)
            back = {place: key for key, place in places.items()}
            keys = [back[place] for place in sequence]
    return replace(one, keys=tuple(keys), names=tuple(names[key] for key in keys))


def _short(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0").replace(",", "\u2009")
