"""The plan that a window shows: its file, the hand's session, the live figures, symbols, plugins and drawings."""

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from floorwright.analysis.live import LiveFigures
from floorwright.analysis.result import Analysis
from floorwright.analysis.ways.barriers import DrawnWalls, has_walls
from floorwright.editing.session import Session
from floorwright.editing.shape import straight_flow_path, straight_flow_paths
from floorwright.gui.figuring import Figuring
from floorwright.gui.present_figures import PresentFigures
from floorwright.hooks.drawing_cache import form_to_look_at
from floorwright.hooks.manager import Plugins
from floorwright.model.diff import Diff
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import DrawingSource, Flow, Plan, Underlay
from floorwright.model.record import Point
from floorwright.paper.flow_choice import chosen_flows
from floorwright.paper.flow_view import FlowStyle, FlowView
from floorwright.paper.station_marks import StationShade
from floorwright.paper.symbols import SymbolLibrary, load_symbols
from floorwright.paper.underlay import near_segments
from floorwright.resources import resource
from floorwright.storage.plan_file import PlanFile

if TYPE_CHECKING:
    from floorwright.paper.observed_marks import Walk

FRAME_MS, SLOWEST_MS = 16, 1000


class OpenPlan(QObject):
    """Keeps everything about one plan together and current; `close` lets all of it go."""

    figured = Signal(object)
    """New figures: an Analysis, at most once a frame."""
    waits = Signal(bool)
    """Whether the figures have to be waited for, or are there again; also when waiting was given up."""
    drawings_read = Signal()
    """Another imported drawing can be shown, or is known to be unreadable."""
    shaded = Signal()
    """Stations are coloured by other figures."""
    told = Signal(str)
    """A sentence for the user."""
    flow_view_changed = Signal()
    """What is shown of the flows is another choice now."""
    segment_chosen = Signal(object)
    """A stretch of aisle was clicked: an analysis.segment.Segment, which knows who goes over it."""

    def __init__(self, file: PlanFile, plugins: Plugins) -> None:
        super().__init__()
        self.file = file
        self.plugins = plugins
        self.library = library_of(plugins)
        self.session = Session(file.document)
        self.drawings: dict[DrawingSource, Drawing] = {}
        self.barriers = DrawnWalls(self.drawings)
        """The walls of the drawings, for the figures."""
        self.figuring = Figuring(self)
        self.live = LiveFigures(self.session.view, barriers=self.barriers, beside=self.figuring)
        self.present = PresentFigures(self, self.barriers)
        self.flow_view = FlowView()
        """What is shown of the flows, on the floor and in what is exported; it is not saved."""
        self.unreadable: dict[DrawingSource, str] = {}
        """Why a drawing cannot be shown, by what it is read from."""
        self.shades: tuple[StationShade, ...] = ()
        """Figures of a study by which stations are coloured."""
        self.walks: tuple[Walk, ...] = ()
        """The observed ways that are shown over the plan, for exports to show them too."""
        self._frame = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._frame.timeout.connect(self.refresh)
        self._leave = [
            self.session.view.changed.connect(self._follow),
            self.live.changed.connect(lambda analysis: self.figured.emit(analysis)),
            self.live.waits.connect(lambda waits: self.waits.emit(waits)),
        ]
        self.session.flow_paths = self.flow_paths
        self.session.underlay_segments = self.underlay_segments
        self.session.underlays_at = self.underlays_at
        self.session.drawings = lambda: self.drawings

    @property
    def plan(self) -> Plan:
        """The title block and conventions."""
        return self.file.document.plan

    @property
    def analysis(self) -> Analysis:
        """The figures as of the last refresh."""
        return self.live.analysis

    @property
    def title(self) -> str:
        """What the window is called."""
        return self.file.path.stem if self.file.path else self.plan.title

    def refresh(self) -> None:
        """Bring the figures up to date now."""
        self._frame.stop()
        started = time.perf_counter()
        self.live.refresh()
        # On a large plan the hand goes on between two refreshes: as much time is left to it as they take.
        self._frame.setInterval(max(FRAME_MS, min(round((time.perf_counter() - started) * 1000), SLOWEST_MS)))

    def shade(self, shades: tuple[StationShade, ...]) -> None:
        """Colour stations by these figures, on screen and on paper; none takes the colours away."""
        self.shades = shades
        self.shaded.emit()

    def refresh_soon(self) -> None:
        """Bring the figures up to date in the next frame."""
        if not self._frame.isActive():
            self._frame.start()

    def view_flows(self, view: FlowView) -> None:
        """Show this of the flows from now on."""
        if view != self.flow_view:
            self.flow_view = view
            self.flow_view_changed.emit()

    def flow_paths(self) -> Mapping[str, tuple[Point, ...]]:
        """The way on which every flow that is shown is drawn: the measured one, or straight legs without one."""
        view, records = self.flow_view, self.session.view.records
        if view.style is FlowStyle.HIDDEN:
            return {}
        measured = {figures.flow: figures.path for figures in self.analysis.flows if len(figures.path) > 1}
        paths = {**straight_flow_paths(records), **measured}
        if not view.filtered:
            return paths
        shown = {figures.flow for figures in chosen_flows(records, self.analysis, view)}
        return {id: path for id, path in paths.items() if id in shown}

    def flow_path(self, id: str) -> tuple[Point, ...]:
        """The way on which one flow is drawn; empty for what is no flow."""
        flow = self.session.view.records.get(id)
        if not isinstance(flow, Flow):
            return ()
        measured = next((figures.path for figures in self.analysis.flows if figures.flow == id), ())
        return measured if len(measured) > 1 else straight_flow_path(flow, self.session.view.records) or ()

    def show_drawing(self, underlay: Underlay, drawing: Drawing) -> None:
        """A drawing was read for this underlay."""
        self.drawings[underlay.source] = drawing
        self.unreadable.pop(underlay.source, None)
        if has_walls(underlay):
            self.present.forget()
            self.live.start_again()
        self.drawings_read.emit()

    def miss_drawing(self, underlay: Underlay, why: str) -> None:
        """A drawing could not be read."""
        self.unreadable[underlay.source] = why
        self.drawings_read.emit()
        self.told.emit(f"“{underlay.name}” cannot be shown: {why}")

    def underlays_at(self, point: Point, reach: float) -> list[str]:
        """The drawings that are not locked and have a line near a point."""
        free = [underlay for underlay in self.session.view.of(Underlay) if underlay.visible and not underlay.locked]
        return [underlay.id for underlay in free if self._has_line_near(underlay, point, reach)]

    def _has_line_near(self, underlay: Underlay, point: Point, reach: float) -> bool:
        lines = self._segments_near(underlay, point[0], point[1], reach)
        way = lines[:, 2:] - lines[:, :2]
        long = np.maximum((way**2).sum(axis=1), 1e-12)
        share = np.clip(((np.array(point) - lines[:, :2]) * way).sum(axis=1) / long, 0.0, 1.0)
        apart = lines[:, :2] + share[:, None] * way - np.array(point)
        return bool(((apart**2).sum(axis=1) <= reach**2).any())

    def underlay_segments(self, x: float, y: float, radius: float) -> NDArray[np.float64]:
        """The lines of the drawings that are shown and come near a point: rows x1 y1 x2 y2 in floor millimetres."""
        shown = [underlay for underlay in self.session.view.of(Underlay) if underlay.visible]
        return np.concatenate([np.zeros((0, 4)), *(self._segments_near(one, x, y, radius) for one in shown)])

    def _segments_near(self, underlay: Underlay, x: float, y: float, radius: float) -> NDArray[np.float64]:
        drawing = self.drawings.get(underlay.source)
        if drawing is None:
            return np.zeros((0, 4))
        return near_segments(drawing, form_to_look_at(drawing).lines, underlay, (x, y), radius)

    def close(self) -> None:
        """Follow nothing any more."""
        self._frame.stop()
        for leave in self._leave:
            leave()
        self.live.close()
        self.present.stop()
        self.session.close()

    def _follow(self, diff: Diff) -> None:
        self.refresh_soon()


def library_of(plugins: Plugins) -> SymbolLibrary:
    """The symbols that are shipped and those that plugins bring."""
    return load_symbols([resource("symbols"), *(folder.folder for folder in plugins.contributions.symbols.values())])
