"""Drawing from point to point: what walls, aisles and areas have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from floorwright.editing.feedback import measured, rubber, snap_marks
from floorwright.editing.snap import Snapped, snap
from floorwright.editing.state import State
from floorwright.editing.typed import place
from floorwright.errors import EditRefused
from floorwright.geometry.segment import distance
from floorwright.model.record import Point, Record, new_id

if TYPE_CHECKING:
    from floorwright.editing.events import Key, Pointer
    from floorwright.editing.session import Session
    from floorwright.paper.marks import Mark

CLOSE_PX = 10.0
"""How near the first point a click closes the line."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn from points.

    `records(session, points, ids, closed)` gives the records so far, using the first of `ids` it needs; `fewest` is
    how many points the smallest one has. With `area` the points are corners and the line always closes.
    """

    tool: str
    label: str
    first: str
    next: str
    records: Callable[[Session, tuple[Point, ...], list[str], bool], list[Record]]
    fewest: int = 2
    area: bool = False


class FirstPoint(State):
    """No point has been set yet."""

    cursor = "cross"
    repeats = True

    def __init__(self, session: Session, drawn: Drawn) -> None:
        super().__init__(session)
        self.tool = drawn.tool
        self.prompt = drawn.first
        self._drawn = drawn
        self._snapped: Snapped | None = None

    def move(self, pointer: Pointer) -> State:
        """Show what the pointer snaps to."""
        self._snapped = snap(self.session, pointer)
        return self

    def press(self, pointer: Pointer) -> State:
        """Start there."""
        self.move(pointer)
        assert self._snapped is not None
        return NextPoint(self.session, self._drawn, self._snapped.point)

    def typed(self, text: str) -> State:
        """Start exactly there."""
        start = place(text, self.session.document.plan.unit, None, None)
        return NextPoint(self.session, self._drawn, start)

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


class NextPoint(State):
    """Every click adds a point; what is drawn grows in one edit until it is finished."""

    cursor = "cross"

    def __init__(self, session: Session, drawn: Drawn, start: Point) -> None:
        super().__init__(session)
        self.tool = drawn.tool
        self.prompt = drawn.next
        self._drawn = drawn
        self._points: tuple[Point, ...] = (start,)
        self._ids: list[str] = [new_id()]
        self._snapped: Snapped | None = None
        self._edit = session.edit(drawn.label)

    def move(self, pointer: Pointer) -> State:
        """The rubber band follows the hand."""
        self._snapped = snap(self.session, pointer, self._points[-1])
        first = self._points[0]
        if len(self._points) > 2 and distance(pointer.at, first) <= CLOSE_PX * pointer.mm_per_px:
            self._snapped = Snapped(first, "end")
        return self

    def press(self, pointer: Pointer) -> State:
        """Add a point; on the first point, close the line."""
        self.move(pointer)
        assert self._snapped is not None
        return self._add(self._snapped.point)

    def double(self, pointer: Pointer) -> State:
        """Finish with the point that was just set."""
        return self._finish()

    def typed(self, text: str) -> State:
        """Add a point exactly there."""
        towards = self._snapped.point if self._snapped else None
        return self._add(place(text, self.session.document.plan.unit, self._points[-1], towards))

    def key(self, key: Key) -> State:
        """Enter finishes, Backspace takes back the last point, C closes."""
        if key.name == "Enter":
            return self._finish()
        if key.name == "Backspace":
            return self._back()
        if key.name == "C" and not (key.ctrl or key.alt):
            return self._close()
        return self

    def undo(self) -> State:
        """Take back the last point."""
        return self._back()

    def cancel(self) -> State:
        """Leave the piece that is not set; what is set stays."""
        return self._finish()

    def leave(self) -> None:
        """What is set stays."""
        self._commit(closed=False)

    def field(self) -> Point | None:
        """Lengths are measured from the last point."""
        return self._points[-1]

    def menu(self) -> tuple[tuple[str, str], ...]:
        """What the right button offers."""
        close = (("Close", "C"),) if len(self._points) > 2 else ()
        return (("Finish", "Enter"), *close, ("Undo last point", "Backspace"), ("Cancel", "Escape"))

    def marks(self) -> tuple[Mark, ...]:
        """The line so far, the rubber band with its length and angle, and what it snaps to."""
        drawn = rubber(self._points)
        if self._snapped is None:
            return drawn
        here = self._snapped.point
        px, unit = self.session.mm_per_px, self.session.document.plan.unit
        back = rubber((here, self._points[0]), dashed=True) if self._drawn.area and len(self._points) > 1 else ()
        return (
            *drawn,
            *rubber((self._points[-1], here), dashed=True),
            *back,
            *measured(self._points[-1], here, unit, px),
            *snap_marks(self._snapped, px),
        )

    def _add(self, point: Point) -> State:
        if distance(point, self._points[-1]) < 0.001:
            return self
        if point == self._points[0] and len(self._points) > 2:
            return self._close()
        self._draw((*self._points, point), closed=False)
        return self

    def _back(self) -> State:
        if len(self._points) == 1:
            self._edit.cancel()
            return self._start()
        self._draw(self._points[:-1], closed=False)
        return self

    def _close(self) -> State:
        if len(self._points) < 3:
            raise EditRefused("Two points cannot be closed.", hint="Click at least three.")
        self._commit(closed=True)
        return self._start()

    def _finish(self) -> State:
        self._commit(closed=False)
        return self._start()

    def _start(self) -> State:
        return FirstPoint(self.session, self._drawn)

    def _draw(self, points: tuple[Point, ...], closed: bool) -> None:
        """Put what these points draw; nothing has changed when they are refused."""
        while len(self._ids) <= len(points):
            self._ids.append(new_id())
        records = []
        if len(points) >= self._drawn.fewest:
            records = self._drawn.records(self.session, points, self._ids, closed)
        kept = {record.id for record in records}
        self._edit.remove(*(id for id in self._ids if id not in kept and self._edit.get(id) is not None))
        self._edit.put(*records)
        self._points = points

    def _commit(self, closed: bool) -> None:
        if len(self._points) < self._drawn.fewest:
            self._edit.cancel()
            return
        self._draw(self._points, closed)
        made = [id for id in self._ids if self._edit.get(id) is not None]
        self._edit.commit()
        self.session.select(made)
