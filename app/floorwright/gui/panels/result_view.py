"""A result table on screen: it sorts, copies as a spreadsheet reads it, and leads from a row to what it speaks of."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from floorwright.analysis.result import Cell, Table
from floorwright.gui.plain import shown, tip
from floorwright.gui.theme import current_theme

Index = QModelIndex | QPersistentModelIndex
Rows = Sequence[Sequence[Cell]]
NOWHERE = QModelIndex()
SORT_ROLE = Qt.ItemDataRole.UserRole
SOURCE_ROLE = Qt.ItemDataRole.UserRole + 1


class ResultModel(QAbstractTableModel):
    """The cells of a `Table`; numbers are shown with the decimals of their column and sorted as numbers.

    `shade_from` is the first column whose numbers are shaded by their share of the largest; None shades nothing.
    """

    def __init__(self, table: Table, shade_from: int | None = None) -> None:
        super().__init__()
        self._table = table
        self._shade_from = shade_from
        self._largest = 0.0
        self.show_table(table)

    @property
    def table(self) -> Table:
        """What is shown."""
        return self._table

    def show_table(self, table: Table) -> None:
        """Show another table; the view keeps its place where the table has the same shape."""
        before = self._table
        same = table.columns == before.columns and len(table.rows) == len(before.rows)
        if not same:
            self.beginResetModel()
        self._table = table
        if self._shade_from is not None:
            numbers = [c for row in table.rows for c in row[self._shade_from :] if isinstance(c, int | float)]
            self._largest = max(numbers, default=0.0)
        if not same:
            self.endResetModel()
        elif changed := _changed_cells(before.rows, table.rows, self._shade_from is not None):
            (top, left), (bottom, right) = changed
            self.dataChanged.emit(self.index(top, left), self.index(bottom, right))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or section >= len(self._table.columns):
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        column = self._table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{shown(column.name, 40)} [{column.unit}]" if column.unit else shown(column.name, 40)
        return tip(column.name) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self._table.rows[index.row()][index.column()]
        column = self._table.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            decimals = 0 if column.type == "integer" else column.decimals
            return shown(cell_words(cell, decimals, column.type in ("number", "integer")))
        if role == Qt.ItemDataRole.TextAlignmentRole and column.type in ("number", "integer"):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(cell, str) and len(cell) > 12:
            return tip(cell)
        if role == Qt.ItemDataRole.ForegroundRole and isinstance(cell, str) and cell.endswith(("better", "worse")):
            return QColor(current_theme().good if cell.endswith("better") else current_theme().bad)
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._shade(index.column(), cell)
        if role == SORT_ROLE:
            return cell if cell is not None else float("-inf") if column.type != "text" else ""
        if role == SOURCE_ROLE:
            return self._table.sources[index.row()] if index.row() < len(self._table.sources) else ""
        return None

    def _shade(self, column: int, cell: Cell) -> QColor | None:
        if self._shade_from is None or column < self._shade_from or not isinstance(cell, int | float) or not cell:
            return None
        colour = QColor(current_theme().accent)
        colour.setAlphaF(0.08 + 0.42 * min(cell / self._largest, 1.0) if self._largest else 0.0)
        return colour


class ResultView(QTableView):
    """Shows a result table. Choosing a row tells the record it speaks of."""

    chosen = Signal(str)
    """The id of the record that the current row speaks of."""
    cell_chosen = Signal(int, int)
    """The row and column of the table, as it was before it was sorted, that was clicked."""

    def __init__(self, name: str, shade_from: int | None = None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.results = ResultModel(Table(name, (), ()), shade_from)
        self._sorted = QSortFilterProxyModel()
        self._sorted.setSourceModel(self.results)
        self._sorted.setSortRole(SORT_ROLE)
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(22)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setHighlightSections(False)
        self.clicked.connect(self._tell)
        self.activated.connect(self._tell)

    def show_table(self, table: Table) -> None:
        """Show this table."""
        fresh = table.columns != self.results.table.columns
        self.results.show_table(table)
        if fresh:
            self.resizeColumnsToContents()
            for column in range(len(table.columns)):
                self.setColumnWidth(column, min(self.columnWidth(column) + 8, 240))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the chosen rows, or all, on the clipboard with their headings, as spreadsheets paste them."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        table = self.results.table
        taken = [self._sorted.mapToSource(self._sorted.index(row, 0)).row() for row in rows]
        lines = ["\t".join(f"{c.name} [{c.unit}]" if c.unit else c.name for c in table.columns)]
        for row in taken or range(len(table.rows)):
            lines.append("\t".join(_pasted(cell) for cell in table.rows[row]))
        QApplication.clipboard().setText("\n".join(lines))

    def _tell(self, index: QModelIndex) -> None:
        at = self._sorted.mapToSource(index)
        self.cell_chosen.emit(at.row(), at.column())
        source = index.data(SOURCE_ROLE)
        if source:
            self.chosen.emit(source)


def _changed_cells(before: Rows, now: Rows, shaded: bool) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The first and last row and column of what differs in tables of one shape; None when nothing does.

    Shades are shares of the largest number: where one cell changes, all may.
    """
    rows = [number for number, (a, b) in enumerate(zip(before, now, strict=True)) if a != b]
    if not rows:
        return None
    if shaded:
        return (0, 0), (len(now) - 1, len(now[0]) - 1)
    columns = [n for row in rows for n, (a, b) in enumerate(zip(before[row], now[row], strict=True)) if a != b]
    return (rows[0], min(columns)), (rows[-1], max(columns))


def cell_words(cell: Cell, decimals: int, number: bool = False) -> str:
    """A cell for reading: what cannot be computed is n/a, a number has its decimals."""
    if cell is None:
        return "n/a" if number else ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return f"{cell:,.{decimals}f}".replace(",", "\u202f").replace("-", "−")
    return cell


def _pasted(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else " ".join(str(cell).split())
