"""Making walls, areas, aisles or equipment of parts of a drawing: of what is picked, of layers, or of blocks."""

from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QStringListModel, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from floorwright.editing.commands.converting import (
    aisles_from,
    areas_from,
    convert,
    equipment_from,
    hide_layers,
    walls_from,
)
from floorwright.editing.tools.pick_drawing import picked_of
from floorwright.errors import FloorwrightError
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import label, shown
from floorwright.model.document import Edit
from floorwright.model.drawing import Drawing
from floorwright.model.drawing_parts import Parts, no_parts, parts_of_blocks, parts_on
from floorwright.model.kinds import Underlay
from floorwright.model.layer_roles import LayerRole, layers_with, suggested_role
from floorwright.model.record import Record

KINDS = (
    ("walls", "Walls", "Lines 50 to 600 mm apart become one wall with its thickness, other lines thin walls."),
    ("areas", "Areas", "Every closed outline becomes an area; a text in it is its name."),
    ("aisles", "Aisles", "Every line becomes an aisle; a rectangle one along its middle, as wide as it is."),
    ("equipment", "Equipment", "Every block instance becomes equipment of its size; other lines become one together."),
)
WORDS = {"wall": "wall", "zone": "area", "aisle": "aisle", "machine": "piece of equipment"}
COUNTING = "Counting…"
LATER_MS = 120
"""Counting waits until the hand has settled on what it chooses."""
MOST_MADE = 20_000
MOST_LINES = 50_000
"""More lines than this would keep the window waiting for seconds."""


class ConvertDialog(QDialog):
    """Says how many things it would make before it makes them, as one undo step."""

    converted = Signal(str)
    """What was made, in words."""

    def __init__(
        self, parent: QWidget, plan: OpenPlan, underlay: Underlay, drawing: Drawing, kind: str = "walls"
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Convert from {shown(underlay.name, 60)}")
        self.setModal(True)
        self._plan, self._underlay, self._drawing = plan, underlay, drawing
        self._picked = picked_of(plan.session, underlay.id)
        self._made: list[Record] = []
        self._offering = False
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText("Search")
        self.search.setAccessibleName("Search layers and blocks")
        counts = dict(zip(*np.unique(drawing.insert_block, return_counts=True), strict=True))
        self.layers = _Names(
            "Layers", {layer.name: layer.entities for layer in drawing.layers if layer.entities}, "things"
        )
        blocks = {name: int(counts[n]) for n, name in enumerate(drawing.block_names) if n in counts}
        self.blocks = _Names("Blocks", blocks, "instances")
        self.sources = QTabWidget()
        if self._picked is not None:
            page = QWidget()
            column = QVBoxLayout(page)
            column.addWidget(label(f"{self._picked.count:,} things are picked in the drawing."))
            column.addStretch()
            self.sources.addTab(page, "Picked")
        self.sources.addTab(self.layers, "Layers")
        if self.blocks.names:
            self.sources.addTab(self.blocks, "Blocks")
        self.kinds: dict[str, QRadioButton] = {}
        group = QButtonGroup(self)
        right = QVBoxLayout()
        right.addWidget(label("Make of it", "section"))
        for each, words, about in KINDS:
            button = QRadioButton(words)
            button.setToolTip(about)
            group.addButton(button)
            self.kinds[each] = button
            right.addWidget(button)
        self.kinds[kind].setChecked(True)
        self.about = label("", "quiet")
        self.about.setWordWrap(True)
        right.addWidget(self.about)
        self.symbol = QComboBox()
        self.symbol.setAccessibleName("Symbol")
        for symbol in sorted(plan.library.symbols.values(), key=lambda one: one.title):
            self.symbol.addItem(symbol.title, symbol.id)
        self.symbol.setCurrentIndex(max(self.symbol.findData("machine"), 0))
        self.name = QLineEdit()
        self.name.setPlaceholderText("As the block")
        self.name.setAccessibleName("Name of the equipment")
        self.form = QFormLayout()
        self.form.addRow("Symbol", self.symbol)
        self.form.addRow("Name", self.name)
        right.addLayout(self.form)
        self.hide_after = QCheckBox("Hide these layers of the drawing afterwards")
        right.addWidget(self.hide_after)
        self.outcome = label("", "figure")
        self.outcome.setWordWrap(True)
        right.addWidget(self.outcome)
        right.addStretch()
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.sources, 1)
        across = QHBoxLayout()
        across.addLayout(left, 3)
        across.addSpacing(12)
        across.addLayout(right, 2)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = QPushButton("Make", default=True)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.make)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 12)
        layout.addLayout(across, 1)
        layout.addWidget(buttons)
        self.resize(720, 460)
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.count)
        self.search.textChanged.connect(self._search)
        self.sources.currentChanged.connect(lambda _: self._look())
        for names in (self.layers, self.blocks):
            names.selectionModel().selectionChanged.connect(lambda *_: self._look())
        group.buttonToggled.connect(lambda _, on: self._kind_chosen() if on else None)
        self.name.textChanged.connect(lambda _: self._later.start())
        self.symbol.currentIndexChanged.connect(lambda _: self._later.start())
        self._offer_layers()
        self.layers.selectionModel().selectionChanged.connect(lambda *_: self._chosen_by_hand())
        if kind != "walls":
            self.sources.setCurrentWidget(self.layers)
        self._look()
        self.count()

    @property
    def kind(self) -> str:
        """What is to be made: `walls`, `areas`, `aisles` or `equipment`."""
        return next(kind for kind, button in self.kinds.items() if button.isChecked())

    def parts(self) -> Parts:
        """What it is made of."""
        source = self.sources.currentWidget()
        if source is self.layers:
            return parts_on(self._drawing, self.layers.chosen())
        if source is self.blocks:
            return parts_of_blocks(self._drawing, self.blocks.chosen())
        return self._picked or no_parts(self._drawing)

    def count(self) -> None:
        """Work out what would be made and say it."""
        self._later.stop()
        parts = self.parts()
        many = parts.count > MOST_LINES and self.kind != "equipment"
        self._made = [] if many else self._make_of(parts)
        too_many = f"{parts.count:,} lines are too many at once: choose fewer layers, or import only a region."
        self.outcome.setText(too_many if many else made_words(self._made))
        self.take.setEnabled(0 < len(self._made) <= MOST_MADE)

    def make(self) -> None:
        """Make it, as one undo step, and select what was made."""
        self.count()
        if not self.take.isEnabled():
            return
        session = self._plan.session
        hidden = self._layers_used() if self.hide_after.isChecked() else []

        def make(edit: Edit) -> Sequence[str]:
            if hidden:
                edit.put(hide_layers(self._underlay, self._drawing, hidden))
            return convert(edit, self._made)

        if session.do(f"Convert to {self.kind}", make):
            session.rest()
            self.converted.emit(made_words(self._made).replace("This makes", "Made:"))
            self.accept()

    def _make_of(self, parts: Parts) -> list[Record]:
        drawing, underlay, records = self._drawing, self._underlay, self._plan.session.view.records
        try:
            match self.kind:
                case "walls":
                    return list(walls_from(drawing, underlay, parts))
                case "areas":
                    return list(areas_from(drawing, underlay, parts, records))
                case "aisles":
                    return list(aisles_from(drawing, underlay, parts))
            symbol: str = self.symbol.currentData() or "machine"
            return list(equipment_from(drawing, underlay, parts, records, symbol, self.name.text()))
        except FloorwrightError as error:
            self.about.setText(str(error))
            return []

    def _layers_used(self) -> list[str]:
        """The layers that are chosen; of blocks and picked things those on which nothing else lies."""
        if self.sources.currentWidget() is self.layers:
            return self.layers.chosen()
        parts = self.parts()
        used, kept = set[int](), set[int]()
        kinds = (
            self._drawing.segment_layer, self._drawing.arc_layer, self._drawing.fill_layer, self._drawing.text_layer,
        )  # fmt: skip
        for mask, layers in zip(parts.masks[:4], kinds, strict=True):
            used |= set(np.unique(layers[mask]).tolist())
            kept |= set(np.unique(layers[~mask]).tolist())
        return [self._drawing.layers[number].name for number in sorted(used - kept)]

    def _chosen_by_hand(self) -> None:
        self.layers.told = self.layers.told or not self._offering

    def _offer_layers(self) -> None:
        """Choose the layers that have the role of what is made, or whose names suggest it, until the user chooses."""
        role = {"walls": LayerRole.WALL, "aisles": LayerRole.AISLE}.get(self.kind)
        if self.layers.told or role is None:
            return
        given = layers_with(self._underlay.roles, role)
        named = {layer.name for layer in self._drawing.layers if suggested_role(layer.name) is role}
        self._offering = True
        self.layers.clearSelection()
        self.layers.choose(given or named)
        self._offering = False

    def _look(self) -> None:
        if self.sources.currentWidget() is self.blocks and self.kind != "equipment" and not self.blocks.told:
            # Whoever opens the blocks for the first time wants their equipment.
            self.blocks.told = True
            self.kinds["equipment"].setChecked(True)
        self.about.setText(next(about for kind, _, about in KINDS if kind == self.kind))
        for row in (self.symbol, self.name):
            self.form.setRowVisible(row, self.kind == "equipment")
        self.outcome.setText(COUNTING)
        self._later.start()

    def _kind_chosen(self) -> None:
        self._offer_layers()
        self._look()

    def _search(self, words: str) -> None:
        for names in (self.layers, self.blocks):
            names.look_for(words)


