"""How large an imported drawing will be: its unit, a known length, and the user's word that it is right."""

import contextlib

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from floorwright.errors import FloorwrightError
from floorwright.gui.plain import label
from floorwright.model.drawing import Drawing
from floorwright.units import Unit, parse_length


class SizeBox(QWidget):
    """`changed` is emitted when the user chose or typed something."""

    changed = Signal()

    def __init__(self, unit: Unit) -> None:
        super().__init__()
        self._plan_unit = unit
        self._doubtful = False
        self.words = label("", "figure")
        self.units = QComboBox()
        self.units.setAccessibleName("Unit of the drawing")
        self.about = label("", "quiet")
        self.about.setWordWrap(True)
        self.known = QLineEdit()
        self.known.setPlaceholderText("Click both ends in the drawing, type the length")
        self.known.setAccessibleName("A known length")
        self.right = QCheckBox("This is the right size")
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow("Drawn in", self.units)
        form.addRow("A known length", self.known)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label("Size on the floor", "section"))
        layout.addWidget(self.words)
        layout.addLayout(form)
        layout.addWidget(self.about)
        layout.addWidget(self.right)
        self.units.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.known.textChanged.connect(lambda _: self.changed.emit())
        self.right.toggled.connect(lambda _: self.changed.emit())

    def show_drawing(self, drawing: Drawing) -> None:
        """Offer what this drawing says; a unit that was chosen before stays chosen."""
        self._doubtful = drawing.unit_doubtful
        chosen = self.units.currentData()
        for child in (self.units, self.right):
            child.blockSignals(True)
        self.units.clear()
        self.units.addItem(f"As found: {found_words(drawing)}", None)
        for unit in Unit:
            self.units.addItem(unit.value, unit)
        self.units.setCurrentIndex(self.units.findData(chosen) if chosen else 0)
        self.right.setChecked(False)
        for child in (self.units, self.right):
            child.blockSignals(False)
        self.right.setVisible(self._doubtful)
        self.answered(measured=False)

    @property
    def confirmed(self) -> bool:
        """Whether the size is certain, or the user has said so."""
        return not self._doubtful or self.right.isChecked() or self.units.currentData() is not None

    def answered(self, measured: bool) -> bool:
        """Whether the size is certain, said to be right or `measured`; the sentence below asks for it until it is."""
        sure = self.confirmed or measured
        self.about.setProperty("role", "quiet" if sure else "bad")
        self.about.style().unpolish(self.about)
        self.about.style().polish(self.about)
        self.about.setText(
            "Compare the drawing with the forklift and the person beside it."
            if sure
            else "Nothing certain tells the unit. Compare with the forklift and the person. Then say that the size is "
            "right, choose a unit, or click two points whose distance you know."
        )
        return sure

    def known_mm(self) -> float | None:
        """The known length that was typed, in millimetres; None while there is none, and red where it is no length."""
        typed = self.known.text().strip()
        length = None
        with contextlib.suppress(FloorwrightError):
            length = parse_length(typed, self._plan_unit) if typed else None
        mark_wrong(self.known, bool(typed) and not (length and length > 0))
        self.known.setToolTip("")
        return length if length and length > 0 else None

    @property
    def wrong(self) -> bool:
        """Whether what was typed as a known length is none."""
        return bool(self.known.property("wrong"))

    def refuse(self, why: str) -> None:
        """The known length is red, and says why no drawing can have that size."""
        mark_wrong(self.known, True)
        self.known.setToolTip(why)
        self.words.setText(why)


def mark_wrong(field: QLineEdit, wrong: bool) -> None:
    """Make a field red while what stands in it makes no sense."""
    if field.property("wrong") != wrong:
        field.setProperty("wrong", wrong)
        field.style().unpolish(field)
        field.style().polish(field)


def found_words(drawing: Drawing) -> str:
    """The unit that the drawing tells, and what told it."""
    if drawing.unit:
        return f"{drawing.unit} ({drawing.unit_source})"
    if drawing.unit_mm:
        return f"{drawing.unit_mm:.4g} mm ({drawing.unit_source})"
    return "1 mm a pixel (nothing tells)" if drawing.pixels.size else "mm (nothing tells)"


def size_words(width_mm: float, height_mm: float) -> str:
    """A size on the floor in metres, small ones in millimetres."""
    if max(width_mm, height_mm) < 1000:
        return f"{width_mm:.0f} × {height_mm:.0f} mm"
    return f"{width_mm / 1000:,.2f} × {height_mm / 1000:,.2f} m".replace(",", "\u202f")
