"""Selecting: click, window, keys on what is selected; dragging begins here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.editing.commands import delete, mirror, move, rotate
from floorwright.editing.feedback import frame
from floorwright.editing.pick import inside, next_underneath, touched, under
from floorwright.editing.state import State
from floorwright.editing.tools.grips import dragged, grip_at, grip_marks
from floorwright.editing.tools.move import Moving
from floorwright.geometry.segment import distance
from floorwright.model.kinds import Flow

if TYPE_CHECKING:
    from floorwright.editing.events import Key, Pointer
    from floorwright.editing.session import Session
    from floorwright.model.record import Point
    from floorwright.paper.marks import Mark

DRAG_PX = 4.0
"""How far the mouse moves with the button down before it drags."""
_ARROWS = {"Left": (-1.0, 0.0), "Right": (1.0, 0.0), "Up": (0.0, 1.0), "Down": (0.0, -1.0)}


class Idle(State):
    """Nothing is held: the hand selects, drags, and gives keys to what is selected."""

    prompt = "Click to select, drag to move, or drag over empty ground to select with a window"
    tool = "select"
    cursor = "arrow"

    def press(self, pointer: Pointer) -> State:
        """On a grip of what is selected, on a thing, or on empty ground."""
        grip = grip_at(self.session, pointer)
        if grip is not None:
            return dragged(self.session, grip, pointer)
        found = under(self.session, pointer.at, pointer.mm_per_px)
        if not found:
            return PointingGround(self.session, pointer)
        return PointingThing(self.session, pointer, found)

    def double(self, pointer: Pointer) -> State:
        """Open the text or properties of what is there."""
        found = under(self.session, pointer.at, pointer.mm_per_px)
        if found:
            chosen = next((id for id in found if id in self.session.selection), found[0])
            self.session.select([chosen])
            self.session.opened.emit(chosen)
        return self

    def key(self, key: Key) -> State:
        """Delete, nudge, turn or mirror what is selected; Enter takes up the last tool again."""
        session, ids = self.session, self.session.selection
        if key.name == "Enter" and not (key.ctrl or key.alt):
            return session.last or self
        if not ids:
            return self
        if key.name in ("Delete", "Backspace"):
            session.do("Delete", lambda edit: delete(edit, ids))
        elif key.name in _ARROWS:
            step = 1.0 if key.ctrl else session.document.plan.grid_mm * (10.0 if key.shift else 1.0)
            dx, dy = (way * step for way in _ARROWS[key.name])
            session.do("Nudge", lambda edit: move(edit, ids, dx, dy))
        elif key.name == "R" and not (key.ctrl or key.alt):
            angle = -90.0 if key.shift else 90.0
            session.do("Rotate", lambda edit: rotate(edit, ids, angle))
        elif key.name == "X" and not (key.ctrl or key.alt):
            session.do("Mirror", lambda edit: mirror(edit, ids))
        return self

    def cancel(self) -> State:
        """Nothing is selected any more."""
        self.session.select(())
        return self

    def marks(self) -> tuple[Mark, ...]:
        """The grips of what is selected."""
        return grip_marks(self.session)


class PointingThing(State):
    """The button is down on something: a release selects it, a drag moves it."""

    prompt = "Release to select, or drag to move"
    tool = "select"

    def __init__(self, session: Session, start: Pointer, found: list[str]) -> None:
        super().__init__(session)
        self._start = start
        self._found = found

    def move(self, pointer: Pointer) -> State:
        """Begin to drag when the hand has moved far enough."""
        if distance(pointer.at, self._start.at) < DRAG_PX * pointer.mm_per_px:
            return self
        held = self._held() or self._found[0]
        self.session.select(self.in_hand())
        return Moving(self.session, self._start.at, held).move(pointer)

    def in_hand(self) -> tuple[str, ...]:
        selection, top = self.session.selection, self._found[0]
        if self._held() is not None:
            return selection
        return (*selection, top) if self._start.shift else (top,)

    def _held(self) -> str | None:
        return next((id for id in self._found if id in self.session.selection and self._yields_to(id)), None)

    def _yields_to(self, id: str) -> bool:
        """Whether a selected thing is dragged though something else lies on it: a flow gives way to its stations."""
        return id == self._found[0] or not isinstance(self.session.view.records.get(id), Flow)

    def release(self, pointer: Pointer) -> State:
        """Select what is there; Shift and Ctrl add and remove, Alt takes the next underneath."""
        session, start = self.session, self._start
        top = next_underneath(self._found, session.selection) if start.alt else self._found[0]
        if top is not None and (start.shift or start.ctrl):
            kept = tuple(id for id in session.selection if id != top)
            session.select(kept if len(kept) < len(session.selection) else (*kept, top))
        elif top is not None:
            session.select((top,))
        session.clicked.emit(start.at)
        return Idle(session)

    def cancel(self) -> State:
        """As if the button had not gone down."""
        return Idle(self.session)


class PointingGround(State):
    """The button is down on empty ground: a release deselects, a drag opens a window."""

    prompt = "Release to deselect, or drag to select with a window"
    tool = "select"

    def __init__(self, session: Session, start: Pointer) -> None:
        super().__init__(session)
        self._start = start

    def move(self, pointer: Pointer) -> State:
        """Open the window when the hand has moved far enough."""
        if distance(pointer.at, self._start.at) < DRAG_PX * pointer.mm_per_px:
            return self
        return Windowing(self.session, self._start).move(pointer)

    def release(self, pointer: Pointer) -> State:
        """Nothing is selected any more, unless something was to be added."""
        if not (self._start.shift or self._start.ctrl):
            self.session.select(())
        self.session.clicked.emit(self._start.at)
        return Idle(self.session)

    def cancel(self) -> State:
        """As if the button had not gone down."""
        return Idle(self.session)


class Windowing(State):
    """A window is drawn: to the right for what is wholly inside, to the left for what is touched."""

    tool = "select"
    cursor = "cross"

    def __init__(self, session: Session, start: Pointer) -> None:
        super().__init__(session)
        self._start = start
        self._corner: Point = start.at

    @property
    def _leftwards(self) -> bool:
        return self._corner[0] < self._start.x

    def move(self, pointer: Pointer) -> State:
        """The other corner follows the hand."""
        self._corner = pointer.at
        self.prompt = f"Release to select what {'the window touches' if self._leftwards else 'lies inside'}"
        return self

    def release(self, pointer: Pointer) -> State:
        """Select what the window holds; Shift adds it, Ctrl adds or removes it."""
        session = self.session
        self._corner = pointer.at
        found = (touched if self._leftwards else inside)(session, self._start.at, pointer.at)
        before = session.selection
        if self._start.ctrl:
            kept = tuple(id for id in before if id not in found)
            session.select((*kept, *(id for id in found if id not in before)))
        elif self._start.shift:
            session.select((*before, *found))
        else:
            session.select(found)
        return Idle(session)

    def cancel(self) -> State:
        """As if the button had not gone down."""
        return Idle(self.session)

    def marks(self) -> tuple[Mark, ...]:
        """The frame of the window."""
        return frame(self._start.at, self._corner, dashed=self._leftwards)
