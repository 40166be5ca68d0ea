"""The answer of a study: results, findings, figures and tables, or the sentence that says what is missing."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.panels.chart_view import ChartView
from floorwright.gui.panels.result_view import ResultView
from floorwright.gui.plain import label
from floorwright.gui.studies.computing import Computed


class AnswerView(QWidget):
    """Results and findings stay in sight above; figures and tables are tabs below."""

    dropped = Signal(str, str)
    """What was dragged in a figure, and what it was dropped on, by their sources."""

    def __init__(self, plan: Callable[[], OpenPlan]) -> None:
        super().__init__()
        self._plan = plan
        self.sentence = label("", "section")
        self.sentence.setWordWrap(True)
        self.progress = QProgressBar(maximum=1000, textVisible=True)
        self.cancel = QPushButton("Stop")
        self._working = QWidget()
        row = QHBoxLayout(self._working)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        self.results = ResultView("Results")
        self.findings = QListWidget()
        self.findings.setAccessibleName("Findings")
        self.findings.setWordWrap(True)
        self.findings.setMaximumHeight(110)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.charts: dict[str, ChartView] = {}
        self.tables: dict[str, ResultView] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        inside = QWidget()
        below = QVBoxLayout(inside)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(self.findings)
        below.addWidget(self.tabs, 1)
        self._stack.addWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.sentence)
        layout.addWidget(self._working)
        layout.addWidget(self._stack, 1)
        self.tabs.addTab(self.results, "Results")
        self._working.hide()

    def show_busy(self, share: float, words: str) -> None:
        """The answer is being computed."""
        self._working.show()
        self.progress.setValue(round(share * 1000))
        self.progress.setFormat(words.replace("%", "%%") or "Computing…")

    def show_sentence(self, words: str) -> None:
        """There is no answer; say why."""
        self._working.hide()
        self.sentence.setText(words)
        self.sentence.show()
        self._stack.setCurrentIndex(0)

    def show_answer(self, computed: Computed) -> None:
        """Show this answer; a tab that was looked at stays where it is there again."""
        self._working.hide()
        self.sentence.hide()
        self._stack.setCurrentIndex(1)
        self.results.show_table(computed.results)
        self.findings.clear()
        self.findings.addItems([f"{finding.what}: {finding.why}" for finding in computed.answer.findings])
        self.findings.setVisible(bool(computed.answer.findings))
        titles = [figure.title for figure in computed.figures]
        if list(self.charts) != titles or list(self.tables) != list(computed.answer.tables):
            self._make_tabs(titles, list(computed.answer.tables))
        for figure in computed.figures:
            self.charts[figure.title].show_figure(figure, tables=tuple(computed.answer.tables.values()))
        for name, table in computed.answer.tables.items():
            self.tables[name].show_table(table)

    def _make_tabs(self, figures: list[str], tables: list[str]) -> None:
        before = self.tabs.tabText(self.tabs.currentIndex())
        while self.tabs.count() > 1:
            page = self.tabs.widget(1)
            self.tabs.removeTab(1)
            if page is not None:
                page.deleteLater()
        self.charts = {title: ChartView(title, self._plan) for title in figures}
        self.tables = {name: ResultView(name) for name in tables}
        for title, chart in self.charts.items():
            chart.canvas.dropped.connect(self.dropped)
            self.tabs.addTab(chart, title)
        for name, table in self.tables.items():
            self.tabs.addTab(table, name.replace("_", " ").capitalize())
        for place in range(self.tabs.count()):
            if self.tabs.tabText(place) == before:
                self.tabs.setCurrentIndex(place)
