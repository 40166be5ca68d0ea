"""What is carried over one way in a day: what all sums of the plan are made of."""

from collections.abc import Hashable
from dataclasses import dataclass

from floorwright.analysis.legs import Leg
from floorwright.model.diff import Records
from floorwright.model.kinds import PLAN_ID, Method, Plan
from floorwright.model.record import Point


@dataclass(frozen=True, slots=True)
class Carried:
    """All that goes one way by one method: the flows of a route, or one stretch of a tour.

    `trips` a day are the loaded ones over it, `moves` those that count among the plan's trips: a tour counts once
    however many stretches it has. `flows` is how many go there. Metres, hours and money are a day's; `distance_m`
    counts empty ways too, `moment_m` does not.
    """

    key: Hashable
    start_id: str
    end_id: str
    start: str
    end: str
    method: Method
    legs: tuple[Leg, ...]
    path: tuple[Point, ...]
    flows: int = 0
    trips: float = 0.0
    moves: float = 0.0
    moment_m: float = 0.0
    distance_m: float = 0.0
    travel_h: float = 0.0
    handling_h: float = 0.0
    cost: float = 0.0

    @property
    def counts(self) -> bool:
        """Whether something goes there and is part of the sums."""
        return self.flows > 0

    @property
    def net(self) -> Point:
        """From where its way begins to where it ends, millimetres along x and y."""
        (x1, y1), (x2, y2) = self.legs[0].start.point, self.legs[-1].end.point
        return x2 - x1, y2 - y1


@dataclass(frozen=True, slots=True)
class Conventions:
    """What the plan says of how figures are made."""

    whole_trips: bool = False
    turn_penalty_s: float = 0.0


def conventions_of(records: Records) -> Conventions:
    """The conventions of the plan among the records."""
    plan = records.get(PLAN_ID)
    return Conventions(plan.whole_trips, plan.turn_penalty_s) if isinstance(plan, Plan) else Conventions()
