"""A sheet as it will be printed, drawn from the same marks as the PDF."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from floorwright.gui.canvas.drawing_paths import drawing_paths, shown_layers
from floorwright.gui.canvas.ink import Colouring, Ink, as_printed, ink_of, paint_ink
from floorwright.gui.canvas.underlay_item import paint_paths
from floorwright.gui.theme import current_theme
from floorwright.paper.marks import DrawingMark, Sheet

MARGIN = 14.0


class SheetPreview(QWidget):
    """White paper on a quiet ground."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._ink = Ink()
        self._ink_scale = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(420, 320)
        self.setAccessibleName("Preview of the sheet")

    def sizeHint(self) -> QSize:
        return QSize(640, 470)

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show this sheet, or empty ground where there is none."""
        self._sheet = sheet
        self._ink_scale = 0.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.line))
        sheet = self._sheet
        if sheet is not None:
            room_x, room_y = self.width() - 2 * MARGIN, self.height() - 2 * MARGIN
            scale = max(min(room_x / sheet.width, room_y / sheet.height), 0.01)
            width, height = sheet.width * scale, sheet.height * scale
            paper = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
            painter.fillRect(paper, Qt.GlobalColor.white)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(paper)
            painter.translate(paper.left(), paper.bottom())
            painter.scale(scale, -scale)
            if scale != self._ink_scale:
                self._ink, self._ink_scale = ink_of(sheet.marks, scale), scale
            paint_ink(painter, self._ink, as_printed, paint_drawing, smallest_px=0.0)
        painter.end()


def paint_drawing(painter: QPainter, mark: DrawingMark, colouring: Colouring) -> None:
    """Draw an imported drawing with a painter in floor coordinates."""
    underlay = mark.underlay
    paths = drawing_paths(mark.drawing, (underlay.origin_u, underlay.origin_v))
    painter.save()
    painter.setOpacity(painter.opacity() * underlay.opacity)
    paint_paths(painter, paths, shown_layers(mark.drawing, underlay), underlay, colouring)
    painter.restore()
