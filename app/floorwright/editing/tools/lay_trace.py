"""Laying an observed line on the plan: two of its places are clicked, each with where it really is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from floorwright.editing.feedback import rubber, snap_marks
from floorwright.editing.snap import Snapped, snap
from floorwright.editing.state import State
from floorwright.editing.typed import place
from floorwright.geometry.transform import Transform, translation
from floorwright.geometry.two_points import by_two_points
from floorwright.model.observation import Observation
from floorwright.model.record import Point

if TYPE_CHECKING:
    from floorwright.editing.events import Key, Pointer
    from floorwright.editing.session import Session
    from floorwright.paper.marks import Mark

PROMPTS = (
    "Click a place on the observed line that you know",
    "Click where it is on the plan, or type it",
    "Click a second place on the observed line; Enter only moves it",
    "Click where that is on the plan, or type it",
)


class LayingTrace(State):
    """Four clicks: a place of the line and where it is, twice. All observations of one table are laid alike."""

    tool = "lay_trace"
    cursor = "cross"

    def __init__(self, session: Session, observations: tuple[str, ...], points: tuple[Point, ...] = ()) -> None:
        super().__init__(session)
        self.observations = observations
        self.points = points
        self.prompt = PROMPTS[len(points)]
        self._snapped: Snapped | None = None

    def move(self, pointer: Pointer) -> State:
        """Where a place is on the plan snaps to the plan; a place of the line is where the pointer is."""
        self._snapped = snap(self.session, pointer, None) if len(self.points) % 2 else None
        return self

    def press(self, pointer: Pointer) -> State:
        """Set a point."""
        self.move(pointer)
        return self._set(self._snapped.point if self._snapped else pointer.at)

    def typed(self, text: str) -> State:
        """Set a point exactly there."""
        return self._set(place(text, self.session.document.plan.unit, self.points[-1] if self.points else None, None))

    def key(self, key: Key) -> State:
        """Enter after the first pair only moves the line; Backspace takes back the last point."""
        if key.name == "Enter" and len(self.points) == 2:
            (ax, ay), (bx, by) = self.points
            return self._lay(translation(bx - ax, by - ay))
        if key.name == "Backspace":
            return LayingTrace(self.session, self.observations, self.points[:-1])
        return self

    def cancel(self) -> State:
        """Forget the points; without any, put the tool away."""
        from floorwright.editing.tools.select import Idle

        return LayingTrace(self.session, self.observations) if self.points else Idle(self.session)

    def field(self) -> Point | None:
        """Coordinates are typed from the origin, lengths from the last point."""
        return self.points[-1] if self.points else (0.0, 0.0)

    def menu(self) -> tuple[tuple[str, str], ...]:
        """What the right button offers."""
        return (("Only move it", "Enter"), ("Undo last point", "Backspace"), ("Cancel", "Escape"))

    def marks(self) -> tuple[Mark, ...]:
        """An arrow from each place to where it is."""
        pairs = [self.points[n : n + 2] for n in range(0, len(self.points), 2)]
        if self._snapped is not None and pairs and len(pairs[-1]) == 1:
            pairs[-1] = (*pairs[-1], self._snapped.point)
        drawn = [mark for pair in pairs for mark in rubber(pair, dashed=True)]
        return (*drawn, *snap_marks(self._snapped, self.session.mm_per_px))

    def _set(self, point: Point) -> State:
        points = (*self.points, point)
        if len(points) < 4:
            return LayingTrace(self.session, self.observations, points)
        a, a_there, b, b_there = points
        try:
            return self._lay(by_two_points(a, b, a_there, b_there))
        except ValueError:
            self.session.told.emit("The two places are the same; click two that lie apart.")
            return LayingTrace(self.session, self.observations, points[:2])

    def _lay(self, change: Transform) -> State:
        from floorwright.editing.tools.select import Idle

        records = self.session.view.records
        laid = []
        for id in self.observations:
            one = records.get(id)
            if isinstance(one, Observation):
                t = Transform(*one.placed).then(change)
                laid.append(replace(one, placed=(t.a, t.b, t.c, t.d, t.e, t.f)))
        self.session.do("Lay traces on the plan", lambda edit: edit.put(*laid))
        return Idle(self.session)
