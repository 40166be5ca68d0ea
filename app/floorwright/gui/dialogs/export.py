"""Exporting: format, paper and scale are chosen beside a preview; the file is written in another process."""

import contextlib
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from floorwright.analysis.analyze import analyze
from floorwright.analysis.result import Analysis
from floorwright.errors import FloorwrightError
from floorwright.gui.background import Following, Threaded
from floorwright.gui.dialogs.export_work import write_plan
from floorwright.gui.dialogs.sheet_preview import SheetPreview
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import label, shown
from floorwright.hooks.contributions import Exporter
from floorwright.hooks.exporting import content_for
from floorwright.hooks.manager import PluginFailure
from floorwright.hooks.studies.of_plan import SHEETS_WITH_STUDIES, chapters
from floorwright.jobs import Job, start_worker
from floorwright.model.kinds import Underlay
from floorwright.model.scenario import scenario_names, scenario_records
from floorwright.model.study import Study
from floorwright.paper.compose import compose_all
from floorwright.paper.content import Chapter, Content
from floorwright.paper.marks import Sheet, Viewport
from floorwright.paper.scale import ruler_scales
from floorwright.paper.setup import PAPERS_MM, SheetSetup
from floorwright.paper.title_block import scale_text

COMPOSE_MS = 120
LARGEST = "Largest that fits"
SHEET_TITLES = {
    "plan": "Plan",
    "figures": "Figures",
    "from-to": "From-to chart",
    "flow-charts": "Flow charts",
    "process-chart": "Process charts",
    "outline-chart": "Outline process charts",
    "studies": "Studies",
    "all": "All sheets",
}


