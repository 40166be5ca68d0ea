"""The table of the layers of a drawing: search, presets, roles; shared by the import and the Layers panel."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from floorwright.gui.layers.model import COLOUR, HIDE, NAME, PICTURE, ROLE, SHOWN, THINGS, LayerModel
from floorwright.gui.layers.thumbnails import HEIGHT_PX, WIDTH_PX, Thumbnails
from floorwright.gui.plain import label
from floorwright.model.drawing import Drawing
from floorwright.model.layer_presets import PRESETS, shown_by

ROW_PX = HEIGHT_PX // 2 + 4
CHOICES = (("", "–  just drawn"), ("wall", "Wall"), ("column", "Column"), ("aisle", "Aisle"), (HIDE, "Hide"))
WIDTHS = {SHOWN: 30, PICTURE: WIDTH_PX // 2 + 10, ROLE: 74, COLOUR: 52, THINGS: 76}
NARROW = {SHOWN: 26, PICTURE: WIDTH_PX // 2 + 8, ROLE: 66, THINGS: 60}
"""The columns in a panel at the side of the window."""


class LayerTable(QWidget):
    """Shows the layers of a drawing and what was chosen for them."""

    changed = Signal()
    """Something was shown, hidden or given a role."""
    pointed = Signal(object)
    """The names of the layers that are selected in the table."""

    def __init__(self, title: str = "Layers of the drawing", narrow: bool = False) -> None:
        super().__init__()
        self.thumbnails = Thumbnails(self)
        self.model = LayerModel(self.thumbnails.picture)
        self.thumbnails.made.connect(self.model.picture_made)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText("Search layers")
        self.search.setAccessibleName("Search layers")
        self.presets = QComboBox()
        self.presets.setAccessibleName("Which layers to show")
        self.presets.setPlaceholderText("Show…")
        self.presets.addItems(PRESETS)
        self.presets.setCurrentIndex(-1)
        self.view = _View(title)
        self.view.setModel(self.model)
        self.view.arrange(NARROW if narrow else WIDTHS)
        self.suggested = QPushButton(autoDefault=False)
        self.suggested.setToolTip("Give these layers the role that their names suggest.")
        self.words = label("", "quiet")
        self.words.setWordWrap(True)
        self.words.hide()
        self.roles: dict[str, QPushButton] = {}
        line = QHBoxLayout()
        line.setSpacing(2)
        self.setting = QComboBox()
        self.setting.setPlaceholderText("Set selected layers to…")
        self.setting.setAccessibleName("Set selected layers to")
        for choice, words in CHOICES:
            self.setting.addItem(words, choice)
        self.setting.setCurrentIndex(-1)
        self.setting.activated.connect(self._set)
        line.addWidget(self.setting, 1)
        self.setting.setVisible(narrow)
        if not narrow:
            line.addWidget(label("Set to", "quiet"))
        for choice, words in () if narrow else CHOICES:
            button = QPushButton(words.replace("–  just", "Just"))
            button.setAutoDefault(False)
            button.setAccessibleName(f"Selected layers: {words}")
            button.clicked.connect(partial(self.choose, choice))
            self.roles[choice] = button
            line.addWidget(button)
        line.addStretch()
        above = QHBoxLayout()
        above.addWidget(self.search, 1)
        above.addWidget(self.presets)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(above)
        layout.addWidget(self.suggested)
        layout.addWidget(self.words)
        layout.addWidget(self.view, 1)
        layout.addLayout(line)
        self.search.textChanged.connect(self.model.look_for)
        self.presets.activated.connect(self._show_preset)
        self.suggested.clicked.connect(self.model.take_suggestions)
        self.model.changed.connect(self._changed)
        self.view.chosen.connect(self.choose)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._pointed())
        self.model.modelReset.connect(self._pointed)
        self._look()

    def show_drawing(
        self, drawing: Drawing | None, switched: Sequence[tuple[str, bool]], roles: Sequence[tuple[str, str]]
    ) -> None:
        """Show the layers of this drawing with what was chosen for them."""
        self.thumbnails.show_drawing(drawing)
        self.model.show_layers(drawing.layers if drawing else (), switched, roles)
        self._look()

    def selected(self) -> list[int]:
        """The rows that are selected."""
        return sorted({index.row() for index in self.view.selectionModel().selectedRows()})

    def select(self, *names: str) -> None:
        """Select layers by name."""
        self.view.clearSelection()
        for number in range(self.model.rowCount()):
            if self.model.row(number).layer.name in names:
                flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
                self.view.selectionModel().select(self.model.index(number, NAME), flags)

    def choose(self, choice: str) -> None:
        """Give the selected layers a role, or hide them."""
        chosen = self.selected()
        if chosen:
            self.model.choose(chosen, choice)
        else:
            self._say("Select layers first: with Shift or Ctrl several.")

    def show_preset(self, preset: str) -> None:
        """Show and hide layers by a preset; when no layer is called so, that is said."""
        wanted = shown_by(preset, self.model.layers, self.model.roles())
        self.words.hide()
        if wanted:
            self.model.switch(wanted)
        else:
            self._say(f"“{preset}” finds nothing here: no layer has a name that says so.")

    def close_pictures(self) -> None:
        """Make no more pictures: the table is not needed any more."""
        self.thumbnails.close()

    def _set(self, row: int) -> None:
        self.choose(self.setting.itemData(row))
        self.setting.setCurrentIndex(-1)

    def _show_preset(self, row: int) -> None:
        self.show_preset(self.presets.itemText(row))
        self.presets.setCurrentIndex(-1)

    def _changed(self) -> None:
        self.words.hide()
        self._look()
        self.changed.emit()

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.show()

    def _look(self) -> None:
        waiting = self.model.suggestions()
        counts = [(word, sum(row.suggested == role for row in waiting)) for role, word in _KINDS]
        parts = ", ".join(f"{count} {word}{'s' * (count != 1)}" for word, count in counts if count)
        self.suggested.setText(f"Take what the names suggest: {parts}")
        self.suggested.setVisible(bool(waiting))

    def _pointed(self) -> None:
        self.pointed.emit([self.model.row(number).layer.name for number in self.selected()])


_KINDS = (("wall", "wall"), ("column", "column"), ("aisle", "aisle"))


class _View(QTableView):
    chosen = Signal(str)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setIconSize(QSize(WIDTH_PX // 2, HEIGHT_PX // 2))
        self._delegate = _RoleDelegate(self)
        self.setItemDelegateForColumn(ROLE, self._delegate)

    def arrange(self, widths: dict[int, int]) -> None:
        """Set the columns' widths; the name takes what is left."""
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(24)
        for column in WIDTHS.keys() - widths.keys():
            self.setColumnHidden(column, True)
        for column, width in widths.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(THINGS, QHeaderView.ResizeMode.ResizeToContents)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows or hides every selected layer; Enter is left to the dialog."""
        if event.key() == Qt.Key.Key_Space and self.selectionModel().hasSelection():
            model = self.model()
            assert isinstance(model, LayerModel)
            rows = [model.row(index.row()) for index in self.selectionModel().selectedRows()]
            on = not all(row.shown for row in rows)
            model.switch({row.layer.name: on for row in rows})
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)


class _RoleDelegate(QStyledItemDelegate):
    """A list to choose a role from; it counts for every selected row."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:  # type: ignore[override]
        box = QComboBox(parent)
        for choice, words in CHOICES:
            box.addItem(words, choice)
        box.activated.connect(lambda _: self._choose(box))
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:  # type: ignore[override]
        assert isinstance(editor, QComboBox)
        model = index.model()
        assert isinstance(model, LayerModel)
        row = model.row(index.row())
        editor.setCurrentIndex(editor.findData(row.guess or row.choice))
        editor.showPopup()

    def setModelData(self, editor: QWidget, model: object, index: QModelIndex) -> None:  # type: ignore[override]
        """What was chosen has been taken over by `activated`."""

    def _choose(self, box: QComboBox) -> None:
        view = self.parent()
        assert isinstance(view, _View)
        choice: str = box.currentData()
        self.closeEditor.emit(box)
        view.chosen.emit(choice)
