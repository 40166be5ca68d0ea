"""The figures of the present, which those of a proposal are compared with."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from floorwright.analysis.analyze import analyze
from floorwright.analysis.effort import takes_long
from floorwright.analysis.result import Analysis
from floorwright.analysis.ways.barriers import Barriers
from floorwright.gui.background import Latest
from floorwright.model.kinds import PRESENT, DistanceMode
from floorwright.model.record import Record
from floorwright.model.scenario import scenario_records
from floorwright.model.signal import Signal


class PresentFigures(QObject):
    """Keeps one analysis, until the present or the mode is another; that of a large plan is made in a thread."""

    def __init__(self, parent: QObject, barriers: Barriers) -> None:
        super().__init__(parent)
        self._barriers = barriers
        self._turn = 0
        self._known: tuple[tuple[object, ...], Analysis] | None = None
        self.made: Signal[None] = Signal()
        """They were waited for, and are there."""
        self._beside = Latest(self, lambda: self.made.emit(None))

    def of(self, records: Mapping[str, Record], mode: DistanceMode) -> Analysis | None:
        """The figures of the present among the records of a document; None while they are worked out."""
        present, barriers = scenario_records(records, PRESENT), self._barriers
        key = (present, mode, self._turn)
        if takes_long(present, mode):
            found = self._beside.of(key, lambda: analyze(present, mode, barriers=barriers))
            assert found is None or isinstance(found, Analysis)
            return found
        if self._known is None or self._known[0] != key:
            self._known = (key, analyze(present, mode, barriers=barriers))
        return self._known[1]

    def forget(self) -> None:
        """The walls of the drawings are others."""
        self._turn += 1

    def stop(self) -> None:
        """Work nothing out any more."""
        self._beside.stop()
