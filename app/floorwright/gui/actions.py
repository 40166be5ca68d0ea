"""Everything the window can do, in one table: menus, tool bars, shortcuts and the command palette are views of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from floorwright.editing import commands
from floorwright.editing.tools import TOOLS
from floorwright.gui import asking, explaining, flow_actions, looking, observing, packing, underlays
from floorwright.gui.underlays import has_drawing
from floorwright.model.routing_line import RoutingLine

if TYPE_CHECKING:
    from floorwright.gui.main_window import MainWindow

Run = Callable[["MainWindow"], None]
Ask = Callable[["MainWindow"], bool]


def _always(window: MainWindow) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do. `menu` is its place (`File`, `View/Panels`), `letters` what AutoCAD's users type for it.

    `checked` makes it a switch and says whether it is on.
    """

    id: str
    title: str
    menu: str
    run: Run
    shortcut: str = ""
    icon: str = ""
    enabled: Ask = _always
    checked: Ask | None = None
    letters: str = ""
    apart: bool = False
    """Whether a line in the menu parts it from the one before."""


MENUS = ("File", "Edit", "View", "Draw", "Arrange", "Plan", "Study", "Help")
TOOL_ICONS = {
    "select": "mouse-pointer-2",
    "route": "route",
    "flow": "route",
    "wall": "brick-wall",
    "opening": "door-open",
    "zone": "pentagon",
    "area": "pentagon",
    "aisle": "milestone",
    "dimension": "ruler-dimension-line",
    "measure": "ruler",
    "label": "type",
    "text": "type",
    "line": "spline",
    "rotate": "rotate-cw",
    "move": "scaling",
}
TOOL_LETTERS = {
    "wall": "PL",
    "dimension": "DI",
    "measure": "DIST",
    "text": "DT",
    "label": "DT",
    "area": "H",
    "move": "M",
}


def _selected(window: MainWindow) -> bool:
    return bool(window.plan.session.selection)


def _several(window: MainWindow) -> bool:
    return len(window.plan.session.selection) > 1


def _saved_once(window: MainWindow) -> bool:
    return window.plan.file.path is not None


def _do(label: str, command: Callable[..., object]) -> Run:
    def run(window: MainWindow) -> None:
        session = window.plan.session
        chosen = session.selection
        session.do(label, lambda edit: command(edit, chosen))  # type: ignore[arg-type,return-value]

    return run


def _turn(angle: float) -> Run:
    return _do("Rotate", lambda edit, ids: commands.rotate(edit, ids, angle))


def _tool(id: str) -> Run:
    def run(window: MainWindow) -> None:
        window.view.panning = False
        window.plan.session.use_tool(id)
        window.view.setFocus()

    return run


def _tool_is(id: str) -> Ask:
    return lambda window: window.plan.session.state.tool == id and not window.view.panning


def _snap(name: str) -> tuple[Run, Ask]:
    def is_on(window: MainWindow) -> bool:
        return bool(getattr(window.plan.session.snaps, name))

    return (lambda window: looking.switch_snap(window, name)), is_on


def _panel(name: str) -> tuple[Run, Ask]:
    return (lambda window: window.switch_panel(name)), (lambda window: window.panel_shown(name))


