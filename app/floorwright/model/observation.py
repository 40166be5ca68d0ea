"""Observed movement: who was followed, by whom and how the figures of it are made, and where they were when."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from floorwright.model.process_chart import StepType, Subject, ValueClass
from floorwright.model.record import LARGEST_MM, Record, refuse_unless

WALKING_M_S = 1.3
"""The speed that is assumed where no times tell it: walking, 1.2 to 1.4 m/s (methods.md 1.4)."""
SHIFT_S = 8 * 3600.0
"""The length of a shift that is assumed where none is given."""
VALUES = ("", *(value.value for value in ValueClass))
"""What an element is worth to the customer, as in the process chart; empty is not classified."""
STEPS = ("", *(step.value for step in StepType))
"""What an element is in the process chart; empty is not classified."""
MOST_READINGS = 2000
"""Readings that are records of their own; a longer trace is one asset."""


class Event(StrEnum):
    """What happens at a reading. From AT on the subject is there, from LEAVE on it is on its way."""

    AT = "at"
    LEAVE = "leave"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    """What is left out of the readings before figures are made of them; the readings themselves stay.

    `gap_s` is the longest time between two positions of one way, 0 for ten times the usual interval and half a minute
    at least. `jump_m_s` is the speed from which on a position is a fault of the measurement, 0 for any. `jitter_m` is
    how far a position must be from the last one that counts, 0 for every move.
    """

    gap_s: float = 0.0
    jump_m_s: float = 10.0
    jitter_m: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapping:
    """When somebody is at a station: within `radius_m` of its footprint, for `dwell_s` at least. 0 m is inside it."""

    radius_m: float = 1.0
    dwell_s: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Record):
    """One subject followed through one piece of time. All scenarios share it: it is what was seen.

    `start` is the time that second 0 of the readings was, ISO 8601, empty where nobody knows. `trips` is how often the
    observed way was gone from beginning to end, `trips_per_shift` how often it is gone in a shift (None: as often as
    the observed time fits into it). `asset` and `track` say where the readings are that are no records. `placed`
    takes the coordinates as they were recorded, in millimetres, to the floor: x' = a x + c y + e, y' = b x + d y + f.
    """

    KIND: ClassVar[str] = "observation"
    SHARED: ClassVar[bool] = True

    name: str
    person: str = ""
    subject: Subject = Subject.WORKER
    observer: str = ""
    start: str = ""
    product: str = ""
    task: str = ""
    note: str = ""
    shift_s: float | None = None
    speed_m_s: float = WALKING_M_S
    trips: float = 1.0
    trips_per_shift: float | None = None
    cleaning: Cleaning = Cleaning()
    snapping: Snapping = Snapping()
    placed: tuple[float, float, float, float, float, float] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    source: str = ""
    """The table it was read from, and what was remarked then."""
    asset: str = ""
    track: int = 0
    rows: int = 0
    """How many rows the table had for it."""
    colour: str = ""
    visible: bool = True

    def check(self) -> None:
        where = f"Observation “{self.name}”"
        refuse_unless(bool(self.name.strip()), f"Observation {self.id}", "it needs a name.")
        refuse_unless(self.shift_s is None or 0 < self.shift_s <= 86400, where, "a shift lasts up to 24 hours.")
        refuse_unless(0 < self.speed_m_s <= 100, where, "the speed must be larger than 0, and at most 100 m/s.")
        refuse_unless(0 < self.trips <= 1e9, where, "the way was gone once at least.")
        refuse_unless(
            self.trips_per_shift is None or 0 < self.trips_per_shift <= 1e9,
            where,
            "the trips a shift must be larger than 0.",
        )
        refuse_unless(self.track >= 0 and self.rows >= 0, where, "its track cannot be found.")
        for value, words, largest in (
            (self.cleaning.gap_s, "the longest gap", 86400.0),
            (self.cleaning.jump_m_s, "the speed of a jump", 1e6),
            (self.cleaning.jitter_m, "the jitter", 1000.0),
            (self.snapping.radius_m, "the radius of a station", 1000.0),
            (self.snapping.dwell_s, "the shortest stay", 86400.0),
        ):
            refuse_unless(0 <= value <= largest, where, f"{words} must be from 0 to {largest:,.0f}.")
        a, b, c, d = self.placed[:4]
        refuse_unless(all(map(math.isfinite, self.placed)) and a * d != b * c, where, "its place is impossible.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Record):
    """Where the subject of an observation is, from this second on until the next reading.

    `station` is the id of the machine and `name` what it was called then, so that a reading outlives the station; both
    are empty for a position x, y. `carrying` is whether it came here with a load, None where nobody looked. `element`,
    `step` and `value` say what is being done from now on, the last two as in the process chart. Readings of the same
    second follow each other by their ids.
    """

    KIND: ClassVar[str] = "reading"
    SHARED: ClassVar[bool] = True

    observation: str
    t_s: float
    event: Event = Event.AT
    station: str = ""
    name: str = ""
    x: float | None = None
    y: float | None = None
    carrying: bool | None = None
    element: str = ""
    step: str = ""
    value: str = ""
    note: str = ""

    def check(self) -> None:
        where = f"A reading of {self.name or 'an observation'} at {self.t_s:g} s"
        refuse_unless(self.value in VALUES, where, "the value class is VA, ENVA or NVA.")
        refuse_unless(self.step in STEPS, where, f"what is done is one of {', '.join(STEPS[1:])}.")
        for value in (self.x, self.y):
            refuse_unless(value is None or abs(value) <= LARGEST_MM, where, "it is too far away.")

    def needs(self) -> tuple[str, ...]:
        return (self.observation,)


def reading_id(observation: str, number: int) -> str:
    """The id of the n-th reading of an observation; ids sort in the order of the numbers."""
    return f"{observation}.{number:06d}"
