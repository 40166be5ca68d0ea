"""What the floor shows while machines are dragged: a picture of the rest, and the flows that change drawn live."""

from collections.abc import Collection

from PySide6.QtCore import QObject, QTimer, Signal

from floorwright.analysis.result import Analysis
from floorwright.gui.canvas.scene import FloorScene
from floorwright.gui.open_plan import OpenPlan
from floorwright.model.diff import Diff
from floorwright.model.kinds import Flow, Machine
from floorwright.paper.flow_marks import flow_marks

REST_MS = 150


class Dragging(QObject):
    """Finds out that machines are being dragged, has the scene hold the rest, and says when it is over.

    The flows of the machines are drawn live from the first figures on that come while the edit is open. Others that go
    another way because of it are drawn live over the picture, and taken out of it when the hand rests.
    """

    ended = Signal()
    """Nothing is dragged any more: the flows can be drawn as they are."""
    lifting = Signal(object)
    """The ids of the flows that are about to be taken out of the picture of the rest."""

    def __init__(self, plan: OpenPlan, scene: FloorScene) -> None:
        super().__init__()
        self._plan = plan
        self._scene = scene
        self._machines: frozenset[str] = frozenset()
        self._lifted: frozenset[str] = frozenset()
        self._changed: frozenset[str] = frozenset()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._hold_again)

    def expect(self, ids: Collection[str]) -> None:
        """These records are about to be dragged, perhaps."""
        self._scene.expect(self._flows_at(ids))

    def follow(self, diff: Diff) -> None:
        """Something is about to change on the floor. Machines that alone change in an open edit are dragged."""
        moved = all(
            isinstance(change.before, Machine) and isinstance(change.after, Machine) for change in diff.values()
        )
        self._machines = frozenset(diff) if moved and self._plan.file.document.editing is not None else frozenset()

    def takes_over(self, shown: Analysis, analysis: Analysis) -> bool:
        """Whether machines are moved in an edit that is not over, and most other flows are those of `shown`."""
        if not self._machines or self._plan.file.document.editing is None:
            return False
        return 2 * len(_others(shown, analysis) - self._flows_at(self._machines)) <= len(analysis.flows)

    def show_flows(self, shown: Analysis, analysis: Analysis, scale: float, labels: bool) -> None:
        """Draw the flows that are others than in `shown`, which the flow layer shows."""
        if not self._scene.holding:
            self._lifted = self._flows_at(self._machines)
            self.lifting.emit(self._lifted)
            self._scene.hold(self._machines, self._lifted)
        self._changed = self._lifted | _others(shown, analysis)
        records = self._plan.session.view.records
        view = self._plan.flow_view
        self._scene.show_moving_flows(flow_marks(records, analysis, scale, labels, self._changed, view))
        if not self._changed <= self._lifted:
            self._rest.start()

    def end(self) -> None:
        """The edit is over."""
        self._machines = frozenset()
        self._rest.stop()
        if self._scene.holding:
            self._scene.let_go()
            self._plan.refresh()
            self.ended.emit()

    def close(self) -> None:
        """The plan is let go."""
        self._rest.stop()

    def hold_again(self) -> None:
        """Take a new picture of what is not dragged, where something of it was drawn anew."""
        if self._scene.holding:
            if not self._changed <= self._lifted:
                self._lifted = self._changed
                self.lifting.emit(self._lifted)
            self._scene.hold(self._machines, self._lifted)

    def _hold_again(self) -> None:
        if not self._changed <= self._lifted:
            self.hold_again()

    def _flows_at(self, machines: Collection[str]) -> frozenset[str]:
        records, places = self._plan.session.view.records.values(), frozenset(machines)
        flows = (record for record in records if isinstance(record, Flow))
        return frozenset(flow.id for flow in flows if not places.isdisjoint(flow.stations()))


def _others(shown: Analysis, analysis: Analysis) -> set[str]:
    """The flows that have other figures than those that are shown."""
    before = {figures.flow: figures for figures in shown.flows}
    changed = (one for one in analysis.flows if before.get(one.flow) is not one)
    return {one.flow for one in changed if before.get(one.flow) != one}
