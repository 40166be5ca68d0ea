"""Placing equipment from the library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from floorwright.editing.commands.copying import machine_names, unique_name
from floorwright.editing.feedback import ghost, guide_marks
from floorwright.editing.shape import shape_of
from floorwright.editing.snap import Guide, snap_box
from floorwright.editing.state import State
from floorwright.editing.typed import place
from floorwright.model.kinds import Machine
from floorwright.model.record import Point, new_id

if TYPE_CHECKING:
    from floorwright.editing.events import Key, Pointer
    from floorwright.editing.session import Session
    from floorwright.paper.marks import Mark


class Placing(State):
    """Equipment at its true size hangs on the pointer until it is clicked down. `width` and `depth` are mm."""

    prompt = "Click where it stands, or type x;y; R turns it, X mirrors it, Shift+click places several"
    tool = "place"
    cursor = "cross"
    repeats = True

    def __init__(self, session: Session, symbol_id: str, name: str, width: float, depth: float) -> None:
        super().__init__(session)
        self._machine = Machine(id=new_id(), name=name, x=0.0, y=0.0, width=width, depth=depth, symbol=symbol_id)
        self._seen = False
        self._guides: tuple[Guide, ...] = ()

    def move(self, pointer: Pointer) -> State:
        """The ghost follows the hand and snaps."""
        here = replace(self._machine, x=pointer.x, y=pointer.y)
        shape = shape_of(here, {})
        assert shape is not None
        shift = snap_box(self.session, pointer, shape.box, pointer.at, 0.0, 0.0, frozenset())
        self._machine = replace(here, x=pointer.x + shift.dx, y=pointer.y + shift.dy)
        self._guides = shift.guides
        self._seen = True
        return self

    def press(self, pointer: Pointer) -> State:
        """Set it down; with Shift another one follows."""
        self.move(pointer)
        return self._set_down(again=pointer.shift)

    def typed(self, text: str) -> State:
        """Set it down with its centre exactly there."""
        here = (self._machine.x, self._machine.y)
        x, y = place(text, self.session.document.plan.unit, here if self._seen else None, None)
        self._machine = replace(self._machine, x=x, y=y)
        return self._set_down(again=False)

    def key(self, key: Key) -> State:
        """Turn or mirror the ghost."""
        if key.name == "R":
            turn = -90.0 if key.shift else 90.0
            self._machine = replace(self._machine, rotation=(self._machine.rotation + turn) % 360.0)
        elif key.name == "X":
            self._machine = replace(self._machine, mirrored=not self._machine.mirrored)
        elif key.name == "Enter" and self._seen:
            return self._set_down(again=False)
        return self

    def cancel(self) -> State:
        """Put it back in the library; what was placed stays."""
        from floorwright.editing.tools.select import Idle

        return Idle(self.session)

    def field(self) -> Point | None:
        """Typed places are on the floor."""
        return (self._machine.x, self._machine.y)

    def marks(self) -> tuple[Mark, ...]:
        """The ghost and the lines it lines up with."""
        return (*ghost(self._machine), *guide_marks(self._guides)) if self._seen else ()

    def menu(self) -> tuple[tuple[str, str], ...]:
        """Turn, mirror, end."""
        return (("Turn", "R"), ("Mirror", "X"), ("Cancel", "Escape"))

    def _set_down(self, again: bool) -> State:
        session = self.session
        name = unique_name(self._machine.name, machine_names(session.view.records))
        placed = replace(self._machine, id=new_id(), name=name)
        with session.edit(f"Place {name}") as edit:
            edit.put(placed)
        session.select((placed.id,))
        return self if again else self.cancel()
