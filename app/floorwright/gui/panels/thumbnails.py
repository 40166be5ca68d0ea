"""Small pictures of the symbols, drawn from their own marks."""

from functools import lru_cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from floorwright.gui.canvas.ink import ink_of, paint_ink
from floorwright.gui.theme import current_theme
from floorwright.paper.symbols import Symbol, symbol_marks

SIZE = 56
MARGIN = 5


def thumbnail(symbol: Symbol) -> QIcon:
    """The symbol at its usual size, filling the picture."""
    return _drawn(symbol, current_theme().name)


@lru_cache(maxsize=1024)
def _drawn(symbol: Symbol, theme: str) -> QIcon:
    icon = QIcon()
    for ratio in (1, 2):
        pixmap = QPixmap(QSize(SIZE * ratio, SIZE * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(SIZE * ratio / 2, SIZE * ratio / 2)
        scale = (SIZE - 2 * MARGIN) * ratio / max(symbol.width, symbol.depth)
        painter.scale(scale, -scale)
        ink = ink_of(symbol_marks(symbol, symbol.width, symbol.depth), 3.2 * ratio, current_theme().ink)
        paint_ink(painter, ink)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        icon.addPixmap(pixmap)
    return icon
