"""The widgets in which fields are edited: a line, a choice, a check mark; red with the reason when a value is wrong."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from floorwright.gui.panels.fields import Field, names_of
from floorwright.gui.plain import shown, tip
from floorwright.model.diff import Records

VARIOUS = "various"
Apply = Callable[[Field, str], object]
"""Is given the text that the user has accepted."""


def editor_of(field: Field, apply: Apply) -> QWidget:
    """A widget for a field, which gives accepted texts to `apply`."""
    made: QWidget
    if field.kind == "yes_no":
        box = QCheckBox()
        box.clicked.connect(lambda on: apply(field, "yes" if on else "no"))
        made = box
    elif field.kind in ("choice", "record"):
        combo = QComboBox()
        # A long name in the list would push the form out of its panel.
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        combo.activated.connect(lambda _: apply(field, combo.currentText() if combo.currentData() else ""))
        made = combo
    else:
        line = QLineEdit()
        line.editingFinished.connect(partial(_finished, field, line, apply))
        made = line
    made.setAccessibleName(field.title)
    return made


def show_in(editor: QWidget, field: Field, words: str | None, records: Records) -> None:
    """Show a value as text; None is a value that differs from record to record."""
    if isinstance(editor, QCheckBox):
        editor.setTristate(words is None)
        state = Qt.CheckState.PartiallyChecked if words is None else Qt.CheckState.Unchecked
        editor.setCheckState(Qt.CheckState.Checked if words == "yes" else state)
    elif isinstance(editor, QComboBox):
        _fill(editor, field, words, records)
    elif isinstance(editor, QLineEdit) and not (editor.hasFocus() and editor.isModified()):
        editor.setText(words or "")
        editor.setPlaceholderText(VARIOUS if words is None else "")
        mark(editor, "")


def mark(editor: QWidget | None, why: str) -> None:
    """Red with the reason, or plain again when there is none."""
    if editor is None or bool(editor.property("wrong")) == bool(why):
        return
    editor.setProperty("wrong", bool(why))
    editor.setToolTip(tip(why) if why else "")
    editor.style().unpolish(editor)
    editor.style().polish(editor)


def _finished(field: Field, line: QLineEdit, apply: Apply) -> None:
    if line.isModified():
        line.setModified(False)
        apply(field, line.text())


def _fill(combo: QComboBox, field: Field, words: str | None, records: Records) -> None:
    choices: list[tuple[str, Any]] = [("", "")] if field.optional else []
    if field.kind == "record":
        choices += [(name, id) for id, name in names_of(field.of, records).items()]
    else:
        choices += [(choice.value, choice) for choice in field.of]
    combo.clear()
    for name, data in choices:
        combo.addItem(shown(name, 60), data)
    combo.setPlaceholderText(VARIOUS)
    combo.setCurrentIndex(-1 if words is None else combo.findText(shown(words, 60)))
