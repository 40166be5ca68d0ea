"""Writing on the floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.editing.feedback import snap_marks
from floorwright.editing.snap import Snapped, snap
from floorwright.editing.state import State
from floorwright.editing.typed import place
from floorwright.model.kinds import Label
from floorwright.model.record import Point, new_id

if TYPE_CHECKING:
    from floorwright.editing.events import Pointer
    from floorwright.editing.session import Session
    from floorwright.paper.marks import Mark


class Writing(State):
    """A click puts a text there, and the window opens it to be written."""

    prompt = "Click where the text starts"
    tool = "text"
    cursor = "cross"
    repeats = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._snapped: Snapped | None = None

    def move(self, pointer: Pointer) -> State:
        """Show what the pointer snaps to."""
        self._snapped = snap(self.session, pointer)
        return self

    def press(self, pointer: Pointer) -> State:
        """Put a text there."""
        return self._put(snap(self.session, pointer).point)

    def typed(self, text: str) -> State:
        """Put a text exactly there."""
        return self._put(place(text, self.session.document.plan.unit, None, None))

    def cancel(self) -> State:
        """Put the tool away."""
        from floorwright.editing.tools.select import Idle

        return Idle(self.session)

    def field(self) -> Point | None:
        """Typed places are on the floor."""
        return self._snapped.point if self._snapped else (0.0, 0.0)

    def marks(self) -> tuple[Mark, ...]:
        """What the pointer snaps to."""
        return snap_marks(self._snapped, self.session.mm_per_px)

    def _put(self, at: Point) -> State:
        session = self.session
        label = Label(id=new_id(), x=at[0], y=at[1], text="Text", height=session.settings.text_height)
        with session.edit("Write text") as edit:
            edit.put(label)
        session.select((label.id,))
        session.opened.emit(label.id)
        return self.cancel()
