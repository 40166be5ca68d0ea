"""A tool is a chain of states; each event returns the state that comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from floorwright.editing.events import Key, Pointer
    from floorwright.editing.session import Session
    from floorwright.model.record import Point
    from floorwright.paper.marks import Mark


class State:
    """What the hand is doing now. By default every event is passed over and the state stays.

    A state that holds an open edit cancels it in `cancel` and returns the state before it.
    """

    prompt = ""
    """What the user can do now, in words, for the status bar."""
    cursor = "arrow"
    """`arrow`, `cross`, `hand`, `move` or `forbidden`."""
    tool = ""
    """The id of the tool the state belongs to."""
    takes_letters = False
    """Whether letters and digits belong to it and are no shortcuts of menus meanwhile."""
    repeats = False
    """Whether Enter, with nothing else going on, takes up this state again."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def press(self, pointer: Pointer) -> State:
        """The left button goes down."""
        return self

    def move(self, pointer: Pointer) -> State:
        """The mouse moves, with the button down or not."""
        return self

    def release(self, pointer: Pointer) -> State:
        """The left button goes up."""
        return self

    def double(self, pointer: Pointer) -> State:
        """The left button is pressed twice quickly; the first press and release have come before."""
        return self

    def key(self, key: Key) -> State:
        """A key that is no menu shortcut is pressed."""
        return self

    def typed(self, text: str) -> State:
        """A value was typed in the field at the cursor and accepted with Enter.

        Raises:
            FloorwrightError: when it means nothing here; the field turns red and nothing changes.
        """
        return self

    def cancel(self) -> State:
        """Escape: one step back, never losing finished work."""
        return self

    def undo(self) -> State:
        """Undo while an edit is open: by default what Escape does."""
        return self.cancel()

    def leave(self) -> None:
        """Another tool is taken up: finished work is committed; what is then still open is cancelled by the session."""

    def in_hand(self) -> tuple[str, ...]:
        """The ids of what moves with the mouse, or would if it were dragged from here."""
        return ()

    def marks(self) -> tuple[Mark, ...]:
        """What to draw above the plan while in this state: rubber bands, ghosts, snap marks."""
        return ()

    def menu(self) -> tuple[tuple[str, str], ...]:
        """What the right button offers: pairs of words and key name (`Enter`, `Backspace`, `Escape`)."""
        return ()

    def field(self) -> Point | None:
        """Where a typed value is measured from; None when this state takes no typed value."""
        return None