def file_actions() -> list[Action]:
    """New, open, save, import, export and close."""
    return [
        Action("new", "New plan", "File", lambda w: w.files.new(), "Ctrl+N", "file-plus", letters="NEW"),
        Action("open", "Open…", "File", lambda w: w.files.open(), "Ctrl+O", "folder-open"),
        Action("recent", "Open recent…", "File", lambda w: w.files.open_recent()),
        Action("sample", "Open the sample plant", "File", lambda w: w.files.open_sample()),
        Action("save", "Save", "File", lambda w: w.files.save(), "Ctrl+S", "save", letters="QSAVE", apart=True),
        Action("save_as", "Save as…", "File", lambda w: w.files.save_as(), "Ctrl+Shift+S", letters="SAVEAS"),
        Action("recover", "Recover unsaved work…", "File", lambda w: w.files.recover()),
        Action("import", "Import drawing…", "File", lambda w: w.import_drawing(), "Ctrl+I", "import", apart=True),
        Action("tables", "Import tables…", "File", lambda w: w.import_tables(), icon="file-input"),
        Action("export-tables", "Export tables…", "File", lambda w: w.files.export_tables(), icon="file-output"),
        Action("export", "Export…", "File", asking.export, "Ctrl+E", "file-output", letters="EXPORT"),
        Action("print", "Print to PDF…", "File", lambda w: asking.export(w, "pdf"), "Ctrl+P", letters="PLOT"),
        Action("pack", "Meeting pack as PDF…", "File", packing.ask_for_pack),
        Action("close", "Close", "File", lambda w: w.files.new(), "Ctrl+W", apart=True),
        Action("quit", "Quit", "File", lambda w: w.leave(), "Ctrl+Q"),
    ]


def edit_actions() -> list[Action]:
    """Undo, clipboard, delete, select."""
    return [
        Action(
            "undo", "Undo", "Edit", lambda w: w.plan.session.undo(), "Ctrl+Z", "undo-2", letters="U",
            enabled=lambda w: w.plan.file.document.can_undo() is not None or w.plan.file.document.editing is not None,
        ),
        Action(
            "redo", "Redo", "Edit", lambda w: w.plan.session.redo(), "Ctrl+Y", "redo-2",
            enabled=lambda w: w.plan.file.document.can_redo() is not None,
        ),
        Action("cut", "Cut", "Edit", lambda w: w.clipboard.cut(), "Ctrl+X", "scissors", _selected, apart=True),
        Action("copy", "Copy", "Edit", lambda w: w.clipboard.copy(), "Ctrl+C", "copy", _selected),
        Action("paste", "Paste", "Edit", lambda w: w.clipboard.paste(), "Ctrl+V", "clipboard-paste"),
        Action(
            "duplicate", "Duplicate", "Edit", _do("Duplicate", commands.duplicate), "Ctrl+D", "copy-plus", _selected,
            letters="CO",
        ),
        Action("delete", "Delete", "Edit", _do("Delete", commands.delete), "Del", "trash-2", _selected, letters="E"),
        Action("all", "Select all", "Edit", lambda w: w.select_all(), "Ctrl+A", apart=True),
        Action("rename", "Rename…", "Edit", asking.rename, "F2", enabled=_selected),
        Action("find", "Find…", "Edit", lambda w: w.find_record(), "Ctrl+F", "search"),
        Action("palette", "Command palette…", "Edit", looking.show_palette, "Ctrl+K", "command"),
        Action("preferences", "Preferences…", "Edit", asking.preferences, "Ctrl+,", "settings"),
    ]  # fmt: skip


