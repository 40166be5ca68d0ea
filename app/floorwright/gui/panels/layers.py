"""What is seen: the kinds of the plan, and every imported drawing with its layers."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QGroupBox,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from floorwright.gui.layers.table import ROW_PX, LayerTable
from floorwright.gui.panels.panel import Panel
from floorwright.gui.plain import label, shown
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


LEAST_ROWS, MOST_ROWS = 7, 24
"""A drawing with no more layers shows all of them at once: one scroll bar, that of the panel."""
ACTIONS = (
    ("calibrate", "Calibrate…", "Set its scale by a known length on the floor"),
    ("turn", "Turn…", "Turn it by degrees, round its middle"),
    ("replace", "Replace…", "Put a newer revision in its place; everything that was chosen is kept"),
    ("pick", "Pick", "Click lines of it on the floor, to make walls, areas or equipment of them"),
    ("convert", "Convert…", "Make walls, areas, aisles or equipment of its layers and blocks"),
    ("report", "Report…", "What was found in it, and what could not be taken as it is"),
    ("remove", "Remove", "Take it out of the plan"),
)


class DrawingBox(QGroupBox):
    """One imported drawing: shown, dimmed, locked, its layers, and what can be done with it."""

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
        self.opacity.setAccessibleName("Opacity")
        self.opacity.setToolTip("Opacity of the drawing")
        self.about = label("", "quiet")
        self.about.setWordWrap(True)
        self.layers = LayerTable(f"Layers of {shown(underlay.name, 40)}", narrow=True)
        grid = QGridLayout(self)
        grid.addWidget(self.visible, 0, 0)
        grid.addWidget(self.locked, 0, 1)
        grid.addWidget(label("Opacity", "quiet"), 0, 2)
        grid.addWidget(self.opacity, 0, 3)
        grid.setColumnStretch(3, 1)
        grid.addWidget(self.about, 1, 0, 1, 4)
        grid.addLayout(self._actions(), 2, 0, 1, 4)
        grid.addWidget(self.layers, 3, 0, 1, 4)
        self.visible.toggled.connect(lambda on: self._change("Show the drawing", visible=on))
        self.locked.toggled.connect(lambda on: self._change("Lock the drawing", locked=on))
        self.opacity.sliderReleased.connect(self._dim)
        self.opacity.valueChanged.connect(lambda _: None if self.opacity.isSliderDown() else self._dim())
        self.layers.changed.connect(self._layers_changed)
        self.fill(underlay)

    def _actions(self) -> QGridLayout:
        self.buttons: dict[str, QPushButton] = {}
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, (asked, words, tip_words) in enumerate(ACTIONS):
            button = QPushButton(words)
            button.setToolTip(tip_words)
            button.clicked.connect(partial(self.panel.asked.emit, asked, self.id))
            self.buttons[asked] = button
            grid.addWidget(button, place // 3, place % 3)
        return grid

    def fill(self, underlay: Underlay) -> None:
        """Show this underlay."""
        self._filling = True
        self.setTitle(shown(underlay.name, 40))
        self.visible.setChecked(underlay.visible)
        self.locked.setChecked(underlay.locked)
        self.opacity.setValue(round(underlay.opacity * 100))
        self.about.setText(self._about(underlay))
        self.layers.show_drawing(self.panel.plan.drawings.get(underlay.source), underlay.shown, underlay.roles)
        rows = min(max(len(self.layers.model.rows), LEAST_ROWS), MOST_ROWS)
        self.layers.view.setMinimumHeight(rows * ROW_PX + 2 * self.fontMetrics().height())
        self._filling = False

    def _about(self, underlay: Underlay) -> str:
        words = f"1 unit = {underlay.scale:g} mm ({underlay.unit}, {shown(underlay.unit_source, 60)})"
        turned = f", turned by {underlay.rotation:g}°" if underlay.rotation else ""
        obstacles = self.panel.plan.barriers(underlay)
        if not obstacles:
            return f"{words}{turned}"
        from floorwright.analysis.ways.drawn_walls import obstacle_words

        return f"{words}{turned}\n{obstacle_words(obstacles)}."

    def _dim(self) -> None:
        self._change("Dim the drawing", opacity=self.opacity.value() / 100)

    def _layers_changed(self) -> None:
        model = self.layers.model
        self._change("Change layers", shown=model.switched(), roles=model.roles())

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
    import_asked = Signal()
    asked = Signal(str, str)
    """What is to be done, one of `ACTIONS`, and the id of the drawing."""

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
            grid.addWidget(box, place // 3, place % 3)
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
        self.follow(self.plan.session.view.changed, self._follow)
        self.plan.drawings_read.connect(self.refresh)
        self.refresh()

    def detach(self) -> None:
        if self._plan is not None:
            self._plan.drawings_read.disconnect(self.refresh)
            for box in list(self._boxes.values()):
                self._drop(box)
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
        box.layers.close_pictures()
        self._boxes.pop(box.id)
        self._list.removeWidget(box)
        box.deleteLater()

    def _follow(self, diff: Diff) -> None:
        if any(isinstance(r, Underlay) for c in diff.values() for r in (c.before, c.after)):
            self.refresh()
