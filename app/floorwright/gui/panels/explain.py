"""How a figure is made: formula, numbers, ranked contributions, inputs and conventions; live while something moves."""

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from floorwright.analysis.explain.explain import explain
from floorwright.analysis.explain.explanation import Explanation
from floorwright.analysis.explain.names import METHOD, PLAN, Figure
from floorwright.analysis.explain.numerals import amount
from floorwright.analysis.explain.tables import PARTED, contributions_table, conventions_table, inputs_table
from floorwright.analysis.explain.told import as_text
from floorwright.analysis.result import Table
from floorwright.errors import AnalysisFailed
from floorwright.gui.background import Latest
from floorwright.gui.icons import icon
from floorwright.gui.panels.panel import Panel
from floorwright.gui.panels.result_view import ResultView
from floorwright.gui.plain import label, shown
from floorwright.model.kinds import Flow

REST_MS, SLOWEST_MS = 80, 2000
NAME_PX = 220
MANY_FLOWS = 300
"""With more flows than this an explanation is not made within a frame."""


class ExplainPanel(Panel):
    """Shows one figure. It is computed only while the panel can be seen, and after the frame that changed it."""

    records_asked = Signal(tuple)
    """Ids to select and show on the floor."""
    field_asked = Signal(str, str)
    """The id of a record and the name of the field to edit; an empty name for the record alone."""

    def __init__(self) -> None:
        super().__init__()
        self.figure = "cost_per_day"
        self.explanation: Explanation | None = None
        self._other: Callable[[], Explanation | None] | None = None
        """What explains a figure that is not of the analysis of the plan."""
        self._chosen_here = False
        self._turn = 0
        """Counts the figures that were told: an explanation is of one of them."""
        self._beside = Latest(self, self.refresh)
        self._soon = QTimer(self, singleShot=True, interval=REST_MS)
        self._soon.timeout.connect(self._refresh_in_time)
        self.choice = QComboBox()
        self.choice.setAccessibleName("Figure to explain")
        self.choice.setToolTip("Click any figure in the window, or choose one here")
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.copying = QToolButton()
        self.copying.setIcon(icon("copy"))
        self.copying.setToolTip("Copy the explanation as text")
        self.copying.setAccessibleName("Copy the explanation as text")
        self.value = label("", "figure")
        self.formula, self.numbers, self.notes, self.source = (label(), label(), label("", "bad"), label("", "quiet"))
        self.by = QComboBox()
        self.by.setAccessibleName("Contributions by")
        self.parts = ResultView("Contributions")
        self.inputs = ResultView("Inputs")
        self.conventions = ResultView("Conventions")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._parts_page(), "Made of")
        self.tabs.addTab(self.inputs, "Inputs")
        self.tabs.addTab(self.conventions, "Conventions")
        self.tabs.setMinimumHeight(170)
        self._lay_out()
        self.choice.activated.connect(lambda _: self.show_figure(self.choice.currentData()))
        self.copying.clicked.connect(self.copy)
        self.by.activated.connect(lambda _: self._fill_parts())
        self.parts.chosen.connect(self._show_parts)
        self.inputs.chosen.connect(self._show_input)

    def start(self) -> None:
        self._beside = Latest(self, self.refresh)
        if self._other is not None:
            # It was of the plan before.
            self.figure, self._other = "cost_per_day", None
        self.follow(self.plan.live.changed, lambda analysis: self._refresh_soon())
        self.follow(self.plan.session.selection_changed, self._follow_selection)
        self._turn += 1
        self.refresh()

    def detach(self) -> None:
        self._soon.stop()
        self._beside.stop()
        super().detach()

    def show_figure(self, figure: str) -> None:
        """Explain this figure from now on."""
        if figure != self.figure:
            self._other = None
        self.figure = figure
        self.refresh()

    def show_other(self, figure: str, explained: Callable[[], Explanation | None]) -> None:
        """Explain a figure that is not of the analysis of the plan; None says that it is there no more."""
        self.figure, self._other = figure, explained
        self.refresh()

    def refresh(self) -> None:
        """Explain the figure as it is now."""
        self._soon.stop()
        if self._plan is None:
            return
        started = time.perf_counter()
        try:
            explanation = self._explanation()
        except AnalysisFailed as gone:
            self.explanation = None
            self._say_gone(gone)
        else:
            if explanation is not None:
                self.explanation = explanation
                self._fill(explanation)
        # As the plan grows this is done less often: a drag gives it a twentieth of its time at most.
        self._soon.setInterval(max(REST_MS, min(round(20_000 * (time.perf_counter() - started)), SLOWEST_MS)))

    def _explanation(self) -> Explanation | None:
        """The explanation as of now; of a large plan it is worked out beside the window, and None until then.

        Raises:
            AnalysisFailed: when there is no such figure any more.
        """
        if self._other is not None:
            other = self._other()
            if other is None:
                raise AnalysisFailed("The figure is not there any more.")
            return other
        records, analysis, figure = self.plan.session.view.records, self.plan.analysis, self.figure
        if len(analysis.flows) <= MANY_FLOWS:
            return explain(records, analysis, figure)
        kept = dict(records)
        answer = self._beside.of((figure, self._turn), lambda: explain(kept, analysis, figure))
        assert answer is None or isinstance(answer, Explanation)
        return answer

    def copy(self) -> None:
        """Put the explanation on the clipboard as text."""
        if self.explanation is not None:
            QApplication.clipboard().setText(as_text(self.explanation, most=1000))
            self.plan.session.told.emit("The explanation is on the clipboard.")

    def come_to_front(self) -> None:
        self.refresh()

    def _refresh_soon(self) -> None:
        self._turn += 1
        if self.in_sight and not self._soon.isActive():
            self._soon.start()

    def _refresh_in_time(self) -> None:
        if self._plan is None:
            return
        many = len(self.plan.analysis.flows) > MANY_FLOWS
        if many and self.plan.file.document.editing is not None:
            # Until the hand lets go: a thread that is busy would stretch its frames.
            self._soon.start()
        elif self.in_sight:
            self.refresh()

    def _follow_selection(self, ids: tuple[str, ...]) -> None:
        """A flow that is clicked on the floor is explained, unless the click was on something it is part of."""
        if self._chosen_here or len(ids) != 1 or not self.in_sight or self.figure.endswith(f"/{ids[0]}"):
            return
        if isinstance(self.plan.session.view.records.get(ids[0]), Flow):
            self.show_figure(Figure("flow", "cost_per_day", ids[0]).name)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.choice, 1)
        head.addWidget(self.copying)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(4)
        for one in (self.value, self.formula, self.numbers, self.notes, self.source):
            one.setWordWrap(True)
            column.addWidget(one)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(area, 2)
        layout.addWidget(self.tabs, 3)

    def _parts_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.by)
        layout.addWidget(self.parts)
        return page

    def _fill(self, one: Explanation) -> None:
        self._fill_choice(one.name)
        self.value.setText(f"{amount(one.value, one.unit)}")
        self.formula.setText(one.formula)
        self.numbers.setText(one.numbers)
        self.source.setText(f"Source: {one.source}")
        self._note("\n".join(shown(note, 300) for note in one.notes), "bad" if one.value is None else "")
        for words in (self.numbers, self.notes):
            words.setVisible(bool(words.text()))
        names = [breakdown.by for breakdown in one.breakdowns]
        if names != [self.by.itemText(number) for number in range(self.by.count())]:
            before = self.by.currentText()
            self.by.clear()
            self.by.addItems(names)
            self.by.setCurrentIndex(max(self.by.findText(before), 0) if names else -1)
        self._fill_parts()
        self._show_narrow(self.inputs, inputs_table(one))
        self.conventions.show_table(conventions_table(one))

    def _note(self, words: str, role: str) -> None:
        """What else is to be said, in red only where there is no value."""
        self.notes.setText(words)
        if self.notes.property("role") != role:
            self.notes.setProperty("role", role)
            self.notes.style().unpolish(self.notes)
            self.notes.style().polish(self.notes)

    def _fill_parts(self) -> None:
        if self.explanation is not None and self.explanation.breakdowns:
            breakdown = self.explanation.breakdowns[max(self.by.currentIndex(), 0)]
            self._show_narrow(self.parts, contributions_table(breakdown, self.explanation.unit))
        self.parts.setVisible(self.explanation is not None and bool(self.explanation.breakdowns))

    def _show_narrow(self, view: ResultView, table: Table) -> None:
        """Numbers stand before the long names, which would push them out of sight; a tool tip has all of a name."""
        fresh = view.results.table.columns != table.columns
        view.show_table(table)
        if fresh:
            header = view.horizontalHeader()
            header.moveSection(header.visualIndex(0), header.count() - 1)
            view.setColumnWidth(0, max(view.columnWidth(0), NAME_PX))

    def _fill_choice(self, title: str) -> None:
        offered = [(name, words) for name, words in PLAN.items()]
        for method in self.plan.analysis.methods:
            offered += [
                (Figure("method", f, method.method_id).name, f"{w}: {method.method}") for f, w in METHOD.items()
            ]
        if self.figure not in dict(offered):
            offered.append((self.figure, title))
        if offered != [(self.choice.itemData(n), self.choice.itemText(n)) for n in range(self.choice.count())]:
            self.choice.clear()
            for name, words in offered:
                self.choice.addItem(shown(words, 120), name)
        self.choice.setCurrentIndex(self.choice.findData(self.figure))

    def _say_gone(self, gone: AnalysisFailed) -> None:
        self._fill_choice("What is not there any more")
        self.value.setText("n/a")
        self.formula.setText("")
        self.numbers.hide()
        self.source.setText("")
        self._note(f"{shown(gone.message, 200)} Click another figure, or choose one above.", "bad")
        self.notes.show()
        self.parts.hide()

    def _show_parts(self, source: str) -> None:
        self._chosen_here = True
        self.records_asked.emit(tuple(source.split(PARTED)))
        self._chosen_here = False

    def _show_input(self, source: str) -> None:
        record, _, field = source.partition(PARTED)
        self._chosen_here = True
        self.field_asked.emit(record, field)
        self._chosen_here = False
