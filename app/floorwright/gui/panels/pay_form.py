"""What a proposal costs, typed in: moving, production lost, days, interest, years. A wrong value turns red."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from floorwright.errors import FloorwrightError
from floorwright.gui.panels.editors import mark
from floorwright.gui.plain import label
from floorwright.model.investment import Investment
from floorwright.units import parse_number

FIELDS = (
    ("moving_cost", "Moving cost", "{currency}", "What the move costs once; empty where it is not known"),
    ("production_lost", "Production lost", "{currency}", "What is not earned while things are moved, once"),
    ("extra_cost_per_day", "Extra cost a day", "{currency}", "What it costs a day whatever is made; negative saves"),
    ("working_days_per_year", "Working days a year", "", "How many days a year are worked"),
    ("discount_percent", "Interest", "% a year", "What money costs a year"),
    ("years", "Years looked at", "", "How many years the saving counts"),
)


class PayForm(QWidget):
    """Gives accepted values as another `Investment`."""

    changed = Signal(object)
    """The investment with another value."""
    told = Signal(str)
    """Why a value was not accepted."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Investment | None = None
        self.editors: dict[str, QLineEdit] = {}
        self._units: dict[str, tuple[str, str]] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(4)
        for name, title, unit, words in FIELDS:
            line = QLineEdit()
            line.setAccessibleName(title)
            line.setToolTip(words)
            line.setMinimumWidth(line.fontMetrics().horizontalAdvance("0" * 10) + 20)
            line.setMaximumWidth(130)
            line.editingFinished.connect(lambda name=name: self._finished(name))
            self.editors[name] = line
            self._units[name] = (title, unit)
            self._form.addRow(label(title), line)

    def show_investment(self, investment: Investment, currency: str) -> None:
        """Show these values; a field that is being typed in keeps what is typed."""
        self._shown = investment
        for name, line in self.editors.items():
            title, unit = self._units[name]
            words = self._form.labelForField(line)
            shown = f"{title} [{unit.format(currency=currency)}]" if unit else title
            words.setText(shown)  # type: ignore[attr-defined]
            if not (line.hasFocus() and line.isModified()):
                line.setText(_written(getattr(investment, name)))
                mark(line, "")

    def _finished(self, name: str) -> None:
        line = self.editors[name]
        if self._shown is None or not line.isModified():
            return
        line.setModified(False)
        text = line.text().strip()
        try:
            value = None if not text and name == "moving_cost" else parse_number(text)
            after = replace(self._shown, **{name: value})  # type: ignore[arg-type]
        except FloorwrightError as error:
            mark(line, str(error))
            self.told.emit(str(error))
            return
        mark(line, "")
        if after != self._shown:
            self._shown = after
            self.changed.emit(after)


def _written(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".") if abs(value) < 1e12 else repr(value)
