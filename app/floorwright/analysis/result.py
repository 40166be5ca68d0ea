"""What an analysis gives: figures of every flow and of the plan, tables for screen and files, and warnings."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from floorwright.model.kinds import DistanceMode
from floorwright.model.record import Point

Cell = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; the name carries no unit, `unit` does. `better` says which way is an improvement."""

    name: str
    unit: str = ""
    type: Literal["text", "number", "integer", "yes_no"] = "text"
    decimals: int = 2
    better: Literal["", "less", "more"] = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under typed columns. `sources` names, a row each, the record it speaks of (empty where there is none)."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Warning:
    """What could not be computed or looks wrong: what, where, and why. `source` is the id of the record."""

    what: str
    where: str
    why: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class RouteFigures:
    """What all flows share that go from one station to another by one method; None is "not computable".

    `path` is floor millimetres; seconds and money are a trip's, there and, when it `returns_empty`, back;
    `there_s` is the way there alone.
    """

    start: str
    end: str
    method: str
    start_id: str
    end_id: str
    distance_m: float | None
    straight_m: float
    rectilinear_m: float
    path: tuple[Point, ...]
    there_s: float | None
    travel_s: float | None
    handling_s: float
    cost_per_trip: float | None
    returns_empty: bool = True
    container_back: bool = False
    """Whether an empty container is brought back, loaded and unloaded once more."""
    reason: str = ""
    turns: int = 0
    aisle_parts: tuple[tuple[Point, Point], ...] = ()
    """The pieces of aisle it goes over, as often as it does; none in the other modes."""


class FlowFigures(NamedTuple):
    """The figures of one flow; None is "not computable", the reason is in the warnings. `path` is floor millimetres.

    `trouble` is what is wrong with the flow's own numbers; what its route cannot do is in `route.reason`. A plan may
    have a hundred thousand: a named tuple is made in a quarter of the time that a frozen dataclass takes.
    """

    flow: str
    product: str
    trips_per_day: float
    quantity_per_day: float
    pieces_per_trip: float
    route: RouteFigures
    alternative: str = ""
    container: str = ""
    trouble: str = ""

    @property
    def start(self) -> str:
        """The name of the station it starts at."""
        return self.route.start

    @property
    def end(self) -> str:
        """The name of the station it ends at."""
        return self.route.end

    @property
    def method(self) -> str:
        """The name of what carries it."""
        return self.route.method

    @property
    def start_id(self) -> str:
        """The id of the station it starts at."""
        return self.route.start_id

    @property
    def end_id(self) -> str:
        """The id of the station it ends at."""
        return self.route.end_id

    @property
    def distance_m(self) -> float | None:
        """The way there, metres."""
        return None if self.trouble else self.route.distance_m

    @property
    def straight_m(self) -> float:
        """The Euclidean distance over its stops, metres."""
        return self.route.straight_m

    @property
    def rectilinear_m(self) -> float:
        """|Δx| + |Δy| over its stops, metres."""
        return self.route.rectilinear_m

    @property
    def path(self) -> tuple[Point, ...]:
        """The way there, floor millimetres; empty when there is none."""
        return () if self.trouble else self.route.path

    @property
    def time_s_per_trip(self) -> float | None:
        """Seconds of travel and handling a trip."""
        travel = self.route.travel_s
        return None if self.trouble or travel is None else self.route.handling_s + travel

    @property
    def cost_per_day(self) -> float | None:
        """Money a day."""
        cost = self.route.cost_per_trip
        return None if self.trouble or cost is None else self.trips_per_day * cost

    @property
    def returns_empty(self) -> bool:
        """Whether the way back is gone too."""
        return self.route.returns_empty

    @property
    def turns(self) -> int:
        """How often it turns from one aisle into another on the way there."""
        return self.route.turns

    @property
    def aisle_parts(self) -> tuple[tuple[Point, Point], ...]:
        """The pieces of aisle it goes over, as often as it does; none in the other modes."""
        return self.route.aisle_parts

    @property
    def reason(self) -> str:
        """Why there are no figures; empty when there are."""
        return self.route.reason or self.trouble


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all flows that have a path, a day; `distance` counts empty returns, `loaded_distance` does not."""

    trips_per_day: float = 0.0
    loaded_distance_m_per_day: float = 0.0
    distance_m_per_day: float = 0.0
    travel_h_per_day: float = 0.0
    handling_h_per_day: float = 0.0
    cost_per_day: float = 0.0


@dataclass(frozen=True, slots=True)
class TourFigures:
    """The figures of one tour; None is "not computable" and `reason` says why. Metres and seconds are a run's.

    A run is every stop once, in one or more `rounds` from the depot and back (names of stations). `load` is what the
    fullest round carries, pieces; `load_utilisation` its share of the capacity; `utilisation` the share of the time
    between two runs that a run takes. `loaded_m` ends at the last stop of a round, `distance_m` at the depot.
    """

    tour: str
    name: str
    method: str
    depot: str
    stops: tuple[str, ...]
    rounds: tuple[tuple[str, ...], ...]
    runs_per_day: float
    trips_per_day: float
    load: float
    load_utilisation: float | None
    distance_m: float | None
    loaded_m: float | None
    time_s_per_run: float | None
    hours_per_day: float | None
    handling_h_per_day: float | None
    utilisation: float | None
    cost_per_day: float | None
    path: tuple[Point, ...]
    method_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FromTo:
    """Trips and moment (trips × metres) a day between stations, rows from, columns to."""

    stations: tuple[str, ...]
    station_ids: tuple[str, ...]
    trips_per_day: tuple[tuple[float, ...], ...]
    moment_m_per_day: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class MethodFigures:
    """How many of a method's units the work needs and how busy they are."""

    method: str
    hours_needed_per_day: float
    units_needed: int
    utilisation: float | None
    method_id: str = ""


@dataclass(frozen=True, slots=True)
class Congestion:
    """Loaded trips a day over one piece of aisle or path, floor millimetres."""

    a: Point
    b: Point
    trips_per_day: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything `analyze` tells of one scenario in one distance mode."""

    scenario: str
    mode: DistanceMode
    totals: Totals
    flows: tuple[FlowFigures, ...]
    from_to: FromTo
    methods: tuple[MethodFigures, ...]
    congestion: tuple[Congestion, ...]
    crossings: int
    backtracking: float | None
    straightness: float | None
    warnings: tuple[Warning, ...]
    tours: tuple[TourFigures, ...] = ()
