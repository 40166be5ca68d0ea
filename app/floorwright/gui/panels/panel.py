"""What every panel is: a widget that follows one plan at a time."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from floorwright.gui.open_plan import OpenPlan
from floorwright.model.signal import Signal, Value


class Panel(QWidget):
    """`attach` gives it a plan; what it listens to through `follow` ends with `detach`."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: OpenPlan | None = None
        self._leave: list[Callable[[], None]] = []

    @property
    def plan(self) -> OpenPlan:
        """The plan that is shown."""
        assert self._plan is not None
        return self._plan

    def attach(self, plan: OpenPlan) -> None:
        """Show this plan from now on."""
        self.detach()
        self._plan = plan
        self.start()

    def detach(self) -> None:
        """Listen no more."""
        for leave in self._leave:
            leave()
        self._leave.clear()

    def follow(self, signal: Signal[Value], listener: Callable[[Value], None]) -> None:
        """Call the listener until the panel is detached."""
        self._leave.append(signal.connect(listener))

    @property
    def in_sight(self) -> bool:
        """Whether it is open and not behind another one: Qt only moves those out of the window."""
        return self.isVisible() and not self.visibleRegion().isEmpty()

    def come_to_front(self) -> None:
        """It is looked at again."""

    def start(self) -> None:
        """Show everything of the new plan and follow what changes."""
