"""The way that somebody went: stays at places, moves between them, and the line on the floor."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from floorwright.model.record import Point

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody can be: a machine by its id, or a place that is not in the plan, with an empty id."""

    id: str
    name: str

    @property
    def key(self) -> str:
        """What tells it from other places."""
        return self.id or f"name {self.name.casefold()}"


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody was at a place from second to second."""

    place: Place
    start_s: float
    end_s: float

    @property
    def dwell_s(self) -> float:
        """How long."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody went from a place to another, or left it and came back. Metres are None where no way is known."""

    start: Place
    end: Place
    start_s: float
    end_s: float
    distance_m: float | None
    straight_m: float | None
    carrying: bool | None = None
    reason: str = ""
    path: tuple[Point, ...] = ()
    """The way it was measured on, floor millimetres; positions have their own."""


@dataclass(frozen=True, slots=True)
class Way:
    """What was seen of one subject, after cleaning.

    `lines` are the unbroken lines on the floor, millimetres, (n, 2) each. The times add up: observed = dwell + walking
    + standing elsewhere.
    """

    stays: tuple[Stay, ...]
    moves: tuple[Move, ...]
    lines: tuple[Floats, ...]
    observed_s: float
    walking_s: float
    dwell_s: float
    distance_m: float
    rectilinear_m: float
    carried_m: float = 0.0
    empty_m: float = 0.0
    """Metres with and without a load, where that is known."""
    missing: dict[str, int] = field(default_factory=dict)
    """Why moves have no metres, and how many."""

    @property
    def standing_s(self) -> float:
        """Time away from any station and yet not on the way."""
        return max(self.observed_s - self.walking_s - self.dwell_s, 0.0)


def line_of(points: list[Point]) -> Floats:
    """A line through points, each once where they follow each other."""
    kept = [point for n, point in enumerate(points) if n == 0 or point != points[n - 1]]
    return np.array(kept, np.float64).reshape(-1, 2)
