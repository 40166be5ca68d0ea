"""The grid of a study's table: text cells as they were typed, wrong ones marked, pasted from and copied to Excel."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from floorwright.gui.plain import shown, tip
from floorwright.gui.theme import current_theme
from floorwright.hooks.studies.method import StudyColumn, StudyTable
from floorwright.hooks.studies.reading import heading_key, headings_of
from floorwright.model.study import StudyRows

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
SPARE_ROWS = 1
"""Empty rows below the last one, to type in."""


class StudyGridModel(QAbstractTableModel):
    """Rows of text under the columns of a study's table and those that the user brought along.

    `changed` is called with all rows, the first of them the column names, after every edit of the user.
    """

    def __init__(self, table: StudyTable, changed: Callable[[StudyRows], object]) -> None:
        super().__init__()
        self.table = table
        self._changed = changed
        self._headings: list[str] = [column.name for column in table.columns]
        self._rows: list[list[str]] = []
        self._problems: dict[tuple[int, str], str] = {}

    @property
    def rows(self) -> StudyRows:
        """What is in the grid, the column names first, without empty rows at the end."""
        filled = list(self._rows)
        while filled and not any(filled[-1]):
            filled.pop()
        return (tuple(self._headings), *map(tuple, filled)) if filled else ()

    def show_rows(self, rows: StudyRows) -> None:
        """Show these rows, the first of which names the columns."""
        if rows == self.rows and rows:
            return
        headings = list(rows[0]) if rows else []
        missing = [column.name for column in self.table.columns if not _has(headings, column)]
        wanted = [*headings, *missing]
        body = [[*row, *[""] * (len(wanted) - len(row))] for row in rows[1:]]
        if wanted == self._headings and len(body) == len(self._rows):
            self._rows = body
            if body:
                self.dataChanged.emit(self.index(0, 0), self.index(len(body) - 1, len(wanted) - 1))
            return
        self.beginResetModel()
        self._headings, self._rows = wanted, body
        self.endResetModel()

    def show_problems(self, problems: Mapping[tuple[int, str], str]) -> None:
        """Mark cells, by their row in the grid from 0 and their heading."""
        self._problems = dict(problems)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(self.rowCount() - 1, 0))
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self._headings) - 1))

    def column(self, section: int) -> StudyColumn | None:
        """What the method says about a column; None for a column of the user's."""
        name = self._headings[section]
        return next((column for column in self.table.columns if _has([name], column)), None)

    def write(self, row: int, column: int, block: Sequence[Sequence[str]]) -> None:
        """Write a block of texts from a cell on; new rows come as they are needed. One step for undo."""
        last = min(column + max(map(len, block), default=0), len(self._headings))
        grow = row + len(block) - len(self._rows)
        if grow > 0:
            first = len(self._rows) + SPARE_ROWS
            self.beginInsertRows(NOWHERE, first, first + grow - 1)
            self._rows += [[""] * len(self._headings) for _ in range(grow)]
            self.endInsertRows()
        for down, line in enumerate(block):
            for across, text in enumerate(line[: last - column]):
                self._rows[row + down][column + across] = text.strip()
        if block and last > column:
            self.dataChanged.emit(self.index(row, column), self.index(row + len(block) - 1, last - 1))
        self._changed(self.rows)

    def take_table(self, rows: StudyRows) -> None:
        """Put a whole table with its headings in the place of what is there."""
        self.show_rows(rows)
        self._changed(self.rows)

    def clear(self, cells: Sequence[tuple[int, int]]) -> None:
        """Empty cells."""
        for row, column in cells:
            if row < len(self._rows):
                self._rows[row][column] = ""
                self.dataChanged.emit(self.index(row, column), self.index(row, column))
        self._changed(self.rows)

    def insert(self, row: int) -> None:
        """An empty row before this one."""
        at = min(row, len(self._rows))
        self.beginInsertRows(NOWHERE, at, at)
        self._rows.insert(at, [""] * len(self._headings))
        self.endInsertRows()

    def remove(self, rows: Sequence[int]) -> None:
        """Take rows away."""
        for row in sorted((row for row in rows if row < len(self._rows)), reverse=True):
            self.beginRemoveRows(NOWHERE, row, row)
            del self._rows[row]
            self.endRemoveRows()
        self._changed(self.rows)

    def text(self, row: int, column: int) -> str:
        """The text of a cell."""
        return self._rows[row][column] if row < len(self._rows) else ""

    def is_heading_row(self, cells: Sequence[str]) -> bool:
        """Whether pasted cells name columns of this table, as a copy of a whole table does."""
        named = [cell for cell in cells if any(_has([cell], column) for column in self.table.columns)]
        if len(named) >= max(1, (len(self.table.columns) + 1) // 2) or (len(named) == len(cells) > 1):
            return True
        needed = [column for column in self.table.columns if column.required]
        return bool(needed) and len(cells) > 1 and all(_has(cells, column) for column in needed)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows) + SPARE_ROWS

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_words(section, role)
        column = self.column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            star = " *" if column is not None and column.required else ""
            return shown(self._headings[section], 40) + star
        if role == Qt.ItemDataRole.ToolTipRole:
            if column is None:
                return "A column of yours: kept, not computed with."
            choices = f" One of {', '.join(column.choices)}." if column.choices else ""
            return tip(f"{column.meaning}{'' if column.meaning.endswith('.') else '.'}{choices}")
        return None

    def _row_words(self, section: int, role: int) -> str | None:
        """The number of a row as sentences name it and as it is in a file: the headings are row 1."""
        if role == Qt.ItemDataRole.DisplayRole:
            return str(section + 2)
        return "Rows count as in a file: the headings are row 1." if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, section = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            text = self.text(row, section)
            return text if role == Qt.ItemDataRole.EditRole else shown(text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            column = self.column(section)
            if column is not None and column.type in ("number", "integer"):
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        problem = self._problems.get((row, self._headings[section]))
        if problem and role == Qt.ItemDataRole.ToolTipRole:
            return tip(problem)
        if problem and role == Qt.ItemDataRole.BackgroundRole:
            colour = QColor(current_theme().bad)
            colour.setAlphaF(0.25)
            return colour
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value).strip() == self.text(index.row(), index.column()):
            return False
        self.write(index.row(), index.column(), [[str(value)]])
        return True


