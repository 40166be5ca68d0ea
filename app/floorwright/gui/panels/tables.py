"""Equipment, flows, products, methods and steps as tables that behave like a spreadsheet."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from floorwright.errors import FloorwrightError
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.panels.fields import FIELDS, TITLES, Field, read, written
from floorwright.gui.panels.panel import Panel
from floorwright.gui.plain import shown, tip
from floorwright.model.diff import Diff
from floorwright.model.kinds import Flow, Machine, Method, Product, Step
from floorwright.model.record import Record, new_id

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
SORT_ROLE = Qt.ItemDataRole.UserRole
KINDS: tuple[type[Record], ...] = (Machine, Flow, Product, Method, Step)
TABS = {Machine: "Equipment", Flow: "Flows", Product: "Products", Method: "Methods", Step: "Steps"}


class RecordModel(QAbstractTableModel):
    """The records of one kind, a row each; every accepted change is one undo step."""

    def __init__(self, plan: OpenPlan, kind: type[Record]) -> None:
        super().__init__()
        self.plan = plan
        self.kind = kind
        self.fields = FIELDS[kind]
        self.ids: list[str] = [record.id for record in plan.session.view.of(kind)]

    def record(self, row: int) -> Record:
        """The record in a row."""
        return self.plan.session.view.records[self.ids[row]]

    def take_up(self, diff: Diff) -> None:
        """Follow a change of the plan."""
        for id, change in diff.items():
            if isinstance(change.before, self.kind) and not isinstance(change.after, self.kind) and id in self.ids:
                row = self.ids.index(id)
                self.beginRemoveRows(NOWHERE, row, row)
                self.ids.pop(row)
                self.endRemoveRows()
            elif isinstance(change.after, self.kind) and change.before is None:
                self.beginInsertRows(NOWHERE, len(self.ids), len(self.ids))
                self.ids.append(id)
                self.endInsertRows()
            elif isinstance(change.after, self.kind) and id in self.ids:
                row = self.ids.index(id)
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.fields) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return self.fields[section].heading(self.plan.plan.unit)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        field = self.fields[index.column()]
        value = getattr(self.record(index.row()), field.name)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            words = self.words(index.row(), field)
            return words if role == Qt.ItemDataRole.EditRole else shown(words)
        if role == Qt.ItemDataRole.TextAlignmentRole and field.kind in ("length", "number", "whole"):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and field.kind == "text" and len(str(value)) > 20:
            return tip(str(value))
        if role == SORT_ROLE:
            if isinstance(value, int | float):
                return float(value)
            return self.words(index.row(), field).casefold()
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        field = self.fields[index.column()]
        text = str(value)
        if role != Qt.ItemDataRole.EditRole or text == self.words(index.row(), field):
            return False
        record = self.record(index.row())
        try:
            changed = replace(record, **{field.name: self._read(field, text)})
        except FloorwrightError as error:
            self.plan.told.emit(str(error))
            return False
        return self.plan.session.do(f"Set {field.title.casefold()}", lambda edit: edit.put(changed))

    def words(self, row: int, field: Field) -> str:
        """A cell as text."""
        value = getattr(self.record(row), field.name)
        return written(field, value, self.plan.session.view.records, self.plan.plan.unit)

    def paste(self, cells: list[list[str]], rows: list[int], column: int) -> bool:
        """Write a block of texts over the given rows and onwards, new rows after the last one; all or nothing."""
        changed: list[Record] = []
        try:
            for number, line in enumerate(cells):
                beside = self.fields[column : column + len(line)]
                texts = dict(zip(beside, line, strict=False))
                if number < len(rows):
                    changed.append(self._changed(self.record(rows[number]), texts, number))
                else:
                    changed.append(self._made(texts, number))
        except FloorwrightError as error:
            self.plan.told.emit(f"Nothing was pasted: {error}")
            return False
        words = f"Paste {len(changed)} rows" if len(changed) > 1 else "Paste"
        return self.plan.session.do(words, lambda edit: edit.put(*changed))

    def add(self) -> bool:
        """A new row with the usual values."""
        try:
            made = self._made({}, 0)
        except FloorwrightError as error:
            self.plan.told.emit(str(error))
            return False
        return self.plan.session.do(f"Add {TITLES[self.kind].casefold()}", lambda edit: edit.put(made))

    def _changed(self, record: Record, texts: dict[Field, str], number: int) -> Record:
        values = {}
        for field, text in texts.items():
            try:
                values[field.name] = self._read(field, text)
            except FloorwrightError as error:
                raise FloorwrightError(f"row {number + 1}, column {field.title}: {error}") from error
        return replace(record, **values)

    def _made(self, texts: dict[Field, str], number: int) -> Record:
        return self._changed(usual(self.kind, self.plan), texts, number)

    def _read(self, field: Field, text: str) -> Any:
        return read(field, text, self.plan.session.view.records, self.plan.plan.unit)


def usual(kind: type[Record], plan: OpenPlan) -> Record:
    """A new record of a kind with values to begin with.

    Raises:
        FloorwrightError: when there is nothing yet for it to refer to.
    """
    view = plan.session.view
    names = {getattr(record, "name", "") for record in view.of(kind)}
    number = next(n for n in range(1, len(names) + 2) if f"{TITLES[kind]} {n}" not in names)
    name = f"{TITLES[kind]} {number}"
    if kind is Machine:
        return Machine(id=new_id(), name=name, x=0.0, y=0.0, width=2000.0, depth=1000.0)
    if kind is Product:
        return Product(id=new_id(), name=name)
    if kind is Method:
        return Method(id=new_id(), name=name, speed_m_s=1.3)
    products, machines = view.of(Product), view.of(Machine)
    if not products or len(machines) < 2:
        raise FloorwrightError(
            "A routing needs a product and two stations first.", hint="Place equipment and add a product."
        )
    product = products[-1].id
    if kind is Flow:
        order = max((flow.order + 1 for flow in view.of(Flow) if flow.product == product), default=0)
        return Flow(id=new_id(), product=product, start=machines[0].id, end=machines[1].id, order=order)
    order = max((step.order + 1 for step in view.of(Step) if step.product == product), default=0)
    return Step(id=new_id(), product=product, machine=machines[0].id, description="New step", order=order)


class RecordTable(QTableView):
    """Copies and pastes blocks, deletes rows, fills down."""

    def __init__(self, model: RecordModel) -> None:
        super().__init__()
        self.records = model
        self.sorted = QSortFilterProxyModel()
        self.sorted.setSourceModel(model)
        self.sorted.setSortRole(SORT_ROLE)
        self.sorted.setFilterKeyColumn(-1)
        self.sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self.sorted)
        self.setAccessibleName(TABS[model.kind])
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(23)
        self.resizeColumnsToContents()
        for column in range(model.columnCount()):
            self.setColumnWidth(column, min(max(self.columnWidth(column) + 8, 70), 200))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.fill_down()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_rows()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the chosen block on the clipboard as spreadsheets paste it."""
        block = self._block()
        lines = ["\t".join(self.records.words(row, f) for f in block[1]) for row in block[0]]
        QApplication.clipboard().setText("\n".join(lines))

    def paste(self, text: str) -> bool:
        """Write a block from a spreadsheet here; what goes beyond the last row makes new rows."""
        cells = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
        current = self.currentIndex()
        first = current.row() if current.isValid() else self.sorted.rowCount()
        rows = [self.source_row(row) for row in range(first, min(first + len(cells), self.sorted.rowCount()))]
        return self.records.paste(cells, rows, max(current.column(), 0))

    def fill_down(self) -> None:
        """Give every chosen row the values of the first chosen one."""
        rows, fields = self._block()
        if len(rows) > 1 and fields:
            line = [self.records.words(rows[0], field) for field in fields]
            self.records.paste([line] * len(rows), rows, self.records.fields.index(fields[0]))

    def delete_rows(self) -> None:
        """Take the chosen rows away, and what cannot be without them."""
        ids = [self.records.ids[row] for row in self._block()[0]]
        if ids:
            self.records.plan.session.do("Delete", lambda edit: edit.remove(*ids))

    def _block(self) -> tuple[list[int], tuple[Field, ...]]:
        chosen = self.selectionModel().selectedIndexes()
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        return [self.source_row(row) for row in rows], tuple(self.records.fields[column] for column in columns)

    def source_row(self, row: int) -> int:
        """The row of the model behind a row on screen."""
        return self.sorted.mapToSource(self.sorted.index(row, 0)).row()


