"""What would reverse a decision, worked out in another process; the last answer is kept until another is asked."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from floorwright.analysis.comparing.decision_work import decide
from floorwright.analysis.comparing.sensitivity import Sensitivity
from floorwright.errors import FloorwrightError
from floorwright.gui.background import Following
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import shown
from floorwright.jobs import start_worker
from floorwright.model.investment import Investment
from floorwright.model.scenario import scenario_records


class Deciding(QObject):
    """`made` is called when there is an answer, `told` with how far it is or why there is none."""

    def __init__(self, parent: QObject, plan: OpenPlan, made: Callable[[], None], told: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._plan, self._made, self._told = plan, made, told
        self._turn = 0
        self._answer: tuple[object, Sensitivity | None] = (None, None)
        self._asked: object = None
        self._following: Following | None = None

    @property
    def running(self) -> bool:
        """Whether it is being worked out."""
        return self._following is not None and self._following.running

    def forget(self) -> None:
        """The plan has changed."""
        self._turn += 1

    def known(self, base: str, proposal: str, investment: Investment) -> Sensitivity | None:
        """The answer if it is there; nothing is begun."""
        return self._answer[1] if self._answer[0] == self._key(base, proposal, investment) else None

    def of(self, base: str, proposal: str, investment: Investment) -> Sensitivity | None:
        """The answer; None until it is worked out, which begins now."""
        key = self._key(base, proposal, investment)
        if self._answer[0] == key:
            return self._answer[1]
        if not self.running or self._asked != key:
            self.stop()
            self._asked = key
            records = self._plan.file.document.records
            first, second = (scenario_records(records, one) for one in (base, proposal))
            drawings = dict(self._plan.drawings)
            worker = start_worker(decide, first, second, self._plan.analysis.mode, investment, drawings)
            self._following = Following(self, worker, partial(self._keep, key), self._refused, self._progressed)
            self._told("What would reverse the decision is being worked out.")
        return None

    def cancel(self) -> None:
        """Ask it to stop."""
        if self._following is not None:
            self._following.cancel()

    def stop(self) -> None:
        """Work nothing out any more."""
        if self._following is not None:
            self._following.stop()
            self._following = None

    def _key(self, base: str, proposal: str, investment: Investment) -> tuple[object, ...]:
        return (self._turn, self._plan.analysis.mode, base, proposal, investment)

    def _keep(self, key: object, found: Sensitivity) -> None:
        self._answer = (key, found)
        self._made()

    def _refused(self, error: FloorwrightError) -> None:
        # Not asked again until something changes: the user may have cancelled it.
        self._answer = (self._asked, None)
        self._made()
        self._told(str(error))

    def _progressed(self, share: float, words: str) -> None:
        self._told(f"{share:.0%} {shown(words, 80)}")
