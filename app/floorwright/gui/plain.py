"""Words from plans and files are shown as plain text, never read as markup."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox, QWidget

LONGEST = 200


def shown(text: str, longest: int = LONGEST) -> str:
    """The text on one line, without control and direction marks, cut where it is too long to read."""
    clean = text[: longest * 4]
    if not clean.isprintable():
        clean = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in clean)
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


def tip(text: str) -> str:
    """The text for a tool tip, which Qt would otherwise read as markup when it looks like it."""
    return _escaped(shown(text, 500))


def _escaped(text: str) -> str:
    # The module html would bring a table of 2,231 entities along.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def label(text: str = "", role: str = "") -> QLabel:
    """A label that shows plain text; `role` chooses its look in the theme."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def rewrite(field: QLabel, text: str, least: int = 0) -> None:
    """Change the words of a label that changes often; it has room for the widest so far, at least so many pixels.

    What is round it is laid out anew only when it needs more: Qt asks for no room where the size of a label is fixed.
    """
    if text == field.text():
        return
    field.setText(text)
    needed = field.sizeHint()
    if needed.width() > field.width() or field.minimumWidth() != field.maximumWidth():
        field.setFixedSize(max(needed.width(), least), needed.height())


def tell(parent: QWidget, title: str, text: str, more: str = "", bad: bool = False) -> QMessageBox:
    """A message box with plain text, not yet shown."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(_escaped(more).replace("\n", "<br>") if more else "")
    box.setIcon(QMessageBox.Icon.Warning if bad else QMessageBox.Icon.Information)
    return box
