"""Something went wrong that nobody foresaw: the work is safe, the report can be copied, and the user chooses."""

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from floorwright.gui.plain import label

ROLE = QDialogButtonBox.ButtonRole


class TroubleDialog(QDialog):
    """`choice` is `continue`, `copy` to save a copy of the plan, or `quit`."""

    def __init__(self, parent: QWidget, report: str) -> None:
        super().__init__(parent)
        self.choice = "continue"
        self.setWindowTitle("Something went wrong")
        self.setModal(True)
        words = label(
            "Floorwright met an error that should not be. Your work up to the last finished step is in the journal. "
            "You can go on, save a copy under another name, or quit and recover the work at the next start."
        )
        words.setWordWrap(True)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setAccessibleName("Report")
        self.copy = QPushButton("Copy the report")
        go_on = QPushButton("Continue", default=True)
        save = QPushButton("Save a copy…")
        leave = QPushButton("Quit")
        buttons = QDialogButtonBox()
        buttons.addButton(self.copy, ROLE.ActionRole)
        buttons.addButton(go_on, ROLE.AcceptRole)
        buttons.addButton(save, ROLE.ActionRole)
        buttons.addButton(leave, ROLE.DestructiveRole)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report.toPlainText()))
        go_on.clicked.connect(lambda: self._choose("continue"))
        save.clicked.connect(lambda: self._choose("copy"))
        leave.clicked.connect(lambda: self._choose("quit"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 12)
        layout.addWidget(words)
        layout.addWidget(label("The report holds nothing of the drawing:", "quiet"))
        layout.addWidget(self.report, 1)
        layout.addWidget(buttons)
        self.resize(640, 420)

    def _choose(self, what: str) -> None:
        self.choice = what
        self.accept()
