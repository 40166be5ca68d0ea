"""The live figures below the floor: what the plan costs now, and against the scenario it is compared with."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from floorwright.analysis.result import Analysis
from floorwright.gui.plain import label
from floorwright.gui.theme import current_theme

SLACK = 1e-9


class FiguresStrip(QFrame):
    """Trips, metres, hours, money and crossings a day; green is better and red worse than `against`, in words too."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("figures")
        self._values: dict[str, QLabel] = {}
        self._changes: dict[str, QLabel] = {}
        self._against: dict[str, float] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 6)
        layout.setSpacing(28)
        for name, title in (
            ("trips", "Trips a day"),
            ("distance", "Distance a day"),
            ("hours", "Hours a day"),
            ("cost", "Cost a day"),
            ("crossings", "Crossings"),
            ("warnings", "Warnings"),
        ):
            column = QVBoxLayout()
            column.setSpacing(1)
            self._values[name] = label("–", "figure")
            self._changes[name] = label("")
            self._changes[name].setTextFormat(Qt.TextFormat.PlainText)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(self._values[name])
            row.addWidget(self._changes[name])
            row.addStretch()
            column.addWidget(label(title, "quiet"))
            column.addLayout(row)
            layout.addLayout(column)
        layout.addStretch()

    def compare_with(self, analysis: Analysis | None) -> None:
        """Show changes against this analysis from now on; None shows none."""
        self._against = dict(figures_of(analysis)) if analysis is not None else {}

    def show_figures(self, analysis: Analysis, currency: str) -> None:
        """Show these figures."""
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
            self._values[name].setText(words[name].replace(",", "\u202f"))
            self._show_change(name, value)

    def text_of(self, name: str) -> str:
        """What a figure shows, for tests and screen readers."""
        return self._values[name].text()

    def _show_change(self, name: str, value: float | None) -> None:
        before = self._against.get(name)
        words, colour = change_words(before, value)
        self._changes[name].setText(words)
        self._changes[name].setStyleSheet(f"color: {colour};" if colour else "")


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
