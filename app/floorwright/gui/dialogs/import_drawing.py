"""Importing a drawing: it is read in another process, looked at with its size, and then laid under the plan."""

import contextlib
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from floorwright.errors import Cancelled, FloorwrightError
from floorwright.gui.canvas.drawing_paths import placed
from floorwright.gui.canvas.scene import underlay_box
from floorwright.gui.dialogs.drawing_preview import DrawingPreview
from floorwright.gui.dialogs.import_report import ReportDialog, ReportTable, summary
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import label, shown
from floorwright.hooks.contributions import ImportOptions
from floorwright.hooks.importing import AS_IT_IS, LARGEST_FILE_BYTES, Reading, start_reading, underlay_for
from floorwright.jobs import Done, Failed, Progress
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import Underlay
from floorwright.model.placement import calibrated
from floorwright.units import Unit, parse_length

__all__ = ["ImportDialog", "ReportDialog"]

ASK_EVERY_MS = 30
ENCODINGS = ("utf-8", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp932", "gbk", "big5", "cp949")


class ImportDialog(QDialog):
    """Nothing changes in the plan before Import is pressed; Cancel works at every stage."""

    imported = Signal(str)
    """The id of the underlay that now lies under the plan."""

    def __init__(self, parent: QWidget, plan: OpenPlan, path: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Import {shown(path.name, 80)}")
        self.setModal(True)
        self._plan, self._path = plan, path
        self._drawing: Drawing | None = None
        self._reading: Reading | None = None
        self._data: bytes | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="floorwright-", ignore_cleanup_errors=True)
        self._options = AS_IT_IS
        self._note = ""
        self.progress = QProgressBar(textVisible=False)
        self.progress.setRange(0, 1000)
        self.words = label("Opening the file…", "quiet")
        self.words.setWordWrap(True)
        self.preview = DrawingPreview(plan.library)
        self.units = QComboBox()
        self.units.setAccessibleName("Unit of the drawing")
        self.size_words = label("", "figure")
        self.unit_words = label("", "quiet")
        self.unit_words.setWordWrap(True)
        self.encoding, self.layout_choice = QComboBox(), QComboBox()
        self.encoding.setAccessibleName("Encoding of the texts")
        self.layout_choice.setAccessibleName("Sheet of the drawing")
        self.known = QLineEdit()
        self.known.setPlaceholderText("Click both ends in the drawing, type the length")
        self.known.setAccessibleName("A known length")
        self.layers = QListWidget()
        self.layers.setAccessibleName("Layers of the drawing")
        self.report = ReportTable()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._waiting())
        self.stack.addWidget(self._looking())
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = QPushButton("Import", default=True)
        self.take.setEnabled(False)
        self.buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.import_it)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 12)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.buttons)
        self.resize(920, 560)
        self._timer = QTimer(self, interval=ASK_EVERY_MS)
        self._timer.timeout.connect(self._ask)
        self.units.currentIndexChanged.connect(lambda _: self._show_size())
        for choice in (self.encoding, self.layout_choice):
            choice.currentIndexChanged.connect(lambda _: self._read_again())
        self.known.textChanged.connect(lambda _: self._show_size())
        self.preview.picked.connect(self._show_size)
        self.layers.itemChanged.connect(lambda _: self._show_size())
        self._start()

    @property
    def ready(self) -> bool:
        """Whether the drawing is read and can be looked at."""
        return self._drawing is not None

    def underlay(self) -> Underlay:
        """How the drawing will lie, with the unit and the layers chosen here."""
        assert self._drawing is not None
        chosen = self.units.currentData()
        hidden = {layer.name: layer.visible for layer in self._drawing.layers}
        shown_now = self._ticked()
        changed = tuple((name, name in shown_now) for name, was in hidden.items() if was != (name in shown_now))
        made = underlay_for(self._drawing, self._path.name, "preview", chosen, self._options)
        made = replace(made, shown=changed)
        length, ends = self._known_mm(), [placed(made).map(end).toTuple() for end in self.preview.ends]
        return calibrated(made, ends[0], ends[1], length) if length and len(set(ends)) == 2 else made

    def _known_mm(self) -> float | None:
        """The known length that was typed, in millimetres; None while there is none, and red where it is no length."""
        typed = self.known.text().strip()
        length = None
        with contextlib.suppress(FloorwrightError):
            length = parse_length(typed, self._plan.plan.unit) if typed else None
        self.known.setProperty("wrong", bool(typed) and not length)
        self.known.style().unpolish(self.known)
        self.known.style().polish(self.known)
        return length if length and length > 0 else None

    def import_it(self) -> None:
        """Lay the drawing under the plan, as one undo step."""
        if self._drawing is None or self._data is None:
            return
        session = self._plan.session
        try:
            asset = self._plan.file.assets.add(self._data, self._path.suffix)
            underlay = replace(self.underlay(), asset=asset)
            with session.edit(f"Import {shown(self._path.name, 60)}") as edit:
                edit.put(underlay)
        except (FloorwrightError, OSError) as error:
            self._refuse(str(error))
            return
        self._plan.show_drawing(underlay.id, self._drawing)
        self.imported.emit(underlay.id)
        self.accept()

    def done(self, result: int) -> None:
        self._timer.stop()
        if self._reading is not None:
            self._reading.close()
        self._folder.cleanup()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.done(0)
        event.accept()

    def _waiting(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addStretch()
        layout.addWidget(label(shown(self._path.name, 80), "title"))
        layout.addWidget(self.words)
        layout.addWidget(self.progress)
        layout.addStretch()
        return page

    def _looking(self) -> QWidget:
        tabs = QTabWidget()
        tabs.addTab(self.layers, "Layers")
        tabs.addTab(self.report, "Report")
        side = QVBoxLayout()
        side.addWidget(label("Size on the floor", "section"))
        side.addWidget(self.size_words)
        side.addWidget(label("The drawing is drawn in", "section"))
        side.addWidget(self.units)
        side.addWidget(self.unit_words)
        self.choices = QFormLayout()
        self.choices.addRow("Texts are in", self.encoding)
        self.choices.addRow("Sheet", self.layout_choice)
        self.choices.addRow("A known length", self.known)
        side.addLayout(self.choices)
        side.addWidget(tabs, 1)
        self.about = label("", "quiet")
        self.about.setWordWrap(True)
        side.addWidget(self.about)
        page = QWidget()
        layout = QHBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.preview, 3)
        layout.addLayout(side, 2)
        return page

    def _start(self) -> None:
        try:
            self._reading = start_reading(self._plan.plugins, self._copy(), self._options)
        except (FloorwrightError, OSError) as error:
            self._refuse(str(error))
            return
        self._timer.start()

    def _copy(self) -> Path:
        """A copy of the file as it is now: what is shown, and what is imported, even if the file changes meanwhile."""
        copy = Path(self._folder.name) / self._path.name
        if self._data is None:
            if not self._path.is_file() or self._path.stat().st_size > LARGEST_FILE_BYTES:
                return self._path
            self._data = self._path.read_bytes()
            copy.write_bytes(self._data)
        return copy

    def _read_again(self) -> None:
        """Read the drawing with another encoding, or another of its sheets."""
        if self._reading is not None:
            self._reading.close()
        self._timer.stop()
        encoding, layout = self.encoding.currentData() or "", self.layout_choice.currentData() or ""
        self._options = ImportOptions(encoding=encoding, layout=layout)
        self._drawing = None
        self.take.setEnabled(False)
        self.progress.setValue(0)
        self.stack.setCurrentIndex(0)
        self._start()

    def _ask(self) -> None:
        assert self._reading is not None
        match self._reading.poll():
            case Progress(share, words):
                self.progress.setValue(int(share * 1000))
                self.words.setText(shown(words, 120) or "Reading the drawing…")
            case Done(drawing):
                self._timer.stop()
                self._show(drawing)
            case Failed(error, _):
                self._timer.stop()
                if not isinstance(error, Cancelled):
                    self._refuse(str(error))

    def _refuse(self, why: str) -> None:
        if self._options != AS_IT_IS and self._drawing is None:
            # What was chosen cannot be read: back to what was shown before.
            self._note = why
            self._options = AS_IT_IS
            for choice in (self.encoding, self.layout_choice):
                choice.blockSignals(True)
                choice.setCurrentIndex(0)
                choice.blockSignals(False)
            self._start()
            return
        self.stack.setCurrentIndex(0)
        self.progress.hide()
        self.words.setText(shown(why, 600))
        self.words.setProperty("role", "bad")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.take.setEnabled(False)

    def _show(self, drawing: Drawing) -> None:
        self._drawing = drawing
        chosen_unit = self.units.currentData()
        self._offer_choices(drawing)
        self.units.blockSignals(True)
        self.units.clear()
        found = f"{drawing.unit} ({drawing.unit_source})" if drawing.unit else "mm (nothing tells)"
        self.preview.ends.clear()
        self.units.addItem(f"As found: {found}", None)
        for unit in Unit:
            self.units.addItem(unit.value, unit)
        self.units.setCurrentIndex(self.units.findData(chosen_unit) if chosen_unit else 0)
        self.units.blockSignals(False)
        self.layers.blockSignals(True)
        self.layers.clear()
        for layer in drawing.layers:
            item = QListWidgetItem(f"{shown(layer.name, 80)}   ({layer.entities:,})")
            item.setData(Qt.ItemDataRole.UserRole, layer.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if layer.visible else Qt.CheckState.Unchecked)
            self.layers.addItem(item)
        self.layers.blockSignals(False)
        self.report.show_drawing(drawing)
        self.about.setText(shown(self._note, 300) or summary(drawing))
        self._note = ""
        self.unit_words.setText(
            "Nothing certain tells the unit. Compare the drawing with the forklift and the person beside it."
            if drawing.unit_doubtful
            else "Compare the drawing with the forklift and the person beside it."
        )
        self.stack.setCurrentIndex(1)
        self.take.setEnabled(True)
        self.take.setDefault(True)
        self.take.setFocus()
        self._show_size()

    def _offer_choices(self, drawing: Drawing) -> None:
        if not self.encoding.count():
            for choice in (self.encoding, self.layout_choice):
                choice.blockSignals(True)
            self.encoding.addItem(f"As found: {drawing.encoding}", "")
            for name in ENCODINGS:
                self.encoding.addItem(name, name)
            self.layout_choice.addItem(f"As found: {shown(drawing.layout, 60)}", "")
            for name in drawing.layouts:
                self.layout_choice.addItem(shown(name, 60), name)
            for choice in (self.encoding, self.layout_choice):
                choice.blockSignals(False)
        self.choices.setRowVisible(self.encoding, drawing.encoding not in ("", "binary"))
        self.choices.setRowVisible(self.layout_choice, len(drawing.layouts) > 1)

    def _ticked(self) -> set[str]:
        items = [self.layers.item(row) for row in range(self.layers.count())]
        return {item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked}

    def _show_size(self) -> None:
        if self._drawing is None:
            return
        underlay = self.underlay()
        ticked = self._ticked()
        layers = {number for number, layer in enumerate(self._drawing.layers) if layer.name in ticked}
        box = underlay_box(self._drawing, underlay)
        self.size_words.setText(size_words(box.width, box.height))
        self.preview.show_drawing(self._drawing, underlay, layers)


def size_words(width_mm: float, height_mm: float) -> str:
    """A size on the floor in metres, small ones in millimetres."""
    if max(width_mm, height_mm) < 1000:
        return f"{width_mm:.0f} × {height_mm:.0f} mm"
    return f"{width_mm / 1000:,.2f} × {height_mm / 1000:,.2f} m".replace(",", "\u202f")
