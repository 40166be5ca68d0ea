"""Observed movement: the observations, their figures, and the walks shown again on the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from floorwright.analysis.observed.of_plan import observations_in, observed_plan
from floorwright.analysis.observed.sampled import Sampling
from floorwright.analysis.observed.tables import (
    cleaning_table,
    elements_table,
    figures_table,
    matrix_table,
    moves_table,
    observed_tables,
    pairs_table,
    stations_table,
)
from floorwright.errors import FloorwrightError
from floorwright.geometry.heat_grid import HeatGrid
from floorwright.gui.background import Following, Latest, Threaded
from floorwright.gui.canvas.ink import SCREEN_PX_PER_MM, ink_of
from floorwright.gui.canvas.items import InkItem
from floorwright.gui.canvas.scene import FloorScene
from floorwright.gui.canvas.track_item import SeenLine, TrackItem, qt_lines
from floorwright.gui.dialogs.export_work import write_export
from floorwright.gui.panels.observed_options import ObservedOptions
from floorwright.gui.panels.observed_replay import ReplayBar
from floorwright.gui.panels.observed_work import NOTHING_WORKED, Shown, Worked, worked_out
from floorwright.gui.panels.panel import Panel
from floorwright.gui.panels.result_view import ResultView
from floorwright.gui.panels.walk_studies import WalkStudiesBar, make_studies
from floorwright.gui.plain import label, shown, tip
from floorwright.hooks.exporting import format_of
from floorwright.jobs import start_worker
from floorwright.model.diff import Diff
from floorwright.model.observation import Observation, Reading
from floorwright.paper.content import Content
from floorwright.paper.heat_marks import heat_marks
from floorwright.paper.observed_marks import UNIT, walk_colours
from floorwright.paper.setup import SheetSetup
from floorwright.storage.tracks import TrackReader

COLUMNS = ("Shown", "Observation", "Readings", "Distance [m]", "Walking [%]")
ID_ROLE = Qt.ItemDataRole.UserRole
DEPTH, BELOW = 35.0, 16.0
"""The lines lie above machines and flows; the heat lies above walls and areas and below machines."""
SOON_MS = 150
MOST_TRAIL = 5000
MANY_ROWS = 100_000
"""Measuring so many again waits until somebody looks."""
NOTHING = (
    "Nothing was observed yet. Follow somebody with the clock running (Observe a walk…), or import the traces of a tag "
    "system or a spreadsheet: person, time, and x_m, y_m or station."
)


class ObservedPanel(Panel):
    """A row an observation; the figures of the chosen one beside it, all that are shown on the plan."""

    show_asked = Signal(str)
    """The id of a record to select and show on the floor."""
    observe_asked = Signal()
    import_asked = Signal()
    save_asked = Signal()
    studies_made = Signal(str)
    """What was made of a walk, in a sentence."""
    lay_asked = Signal(tuple)
    """The ids of observations that are to be laid on the plan by clicks."""

    def __init__(self, scene: Callable[[], FloorScene]) -> None:
        super().__init__()
        self._scene = scene
        self.item: TrackItem | None = None
        self.heat_item: InkItem | None = None
        self._worked = NOTHING_WORKED
        self._filling = False
        self.list = QTreeWidget()
        self.list.setHeaderLabels(list(COLUMNS))
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Observations of the plan")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for column, width in enumerate((56, 170, 76, 92, 86)):
            self.list.setColumnWidth(column, width)
        self.nothing = label(NOTHING, "quiet")
        self.nothing.setWordWrap(True)
        self.state = label("", "quiet")
        self.observe, self.take = QPushButton("Observe a walk…"), QPushButton("Import traces…")
        self.save, self.delete = QPushButton("Save tables…"), QPushButton("Delete")
        self.studies = WalkStudiesBar()
        self._wanted: tuple[str, Sampling] | None = None
        self._making: Threaded | None = None
        self.heat = QCheckBox("Heat")
        self.heat.setToolTip(tip(f"Where those that are shown went, {UNIT}"))
        self.figures, self.stations, self.moves = ResultView("Figures"), ResultView("Stations"), ResultView("Moves")
        self.trips, self.against = ResultView("Observed trips", shade_from=1), ResultView("Against the plan")
        self.all_pairs, self.cleaned = ResultView("All together"), ResultView("Cleaned")
        self.elements, self.options, self.replay = ResultView("Elements"), ObservedOptions(), ReplayBar()
        self.notes = label("", "quiet")
        self.notes.setWordWrap(True)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for title, widget in (
            ("Figures", self._with_notes()), ("Stations", self.stations), ("Trips", self.trips),
            ("Against the plan", self.against), ("Moves", self.moves), ("Elements", self.elements),
            ("Cleaned", self.cleaned), ("All together", self.all_pairs), ("Options", self.options),
        ):  # fmt: skip
            self.tabs.addTab(widget, title)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.refresh)
        self._latest = Latest(self, self._soon.start)
        self.list.currentItemChanged.connect(lambda *_: self.studies.tell(""))
        self.list.currentItemChanged.connect(lambda *_: self._show_current())
        self.list.itemChanged.connect(self._checked)
        self.tabs.currentChanged.connect(lambda _: self._fill_tables())
        self.replay.moved.connect(lambda _: self._draw())
        self.options.changed.connect(self._change)
        self.observe.clicked.connect(self.observe_asked)
        self.take.clicked.connect(self.import_asked)
        self.save.clicked.connect(self.save_asked)
        self.studies.wanted.connect(self.make_studies)
        self.heat.clicked.connect(lambda _: self.refresh())
        self.options.lay_asked.connect(lambda: self.lay_asked.emit(tuple(self._of_one_table())))
        self.delete.clicked.connect(self.remove)
        for view in (self.stations, self.trips, self.against, self.moves, self.all_pairs):
            view.chosen.connect(self.show_asked)

    @property
    def chosen(self) -> str:
        """The id of the observation that is looked at; "" for none."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(0, ID_ROLE))

    @property
    def current(self) -> Shown | None:
        """What was worked out for it; None as long as it is not."""
        return self._worked.each.get(self.chosen)

    def choose(self, id: str) -> None:
        """Look at this observation."""
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None and item.data(0, ID_ROLE) == id:
                self.list.setCurrentItem(item)

    def start(self) -> None:
        self._worked = NOTHING_WORKED
        scene = self._scene()
        self.item = TrackItem(scene.resting, DEPTH)
        self.heat_item = InkItem(scene.resting, BELOW, scene.colouring)
        self.follow(self.plan.session.view.changed, self._follow)
        self.follow(self.plan.file.document.committed, lambda _: self._soon.start())
        self.follow(self.plan.live.changed, lambda _: self._soon.start())
        self._fill_list()
        self._soon.start()

    def detach(self) -> None:
        self._soon.stop()
        self._wanted = None
        if self._making is not None:
            self._making.stop()
            self.studies.make.setEnabled(True)
        self.replay.stop()
        for item in (self.item, self.heat_item):
            scene = item.scene() if item is not None and isValid(item) else None
            if scene is not None and item is not None:
                scene.removeItem(item)
        self.item = self.heat_item = None
        super().detach()

    def refresh(self) -> None:
        """Work out what has changed; what is shown follows when it is ready."""
        if self._plan is None or self.plan.file.document.editing is not None:
            return
        plan = self.plan
        rows = sum(one.rows for one in observations_in(plan.session.view.records))
        if rows > MANY_ROWS and self._worked is not NOTHING_WORKED and not (self.isVisible() or self._wanted):
            return
        records, analysis, assets, barriers = (
            dict(plan.session.view.records), plan.analysis, plan.file.assets, plan.barriers,
        )  # fmt: skip
        heated = self.heat.isChecked()

        def work() -> Worked:
            found = observed_plan(records, TrackReader(records, assets), analysis, barriers)
            return worked_out(found, records, heated)

        try:
            key = (id(analysis), plan.file.document.revision, plan.session.view.scenario, heated)
            worked = self._latest.of(key, work)
        except FloorwrightError as error:
            self._wanted = None
            self.state.setText(str(error))
            return
        if worked is None:
            self.state.setText("Measuring…")
            return
        self._worked = worked
        self._make_wanted()
        self._show_heat(worked.heat)
        self.plan.walks = tuple(one.walk for one in worked.each.values() if one.observed.observation.visible)
        self._fill_list()
        self._show_current()

    def make_studies(self, sampling: Sampling) -> None:
        """Make studies of the chosen walk, as it is recorded by now: at once, or when it is measured."""
        if self.chosen:
            self._wanted = self.chosen, sampling
            self.refresh()
        else:
            self.plan.told.emit("Nothing was observed yet: follow somebody, or import traces.")

    def save_tables(self, path: Path) -> None:
        """Write every table of all observations to a file; its ending says the format.

        Raises:
            FloorwrightError: when the ending says no format that can be written.
        """
        plan, view = self.plan, self.plan.session.view
        tables = observed_tables(self._worked.plan)
        content = Content(dict(view.records), view.scenario, plan.analysis, tables=tables)
        worker = start_worker(write_export, format_of(plan.plugins, path), content, SheetSetup(), str(path))

        def done(failure: object) -> None:
            self.state.setText(f"“{shown(path.name, 60)}” is written." if failure is None else str(failure))

        self._saving = Following(self, worker, done, lambda error: self.state.setText(str(error)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._plan is not None:
            self._soon.start()

    def remove(self) -> None:
        """Take the chosen observations out of the plan, with their readings."""
        ids = [item.data(0, ID_ROLE) for item in self.list.selectedItems()]
        if ids:
            self.plan.session.do("Delete observations", lambda edit: edit.remove(*ids))

    def _make_wanted(self) -> None:
        (id, sampling), self._wanted = self._wanted or ("", Sampling()), None
        if id in self._worked.each:
            found = self._worked.each[id].observed
            # Pressed twice it would make all of it twice.
            self.studies.make.setEnabled(False)
            self._making = make_studies(self, self.plan, found, sampling, self._tell_made)

    def _tell_made(self, words: str) -> None:
        self.studies.make.setEnabled(True)
        self.studies.tell(words and f"{words} Undo takes all of it back.")
        if words:
            self.studies_made.emit(words)

    def _with_notes(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.figures, 1)
        layout.addWidget(self.notes)
        return page

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for button in (self.observe, self.take, self.save, self.delete):
            row.addWidget(button)
        row.addStretch()
        # A long sentence must not make the panel wider.
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        below = QHBoxLayout()
        below.addWidget(self.heat)
        below.addWidget(self.state, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addWidget(self.studies)
        column.addLayout(below)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.tabs)
        split.setSizes([500, 620])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.addWidget(split, 1)
        layout.addWidget(self.replay)

    def _follow(self, diff: Diff) -> None:
        if any(isinstance(record, Observation | Reading) for c in diff.values() for record in (c.before, c.after)):
            self._fill_list()

    def _fill_list(self) -> None:
        observations = observations_in(self.plan.session.view.records)
        chosen, self._filling = self.chosen, True
        known = [self.list.topLevelItem(n) for n in range(self.list.topLevelItemCount())]
        if [item.data(0, ID_ROLE) for item in known if item is not None] != [one.id for one in observations]:
            self.list.clear()
            for one in observations:
                item = QTreeWidgetItem()
                item.setData(0, ID_ROLE, one.id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                self.list.addTopLevelItem(item)
        colours = walk_colours(observations)
        for n, one in enumerate(observations):
            row = self.list.topLevelItem(n)
            assert row is not None
            worked = self._worked.each.get(one.id)
            row.setCheckState(0, Qt.CheckState.Checked if one.visible else Qt.CheckState.Unchecked)
            row.setForeground(1, QColor(colours[one.id]))
            share = worked.observed.walking_pct_of_shift if worked else None
            words = (
                "", shown(one.name, 60), f"{len(worked.observed.clean.track):,}" if worked else "",
                f"{worked.observed.way.distance_m:,.1f}" if worked else "", "" if share is None else f"{share:.1f}",
            )  # fmt: skip
            for cell, text in enumerate(words):
                row.setText(cell, text)
        self._filling = False
        self.nothing.setVisible(not observations)
        self.list.setVisible(bool(observations))
        self.delete.setEnabled(bool(observations))
        self.studies.setEnabled(bool(observations))
        if observations:
            self.choose(chosen or observations[0].id)
            if not self.chosen:
                self.choose(observations[0].id)
        self._show_current()

    def _of_one_table(self) -> list[str]:
        """The chosen observation, and those of the same table, which have the same coordinates."""
        mine = self._observation(self.chosen)
        if mine is None:
            return []
        every = observations_in(self.plan.session.view.records)
        return [one.id for one in every if one is mine or (mine.source and one.source == mine.source)]

    def _show_heat(self, heat: HeatGrid | None) -> None:
        marks = heat_marks(heat) if heat is not None else ()
        if self.heat_item is not None:
            self.heat_item.show_ink(ink_of(marks, SCREEN_PX_PER_MM, self._scene().colouring()))
        most = float(heat.density.max(initial=0.0)) if heat is not None else 0.0
        self.state.setText(f"Heat up to {most:,.1f} {UNIT}" if most else "")

    def _checked(self, item: QTreeWidgetItem, column: int) -> None:
        one = None if self._filling else self._observation(item.data(0, ID_ROLE))
        if one is not None and column == 0:
            visible = item.checkState(0) == Qt.CheckState.Checked
            if visible != one.visible:
                self._change("Show an observation" if visible else "Hide an observation", replace(one, visible=visible))

    def _observation(self, id: str) -> Observation | None:
        found = self.plan.session.view.records.get(id) if self._plan is not None else None
        return found if isinstance(found, Observation) else None

    def _change(self, words: str, changed: object) -> None:
        assert isinstance(changed, Observation)
        self.plan.session.do(words, lambda edit: edit.put(changed))

    def _show_current(self) -> None:
        if self._plan is None or self._filling:
            return
        self.options.show_observation(self._observation(self.chosen))
        spans = [one.timeline.span for one in self._together() if len(one.timeline.t_s)]
        start = self.current.observed.observation.start if self.current else ""
        self.replay.set_span(min((a for a, _ in spans), default=0.0), max((b for _, b in spans), default=0.0), start)
        self._fill_tables()
        self._draw()

    def _together(self) -> list[Shown]:
        """What runs in the replay: the chosen observation, and those shown that have the same clock."""
        current = self.current
        if current is None:
            return []
        mine = current.observed.observation
        same = [
            one
            for id, one in self._worked.each.items()
            if (found := self._observation(id)) is not None
            and found.visible
            and (found.start, found.source) == (mine.start, mine.source)
        ]
        return same if current in same else [current, *same]

    def _fill_tables(self) -> None:
        current = self.current
        if self.tabs.currentWidget() is self.all_pairs:
            self.all_pairs.show_table(pairs_table(self._worked.plan.together))
        if current is None:
            return
        found = current.observed
        tables: dict[QWidget, tuple[ResultView, Callable[[], Any]]] = {
            self.stations: (self.stations, lambda: stations_table(found)),
            self.trips: (self.trips, lambda: matrix_table(current.pairs)),
            self.against: (self.against, lambda: pairs_table(current.pairs)),
            self.moves: (self.moves, lambda: moves_table(found, current.pairs)),
            self.elements: (self.elements, lambda: elements_table(found)),
            self.cleaned: (self.cleaned, lambda: cleaning_table(found)),
        }
        if self.tabs.currentIndex() == 0:
            table = figures_table(found)
            self.figures.show_table(table)
            self.notes.setText(" ".join(table.notes))
        elif (shown_one := self.tabs.currentWidget()) in tables:
            view, table_of = tables[shown_one]
            view.show_table(table_of())

    def _draw(self) -> None:
        if self.item is None:
            return
        moving = self.replay.at_s > self.replay.first_s
        running = {id(one) for one in self._together()} if moving else set()
        seen = []
        observations = observations_in(self.plan.session.view.records)
        colours = walk_colours(observations)
        for one in observations:
            worked = self._worked.each.get(one.id)
            if worked is None or not (one.visible or id(worked) in running):
                continue
            line = SeenLine(QColor(colours[one.id]), worked.lines if one.visible else [])
            if id(worked) in running:
                line.here = worked.timeline.place(self.replay.at_s)
                line.name = shown(one.person or one.name, 30)
                trail = worked.timeline.trail(self.replay.at_s, self.replay.tail_s)
                line.trail = qt_lines([part[:: len(part) // MOST_TRAIL + 1] for part in trail])
            seen.append(line)
        self.item.show_seen(seen)
