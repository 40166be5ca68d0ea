"""Measuring: distances, their sum, and the area they enclose. Nothing is put in the plan."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from floorwright.editing.feedback import measured, rubber, snap_marks, words
from floorwright.editing.snap import Snapped, snap
from floorwright.editing.state import State
from floorwright.editing.typed import place
from floorwright.geometry.polygon import area
from floorwright.geometry.segment import length
from floorwright.model.record import Point
from floorwright.units import Unit, format_length

if TYPE_CHECKING:
    from floorwright.editing.events import Key, Pointer
    from floorwright.editing.session import Session
    from floorwright.paper.marks import Mark


class Measuring(State):
    """Clicks set points; the figures are in the prompt and beside the pointer."""

    prompt = "Click the first point to measure from"
    tool = "measure"
    cursor = "cross"
    repeats = True

    def __init__(self, session: Session, points: tuple[Point, ...] = (), finished: bool = False) -> None:
        super().__init__(session)
        self.points = points
        """The points set so far."""
        self._finished = finished
        self._snapped: Snapped | None = None
        self._tell()

    def move(self, pointer: Pointer) -> State:
        """Measure to the pointer."""
        if not self._finished:
            self._snapped = snap(self.session, pointer, self.points[-1] if self.points else None)
            self._tell()
        return self

    def press(self, pointer: Pointer) -> State:
        """Set a point; after the end, start anew."""
        if self._finished:
            return Measuring(self.session).press(pointer)
        self.move(pointer)
        assert self._snapped is not None
        return self._set(self._snapped.point)

    def double(self, pointer: Pointer) -> State:
        """Stop; the figures stay until the next click."""
        return Measuring(self.session, self.points, finished=len(self.points) > 1)

    def typed(self, text: str) -> State:
        """Set a point exactly there."""
        base = self.points[-1] if self.points else None
        towards = self._snapped.point if self._snapped else None
        return self._set(place(text, self.session.document.plan.unit, base, towards))

    def key(self, key: Key) -> State:
        """Enter stops, Backspace takes back the last point."""
        if key.name == "Enter":
            return Measuring(self.session, self.points, finished=len(self.points) > 1)
        if key.name == "Backspace":
            return Measuring(self.session, self.points[:-1])
        return self

    def cancel(self) -> State:
        """Forget the points; without any, put the tool away."""
        from floorwright.editing.tools.select import Idle

        return Measuring(self.session) if self.points else Idle(self.session)

    def field(self) -> Point | None:
        """Lengths are measured from the last point."""
        return self.points[-1] if self.points else (0.0, 0.0)

    def menu(self) -> tuple[tuple[str, str], ...]:
        """What the right button offers."""
        return (("Finish", "Enter"), ("Undo last point", "Backspace"), ("Cancel", "Escape"))

    def marks(self) -> tuple[Mark, ...]:
        """The measured line with its figures."""
        px, unit = self.session.mm_per_px, self.session.document.plan.unit
        line = self._line()
        if len(line) < 2:
            return snap_marks(self._snapped, px)
        drawn = (*rubber(self.points), *rubber(line[-2:], dashed=not self._finished))
        total = (words(line[-1], figures(line, unit), px),) if len(line) > 2 else measured(line[0], line[1], unit, px)
        return (*drawn, *total, *snap_marks(None if self._finished else self._snapped, px))

    def _line(self) -> tuple[Point, ...]:
        here = self._snapped.point if self._snapped and not self._finished else None
        return self.points if here is None or here in self.points[-1:] else (*self.points, here)

    def _set(self, point: Point) -> State:
        return self if point in self.points[-1:] else Measuring(self.session, (*self.points, point))

    def _tell(self) -> None:
        line = self._line()
        if len(line) > 1:
            self.prompt = figures(line, self.session.document.plan.unit)


def figures(line: tuple[Point, ...], unit: Unit) -> str:
    """What was measured, in words: the last distance with Δx, Δy and angle; from three points on, total and area."""
    (ax, ay), (bx, by) = line[-2], line[-1]
    dx, dy = bx - ax, by - ay
    angle = math.degrees(math.atan2(dy, dx)) % 360.0
    said = [
        f"Distance {format_length(math.hypot(dx, dy), unit)}",
        f"Δx {format_length(dx, unit)}",
        f"Δy {format_length(dy, unit)}",
        f"angle {angle:.1f}°",
    ]
    if len(line) > 2:
        square, name = (1e6, "m²") if unit in (Unit.MM, Unit.CM, Unit.M) else (304.8**2, "ft²")
        said += [f"total {format_length(length(line), unit)}", f"area {area(line) / square:.2f} {name}"]
    return ", ".join(said)
