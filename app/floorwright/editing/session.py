"""One window's work on one plan: what is selected, which tool is in the hand, what is snapped to. Not saved, not undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from floorwright.editing.events import Key, Pointer
from floorwright.editing.state import State
from floorwright.model.document import Document, Edit
from floorwright.model.signal import Signal
from floorwright.model.view import View
from floorwright.paper.marks import Mark


@dataclass(frozen=True, slots=True)
class SnapSettings:
    """What the pointer is drawn to; `ortho` keeps drawing along the axes."""

    enabled: bool = True
    grid: bool = True
    objects: bool = True
    alignment: bool = True
    ortho: bool = False


class Session:
    """Keeps selection and tool, gives events to the tool's state and tells who listens.

    `selection_changed`, `state_changed` (tool, prompt or cursor) and `marks_changed` (redraw above the plan) are emitted
    after the change.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.view = View(document)
        self.snaps = SnapSettings()
        self._selection: tuple[str, ...] = ()
        self.selection_changed: Signal[tuple[str, ...]] = Signal()
        self.state_changed: Signal[State] = Signal()
        self.marks_changed: Signal[tuple[Mark, ...]] = Signal()
        self.told: Signal[str] = Signal()
        """A sentence for the user, such as why a click did nothing."""
        self._state: State = State(self)

    @property
    def selection(self) -> tuple[str, ...]:
        """The ids of the selected records, in the order in which they were selected."""
        return self._selection

    def select(self, ids: Iterable[str]) -> None:
        """Select exactly these records; ids that are not in the plan are passed over."""
        chosen = tuple(dict.fromkeys(id for id in ids if id in self.view.records))
        if chosen != self._selection:
            self._selection = chosen
            self.selection_changed.emit(chosen)

    def edit(self, label: str) -> Edit:
        """Open an edit in the scenario that is looked at."""
        return self.document.edit(label, self.view.scenario)

    @property
    def state(self) -> State:
        """What the hand is doing."""
        return self._state

    def use(self, state: State) -> None:
        """Take up another tool; what was unfinished is cancelled."""
        raise NotImplementedError

    def press(self, pointer: Pointer) -> None: ...
    def move(self, pointer: Pointer) -> None: ...
    def release(self, pointer: Pointer) -> None: ...
    def double(self, pointer: Pointer) -> None: ...
    def key(self, key: Key) -> None: ...
    def typed(self, text: str) -> None: ...
    def cancel(self) -> None: ...
