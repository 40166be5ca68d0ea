"""Small pictures of the symbols, drawn from their own marks."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from floorwright.gui.canvas.ink import ink_of, paint_ink
from floorwright.gui.icons import drawn_icon
from floorwright.gui.theme import Theme, current_theme
from floorwright.paper.symbols import Symbol, symbol_marks

SIZE = 56
MARGIN = 5


def thumbnail(symbol: Symbol) -> QIcon:
    """The symbol at its usual size, filling the picture."""
    return drawn_icon(lambda size, mode: _drawn(symbol, current_theme(), min(size.width(), size.height())))


@lru_cache(maxsize=1024)
def _drawn(symbol: Symbol, theme: Theme, pixels: int) -> QPixmap:
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(pixels / 2, pixels / 2)
    ratio = pixels / SIZE
    scale = (SIZE - 2 * MARGIN) * ratio / max(symbol.width, symbol.depth)
    painter.scale(scale, -scale)
    paint_ink(painter, ink_of(symbol_marks(symbol, symbol.width, symbol.depth), 3.2 * ratio, theme.ink))
    painter.end()
    return pixmap
