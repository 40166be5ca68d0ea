"""One measured flow taken apart: how often it goes, what of a trip is handling, loaded and empty travel."""

from dataclasses import dataclass, replace

from floorwright.analysis.carried import conventions_of
from floorwright.analysis.result import Analysis, FlowFigures
from floorwright.analysis.trips import WALKING, whole_number
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Machine, Method

LOADING, UNLOADING = "Loading", "Unloading"
LOADED, EMPTY, TURNS = "Travel with load", "Travel empty", "Turns"
NO_DEPARTMENT = "(no department)"


@dataclass(frozen=True, slots=True)
class FlowDay:
    """What a flow does a day, in the numbers its figures are made of. `turn_s` is what one turn costs.

    The same formulas as in `route`: time a trip = load + unload + distance ÷ speed + turns × turn time, and the
    travelling once more, at the speed without a load, when the way back is empty; a container that is brought back is
    handled once more.
    """

    figures: FlowFigures
    flow: Flow
    method: Method
    department: str
    trips: float
    distance_m: float
    turns: int
    turn_s: float
    returns: bool

    @property
    def name(self) -> str:
        """`Product: From → To`."""
        return flow_name(self.figures)

    @property
    def ways(self) -> int:
        """How often the way is gone a trip."""
        return 2 if self.returns else 1

    @property
    def touches(self) -> int:
        """How often there is loading and unloading a trip: twice with a container that is brought back."""
        return 2 if self.figures.route.container_back else 1

    @property
    def empty_m_s(self) -> float:
        """How fast it goes without a load."""
        return self.method.speed_empty_m_s or self.method.speed_m_s

    def seconds(self) -> dict[str, float]:
        """What a trip is made of, seconds by part."""
        way = self.distance_m / self.method.speed_m_s
        return {
            LOADING: self.method.load_s * self.touches,
            UNLOADING: self.method.unload_s * self.touches,
            LOADED: way,
            EMPTY: self.distance_m / self.empty_m_s if self.returns else 0.0,
            TURNS: self.turns * self.turn_s * self.ways,
        }

    def metres(self) -> dict[str, float]:
        """The metres a day, with load and empty."""
        moment = self.trips * self.distance_m
        return {LOADED: moment, EMPTY: moment if self.returns else 0.0}

    def hours(self) -> dict[str, float]:
        """The hours a day by part."""
        return {part: self.trips * seconds / 3600 for part, seconds in self.seconds().items()}

    def costs(self) -> dict[str, float]:
        """The money a day by part."""
        return {part: hours * self.method.cost_per_h for part, hours in self.hours().items()}

    def over(self, distance_m: float) -> "FlowDay":
        """The same when its way were so long and without turns."""
        return replace(self, distance_m=distance_m, turns=0)

    def in_whole_trips(self) -> "FlowDay":
        """The same with its trips rounded up."""
        return replace(self, trips=float(whole_number(self.trips)))

    def in_part_trips(self) -> "FlowDay":
        """The same with its trips not rounded."""
        return replace(self, trips=self.figures.quantity_per_day / self.figures.pieces_per_trip)


def flow_days(records: Records, analysis: Analysis) -> list[FlowDay]:
    """Every flow that has a way and counts in the sums, in the order of the analysis."""
    made = (flow_day(records, figures) for figures in analysis.flows)
    return [day for day in made if day is not None]


def flow_day(records: Records, figures: FlowFigures) -> FlowDay | None:
    """One flow taken apart; None when it has no way."""
    flow = records.get(figures.flow)
    if figures.distance_m is None or not isinstance(flow, Flow):
        return None
    start = records.get(figures.start_id)
    found = records.get(flow.method or "")
    method = found if isinstance(found, Method) else WALKING
    return FlowDay(
        figures=figures,
        flow=flow,
        method=method,
        department=(start.department if isinstance(start, Machine) else "") or NO_DEPARTMENT,
        trips=figures.trips_per_day,
        distance_m=figures.distance_m,
        turns=figures.turns,
        turn_s=conventions_of(records).turn_penalty_s,
        returns=figures.returns_empty,
    )


def walks(day: FlowDay) -> bool:
    """Whether walking is assumed, because the flow has no method."""
    return day.method is WALKING


def flow_name(figures: FlowFigures) -> str:
    """`Product: From → To`, as the flow is called in tables."""
    return f"{figures.product or 'no product'}: {figures.start} → {figures.end}"
