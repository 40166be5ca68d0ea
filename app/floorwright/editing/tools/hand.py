"""The hand that pans: the window moves the view, the tool only says so."""

from floorwright.editing.state import State


class Panning(State):
    """Dragging moves what is seen; nothing in the plan changes."""

    prompt = "Drag to move the view"
    tool = "hand"
    cursor = "hand"

    def cancel(self) -> State:
        """Put the tool away."""
        from floorwright.editing.tools.select import Idle

        return Idle(self.session)
