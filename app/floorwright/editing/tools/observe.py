"""Following somebody on the floor: a click on a station, or its key, says where they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.editing.feedback import ACCENT, LAYER
from floorwright.editing.pick import machine_at
from floorwright.editing.state import State
from floorwright.model.kinds import Machine
from floorwright.model.observation import Event
from floorwright.paper.marks import Line, Mark, Region, Style, Text

if TYPE_CHECKING:
    from floorwright.editing.events import Key, Pointer
    from floorwright.editing.recording import Recorder
    from floorwright.editing.session import Session

BADGE_PX, CAPITAL_PX = 13.0, 12.0
_BADGE = Style(layer=LAYER, stroke="#ffffff", width=0.2, fill=ACCENT)
_LETTER = Style(layer=LAYER, stroke="#ffffff", fill="#ffffff")
_HERE = Style(layer=LAYER, stroke="#d946a6", width=0.7)
KEY_WORDS = (
    "1–9, A–Z: at that station · Enter: leaves it · +: carrying or not · 0: pause · Backspace: take back · "
    "/: note · Ctrl+Enter: finish"
)


class Observing(State):
    """Clicks and keys are marks of a recorder."""

    tool = "observe"
    cursor = "cross"
    takes_letters = True

    def __init__(self, session: Session, recorder: Recorder) -> None:
        super().__init__(session)
        self.recorder = recorder

    @property
    def prompt(self) -> str:  # type: ignore[override]
        """Who is followed, and what the keys do."""
        observation = self.recorder.observation
        if observation is None:
            return "The walk is finished"
        if not self.recorder.running:
            return f"Paused. Click the station where {observation.person} is now, or press 0 to go on"
        return f"Click the station where {observation.person} is now. {KEY_WORDS}"

    def press(self, pointer: Pointer) -> State:
        """A station, or a point on the way."""
        if self.recorder.observation is None:
            return self.cancel()
        machine = machine_at(self.session, pointer.at)
        if machine is not None:
            self.recorder.mark(machine.id)
        else:
            self.recorder.mark_point(pointer.at)
        return self

    def key(self, key: Key) -> State:
        """A station's key, or what the recorder does."""
        take_key(self.recorder, key)
        return self if self.recorder.observation is not None else self.cancel()

    def cancel(self) -> State:
        """Escape pauses; again, it puts the tool away and keeps the walk."""
        from floorwright.editing.tools.select import Idle

        if self.recorder.running:
            self.recorder.pause()
            return self
        return Idle(self.session)

    def menu(self) -> tuple[tuple[str, str], ...]:
        """What the right button offers."""
        return (("Leaves the station", "Enter"), ("Take the last mark back", "Backspace"), ("Pause", "Escape"))

    def marks(self) -> tuple[Mark, ...]:
        """The key of every station on it, and a frame round the one where the subject is."""
        if self.recorder.observation is None:
            return ()
        px, records = self.session.mm_per_px, self.session.view.records
        drawn: list[Mark] = []
        last = self.recorder.last
        here = records.get(last.station) if last is not None and last.event is Event.AT else None
        if isinstance(here, Machine):
            drawn.append(
                Line(vertices=_circle(here.x, here.y, max(here.width, here.depth) * 0.6), style=_HERE, closed=True)
            )
        for letter, id in self.recorder.keys().items():
            station = records[id]
            assert isinstance(station, Machine)
            drawn.append(Region(rings=(_circle(station.x, station.y, BADGE_PX * px),), style=_BADGE))
            drawn.append(
                Text(
                    x=station.x, y=station.y, text=letter, height=CAPITAL_PX * px, style=_LETTER, align="centre",
                    level="middle", bold=True,
                )
            )  # fmt: skip
        return tuple(drawn)


def take_key(recorder: Recorder, key: Key) -> bool:
    """Do what a key means while somebody is followed; False when it means nothing."""
    if recorder.observation is None:
        return False
    if key.name == "Enter":
        if key.ctrl:
            recorder.finish()
        else:
            recorder.leave()
    elif key.ctrl or key.alt:
        return False
    elif key.name == "Backspace":
        recorder.take_back()
    elif key.name == "0":
        recorder.switch_pause()
    elif key.text in ("+", "="):
        recorder.switch_carrying()
    else:
        return recorder.mark_key(key.name)
    return True


def _circle(x: float, y: float, radius: float) -> tuple[tuple[float, float, float], ...]:
    return ((x - radius, y, 1.0), (x + radius, y, 1.0))
