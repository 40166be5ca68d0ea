"""Menus, tool bars and switches: views of the one table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar

from floorwright.errors import FloorwrightError
from floorwright.gui.actions import MENUS, Action, all_actions
from floorwright.gui.icons import icon
from floorwright.gui.plain import shown

if TYPE_CHECKING:
    from floorwright.gui.main_window import MainWindow

MAIN = ("new", "open", "save", "|", "undo", "redo", "|", "import", "export", "|", "zoom_all", "zoom_selection", "|",
        "turn_left", "turn_right", "mirror", "|", "settings", "scenario_compare", "chart")  # fmt: skip
CONTEXT = ("cut", "copy", "paste", "duplicate", "delete", "|", "rename", "turn_left", "turn_right", "mirror", "|",
           "zoom_selection", "zoom_all", "|", "convert")  # fmt: skip
SWITCHES = {"snap": "SNAP", "grid_snap": "GRID SNAP", "ortho": "ORTHO", "grid": "GRID"}


class Bars:
    """Builds everything once and keeps it current."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.actions = list(all_actions())
        self._by_id = {action.id: action for action in self.actions}
        self._made = {action.id: self._make(action) for action in self.actions}
        self._menus: dict[str, QMenu] = {}
        for name in MENUS:
            self._menus[name] = window.menuBar().addMenu(name)
        for action in self.actions:
            menu = self._menu(action.menu)
            if action.apart:
                menu.addSeparator()
            menu.addAction(self._made[action.id])
        self._main = self._bar("Main", Qt.ToolBarArea.TopToolBarArea, MAIN)
        drawing = [a.id for a in self.actions if a.menu == "Draw"]
        self._tools = self._bar("Tools", Qt.ToolBarArea.LeftToolBarArea, drawing)
        self._tools.setObjectName("tools")
        for id, words in SWITCHES.items():
            window.status.add_switch(self._made[id], words)
        self.take_up_shortcuts()

    def run(self, action: Action) -> None:
        """Do it; a refusal is told in the status line."""
        if not action.enabled(self.window):
            return
        try:
            action.run(self.window)
        except FloorwrightError as error:
            self.window.told(error)
        self.window.refresh_actions()

    def trigger(self, id: str) -> None:
        """Do the action of that id."""
        self.run(self._by_id[id])

    def qaction(self, id: str) -> QAction:
        """What menus and bars show for an action."""
        return self._made[id]

    def refresh(self) -> None:
        """Show what can be done now and which switches are on."""
        document = self.window.plan.file.document
        for action in self.actions:
            made = self._made[action.id]
            made.setEnabled(action.enabled(self.window))
            if action.checked is not None:
                made.setChecked(action.checked(self.window))
        undo, redo = document.can_undo(), document.can_redo()
        self._made["undo"].setText(f"Undo {shown(undo, 40)}" if undo else "Undo")
        self._made["redo"].setText(f"Redo {shown(redo, 40)}" if redo else "Redo")

    def refresh_icons(self) -> None:
        """Draw the icons in the colours of another theme."""
        for action in self.actions:
            self._made[action.id].setIcon(icon(action.icon))

    def take_up_shortcuts(self) -> None:
        """Give every action its keys, as the user changed them."""
        changed = self.window.preferences.shortcuts
        for action in self.actions:
            keys = changed.get(action.id, action.shortcut)
            sequences = [QKeySequence(keys)] if keys else []
            if action.id == "redo":
                sequences.append(QKeySequence("Ctrl+Shift+Z"))
            self._made[action.id].setShortcuts(sequences)
            tip = f"{action.title} ({keys})" if keys else action.title
            self._made[action.id].setToolTip(tip)

    def hide(self) -> None:
        """Hide the tool bars."""
        self._main.hide()
        self._tools.hide()

    def fill_context_menu(self, menu: QMenu, selected: bool) -> None:
        """What the right button offers on the floor."""
        for id in CONTEXT if selected else ("paste", "all", "|", "zoom_all", "settings", "|", "pick_drawing"):
            if id == "|":
                menu.addSeparator()
            else:
                menu.addAction(self._made[id])

    def _make(self, action: Action) -> QAction:
        made = QAction(icon(action.icon), action.title, self.window)
        made.setCheckable(action.checked is not None)
        made.triggered.connect(lambda _=False: self.run(action))
        return made

    def _menu(self, path: str) -> QMenu:
        if path not in self._menus:
            parent, _, name = path.rpartition("/")
            self._menus[path] = self._menu(parent).addMenu(name)
        return self._menus[path]

    def _bar(self, title: str, area: Qt.ToolBarArea, ids: tuple[str, ...] | list[str]) -> QToolBar:
        bar = QToolBar(title, self.window)
        bar.setObjectName(f"bar {title}")
        bar.setIconSize(QSize(20, 20))
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for id in ids:
            if id == "|":
                bar.addSeparator()
            else:
                bar.addAction(self._made[id])
        self.window.addToolBar(area, bar)
        return bar
