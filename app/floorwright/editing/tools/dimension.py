"""Drawing dimensions: two points and where the dimension line lies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from floorwright.editing.feedback import measured, rubber, snap_marks
from floorwright.editing.snap import Snapped, snap
from floorwright.editing.state import State
from floorwright.editing.typed import place
from floorwright.geometry.segment import distance, turn
from floorwright.model.kinds import Dimension
from floorwright.model.record import Point, new_id
from floorwright.units import parse_length

if TYPE_CHECKING:
    from floorwright.editing.events import Key, Pointer
    from floorwright.editing.session import Session
    from floorwright.paper.marks import Mark


class DimensionStart(State):
    """Wait for the two points to measure between."""

    prompt = "Click the first point of the dimension"
    tool = "dimension"
    cursor = "cross"
    repeats = True

    def __init__(self, session: Session, first: Point | None = None) -> None:
        super().__init__(session)
        self._first = first
        self._snapped: Snapped | None = None
        if first is not None:
            self.prompt = "Click the second point, or type the length"

    def move(self, pointer: Pointer) -> State:
        """The rubber band follows the hand."""
        self._snapped = snap(self.session, pointer, self._first)
        return self

    def press(self, pointer: Pointer) -> State:
        """Set a point."""
        self.move(pointer)
        assert self._snapped is not None
        return self._set(self._snapped.point)

    def typed(self, text: str) -> State:
        """Set a point exactly there."""
        towards = self._snapped.point if self._snapped else None
        return self._set(place(text, self.session.document.plan.unit, self._first, towards))

    def key(self, key: Key) -> State:
        """Backspace takes back the first point."""
        return DimensionStart(self.session) if key.name == "Backspace" and self._first is not None else self

    def cancel(self) -> State:
        """Forget the first point; without one, put the tool away."""
        from floorwright.editing.tools.select import Idle

        return Idle(self.session) if self._first is None else DimensionStart(self.session)

    def field(self) -> Point | None:
        """Lengths are measured from the first point."""
        return self._first or (0.0, 0.0)

    def marks(self) -> tuple[Mark, ...]:
        """The rubber band with its length."""
        px = self.session.mm_per_px
        if self._first is None or self._snapped is None:
            return snap_marks(self._snapped, px)
        here = self._snapped.point
        unit = self.session.document.plan.unit
        return (*rubber((self._first, here)), *measured(self._first, here, unit, px), *snap_marks(self._snapped, px))

    def _set(self, point: Point) -> State:
        if self._first is None:
            return DimensionStart(self.session, point)
        if distance(point, self._first) < 0.001:
            return self
        return DimensionLine(self.session, self._first, point)


class DimensionLine(State):
    """The dimension is there; its line follows the hand until a click sets it."""

    prompt = "Click where the dimension line lies, or type its distance"
    tool = "dimension"
    cursor = "cross"

    def __init__(self, session: Session, first: Point, second: Point) -> None:
        super().__init__(session)
        self._dimension = Dimension(id=new_id(), x1=first[0], y1=first[1], x2=second[0], y2=second[1])
        self._edit = session.edit("Draw dimension")
        self._edit.put(self._dimension)

    def move(self, pointer: Pointer) -> State:
        """The line keeps to the side on which the hand is."""
        first, second = (self._dimension.x1, self._dimension.y1), (self._dimension.x2, self._dimension.y2)
        self._put(turn(first, second, snap(self.session, pointer).point) / distance(first, second))
        return self

    def press(self, pointer: Pointer) -> State:
        """Leave it there."""
        self.move(pointer)
        return self._done()

    def typed(self, text: str) -> State:
        """So far from the points, on the side on which it is; negative on the other."""
        far = parse_length(text, self.session.document.plan.unit)
        self._put(far if self._dimension.offset >= 0 else -far)
        return self._done()

    def key(self, key: Key) -> State:
        """Enter leaves it where it is."""
        return self._done() if key.name == "Enter" else self

    def cancel(self) -> State:
        """Take it away and start anew."""
        self._edit.cancel()
        return DimensionStart(self.session)

    def field(self) -> Point | None:
        """Distances are measured from the points."""
        return (self._dimension.x2, self._dimension.y2)

    def _put(self, offset: float) -> None:
        self._dimension = replace(self._dimension, offset=offset)
        self._edit.put(self._dimension)

    def _done(self) -> State:
        self._edit.commit()
        self.session.select((self._dimension.id,))
        return DimensionStart(self.session)
