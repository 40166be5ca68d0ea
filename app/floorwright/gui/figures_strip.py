"""The live figures below the floor: what the plan costs now, and against the scenario it is compared with."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from floorwright.analysis.result import Analysis
from floorwright.gui.plain import label, rewrite
from floorwright.gui.theme import current_theme

SLACK = 1e-9
EXPLAINED_AS = {
    "trips": "trips_per_day",
    "distance": "distance_m_per_day",
    "hours": "hours_per_day",
    "cost": "cost_per_day",
    "crossings": "crossings",
    "warnings": "warnings",
}
"""What the figures of the strip are called where they are explained."""


class FigureBox(QFrame):
    """One figure, which a click or Enter asks to explain."""

    asked = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("figure")
        self.setAccessibleName(title)
        self.setToolTip("Click to see how this figure is made")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            super().keyPressEvent(event)


class FiguresStrip(QFrame):
    """Trips, metres, hours, money and crossings a day; green is better and red worse than `against`, in words too."""

    asked = Signal(str)
    """The name of a figure that was clicked, or entered on the keyboard: how is it made?"""
    cancelled = Signal()
    """The figures are not to be waited for any more."""
    wanted = Signal()
    """They are to be worked out after all."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("figures")
        self._values: dict[str, QLabel] = {}
        self._changes: dict[str, QLabel] = {}
        self.boxes: dict[str, FigureBox] = {}
        self._against: dict[str, float] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(16)
        for name, title in (
            ("trips", "Trips a day"),
            ("distance", "Distance a day"),
            ("hours", "Hours a day"),
            ("cost", "Cost a day"),
            ("crossings", "Crossings"),
            ("warnings", "Warnings"),
        ):
            box = FigureBox(title)
            box.asked.connect(partial(self.asked.emit, EXPLAINED_AS[name]))
            column = QVBoxLayout(box)
            column.setContentsMargins(6, 2, 6, 2)
            column.setSpacing(1)
            self.boxes[name] = box
            self._values[name] = label("–", "figure")
            self._changes[name] = label("")
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(self._values[name])
            row.addWidget(self._changes[name])
            row.addStretch()
            column.addWidget(label(title, "quiet"))
            column.addLayout(row)
            layout.addWidget(box)
        self.waiting = label("")
        self.button = QPushButton("Cancel")
        self._computing = False
        self.button.clicked.connect(lambda: (self.cancelled if self._computing else self.wanted).emit())
        layout.addStretch()
        layout.addWidget(self.waiting)
        layout.addWidget(self.button)
        self.show_ready()

    def show_ready(self) -> None:
        """The figures are those of the plan; `show_figures` shows them."""
        self._pending = self._computing = False
        self.waiting.hide()
        self.button.hide()

    def show_computing(self, share: float) -> None:
        """The figures are being worked out, and this far."""
        self._computing = True
        self._mark(f"Computing… {share:.0%}".replace("%", " %"), "Cancel", "Do without the figures for now")

    def show_given_up(self) -> None:
        """There are no figures of the plan as it is: they were not waited for."""
        self._computing = False
        self._mark("Not computed", "Compute", "Work the figures out, while the window goes on")

    def _mark(self, words: str, deed: str, tip: str) -> None:
        self._pending = True
        for name, value in self._values.items():
            value.setText("…")
            self._changes[name].setText("")
        self.waiting.setText(words)
        self.button.setText(deed)
        self.button.setToolTip(tip)
        self.waiting.show()
        self.button.show()

    def compare_with(self, analysis: Analysis | None) -> None:
        """Show changes against this analysis from now on; None shows none."""
        self._against = dict(figures_of(analysis)) if analysis is not None else {}

    def show_figures(self, analysis: Analysis, currency: str) -> None:
        """Show these figures, unless they are still waited for."""
        if self._pending:
            return
        values = figures_of(analysis)
        words = {
            "trips": f"{values['trips']:,.0f}",
            "distance": f"{values['distance']:,.0f} m",
            "hours": f"{values['hours']:.2f} h",
            "cost": f"{currency} {values['cost']:,.2f}",
            "crossings": f"{values['crossings']:,.0f}",
            "warnings": f"{values['warnings']:,.0f}",
        }
        for name, value in values.items():
            rewrite(self._values[name], words[name].replace(",", "\u202f"))
            self._show_change(name, value)

    def text_of(self, name: str) -> str:
        """What a figure shows, for tests and screen readers."""
        return self._values[name].text()

    def _show_change(self, name: str, value: float | None) -> None:
        before = self._against.get(name)
        words, colour = change_words(before, value)
        field = self._changes[name]
        rewrite(field, words)
        field.setVisible(bool(words))
        if (style := f"color: {colour};" if colour else "") != field.styleSheet():
            field.setStyleSheet(style)


def figures_of(analysis: Analysis) -> dict[str, float]:
    """The figures of the strip as numbers."""
    totals = analysis.totals
    return {
        "trips": totals.trips_per_day,
        "distance": totals.distance_m_per_day,
        "hours": totals.travel_h_per_day + totals.handling_h_per_day,
        "cost": totals.cost_per_day,
        "crossings": float(analysis.crossings),
        "warnings": float(len(analysis.warnings)),
    }


def change_words(before: float | None, now: float | None, more_is_better: bool = False) -> tuple[str, str]:
    """A change with its sign and percentage, and the colour that says whether it is better; empty for none."""
    if before is None or now is None or abs(now - before) <= SLACK * max(abs(before), 1.0):
        return "", ""
    theme = current_theme()
    better = (now > before) == more_is_better
    share = f"{(now - before) / before:+.1%}" if before else f"{now - before:+,.0f}"
    return share.replace("-", "−"), theme.good if better else theme.bad
