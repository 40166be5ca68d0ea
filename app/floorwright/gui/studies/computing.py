"""Computing a study beside the window: the newest input counts, an older one is cancelled."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from floorwright.analysis.result import Table
from floorwright.errors import Cancelled, FloorwrightError
from floorwright.gui.background import ASK_EVERY_MS
from floorwright.hooks.manager import Plugins
from floorwright.hooks.studies.answering import answer, figures, station_figures
from floorwright.hooks.studies.method import StationFigure, StudyAnswer, StudyInput, StudyMethod
from floorwright.hooks.studies.report import results_table
from floorwright.jobs import Job
from floorwright.paper.charts.figure import Figure


@dataclass(frozen=True, slots=True)
class Computed:
    """A study with its answer and figures."""

    method: StudyMethod
    given: StudyInput
    answer: StudyAnswer
    figures: tuple[Figure, ...]
    stations: tuple[StationFigure, ...] = ()

    @property
    def results(self) -> Table:
        """The results as a table."""
        return results_table(self.method, self.answer)


@dataclass(slots=True)
class _Run:
    """One computation: how far it is, and whether it is still wanted."""

    share: float = 0.0
    words: str = ""
    unwanted: bool = False
    future: Future[Computed] | None = field(default=None)

    def job(self) -> Job:
        return Job(self._report, lambda: self.unwanted)

    def _report(self, share: float, words: str) -> None:
        self.share, self.words = share, words


class Computing(QObject):
    """Computes one study at a time in a thread."""

    computed = Signal(object)
    """A Computed."""
    failed = Signal(str)
    """Why there is no answer."""
    busy = Signal(float, str)
    """Still computing: the share from 0 to 1 and a few words."""

    def __init__(self, parent: QObject, plugins: Plugins) -> None:
        super().__init__(parent)
        self._plugins = plugins
        self._pool = ThreadPoolExecutor(1)
        self._run: _Run | None = None
        self._timer = QTimer(self, interval=ASK_EVERY_MS)
        self._timer.timeout.connect(self._ask)

    @property
    def running(self) -> bool:
        """Whether there is no answer yet."""
        return self._run is not None

    def start(self, method: StudyMethod, given: StudyInput) -> None:
        """Compute this; what was being computed is not wanted any more."""
        self.stop()
        run = self._run = _Run()
        run.future = self._pool.submit(self._compute, method, given, run.job())
        self._timer.start()

    def stop(self) -> None:
        """Cancel what is being computed, without an answer."""
        if self._run is not None:
            self._run.unwanted = True
            self._run = None
        self._timer.stop()

    def close(self) -> None:
        """Compute nothing any more."""
        self.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def finish(self) -> None:
        """Wait for the answer and give it out now."""
        if self._run is not None and self._run.future is not None:
            self._run.future.exception()
            self._ask()

    def _compute(self, method: StudyMethod, given: StudyInput, job: Job) -> Computed:
        found = answer(self._plugins, method, given, job)
        drawn = figures(self._plugins, method, given, found)
        return Computed(method, given, found, drawn, station_figures(self._plugins, method, given, found))

    def _ask(self) -> None:
        run = self._run
        if run is None or run.future is None:
            return
        if not run.future.done():
            self.busy.emit(run.share, run.words)
            return
        self.stop()
        error = run.future.exception()
        if error is None:
            self.computed.emit(run.future.result())
        elif isinstance(error, FloorwrightError):
            if not isinstance(error, Cancelled):
                self.failed.emit(str(error))
        else:
            raise error
