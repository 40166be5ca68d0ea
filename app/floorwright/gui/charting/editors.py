"""Cells with a choice: typed like any other, with the choices at hand."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from floorwright.gui.charting.symbols import SymbolDelegate

Index = QModelIndex | QPersistentModelIndex


class ChoiceDelegate(QStyledItemDelegate):
    """A line to type in that offers what there is to choose."""

    def __init__(self, parent: QWidget, choices: Callable[[], Sequence[str]]) -> None:
        super().__init__(parent)
        self._choices = choices

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return choice_editor(parent, self._choices())

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setEditText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())


class SymbolChoice(SymbolDelegate):
    """The symbols, drawn, and chosen by their letter or from a list."""

    CHOICES = ("O", "T", "I", "D", "S", "I(O)")

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return choice_editor(parent, self.CHOICES)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setEditText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())


def choice_editor(parent: QWidget, choices: Sequence[str]) -> QComboBox:
    """An editable line with these choices."""
    editor = QComboBox(parent)
    editor.setEditable(True)
    editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    editor.addItems(list(choices))
    editor.setFrame(False)
    return editor