class ExportDialog(QDialog):
    """The preview goes through the same composing as the PDF."""

    exported = Signal(str)
    """The file that was written."""

    def __init__(self, parent: QWidget, plan: OpenPlan, format_id: str = "pdf", sheet: str = "plan") -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.setModal(True)
        self._plan = plan
        self._records = dict(plan.file.document.records)
        self._analyses = {plan.session.view.scenario: plan.analysis}
        self._figuring: Threaded | None = None
        self._studying: Threaded | None = None
        self._content = self._gathered(plan.session.view.scenario)
        self._sheets: tuple[Sheet, ...] = ()
        self._following: Following | None = None
        self.format = QComboBox()
        self._offer_formats(format_id)
        self.scenario = QComboBox()
        for id, name in scenario_names(self._records).items():
            self.scenario.addItem(shown(name, 60), id)
        self.scenario.setCurrentIndex(max(self.scenario.findData(self._content.scenario), 0))
        self.sheet, self.paper, self.scale = QComboBox(), QComboBox(), QComboBox()
        for name, title in SHEET_TITLES.items():
            self.sheet.addItem(title, name)
        if self.sheet.findData(sheet) < 0:
            self.sheet.addItem(f"Process chart: {shown(sheet.partition(':')[2], 40)}", sheet)
        self.sheet.setCurrentIndex(self.sheet.findData(sheet))
        self.paper.addItems(list(PAPERS_MM))
        self.paper.setCurrentText("A3")
        self.scale.addItem(LARGEST, 0.0)
        for scale in ruler_scales(plan.plan.unit):
            self.scale.addItem(scale_text(scale, plan.plan.unit), scale)
        self.portrait = QCheckBox("Portrait")
        self.flows = _ticked("Flows")
        self.labels = _ticked("Labels of flows")
        self.underlay = _ticked("Imported drawing")
        self.figures = _ticked("Figures and legend")
        self.symbols = _ticked("Process chart symbols")
        self.symbols.setChecked(False)
        self.page = QSpinBox(minimum=1, maximum=1, prefix="Page ")
        self.preview = SheetPreview()
        self.words = label("", "quiet")
        self.words.setWordWrap(True)
        self.progress = QProgressBar(textVisible=False)
        self.progress.setRange(0, 1000)
        self.progress.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = QPushButton("Export…", default=True)
        self.buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=COMPOSE_MS)
        self._soon.timeout.connect(self.compose)
        self._listen()
        if plan.live.pending:
            # Nothing is exported with the figures of a plan as it was before.
            del self._analyses[plan.session.view.scenario]
            self._choose_scenario()
        else:
            self.compose()

    @property
    def exporter(self) -> Exporter:
        """The format that is chosen."""
        chosen: Exporter = self.format.currentData()
        return chosen

    def setup(self) -> SheetSetup:
        """Paper, scale and contents as they are chosen."""
        return SheetSetup(
            paper=self.paper.currentText(),
            scale=float(self.scale.currentData() or 0.0),
            portrait=self.portrait.isChecked(),
            sheet=self.sheet.currentData(),
            show_flows=self.flows.isChecked(),
            show_flow_labels=self.labels.isChecked(),
            show_underlay=self.underlay.isChecked(),
            show_figures=self.figures.isChecked(),
            view=self._plan.flow_view,
            show_symbols=self.symbols.isChecked(),
        )

    def compose(self) -> None:
        """Show what will be written, or why it cannot be."""
        self._soon.stop()
        on_paper = self.exporter.on_paper
        if on_paper and self._has_to_study():
            return
        for widget in (self.sheet, self.paper, self.scale, self.portrait, self.figures, self.page):
            widget.setEnabled(on_paper)
        try:
            self._sheets = compose_all(self._content, self.setup(), self._plan.library)
        except FloorwrightError as error:
            self._sheets = ()
            self._tell(str(error) if on_paper else "", bad=True)
        else:
            known = f"{shown(self._content.plan.title, 60)}, {shown(self.scenario.currentText(), 60)}"
            self._tell(f"{known}: {len(self._sheets)} {'page' if len(self._sheets) == 1 else 'pages'}")
        self._show_scale()
        self.page.setMaximum(max(len(self._sheets), 1))
        self.page.setVisible(len(self._sheets) > 1)
        possible = bool(self._sheets) or not on_paper
        figured = self.scenario.currentData() == self._content.scenario
        self.take.setEnabled(possible and not self._tell_of_drawings() and not self.writing and figured)
        self._show_page()

    def _has_to_study(self) -> bool:
        """Whether the studies of the plan are needed and are still being computed; the sheets follow then."""
        here = self._content
        studies = any(isinstance(record, Study) for record in here.records.values())
        if not studies or here.chapters or self.sheet.currentData() not in SHEETS_WITH_STUDIES:
            return False
        if self._studying is None:
            self._tell("The studies of the plan are being computed.")
            self.take.setEnabled(False)
            self._studying = Threaded(
                self, lambda: chapters(self._plan.plugins, here.records, Job())[0], self._take_studies, self._failed
            )
        return True

    def _take_studies(self, made: tuple[Chapter, ...]) -> None:
        self._studying = None
        self._content = replace(self._content, chapters=made)
        self.compose()

    @property
    def writing(self) -> bool:
        """Whether a file is being written."""
        return self._following is not None and self._following.running

    def write(self) -> None:
        """Ask for a name and write the file."""
        path = self.ask_file()
        if path is not None:
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Write the file in another process; what was there stays if that fails."""
        chosen = self.exporter
        if path.suffix.lower() != chosen.suffix.lower():
            path = path.with_name(path.name + chosen.suffix)
        self.take.setEnabled(False)
        self.progress.setValue(0)
        self.progress.show()
        traces = self._plan.file.assets.traces(self._content.records)
        worker = start_worker(write_plan, chosen.id, self._content, self.setup(), str(path), traces)
        self._following = Following(
            self, worker, lambda failure: self._ended(path, failure), self._failed, self._progress
        )

    def ask_file(self) -> Path | None:
        """The file to write; Qt has asked before writing over one."""
        folder = self._plan.file.path.parent if self._plan.file.path else Path.home()
        start = str(folder / f"{self._plan.title}{self.exporter.suffix}")
        kinds = f"{self.exporter.title} (*{self.exporter.suffix})"
        name, _ = QFileDialog.getSaveFileName(self, "Export", start, kinds)
        return Path(name) if name else None

    def done(self, result: int) -> None:
        if self._following is not None and self._following.running:
            self._following.stop()
        self._soon.stop()
        with contextlib.suppress(RuntimeError):
            self._plan.drawings_read.disconnect(self._take_drawings)
        super().done(result)

    def _gathered(self, scenario: str) -> Content:
        drawings = dict(self._plan.drawings)
        content = content_for(self._plan.plugins, self._records, scenario, self._analyses[scenario], drawings)
        return replace(content, shades=self._plan.shades, walks=self._plan.walks)

    def _choose_scenario(self) -> None:
        """Show another scenario as soon as its figures are there."""
        chosen: str = self.scenario.currentData()
        if chosen in self._analyses:
            self._content = self._gathered(chosen)
            self._soon.start()
            return
        self._tell(f"The figures of “{shown(self.scenario.currentText(), 60)}” are being worked out.")
        self.take.setEnabled(False)
        here, mode = scenario_records(self._records, chosen), self._plan.analysis.mode
        barriers = self._plan.barriers

        def figured(analysis: Analysis) -> None:
            self._analyses[chosen] = analysis
            if self.scenario.currentData() == chosen:
                self._choose_scenario()

        self._figuring = Threaded(self, lambda: analyze(here, mode, chosen, barriers=barriers), figured, self._failed)

    def _take_drawings(self) -> None:
        self._content = replace(self._content, drawings=dict(self._plan.drawings))
        if not self.writing:
            self.compose()

    def _tell_of_drawings(self) -> bool:
        """Say which drawings the export lacks; whether one of them is still to come."""
        if not self.underlay.isChecked():
            return False
        shown_here = [r for r in self._content.records.values() if isinstance(r, Underlay) and r.visible]
        missing = [underlay for underlay in shown_here if underlay.source not in self._content.drawings]
        for underlay in missing:
            name = shown(underlay.name, 60)
            why = self._plan.unreadable.get(underlay.source)
            if why is None:
                self._tell(f"The drawing “{name}” is still being read.")
                return True
            self._tell(f"The drawing “{name}” cannot be read and will be missing: {why}", bad=True)
        return False

    def _offer_formats(self, chosen: str) -> None:
        self.format.blockSignals(True)
        self.format.clear()
        for exporter in self._plan.plugins.contributions.exporters.values():
            if exporter.of_plans:
                self.format.addItem(shown(exporter.title, 40), exporter)
        self.format.setCurrentIndex(max(self._place_of(chosen), 0))
        self.format.blockSignals(False)

    def _place_of(self, format_id: str) -> int:
        ids = [self.format.itemData(row).id for row in range(self.format.count())]
        return ids.index(format_id) if format_id in ids else -1

    def _progress(self, share: float, words: str) -> None:
        self.progress.setValue(int(share * 1000))
        if words:
            self._tell(words)

    def _ended(self, path: Path, failure: PluginFailure | None) -> None:
        if failure is None:
            self.exported.emit(str(path))
            self.accept()
            return
        self._plan.plugins.switch_off(failure)
        self._offer_formats("pdf")
        self.compose()
        self._failed(FloorwrightError(str(failure), hint="Everything else goes on working. Choose another format."))

    def _failed(self, error: FloorwrightError) -> None:
        self.progress.hide()
        self.take.setEnabled(True)
        self._tell(str(error), bad=True)

    def _tell(self, words: str, bad: bool = False) -> None:
        self.words.setProperty("role", "bad" if bad else "quiet")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.words.setText(shown(words, 400))

    def _show_scale(self) -> None:
        """Say which scale the largest one is, as the sheet was composed with it."""
        marks = [mark for sheet in self._sheets for mark in sheet.marks]
        scale = next((mark.scale for mark in marks if isinstance(mark, Viewport)), 0.0)
        largest = scale if scale and not self.scale.currentData() and self.exporter.on_paper else 0.0
        unit = self._plan.plan.unit
        self.scale.setItemText(0, f"{LARGEST}: {scale_text(largest, unit)}" if largest else LARGEST)

    def _show_page(self) -> None:
        number = min(self.page.value(), len(self._sheets)) - 1
        self.preview.show_sheet(self._sheets[number] if self._sheets else None)

    def _listen(self) -> None:
        self._plan.drawings_read.connect(self._take_drawings)
        for choice in (self.format, self.sheet, self.paper, self.scale):
            choice.currentIndexChanged.connect(lambda _: self._soon.start())
        for box in (self.portrait, self.flows, self.labels, self.underlay, self.figures, self.symbols):
            box.toggled.connect(lambda _: self._soon.start())
        self.scenario.currentIndexChanged.connect(lambda _: self._choose_scenario())
        self.page.valueChanged.connect(lambda _: self._show_page())
        self.buttons.accepted.connect(self.write)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for title, widget in (
            ("Format", self.format),
            ("Scenario", self.scenario),
            ("Sheet", self.sheet),
            ("Paper", self.paper),
            ("Scale", self.scale),
            ("", self.portrait),
        ):
            form.addRow(title, widget)
        form.addRow(label("Shown", "section"))
        for box in (self.flows, self.labels, self.symbols, self.underlay, self.figures):
            form.addRow("", box)
        form.addRow(self.page)
        side = QVBoxLayout()
        side.addLayout(form)
        side.addStretch()
        side.addWidget(self.words)
        side.addWidget(self.progress)
        top = QHBoxLayout()
        top.addWidget(self.preview, 3)
        top.addLayout(side, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 12)
        layout.addLayout(top, 1)
        layout.addWidget(self.buttons)
        self.resize(1000, 600)


def _ticked(title: str) -> QCheckBox:
    box = QCheckBox(title)
    box.setChecked(True)
    return box
