"""One study: what was observed on the left, what follows from it on the right, kept in the plan with every change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from floorwright.errors import FloorwrightError
from floorwright.gui.background import Following
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import label, shown
from floorwright.gui.studies.about import AboutMethod
from floorwright.gui.studies.answers import AnswerView
from floorwright.gui.studies.computing import Computed, Computing
from floorwright.gui.studies.form import Options, OptionsForm
from floorwright.gui.studies.grid import StudyGrid, StudyGridModel
from floorwright.gui.studies.player import open_video
from floorwright.gui.studies.rows import cell_text, rows_of_file, rows_of_text
from floorwright.gui.studies.saving import ask_for_file, save_study
from floorwright.gui.studies.stopwatch import StopwatchWindow
from floorwright.gui.studies.tally import TallyWindow
from floorwright.gui.studies.video import VideoWindow
from floorwright.hooks.studies.changing import with_cells
from floorwright.hooks.studies.method import StudyMethod
from floorwright.hooks.studies.on_plan import shades
from floorwright.hooks.studies.reading import Readings, cells_from_rows, heading_key, read_study
from floorwright.hooks.studies.recording import StopwatchRecorder
from floorwright.model.diff import Diff
from floorwright.model.study import Study, StudyRows
from floorwright.storage.tables.cells import sheet_names

COMPUTE_MS = 120
_IN_A_ROW = 3
HEADER = (
    ("title", "Title", 0, 0, 3),
    ("observed", "Observed", 1, 0, 1),
    ("observer", "Observer", 1, 2, 1),
    ("date", "Date", 2, 0, 1),
    ("note", "Note", 2, 2, 1),
)
"""The fields of a study that no method computes with: name, title, and where they are in the form."""


class StudyWindow(QWidget):
    """Follows one study of a plan; the answer comes by itself a moment after each change."""

    closed = Signal(str)

    def __init__(self, parent: QWidget, plan: OpenPlan, method: StudyMethod, id: str) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(760, 420)
        self.resize(1180, 720)
        self.plan, self.method, self.id = plan, method, id
        self.computed: Computed | None = None
        self.saving: Following | None = None
        self.recording: StopwatchWindow | TallyWindow | None = None
        self.words = label("", "quiet")
        self.fields = {name: QLineEdit() for name, *_ in HEADER}
        self.grids: dict[str, StudyGrid] = {}
        self.form = OptionsForm(method, self._take_options)
        self.answer = AnswerView(lambda: self.plan)
        self.on_plan = QCheckBox("Colour the plan")
        self.on_plan.setToolTip("Stations of the plan are coloured by what this study says of them, also on paper.")
        self.on_plan.setVisible(method.on_plan is not None)
        self.on_plan.toggled.connect(self.shade_plan)
        self.tabs = QTabWidget()
        self.buttons: dict[str, QPushButton] = {}
        self._computing = Computing(self, plan.plugins)
        self._soon = QTimer(self, singleShot=True, interval=COMPUTE_MS)
        self._soon.timeout.connect(self.compute)
        self._computing.computed.connect(self._show_answer)
        self._computing.failed.connect(self._refuse)
        self._computing.busy.connect(self.answer.show_busy)
        self.answer.cancel.clicked.connect(self._stop)
        self.answer.dropped.connect(self.move_in_figure)
        self._build()
        self._leave = [plan.session.view.changed.connect(self._follow)]
        self._show_study()
        self.compute()

    @property
    def study(self) -> Study:
        """The record."""
        record = self.plan.session.view.records[self.id]
        assert isinstance(record, Study)
        return record

    def compute(self) -> None:
        """Read what is in the fields and compute it."""
        self._soon.stop()
        readings = self._readings()
        self._mark(readings)
        if readings.problems:
            self._computing.stop()
            self.computed = None
            more = f" And {len(readings.problems) - 1} more." if len(readings.problems) > 1 else ""
            self.answer.show_sentence(f"{readings.problems[0]}{more}")
            return
        self._computing.start(self.method, readings.whole())

    def finish(self) -> None:
        """Compute what is left to compute and wait for it."""
        if self._soon.isActive():
            self.compute()
        self._computing.finish()

    def tell(self, words: str) -> None:
        """Say something below the fields."""
        self.words.setText(words)

    def import_table(self, path: Path | None = None) -> None:
        """Take a table, or a workbook with a sheet a table, in the place of what is there."""
        if path is None:
            name, _ = QFileDialog.getOpenFileName(self, "Take a table", "", "Tables (*.csv *.xlsx *.txt *.tsv)")
            if not name:
                return
            path = Path(name)
        try:
            taken = self._tables_of(path)
        except FloorwrightError as error:
            self.tell(str(error))
            return
        self._put(f"Take {shown(path.name, 40)}", tables=self._with(taken))
        self.tell(f"Taken from {shown(path.name, 60)}.")

    def fill_with_example(self) -> None:
        """Show the worked example of the method; undo brings back what was there."""
        example = self.method.example
        if example is not None:
            taken = {name: rows_of_text(text) for name, text in example.tables.items()}
            # Whole: what is left in another table would be computed with it.
            self._put("Fill with the example", tables=tuple(taken.items()), options=tuple(example.options.items()))
            first = next((name for name in self.grids if name in taken), "")
            place = list(self.grids).index(first) if first else self.tabs.indexOf(self.form)
            self.tabs.setCurrentIndex(max(place, 0))

    def fill_from_plan(self) -> None:
        """Take the tables from what the plan knows."""
        if self.method.from_plan is None:
            return
        if self.plan.live.pending:
            self.tell("The figures of the plan are not there yet: try again when they are computed.")
            return
        try:
            found = self.method.from_plan(self.plan.session.view.records, self.plan.analysis)
        except FloorwrightError as error:
            self.tell(str(error))
            return
        taken = {name: tuple(tuple(cell_text(cell) for cell in row) for row in rows) for name, rows in found.items()}
        # A table begins with its headings; without a row below them there is nothing to take, and nothing is lost.
        if not any(len(rows) > 1 for rows in taken.values()):
            self.tell("The plan has no work at stations yet: give the steps of its process charts stations and times.")
            return
        self._put("Fill from the plan", tables=self._with(taken))

    def record(self) -> StopwatchWindow | TallyWindow:
        """Observe with the stopwatch or the tally: what is taken appears here at once."""
        if self.recording is None:
            kind = StopwatchWindow if isinstance(self.method.recorder, StopwatchRecorder) else TallyWindow
            self.recording = kind(self, self.plan, self.method, self.id)
            self.recording.closed.connect(self._recorded)
        self.recording.show()
        return self.recording

    def put_on_plan(self) -> None:
        """Make of the answer what stands on the plan, such as its stations, and select it."""
        self.finish()
        computed, to_plan = self.computed, self.method.to_plan
        if computed is None or to_plan is None:
            self.tell("There is nothing to put on the plan yet: the study has no answer.")
            return
        session = self.plan.session
        try:
            made = to_plan(computed.given, computed.answer, session.view.records)
        except FloorwrightError as error:
            self.tell(str(error))
            return
        if session.do(f"Put the study on the plan: {self.method.title}", lambda edit: edit.put(*made)):
            session.select([record.id for record in made])
            one = len(made) == 1
            words = (
                "1 record is on the plan and selected" if one else f"{len(made)} records are on the plan and selected"
            )
            self.tell(f"{words}; undo takes {'it' if one else 'them'} away.")

    def ask_video(self) -> None:
        """Choose a video of the job and mark its elements there."""
        name, _ = QFileDialog.getOpenFileName(self, "Mark a video", "", "Videos (*.mp4 *.mov *.avi *.mkv *.webm *.wmv)")
        if name:
            self.mark_video(Path(name))

    def mark_video(self, path: Path) -> None:
        """Mark the elements of the job on a video."""
        if self.recording is not None:
            self.recording.close()
        try:
            player = open_video(self, path)
        except FloorwrightError as error:
            self.tell(str(error))
            return
        self.recording = VideoWindow(self, self.plan, self.method, self.id, player)
        self.recording.closed.connect(self._recorded)
        self.recording.show()

    def save(self) -> None:
        """Ask for a file and write the study to it."""
        self.finish()
        if self.computed is None:
            self.tell("There is nothing to save yet: the study has no answer.")
            return
        path = ask_for_file(self, self.plan.plugins, self.study.title or self.method.title)
        if path is not None:
            self.save_as(path)

    def save_as(self, path: Path) -> None:
        """Write the study as a file, by the ending of its name."""
        assert self.computed is not None
        try:
            self.saving = save_study(self, self.plan, self.computed, self.study, path, self.tell)
        except FloorwrightError as error:
            self.tell(str(error))

    def let_go(self) -> None:
        """Follow the plan no more."""
        for leave in self._leave:
            leave()
        self._leave = []
        if self.on_plan.isChecked():
            self.plan.shade(())
        self._soon.stop()
        self._computing.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.recording is not None:
            self.recording.close()
        self.let_go()
        self.closed.emit(self.id)
        event.accept()

    def _recorded(self) -> None:
        self.recording = None

    def _build(self) -> None:
        head = QGridLayout()
        for name, title, row, column, wide in HEADER:
            self.fields[name].setAccessibleName(title)
            self.fields[name].editingFinished.connect(partial(self._take_field, name))
            head.addWidget(label(title), row, column)
            head.addWidget(self.fields[name], row, column + 1, 1, wide)
        deeds = self._deeds()
        sources = uses = QHBoxLayout()
        if len(deeds) > _IN_A_ROW:
            # In one row they would take the width that the answer needs.
            uses = QHBoxLayout()
        for name, words, do in deeds:
            button = self.buttons[name] = QPushButton(words)
            button.clicked.connect(partial(_call, do))
            (uses if name in ("to_plan", "save") else sources).addWidget(button)
        uses.addWidget(self.on_plan)
        lines = [sources] if uses is sources else [sources, uses]
        for table in self.method.tables:
            grid = StudyGrid(StudyGridModel(table, partial(self._take_rows, table.name)))
            grid.told.connect(self.tell)
            self.grids[table.name] = grid
            page = QWidget()
            inside = QVBoxLayout(page)
            inside.setContentsMargins(0, 6, 0, 0)
            meaning = label(table.meaning + ("" if table.required else " May be left empty."), "quiet")
            meaning.setWordWrap(True)
            inside.addWidget(meaning)
            inside.addWidget(grid, 1)
            self.tabs.addTab(page, table.name.replace("_", " ").capitalize())
        if self.method.options:
            self.tabs.addTab(self.form, "Options")
        self.tabs.addTab(AboutMethod(self.method), "About the method")
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.addLayout(head)
        for line in lines:
            line.addStretch()
            layout.addLayout(line)
        layout.addWidget(self.tabs, 1)
        self.words.setWordWrap(True)
        layout.addWidget(self.words)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(self.answer)
        splitter.setSizes([560, 620])
        splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        # The window keeps its size when the answer needs another one.
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        whole.addWidget(splitter)

    def _deeds(self) -> list[tuple[str, str, Callable[[], object]]]:
        deeds: list[tuple[str, str, Callable[[], object]]] = []
        if self.method.tables:
            deeds.append(("import", "Take a table…", self.import_table))
        if self.method.from_plan is not None:
            deeds.append(("plan", "Fill from the plan", self.fill_from_plan))
        if self.method.recorder is not None:
            words = "Stopwatch…" if isinstance(self.method.recorder, StopwatchRecorder) else "Tally…"
            deeds.append(("record", words, self.record))
        if isinstance(self.method.recorder, StopwatchRecorder):
            deeds.append(("video", "Video…", self.ask_video))
        if self.method.to_plan is not None:
            deeds.append(("to_plan", "Put on the plan", self.put_on_plan))
        if self.method.example is not None:
            deeds.append(("example", "Example", self.fill_with_example))
        deeds.append(("save", "Save as PDF, XLSX…", self.save))
        return deeds

    # What the user does becomes a change of the record

    def _take_field(self, name: str) -> None:
        text = self.fields[name].text().strip()
        if text != getattr(self.study, name):
            self._put(f"Set the {name} of the study", **{name: text})

    def _take_rows(self, table: str, rows: StudyRows) -> None:
        if rows != self.study.rows(table):
            self._put("Edit the study", tables=self._with({table: rows}))

    def _take_options(self, options: Options) -> None:
        if dict(options) != dict(self.study.options):
            self._put("Set an option of the study", options=options)

    def _with(self, taken: dict[str, StudyRows]) -> tuple[tuple[str, StudyRows], ...]:
        tables = {**dict(self.study.tables), **taken}
        return tuple((name, rows) for name, rows in tables.items() if rows)

    def _put(self, words: str, **values: object) -> None:
        self.tell("")
        changed = replace(self.study, **values)  # type: ignore[arg-type]
        self.plan.session.do(words, lambda edit: edit.put(changed))

    def _tables_of(self, path: Path) -> dict[str, StudyRows]:
        sheets = [name for name in sheet_names(path) if self.method.table(heading_key(name)) is not None]
        if sheets:
            return {heading_key(name): rows_of_file(path, name) for name in sheets}
        shown_table = list(self.grids)[self.tabs.currentIndex()] if self.tabs.currentIndex() < len(self.grids) else ""
        return {shown_table or next(iter(self.grids)): rows_of_file(path, "")}

    # What the record says is shown

    def _follow(self, diff: Diff) -> None:
        if self.id not in diff:
            return
        if not isinstance(diff[self.id].after, Study):
            self.close()
            return
        self._show_study()
        self._soon.start()

    def _show_study(self) -> None:
        study = self.study
        self.setWindowTitle(f"{shown(study.title or self.method.title, 60)} – {self.method.title}")
        for name, field in self.fields.items():
            if field.text() != getattr(study, name):
                field.setText(getattr(study, name))
        for name, grid in self.grids.items():
            grid.cells.show_rows(study.rows(name))
        self.form.show_options(study.options)

    def _readings(self) -> Readings:
        study = self.study
        cells = {name: cells_from_rows(name, study.rows(name)) for name in self.grids}
        return read_study(self.method, cells, dict(study.options))

    def _mark(self, readings: Readings) -> None:
        for name, grid in self.grids.items():
            mine = [problem for problem in readings.problems if problem.table == name and problem.row > 0]
            # Row 1 of a table names its columns.
            grid.cells.show_problems({(problem.row - 2, problem.column): problem.what for problem in mine})
        options = [problem for problem in readings.problems if problem.table == "options"]
        self.form.show_problems({problem.column: problem.what for problem in options})

    def _show_answer(self, computed: Computed) -> None:
        self.computed = computed
        self.answer.show_answer(computed)
        if self.on_plan.isChecked():
            self.shade_plan(True)

    def move_in_figure(self, moved: str, onto: str) -> None:
        """Something of a figure was dropped on something else: the input changes with it, or it is said why not."""
        computed = self.computed
        if computed is None or self.method.move is None:
            return
        try:
            change = self.method.move(computed.given, computed.answer, moved, onto)
        except FloorwrightError as error:
            self.tell(str(error))
            return
        table = self.method.table(change.table)
        columns = () if table is None else table.columns
        column = next((one for one in columns if one.name == change.column), None)
        rows = with_cells(self.study.rows(change.table), change, column)
        options = {**dict(self.study.options), **change.options}
        kept = tuple((name, text) for name, text in options.items() if text)
        self._put("Move in the figure", tables=self._with({change.table: rows}), options=kept)

    def shade_plan(self, wanted: bool) -> None:
        """Colour the stations of the plan by this study, or show them plain again."""
        if not wanted or self.computed is None:
            self.plan.shade(())
            return
        coloured, lacking = shades(self.plan.session.view.records, self.computed.stations)
        self.plan.shade(coloured)
        self.tell(" ".join(f"{finding.what}: {finding.why}." for finding in lacking))

    def _refuse(self, words: str) -> None:
        self.computed = None
        self.answer.show_sentence(words)

    def _stop(self) -> None:
        self._computing.stop()
        self._refuse("Stopped. Change something to compute again.")


def _call(do: Callable[[], object], _: bool = False) -> None:
    do()
