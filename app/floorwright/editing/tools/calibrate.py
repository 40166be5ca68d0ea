"""Calibrating an imported drawing: two of its points and their true distance set its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.editing.commands.drawing import calibrate
from floorwright.editing.feedback import measured, rubber, snap_marks
from floorwright.editing.snap import Snapped, snap
from floorwright.editing.state import State
from floorwright.editing.typed import positive_length
from floorwright.errors import EditRefused
from floorwright.geometry.segment import distance
from floorwright.model.kinds import Underlay
from floorwright.model.record import Point

if TYPE_CHECKING:
    from floorwright.editing.events import Key, Pointer
    from floorwright.editing.session import Session
    from floorwright.paper.marks import Mark


class Calibrating(State):
    """Two clicks on the drawing, then the distance is typed. The first point stays where it is."""

    prompt = "Click the first of two points on the drawing whose distance is known"
    tool = "calibrate"
    cursor = "cross"

    def __init__(self, session: Session, points: tuple[Point, ...] = ()) -> None:
        super().__init__(session)
        self._points = points
        self._snapped: Snapped | None = None
        if len(points) == 1:
            self.prompt = "Click the second point"
        elif points:
            self.prompt = "Type the true distance between the two points"

    def move(self, pointer: Pointer) -> State:
        """The rubber band follows the hand until both points are set."""
        if len(self._points) < 2:
            self._snapped = snap(self.session, pointer, self._points[-1] if self._points else None)
        return self

    def press(self, pointer: Pointer) -> State:
        """Set a point; after two, start anew."""
        self.move(pointer)
        if len(self._points) == 2 or self._snapped is None:
            return Calibrating(self.session).press(pointer)
        if self._snapped.point in self._points:
            return self
        return Calibrating(self.session, (*self._points, self._snapped.point))

    def typed(self, text: str) -> State:
        """Scale the drawing so that the points are that far apart."""
        from floorwright.editing.tools.select import Idle

        if len(self._points) < 2:
            raise EditRefused("Two points are needed first.", hint="Click them on the drawing.")
        true = positive_length(text, self.session.document.plan.unit)
        underlay = calibrated_underlay(self.session)
        first, second = self._points
        with self.session.edit("Calibrate drawing") as edit:
            calibrate(edit, underlay.id, first, distance(first, second), true)
        return Idle(self.session)

    def key(self, key: Key) -> State:
        """Backspace takes back the last point."""
        return Calibrating(self.session, self._points[:-1]) if key.name == "Backspace" else self

    def cancel(self) -> State:
        """Forget the points; without any, put the tool away."""
        from floorwright.editing.tools.select import Idle

        return Calibrating(self.session) if self._points else Idle(self.session)

    def field(self) -> Point | None:
        """The field opens at the second point."""
        return self._points[1] if len(self._points) == 2 else None

    def marks(self) -> tuple[Mark, ...]:
        """The distance as it is now."""
        px, unit = self.session.mm_per_px, self.session.document.plan.unit
        here = (self._snapped.point,) if self._snapped and len(self._points) < 2 else ()
        line = (*self._points, *here)
        if len(line) < 2:
            return snap_marks(self._snapped, px)
        return (*rubber(line), *measured(line[0], line[1], unit, px), *snap_marks(self._snapped, px))


def calibrated_underlay(session: Session) -> Underlay:
    """The drawing meant: the selected one, or the only one that is visible.

    Raises:
        EditRefused: when none or several come into question.
    """
    drawings = [drawing for drawing in session.view.of(Underlay) if drawing.visible]
    chosen = [drawing for drawing in drawings if drawing.id in session.selection] or drawings
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise EditRefused("There is no drawing to calibrate.", hint="Import one, or make it visible.")
    raise EditRefused("Several drawings are visible.", hint="Select the one to calibrate, or hide the others.")
