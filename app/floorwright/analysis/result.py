"""What an analysis gives: figures of every flow and of the plan, tables for screen and files, and warnings."""

from dataclasses import dataclass
from typing import Literal

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
class FlowFigures:
    """The figures of one flow; None is "not computable", the reason is in the warnings. `path` is floor millimetres."""

    flow: str
    product: str
    start: str
    end: str
    method: str
    start_id: str
    end_id: str
    trips_per_day: float
    distance_m: float | None
    straight_m: float
    rectilinear_m: float
    path: tuple[Point, ...]
    time_s_per_trip: float | None
    cost_per_day: float | None
    returns_empty: bool = True
    reason: str = ""
    turns: int = 0
    aisle_parts: tuple[tuple[Point, Point], ...] = ()
    """The pieces of aisle it goes over, as often as it does; none in the other modes."""


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
