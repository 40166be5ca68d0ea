"""The field at the cursor in which lengths, points and angles are typed while drawing."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from floorwright.errors import FloorwrightError

OPENS = frozenset("0123456789.,-+@<")
"""The characters that open the field."""
WIDTH = 150


class EntryField(QLineEdit):
    """`accept` is given the text at Enter; what it raises turns the field red and changes nothing."""

    def __init__(self, parent: QWidget, accept: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setObjectName("entry")
        self.setFixedWidth(WIDTH)
        self.setPlaceholderText("length, x;y, @dx;dy, length<angle")
        self._accept = accept
        self.textEdited.connect(lambda _: self.mark_wrong(""))
        self.hide()

    def open_with(self, text: str, px: int, py: int) -> None:
        """Show the field beside a place in the window, with the first character typed."""
        parent = self.parentWidget()
        assert parent is not None
        x = min(px + 18, parent.width() - WIDTH - 4)
        y = min(py + 18, parent.height() - self.sizeHint().height() - 4)
        self.move(max(x, 4), max(y, 4))
        self.setText(text)
        self.mark_wrong("")
        self.show()
        self.raise_()
        self.setFocus()
        self.setCursorPosition(len(text))

    def leave(self) -> None:
        """Close the field; the floor gets the keys again."""
        parent = self.parentWidget()
        self.hide()
        self.clear()
        if parent is not None:
            parent.setFocus()

    def mark_wrong(self, why: str) -> None:
        """Red with the reason, or plain again when there is none."""
        self.setProperty("wrong", bool(why))
        self.setToolTip(why)
        self.style().unpolish(self)
        self.style().polish(self)

    def event(self, event: QEvent) -> bool:
        # Tab would go to the next widget; here it goes from the length to the angle.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            if self.text() and "<" not in self.text():
                self.insert("<") if self.cursorPosition() == len(self.text()) else self.setText(self.text() + "<")
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        try:
            self._accept(self.text())
        except FloorwrightError as error:
            self.mark_wrong(str(error))
        else:
            self.leave()
