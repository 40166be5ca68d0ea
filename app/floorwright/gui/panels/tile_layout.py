"""Widgets of one size beside each other, wrapped where there is no more room."""

from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem

TILE = QSize(132, 64)
"""Large enough for a thumb on a tablet."""


class TileLayout(QLayout):
    """Puts widgets of one size beside each other and wraps them."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(6)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> Any:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> Any:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._placed(width, apply=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._placed(rect.width(), apply=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        return QSize(TILE.width(), TILE.height())

    def _placed(self, width: int, apply: bool) -> int:
        shown_ones = [item for item in self._items if not item.isEmpty()]
        step_x, step_y = TILE.width() + self.spacing(), TILE.height() + self.spacing()
        columns = max((width + self.spacing()) // step_x, 1)
        for n, item in enumerate(shown_ones if apply else ()):
            corner = QPoint(n % columns * step_x, n // columns * step_y)
            item.setGeometry(QRect(self.geometry().topLeft() + corner, TILE))
        return -(-len(shown_ones) // columns) * step_y
