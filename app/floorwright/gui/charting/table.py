"""The process chart as a spreadsheet: keys for symbols, rows in another order, blocks from and to other programs."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QMenu, QTableView, QWidget

from floorwright.analysis.process_chart.routing import ChartChange, inserted, moved, nudged, removed
from floorwright.editing.chart_cells import COLUMNS, NAMES, duplicated, new_step, pasted, written
from floorwright.gui.charting.editors import ChoiceDelegate, SymbolChoice
from floorwright.gui.charting.model import DESCRIPTION, SYMBOL, ChartModel, key_of
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine, Method
from floorwright.model.process_chart import Idea, StepType, ValueClass

LETTERS = {
    Qt.Key.Key_O: StepType.OPERATION,
    Qt.Key.Key_T: StepType.TRANSPORT,
    Qt.Key.Key_I: StepType.INSPECTION,
    Qt.Key.Key_D: StepType.DELAY,
    Qt.Key.Key_S: StepType.STORAGE,
}
WIDTHS = {
    "symbol": 64,
    "description": 220,
    "station": 120,
    "remark": 150,
    "ecrs_note": 150,
    "time_per": 54,
    "value": 60,
}
_OURS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Insert, Qt.Key.Key_F2, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
Words = tuple[str, Callable[[], Any]]


class ChartTable(QTableView):
    """Tab, Enter and arrows go from cell to cell; on the symbol O T I D S choose it; Alt+↑↓ moves the line."""

    station_asked = Signal()
    """The station of the chosen line is to be picked on the plan."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = ChartModel()
        self.setModel(self.lines)
        self.setAccessibleName("Flow process chart")
        self.setItemDelegateForColumn(SYMBOL, SymbolChoice(self))
        choices: dict[str, Callable[[], list[str]]] = {
            "station": self._stations,
            "means": self._methods,
            "value": lambda: ["", *(value.value for value in ValueClass)],
            "ecrs": lambda: ["", *(idea.value for idea in Idea)],
            "time_per": lambda: ["lot", "piece"],
        }
        for name, offered in choices.items():
            self.setItemDelegateForColumn(NAMES.index(name), ChoiceDelegate(self, offered))
        for column, name in enumerate(NAMES):
            self.setColumnWidth(column, WIDTHS.get(name, 96))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(25)
        rows.setMinimumWidth(44)
        rows.setSectionsMovable(True)
        rows.setToolTip("Drag a number up or down to move its line (Alt+↑, Alt+↓)")
        rows.sectionMoved.connect(self._dragged)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)

    # What can be done with lines

    def insert(self, type: StepType = StepType.OPERATION) -> bool:
        """A new line before the chosen one; at the end when none is chosen."""
        row = self.currentIndex().row()
        return self._insert_at(row if row >= 0 else len(self.lines.steps), type)

    def append(self) -> bool:
        """A new line at the end."""
        return self._insert_at(len(self.lines.steps), StepType.OPERATION)

    def duplicate(self) -> bool:
        """Copies of the chosen lines behind them."""
        rows = self.chosen_rows()
        done = bool(rows) and self._do("Duplicate steps", lambda r, p: duplicated(r, p, rows))
        if done:
            self.go_to(rows[-1] + 1)
        return done

    def remove(self) -> bool:
        """Take the chosen lines away."""
        rows = self.chosen_rows()
        column = self.currentIndex().column()
        done = bool(rows) and self._do("Remove steps", lambda r, p: removed(r, p, rows))
        if done:
            self.go_to(min(rows[0], len(self.lines.steps) - 1), column)
        return done

    def nudge(self, by: int) -> bool:
        """Move the chosen lines up (-1) or down (+1); the flow lines follow the stations."""
        return self._moving("Move a step", lambda r, p, rows: nudged(r, p, rows, by))

    def set_symbol(self, letter: str) -> bool:
        """Give the chosen lines a symbol."""
        rows = self.chosen_rows()
        return bool(rows) and self._do(
            "Set symbol", lambda r, p: pasted(r, p, rows[0], ("symbol",), [[letter]] * len(rows))
        )

    def set_cell(self, column: str, text: str) -> bool:
        """Write a text into one column of the current line."""
        row = self.currentIndex().row()
        return row >= 0 and self._do(f"Set {column.replace('_', ' ')}", lambda r, p: written(r, p, row, column, text))

    def copy(self) -> None:
        """Put the chosen block on the clipboard as spreadsheets paste it, with headings when whole lines are chosen."""
        rows, columns = self.chosen_rows(), self._chosen_columns()
        lines = ["\t".join(_one_line(word) for word in self.lines.words(row, columns)) for row in rows]
        if len(columns) == len(COLUMNS):
            lines.insert(0, "\t".join(COLUMNS[column].title for column in columns))
        QApplication.clipboard().setText("\n".join(lines))

    def paste(self, text: str) -> bool:
        """Write a block from a spreadsheet here; what goes beyond the last line makes new ones."""
        cells = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
        current = self.currentIndex()
        row = current.row() if current.isValid() else len(self.lines.steps)
        columns = NAMES[max(current.column(), 0) :]
        return self._do(f"Paste {len(cells)} lines", lambda r, p: pasted(r, p, row, columns, cells))

    def clear_cells(self) -> bool:
        """Empty the chosen cells, as far as they can be empty."""
        rows, columns = self.chosen_rows(), [NAMES[c] for c in self._chosen_columns() if c != SYMBOL]
        if not rows or not columns:
            return False
        blank = ["lot" if name == "time_per" else "" for name in columns]
        return self._do("Clear cells", lambda r, p: pasted(r, p, rows[0], columns, [blank] * len(rows)))

    # Where the hand is

    def chosen_rows(self) -> list[int]:
        """The lines with a chosen cell."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def go_to(self, row: int, column: int | None = None) -> None:
        """Choose a cell and bring it into sight."""
        at = self.lines.index(row, self._column() if column is None else column)
        if at.isValid():
            # Not as the held keys would have it: after Ctrl+D one cell is chosen, not two.
            self.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(at)

    def _column(self) -> int:
        return max(self.currentIndex().column(), 0)

    def _chosen_columns(self) -> list[int]:
        return sorted({index.column() for index in self.selectionModel().selectedIndexes()})

    def _insert_at(self, row: int, type: StepType) -> bool:
        done = self._do("Insert a step", lambda r, p: inserted(r, p, row, [new_step(r, p, row, type)]))
        if done:
            self.go_to(row, DESCRIPTION)
        return done

    def _moving(self, label: str, change: Callable[[Records, str, list[int]], ChartChange]) -> bool:
        rows, column = self.chosen_rows(), self._column()
        wanted = [key_of(self.lines.steps[row]) for row in rows]
        if not rows or not self._do(label, lambda r, p: change(r, p, rows)):
            return False
        found = [n for n, step in enumerate(self.lines.steps) if key_of(step) in wanted]
        if found:
            self.go_to(found[0], column)
            last = self.lines.index(found[-1], column)
            flag = QItemSelectionModel.SelectionFlag.Select
            self.selectionModel().select(last, flag)
        return True

    def _dragged(self, logical: int, old: int, new: int) -> None:
        header = self.verticalHeader()
        header.blockSignals(True)
        header.moveSection(new, old)
        header.blockSignals(False)
        if old != new:
            self.go_to(old)
            to = new + 1 if new > old else new
            self._moving("Move a step", lambda r, p, rows: moved(r, p, [old], to))

    def _do(self, label: str, change: Callable[[Records, str], ChartChange]) -> bool:
        plan, chart = self.lines.plan, self.lines.chart
        if plan is None or chart is None:
            return False
        records = plan.session.view.records
        return self.lines.change(label, lambda: change(records, chart.id))

    def _stations(self) -> list[str]:
        plan = self.lines.plan
        machines = plan.session.view.of(Machine) if plan else []
        return ["", *sorted((machine.name for machine in machines), key=str.casefold)]

    def _methods(self) -> list[str]:
        plan = self.lines.plan
        return ["", *(method.name for method in (plan.session.view.of(Method) if plan else []))]

    # Keys and menu

    def event(self, event: QEvent) -> bool:
        # Keys that are shortcuts of the window mean something else while the chart is worked in.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        held, key = event.modifiers(), event.key()
        control = Qt.KeyboardModifier.ControlModifier
        if held & control:
            return key in (Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_D, Qt.Key.Key_A)
        if held & Qt.KeyboardModifier.AltModifier:
            return key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        return key in _OURS or bool(event.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if self.state() == QAbstractItemView.State.EditingState:
            # The cell that is typed in has seen the key; what it leaves must not be done twice.
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QApplication.clipboard().text())
        elif control and key == Qt.Key.Key_D:
            self.duplicate()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.nudge(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Insert:
            self.insert()
        elif key == Qt.Key.Key_Delete:
            self.remove()
        elif key == Qt.Key.Key_Backspace:
            self.clear_cells()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._enter(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in LETTERS and self._column() == SYMBOL and not (alt or control):
            self.set_symbol(chr(key))
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._enter(1)

    def _enter(self, by: int) -> None:
        """Enter goes down, and from the last line on to a new one."""
        row = self.currentIndex().row() + by
        if row >= len(self.lines.steps):
            self.append()
        elif row >= 0:
            self.go_to(row)

    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(at))

    def menu(self) -> QMenu:
        """What the right button offers."""
        menu = QMenu(self)
        lines: tuple[Words | None, ...] = (
            ("Insert a line\tIns", self.insert), ("Insert a line below", self._insert_below),
            ("Duplicate\tCtrl+D", self.duplicate), ("Delete lines\tDel", self.remove), None,
            ("Move up\tAlt+↑", lambda: self.nudge(-1)), ("Move down\tAlt+↓", lambda: self.nudge(1)), None,
            ("Pick the station on the plan", self.station_asked.emit), None,
            ("Copy\tCtrl+C", self.copy), ("Paste\tCtrl+V", lambda: self.paste(QApplication.clipboard().text())),
            ("Clear cells\tBackspace", self.clear_cells),
        )  # fmt: skip
        for entry in lines:
            if entry is None:
                menu.addSeparator()
            else:
                menu.addAction(entry[0]).triggered.connect(lambda _=False, run=entry[1]: run())
        symbols = menu.addMenu("Symbol")
        for type in StepType:
            letter = type.value[0].upper()
            symbols.addAction(f"{type.value.capitalize()}\t{letter}").triggered.connect(
                lambda _=False, letter=letter: self.set_symbol(letter)
            )
        symbols.addAction("Operation and inspection together").triggered.connect(lambda: self.set_symbol("I(O)"))
        ideas = menu.addMenu("Idea (ECRS)")
        for idea in ("", *Idea):
            ideas.addAction(str(idea).capitalize() or "None").triggered.connect(
                lambda _=False, idea=idea: self.set_cell("ecrs", str(idea))
            )
        return menu

    def _insert_below(self) -> None:
        self._insert_at(self.currentIndex().row() + 1, StepType.OPERATION)


def _one_line(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")
