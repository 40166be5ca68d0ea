"""How the figures of an observation are made: every option a field, each change a step that can be undone."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from floorwright.editing.placing_traces import AS_RECORDED, placed_by_points
from floorwright.errors import FloorwrightError
from floorwright.gui.plain import label, tip
from floorwright.model.observation import Observation
from floorwright.model.process_chart import Subject
from floorwright.units import parse_number


@dataclass(frozen=True, slots=True)
class _Field:
    """A field: its words, what it means, what it shows of an observation, and the observation with what was typed."""

    words: str
    meaning: str
    read: Callable[[Observation], str]
    write: Callable[[Observation, str], Observation]


def _text(words: str, name: str, meaning: str) -> _Field:
    return _Field(
        words,
        meaning,
        lambda one: str(getattr(one, name)),
        lambda one, typed: replace(one, **{name: typed.strip()}),  # type: ignore[arg-type]
    )


def _number(words: str, name: str, meaning: str, inside: str = "", factor: float = 1.0) -> _Field:
    """A number of the observation, or of the record `inside` it; empty is None, as far as that is allowed."""

    def read(one: Observation) -> str:
        value = getattr(getattr(one, inside) if inside else one, name)
        return "" if value is None else f"{value / factor:.10g}"

    def write(one: Observation, typed: str) -> Observation:
        value = parse_number(typed) * factor if typed.strip() else None
        if value is None and name not in ("shift_s", "trips_per_shift"):
            raise FloorwrightError(f"“{words}” is empty.", hint="Write a number.")
        if inside:
            return replace(one, **{inside: replace(getattr(one, inside), **{name: value})})
        return replace(one, **{name: value})  # type: ignore[arg-type]

    return _Field(words, meaning, read, write)


FIELDS = (
    _text("Name", "name", "What the observation is called"),
    _text("Who was followed", "person", "A person, a load or a vehicle"),
    _text("Product", "product", "What was worked on"),
    _text("Task", "task", "What was done"),
    _text("Observed by", "observer", "Who wrote it down"),
    _number("Shift [min]", "shift_s", "How long the shift is; empty assumes 480", factor=60.0),
    _number("Trips observed", "trips", "How often the whole way was gone while it was observed"),
    _number("Trips a shift", "trips_per_shift", "How often it is gone in a shift; empty: as often as the time fits"),
    _number("Walking speed [m/s]", "speed_m_s", "Where no times tell it"),
    _number("Longest gap [s]", "gap_s", "A longer time without a position breaks the way; 0 finds out", "cleaning"),
    _number("Jumps from [m/s]", "jump_m_s", "What is reached faster is left out; 0 for none", "cleaning"),
    _number("Jitter [m]", "jitter_m", "Closer moves are standing still; 0 for none", "cleaning"),
    _number("Radius of a station [m]", "radius_m", "So near to its footprint somebody is there", "snapping"),
    _number("Shortest stay [s]", "dwell_s", "Shorter is passing by", "snapping"),
    _text("Note", "note", "Anything else"),
)


class ObservedOptions(QScrollArea):
    """The fields of one observation."""

    changed = Signal(str, object)
    """In words, and the observation as it is to be."""
    lay_asked = Signal()
    """The trace is to be laid on the plan by clicks."""

    def __init__(self) -> None:
        super().__init__()
        self.observation: Observation | None = None
        self.fields = {field.words: QLineEdit() for field in FIELDS}
        self.subject, self.points, self.mirrored = QComboBox(), QLineEdit(), QCheckBox("its y runs the other way")
        self.points.setPlaceholderText("0,0=12,3; 10,0=22,3")
        self.points.setToolTip(tip("Two points of the trace and where they lie on the plan, in metres"))
        self.refusal = label("", "bad")
        self.refusal.setWordWrap(True)
        for subject in Subject:
            self.subject.addItem(subject.value.capitalize(), subject)
        form = QFormLayout()
        for field in FIELDS:
            edit = self.fields[field.words]
            edit.setToolTip(tip(field.meaning))
            edit.setAccessibleName(field.words)
            form.addRow(label(field.words), edit)
            edit.editingFinished.connect(lambda field=field: self._take(field))
        form.insertRow(2, label("It is a"), self.subject)
        form.addRow(label("Laid on the plan by [m]"), self.points)
        self.lay = QPushButton("Lay it on the plan by clicks…")
        self.lay.setToolTip(tip("Click a place of the line and where it is on the plan, twice"))
        self.lay.clicked.connect(self.lay_asked)
        form.addRow(label(""), self.mirrored)
        form.addRow(label(""), self.lay)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addWidget(self.refusal)
        layout.addLayout(form)
        layout.addStretch()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidget(page)
        self.subject.activated.connect(lambda _: self._take_subject())
        self.points.editingFinished.connect(self._take_points)
        self.mirrored.clicked.connect(lambda _: self._take_points())

    def show_observation(self, one: Observation | None) -> None:
        """Show the options of this one."""
        fresh = one is None or self.observation is None or one.id != self.observation.id
        self.observation = one
        self.setEnabled(one is not None)
        for field in FIELDS:
            edit = self.fields[field.words]
            if fresh or not edit.isModified() or not edit.hasFocus():
                edit.setText(field.read(one) if one is not None else "")
        if one is not None:
            self.subject.setCurrentIndex(self.subject.findData(one.subject))
            self.mirrored.setChecked(one.placed[0] * one.placed[3] - one.placed[1] * one.placed[2] < 0)
        if fresh:
            self.points.clear()
            self.refusal.setText("")

    def _take(self, field: _Field) -> None:
        edit, one = self.fields[field.words], self.observation
        if one is None or not edit.isModified():
            return
        edit.setModified(False)
        try:
            changed = field.write(one, edit.text())
        except FloorwrightError as error:
            self.refusal.setText(str(error))
            edit.setText(field.read(one))
            return
        self._give(f"{field.words} of an observation", changed)

    def _take_subject(self) -> None:
        if self.observation is not None:
            self._give("Who was followed", replace(self.observation, subject=self.subject.currentData()))

    def _take_points(self) -> None:
        one = self.observation
        if one is None:
            return
        try:
            placed = placed_by_points(self.points.text(), self.mirrored.isChecked())
        except FloorwrightError as error:
            self.refusal.setText(str(error))
            return
        if not self.points.text().strip() and not self.mirrored.isChecked() and one.placed == AS_RECORDED:
            return
        if self.points.text().strip() or (placed[3] < 0) != (one.placed[0] * one.placed[3] < 0):
            self._give("Lay a trace on the plan", replace(one, placed=placed))

    def _give(self, words: str, changed: Observation) -> None:
        self.refusal.setText("")
        if changed != self.observation:
            self.changed.emit(words, changed)
