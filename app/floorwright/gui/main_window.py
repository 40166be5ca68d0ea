"""The window: the floor in the middle, panels round it, one table of actions behind menus, bars and palette."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QByteArray, QPoint, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDockWidget,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from floorwright.analysis.result import Analysis
from floorwright.editing.events import Key
from floorwright.editing.pick import under
from floorwright.editing.place import Placing
from floorwright.editing.state import State
from floorwright.errors import FloorwrightError
from floorwright.geometry.box import joined
from floorwright.gui.actions import MENUS, Action, all_actions
from floorwright.gui.canvas.frame import FloorFrame
from floorwright.gui.canvas.ink import SCREEN_PX_PER_MM
from floorwright.gui.canvas.scene import FloorScene
from floorwright.gui.canvas.view import FloorView
from floorwright.gui.clipboard import Clipboard
from floorwright.gui.figures_strip import FiguresStrip
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.palette import Palette
from floorwright.gui.panels.library import LibraryPanel
from floorwright.gui.panels.panel import Panel
from floorwright.gui.plain import shown
from floorwright.gui.preferences import Preferences, keep_preferences
from floorwright.gui.status import StatusLine
from floorwright.gui.theme import icon, wear
from floorwright.hooks.manager import Plugins
from floorwright.model.diff import Diff
from floorwright.model.kinds import PLAN_ID, DistanceMode, Plan
from floorwright.model.scenario import scenario_names
from floorwright.paper.flow_marks import flow_marks
from floorwright.storage.plan_file import PlanFile

MODE_TITLES = {
    DistanceMode.STRAIGHT: "Straight lines",
    DistanceMode.RECTILINEAR: "Right angles",
    DistanceMode.AISLE: "Along the aisles",
    DistanceMode.FREE: "Shortest free path",
}
BAR = ("new", "open", "save", "|", "undo", "redo", "|", "import", "export", "|", "zoom_all", "grid", "snap", "|")
