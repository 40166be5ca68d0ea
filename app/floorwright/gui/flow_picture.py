"""What the floor shows of the flows: lines at once, heat and traffic as soon as they are worked out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from floorwright.analysis.pictures.segment import Segment, segment_at
from floorwright.analysis.result import Analysis
from floorwright.errors import FloorwrightError
from floorwright.geometry.heat_grid import TooFine
from floorwright.gui.background import Latest
from floorwright.gui.canvas.scene import FLOW_SHARE
from floorwright.gui.theme import current_theme
from floorwright.model.kinds import Flow
from floorwright.model.record import Point
from floorwright.paper.flow_choice import chosen_flows
from floorwright.paper.flow_classes import FlowClasses
from floorwright.paper.flow_legend import Row, heat_rows, traffic_rows
from floorwright.paper.flow_marks import flow_marks
from floorwright.paper.flow_view import FlowStyle, FlowView, TrafficShown
from floorwright.paper.heat_marks import heat_marks, heat_of
from floorwright.paper.marks import Line, Region, Text
from floorwright.paper.stretch_marks import WIDEST_MM, flow_stretches
from floorwright.paper.traffic_marks import traffic_marks, traffic_of

if TYPE_CHECKING:
    from floorwright.gui.main_window import MainWindow
    from floorwright.model.diff import Records

WIDEST_FLOW_SCALE = 200.0
"""From farther away flows stay as wide on the floor as here: a whole plant is not covered by its arrows."""
LABELS_SCALE = 200.0
"""From farther away flows have no labels."""
REACH_PX = 8.0
FEW = 600
MAPS_MS = 40
"""Heat and traffic wait so long for more changes before they are worked out."""
Maps = tuple[tuple[Region, ...], tuple[Line | Region | Text, ...], tuple[Row, ...]]


class FlowPicture(QObject):
    """Draws the flows of the plan that the window shows, by the plan's flow view."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._drawn: Analysis | None = None
        """The figures that the flow layer shows: it is not drawn again for the same ones in the same look."""
        self._look: tuple[object, ...] = ()
        self._mapped: tuple[object, ...] = ()
        self._maps = Latest(self, self._draw_maps)
        self._soon = QTimer(self, singleShot=True, interval=MAPS_MS)
        self._soon.timeout.connect(self._draw_maps)

    def draw(self) -> None:
        """Show the figures as they are now."""
        plan, scene = self._window.plan, self._window.scene
        analysis, view = plan.analysis, plan.flow_view
        scale, labels = min(scene.scale, WIDEST_FLOW_SCALE) * FLOW_SHARE, scene.scale <= LABELS_SCALE
        look = (scene, view, scale, labels, current_theme().name)
        dragging, drawn = self._window.dragging, self._drawn
        if drawn and (scene.holding or (look == self._look and dragging.takes_over(drawn, analysis))):
            dragging.show_flows(drawn, analysis, scale, labels)
        elif analysis is not drawn or look != self._look:
            self._drawn, self._look = analysis, look
            scene.show_flows(flow_marks(plan.session.view.records, analysis, scale, labels, view=view))
        if not self._soon.isActive():
            self._soon.start()

    def leave_out(self, flows: Collection[str]) -> None:
        """Draw bands without these flows: they are about to be drawn live over a picture of the others."""
        plan, scene = self._window.plan, self._window.scene
        view = plan.flow_view
        if view.style is not FlowStyle.AGGREGATED or len(plan.analysis.flows) > FEW:
            # Of very many flows the bands stay as they were until the hand lets go: drawing them would make it wait.
            return
        scale, labels = min(scene.scale, WIDEST_FLOW_SCALE) * FLOW_SHARE, scene.scale <= LABELS_SCALE
        others = replace(plan.analysis, flows=tuple(f for f in plan.analysis.flows if f.flow not in flows))
        self._look = ()
        scene.show_flows(flow_marks(plan.session.view.records, others, scale, labels, view=view))

    def clicked(self, at: Point) -> None:
        """A place of the floor was clicked: where flows are taken together, its stretch is chosen and tells its sum."""
        plan = self._window.plan
        view, session = plan.flow_view, plan.session
        if view.style is not FlowStyle.AGGREGATED or not all(
            isinstance(session.view.records.get(id), Flow) for id in session.selection
        ):
            return
        reach = REACH_PX * session.mm_per_px + WIDEST_MM / 2 * min(self._window.scene.scale, WIDEST_FLOW_SCALE)
        found = self.segment_at(at, reach)
        if found is None:
            return
        session.select(one.figures.flow for one in found.over)
        # The tool says its prompt when the button is up; the sum is said after that.
        QTimer.singleShot(0, self, lambda: self._window.status.tell(found.words()))
        plan.segment_chosen.emit(found)

    def segment_at(self, at: Point, reach_mm: float) -> Segment | None:
        """The stretch of the flows that are shown near a place; None where there is none."""
        plan = self._window.plan
        records, view = plan.session.view.records, plan.flow_view
        flows = [f for f in chosen_flows(records, plan.analysis, view) if f.distance_m is not None]
        return segment_at(flow_stretches(plan.analysis, flows, FlowClasses(records, view)), flows, at, reach_mm)

    def close(self) -> None:
        """The plan is let go."""
        self._soon.stop()
        self._maps.stop()
        self._maps = Latest(self, self._draw_maps)
        self._drawn = None
        self._mapped = ()

    def _draw_maps(self) -> None:
        plan, scene = self._window.plan, self._window.scene
        view = plan.flow_view
        if not view.heat and view.traffic is TrafficShown.NONE:
            self._show((scene,), ((), (), ()))
            return
        records, analysis = dict(plan.session.view.records), plan.analysis
        scale = min(scene.scale, WIDEST_FLOW_SCALE) * FLOW_SHARE
        key = (id(analysis), view, scale, current_theme().name)
        try:
            made = self._maps.of(key, lambda: (analysis, maps_of(records, analysis, view, scale)))
        except FloorwrightError as error:
            self._show((scene, *key), ((), (), ()))
            self._window.status.tell(str(error), bad=True)
            return
        if made is not None:
            self._show((scene, *key), made[1])

    def _show(self, key: tuple[object, ...], maps: Maps) -> None:
        if key == self._mapped:
            return
        self._mapped = key
        below, above, rows = maps
        self._window.scene.show_maps(below, above)
        self._window.view.legend.show_rows(rows)
        self._window.dragging.hold_again()


def maps_of(records: Records, analysis: Analysis, view: FlowView, scale: float) -> Maps:
    """The marks of heat and traffic, and their legend.

    Raises:
        FloorwrightError: when the cells of the heat are too small.
    """
    rows: list[Row] = []
    below: tuple[Region, ...] = ()
    above: tuple[Line | Region | Text, ...] = ()
    if view.heat:
        try:
            grid = heat_of(records, analysis, view)
        except TooFine as error:
            raise FloorwrightError(f"The heat map: {error}.", hint="Choose larger cells.") from error
        below = heat_marks(grid, view.heat_blurred)
        rows += heat_rows(grid, view) if below else []
    if view.traffic is not TrafficShown.NONE:
        found = traffic_of(records, analysis, view)
        above = traffic_marks(found, view.traffic, scale)
        rows += traffic_rows(found, view.traffic) if above else []
    return below, above, tuple(rows)
