"""What a program that died has left, and what can be done with a damaged plan."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from floorwright.gui.plain import label, shown, tell
from floorwright.storage.recovery import KEPT_DAYS, Recoverable
from floorwright.storage.salvage import newest_good_backup

ROLE = QDialogButtonBox.ButtonRole


class RecoveryDialog(QDialog):
    """Recover opens one piece of unsaved work; Discard puts it away for 14 days; Later leaves all as it is."""

    recover_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(self, parent: QWidget, found: list[Recoverable]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Unsaved work was found")
        self.setModal(True)
        self.list = QListWidget()
        self.list.setAccessibleName("Unsaved work")
        for each in found:
            item = QListWidgetItem(words_of(each))
            item.setData(Qt.ItemDataRole.UserRole, each)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.take = QPushButton("Recover", default=True)
        self.discard = QPushButton("Discard")
        self.later = QPushButton("Later")
        buttons = QDialogButtonBox()
        buttons.addButton(self.take, ROLE.AcceptRole)
        buttons.addButton(self.discard, ROLE.DestructiveRole)
        buttons.addButton(self.later, ROLE.RejectRole)
        words = label(
            "Floorwright ended before this work was saved. It can be brought back, up to the last finished step."
        )
        words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 12)
        layout.addWidget(words)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.resize(560, 300)
        self.take.clicked.connect(self._recover)
        self.discard.clicked.connect(self._discard)
        self.later.clicked.connect(self.reject)
        self.list.itemDoubleClicked.connect(lambda _: self._recover())

    def _chosen(self) -> Recoverable | None:
        item = self.list.currentItem()
        found: Recoverable | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found

    def _recover(self) -> None:
        found = self._chosen()
        if found is not None:
            self.accept()
            self.recover_asked.emit(found)

    def _discard(self) -> None:
        found = self._chosen()
        if found is None:
            return
        title = f"Discard the unsaved work on “{shown(found.title, 60)}”?"
        box = tell(self, "Discard", title, f"It is kept for {KEPT_DAYS} days and then removed.", bad=True)
        sure = box.addButton("Discard", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        sure.clicked.connect(lambda: self._put_away(found))
        box.finished.connect(box.deleteLater)
        box.open()

    def _put_away(self, found: Recoverable) -> None:
        self.discard_asked.emit(found)
        self.list.takeItem(self.list.currentRow())
        if not self.list.count():
            self.accept()


def words_of(found: Recoverable) -> str:
    """One piece of unsaved work: its name, where it belongs, how much of it there is, and from when."""
    when = datetime.fromtimestamp(found.changed_at).strftime("%Y-%m-%d %H:%M")
    place = shown(str(found.path), 80) if found.path else "never saved"
    steps = "1 step" if found.steps == 1 else f"{found.steps} steps"
    lost = f", {found.lost} damaged" if found.lost else ""
    return f"{shown(found.title, 60)}\n{place} · {steps}{lost} · {when}"


class DamagedDialog(QDialog):
    """A plan is damaged: take what can be salvaged, or its newest whole backup. `choice` is what was chosen."""

    def __init__(self, parent: QWidget, why: str, path: Path) -> None:
        super().__init__(parent)
        self.choice = ""
        self.setWindowTitle(f"“{shown(path.name, 60)}” is damaged")
        self.setModal(True)
        words = label(shown(why, 600))
        words.setWordWrap(True)
        more = label("Nothing is written over. What is opened is a copy, to be saved under a name of its own.", "quiet")
        more.setWordWrap(True)
        backup = newest_good_backup(path)
        self.backup = QPushButton("There is no whole backup")
        self.backup.setEnabled(backup is not None)
        self.salvage = QPushButton("Open what can be salvaged", default=backup is None)
        if backup is not None:
            day = datetime.strptime(backup.day, "%Y%m%d").date().isoformat()
            self.backup.setText(f"Open the backup of {day}")
            self.backup.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.backup, ROLE.AcceptRole)
        buttons.addButton(self.salvage, ROLE.ActionRole)
        buttons.rejected.connect(self.reject)
        self.backup.clicked.connect(lambda: self._choose("backup"))
        self.salvage.clicked.connect(lambda: self._choose("salvage"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 12)
        layout.addWidget(words)
        layout.addWidget(more)
        layout.addWidget(buttons)
        self.setMinimumWidth(460)

    def _choose(self, what: str) -> None:
        self.choice = what
        self.accept()