def view_actions() -> list[Action]:
    """Zoom, grid, snaps, panels, theme."""
    snap, snap_on = _snap("enabled")
    grid_snap, grid_snap_on = _snap("grid")
    objects, objects_on = _snap("objects")
    panels = [
        Action(f"panel_{name}", title, "View/Panels", *_switch(_panel(name)))
        for name, title in (
            ("library", "Library"), ("properties", "Properties"), ("layers", "Layers"), ("analysis", "Analysis"),
            ("explain", "Explain"),
            ("scenarios", "Scenarios"), ("tables", "Tables"), ("chart", "Process chart"),
            ("studies", "Studies"), ("comparison", "Comparison"), ("flow_view", "Flow view"),
            ("flow_charts", "Flow charts"),
            ("observe", "Observe a walk"), ("observed", "Observed movement"),
        )
    ]  # fmt: skip
    return [
        Action("zoom_all", "Show all", "View", lambda w: w.view.show_all(), "Ctrl+0", "maximize", letters="Z"),
        Action("zoom_selection", "Show selection", "View", lambda w: w.show_selection(), "Ctrl+2", "scan", _selected),
        Action("zoom_paper", "Show at paper scale 1:100", "View", looking.show_paper_scale, "Ctrl+1"),
        Action("zoom_in", "Closer", "View", lambda w: w.view.zoom(1.25), "Ctrl++", "zoom-in"),
        Action("zoom_out", "Farther", "View", lambda w: w.view.zoom(0.8), "Ctrl+-", "zoom-out"),
        Action("hand", "Hand (pan)", "View", looking.take_hand, "H", "hand", checked=lambda w: w.view.panning),
        Action(
            "grid", "Show grid", "View", looking.switch_grid, "F7", "grid-3x3",
            checked=lambda w: w.view.grid_shown, apart=True,
        ),
        Action("snap", "Snap", "View", snap, "F4", "magnet", checked=snap_on),
        Action("object_snap", "Snap to objects", "View", objects, "F3", checked=objects_on),
        Action("grid_snap", "Snap to grid", "View", grid_snap, "F9", checked=grid_snap_on),
        Action("ortho", "Free, ortho, polar", "View", looking.switch_ortho, "F8", "axis-3d"),
        Action("rulers", "Rulers", "View", looking.switch_rulers, checked=lambda w: w.rulers_shown),
        *panels,
        Action("reset_panels", "Reset the panels", "View/Panels", lambda w: w.reset_panels(), apart=True),
        Action("light", "Light", "View/Theme", lambda w: w.wear("light"), icon="sun"),
        Action("dark", "Dark", "View/Theme", lambda w: w.wear("dark"), icon="moon"),
        Action("system", "As the system", "View/Theme", lambda w: w.wear("system")),
        Action("full_screen", "Full screen", "View", looking.switch_full_screen, "F11", apart=True),
    ]  # fmt: skip


def _switch(pair: tuple[Run, Ask]) -> tuple[Run, str, str, Ask, Ask]:
    return (pair[0], "", "", _always, pair[1])


def draw_actions() -> list[Action]:
    """One action a tool, and equipment from the library."""
    tools = [
        Action(
            f"tool_{tool.id}",
            tool.title,
            "Draw",
            _tool(tool.id),
            tool.key,
            TOOL_ICONS.get(tool.id, "pencil"),
            checked=_tool_is(tool.id),
            letters=TOOL_LETTERS.get(tool.id, ""),
        )
        for tool in TOOLS
        if tool.id not in ("hand", "calibrate", "pick_drawing")
    ]
    equipment = Action(
        "equipment", "Equipment…", "Draw", lambda w: w.find_equipment(), "E", "factory", letters="I",
        checked=lambda w: w.plan.session.state.tool in ("place", "equipment"),
    )  # fmt: skip
    return [tools[0], equipment, *tools[1:]]


def arrange_actions() -> list[Action]:
    """Turn, mirror, align what is selected."""
    made = [
        Action("turn_left", "Turn left 90°", "Arrange", _turn(90.0), "", "rotate-ccw", _selected, letters="RO"),
        Action("turn_right", "Turn right 90°", "Arrange", _turn(-90.0), "", "rotate-cw", _selected),
        Action(
            "mirror",
            "Mirror",
            "Arrange",
            _do("Mirror", commands.mirror),
            "",
            "flip-horizontal-2",
            _selected,
            letters="MI",
        ),
    ]
    for side, title, picture in ALIGNMENTS:
        letters = "AL" if side == "left" else ""
        made.append(
            Action(
                f"align_{side}", title, "Arrange", _align(title, side), "", picture, _several, letters=letters,
                apart=side == "left",
            )
        )  # fmt: skip
    for axis, title, picture in DISTRIBUTIONS:
        made.append(
            Action(
                f"distribute_{axis}", title, "Arrange", _distribute(title, axis), "", picture, _several,
                apart=axis == "x",
            )
        )  # fmt: skip
    return made


def _align(title: str, side: commands.Side) -> Run:
    return _do(title, lambda edit, ids: commands.align(edit, ids, side))


def _distribute(title: str, axis: Literal["x", "y"]) -> Run:
    return _do(title, lambda edit, ids: commands.distribute(edit, ids, axis))


