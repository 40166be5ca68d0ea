"""A sentence across the window that stays until it is closed: what was repaired, what is not kept any more."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from floorwright.gui.plain import label, shown


class Banner(QFrame):
    """Shows the sentences it was told, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.words = label("")
        self.words.setWordWrap(True)
        close = QPushButton("Close")
        close.clicked.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.addWidget(self.words, 1)
        layout.addWidget(close)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Add a sentence."""
        lines = [line for line in self.words.text().split("\n") if line]
        if shown(sentence, 400) not in lines:
            lines = [*lines, shown(sentence, 400)][-4:]
        self.words.setText("\n".join(lines))
        self.show()

    def clear(self) -> None:
        """Say nothing any more."""
        self.words.setText("")
        self.hide()
