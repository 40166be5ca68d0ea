"""Picking entities of an imported drawing, to make walls, areas, aisles or equipment of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from floorwright.editing.feedback import ACCENT, LAYER, frame
from floorwright.editing.state import State
from floorwright.errors import EditRefused
from floorwright.geometry.segment import distance
from floorwright.model.drawing_parts import Parts, lines_of, parts_at, parts_in
from floorwright.model.kinds import Underlay
from floorwright.model.placement import in_drawing, placed_lines
from floorwright.paper.marks import Line, Style
from floorwright.paper.underlay import shown_layers

if TYPE_CHECKING:
    from floorwright.editing.events import Key, Pointer
    from floorwright.editing.session import Session
    from floorwright.model.drawing import Drawing
    from floorwright.paper.marks import Mark

REACH_PX = 6.0
DRAG_PX = 4.0
MOST_MARKS = 1200
"""More picked lines than this are marked by a sample of them: the hand must not wait."""
PICKED = Style(layer=LAYER, stroke=ACCENT, width=0.5)


@dataclass(frozen=True, slots=True)
class Picked:
    """What is picked of one drawing: masks over the drawing as it was read when it was picked."""

    underlay: str
    drawing: Drawing
    parts: Parts


class PickingDrawing(State):
    """Clicks and windows pick entities of one drawing, locked or not; Enter asks what to make of them."""

    prompt = "Click lines of the drawing or drag a window; Shift adds, Ctrl takes away; Enter makes walls, areas, …"
    tool = "pick_drawing"
    cursor = "cross"

    def __init__(self, session: Session, picked: Picked | None = None, start: Pointer | None = None) -> None:
        super().__init__(session)
        self.picked = picked
        self._start = start
        self._corner = start.at if start else None
        self._shown = _marks(session, picked)
        if picked is not None:
            self.prompt = f"{picked.parts.count:,} things picked: Enter makes something of them, Escape forgets them"

    def press(self, pointer: Pointer) -> State:
        """The first corner of a window, or a click."""
        return PickingDrawing(self.session, self.picked, pointer)

    def move(self, pointer: Pointer) -> State:
        """The other corner of the window follows the hand."""
        if self._start is not None:
            self._corner = pointer.at
        return self

    def release(self, pointer: Pointer) -> State:
        """Pick what was clicked, or what lies in the window."""
        start = self._start
        if start is None:
            return self
        if distance(start.at, pointer.at) < DRAG_PX * pointer.mm_per_px:
            found = self._clicked(pointer)
        else:
            found = self._in_window(start, pointer)
        return PickingDrawing(self.session, self._combined(found, start))

    def key(self, key: Key) -> State:
        """Enter asks what to make; Delete and Backspace forget what is picked."""
        if key.name == "Enter":
            if self.picked is None:
                raise EditRefused("Nothing is picked.", hint="Click lines of the drawing first.")
            self.session.convert_asked.emit(self.picked.underlay)
        elif key.name in ("Delete", "Backspace"):
            return PickingDrawing(self.session)
        return self

    def cancel(self) -> State:
        """Forget the window, then what is picked, then put the tool away."""
        from floorwright.editing.tools.select import Idle

        if self._start is not None:
            return PickingDrawing(self.session, self.picked)
        return PickingDrawing(self.session) if self.picked else Idle(self.session)

    def menu(self) -> tuple[tuple[str, str], ...]:
        """Make something of it, forget it, or be done."""
        picked = (("Make walls, areas, equipment…", "Enter"), ("Forget what is picked", "Backspace"))
        return (*(picked if self.picked else ()), ("Done", "Escape"))

    def marks(self) -> tuple[Mark, ...]:
        """What is picked, and the window."""
        if self._start is None or self._corner is None or self._corner == self._start.at:
            return self._shown
        return (*self._shown, *frame(self._start.at, self._corner, dashed=False))

    def _clicked(self, pointer: Pointer) -> Picked | None:
        best: Picked | None = None
        for underlay, drawing, layers in _drawings(self.session):
            ((u, v),) = in_drawing(underlay, np.array([pointer.at])).tolist()
            parts = parts_at(drawing, layers, (u, v), REACH_PX * pointer.mm_per_px / underlay.scale)
            if parts.count:
                best = Picked(underlay.id, drawing, parts)
        return best

    def _in_window(self, start: Pointer, end: Pointer) -> Picked | None:
        (x1, x2), (y1, y2) = sorted((start.x, end.x)), sorted((start.y, end.y))
        corners = np.array([[x1, y1], [x2, y1], [x2, y2], [x1, y2]])
        best: Picked | None = None
        for underlay, drawing, layers in _drawings(self.session):
            parts = parts_in(drawing, layers, in_drawing(underlay, corners))
            if parts.count and (best is None or parts.count > best.parts.count):
                best = Picked(underlay.id, drawing, parts)
        return best

    def _combined(self, found: Picked | None, start: Pointer) -> Picked | None:
        before = self.picked if self.picked and _is_current(self.session, self.picked) else None
        if not (start.shift or start.ctrl) or before is None:
            return None if start.ctrl else found
        if found is None or found.underlay != before.underlay:
            return before
        parts = before.parts - found.parts if start.ctrl else before.parts | found.parts
        return replace(before, parts=parts) if parts.count else None


def picked_of(session: Session, underlay: str) -> Parts | None:
    """What is picked of this drawing now."""
    picked = getattr(session.state, "picked", None)
    if isinstance(picked, Picked) and picked.underlay == underlay and _is_current(session, picked):
        return picked.parts
    return None


def _is_current(session: Session, picked: Picked) -> bool:
    """Whether the drawing is still the one that was picked from: another revision has other lines."""
    underlay = session.view.records.get(picked.underlay)
    return isinstance(underlay, Underlay) and session.drawings().get(underlay.source) is picked.drawing


def _drawings(session: Session) -> list[tuple[Underlay, Drawing, list[int]]]:
    """The drawings that can be picked from, with the numbers of the layers that are shown."""
    known = session.drawings()
    found = []
    for underlay in session.view.of(Underlay):
        drawing = known.get(underlay.source)
        if drawing is not None and underlay.visible:
            found.append((underlay, drawing, np.flatnonzero(shown_layers(drawing, underlay)).tolist()))
    return found


def _marks(session: Session, picked: Picked | None) -> tuple[Mark, ...]:
    if picked is None:
        return ()
    underlay = session.view.records.get(picked.underlay)
    if not isinstance(underlay, Underlay) or not _is_current(session, picked):
        return ()
    lines = lines_of(picked.drawing, picked.parts)
    some = placed_lines(underlay, lines[:: max(len(lines) // MOST_MARKS, 1)])
    return tuple(Line(vertices=((x1, y1, 0.0), (x2, y2, 0.0)), style=PICKED) for x1, y1, x2, y2 in some.tolist())
