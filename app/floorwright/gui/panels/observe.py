"""Observing a walk: one large key a station, the clock running, every mark in the plan at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from floorwright.editing.events import Key
from floorwright.editing.recording import Recorder, WalkHead
from floorwright.editing.tools.observe import KEY_WORDS, Observing, take_key
from floorwright.editing.tools.select import Idle
from floorwright.errors import FloorwrightError
from floorwright.gui.canvas.keys import key_of
from floorwright.gui.panels.panel import Panel
from floorwright.gui.panels.tile_layout import TILE, TileLayout
from floorwright.gui.panels.walk_studies import MEANING
from floorwright.gui.plain import label, shown, tip
from floorwright.model.diff import Diff
from floorwright.model.kinds import Machine
from floorwright.model.observation import VALUES, Event, Observation, Reading
from floorwright.model.process_chart import Subject
from floorwright.units import parse_number

TICK_MS = 100
LAST = 4
CARRYING = {True: "Carrying (+)", False: "Empty-handed (+)", None: "Carrying? (+)"}


class ObservePanel(Panel):
    """Say who is followed, start the clock, and press a station at each stop: here, on the plan, or by its key."""

    finished = Signal(str)
    """The id of the observation that was finished."""
    studies_asked = Signal(str)
    """The id of the observation of which studies are to be made as far as it is recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.recorder: Recorder | None = None
        self.mm_per_px: Callable[[], float] = lambda: self.plan.session.mm_per_px
        """The size of a pixel on the floor as the window shows it now: the keys on the stations keep their size."""
        self.make_recorder: Callable[[], Recorder] = self._recorder
        """Replaced by tests, which have a clock of their own."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.person, self.observer = QLineEdit(placeholderText="Ann, or Forklift 2"), QLineEdit()
        self.product, self.task, self.shift = QLineEdit(), QLineEdit(), QLineEdit(placeholderText="480")
        self.subject, self.unfinished = QComboBox(), QComboBox()
        for subject in Subject:
            self.subject.addItem(subject.value.capitalize(), subject)
        self.subject.setCurrentIndex(self.subject.findData(Subject.WORKER))
        self.go, self.go_on = QPushButton("Start the clock"), QPushButton("Go on with it")
        self.refusal = label("", "bad")
        self.clock, self.where, self.trail = label("0:00:00", "watch"), label("", "section"), label("", "quiet")
        self.leave, self.pause, self.back = QPushButton(), QPushButton(), QPushButton("Take back (⌫)")
        self.carrying, self.end = QPushButton(), QPushButton("Finish (Ctrl+Enter)")
        self.studies = QPushButton("Make studies")
        self.studies.setToolTip(tip(f"Of what is recorded by now. {MEANING}"))
        self.words, self.element, self.value = QLineEdit(), QLineEdit(), QComboBox()
        self.value.addItems(["not classified", *VALUES[1:]])
        self.search = QLineEdit(placeholderText="Find a station", clearButtonEnabled=True)
        self.tiles: dict[str, QPushButton] = {}
        big = self.clock.font()
        big.setPointSizeF(big.pointSizeF() * 2.4)
        self.clock.setFont(big)
        self._flow = TileLayout()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._before())
        self._stack.addWidget(self._meanwhile())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.addWidget(self._stack)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_time)

    def start(self) -> None:
        self.recorder = self.make_recorder()
        self.follow(self.recorder.changed, lambda _: self._show())
        self.follow(self.plan.session.view.changed, self._follow)
        self._show()

    def detach(self) -> None:
        self._tick.stop()
        super().detach()

    def take_focus(self) -> None:
        """Let the keyboard be here: to say who is followed, or to follow them."""
        (self if self._recording else self.person).setFocus()

    def begin(self) -> None:
        """Start the clock."""
        recorder = self._here()
        try:
            shift = parse_number(self.shift.text()) * 60 if self.shift.text().strip() else None
            head = WalkHead(
                self.person.text(), self.subject.currentData(), self.observer.text(), self.product.text(),
                self.task.text(), shift,
            )  # fmt: skip
            recorder.begin(head)
        except FloorwrightError as error:
            self.refusal.setText(str(error))
            return
        self._take_up()

    def continue_walk(self) -> None:
        """Take up a walk that has no end."""
        try:
            self._here().go_on(self.unfinished.currentData() or "")
        except FloorwrightError as error:
            self.refusal.setText(str(error))
            return
        self._take_up()

    def finish(self) -> None:
        """End the walk and tell whose it was."""
        recorder = self._here()
        observation = recorder.observation
        recorder.finish()
        if observation is not None:
            self.finished.emit(observation.id)

    def ask_studies(self) -> None:
        """Ask for studies of what is recorded by now; the walk goes on."""
        observation = self._here().observation
        if observation is not None:
            self.studies_asked.emit(observation.id)
            self.setFocus()

    def switch_pause(self) -> None:
        """Let the clock stand, or go on; then clicks on the plan are marks again."""
        recorder, session = self._here(), self.plan.session
        recorder.switch_pause()
        if recorder.running and isinstance(session.state, Idle):
            session.use(Observing(session, recorder))

    def say(self) -> None:
        """What is being done from now on."""
        if self.element.text().strip():
            value = VALUES[self.value.currentIndex()]
            self._here().say(self.element.text(), value=value)
            self.element.clear()
        self.setFocus()

    def note(self) -> None:
        """Write the note beside the last mark."""
        self._here().note(self.words.text())
        self.words.clear()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._recording:
            assert isinstance(event, QKeyEvent)
            key = key_of(event)
            if key is not None and self.focusWidget() in (None, self) and self._means(key):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_of(event)
        if event.isAutoRepeat() or key is None or not self._recording:
            super().keyPressEvent(event)
        elif key.text == "/":
            self.words.setFocus()
        elif key.name == "Escape":
            self._here().pause()
        elif key.name == "Enter" and key.ctrl:
            self.finish()
        elif key.name == "0":
            self.switch_pause()
        elif not take_key(self._here(), key):
            super().keyPressEvent(event)

    @property
    def _recording(self) -> bool:
        return self.recorder is not None and self.recorder.observation is not None

    def _means(self, key: Key) -> bool:
        return not key.alt and (not key.ctrl or key.name == "Enter") and (bool(key.text.strip()) or len(key.name) > 1)

    def _here(self) -> Recorder:
        assert self.recorder is not None
        return self.recorder

    def _recorder(self) -> Recorder:
        return Recorder(self.plan.session, self.plan.file.sync)

    def _take_up(self) -> None:
        self.refusal.setText("")
        session = self.plan.session
        session.mm_per_px = self.mm_per_px()
        session.use(Observing(session, self._here()))
        self._show()
        self.setFocus()

    def _before(self) -> QWidget:
        page = QWidget()
        form = QFormLayout()
        form.addRow(label("Who or what is followed"), self.person)
        form.addRow(label("It is a"), self.subject)
        form.addRow(label("Product"), self.product)
        form.addRow(label("Task"), self.task)
        form.addRow(label("Observed by"), self.observer)
        form.addRow(label("Shift [min]"), self.shift)
        for words, field in (("Who or what is followed", self.person), ("Shift in minutes", self.shift)):
            field.setAccessibleName(words)
        self.go.setMinimumHeight(44)
        self.go.setDefault(True)
        self._going_on = QWidget()
        row = QHBoxLayout(self._going_on)
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(label("Not finished:"))
        row.addWidget(self.unfinished, 1)
        row.addWidget(self.go_on)
        hint = label(
            "Follow one person, load or vehicle. At each stop click the station on the plan or here, or press its key; "
            "the clock runs. Every mark is kept at once.",
            "quiet",
        )
        hint.setWordWrap(True)
        self.refusal.setWordWrap(True)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(hint)
        layout.addLayout(form)
        layout.addWidget(self.refusal)
        layout.addWidget(self.go)
        layout.addWidget(self._going_on)
        layout.addStretch()
        self.go.clicked.connect(self.begin)
        self.person.returnPressed.connect(self.begin)
        self.go_on.clicked.connect(self.continue_walk)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(page)
        return scroll

    def _meanwhile(self) -> QWidget:
        page = QWidget()
        self.words.setPlaceholderText("Note beside the last mark ( / )")
        self.element.setPlaceholderText("What is being done")
        said = QPushButton("From now on")
        head, row, below = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.clock)
        column = QVBoxLayout()
        column.addWidget(self.where)
        column.addWidget(self.trail)
        head.addLayout(column, 1)
        for button, deed in (
            (self.leave, lambda: self._here().leave()),
            (self.carrying, lambda: self._here().switch_carrying()),
            (self.pause, self.switch_pause),
            (self.back, lambda: self._here().take_back()),
            (self.end, self.finish),
            (self.studies, self.ask_studies),
        ):
            button.setMinimumHeight(44)
            # Keys belong to the panel: a button that has the focus would take Enter for itself.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(deed)
            row.addWidget(button)
        below.addWidget(self.words, 2)
        below.addWidget(self.element, 2)
        below.addWidget(self.value)
        below.addWidget(said)
        below.addWidget(self.search, 1)
        grid = QWidget()
        grid.setLayout(self._flow)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(grid)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addLayout(row)
        layout.addWidget(scroll, 1)
        layout.addLayout(below)
        self.words.returnPressed.connect(self.note)
        self.element.returnPressed.connect(self.say)
        said.clicked.connect(self.say)
        self.search.textChanged.connect(lambda _: self._filter())
        self.setToolTip(tip(KEY_WORDS))
        return page

    def _follow(self, diff: Diff) -> None:
        if any(
            isinstance(record, Machine | Reading | Observation) for c in diff.values() for record in (c.before, c.after)
        ):
            self._show()

    def _show(self) -> None:
        recorder = self._here()
        recording = self._recording
        self._stack.setCurrentIndex(1 if recording else 0)
        session = self.plan.session
        if isinstance(session.state, Observing):
            if recording:
                session.look_again()
            else:
                session.use(Idle(session))
        if not recording:
            self._tick.stop()
            self._show_unfinished()
            return
        self._tick.start()
        self.pause.setText("Pause (0)" if recorder.running else "Go on (0)")
        self.leave.setText("Leaves (Enter)")
        self.carrying.setText(CARRYING[recorder.carrying])
        self._show_tiles(recorder)
        self._show_time()
        marks = [_words(reading) for reading in recorder.readings[-LAST:]]
        count = len(recorder.readings)
        self.trail.setText(
            shown(f"{count} marks: … " + "  ›  ".join(marks) if count > LAST else "  ›  ".join(marks), 160)
        )

    def _show_unfinished(self) -> None:
        self.unfinished.clear()
        for observation in self._here().unfinished():
            self.unfinished.addItem(shown(observation.name, 60), observation.id)
        self._going_on.setVisible(self.unfinished.count() > 0)

    def _show_time(self) -> None:
        recorder = self._here()
        if recorder.observation is None:
            return
        self.clock.setText(_clock(recorder.elapsed_s))
        session, size = self.plan.session, self.mm_per_px()
        if size != session.mm_per_px and isinstance(session.state, Observing):
            session.mm_per_px = size
            session.look_again()
        person, last = shown(recorder.observation.person, 30), recorder.last
        if last is None:
            words = f"Where is {person}? Press the station."
            if not self.tiles:
                words = f"There is no station in the plan: click where {person} is on the floor."
        elif last.event is Event.PAUSE:
            words = f"Paused. Press the station where {person} is, or 0 to go on."
        elif last.event is Event.RESUME:
            words = f"Where is {person} now? Press the station."
        else:
            since = max(recorder.elapsed_s - last.t_s, 0.0)
            where = f"at {shown(last.name, 40)}" if last.event is Event.AT and last.name else "on the way"
            words = f"{person} {where} for {since:.0f} s"
        self.where.setText(words)

    def _show_tiles(self, recorder: Recorder) -> None:
        letters = {id: key for key, id in recorder.keys().items()}
        records = self.plan.session.view.records
        wanted = [*letters, *(m.id for m in records.values() if isinstance(m, Machine) and m.id not in letters)]
        last = recorder.last
        if list(self.tiles) != wanted:
            for tile in self.tiles.values():
                self._flow.removeWidget(tile)
                tile.hide()
                tile.deleteLater()
            self.tiles = {id: self._tile(id) for id in wanted}
            self._filter()
        for id, tile in self.tiles.items():
            name = getattr(records[id], "name", "")
            short = tile.fontMetrics().elidedText(shown(name, 60), Qt.TextElideMode.ElideMiddle, TILE.width() - 28)
            tile.setText(f"{letters.get(id, '')}\n{short}".replace("&", "&&"))
            tile.setToolTip(tip(name))
            tile.setChecked(last is not None and last.event is Event.AT and last.station == id)

    def _tile(self, id: str) -> QPushButton:
        tile = QPushButton()
        tile.setCheckable(True)
        tile.setFixedSize(TILE)
        tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tile.clicked.connect(partial(self._press, id))
        self._flow.addWidget(tile)
        return tile

    def _press(self, id: str, _: bool = False) -> None:
        self._here().mark(id)
        self._show()

    def _filter(self) -> None:
        wanted = self.search.text().strip().casefold()
        records = self.plan.session.view.records
        for id, tile in self.tiles.items():
            tile.setVisible(wanted in getattr(records.get(id), "name", "").casefold())


def _words(reading: Reading) -> str:
    what = {Event.AT: reading.name or "on the way", Event.LEAVE: "leaves"}.get(reading.event, reading.event.value)
    return f"{_clock(reading.t_s)} {what}" + (f" ({reading.element})" if reading.element else "")


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
