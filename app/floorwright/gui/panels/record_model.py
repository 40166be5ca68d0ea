"""The records of one kind as rows that are edited like a spreadsheet's; every accepted change is one undo step."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from floorwright.errors import FloorwrightError
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.panels.fields import FIELDS, TITLES, Field, Known, read, told_of, written
from floorwright.gui.panels.new_rows import NewRows
from floorwright.gui.plain import shown, tip
from floorwright.model.diff import Diff, Records
from floorwright.model.document import Edit
from floorwright.model.record import Record

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
SORT_ROLE = Qt.ItemDataRole.UserRole
ONE_BY_ONE = 50
"""With more rows that come or go at once the view starts anew instead of following each."""
PROBLEMS_TOLD = 3
SAME = object()
"""In the place of a value that stays as it is."""


class RecordModel(QAbstractTableModel):
    """The records of one kind in the order in which they were made, a row each."""

    def __init__(self, plan: OpenPlan, kind: type[Record]) -> None:
        super().__init__()
        self.plan = plan
        self.kind = kind
        self.fields = FIELDS[kind]
        self.ids: list[str] = []
        self._rows: dict[str, int] = {}
        self._gather()

    def record(self, row: int) -> Record:
        """The record in a row."""
        return self.plan.session.view.records[self.ids[row]]

    def row_of(self, id: str) -> int | None:
        """The row of a record; None when it is not here."""
        return self._rows.get(id)

    def ids_behind(self, rows: Sequence[int]) -> list[str]:
        """The ids of what is removed with these rows."""
        return [self.ids[row] for row in rows]

    def put(self, edit: Edit, rows: Sequence[Record]) -> None:
        """Put what these changed and new rows say into the plan."""
        edit.put(*rows)

    def value(self, record: Record, field: Field, text: str, said: Mapping[str, Any], records: Records) -> Any:
        """What a text means in a row of which the values `said` are known already; `SAME` for what is there.

        Raises:
            FloorwrightError: when it means nothing.
        """
        product = said.get("product", getattr(record, "product", ""))
        return read(field, text, told_of(field, product, records), self.plan.plan.unit)

    def changed(self, record: Record, values: Mapping[str, Any]) -> Record:
        """The row with other values."""
        return replace(record, **values)

    def take_up(self, diff: Diff) -> None:
        """Follow a change of the plan."""
        kind, rows = self.kind, self._rows
        gone = [id for id, change in diff.items() if id in rows and not isinstance(change.after, kind)]
        come = [id for id, change in diff.items() if id not in rows and isinstance(change.after, kind)]
        if len(gone) + len(come) > ONE_BY_ONE:
            self.beginResetModel()
            self._gather()
            self.endResetModel()
            return
        for id in gone:
            row = rows[id]
            self.beginRemoveRows(NOWHERE, row, row)
            self.ids.pop(row)
            self._number()
            self.endRemoveRows()
        if come:
            self.beginInsertRows(NOWHERE, len(self.ids), len(self.ids) + len(come) - 1)
            self.ids += come
            self._number()
            self.endInsertRows()
        changed = [self._rows[id] for id in diff if id in self._rows]
        if changed:
            self.dataChanged.emit(self.index(min(changed), 0), self.index(max(changed), len(self.fields) - 1))

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
        return self.heading(self.fields[section])

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
            if field.kind in ("length", "number", "whole"):
                return float("-inf") if value is None else float(value)
            return self.words(index.row(), field).casefold()
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        field = self.fields[index.column()]
        text = str(value)
        if role != Qt.ItemDataRole.EditRole or text == self.words(index.row(), field):
            return False
        record = self.record(index.row())
        try:
            value = self.value(record, field, text, {}, self.plan.session.view.records)
            changed = self.changed(record, {field.name: value})
        except FloorwrightError as error:
            self.plan.told.emit(str(error))
            return False
        return self.plan.session.do(f"Set {field.title.casefold()}", lambda edit: self.put(edit, [changed]))

    def heading(self, field: Field) -> str:
        """What stands over a column."""
        return field.heading(self.plan.plan.unit)

    def words(self, row: int, field: Field) -> str:
        """A cell as text."""
        value = getattr(self.record(row), field.name)
        return written(field, value, self.plan.session.view.records, self.plan.plan.unit)

    def paste(self, cells: Sequence[Sequence[str]], rows: Sequence[int], column: int) -> bool:
        """Write a block of texts over the given rows and onwards, new rows after the last one; all or nothing.

        What cannot be taken is named by the row and column of the block; nothing changes then.
        """
        columns = self.fields[column:]
        records, new = Known(self.plan.session.view.records), NewRows(self.kind, self.plan)
        changed: list[Record] = []
        problems: list[str] = []
        for number, line in enumerate(cells, 1):
            if len(line) > len(columns):
                problems.append(f"row {number} has {len(line)} cells; from here there are {len(columns)} columns.")
                continue
            try:
                record = self.record(rows[number - 1]) if number <= len(rows) else new.make()
            except FloorwrightError as error:
                problems.append(str(error))
                break
            made = self._taken(record, list(zip(columns, line, strict=False)), records, number, problems)
            if made is not None:
                changed.append(made)
        if problems:
            more = len(problems) - PROBLEMS_TOLD
            rest = f" And {more} more." if more > 0 else ""
            self.plan.told.emit(f"Nothing was pasted: {' '.join(problems[:PROBLEMS_TOLD])}{rest}")
            return False
        words = f"Paste {len(changed)} rows" if len(changed) > 1 else "Paste"
        return self.plan.session.do(words, lambda edit: self.put(edit, changed))

    def add(self) -> bool:
        """A new row with the usual values."""
        try:
            made = NewRows(self.kind, self.plan).make()
        except FloorwrightError as error:
            self.plan.told.emit(str(error))
            return False
        return self.plan.session.do(f"Add {TITLES[self.kind].casefold()}", lambda edit: self.put(edit, [made]))

    def _taken(
        self, record: Record, cells: list[tuple[Field, str]], records: Records, number: int, problems: list[str]
    ) -> Record | None:
        """The record with the values of a row; None, and the problems, when one is refused.

        Values are put in all at once: one alone may make no sense beside those that are there.
        """
        values: dict[str, Any] = {}
        before = len(problems)
        for field, text in cells:
            try:
                values[field.name] = self.value(record, field, text, values, records)
            except FloorwrightError as error:
                problems.append(f"row {number}, column {field.title}: {error}")
        if len(problems) > before:
            return None
        try:
            return self.changed(record, {name: value for name, value in values.items() if value is not SAME})
        except FloorwrightError as error:
            problems.append(f"row {number}: {error}")
            return None

    def _gather(self) -> None:
        self.ids = [record.id for record in self.plan.session.view.of(self.kind)]
        self._number()

    def _number(self) -> None:
        self._rows = {id: row for row, id in enumerate(self.ids)}
