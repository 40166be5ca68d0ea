"""The command palette: every action by a few of its letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from floorwright.gui.icons import icon

if TYPE_CHECKING:
    from floorwright.gui.actions import Action

SHOWN = 40


def matching(actions: list[Action], words: str) -> list[Action]:
    """The actions that the words may mean, the best first; AutoCAD's letters come before titles."""
    wanted = words.strip().casefold()
    if not wanted:
        return actions
    ranked = []
    for place, action in enumerate(actions):
        rank = _rank(action, wanted)
        if rank is not None:
            ranked.append((rank, place, action))
    return [action for _, _, action in sorted(ranked, key=lambda item: item[:2])]


def _rank(action: Action, wanted: str) -> int | None:
    title = action.title.casefold()
    if action.letters.casefold() == wanted or (len(wanted) == 1 and action.shortcut.casefold() == wanted):
        return 0
    if title.startswith(wanted):
        return 1
    if all(any(word.startswith(part) for word in title.split()) for part in wanted.split()):
        return 2
    if all(part in f"{title} {action.menu.casefold()}" for part in wanted.split()):
        return 3
    letters = iter(title)
    return 4 if all(letter in letters for letter in wanted.replace(" ", "")) and len(wanted) > 2 else None


class Palette(QDialog):
    """Type, choose with the arrows, Enter."""

    def __init__(self, parent: QWidget, actions: list[Action]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.chosen: Action | None = None
        self._actions = actions
        self.field = QLineEdit(placeholderText="Type a command, or AutoCAD’s letters", clearButtonEnabled=True)
        self.list = QListWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.resize(460, 380)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self._take)
        self.list.itemActivated.connect(lambda _: self._take())
        self.list.itemClicked.connect(lambda _: self._take())
        self._filter("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
        return super().eventFilter(watched, event)

    def _filter(self, words: str) -> None:
        self.list.clear()
        for action in matching(self._actions, words)[:SHOWN]:
            keys = "   ".join(part for part in (action.shortcut, action.letters) if part)
            item = QListWidgetItem(icon(action.icon), f"{action.title}    {keys}" if keys else action.title)
            item.setData(Qt.ItemDataRole.UserRole, action)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen = item.data(Qt.ItemDataRole.UserRole)
            self.accept()
