"""Reading the drawings of a plan while the window goes on."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from floorwright.errors import FloorwrightError
from floorwright.gui.open_plan import OpenPlan
from floorwright.hooks.importing import Reading, start_reading_of
from floorwright.jobs import Done, Failed
from floorwright.model.diff import Diff
from floorwright.model.kinds import DrawingSource, Underlay
from floorwright.model.scenario import underlays_of

ASK_EVERY_MS = 30
AT_ONCE_S = 0.01
"""The first picture waits so long for what the cache has."""


class DrawingReader(QObject):
    """Starts a reading for every underlay of any scenario whose drawing is not there yet, and hands it to the plan."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._plan: OpenPlan | None = None
        self._readings: dict[DrawingSource, tuple[Reading, Underlay]] = {}
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
        self._plan = None

    def follow(self, diff: Diff) -> None:
        """Look again where a drawing changes."""
        if any(isinstance(change.after or change.before, Underlay) for change in diff.values()):
            self.look()

    def look(self) -> None:
        """Start reading what is missing, and stop reading what is no longer wanted."""
        plan = self._plan
        if plan is None:
            return
        wanted = {underlay.source: underlay for underlay in underlays_of(plan.file.document.records)}
        for source in self._readings.keys() - wanted.keys():
            self._end(source)
        for source, underlay in wanted.items():
            if not (source in plan.drawings or source in plan.unreadable or source in self._readings):
                self._start(plan, underlay)
        if self._readings and not self._timer.isActive():
            self._timer.start()

    def _start(self, plan: OpenPlan, underlay: Underlay) -> None:
        try:
            reading = start_reading_of(plan.plugins, underlay, plan.file.assets)
            self._readings[underlay.source] = (reading, underlay)
        except (FloorwrightError, OSError) as error:
            plan.miss_drawing(underlay, str(error))

    def _ask(self) -> None:
        plan = self._plan
        if plan is None:
            return
        for source, (reading, underlay) in list(self._readings.items()):
            match reading.poll():
                case Done(drawing):
                    self._end(source)
                    plan.show_drawing(underlay, drawing)
                case Failed(error, _):
                    self._end(source)
                    plan.miss_drawing(underlay, str(error))
        if not self._readings:
            self._timer.stop()

    def _end(self, source: DrawingSource) -> None:
        self._readings.pop(source)[0].close()
