"""Any figure in a panel: shown, zoomed, copied as a picture and saved as PDF, SVG, PNG, DXF, XLSX or CSV.

self.chart = ChartView("Load of the line", lambda: self.plan)
self.chart.show_figure(figure, tables=(table,))             # or show_figure(None, nothing="Enter times first.")
self.chart.canvas.clicked.connect(self._clicked)            # the `source` of the mark that was clicked
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from floorwright.analysis.result import Table
from floorwright.errors import FloorwrightError
from floorwright.gui.background import Following
from floorwright.gui.dialogs.export_work import write_export
from floorwright.gui.icons import icon
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.panels.chart_canvas import STEP, ChartCanvas
from floorwright.gui.plain import label, shown
from floorwright.hooks.contributions import Exporter
from floorwright.hooks.exporting import format_of
from floorwright.hooks.manager import PluginFailure
from floorwright.jobs import start_worker
from floorwright.paper.charts.figure import Figure
from floorwright.paper.charts.page import OWN_SIZE, figure_content
from floorwright.paper.setup import SheetSetup

FIRST_FORMATS = ("pdf", "svg", "png", "dxf", "xlsx", "csv")


class ChartView(QWidget):
    """A figure with a row of buttons. `plan` gives the plan whose title block and plugins saving uses."""

    def __init__(self, name: str, plan: Callable[[], OpenPlan]) -> None:
        super().__init__()
        self.name = name
        self._plan = plan
        self._tables: tuple[Table, ...] = ()
        self._following: Following | None = None
        self._pictures: dict[QToolButton, str] = {}
        self.canvas = ChartCanvas(name)
        self.words = label("", "quiet")
        self.head = QHBoxLayout()
        """The row of buttons; a panel may put its own choices at its beginning."""
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(2)
        self.head.addWidget(self.words, 1)
        self.fit = self._button("maximize", "Show the whole chart (0)", self.canvas.fit)
        self.closer = self._button("zoom-in", "Closer (+, or the wheel)", lambda: self.canvas.zoom(STEP))
        self.farther = self._button("zoom-out", "Farther (−)", lambda: self.canvas.zoom(1 / STEP))
        self.copying = self._button("copy", "Copy the chart as a picture (Ctrl+C)", self.copy)
        self.saving = self._button("save", "Save the chart or its table: PDF, SVG, PNG, DXF, XLSX, CSV…", self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self.head)
        layout.addWidget(self.canvas, 1)
        self.show_figure(None)

    @property
    def figure(self) -> Figure | None:
        """What is shown."""
        return self.canvas.figure

    def show_figure(self, figure: Figure | None, tables: Sequence[Table] = (), nothing: str = "") -> None:
        """Show this figure, with the tables that XLSX and CSV save; without one a sentence that says what to do."""
        self._tables = tuple(tables)
        self.canvas.show_figure(figure, nothing)
        for button in (self.fit, self.closer, self.farther, self.copying, self.saving):
            button.setEnabled(figure is not None)

    def copy(self) -> None:
        """Put the whole chart on the clipboard as a picture."""
        if self.figure is not None:
            QApplication.clipboard().setImage(self.canvas.picture())
            self.tell("Copied as a picture.")

    def save(self) -> None:
        """Ask for a name and save the chart."""
        path = self.ask_file() if self.figure is not None else None
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Save the chart, or its tables, in the format that the name asks for, in another process."""
        assert self.figure is not None
        try:
            format_id = format_of(self._plan().plugins, path)
        except FloorwrightError as error:
            self.tell(str(error), bad=True)
            return
        content = figure_content(self._plan().plan, [self.figure], self._tables)
        worker = start_worker(write_export, format_id, content, SheetSetup(sheet=OWN_SIZE), str(path))
        self.tell(f"Saving “{shown(path.name, 60)}”…")
        self._following = Following(
            self, worker, lambda failure: self._saved(path, failure), lambda error: self.tell(str(error), bad=True)
        )

    @property
    def busy(self) -> bool:
        """Whether a file is being written."""
        return self._following is not None and self._following.running

    def ask_file(self) -> Path | None:
        """The file to write; Qt has asked before writing over one."""
        plan = self._plan()
        folder = plan.file.path.parent if plan.file.path else Path.home()
        title = self.figure.title if self.figure is not None else self.name
        start = str(folder / f"{_as_file_name(f'{plan.title} – {title}')}.pdf")
        kinds = ";;".join(f"{shown(one.title, 40)} (*{one.suffix})" for one in self._formats())
        name, kind = QFileDialog.getSaveFileName(self, "Save the chart", start, kinds)
        if not name:
            return None
        path = Path(name)
        wanted = kind.rpartition("(*")[2].rstrip(")")
        known = {one.suffix.lower() for one in self._formats()}
        return path if path.suffix.lower() in known else path.with_name(path.name + wanted)

    def tell(self, words: str, bad: bool = False) -> None:
        """Say a sentence above the chart."""
        self.words.setProperty("role", "bad" if bad else "quiet")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.words.setText(shown(words, 200))
        self.words.setToolTip("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            # The icons of the theme before could not be seen.
            for button, picture in self._pictures.items():
                button.setIcon(icon(picture))

    def _formats(self) -> list[Exporter]:
        exporters = self._plan().plugins.contributions.exporters
        first = [exporters[id] for id in FIRST_FORMATS if id in exporters]
        return [one for one in first if self._tables or one.id not in ("xlsx", "csv")]

    def _saved(self, path: Path, failure: PluginFailure | None) -> None:
        if failure is None:
            self.tell(f"Saved as “{shown(path.name, 80)}”.")
        else:
            self._plan().plugins.switch_off(failure)
            self.tell(str(failure), bad=True)

    def _button(self, picture: str, words: str, deed: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(picture))
        self._pictures[button] = picture
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setAutoRaise(True)
        button.clicked.connect(lambda _: deed())
        self.head.addWidget(button)
        return button


def _as_file_name(words: str) -> str:
    return "".join(letter if letter not in '<>:"/\\|?*' and letter.isprintable() else "-" for letter in words)[:120]
