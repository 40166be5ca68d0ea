"""The window: the floor in the middle, panels round it, one table of actions behind menus, bars and palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QVBoxLayout, QWidget

from floorwright.analysis.result import Analysis
from floorwright.editing.events import Key
from floorwright.editing.pick import under
from floorwright.editing.state import State
from floorwright.editing.tools.place import Placing
from floorwright.errors import FloorwrightError
from floorwright.geometry.box import Box, joined
from floorwright.gui import explaining, underlays
from floorwright.gui.banner import Banner
from floorwright.gui.bars import Bars
from floorwright.gui.canvas.frame import FloorFrame
from floorwright.gui.canvas.scene import FloorScene
from floorwright.gui.canvas.view import FloorView
from floorwright.gui.clipboard import Clipboard
from floorwright.gui.docks import Docks
from floorwright.gui.dragging import Dragging
from floorwright.gui.drawings import DrawingReader
from floorwright.gui.figures_strip import FiguresStrip
from floorwright.gui.files import Files
from floorwright.gui.flow_picture import FlowPicture
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import shown
from floorwright.gui.preferences import Preferences, keep_preferences
from floorwright.gui.selected import outlines_of_selection
from floorwright.gui.status import StatusLine
from floorwright.gui.theme import wear
from floorwright.gui.waiting import follow_waiting, join_strip
from floorwright.hooks.manager import Plugins
from floorwright.model.diff import Diff
from floorwright.model.document import Step
from floorwright.model.kinds import PLAN_ID, PRESENT, Flow, Plan
from floorwright.model.record import Point, Record
from floorwright.model.scenario import scenario_names
from floorwright.storage.plan_file import PlanFile

SYNC_MS = 5000
PANELS_PX = (720, 340)
"""About what panels and bars take of the window, before it was ever laid out."""


class MainWindow(QMainWindow):
    """Shows one plan at a time. What the user can do is in `actions`; what it does is in the rooms below."""

    plan: OpenPlan
    scene: FloorScene
    view: FloorView
    frame: FloorFrame

    def __init__(self, plugins: Plugins, preferences: Preferences, file: PlanFile | None = None) -> None:
        super().__init__()
        self.plugins = plugins
        self.preferences = preferences
        self.rulers_shown = True
        self._leave: list[Callable[[], None]] = []
        self.setMinimumSize(760, 520)
        self.resize(1440, 900)
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self.banner = Banner()
        self.strip = FiguresStrip()
        self.strip.asked.connect(partial(explaining.explain, self))
        join_strip(self)
        self.files = Files(self)
        self.clipboard = Clipboard(self)
        self.reader = DrawingReader(self)
        self.flow_picture = FlowPicture(self)
        self._middle = QWidget()
        self._layout = QVBoxLayout(self._middle)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.banner)
        self._layout.addWidget(self.strip)
        self.setCentralWidget(self._middle)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._refresh_actions)
        self.docks = Docks(self)
        self._sync = QTimer(self, interval=SYNC_MS)
        self._sync.timeout.connect(lambda: self.plan.file.sync())
        self._sync.start()
        self.show_plan(file or PlanFile.new())
        self.bars = Bars(self)
        self.docks.restore(preferences)
        self._refresh_actions()

    def show_plan(self, file: PlanFile) -> None:
        """Show this plan instead of the one before, which is let go."""
        before = getattr(self, "plan", None)
        if before is not None:
            self._let_go(before)
        self.plan = OpenPlan(file, self.plugins)
        self.scene = FloorScene(self.plan.library)
        self.view = FloorView(self.scene, self.plan.session, self.plan.plan)
        self.frame = FloorFrame(self.view)
        self.frame.show_rulers(self.rulers_shown)
        self._layout.insertWidget(1, self.frame, 1)
        self.dragging = Dragging(self.plan, self.scene)
        self.dragging.ended.connect(lambda: self._show_flows(self.plan.analysis))
        self.dragging.lifting.connect(self.flow_picture.leave_out)
        self._follow_plan()
        self.scene.start(self.plan.session.view.records, (self.width() - PANELS_PX[0], self.height() - PANELS_PX[1]))
        self.docks.attach(self.plan)
        follow_waiting(self)
        self._show_flows(self.plan.analysis)
        self._compare_with_present()
        self.reader.attach(self.plan)
        self._show_state(self.plan.session.state)
        self._show_title()
        for message in file.messages:
            self.banner.tell(message)
        # The view has its size only after the layout is done.
        QTimer.singleShot(0, self.view, self._first_look)
        file.start_journal()

    def _first_look(self) -> None:
        self.view.show_all()
        self.view.setFocus()

    def _follow_plan(self) -> None:
        plan, session = self.plan, self.plan.session
        plan.figured.connect(self._show_flows)
        plan.flow_view_changed.connect(lambda: self._show_flows(plan.analysis))
        plan.drawings_read.connect(self._show_drawings)
        plan.shaded.connect(lambda: self.scene.show_shades(plan.shades))
        plan.told.connect(lambda words: self.status.tell(words, bad=True))
        self._leave = [
            session.view.changed.connect(self._view_changed),
            session.selection_changed.connect(lambda ids: self._show_selection()),
            session.state_changed.connect(self._show_state),
            session.marks_changed.connect(lambda marks: self.scene.show_above(marks)),
            session.clicked.connect(self.flow_picture.clicked),
            session.told.connect(lambda words: self.status.tell(words, bad=True)),
            session.convert_asked.connect(lambda id: underlays.convert(self, id)),
            session.opened.connect(lambda id: self.docks.raise_panel("properties")),
            plan.file.document.committed.connect(self._committed),
            plan.file.troubled.connect(self.banner.tell),
            plan.present.made.connect(lambda _: self._compare_with_present()),
        ]
        self.view.pointed.connect(lambda at: self.status.show_place(at, self.plan.plan.unit))
        self.view.looked.connect(lambda: self.status.show_scale(self.view.camera))
        self.view.settled.connect(lambda: self._show_flows(self.plan.analysis))
        self.view.menu_asked.connect(self._show_menu)
        self.view.symbol_dropped.connect(self.take_symbol)

    def _let_go(self, plan: OpenPlan) -> None:
        for leave in self._leave:
            leave()
        self.dragging.close()
        self.flow_picture.close()
        self.reader.detach()
        self.docks.detach()
        plan.close()
        self._layout.removeWidget(self.frame)
        self.scene.close()
        self.frame.hide()
        self.frame.deleteLater()

    # What the session and the figures tell

    def _view_changed(self, diff: Diff) -> None:
        self.dragging.follow(diff)
        self.scene.follow(diff)
        if PLAN_ID in diff:
            self._take_up_plan()
        if any(id in diff for id in self.plan.session.selection):
            self._show_selection()
        self.reader.follow(diff)

    def _take_up_plan(self) -> None:
        plan = self.plan.session.view.records.get(PLAN_ID)
        if isinstance(plan, Plan):
            self.view.plan = plan
            self.view.viewport().update()
            self.frame.look()

    def _committed(self, step: Step) -> None:
        self.dragging.end()
        self._compare_with_present()
        self._show_title()
        self.refresh_actions()

    def _show_flows(self, analysis: Analysis) -> None:
        self.flow_picture.draw()
        self.strip.show_figures(analysis, self.plan.plan.currency)
        self._show_selection()

    def _show_drawings(self) -> None:
        self.scene.show_drawings(self.plan.drawings)
        self._compare_with_present()
        if not self.view.moved_by_hand:
            self.view.show_all()

    def _show_state(self, state: State) -> None:
        if self.plan.file.document.editing is None:
            self.dragging.end()
        self.dragging.expect(state.in_hand())
        self.status.show_prompt(state.prompt)
        self.view.show_cursor(state.cursor)
        self.refresh_actions()

    def _show_selection(self) -> None:
        self.scene.show_selection(outlines_of_selection(self.plan, self.scene))
        self.refresh_actions()

    def _show_title(self) -> None:
        changed = self.plan.file.modified
        scenario = scenario_names(self.plan.file.document.records).get(self.plan.session.view.scenario, "")
        looked_at = f" · {shown(scenario, 40)}" if scenario and self.plan.session.view.scenario != PRESENT else ""
        self.setWindowTitle(f"{shown(self.plan.title, 80)}{'*' if changed else ''}{looked_at} – Floorwright")
        self.setWindowModified(False)
        words = "Not saved" if changed else "Saved" if self.plan.file.path else "New"
        self.status.show_saved("Read only" if self.plan.file.read_only else words)

    def show_saved(self, words: str = "") -> None:
        """Show the state of the file as it is now; `words` while it is being saved."""
        self._show_title()
        if words:
            self.status.show_saved(words)
        self.refresh_actions()

    def scenario_shown(self) -> None:
        """Another scenario is looked at."""
        self.plan.refresh()
        self._compare_with_present()
        self._show_title()
        if self.docks.is_made("scenarios"):
            self.docks.scenarios.refresh()
        name = scenario_names(self.plan.file.document.records)[self.plan.session.view.scenario]
        self.status.tell(f"This is “{shown(name, 60)}”.")

    def _compare_with_present(self) -> None:
        """In a proposal, the strip shows every figure against the present."""
        if self.plan.session.view.scenario == PRESENT:
            self.strip.compare_with(None)
        else:
            self.strip.compare_with(self.plan.present.of(self.plan.file.document.records, self.plan.analysis.mode))
        self.strip.show_figures(self.plan.analysis, self.plan.plan.currency)

    # What the actions do

    def refresh_actions(self) -> None:
        """Bring the actions up to date when there is time."""
        if not self._soon.isActive():
            self._soon.start()

    def _refresh_actions(self) -> None:
        # While something is dragged nothing else can be done; what can be done afterwards is asked at the end.
        if hasattr(self, "bars") and not self.scene.holding:
            self.bars.refresh()

    def take_symbol(self, id: str) -> None:
        """Take a symbol of the library in the hand."""
        symbol = self.plan.library.symbols[id]
        self.view.panning = False
        self.plan.session.use(Placing(self.plan.session, symbol.id, symbol.title, symbol.width, symbol.depth))
        self.view.setFocus()

    def show_record(self, *ids: str) -> None:
        """Select records and bring them into sight."""
        self.plan.session.select(ids)
        if self.plan.session.selection:
            box = self._selection_box()
            if box is not None and not self.view.sees(box):
                self.view.show_box(box)

    def show_selection(self) -> None:
        """Show what is selected as large as it fits."""
        box = self._selection_box()
        if box is not None:
            self.view.show_box(box)

    def _selection_box(self) -> Box | None:
        session, paths = self.plan.session, self.plan.flow_paths()
        boxes: list[Box] = []
        for id in session.selection:
            box = session.index.box(id)
            if box is not None:
                boxes.append(box)
            boxes += [Box(x, y, x, y) for x, y in paths.get(id, ())]
        around = joined(*boxes)
        return None if around.empty else around

    def select_all(self) -> None:
        """Select everything that lies on the floor."""
        session = self.plan.session
        session.select(id for id in session.view.records if session.index.shape(id) is not None)

    def find_record(self) -> None:
        """Find a record by its name, in the tables."""
        self.docks.raise_panel("tables")
        self.docks.tables.filter.setFocus()
        self.docks.tables.filter.selectAll()

    def find_equipment(self) -> None:
        """Search the library."""
        self.docks.raise_panel("library")
        self.docks.library.focus_search()

    def switch_panel(self, name: str) -> None:
        """Show or hide a panel."""
        self.docks.switch(name)
        self.refresh_actions()

    def panel_shown(self, name: str) -> bool:
        """Whether a panel is open."""
        return self.docks.is_shown(name)

    def reset_panels(self) -> None:
        """Put every panel where it was at the first start."""
        self.docks.reset()
        self.refresh_actions()

    def wear(self, theme: str) -> None:
        """Light, dark, or as the system."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.preferences.theme = theme
        wear(application, theme)
        keep_preferences(self.preferences)
        self.bars.refresh_icons()
        if self.docks.is_made("library"):
            self.docks.library.refresh_pictures()
        self.scene.repaint_everything()
        self._show_flows(self.plan.analysis)
        self.view.viewport().update()

    def import_drawing(self, path: Path | None = None) -> None:
        """Choose a drawing and lay it under the plan."""
        self.files.import_drawing(path)

    def import_tables(self) -> None:
        """Choose tables of equipment, flows and so on."""
        self.files.import_tables()

    def calibrate(self, underlay: str = "") -> None:
        """Set a drawing's scale by a known length."""
        if underlay:
            self.plan.session.select([underlay])
        self.plan.session.use_tool("calibrate")
        self.view.setFocus()

    def take_up_preferences(self) -> None:
        """The preferences were changed."""
        self.wear(self.preferences.theme)
        self.bars.take_up_shortcuts()

    def compare(self) -> None:
        """Every figure of a proposal against the present, and whether it pays."""
        self.docks.raise_panel("scenarios")
        self.docks.raise_panel("comparison")

    def show_tables(self) -> None:
        """Products, methods and flows as tables."""
        self.show_table(Flow)

    def show_table(self, kind: type[Record]) -> None:
        """The table of a kind, such as that of routings."""
        self.docks.raise_panel("tables")
        self.docks.tables.open_tab(kind)

    def show_chart(self) -> None:
        """The flow process chart."""
        self.docks.raise_panel("chart")

    def show_help(self) -> None:
        """What the tool in the hand can do."""
        state = self.plan.session.state
        self.status.tell(state.prompt or "Choose a tool, or click something to select it.")

    def leave(self) -> None:
        """Quit, asking about what is not saved."""
        self.close()

    # What Qt asks

    def _show_menu(self, place: QPoint, at: Point) -> None:
        session = self.plan.session
        menu = QMenu(self)
        offered = session.state.menu()
        if offered and session.state.tool not in ("", "select"):
            for words, key in offered:
                menu.addAction(words).triggered.connect(partial(self._give_key, key))
        else:
            lying = under(session, at, session.mm_per_px)
            if lying and not any(id in session.selection for id in lying):
                session.select(lying[:1])
            elif not lying:
                session.select(())
            self._refresh_actions()
            self.bars.fill_context_menu(menu, bool(session.selection))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _give_key(self, key: str, _: bool = False) -> None:
        self.plan.session.key(Key(key))
        self.view.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and hasattr(self, "plan"):
            self.plan.file.sync()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_let_go(self.close):
            event.ignore()
            return
        self.docks.keep(self.preferences)
        keep_preferences(self.preferences)
        self.let_go()
        event.accept()

    def let_go(self) -> None:
        """Follow nothing any more; what is not saved stays in the journal."""
        self._sync.stop()
        self._soon.stop()
        self._let_go(self.plan)
        self.plan.file.close()

    def show_only_floor(self, size: tuple[int, int]) -> None:
        """Hide everything but the floor, which is then so many pixels large."""
        for widget in (self.status, self.strip, self.banner, self.menuBar()):
            widget.hide()
        self.docks.hide_all()
        self.bars.hide()
        self.frame.show_rulers(False)
        self.resize(*size)

    def told(self, error: FloorwrightError) -> None:
        """Show a refusal in the status line."""
        self.status.tell(str(error), bad=True)
