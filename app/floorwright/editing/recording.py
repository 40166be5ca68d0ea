"""Recording a walk while it happens: the clock runs, each stop is one mark, and each mark is in the plan at once."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from floorwright.analysis.order import name_key
from floorwright.editing.session import Session
from floorwright.errors import EditRefused, FloorwrightError
from floorwright.model.document import Edit
from floorwright.model.kinds import Machine
from floorwright.model.observation import Event, Observation, Reading, reading_id
from floorwright.model.process_chart import Subject
from floorwright.model.record import Point, new_id
from floorwright.model.signal import Signal
from floorwright.model.track import readings_among

KEYS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""The keys of the stations, in their order; what else a recorder can do has other keys."""


@dataclass(frozen=True, slots=True)
class WalkHead:
    """What is said of a walk before it begins."""

    person: str
    subject: Subject = Subject.WORKER
    observer: str = ""
    product: str = ""
    task: str = ""
    shift_s: float | None = None


class Recorder:
    """Marks where somebody is, as steps of the document. A crash loses at most what was not marked yet.

    `clock` gives seconds that only ever grow, `now` the time of the day. `kept` is called after each mark, to bring it
    onto the disk. `changed` is emitted after everything that it did.
    """

    def __init__(
        self,
        session: Session,
        kept: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        self.session = session
        self.changed: Signal[None] = Signal()
        self.carrying: bool | None = None
        """Whether the subject is carrying something on its way; None as long as nobody said."""
        self._kept, self._clock, self._now = kept, clock, now
        self._id = ""
        self._zero = 0.0
        self._keys: dict[str, str] = {}
        self._known: tuple[object, list[Reading]] = (None, [])
        """The readings, as long as nothing has changed: the hand asks for them at each move."""

    @property
    def observation(self) -> Observation | None:
        """What is being recorded; None when nothing is."""
        found = self.session.view.records.get(self._id)
        return found if isinstance(found, Observation) else None

    @property
    def readings(self) -> list[Reading]:
        """What was marked, in the order of time."""
        now = (self.session.document.revision, self._id)
        if self._known[0] != now:
            found = readings_among(self.session.view.records.values(), self._id) if self._id else []
            self._known = now, sorted(found, key=lambda reading: (reading.t_s, reading.id))
        return self._known[1]

    @property
    def last(self) -> Reading | None:
        """The last mark."""
        return self.readings[-1] if self.readings else None

    @property
    def running(self) -> bool:
        """Whether the clock runs."""
        last = self.last
        return self.observation is not None and not (last and last.event in (Event.PAUSE, Event.END))

    @property
    def elapsed_s(self) -> float:
        """What the clock shows."""
        last = self.last
        if self.observation is None:
            return 0.0
        return self._clock() - self._zero if self.running or last is None else last.t_s

    def keys(self) -> Mapping[str, str]:
        """The ids of the stations by their keys. While one walk is recorded a station keeps its key."""
        known = {record.id: record for record in self.session.view.records.values() if isinstance(record, Machine)}
        if self.observation is None:
            return keys_of(known.values(), self.session.selection)
        taken = set(self._keys.values())
        free = iter([key for key in KEYS if key not in self._keys])
        for station in sorted(known.values(), key=_order):
            if station.id not in taken and (key := next(free, None)) is not None:
                self._keys[key] = station.id
        return {key: id for key, id in self._keys.items() if id in known}

    def begin(self, head: WalkHead) -> None:
        """Start the clock of a new walk. The stations that are selected get the first keys.

        Raises:
            EditRefused: when nobody says who is followed, or a walk is being recorded.
        """
        if self.observation is not None and self.running:
            raise EditRefused("A walk is being recorded.", hint="Finish it first.")
        person = head.person.strip()
        if not person:
            raise EditRefused("It is not said who is followed.", hint="Write a name or a number.")
        start = self._now()
        made = Observation(
            id=new_id(),
            name=f"{person}, {start:%Y-%m-%d %H:%M}",
            person=person,
            subject=head.subject,
            observer=head.observer.strip(),
            product=head.product.strip(),
            task=head.task.strip(),
            shift_s=head.shift_s,
            start=start.isoformat(timespec="milliseconds"),
        )
        self._keys = dict(keys_of(self._stations(), self.session.selection))
        if self.session.do(f"Observe {person}", lambda edit: _put(edit, made)):
            self._id, self._zero, self.carrying = made.id, self._clock(), None
            self._tell()

    def go_on(self, observation: str) -> None:
        """Take up a walk that was not finished, such as after a crash: until now it counts as paused.

        Raises:
            EditRefused: when there is no such walk, or its readings came from a table.
        """
        found = self.session.view.records.get(observation)
        if not isinstance(found, Observation) or found.asset or not found.start:
            raise EditRefused("This walk cannot be gone on with.", hint="Begin a new one.")
        self._id = observation
        self._keys = dict(keys_of(self._stations(), self.session.selection))
        last = self.last
        passed = (self._now() - datetime.fromisoformat(found.start)) / timedelta(seconds=1)
        self._zero = self._clock() - max(passed, last.t_s if last else 0.0)
        if last is not None and last.event is not Event.PAUSE:
            self._add("Pause", event=Event.PAUSE, t_s=last.t_s)
        self.resume()

    def unfinished(self) -> tuple[Observation, ...]:
        """Walks that were recorded here and have no end, the latest first."""
        ended = {
            r.observation for r in self.session.view.records.values() if isinstance(r, Reading) and r.event is Event.END
        }
        marked = {r.observation for r in self.session.view.records.values() if isinstance(r, Reading)}
        found = [o for o in self.session.view.records.values() if isinstance(o, Observation) and o.id in marked - ended]
        return tuple(
            sorted((o for o in found if not o.source and o.id != self._id), key=lambda o: o.start, reverse=True)
        )

    def mark(self, station: str) -> None:
        """The subject is at this station now. A mark ends a pause."""
        t = self._clock() - self._zero
        machine = self.session.view.records.get(station)
        if self.observation is None or not isinstance(machine, Machine):
            return
        self._wake(t)
        last = self.last
        if last is not None and last.station == station and last.event is Event.AT and last.t_s == t:
            return
        self._add(f"At {machine.name}", t_s=t, station=station, name=machine.name, carrying=self.carrying)

    def mark_key(self, key: str) -> bool:
        """The same by the station's key; False when no station has it."""
        station = self.keys().get(key.upper())
        if station is None or self.observation is None:
            return False
        self.mark(station)
        return True

    def mark_point(self, point: Point) -> None:
        """The subject passes this point of the floor now, on its way."""
        t = self._clock() - self._zero
        if self.observation is not None:
            self._wake(t)
            self._add("On the way", t_s=t, x=point[0], y=point[1], carrying=self.carrying)

    def leave(self) -> None:
        """The subject leaves the station that was marked last."""
        t = self._clock() - self._zero
        last = self.last
        if self.running and last is not None and last.event is Event.AT and (last.station or last.name):
            self._add(f"Leaves {last.name}", t_s=t, event=Event.LEAVE)

    def pause(self) -> None:
        """Let the clock stand."""
        t = self._clock() - self._zero
        if self.running:
            self._add("Pause", t_s=t, event=Event.PAUSE)

    def resume(self) -> None:
        """Let the clock go on; where the subject is now is not known before the next mark."""
        last = self.last
        if self.observation is not None and last is not None and not self.running:
            self._add("Go on", t_s=max(self._clock() - self._zero, last.t_s), event=Event.RESUME)

    def switch_pause(self) -> None:
        """Pause, or go on."""
        if self.running:
            self.pause()
        else:
            self.resume()

    def switch_carrying(self) -> None:
        """Now it carries something, now it does not."""
        self.carrying = not self.carrying
        self._tell()

    def say(self, element: str, step: str = "", value: str = "") -> None:
        """What is being done from now on, where the subject was marked last."""
        t = self._clock() - self._zero
        last = next((r for r in reversed(self.readings) if r.station or r.name), None)
        if self.observation is None:
            return
        self._wake(t)
        where = {"station": last.station, "name": last.name} if last else {"name": "Somewhere"}
        self._add(f"Does {element}", t_s=t, **where, element=element.strip(), step=step, value=value)

    def note(self, text: str) -> None:
        """Write something beside the last mark."""
        last = self.last
        if last is not None and text.strip():
            words = "; ".join(filter(None, (last.note, text.strip())))
            self.session.do("Note", lambda edit: _put(edit, replace(last, note=words)))
            self._tell()

    def take_back(self) -> None:
        """Remove the last mark; the clock goes on."""
        last = self.last
        if last is not None:
            self.session.do("Take a mark back", lambda edit: _remove(edit, last.id))
            self._tell()

    def finish(self) -> None:
        """End the walk."""
        t = self._clock() - self._zero
        last = self.last
        if self.observation is None:
            return
        if last is not None and last.event is not Event.END:
            self._add("Finish", t_s=t if self.running else last.t_s, event=Event.END)
        self._id = ""
        self._tell()

    def _wake(self, t: float) -> None:
        last = self.last
        if last is not None and last.event in (Event.PAUSE, Event.END):
            self._add("Go on", t_s=max(t, last.t_s), event=Event.RESUME)

    def _add(self, label: str, **what: object) -> None:
        known = self.readings
        number = max((int(reading.id.rpartition(".")[2]) for reading in known), default=-1) + 1
        try:
            made = Reading(id=reading_id(self._id, number), observation=self._id, **what)  # type: ignore[arg-type]
        except FloorwrightError as error:
            self.session.told.emit(str(error))
            return
        self.session.do(label, lambda edit: _put(edit, made))
        self._tell()

    def _stations(self) -> Iterable[Machine]:
        return [record for record in self.session.view.records.values() if isinstance(record, Machine)]

    def _tell(self) -> None:
        self._kept()
        self.changed.emit(None)


def keys_of(stations: Iterable[Machine], first: Iterable[str] = ()) -> dict[str, str]:
    """The ids of the stations by key: those named `first`, then the others by name, as long as there are keys."""
    known = {station.id: station for station in stations}
    chosen = [id for id in first if id in known]
    others = [station.id for station in sorted(known.values(), key=_order) if station.id not in set(chosen)]
    return dict(zip(KEYS, [*chosen, *others], strict=False))


def _order(station: Machine) -> tuple[object, str]:
    return name_key(station.name), station.id


def _put(edit: Edit, record: Observation | Reading) -> None:
    edit.put(record)


def _remove(edit: Edit, id: str) -> None:
    edit.remove(id)
