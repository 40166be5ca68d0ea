"""Reading the drawings of a plan while the window goes on."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from floorwright.errors import FloorwrightError
from floorwright.gui.open_plan import OpenPlan
from floorwright.hooks.importing import Reading, start_reading_of
from floorwright.jobs import Done, Failed
from floorwright.model.diff import Records
from floorwright.model.kinds import Underlay, Variant

ASK_EVERY_MS = 30


class DrawingReader(QObject):
    """Starts a reading for every underlay whose drawing is not there yet, and hands the drawings to the plan."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._plan: OpenPlan | None = None
        self._readings: dict[str, Reading] = {}
        self._refused: set[str] = set()
        self._timer = QTimer(self, interval=ASK_EVERY_MS)
        self._timer.timeout.connect(self._ask)

    @property
    def busy(self) -> bool:
        """Whether a drawing is still being read."""
        return bool(self._readings)

    def attach(self, plan: OpenPlan) -> None:
        """Read the drawings of this plan."""
        self.detach()
        self._plan = plan
        self.look()

    def detach(self) -> None:
        """Stop every reading."""
        self._timer.stop()
        for reading in self._readings.values():
            reading.close()
        self._readings.clear()
        self._refused.clear()
        self._plan = None

    def look(self) -> None:
        """Start reading what is missing."""
        if self._plan is None:
            return
        for underlay in underlays_of(self._plan.file.document.records):
            known = underlay.id in self._plan.drawings or underlay.id in self._readings
            if not known and underlay.id not in self._refused:
                self._start(self._plan, underlay)
        if self._readings and not self._timer.isActive():
            self._timer.start()

    def _start(self, plan: OpenPlan, underlay: Underlay) -> None:
        try:
            self._readings[underlay.id] = start_reading_of(plan.plugins, underlay, plan.file.assets)
        except (FloorwrightError, OSError) as error:
            self._refuse(plan, underlay.id, str(error))

    def _ask(self) -> None:
        plan = self._plan
        if plan is None:
            return
        for id, reading in list(self._readings.items()):
            match reading.poll():
                case Done(drawing):
                    self._end(id)
                    plan.show_drawing(id, drawing)
                case Failed(error, _):
                    self._end(id)
                    self._refuse(plan, id, str(error))
        if not self._readings:
            self._timer.stop()

    def _end(self, id: str) -> None:
        self._readings.pop(id).close()

    def _refuse(self, plan: OpenPlan, id: str, why: str) -> None:
        self._refused.add(id)
        name = getattr(plan.session.view.records.get(id), "name", "A drawing")
        plan.miss_drawing(id, why)
        plan.told.emit(f"“{name}” cannot be shown: {why}")


def underlays_of(records: Records) -> Iterator[Underlay]:
    """The underlays of every scenario: an export may show one that is not looked at."""
    for record in records.values():
        inner = record.record if isinstance(record, Variant) else record
        if isinstance(inner, Underlay):
            yield inner
