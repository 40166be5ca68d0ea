"""Large signs, to be read and hit while walking and looking elsewhere."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QSizePolicy


def enlarge(widget: QLabel | QPushButton, points: int) -> None:
    """Write in bold letters of this size."""
    font = widget.font()
    font.setPointSize(points)
    font.setBold(True)
    widget.setFont(font)


class NamesEdit(QLineEdit):
    """A field for names, separated by commas. Enter is the field's own and no key of the window round it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


def large_button() -> QPushButton:
    """A button that takes all the room there is and never the keyboard."""
    button = QPushButton()
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    button.setMinimumHeight(72)
    enlarge(button, 18)
    return button
