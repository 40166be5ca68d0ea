"""The legend of heat and traffic, in a corner of the floor; the mouse goes through it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from floorwright.gui.canvas.ink import ink_of, paint_ink
from floorwright.gui.theme import current_theme
from floorwright.paper.flow_legend import ROW_MM, Row, legend
from floorwright.paper.fonts import drawable, text_width

PX_PER_MM = 3.2
EDGE_MM = 2.0
WIDEST_MM = 70.0
AWAY_PX = 12


class MapLegend(QWidget):
    """Draws the rows of the same legend that a sheet has."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("Legend")
        self.rows: tuple[Row, ...] = ()
        self.hide()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; nothing at all without any."""
        self.rows = tuple(rows)
        self.setVisible(bool(rows))
        words = max((text_width(drawable(row.words), 1.9) for row in rows), default=0.0)
        wide = min(max(words, words + 18 if any(r.sign == "patch" for r in rows) else words), WIDEST_MM)
        self.resize(round((wide + 2 * EDGE_MM) * PX_PER_MM), round((len(rows) * ROW_MM + EDGE_MM * 1.5) * PX_PER_MM))
        self.place()
        self.update()

    def place(self) -> None:
        """Stand in the lower right corner."""
        parent = self.parentWidget()
        assert parent is not None
        self.move(parent.width() - self.width() - AWAY_PX, parent.height() - self.height() - AWAY_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme.canvas)
        ground.setAlphaF(0.9)
        painter.setBrush(ground)
        painter.setPen(QColor(theme.line))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.translate(0, self.height())
        painter.scale(PX_PER_MM, -PX_PER_MM)
        wide, high = self.width() / PX_PER_MM, self.height() / PX_PER_MM
        marks, _ = legend(EDGE_MM, high - 0.5, wide - 2 * EDGE_MM, high, self.rows)
        paint_ink(painter, ink_of(marks, PX_PER_MM, theme.ink))
        painter.end()
