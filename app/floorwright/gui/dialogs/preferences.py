"""What is set for all plans: the theme, the name of the author, and the keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from floorwright.gui.actions import all_actions
from floorwright.gui.plain import label
from floorwright.gui.preferences import Preferences, keep_preferences

THEMES = {"system": "As the system", "light": "Light", "dark": "Dark"}


class PreferencesDialog(QDialog):
    """OK keeps them and tells `changed`."""

    changed = Signal()

    def __init__(self, parent: QWidget, preferences: Preferences) -> None:
        super().__init__(parent)
        self.setWindowTitle("Preferences")
        self.setModal(True)
        self._preferences = preferences
        self.theme = QComboBox()
        for name, title in THEMES.items():
            self.theme.addItem(title, name)
        self.theme.setCurrentIndex(max(list(THEMES).index(preferences.theme) if preferences.theme in THEMES else 0, 0))
        self.author = QLineEdit(preferences.author)
        self._actions = all_actions()
        self.keys = QTableWidget(len(self._actions), 2)
        self.keys.setHorizontalHeaderLabels(["Command", "Keys"])
        self.keys.verticalHeader().hide()
        self.keys.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.keys.setAccessibleName("Keys")
        for row, action in enumerate(self._actions):
            command = QTableWidgetItem(f"{action.menu.replace('/', ' › ')} › {action.title}")
            command.setFlags(command.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.keys.setItem(row, 0, command)
            self.keys.setItem(row, 1, QTableWidgetItem(preferences.shortcuts.get(action.id, action.shortcut)))
        self.problem = label("", "bad")
        self.problem.setWordWrap(True)
        form = QFormLayout()
        form.addRow("Theme", self.theme)
        form.addRow("Author in new plans", self.author)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addLayout(form)
        layout.addWidget(label("Keys: double-click to change, empty for none", "section"))
        layout.addWidget(self.keys, 1)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.resize(560, 560)

    def take(self) -> None:
        """Keep what was set, unless two commands would share a key."""
        wanted = {action.id: self._keys_of(row) for row, action in enumerate(self._actions)}
        twice = shared_key(wanted)
        if twice:
            titles = [action.title for action in self._actions if wanted[action.id] == twice]
            self.problem.setText(f"{twice} is given to {' and '.join(titles)}. Give each its own.")
            return
        self._preferences.theme = self.theme.currentData()
        self._preferences.author = self.author.text().strip()
        self._preferences.shortcuts = {
            action.id: wanted[action.id] for action in self._actions if wanted[action.id] != action.shortcut
        }
        keep_preferences(self._preferences)
        self.changed.emit()
        self.accept()

    def _keys_of(self, row: int) -> str:
        item = self.keys.item(row, 1)
        typed = item.text().strip() if item is not None else ""
        normal = QKeySequence(typed).toString(QKeySequence.SequenceFormat.PortableText)
        before = self._actions[row].shortcut
        return before if normal == QKeySequence(before).toString(QKeySequence.SequenceFormat.PortableText) else normal


def shared_key(keys: dict[str, str]) -> str:
    """A key that two commands have; empty when each has its own."""
    seen: set[str] = set()
    for key in keys.values():
        if key and key in seen:
            return key
        seen.add(key)
    return ""
