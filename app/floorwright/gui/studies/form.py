"""The form of a study's options: a field an option, with its unit, its meaning and what holds where it is empty."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from floorwright.gui.plain import label, tip
from floorwright.hooks.studies.method import StudyMethod, StudyOption, StudyValue
from floorwright.hooks.studies.units import named_units, unit_of

Options = tuple[tuple[str, str], ...]
_LABEL_PX, _FIELD_PX = 240, 110


class OptionsForm(QScrollArea):
    """`changed` is called with the options that are not left at their default, as text."""

    def __init__(self, method: StudyMethod, changed: Callable[[Options], object]) -> None:
        super().__init__()
        self._method = method
        self._changed = changed
        self._given: dict[str, str] = {}
        self.fields: dict[str, QComboBox | QLineEdit] = {}
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(8, 8, 8, 8)
        for group in dict.fromkeys(option.group for option in method.options):
            if group:
                layout.addWidget(label(group, "section"))
            form = QFormLayout()
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
            layout.addLayout(form)
            for option in method.options:
                if option.group == group:
                    self._add(form, option)
        layout.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def show_options(self, options: Options) -> None:
        """Show these options; the others are at their default."""
        self._given = dict(options)
        for option in self._method.options:
            text, field = self._text_of(option), self.fields[option.name]
            if isinstance(field, QComboBox):
                wanted = text or words(option.default)
                if field.currentText() != wanted:
                    field.setCurrentText(wanted)
            elif field.text() != text:
                field.setText(text)

    def _text_of(self, option: StudyOption) -> str:
        """What was given for an option, with its unit where it was given in another one."""
        if option.name in self._given:
            return self._given[option.name]
        other = next((name for name in named_units(option.name) if name in self._given), "")
        return f"{self._given[other]} {unit_of(other)}" if other else ""

    def show_problems(self, problems: dict[str, str]) -> None:
        """Mark fields whose text cannot be read, with the reason."""
        for option in self._method.options:
            field, problem = self.fields[option.name], problems.get(option.name, "")
            field.setToolTip(tip(problem or f"{option.name}: {option.meaning}"))
            if field.property("wrong") != bool(problem):
                field.setProperty("wrong", bool(problem))
                field.style().unpolish(field)
                field.style().polish(field)

    def _add(self, form: QFormLayout, option: StudyOption) -> None:
        choices = option.choices or (("yes", "no") if option.type == "yes_no" else ())
        field: QComboBox | QLineEdit
        if choices:
            field = QComboBox()
            field.addItems([*([] if option.default is not None else [""]), *choices])
            field.setCurrentText(words(option.default))
            field.activated.connect(lambda _, o=option: self._take(o))
        else:
            field = QLineEdit(placeholderText=_empty(option))
            field.editingFinished.connect(lambda o=option: self._take(o))
        field.setToolTip(tip(f"{option.name}: {option.meaning}"))
        field.setAccessibleName(option.name)
        self.fields[option.name] = field
        unit = f" [{option.unit}]" if option.unit else ""
        said = label(f"{option.meaning}{unit}")
        # A long meaning goes on in the next line; otherwise it would push its field out of sight.
        said.setWordWrap(True)
        said.setMinimumWidth(_LABEL_PX)
        said.setToolTip(tip(f"{option.name}: {option.meaning}"))
        field.setMinimumWidth(_FIELD_PX)
        form.addRow(said, field)

    def _take(self, option: StudyOption) -> None:
        field = self.fields[option.name]
        text = field.currentText() if isinstance(field, QComboBox) else field.text().strip()
        if isinstance(field, QComboBox) and text == words(option.default):
            text = ""
        if text == self._text_of(option):
            return
        for name in named_units(option.name):
            self._given.pop(name, None)
        self._given[option.name] = text
        self._changed(tuple((name, value) for name, value in self._given.items() if value))


def _empty(option: StudyOption) -> str:
    """What an empty field says: what counts instead, and the name by which sentences and the command call it."""
    return f"{words(option.default) or 'not given'} ({option.name})"


def words(value: StudyValue) -> str:
    """A default as the user would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