DISTRIBUTIONS: tuple[tuple[Literal["x", "y"], str, str], ...] = (
    ("x", "Distribute across", "align-horizontal-distribute-center"),
    ("y", "Distribute upwards", "align-vertical-distribute-center"),
)
ALIGNMENTS: tuple[tuple[commands.Side, str, str], ...] = (
    ("left", "Align left", "align-start-vertical"),
    ("centre", "Align centres", "align-center-vertical"),
    ("right", "Align right", "align-end-vertical"),
    ("top", "Align top", "align-start-horizontal"),
    ("middle", "Align middles", "align-center-horizontal"),
    ("bottom", "Align bottom", "align-end-horizontal"),
)


def plan_actions() -> list[Action]:
    """The plan as a whole and its scenarios."""
    return [
        Action("settings", "Plan settings…", "Plan", asking.plan_settings, "", "settings"),
        Action(
            "scenario_new", "New proposal…", "Plan", lambda w: w.docks.scenarios.ask_new(), "", "git-branch", apart=True
        ),
        Action("scenario_compare", "Compare scenarios…", "Plan", lambda w: w.compare(), "", "arrow-left-right"),
        Action("explain", "Explain a figure", "Plan", explaining.explain_what_is_chosen, "", "circle-help"),
        Action("flows", "Products, methods and flows", "Plan", lambda w: w.show_tables(), "", "table-2", apart=True),
        Action("routings", "Routings", "Plan", lambda w: w.show_table(RoutingLine), "", "route"),
        Action("flow_charts", "Flow charts", "Plan", lambda w: w.docks.raise_panel("flow_charts"), "", "chart-column"),
        Action("chart", "Flow process chart", "Plan", lambda w: w.show_chart(), "", "list-ordered"),
        Action("observe", "Observe a walk…", "Plan", observing.observe, "", "route", apart=True),
        Action("observed", "Observed movement", "Plan", observing.show_observed, "", "list-ordered"),
        Action("walk_studies", "Make studies of the observed walk", "Plan", observing.make_studies, "", "list-ordered"),
        Action("import_traces", "Import traces…", "Plan", observing.import_traces, "", "file-input"),
        Action("calibrate", "Calibrate drawing…", "Plan", lambda w: w.calibrate(), "", "scaling", apart=True),
        Action(
            "replace", "Replace with a newer revision…", "Plan", underlays.replace_one, "", "file-input", has_drawing
        ),
        Action("pick_drawing", "Pick from drawing", "Plan", _tool("pick_drawing"), "", "scan", has_drawing),
        Action(
            "aisles_from",
            "Aisles from layers…",
            "Plan",
            lambda w: underlays.convert_one(w, "aisles"),
            "",
            "milestone",
            has_drawing,
        ),
        Action("convert", "Convert from drawing…", "Plan", underlays.convert_one, "", "workflow", has_drawing),
    ]


def study_actions() -> list[Action]:
    """Studies of the work."""
    return [
        Action("study_new", "New study…", "Study", lambda w: w.docks.studies.ask_new(), "", "clipboard-paste"),
        Action("study_time", "Time a job with the stopwatch", "Study", lambda w: w.docks.studies.time_job(), "Ctrl+T"),
        Action("studies", "Studies of this plan", "Study", lambda w: w.docks.raise_panel("studies"), "", "table-2"),
    ]


def help_actions() -> list[Action]:
    """Keys, plugins, about."""
    return [
        Action("help", "Help on the tool", "Help", lambda w: w.show_help(), "F1", "circle-help"),
        Action("keys", "Keyboard and mouse", "Help", asking.keys, "", "keyboard"),
        Action("plugins", "Plugins", "Help", asking.plugins),
        Action("about", "About Floorwright", "Help", asking.about, "", "info", apart=True),
    ]


def all_actions() -> tuple[Action, ...]:
    """The whole table, in the order of the menus."""
    return (
        *file_actions(),
        *edit_actions(),
        *view_actions(),
        *flow_actions.flow_actions(),
        *draw_actions(),
        *arrange_actions(),
        *plan_actions(),
        *study_actions(),
        *help_actions(),
    )
