"""The figures of several scenarios, worked out beside the window and kept until the plan changes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from floorwright.analysis.analyze import analyze
from floorwright.analysis.result import Analysis
from floorwright.gui.background import Latest
from floorwright.gui.open_plan import OpenPlan
from floorwright.model.scenario import scenario_records


class ComparedScenarios(QObject):
    """Answers with analyses in one distance mode; that of the scenario that is looked at is the live one."""

    def __init__(self, parent: QObject, plan: OpenPlan, made: Callable[[], None]) -> None:
        super().__init__(parent)
        self._plan = plan
        self._made = made
        self._turn = 0
        self._beside = Latest(self, made)

    def forget(self) -> None:
        """The plan has changed."""
        self._turn += 1

    def of(self, scenarios: Sequence[str]) -> list[Analysis] | None:
        """Their analyses; None until they are worked out, and then `made` is called."""
        records, mode = dict(self._plan.file.document.records), self._plan.analysis.mode
        barriers, looked_at = self._plan.barriers, self._plan.session.view.scenario
        others = tuple(scenario for scenario in scenarios if scenario != looked_at)

        def work() -> dict[str, Analysis]:
            return {one: analyze(scenario_records(records, one), mode, one, barriers=barriers) for one in others}

        found = self._beside.of((self._turn, mode, others), work)
        if found is None or self._plan.live.pending:
            return None
        return [self._plan.analysis if one == looked_at else found[one] for one in scenarios]

    def stop(self) -> None:
        """Work nothing out any more."""
        self._beside.stop()
