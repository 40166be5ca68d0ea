"""Importing a drawing: it is read in another process, looked at with its size, and then laid under the plan."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from floorwright.errors import Cancelled, FloorwrightError, ImportFailed
from floorwright.gui.background import Latest, Threaded
from floorwright.gui.canvas.drawing_painter import placed
from floorwright.gui.dialogs.import_report import ReportDialog, report_title, summary, warning
from floorwright.gui.dialogs.importing.looking import LookingPage
from floorwright.gui.dialogs.importing.preview import Pointing, level_angle
from floorwright.gui.dialogs.importing.size import size_words
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import label, shown
from floorwright.gui.theme import current_theme
from floorwright.hooks.contributions import ImportOptions
from floorwright.hooks.drawing_cache import form_to_look_at
from floorwright.hooks.drawing_files import FileInPlan, taken
from floorwright.hooks.importing import AS_IT_IS, Reading, options_of, start_reading_file, underlay_for
from floorwright.hooks.revising import revised, revision_remarks
from floorwright.jobs import Done, Failed, Progress
from floorwright.model.drawing import Drawing, Floats
from floorwright.model.drawing_changes import DrawingChanges, change_words, changes
from floorwright.model.drawing_lines import outer_points, size_on_floor
from floorwright.model.drawing_parts import lines_of
from floorwright.model.kinds import Underlay
from floorwright.model.placement import calibrated
from floorwright.model.region import within
from floorwright.model.rounding import rounded
from floorwright.storage.asset import Asset

__all__ = ["ImportDialog", "ReportDialog"]

ASK_EVERY_MS = 30


class ImportDialog(QDialog):
    """Nothing changes in the plan before Import is pressed; Cancel works at every stage.

    With `replacing`, a newer revision takes the place of that drawing, and what has changed is shown.
    """

    imported = Signal(str)
    """The id of the underlay that now lies under the plan."""

    def __init__(self, parent: QWidget, plan: OpenPlan, path: Path, replacing: Underlay | None = None) -> None:
        super().__init__(parent)
        name = shown(path.name, 80)
        old = shown(replacing.name, 60) if replacing else ""
        self.setWindowTitle(f"Replace {old} with {name}" if replacing else f"Import {name}")
        self.setModal(True)
        self._plan, self._path, self._replacing = plan, path, replacing
        self._drawing: Drawing | None = None
        self._part, self._outline = Latest(self, self._show_size), Latest(self, self._show_size)
        self._reading: Reading | None = None
        self._pool = ThreadPoolExecutor(1, "import")
        # The file as it is now: what is shown, and what is imported, even if it changes meanwhile.
        self._asset = self._pool.submit(taken, path)
        self._packed: Future[object] | None = None
        self._taking: Threaded | None = None
        self._options = options_of(replacing) if replacing else AS_IT_IS
        self._note = ""
        self._changes: DrawingChanges | None = None
        self._comparing: Threaded | None = None
        self.progress = QProgressBar(textVisible=False)
        self.progress.setRange(0, 1000)
        self.words = label("Opening the file…", "quiet")
        self.words.setWordWrap(True)
        self.page = LookingPage(plan)
        self.preview, self.layers = self.page.preview, self.page.layers
        self.report, self.about = self.page.report, self.page.about
        self.size_box, self.place, self.tabs = self.page.size_box, self.page.place, self.page.tabs
        self.units, self.known, self.size_words = self.size_box.units, self.size_box.known, self.size_box.words
        self.encoding, self.layout_choice = self.place.encoding, self.place.layout_choice
        if replacing:
            self.page.only_look()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._waiting())
        self.stack.addWidget(self.page)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = QPushButton("Replace" if replacing else "Import", default=True)
        self.take.setEnabled(False)
        self.buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.import_it)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 12)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.buttons)
        self.resize(1180, 720)
        self._timer = QTimer(self, interval=ASK_EVERY_MS)
        self._timer.timeout.connect(self._ask)
        self.size_box.changed.connect(self._show_size)
        self.place.changed.connect(self._show_size)
        self.place.read_asked.connect(self._read_again)
        self.preview.picked.connect(self._picked)
        self.layers.changed.connect(self._show_size)
        self.layers.pointed.connect(self._point_out)
        self._start()

    @property
    def ready(self) -> bool:
        """Whether the drawing is read and can be looked at."""
        return self._drawing is not None

    @property
    def options(self) -> ImportOptions:
        """How the drawing is read again from the plan."""
        return self._options if self._replacing else replace(self._options, region=self.place.region())

    def drawing(self) -> Drawing:
        """The drawing as it will be taken: without what lies outside the region.

        Raises:
            ImportFailed: when nothing lies in the region, or nobody knows yet.
        """
        whole = self._drawing
        assert whole is not None
        region = None if self._replacing else self.place.region()
        if region is None:
            return whole
        part: Drawing | None = self._part.of((whole, region), lambda: within(whole, region))
        if part is None:
            raise ImportFailed("Looking what lies in the region…")
        return part

    def underlay(self) -> Underlay:
        """How the drawing will lie, with the unit and the layers chosen here."""
        drawing, name = self.drawing(), self._path.name
        if self._replacing:
            made = revised(self._replacing, drawing, name, "preview")
        else:
            made = underlay_for(drawing, name, "preview", self.units.currentData(), self.options)
            made = replace(made, rotation=self.place.angle())
        made = replace(
            made,
            shown=self.layers.model.switched(),
            roles=self.layers.model.roles(),
            opacity=self.place.opacity.value() / 100,
            locked=self.place.locked.isChecked(),
        )
        length, ends = self.size_box.known_mm(), [placed(made).map(end).toTuple() for end in self.preview.ends]
        if not length or len(set(ends)) < 2:
            return made
        # Its zero stays where it is, as with another unit: only the scale is what was measured.
        return replace(calibrated(made, ends[0], ends[1], length), x=made.x, y=made.y)

    def import_it(self) -> None:
        """Lay the drawing under the plan, as one undo step, once a thread has prepared all that takes long."""
        if self._drawing is None or not self.take.isEnabled() or self._taking is not None:
            return
        try:
            asset, drawing = self._asset.result(), self.drawing()
            underlay = rounded(replace(self.underlay(), asset=asset.key))
        except FloorwrightError as error:
            self._refuse(str(error))
            return
        plan, packed = self._plan, self._packed
        plan.file.start_journal()

        def prepare() -> None:
            if packed is not None:
                packed.result()
            plan.file.keep(asset)
            form_to_look_at(drawing)
            plan.barriers.of(drawing, underlay)

        self.take.setEnabled(False)
        self.tabs.setEnabled(False)  # the preview as well would be painted anew
        self.about.setText("Taking the drawing into the plan…")
        self._taking = Threaded(self, prepare, lambda _: self._lay(asset, underlay, drawing), self._not_taken)

    def _lay(self, asset: Asset, underlay: Underlay, drawing: Drawing) -> None:
        plan = self._plan
        try:
            plan.file.assets.take(asset)
            plan.show_drawing(underlay, drawing)
            with plan.session.edit(
                f"{'Replace' if self._replacing else 'Import'} {shown(self._path.name, 60)}"
            ) as edit:
                edit.put(underlay)
        except FloorwrightError as error:
            self._not_taken(error)
            return
        plan.drawings_read.emit()
        self.imported.emit(underlay.id)
        self.accept()

    def _not_taken(self, error: FloorwrightError) -> None:
        self._taking = None
        self.tabs.setEnabled(True)
        self._refuse(str(error))

    def done(self, result: int) -> None:
        self._timer.stop()
        for work in (self._taking, self._part, self._outline):
            if work is not None:
                work.stop()
        if self._reading is not None:
            self._reading.close()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self.layers.close_pictures()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter confirms what was typed and shows its size; it never imports at once.
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), QLineEdit)
        if not entered:
            super().keyPressEvent(event)

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

    def _start(self) -> None:
        file = FileInPlan(self._asset.result, self._path.name, self._path.name)
        self._reading = start_reading_file(self._plan.plugins, file, self._options)
        self._timer.start()

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
        if self._options != AS_IT_IS and self._drawing is None and not self._replacing:
            # What was chosen cannot be read: back to what was shown before.
            self._note = why
            self._options = AS_IT_IS
            self.place.reset_reading()
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
        # Packed while the user looks at it; Import then has less to wait for.
        self._packed = self._packed or self._pool.submit(self._asset.result().packed)
        self.preview.forget_points()
        old = self._replacing
        self.size_box.show_drawing(drawing)
        if old is None:
            self.place.show_drawing(drawing)
            self.place.take_region(None)
        else:
            self.place.opacity.setValue(round(old.opacity * 100))
            self.place.locked.setChecked(old.locked)
        chosen = self.layers.model
        switched, roles = (old.shown, old.roles) if old else (chosen.switched(), chosen.roles())
        self.layers.show_drawing(drawing, switched, roles)
        self.report.show_drawing(drawing)
        self.tabs.setTabText(self.tabs.indexOf(self.report), report_title(drawing))
        self.about.setText(shown(self._note, 300) or warning(drawing) or summary(drawing))
        self._note = ""
        self.stack.setCurrentIndex(1)
        self._show_size()
        self.take.setDefault(True)
        if self.take.isEnabled():
            self.take.setFocus()
        else:
            self.size_box.right.setFocus()
        if old is not None:
            self._compare(old, drawing)

    def _compare(self, old: Underlay, drawing: Drawing) -> None:
        before = self._plan.drawings.get(old.source)
        remarks = " ".join(revision_remarks(old, drawing))
        if before is None:
            self.about.setText(f"The drawing before is not there to compare with. {remarks}".strip())
            return

        def compared(found: DrawingChanges) -> None:
            self._changes = found
            self.preview.pale = True
            self.about.setText(shown(f"{change_words(found)} Green is new, red is gone. {remarks}".strip(), 600))
            theme = current_theme()
            self.preview.point_out_lines(
                (
                    (lines_of(before, found.removed), theme.bad, Qt.PenStyle.DashLine),
                    (lines_of(drawing, found.added), theme.good, Qt.PenStyle.SolidLine),
                )
            )

        self.about.setText("Comparing with the drawing before…")
        self._comparing = Threaded(
            self, lambda: changes(before, drawing, old.scale), compared, lambda error: self._refuse(str(error))
        )

    def _picked(self) -> None:
        angle = level_angle(self.preview.level)
        if angle is not None:
            self.preview.level = []
            self.place.rotation.setText(f"{angle:.6g}")
            self.tabs.setCurrentWidget(self.place)
        elif self.preview.region is not None and self.preview.pointing is Pointing.REGION:
            self.tabs.setCurrentWidget(self.place)
            self.place.take_region(self.preview.region)
        self._show_size()

    def _size(self, drawing: Drawing, underlay: Underlay) -> str:
        if underlay.rotation == 0 and drawing.box is not None:
            x1, y1, x2, y2 = drawing.box
            return size_words((x2 - x1) * underlay.scale, (y2 - y1) * underlay.scale)
        outline: Floats | None = self._outline.of((drawing,), lambda: outer_points(drawing))
        return "Measuring…" if outline is None else size_words(*size_on_floor(outline, underlay))

    def _point_out(self, names: list[str]) -> None:
        if self._changes is None:
            self.preview.point_out(names)

    def _show_size(self) -> None:
        """Show what would be imported now, or why it cannot be."""
        if self._drawing is None:
            return
        region = None if self._replacing else self.place.region()
        self.preview.region = region
        try:
            drawing, underlay = self.drawing(), self.underlay()
        except FloorwrightError as error:
            self.size_words.setText(shown(str(error), 120))
            if not isinstance(error, ImportFailed):
                self.size_box.refuse(str(error))
            self.preview.update()
            self.take.setEnabled(False)
            return
        self.size_words.setText(self._size(drawing, underlay))
        on = {row.layer.name for row in self.layers.model.rows if row.shown}
        layers = {number for number, layer in enumerate(self._drawing.layers) if layer.name in on}
        self.preview.show_drawing(self._drawing, underlay, layers)
        measured = underlay.unit_source == "measured"
        sure = self.size_box.answered(measured) or self._replacing is not None
        wrong = self.place.wrong or self.size_box.wrong
        self.take.setEnabled(sure and not wrong)
        why = "Put right first what is red." if wrong else "Say first that the size is right, or choose a unit."
        self.take.setToolTip("" if sure and not wrong else why)
