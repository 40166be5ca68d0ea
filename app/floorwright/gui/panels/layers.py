"""What is seen: the kinds of the plan, and every imported drawing with its layers."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSlider,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from floorwright.gui.panels.panel import Panel
from floorwright.gui.plain import label, shown, tip
from floorwright.model.diff import Diff
from floorwright.model.kinds import Underlay

KINDS = {
    "machine": "Equipment",
    "flow": "Flows",
    "wall": "Walls",
    "opening": "Openings",
    "aisle": "Aisles",
    "zone": "Areas",
    "label": "Texts",
    "dimension": "Dimensions",
}


class DrawingBox(QGroupBox):
    """One imported drawing: shown, dimmed, locked, its layers, its report."""

    def __init__(self, panel: "LayersPanel", underlay: Underlay) -> None:
        super().__init__(shown(underlay.name, 40))
        self.panel = panel
        self.id = underlay.id
        self._filling = True
        self.visible = QCheckBox("Shown")
        self.locked = QCheckBox("Locked")
        self.locked.setToolTip("A locked drawing cannot be selected or moved.")
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(5, 100)
        self.opacity.setAccessibleName("Dimming")
        self.about = label("", "quiet")
        self.about.setWordWrap(True)
        self.layers = QTreeWidget()
        self.layers.setHeaderLabels(["Layer", "Entities"])
        self.layers.setRootIsDecorated(False)
        self.layers.setAccessibleName(f"Layers of {shown(underlay.name, 40)}")
        self.layers.setMinimumHeight(140)
        self.calibrate, self.report = QPushButton("Calibrate…"), QPushButton("Report…")
        self.all, self.none, self.drawn = QPushButton("All"), QPushButton("None"), QPushButton("As drawn")
        self.remove = QPushButton("Remove")
        grid = QGridLayout(self)
        grid.addWidget(self.visible, 0, 0)
        grid.addWidget(self.locked, 0, 1)
        grid.addWidget(label("Dimming"), 1, 0)
        grid.addWidget(self.opacity, 1, 1)
        grid.addWidget(self.about, 2, 0, 1, 2)
        grid.addWidget(self.layers, 3, 0, 1, 2)
        for row, buttons in enumerate(
            ((self.all, self.none, self.drawn), (self.calibrate, self.report, self.remove)), 4
        ):
            line = QHBoxLayout()
            for button in buttons:
                line.addWidget(button)
            line.addStretch()
            grid.addLayout(line, row, 0, 1, 2)
        self.visible.toggled.connect(lambda on: self._change("Show the drawing", visible=on))
        self.locked.toggled.connect(lambda on: self._change("Lock the drawing", locked=on))
        self.opacity.sliderReleased.connect(self._dim)
        self.opacity.valueChanged.connect(lambda _: None if self.opacity.isSliderDown() else self._dim())
        self.layers.itemChanged.connect(self._layer_switched)
        self.all.clicked.connect(lambda: self._switch_all(True))
        self.none.clicked.connect(lambda: self._switch_all(False))
        self.drawn.clicked.connect(lambda: self._change("Show layers as drawn", shown=()))
        self.calibrate.clicked.connect(lambda: panel.calibrate_asked.emit(self.id))
        self.report.clicked.connect(lambda: panel.report_asked.emit(self.id))
        self.remove.clicked.connect(lambda: panel.plan.session.do("Remove the drawing", lambda e: e.remove(self.id)))
        self.fill(underlay)

    def fill(self, underlay: Underlay) -> None:
        """Show this underlay."""
        self._filling = True
        self.visible.setChecked(underlay.visible)
        self.locked.setChecked(underlay.locked)
        self.opacity.setValue(round(underlay.opacity * 100))
        self.about.setText(f"1 unit = {underlay.scale:g} mm ({underlay.unit}, {shown(underlay.unit_source, 60)})")
        drawing = self.panel.plan.drawings.get(self.id)
        chosen = dict(underlay.shown)
        layers = drawing.layers if drawing else ()
        if self.layers.topLevelItemCount() != len(layers):
            self.layers.clear()
            self.layers.addTopLevelItems([QTreeWidgetItem() for _ in layers])
        for row, layer in enumerate(layers):
            item = self.layers.topLevelItem(row)
            assert item is not None
            item.setText(0, shown(layer.name, 80))
            item.setToolTip(0, tip(layer.name))
            item.setData(0, Qt.ItemDataRole.UserRole, layer.name)
            item.setText(1, str(layer.entities))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            on = chosen.get(layer.name, layer.visible)
            item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        if layers:
            self.layers.resizeColumnToContents(1)
            self.layers.setColumnWidth(0, 190)
        self._filling = False

    def _dim(self) -> None:
        self._change("Dim the drawing", opacity=self.opacity.value() / 100)

    def _layer_switched(self, item: QTreeWidgetItem, column: int) -> None:
        if not self._filling:
            on = item.checkState(0) == Qt.CheckState.Checked
            self._switch({item.data(0, Qt.ItemDataRole.UserRole): on})

    def _switch_all(self, on: bool) -> None:
        drawing = self.panel.plan.drawings.get(self.id)
        self._switch({layer.name: on for layer in drawing.layers} if drawing else {})

    def _switch(self, wanted: dict[str, bool]) -> None:
        underlay = self.panel.plan.session.view.records.get(self.id)
        drawing = self.panel.plan.drawings.get(self.id)
        if not isinstance(underlay, Underlay) or drawing is None:
            return
        said = {layer.name: layer.visible for layer in drawing.layers}
        chosen = {**dict(underlay.shown), **wanted}
        differing = tuple((name, on) for name, on in chosen.items() if said.get(name) is not on)
        self._change("Switch layers", shown=differing)

    def _change(self, words: str, **values: object) -> None:
        underlay = self.panel.plan.session.view.records.get(self.id)
        if self._filling or not isinstance(underlay, Underlay):
            return
        changed = replace(underlay, **values)  # type: ignore[arg-type]
        if changed != underlay:
            self.panel.plan.session.do(words, lambda edit: edit.put(changed))


class LayersPanel(Panel):
    """Switches for the kinds of the plan are not saved; those of a drawing belong to its underlay and can be undone."""

    kinds_hidden = Signal(object)
    """The kinds of record that are not to be seen: a frozenset of names."""
    calibrate_asked = Signal(str)
    report_asked = Signal(str)
    import_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, DrawingBox] = {}
        self.kinds: dict[str, QCheckBox] = {}
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        for place, (kind, title) in enumerate(KINDS.items()):
            box = QCheckBox(title)
            box.setChecked(True)
            box.toggled.connect(lambda _: self.kinds_hidden.emit(self.hidden()))
            self.kinds[kind] = box
            grid.addWidget(box, place // 2, place % 2)
        self.bring = QPushButton("Import drawing…")
        self.bring.clicked.connect(self.import_asked)
        self._list = QVBoxLayout()
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.addWidget(label("Of the plan", "section"))
        layout.addLayout(grid)
        layout.addWidget(label("Imported drawings", "section"))
        layout.addLayout(self._list)
        layout.addWidget(self.bring)
        layout.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def hidden(self) -> frozenset[str]:
        """The kinds that are switched off."""
        return frozenset(kind for kind, box in self.kinds.items() if not box.isChecked())

    def box_of(self, underlay: str) -> DrawingBox | None:
        """What is shown for the underlay of that id."""
        return self._boxes.get(underlay)

    def start(self) -> None:
        for box in list(self._boxes.values()):
            self._drop(box)
        self.follow(self.plan.session.view.changed, self._follow)
        self.plan.drawings_read.connect(self.refresh)
        self.refresh()

    def detach(self) -> None:
        if self._plan is not None:
            self._plan.drawings_read.disconnect(self.refresh)
        super().detach()
        self._plan = None

    def refresh(self) -> None:
        """Show the underlays as they are now."""
        underlays = {underlay.id: underlay for underlay in self.plan.session.view.of(Underlay)}
        for id in [id for id in self._boxes if id not in underlays]:
            self._drop(self._boxes[id])
        for id, underlay in underlays.items():
            if id in self._boxes:
                self._boxes[id].fill(underlay)
            else:
                self._boxes[id] = DrawingBox(self, underlay)
                self._list.addWidget(self._boxes[id])

    def _drop(self, box: DrawingBox) -> None:
        self._boxes.pop(box.id)
        self._list.removeWidget(box)
        box.deleteLater()

    def _follow(self, diff: Diff) -> None:
        if any(isinstance(r, Underlay) for c in diff.values() for r in (c.before, c.after)):
            self.refresh()
