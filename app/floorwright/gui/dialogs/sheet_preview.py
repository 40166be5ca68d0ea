"""A sheet as it will be printed, drawn from the same marks as the PDF."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from floorwright.gui.canvas.drawing_painter import paint_drawing
from floorwright.gui.canvas.ink import Colouring, as_printed, ink_of, paint_ink
from floorwright.gui.theme import current_theme
from floorwright.paper.marks import DrawingMark, Sheet

MARGIN = 14.0


class SheetPreview(QWidget):
    """White paper on a quiet ground."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._picture: QPixmap | None = None
        self._pictured: tuple[QSize, float, str] = (QSize(), 0.0, "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(420, 320)
        self.setAccessibleName("Preview of the sheet")

    def sizeHint(self) -> QSize:
        return QSize(640, 470)

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show this sheet, or empty ground where there is none."""
        self._sheet = sheet
        self._picture = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._current_picture())
        painter.end()

    def _current_picture(self) -> QPixmap:
        """The sheet at this size: drawn once, and again only when the sheet, the size or the theme is another."""
        ratio = self.devicePixelRatioF()
        ground = QColor(current_theme().line)
        wanted = (self.size(), ratio, ground.name())
        if self._picture is None or self._pictured != wanted:
            self._picture, self._pictured = QPixmap(self.size() * ratio), wanted
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(ground)
            if self._sheet is not None:
                self._paint(self._picture, self._sheet)
        return self._picture

    def _paint(self, picture: QPixmap, sheet: Sheet) -> None:
        room_x, room_y = self.width() - 2 * MARGIN, self.height() - 2 * MARGIN
        scale = max(min(room_x / sheet.width, room_y / sheet.height), 0.01)
        width, height = sheet.width * scale, sheet.height * scale
        paper = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        painter = QPainter(picture)
        painter.fillRect(paper, Qt.GlobalColor.white)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(paper)
        painter.translate(paper.left(), paper.bottom())
        painter.scale(scale, -scale)
        paint_ink(painter, ink_of(sheet.marks, scale), as_printed, paint_drawing_mark, smallest_px=0.0)
        painter.end()


def paint_drawing_mark(painter: QPainter, mark: DrawingMark, colouring: Colouring) -> None:
    """Draw an imported drawing with a painter in floor coordinates."""
    painter.save()
    painter.setOpacity(painter.opacity() * mark.underlay.opacity)
    paint_drawing(painter, mark.drawing, mark.underlay, colouring)
    painter.restore()
