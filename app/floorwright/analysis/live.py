"""The figures of the scenario that is looked at, kept current while things are dragged."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from floorwright.analysis.analyze import plan_mode
from floorwright.analysis.calculation import Calculation
from floorwright.analysis.effort import takes_long, touches_most
from floorwright.analysis.result import Analysis, FromTo, Totals
from floorwright.analysis.ways.barriers import Barriers, nothing_drawn
from floorwright.jobs import Job
from floorwright.model.diff import NO_CHANGE, Change, Diff, Records, apply, compose
from floorwright.model.kinds import DistanceMode
from floorwright.model.process_chart import ChartHead, Step
from floorwright.model.record import Record
from floorwright.model.signal import Signal
from floorwright.model.view import View


class Figured(NamedTuple):
    """A calculation, which can follow changes, and what it gives as of now."""

    calculation: Calculation
    analysis: Analysis


class Beside(Protocol):
    """Does long work beside who asks for it."""

    def __call__(self, work: Callable[[Job], Figured], done: Callable[[Figured | None], None]) -> Callable[[], None]:
        """Begin. `done` is called later with the answer, with None when the user has had enough; what comes back
        ends the work without an answer."""
        ...


class LiveFigures:
    """Gathers what changes in a view; `refresh` brings the figures up to date, computing again only what was touched.

    `analysis` is as of the last refresh. `changed` gives every new analysis. A step that moves a hundred times between
    two refreshes costs no more than one that moves once.

    With `beside`, what takes long is worked out there. Until then `pending` is True, and `analysis` is as before in the
    same distance mode and scenario, or one without flows. `waits` tells every change of that.
    """

    def __init__(
        self,
        view: View,
        mode: DistanceMode | None = None,
        barriers: Barriers = nothing_drawn,
        beside: Beside | None = None,
    ) -> None:
        self._view = view
        self._barriers = barriers
        self._beside = beside
        self._mode = mode
        self._waiting: Diff = NO_CHANGE
        self._end_work: Callable[[], None] | None = None
        self._calculation: Calculation | None = None
        self.changed: Signal[Analysis] = Signal()
        self.waits: Signal[bool] = Signal()
        self._leave = view.changed.connect(self._gather)
        self._now = self._wanted()
        self._analysis = _without_flows(*self._now)
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

    @property
    def pending(self) -> bool:
        """Whether the figures are not those of the plan as it is: they are being worked out, or that was cancelled."""
        return self._calculation is None

    @property
    def computing(self) -> bool:
        """Whether they are being worked out beside."""
        return self._end_work is not None

    def refresh(self) -> bool:
        """Bring the figures up to date and tell who listens; False when they already were, or have to be waited for."""
        if not self.stale:
            return False
        if self._wanted() != self._now:
            self._start()
        elif self._calculation is None:
            # What has changed meanwhile is taken up when the figures are there.
            return False
        else:
            # Nothing is measured by the lines of process charts: the figures stay the same value, and need no drawing.
            touched = {id: change for id, change in self._waiting.items() if not _is_of_chart(change)}
            if touched and self._beside is not None and touches_most(touched) and self._is_long():
                self._start()
            else:
                apply(self._records, self._waiting)
                self._waiting = NO_CHANGE
                if touched:
                    self._calculation.update(touched)
                    self._analysis = self._calculation.analysis()
        if self.pending:
            return False
        self.changed.emit(self._analysis)
        return True

    def start_again(self) -> None:
        """Compute everything anew: the barriers have changed without a change of the records, or it was cancelled."""
        self._start()
        if not self.pending:
            self.changed.emit(self._analysis)

    def close(self) -> None:
        """Follow the view no more."""
        self._leave()
        self._stop()

    def _gather(self, diff: Diff) -> None:
        self._waiting = compose(self._waiting, diff)

    def _wanted(self) -> tuple[DistanceMode, str]:
        return self._mode or plan_mode(self._view.records), self._view.scenario

    def _is_long(self) -> bool:
        return takes_long(self._view.records, self._wanted()[0])

    def _start(self) -> None:
        self._stop()
        waited = self.pending
        self._now = self._wanted()
        self._waiting = NO_CHANGE
        # Of their own, so that a thread can look at them while the plan changes.
        self._records: dict[str, Record] = dict(self._view.records)
        records, now, barriers = self._records, self._now, self._barriers
        if self._beside is not None and self._is_long():
            self._calculation = None
            self._end_work = self._beside(lambda job: _figured(records, *now, job, barriers), self._take)
            self.waits.emit(True)
            if now != (self._analysis.mode, self._analysis.scenario):
                self._analysis = _without_flows(*now)
                self.changed.emit(self._analysis)
        else:
            self._calculation, self._analysis = _figured(records, *now, Job(), barriers)
            if waited:
                self.waits.emit(False)

    def _stop(self) -> None:
        if self._end_work is not None:
            self._end_work()
            self._end_work = None

    def _take(self, figured: Figured | None) -> None:
        """The work beside has ended."""
        self._end_work = None
        if figured is None:
            self.waits.emit(True)
            return
        self._calculation, self._analysis = figured
        if not self.refresh() and not self.pending:
            self.changed.emit(self._analysis)
        if not self.pending:
            self.waits.emit(False)


def _figured(records: Records, mode: DistanceMode, scenario: str, job: Job, barriers: Barriers) -> Figured:
    calculation = Calculation(records, mode, scenario, job, barriers)
    return Figured(calculation, calculation.analysis())


def _without_flows(mode: DistanceMode, scenario: str) -> Analysis:
    nothing = FromTo((), (), (), ())
    return Analysis(scenario, mode, Totals(), (), nothing, (), (), 0, None, None, ())


def _is_of_chart(change: Change) -> bool:
    return all(record is None or isinstance(record, Step | ChartHead) for record in (change.before, change.after))