class _Names(QListView):
    """Names to choose some of, with a filter; names that are filtered out stay chosen."""

    def __init__(self, title: str, counts: dict[str, int], of: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.names = list(counts)
        self.told = False
        """Whether the user has chosen here, or was led here once."""
        self._model = QStringListModel(
            [f"{shown(name, 120)}  ·  {_counted(count, of)}" for name, count in counts.items()]
        )
        self.setModel(self._model)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def chosen(self) -> list[str]:
        """The names that are selected."""
        return [self.names[row] for row in sorted({index.row() for index in self.selectionModel().selectedIndexes()})]

    def choose(self, names: Iterable[str]) -> None:
        """Select these names."""
        wanted = set(names)
        for row, name in enumerate(self.names):
            if name in wanted:
                self.selectionModel().select(self._model.index(row), self.selectionModel().SelectionFlag.Select)

    def look_for(self, words: str) -> None:
        """Show only names in which every word is found."""
        parts = words.casefold().split()
        for row, name in enumerate(self.names):
            self.setRowHidden(row, not all(part in name.casefold() for part in parts))


def _counted(count: int, of: str) -> str:
    return f"{count:,} {of.removesuffix('s') if count == 1 else of}"


def made_words(made: Sequence[Record]) -> str:
    """How many of what, in words."""
    if not made:
        return "Nothing yet: choose what to make it of."
    if len(made) > MOST_MADE:
        return f"{len(made):,} things are too many for one plan: choose fewer."
    word = WORDS[made[0].KIND]
    many = word if len(made) == 1 else "pieces of equipment" if word.startswith("piece") else f"{word}s"
    return f"This makes {len(made):,} {many}."
