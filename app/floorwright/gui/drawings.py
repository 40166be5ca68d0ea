"""Reading the drawings of a plan while the window goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from floorwright.errors import FloorwrightError
from floorwright.gui.open_plan import OpenPlan, read_as
from floorwright.hooks.importing import Reading, start_reading_of
from floorwright.jobs import Done, Failed
from floorwright.model.diff import Records
from floorwright.model.kinds import Underlay, Variant

ASK_EVERY_MS = 30
AT_ONCE_S = 0.05
"""The first picture waits so long for what the cache has."""


class DrawingReader(QObject):
    """Starts a reading for every underlay whose drawing is not there yet, and hands the drawings to the plan."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._plan: OpenPlan | None = None
        self._readings: dict[str, tuple[Reading, Underlay]] = {}
        self._refused: set[tuple[str, tuple[object, ...]]] = set()
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
        # What the cache has is mostly there in the first picture.
        until = time.monotonic() + AT_ONCE_S
        for reading, _ in self._readings.values():
            reading.poll(max(until - time.monotonic(), 0.0))
        self._ask()

    def detach(self) -> None:
        """Stop every reading."""
        self._timer.stop()
        for reading, _ in self._readings.values():
            reading.close()
        self._readings.clear()
        self._refused.clear()
        self._plan = None

    def look(self) -> None:
        """Start reading what is missing, or was another revision of its file."""
        if self._plan is None:
            return
        seen = self._plan.session.view.records
        for found in underlays_of(self._plan.file.document.records):
            underlay = seen.get(found.id, found)
            assert isinstance(underlay, Underlay)
            if underlay.id in self._readings and read_as(self._readings[underlay.id][1]) != read_as(underlay):
                self._end(underlay.id)
            known = self._plan.has_drawing(underlay) or underlay.id in self._readings
            if not known and (underlay.id, read_as(underlay)) not in self._refused:
                self._start(self._plan, underlay)
        if self._readings and not self._timer.isActive():
            self._timer.start()

    def _start(self, plan: OpenPlan, underlay: Underlay) -> None:
        try:
            reading = start_reading_of(plan.plugins, underlay, plan.file.assets)
            self._readings[underlay.id] = (reading, underlay)
        except (FloorwrightError, OSError) as error:
            self._refuse(plan, underlay, str(error))

    def _ask(self) -> None:
        plan = self._plan
        if plan is None:
            return
        for id, (reading, underlay) in list(self._readings.items()):
            match reading.poll():
                case Done(drawing):
                    self._end(id)
                    plan.show_drawing(underlay, drawing)
                case Failed(error, _):
                    self._end(id)
                    self._refuse(plan, underlay, str(error))
        if not self._readings:
            self._timer.stop()

    def _end(self, id: str) -> None:
        self._readings.pop(id)[0].close()

    def _refuse(self, plan: OpenPlan, underlay: Underlay, why: str) -> None:
        self._refused.add((underlay.id, read_as(underlay)))
        plan.miss_drawing(underlay.id, why)
        plan.told.emit(f"“{underlay.name}” cannot be shown: {why}")


def underlays_of(records: Records) -> Iterator[Underlay]:
    """The underlays of every scenario: an export may show one that is not looked at."""
    for record in records.values():
        inner = record.record if isinstance(record, Variant) else record
        if isinstance(inner, Underlay):
            yield inner