class _Choosing(QStyledItemDelegate):
    """Cells with few possible words offer them; anything else can still be typed, and is then marked."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        column = model.column(index.column()) if isinstance(model, StudyGridModel) else None
        choices = column.choices or (("yes", "no") if column.type == "yes_no" else ()) if column is not None else ()
        if not choices:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent, editable=True)
        box.addItems(choices)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)


class StudyGrid(QTableView):
    """Types, copies, pastes, fills down like a spreadsheet."""

    told = Signal(str)
    """What the user should know about what was pasted."""

    def __init__(self, model: StudyGridModel) -> None:
        super().__init__()
        self.cells = model
        self.setModel(model)
        self.setItemDelegate(_Choosing(self))
        self.setAccessibleName(f"Table {model.table.name}")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(23)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        model.modelReset.connect(self.fit_columns)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Make the columns as wide as their headings and first cells."""
        self.resizeColumnsToContents()
        for column in range(self.cells.columnCount()):
            self.setColumnWidth(column, min(max(self.columnWidth(column) + 10, 64), 220))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.empty()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QApplication.clipboard().text())
        elif control and event.key() == Qt.Key.Key_D:
            self.fill_down()
        elif control and event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Backspace):
            self.delete_rows()
        elif control and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Insert):
            self.insert_row()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.empty()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            self._go_down()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the chosen block on the clipboard as spreadsheets paste it."""
        rows, columns = self._block()
        lines = ["\t".join(self.cells.text(row, column) for column in columns) for row in rows]
        QApplication.clipboard().setText("\n".join(lines))

    def paste(self, text: str) -> None:
        """Write a block from a spreadsheet here; a whole table with its headings takes the place of what is there."""
        lines = [line.split("\t") for line in text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")]
        if not text.strip():
            return
        if len(lines) > 1 and self.cells.is_heading_row(lines[0]):
            wide = len(lines[0])
            self.cells.take_table(tuple((*line[:wide], *[""] * (wide - len(line))) for line in lines))
            return
        row, column = max(self.currentIndex().row(), 0), max(self.currentIndex().column(), 0)
        self.cells.write(row, column, lines)
        beyond = max(map(len, lines)) - (self.cells.columnCount() - column)
        if beyond > 0:
            columns = "column was" if beyond == 1 else "columns were"
            self.told.emit(
                f"{beyond} pasted {columns} left out: the table ends there. Paste with the headings to keep them."
            )

    def fill_down(self) -> None:
        """Give every chosen row the texts of the first chosen one."""
        rows, columns = self._block()
        if len(rows) > 1:
            line = [self.cells.text(rows[0], column) for column in columns]
            self.cells.write(rows[0], columns[0], [line] * len(rows))

    def empty(self) -> None:
        """Empty the chosen cells."""
        self.cells.clear([(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()])

    def delete_rows(self) -> None:
        """Take the chosen rows away."""
        self.cells.remove(self._block()[0])

    def insert_row(self) -> None:
        """An empty row before the current one."""
        self.cells.insert(max(self.currentIndex().row(), 0))

    def _go_down(self) -> None:
        current = self.currentIndex()
        below = self.cells.index(min(current.row() + 1, self.cells.rowCount() - 1), current.column())
        self.setCurrentIndex(below)

    def _block(self) -> tuple[list[int], list[int]]:
        chosen = self.selectionModel().selectedIndexes()
        return sorted({index.row() for index in chosen}), sorted({index.column() for index in chosen})

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for words, do in (
            ("Copy", self.copy),
            ("Paste", lambda: self.paste(QApplication.clipboard().text())),
            ("Fill down", self.fill_down),
            ("Insert row", self.insert_row),
            ("Delete rows", self.delete_rows),
        ):
            menu.addAction(words).triggered.connect(lambda _=False, do=do: do())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(at))


def _has(headings: Sequence[str], column: StudyColumn) -> bool:
    names = headings_of(column)
    return any(heading_key(heading) in names for heading in headings)
