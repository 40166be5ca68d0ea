"""The readings of one observation as flat arrays: what figures, replay and drawing look at, however many there are."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from floorwright.model.observation import STEPS, VALUES, Event, Reading, reading_id
from floorwright.model.record import Record

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

Key = TypeVar("Key", bound=Hashable)
EVENTS = tuple(Event)
AT, LEAVE, PAUSE, RESUME, END = (EVENTS.index(event) for event in Event)
NOT_KNOWN, EMPTY_HANDED, CARRYING = -1, 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """n readings in the order of time.

    x and y are millimetres as they were recorded, nan where only the station is known. `place` is an index of
    `places` (pairs of the id of a machine, perhaps empty, and a name), `element` and `note` of `words`, `value` of
    VALUES, `step` of STEPS, `event` of EVENTS; -1 is none. `row` is the row of the table, 0 for none.
    """

    t_s: Floats
    x: Floats
    y: Floats
    place: Ints
    event: Ints
    carrying: Ints
    element: Ints
    step: Ints
    value: Ints
    note: Ints
    row: Ints
    places: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.t_s)

    @property
    def has_positions(self) -> bool:
        """Whether it is made of positions, and not of stations alone."""
        return bool(np.isfinite(self.x).any())


COLUMNS = tuple(field.name for field in fields(Track) if field.name not in ("places", "words"))
"""The names of the arrays."""


def track_of_length(n: int) -> Track:
    """n readings at second 0 of which nothing is known, to fill with `replace`."""
    none = np.full(n, -1, np.int32)
    zero = np.zeros(n, np.int32)
    nan = np.full(n, np.nan)
    return Track(np.zeros(n), nan, nan, none, zero, none, none, zero, zero, none, zero)


def taken(track: Track, rows: NDArray[np.bool_] | NDArray[np.intp] | slice) -> Track:
    """Some of the readings of a track."""
    return replace(track, **{name: getattr(track, name)[rows] for name in COLUMNS})


def track_of(readings: Iterable[Reading]) -> Track:
    """The track that records make, sorted by time; of the same second in the order in which they were made."""
    ordered = sorted(readings, key=lambda reading: (reading.t_s, reading.id))
    places, words = Numbers[tuple[str, str]](), Numbers[str]()
    none = float("nan")
    return Track(
        t_s=np.array([r.t_s for r in ordered], np.float64),
        x=np.array([none if r.x is None else r.x for r in ordered], np.float64),
        y=np.array([none if r.y is None else r.y for r in ordered], np.float64),
        place=_ints(places.of((r.station, r.name)) if r.station or r.name else -1 for r in ordered),
        event=_ints(EVENTS.index(r.event) for r in ordered),
        carrying=_ints(NOT_KNOWN if r.carrying is None else int(r.carrying) for r in ordered),
        element=_ints(words.of(r.element) if r.element else -1 for r in ordered),
        step=_ints(STEPS.index(r.step) for r in ordered),
        value=_ints(VALUES.index(r.value) for r in ordered),
        note=_ints(words.of(r.note) if r.note else -1 for r in ordered),
        row=_ints(0 for _ in ordered),
        places=places.known(),
        words=words.known(),
    )


def readings_of(track: Track, observation: str) -> list[Reading]:
    """A record for every reading of a track."""
    found = []
    for n in range(len(track)):
        station, name = track.places[track.place[n]] if track.place[n] >= 0 else ("", "")
        known = bool(np.isfinite(track.x[n]))
        carrying = None if track.carrying[n] < 0 else bool(track.carrying[n])
        found.append(
            Reading(
                id=reading_id(observation, n), observation=observation, t_s=float(track.t_s[n]),
                event=EVENTS[track.event[n]], station=station, name=name, carrying=carrying,
                x=float(track.x[n]) if known else None, y=float(track.y[n]) if known else None,
                element=_word(track, track.element[n]), note=_word(track, track.note[n]),
                step=STEPS[track.step[n]], value=VALUES[track.value[n]],
            )
        )  # fmt: skip
    return found


def readings_among(records: Iterable[Record], observation: str) -> list[Reading]:
    """The readings of an observation, in the order of the table of records."""
    return [record for record in records if isinstance(record, Reading) and record.observation == observation]


class Numbers(Generic[Key]):
    """Numbers things in the order in which they are first seen."""

    def __init__(self) -> None:
        self._numbers: dict[Key, int] = {}

    def of(self, key: Key) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def known(self) -> tuple[Key, ...]:
        return tuple(self._numbers)


def _word(track: Track, number: int) -> str:
    return track.words[number] if number >= 0 else ""


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int32)
