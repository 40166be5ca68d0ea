"""The library: every symbol with its picture and real size, to click or drag onto the floor."""

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from floorwright.gui.canvas.view import SYMBOL_MIME
from floorwright.gui.panels.panel import Panel
from floorwright.gui.panels.thumbnails import SIZE, thumbnail
from floorwright.gui.plain import label, shown, tip
from floorwright.paper.symbols import Symbol
from floorwright.units import Unit, format_length

ALL = "All categories"


class SymbolList(QListWidget):
    """Symbols; a press that moves drags one out."""

    dragged = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setIconSize(QSize(SIZE, SIZE))
        self.setUniformItemSizes(True)
        self.setWordWrap(True)
        self.setSpacing(1)
        self._pressed: QPoint | None = None
        self.setAccessibleName("Symbols")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(self._pressed) if self._pressed is not None else None
        moved = (event.position().toPoint() - self._pressed).manhattanLength() if self._pressed is not None else 0
        if item is None or moved < QApplication.startDragDistance():
            return
        self._pressed = None
        data = QMimeData()
        data.setData(SYMBOL_MIME, item.data(Qt.ItemDataRole.UserRole).id.encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(item.icon().pixmap(SIZE, SIZE))
        drag.exec(Qt.DropAction.CopyAction)


class LibraryPanel(Panel):
    """Search always visible; a click takes the symbol in the hand."""

    taken = Signal(str)
    """The id of the symbol that was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.search = QLineEdit(placeholderText="Search equipment", clearButtonEnabled=True)
        self.search.setAccessibleName("Search equipment")
        self.category = QComboBox()
        self.category.setAccessibleName("Category")
        self.list = SymbolList()
        self.count = label("", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        for widget in (self.search, self.category, self.list, self.count):
            layout.addWidget(widget)
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.returnPressed.connect(self._take_first)
        self.category.currentTextChanged.connect(lambda _: self._fill())
        self.list.itemClicked.connect(self._take)
        self.list.itemActivated.connect(self._take)

    def start(self) -> None:
        categories = sorted({symbol.category for symbol in self.plan.library.symbols.values()})
        self.category.blockSignals(True)
        self.category.clear()
        self.category.addItems([ALL, *categories])
        self.category.blockSignals(False)
        self._fill()

    def refresh_pictures(self) -> None:
        """Draw the pictures in the colours of another theme."""
        if self._plan is not None:
            self._fill()

    def focus_search(self) -> None:
        """Begin to search."""
        self.search.setFocus()
        self.search.selectAll()

    def _fill(self) -> None:
        self.list.clear()
        chosen = self.category.currentText()
        for symbol in self.plan.library.search(self.search.text()):
            if chosen in (ALL, "", symbol.category):
                self.list.addItem(self._item(symbol))
        self.count.setText(f"{self.list.count()} of {len(self.plan.library.symbols)} symbols")

    def _item(self, symbol: Symbol) -> QListWidgetItem:
        item = QListWidgetItem(
            thumbnail(symbol), f"{shown(symbol.title, 60)}\n{size_words(symbol, self.plan.plan.unit)}"
        )
        item.setToolTip(tip(f"{symbol.title}: {symbol.category}. Click, then click on the floor; or drag it there."))
        item.setData(Qt.ItemDataRole.UserRole, symbol)
        return item

    def _take_first(self) -> None:
        if self.list.count():
            self.list.setCurrentRow(0)
            self._take(self.list.item(0))

    def _take(self, item: QListWidgetItem) -> None:
        self.taken.emit(item.data(Qt.ItemDataRole.UserRole).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)


def size_words(symbol: Symbol, unit: Unit) -> str:
    """The usual width and depth of a symbol, in the unit of the plan."""
    small = Unit.MM if unit in (Unit.MM, Unit.CM, Unit.M) else unit
    width, depth = (format_length(size, small).rsplit(" ", 1)[0] for size in (symbol.width, symbol.depth))
    return f"{width} × {depth} {small.value}"
