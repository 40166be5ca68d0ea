"""Dragging what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.editing.commands import copied, moved, moving_with
from floorwright.editing.feedback import guide_marks, words
from floorwright.editing.snap import Shift, snap_box
from floorwright.editing.state import State
from floorwright.editing.typed import place
from floorwright.geometry.box import joined
from floorwright.model.kinds import Machine
from floorwright.units import format_length

if TYPE_CHECKING:
    from floorwright.editing.events import Pointer
    from floorwright.editing.session import Session
    from floorwright.model.record import Point
    from floorwright.paper.marks import Mark


class Moving(State):
    """The selection follows the hand, with the flows that hang on it; with Ctrl, copies of it do."""

    prompt = "Release to drop; Shift keeps to one axis, Ctrl copies, Alt suspends snapping, or type a distance"
    tool = "select"
    cursor = "move"

    def __init__(self, session: Session, start: Point, held: str) -> None:
        super().__init__(session)
        self._start = start
        records = session.view.records
        self._originals = moving_with(records, session.selection)
        self._copies = None if not self._originals else copied(records, session.selection)
        self._ids = frozenset(record.id for record in self._originals)
        boxes = [box for id in session.selection if (box := session.index.box(id)) is not None]
        self._box = joined(*boxes)
        machine = records.get(held)
        if isinstance(machine, Machine):
            self._anchor: Point = (machine.x, machine.y)
        else:
            self._anchor = (self._box.left, self._box.bottom) if boxes else start
        self._copying = False
        self._shift = Shift(0.0, 0.0)
        self._at = start
        self._edit = session.edit("Move")

    def move(self, pointer: Pointer) -> State:
        """Put everything where the hand is now."""
        self._at = pointer.at
        dx, dy = pointer.x - self._start[0], pointer.y - self._start[1]
        across = abs(dx) >= abs(dy)
        if pointer.shift:
            dx, dy = (dx, 0.0) if across else (0.0, dy)
        ignoring = frozenset[str]() if pointer.ctrl else self._ids
        shift = snap_box(self.session, pointer, self._box, self._anchor, dx, dy, ignoring)
        if pointer.shift:
            shift = Shift(shift.dx, 0.0, shift.guides) if across else Shift(0.0, shift.dy, shift.guides)
        self._put(shift, pointer.ctrl)
        return self

    def release(self, pointer: Pointer) -> State:
        """Leave everything where it is now."""
        self.move(pointer)
        return self._drop()

    def typed(self, text: str) -> State:
        """Move by exactly what was typed: a distance in the direction of the hand, @dx;dy or length<angle."""
        unit = self.session.document.plan.unit
        x, y = place(text, unit, self._start, self._at)
        self._put(Shift(x - self._start[0], y - self._start[1]), self._copying)
        return self._drop()

    def cancel(self) -> State:
        """Everything is put back."""
        self._edit.cancel()
        return self._idle()

    def field(self) -> Point | None:
        """Distances are measured from where the drag began."""
        return self._start

    def in_hand(self) -> tuple[str, ...]:
        return self.session.selection

    def marks(self) -> tuple[Mark, ...]:
        """The lines it lines up with, and how far it has moved."""
        unit = self.session.document.plan.unit
        far = f"{format_length(self._shift.dx, unit)}; {format_length(self._shift.dy, unit)}"
        return (*guide_marks(self._shift.guides), words(self._at, far, self.session.mm_per_px))

    def _put(self, shift: Shift, copying: bool) -> None:
        if copying != self._copying:
            self._edit.reset()
            self._copying = copying
        self._shift = shift
        records = self.session.view.records
        source = self._copies or [] if copying else self._originals
        self._edit.put(*(moved(record, shift.dx, shift.dy, records) for record in source))

    def _drop(self) -> State:
        self._edit.label = "Copy" if self._copying else "Move"
        self._edit.commit()
        if self._copying and self._copies:
            self.session.select(record.id for record in self._copies)
        return self._idle()

    def _idle(self) -> State:
        from floorwright.editing.tools.select import Idle

        return Idle(self.session)
