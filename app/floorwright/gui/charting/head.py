"""The head of a process chart: whom it follows, the lot, and what work and ways cost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from floorwright.editing.chart_cells import plain
from floorwright.errors import FloorwrightError
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.panels.editors import mark
from floorwright.gui.plain import label
from floorwright.model.process_chart import ChartHead, CombinedCount, Subject, head_id
from floorwright.units import parse_number

COMBINED = {CombinedCount.OUTER: "outer symbol and tally", CombinedCount.EACH: "once under each"}


class ChartHeadForm(QWidget):
    """Fields that write the head of the chart as they are accepted; red with the reason when a value is wrong."""

    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._plan: OpenPlan | None = None
        self._product = ""
        self.subject = QComboBox()
        self.subject.setAccessibleName("Chart of")
        for subject in Subject:
            self.subject.addItem(subject.value, subject)
        self.subject.setToolTip("Whom the chart follows: one chart follows one subject")
        self.lot = _line("Lot size", "Pieces in the lot; times per piece are multiplied by it", 52)
        self.labour = _line("Labour cost an hour", "What a person costs an hour", 60)
        self.metre = _line("Cost a metre", "What a metre of transport costs", 60)
        self.combined = QComboBox()
        self.combined.setAccessibleName("Combined symbols count")
        for choice, words in COMBINED.items():
            self.combined.addItem(words, choice)
        self.combined.setToolTip("How a circle inside a square is counted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        named = (
            ("of", self.subject), ("Lot", self.lot), ("Cost/h", self.labour), ("Cost/m", self.metre),
            ("Combined", self.combined),
        )  # fmt: skip
        for words, widget in named:
            row.addWidget(label(words, "quiet"))
            row.addWidget(widget)
        row.addStretch()
        self.subject.activated.connect(lambda _: self._write(subject=self.subject.currentData()))
        self.combined.activated.connect(lambda _: self._write(combined=self.combined.currentData()))
        self._number(self.lot, lambda text: {"lot_size": parse_number(text) if text else 1.0})
        self._number(self.labour, lambda text: {"labour_cost_per_h": parse_number(text) if text else None})
        self._number(self.metre, lambda text: {"cost_per_m": parse_number(text) if text else None})

    def show_head(self, plan: OpenPlan, product: str) -> None:
        """Show what is said of this product's chart."""
        self._plan, self._product = plan, product
        head = self._head()
        self.setEnabled(bool(product))
        self.subject.setCurrentIndex(self.subject.findData(head.subject))
        self.combined.setCurrentIndex(self.combined.findData(head.combined))
        for line, value in (
            (self.lot, head.lot_size),
            (self.labour, head.labour_cost_per_h),
            (self.metre, head.cost_per_m),
        ):
            if not (line.hasFocus() and line.isModified()):
                line.setText(plain(value))
                mark(line, "")

    def _head(self) -> ChartHead:
        found = self._plan.session.view.records.get(head_id(self._product)) if self._plan else None
        return found if isinstance(found, ChartHead) else ChartHead(id=head_id(self._product), product=self._product)

    def _number(self, line: QLineEdit, read: Callable[[str], dict[str, Any]]) -> None:
        def accept() -> None:
            if not line.isModified():
                return
            try:
                values = read(line.text().strip())
                replace(self._head(), **values)
            except FloorwrightError as error:
                mark(line, str(error))
                self.told.emit(str(error))
                return
            line.setModified(False)
            mark(line, "")
            self._write(**values)

        line.editingFinished.connect(accept)

    def _write(self, **values: Any) -> None:
        if self._plan is None or not self._product:
            return
        head = replace(self._head(), **values)
        if head != self._head():
            self._plan.session.do("Set the head of the chart", lambda edit: edit.put(head))
            self._plan.refresh()


def _line(name: str, tip: str, width: int) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setToolTip(tip)
    line.setFixedWidth(width)
    return line