class TablesPanel(Panel):
    """One tab a kind; what is chosen in a table can be shown on the floor."""

    show_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[type[Record], RecordTable] = {}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.filter = QLineEdit(placeholderText="Filter", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter")
        self.add, self.delete, self.show_row = (
            QPushButton("Add row"),
            QPushButton("Delete rows"),
            QPushButton("Show on plan"),
        )
        row = QHBoxLayout()
        row.addWidget(self.filter, 1)
        for button in (self.add, self.delete, self.show_row):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.tabs)
        self.filter.textChanged.connect(lambda _: self._filter())
        self.tabs.currentChanged.connect(lambda _: self._filter())
        self.add.clicked.connect(self._add)
        self.delete.clicked.connect(lambda: self._now().delete_rows())
        self.show_row.clicked.connect(self._show_row)

    def start(self) -> None:
        while self.tabs.count():
            page: QWidget | None = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if page is not None:
                page.deleteLater()
        self.tables = {}
        for kind in KINDS:
            self.tables[kind] = RecordTable(RecordModel(self.plan, kind))
            self.tabs.addTab(self.tables[kind], TABS[kind])
        self.follow(self.plan.session.view.changed, self._follow)

    def open_tab(self, kind: type[Record]) -> None:
        """Show the table of a kind."""
        self.tabs.setCurrentWidget(self.tables[kind])

    def _now(self) -> RecordTable:
        return self.tables[KINDS[max(self.tabs.currentIndex(), 0)]]

    def _follow(self, diff: Diff) -> None:
        for table in self.tables.values():
            table.records.take_up(diff)

    def _filter(self) -> None:
        if self.tables:
            self._now().sorted.setFilterFixedString(self.filter.text())

    def _add(self) -> None:
        table = self._now()
        if table.records.add():
            table.scrollToBottom()

    def _show_row(self) -> None:
        table = self._now()
        if table.currentIndex().isValid():
            self.show_asked.emit(table.records.ids[table.source_row(table.currentIndex().row())])
