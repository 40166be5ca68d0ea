"""How an imported drawing lies: which part of it, turned how far, how pale, locked; and how its file is read."""

import contextlib

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QSlider, QWidget

from floorwright.errors import FloorwrightError
from floorwright.gui.dialogs.importing.size import mark_wrong
from floorwright.gui.plain import label, shown
from floorwright.model.drawing import Drawing
from floorwright.model.region import Region, parsed_region
from floorwright.units import parse_number

ENCODINGS = ("utf-8", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp932", "gbk", "big5", "cp949")
ALL, MAIN, DRAWN = "all", "main", "drawn"
MOST_NAMED = 5
PALEST = 5
ROOM = 1e-3
"""The main part is taken with this share of its size around it, so that its own border lies inside."""


class PlaceBox(QWidget):
    """`changed`: what is shown must be drawn anew; `read_asked`: the file must be read anew."""

    changed = Signal()
    read_asked = Signal()
    region_asked = Signal()
    """The user wants to draw the region in the preview."""

    def __init__(self) -> None:
        super().__init__()
        self._box: Region | None = None
        self.parts = QComboBox()
        self.parts.setAccessibleName("Which part of the drawing")
        self.corners = QLineEdit()
        self.corners.setPlaceholderText("x1 y1 x2 y2, or drag in the drawing")
        self.corners.setAccessibleName("Corners of the region, in units of the drawing")
        self.strays = label("", "quiet")
        self.strays.setWordWrap(True)
        self.rotation = QLineEdit()
        self.rotation.setPlaceholderText("0°, or click a line that should be level")
        self.rotation.setAccessibleName("Turned by degrees")
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(PALEST, 100)
        self.opacity.setValue(100)
        self.opacity.setAccessibleName("Opacity")
        self.percent = QLabel("100 %")
        self.percent.setMinimumWidth(44)
        self.locked = QCheckBox("Locked: it cannot be selected or moved by accident")
        self.locked.setChecked(True)
        self.encoding, self.layout_choice = QComboBox(), QComboBox()
        self.encoding.setAccessibleName("Encoding of the texts")
        self.layout_choice.setAccessibleName("Sheet of the drawing")
        line = QHBoxLayout()
        line.addWidget(self.opacity, 1)
        line.addWidget(self.percent)
        self.form = QFormLayout(self)
        self.form.setContentsMargins(4, 8, 4, 0)
        self.form.addRow("Sheet", self.layout_choice)
        self.form.addRow("Texts are in", self.encoding)
        self.form.addRow("Take", self.parts)
        self.form.addRow("Corners", self.corners)
        self.form.addRow(self.strays)
        self.form.addRow("Turned by", self.rotation)
        self.form.addRow("Opacity", line)
        self.form.addRow(self.locked)
        self.parts.currentIndexChanged.connect(lambda _: self._part_chosen())
        self.corners.textEdited.connect(lambda _: self._corners_typed())
        self.rotation.textChanged.connect(lambda _: self.changed.emit())
        self.opacity.valueChanged.connect(self._dimmed)
        for choice in (self.encoding, self.layout_choice):
            choice.currentIndexChanged.connect(lambda _: self.read_asked.emit())

    def show_drawing(self, drawing: Drawing) -> None:
        """Offer what this drawing has: its sheets, its far-away things."""
        self._box = drawing.box
        self._offer_readings(drawing)
        kept = self.parts.currentData() or ALL
        self.parts.blockSignals(True)
        self.parts.clear()
        self.parts.addItem("All of it", ALL)
        count = len(drawing.strays)
        if count and drawing.box is not None:
            self.parts.addItem(f"The main part, without {count:,} thing{'s' * (count != 1)} far away", MAIN)
        self.parts.addItem("A region…", DRAWN)
        self.parts.setCurrentIndex(max(self.parts.findData(kept), 0))
        self.parts.blockSignals(False)
        places = ", ".join(f"({x:.4g}, {y:.4g})" for x, y in drawing.strays[:MOST_NAMED])
        more = " …" if count > MOST_NAMED else ""
        self.strays.setText(f"Far from everything else, in units of the drawing: {places}{more}" if count else "")
        self.form.setRowVisible(self.strays, bool(count))
        self._show_corners()

    def hide_reading(self) -> None:
        """A newer revision is read as the older one was: only how it lies can be changed."""
        for row in (self.encoding, self.layout_choice, self.parts, self.corners, self.strays):
            self.form.setRowVisible(row, False)

    def region(self) -> Region | None:
        """The part that is chosen; None for all of it."""
        match self.parts.currentData():
            case "main":
                return padded(self._box) if self._box else None
            case "drawn":
                typed = self.corners.text().strip()
                region = parsed_region(typed) if typed else None
                mark_wrong(self.corners, bool(typed) and region is None)
                return region
        return None

    def take_region(self, region: Region | None) -> None:
        """A region was drawn in the preview; None for none."""
        self.parts.blockSignals(True)
        self.parts.setCurrentIndex(self.parts.findData(DRAWN if region else ALL))
        self.parts.blockSignals(False)
        self.corners.setText(" ".join(f"{value:.6g}" for value in region) if region else "")
        self._show_corners()
        self.changed.emit()

    def angle(self) -> float:
        """By how many degrees it is turned counter-clockwise; 0 and red where what is typed is no number."""
        typed = self.rotation.text().strip().removesuffix("°").strip()
        angle = 0.0
        wrong = False
        if typed:
            with contextlib.suppress(FloorwrightError):
                angle = parse_number(typed)
            wrong = angle == 0.0 and typed.strip("+-0.,") != ""
        mark_wrong(self.rotation, wrong)
        return angle % 360.0

    @property
    def wrong(self) -> bool:
        """Whether something typed here makes no sense."""
        corners = self.parts.currentData() == DRAWN and bool(self.corners.property("wrong"))
        return corners or bool(self.rotation.property("wrong"))

    def reset_reading(self) -> None:
        """Back to what was found, without asking to read it."""
        for choice in (self.encoding, self.layout_choice):
            choice.blockSignals(True)
            choice.setCurrentIndex(0)
            choice.blockSignals(False)

    def _offer_readings(self, drawing: Drawing) -> None:
        if not self.encoding.count():
            for choice in (self.encoding, self.layout_choice):
                choice.blockSignals(True)
            self.encoding.addItem(f"As found: {drawing.encoding}", "")
            for name in ENCODINGS:
                self.encoding.addItem(name, name)
            self.layout_choice.addItem(f"As found: {shown(drawing.layout, 60)}", "")
            for name in drawing.layouts:
                self.layout_choice.addItem(shown(name, 60), name)
            for choice in (self.encoding, self.layout_choice):
                choice.blockSignals(False)
        self.form.setRowVisible(self.encoding, drawing.encoding not in ("", "binary"))
        self.form.setRowVisible(self.layout_choice, len(drawing.layouts) > 1)

    def _part_chosen(self) -> None:
        self._show_corners()
        if self.parts.currentData() == DRAWN and not self.corners.text():
            self.region_asked.emit()
        self.changed.emit()

    def _corners_typed(self) -> None:
        self.changed.emit()

    def _show_corners(self) -> None:
        self.form.setRowVisible(self.corners, self.parts.currentData() == DRAWN)

    def _dimmed(self, percent: int) -> None:
        self.percent.setText(f"{percent} %")
        self.changed.emit()


def padded(box: Region) -> Region:
    """The box with a little room all round."""
    x1, y1, x2, y2 = box
    room = max(x2 - x1, y2 - y1, 1e-9) * ROOM
    return (x1 - room, y1 - room, x2 + room, y2 + room)
