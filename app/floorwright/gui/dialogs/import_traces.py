"""Taking a table of traces into the plan, read in another process with progress and cancel."""

import threading
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from floorwright.editing.placing_traces import placed_by_points
from floorwright.errors import FloorwrightError
from floorwright.gui.background import Threaded
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import label, shown, tip
from floorwright.jobs import Job, run_in_worker
from floorwright.storage.asset import Asset
from floorwright.storage.tables.blocks import heading_of
from floorwright.storage.tables.take_traces import TracesToTake, put_traces, ready_traces, stations_in
from floorwright.storage.tables.traces import TraceOptions
from floorwright.units import Unit, parse_number

UNITS = (Unit.M, Unit.MM, Unit.CM, Unit.FOOT, Unit.INCH)
TICK_MS = 50
BUTTON = QDialogButtonBox.StandardButton


class ImportTracesDialog(QDialog):
    """Asks what the table does not say. Nothing is changed before all of it is read."""

    imported = Signal(str)
    """The id of the first observation."""
    remarked = Signal(str)

    def __init__(self, parent: QWidget, plan: OpenPlan, path: Path) -> None:
        super().__init__(parent)
        self.plan, self.path = plan, path
        self._reading: Threaded | None = None
        self._stopped = threading.Event()
        self._told = (0.0, "")
        self._asset: Asset | None = None
        self._ticking = QTimer(self, interval=TICK_MS)
        self._ticking.timeout.connect(self._show_progress)
        self.setWindowTitle(f"Import traces: {shown(path.name, 60)}")
        self.setMinimumWidth(520)
        self.unit, self.points, self.mirrored = QComboBox(), QLineEdit(), QCheckBox("Its y runs the other way")
        for unit in UNITS:
            self.unit.addItem(unit.value, unit)
        self.points.setPlaceholderText("as they are; or 0,0=12,3; 10,0=22,3")
        self.points.setToolTip(tip("Two points of the trace and where they lie on the plan, in metres"))
        self.shift = QLineEdit(placeholderText="480")
        self.bad = QCheckBox("Leave out rows that cannot be read, and count them")
        self.unknown = QCheckBox("Keep places that are no stations as names without a position")
        heads = [head.strip() for head in heading_of(path)]
        listed = label(f"Columns: {shown(', '.join(heads), 200) or 'none'}", "quiet")
        listed.setWordWrap(True)
        self.refusal = label("", "bad")
        self.refusal.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.hide()
        self.buttons = QDialogButtonBox(BUTTON.Ok | BUTTON.Cancel)
        self.take = self.buttons.button(BUTTON.Ok)
        self.take.setText("Import")
        form = QFormLayout()
        bare = {head.casefold() for head in heads} & {"x", "y"}
        if bare:
            form.addRow(label("Unit of the columns x and y"), self.unit)
        form.addRow(label("Laid on the plan by [m]"), self.points)
        form.addRow(label(""), self.mirrored)
        form.addRow(label("Shift [min]"), self.shift)
        layout = QVBoxLayout(self)
        layout.addWidget(listed)
        layout.addLayout(form)
        layout.addWidget(self.bad)
        layout.addWidget(self.unknown)
        layout.addWidget(self.refusal)
        layout.addWidget(self.progress)
        layout.addWidget(self.buttons)
        self._has_bare = bool(bare)
        self.buttons.accepted.connect(self.import_it)
        self.buttons.rejected.connect(self.reject)

    def import_it(self) -> None:
        """Read the table; when it is read it is taken in and the dialog closes."""
        self.refusal.setText("")
        try:
            placed_by_points(self.points.text(), self.mirrored.isChecked())
            self._shift_s()
        except FloorwrightError as error:
            self.refusal.setText(str(error))
            return
        self._asset = None
        options = TraceOptions(self.unit.currentData() if self._has_bare else None, self.bad.isChecked())
        stations = stations_in(self.plan.session.view.records)
        unknown, file, stopped = self.unknown.isChecked(), self.plan.file, threading.Event()
        job = Job(self._hear, stopped.is_set)

        def work() -> TracesToTake:
            # A thread waits for the process, for what it sends and for the disk, so that the window never does.
            ready: TracesToTake = run_in_worker(ready_traces, self.path, options, stations, unknown, job=job)
            if ready.key:
                self._asset = Asset.of_bytes(ready.key, ready.packed)
                file.keep(self._asset)
            return ready

        self.take.setEnabled(False)
        self._hear(0.0, "")
        self.progress.show()
        self._ticking.start()
        self._stopped, self._reading = stopped, Threaded(self, work, self._take_in, self._refuse)

    def reject(self) -> None:
        if self._reading is not None:
            self._stop()
            self._refuse(FloorwrightError("Cancelled. Nothing has changed."))
            return
        super().reject()

    def closeEvent(self, event: object) -> None:
        self._stop()
        super().closeEvent(event)  # type: ignore[arg-type]

    def _shift_s(self) -> float | None:
        return parse_number(self.shift.text()) * 60 if self.shift.text().strip() else None

    def _stop(self) -> None:
        """Read no further; what was read is not heard."""
        self._stopped.set()
        if self._reading is not None:
            self._reading.stop()
        self._reading = None

    def _hear(self, share: float, words: str) -> None:
        self._told = (share, words)

    def _show_progress(self) -> None:
        share, words = self._told
        self.progress.setValue(round(share * 1000))
        self.progress.setFormat(words or "%p%")

    def _refuse(self, error: FloorwrightError) -> None:
        self._reading = None
        self._ticking.stop()
        self.progress.hide()
        self.take.setEnabled(True)
        self.refusal.setText(str(error))

    def _take_in(self, ready: TracesToTake) -> None:
        self._reading = None
        self._ticking.stop()
        placed, shift = placed_by_points(self.points.text(), self.mirrored.isChecked()), self._shift_s()
        try:
            made = replace(
                ready,
                observations=tuple(replace(one, placed=placed, shift_s=shift) for one in ready.observations),
            )
        except FloorwrightError as error:
            self._refuse(error)
            return
        ids: list[str] = []
        done = self.plan.session.do(
            f"Import {self.path.name}",
            lambda edit: ids.extend(put_traces(edit, self.plan.file.assets, made, self._asset)),
        )
        if not done:
            self._refuse(FloorwrightError("The traces were not taken over."))
            return
        for remark in ready.remarks:
            self.remarked.emit(remark)
        self.accept()
        self.imported.emit(ids[0] if ids else "")
