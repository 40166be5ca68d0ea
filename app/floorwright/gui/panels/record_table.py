"""A table of records on screen: copies and pastes blocks, fills down, sorts, filters, deletes rows."""

from PySide6.QtCore import QEvent, QItemSelectionRange, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from floorwright.gui.panels.fields import Field
from floorwright.gui.panels.pasted_block import block_in, text_of, without_headings
from floorwright.gui.panels.record_model import SORT_ROLE, RecordModel

DELETING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
SAMPLE_ROWS = 200
"""So many rows are looked at to find out how wide a column has to be."""


class RecordTable(QTableView):
    """Works on the chosen block of cells, as it is sorted and filtered on screen."""

    def __init__(self, model: RecordModel, title: str) -> None:
        super().__init__()
        self.records = model
        self.sorted = QSortFilterProxyModel()
        self.sorted.setSourceModel(model)
        self.sorted.setSortRole(SORT_ROLE)
        self.sorted.setFilterKeyColumn(-1)
        self.sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self.sorted)
        self.setAccessibleName(title)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(23)
        self.horizontalHeader().setResizeContentsPrecision(SAMPLE_ROWS)
        self.resizeColumnsToContents()
        for column in range(model.columnCount()):
            self.setColumnWidth(column, min(max(self.columnWidth(column) + 8, 70), 200))

    def event(self, event: QEvent) -> bool:
        # The window has the same keys for what lies on the floor; here they are the table's.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.delete_rows()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.fill_down()
        elif event.key() in DELETING:
            self.delete_rows()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the chosen block on the clipboard as spreadsheets paste it."""
        rows, fields = self._block()
        QApplication.clipboard().setText(text_of([self.records.words(row, f) for f in fields] for row in rows))

    def paste(self, text: str) -> bool:
        """Write a block from a spreadsheet here; what goes beyond the last row makes new rows.

        One cell fills all chosen ones. A first row that repeats the headings is left out.
        """
        current = self.currentIndex()
        column = max(current.column(), 0)
        cells = block_in(text)
        chosen, fields = self._block()
        if len(cells) == len(cells[0]) == 1 and len(chosen) * len(fields) > 1:
            return self.records.paste([cells[0] * len(fields)] * len(chosen), chosen, self._place(fields[0]))
        if chosen:
            column = self._place(fields[0])
        cells = without_headings(cells, [(f.title, self.records.heading(f)) for f in self.records.fields[column:]])
        if not cells:
            return False
        first = self._first_row() if chosen or current.isValid() else self.sorted.rowCount()
        rows = [self.source_row(row) for row in range(first, min(first + len(cells), self.sorted.rowCount()))]
        return self.records.paste(cells, rows, column)

    def fill_down(self) -> None:
        """Give every chosen row the values of the first chosen one."""
        rows, fields = self._block()
        if len(rows) > 1 and fields:
            line = [self.records.words(rows[0], field) for field in fields]
            self.records.paste([line] * len(rows), rows, self._place(fields[0]))

    def delete_rows(self) -> None:
        """Take the chosen rows away, and what cannot be without them."""
        ids = self.records.ids_behind(self._block()[0])
        if ids:
            self.records.plan.session.do("Delete", lambda edit: edit.remove(*ids))

    def source_row(self, row: int) -> int:
        """The row of the model behind a row on screen."""
        return self.sorted.mapToSource(self.sorted.index(row, 0)).row()

    def show_record(self, id: str) -> bool:
        """Scroll to a record and choose its row; False when it is not to be seen here."""
        row = self.records.row_of(id)
        index = self.sorted.mapFromSource(self.records.index(row, 0)) if row is not None else None
        if index is None or not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def _first_row(self) -> int:
        return min((one.top() for one in self._ranges()), default=self.currentIndex().row())

    def _ranges(self) -> list[QItemSelectionRange]:
        chosen = self.selectionModel().selection()
        return [chosen.at(number) for number in range(chosen.count())]

    def _place(self, field: Field) -> int:
        return self.records.fields.index(field)

    def _block(self) -> tuple[list[int], tuple[Field, ...]]:
        """The chosen rows of the model, and the chosen columns."""
        ranges = self._ranges()
        rows = sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})
        columns = sorted({column for one in ranges for column in range(one.left(), one.right() + 1)})
        return [self.source_row(row) for row in rows], tuple(self.records.fields[column] for column in columns)


def _is_ours(event: QKeyEvent) -> bool:
    keys = QKeySequence.StandardKey
    if any(event.matches(key) for key in (keys.Copy, keys.Cut, keys.Paste, keys.SelectAll)):
        return True
    fills = event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return fills or (event.key() in DELETING and event.modifiers() == Qt.KeyboardModifier.NoModifier)
