"""The figures of the scenario that is looked at, kept current while things are dragged."""

from floorwright.analysis.analyze import plan_mode
from floorwright.analysis.calculation import Calculation
from floorwright.analysis.result import Analysis
from floorwright.analysis.ways.barriers import Barriers, nothing_drawn
from floorwright.model.diff import NO_CHANGE, Change, Diff, compose
from floorwright.model.kinds import DistanceMode
from floorwright.model.process_chart import ChartHead, Step
from floorwright.model.signal import Signal
from floorwright.model.view import View


class LiveFigures:
    """Gathers what changes in a view; `refresh` brings the figures up to date, computing again only what was touched.

    `analysis` is as of the last refresh. `changed` gives every new analysis. A step that moves a hundred times between
    two refreshes costs no more than one that moves once.
    """

    def __init__(self, view: View, mode: DistanceMode | None = None, barriers: Barriers = nothing_drawn) -> None:
        self._view = view
        self._barriers = barriers
        self._mode = mode
        self._waiting: Diff = NO_CHANGE
        self.changed: Signal[Analysis] = Signal()
        self._leave = view.changed.connect(self._gather)
        self._start()

    @property
    def analysis(self) -> Analysis:
        """The figures as of the last refresh."""
        return self._analysis

    @property
    def mode(self) -> DistanceMode | None:
        """The distance mode that was chosen to look at; None for the plan's own."""
        return self._mode

    @mode.setter
    def mode(self, mode: DistanceMode | None) -> None:
        self._mode = mode

    @property
    def stale(self) -> bool:
        """Whether something has changed since the last refresh."""
        return bool(self._waiting) or self._wanted() != self._now

    def refresh(self) -> bool:
        """Bring the figures up to date and tell who listens; False when they already were."""
        if not self.stale:
            return False
        if self._wanted() != self._now:
            self._start()
        else:
            # Nothing is measured by the lines of process charts: the figures stay the same value, and need no drawing.
            touched = {id: change for id, change in self._waiting.items() if not _is_of_chart(change)}
            self._waiting = NO_CHANGE
            if touched:
                self._calculation.update(touched)
                self._analysis = self._calculation.analysis()
        self.changed.emit(self._analysis)
        return True

    def start_again(self) -> None:
        """Compute everything anew: the barriers have changed without a change of the records."""
        self._start()
        self.changed.emit(self._analysis)

    def close(self) -> None:
        """Follow the view no more."""
        self._leave()

    def _gather(self, diff: Diff) -> None:
        self._waiting = compose(self._waiting, diff)

    def _wanted(self) -> tuple[DistanceMode, str]:
        return self._mode or plan_mode(self._view.records), self._view.scenario

    def _start(self) -> None:
        self._now = self._wanted()
        self._waiting = NO_CHANGE
        self._calculation = Calculation(self._view.records, *self._now, barriers=self._barriers)
        self._analysis = self._calculation.analysis()


def _is_of_chart(change: Change) -> bool:
    return all(record is None or isinstance(record, Step | ChartHead) for record in (change.before, change.after))
