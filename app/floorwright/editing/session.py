"""One window's work on one plan: what is selected, which tool is in the hand. Neither saved nor undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from floorwright.editing.index import Index
from floorwright.editing.settings import SnapSettings, ToolSettings
from floorwright.editing.shape import straight_flow_paths
from floorwright.errors import EditRefused, FloorwrightError
from floorwright.model.diff import Diff
from floorwright.model.document import Document, Edit
from floorwright.model.record import Point
from floorwright.model.signal import Signal
from floorwright.model.view import View

if TYPE_CHECKING:
    from floorwright.editing.events import Key, Pointer
    from floorwright.editing.state import State
    from floorwright.model.drawing import Drawing
    from floorwright.model.kinds import DrawingSource
    from floorwright.paper.marks import Mark

__all__ = ["Session", "SnapSettings", "ToolSettings"]


class Session:
    """Keeps selection and tool, gives events to the tool's state and tells who listens.

    `selection_changed`, `state_changed` (tool, prompt or cursor) and `marks_changed` (redraw above the plan) are
    emitted after the change.
    """

    def __init__(self, document: Document) -> None:
        from floorwright.editing.tools.select import Idle

        self.document = document
        self.view = View(document)
        self.index = Index(self.view)
        self.settings = ToolSettings()
        self.selection_changed: Signal[tuple[str, ...]] = Signal()
        self.state_changed: Signal[State] = Signal()
        self.marks_changed: Signal[tuple[Mark, ...]] = Signal()
        self.told: Signal[str] = Signal()
        """A sentence for the user, such as why a click did nothing."""
        self.opened: Signal[str] = Signal()
        """The id of a record whose text or properties the user wants to see: it was double-clicked."""
        self.clicked: Signal[Point] = Signal()
        """A place that was clicked to select, after what lies there was selected."""
        self.flow_paths: Callable[[], Mapping[str, tuple[Point, ...]]] = lambda: straight_flow_paths(self.view.records)
        """Where every flow is drawn, by its id; the window gives the measured paths instead of these straight ones."""
        self.underlay_segments: Callable[[float, float, float], NDArray[np.float64]] = _no_segments
        """The lines of imported drawings that come within a radius of x, y: rows x1 y1 x2 y2, all in floor mm."""
        self.drawings: Callable[[], Mapping[DrawingSource, Drawing]] = dict
        """The imported drawings that can be shown, by what they are read from."""
        self.convert_asked: Signal[str] = Signal()
        """The id of the drawing of which something is to be made."""
        self.underlays_at: Callable[[Point, float], list[str]] = lambda point, reach: []
        """The ids of the drawings that are shown, not locked, and have a line within a reach of a point."""
        self.snaps = SnapSettings()
        self.mm_per_px = 10.0
        """The size of a screen pixel on the floor, where the pointer was last."""
        self._selection: tuple[str, ...] = ()
        self._held: Edit | None = None
        self._marks: tuple[Mark, ...] = ()
        self._tool: State = Idle(self)
        self._last: State | None = None
        self._state: State = self._tool
        self._leave_view = self.view.changed.connect(self._follow)

    @property
    def selection(self) -> tuple[str, ...]:
        """The ids of the selected records, in the order in which they were selected."""
        return self._selection

    def select(self, ids: Iterable[str]) -> None:
        """Select exactly these records; ids that are not in the plan are passed over."""
        chosen = tuple(dict.fromkeys(id for id in ids if id in self.view.records))
        if chosen != self._selection:
            self._selection = chosen
            self.selection_changed.emit(chosen)
            self._show_marks()

    def edit(self, label: str) -> Edit:
        """Open an edit in the scenario that is looked at. A state may hold it from one event to the next.

        Raises:
            EditRefused: when another edit is still open.
        """
        self._held = self.document.edit(label, self.view.scenario)
        return self._held

    def do(self, label: str, command: Callable[[Edit], Iterable[str] | None]) -> bool:
        """Carry out `command` as one undo step and select the ids it returns, if any.

        Unfinished drawing is ended first. False when it was refused: the reason is told and nothing has changed.
        """
        self._put_down()
        try:
            with self.document.edit(label, self.view.scenario) as edit:
                chosen = command(edit)
        except FloorwrightError as error:
            self.told.emit(str(error))
            return False
        if chosen is not None:
            self.select(chosen)
        return True

    @property
    def state(self) -> State:
        """What the hand is doing."""
        return self._state

    def use(self, state: State) -> None:
        """Take up another tool; finished work stays, what was unfinished is cancelled."""
        self._put_down()
        self._tool = state
        if state.repeats:
            self._last = state
        self._enter(state)

    def use_tool(self, id: str) -> None:
        """Take up the tool of that id.

        Raises:
            EditRefused: when there is no such tool.
        """
        from floorwright.editing.tools import TOOLS

        for tool in TOOLS:
            if tool.id == id:
                self.use(tool.start(self))
                return
        raise EditRefused(f"There is no tool “{id}”.", hint=f"Use one of {', '.join(tool.id for tool in TOOLS)}.")

    def rest(self) -> None:
        """Put the tool away: the hand selects."""
        from floorwright.editing.tools.select import Idle

        self.use(Idle(self))

    @property
    def last(self) -> State | None:
        """The tool that was used last, to be taken up again."""
        return self._last

    def repeat(self) -> None:
        """Take up the tool that was used last."""
        if self._last is not None:
            self.use(self._last)

    def finish(self) -> None:
        """End what is being drawn, keeping what is finished and the tool: before saving and closing."""
        self._put_down()
        self._enter(self._tool)

    def undo(self) -> None:
        """Take the last step back; in the middle of drawing or dragging, only what is not finished."""
        self._mend()
        if self.document.editing is not None and self._held is self.document.editing:
            self._give(lambda state: state.undo())
        else:
            self.document.undo()

    def redo(self) -> None:
        """Do again what was last undone."""
        self._mend()
        self.document.redo()

    def show(self, scenario: str) -> None:
        """Look at another scenario; what was unfinished is cancelled."""
        self.finish()
        self.view.show(scenario)

    def set_snaps(self, snaps: SnapSettings) -> None:
        """Change what the pointer is drawn to."""
        self.snaps = snaps
        self._show_marks()

    def press(self, pointer: Pointer) -> None:
        """The left button goes down."""
        self._at(pointer)
        self._give(lambda state: state.press(pointer))

    def move(self, pointer: Pointer) -> None:
        """The mouse moves."""
        self._at(pointer)
        self._give(lambda state: state.move(pointer))

    def release(self, pointer: Pointer) -> None:
        """The left button goes up."""
        self._at(pointer)
        self._give(lambda state: state.release(pointer))

    def double(self, pointer: Pointer) -> None:
        """The left button is pressed twice quickly."""
        self._at(pointer)
        self._give(lambda state: state.double(pointer))

    def key(self, key: Key) -> None:
        """A key that is no menu shortcut is pressed; Escape cancels."""
        if key.name == "Escape":
            self.cancel()
        else:
            self._give(lambda state: state.key(key))

    def typed(self, text: str) -> None:
        """A value was typed in the field at the cursor.

        Raises:
            FloorwrightError: when it means nothing here; nothing has changed.
        """
        self._mend()
        try:
            following = self._state.typed(text)
        except FloorwrightError:
            self._mend()
            raise
        self._enter(following)

    def look_again(self) -> None:
        """What the state shows has changed without an event."""
        self._enter(self._state)

    def cancel(self) -> None:
        """Escape: one step back."""
        self._give(lambda state: state.cancel())

    def close(self) -> None:
        """End what is being drawn and stop following the document."""
        self.finish()
        self._leave_view()
        self.index.close()
        self.view.close()

    def _at(self, pointer: Pointer) -> None:
        self.mm_per_px = pointer.mm_per_px

    def _give(self, event: Callable[[State], State]) -> None:
        """Let the state answer an event. A refusal is told and takes back what was unfinished; the tool stays."""
        self._mend()
        try:
            following = event(self._state)
        except FloorwrightError as error:
            self._drop()
            self._enter(self._tool)
            self.told.emit(str(error))
        except BaseException:
            self._drop()
            self._enter(self._tool)
            raise
        else:
            self._enter(following)

    def _enter(self, state: State) -> None:
        if self.document.editing is not self._held:
            self._held = None
        if not state.tool or state.tool != self._tool.tool:
            self._tool = state
        before = self._state
        self._state = state
        if (state is not before) or (state.prompt, state.cursor) != self._told_state:
            self._told_state = (state.prompt, state.cursor)
            self.state_changed.emit(state)
        self._show_marks()

    _told_state = ("", "")

    def _put_down(self) -> None:
        """Commit what is finished of the present tool and cancel the rest."""
        self._mend()
        try:
            self._state.leave()
        except FloorwrightError as error:
            self.told.emit(str(error))
        self._drop()

    def _drop(self) -> None:
        if self._held is not None and self.document.editing is self._held:
            self._held.cancel()
        self._held = None

    def _mend(self) -> None:
        """Start the tool anew when its edit was taken away, by an undo past us or by a change of scenario."""
        held = self._held
        if held is not None and (self.document.editing is not held or held.scenario != self.view.scenario):
            self._drop()
            self._enter(self._tool)

    def _follow(self, diff: Diff) -> None:
        if self._selection and any(change.after is None for change in diff.values()):
            self.select(self._selection)

    def _show_marks(self) -> None:
        marks = self._state.marks()
        if marks != self._marks:
            self._marks = marks
            self.marks_changed.emit(marks)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is drawn above the plan now."""
        return self._marks


def _no_segments(x: float, y: float, radius: float) -> NDArray[np.float64]:
    return np.zeros((0, 4))
