"""The panels round the floor: they dock, float, hide, and can be put back as they were."""

from __future__ import annotations

import base64
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QTabWidget

from floorwright.gui.panels.making import MAKERS
from floorwright.gui.preferences import Preferences

if TYPE_CHECKING:
    from floorwright.gui.main_window import MainWindow
    from floorwright.gui.open_plan import OpenPlan
    from floorwright.gui.panels.analysis import AnalysisPanel
    from floorwright.gui.panels.comparison import ComparisonPanel
    from floorwright.gui.panels.explain import ExplainPanel
    from floorwright.gui.panels.layers import LayersPanel
    from floorwright.gui.panels.library import LibraryPanel
    from floorwright.gui.panels.panel import Panel
    from floorwright.gui.panels.process_chart import ProcessChartPanel
    from floorwright.gui.panels.properties import PropertiesPanel
    from floorwright.gui.panels.scenarios import ScenariosPanel
    from floorwright.gui.panels.studies import StudiesPanel
    from floorwright.gui.panels.tables import TablesPanel

LEFT, RIGHT, BOTTOM = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)
LEAST_BOTTOM_PX = {
    "tables": 280, "chart": 280, "studies": 280, "observe": 280, "observed": 280, "flow_charts": 420, "comparison": 340,
}  # fmt: skip
"""Panels below the floor open at least this high."""
AT_FIRST = ("library", "properties", "layers", "analysis", "scenarios")
"""The panels that are open at the first start; the others open when they are asked for."""


TABBED = (
    ("properties", "layers"),
    ("layers", "explain"),
    ("explain", "flow_view"),
    ("analysis", "scenarios"),
    ("tables", "chart"),
    ("chart", "studies"),
    ("studies", "flow_charts"),
    ("flow_charts", "observe"),
    ("observe", "observed"),
    ("observed", "comparison"),
)
"""Panels that share a place, the second as a tab behind the first."""


class Docks:
    """Knows where the panels belong, and makes each when it is first looked at or asked for."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._plan: OpenPlan | None = None
        self._panels: dict[str, Panel] = {}
        self._docks: dict[str, QDockWidget] = {}
        window.setDockOptions(window.DockOption.AllowTabbedDocks)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        window.setCorner(Qt.Corner.BottomLeftCorner, LEFT)
        for name, title, area in (
            ("library", "Library", LEFT),
            ("properties", "Properties", RIGHT),
            ("layers", "Layers", RIGHT),
            ("analysis", "Analysis", RIGHT),
            ("explain", "Explain", RIGHT),
            ("scenarios", "Scenarios", RIGHT),
            ("flow_view", "Flow view", RIGHT),
            ("tables", "Tables", BOTTOM),
            ("chart", "Process chart", BOTTOM),
            ("studies", "Studies", BOTTOM),
            ("flow_charts", "Flow charts", BOTTOM),
            ("observe", "Observe a walk", BOTTOM),
            ("observed", "Observed movement", BOTTOM),
            ("comparison", "Comparison", BOTTOM),
        ):
            dock = QDockWidget(title, window)
            dock.setObjectName(f"dock {name}")
            window.addDockWidget(area, dock)
            dock.visibilityChanged.connect(partial(self._looked_at, name))
            self._docks[name] = dock
        self._arrange()

    @property
    def library(self) -> LibraryPanel:
        """Every symbol."""
        return cast("LibraryPanel", self._panel("library"))

    @property
    def properties(self) -> PropertiesPanel:
        """What is selected, or the tool in the hand."""
        return cast("PropertiesPanel", self._panel("properties"))

    @property
    def layers(self) -> LayersPanel:
        """What is seen."""
        return cast("LayersPanel", self._panel("layers"))

    @property
    def analysis(self) -> AnalysisPanel:
        """The figures."""
        return cast("AnalysisPanel", self._panel("analysis"))

    @property
    def comparison(self) -> ComparisonPanel:
        """Scenarios side by side, and what a proposal pays."""
        return cast("ComparisonPanel", self._panel("comparison"))

    @property
    def explain(self) -> ExplainPanel:
        """How a figure is made."""
        return cast("ExplainPanel", self._panel("explain"))

    @property
    def scenarios(self) -> ScenariosPanel:
        """The present and the proposals."""
        return cast("ScenariosPanel", self._panel("scenarios"))

    @property
    def tables(self) -> TablesPanel:
        """Equipment, products, methods and flows."""
        return cast("TablesPanel", self._panel("tables"))

    @property
    def chart(self) -> ProcessChartPanel:
        """The flow process chart."""
        return cast("ProcessChartPanel", self._panel("chart"))

    @property
    def studies(self) -> StudiesPanel:
        """The studies of the plan."""
        return cast("StudiesPanel", self._panel("studies"))

    def panel(self, name: str) -> Panel:
        """The panel of that name, made when nobody has looked at it."""
        return self._panel(name)

    def is_made(self, name: str) -> bool:
        """Whether a panel was looked at or asked for before."""
        return name in self._panels

    def attach(self, plan: OpenPlan) -> None:
        """Show this plan in every panel."""
        self._plan = plan
        for panel in self._panels.values():
            panel.attach(plan)

    def detach(self) -> None:
        """Follow the plan no more."""
        self._plan = None
        for panel in self._panels.values():
            panel.detach()

    def _panel(self, name: str) -> Panel:
        if name not in self._panels:
            panel = self._panels[name] = MAKERS[name](self.window)
            self._docks[name].setWidget(panel)
            if self._plan is not None:
                panel.attach(self._plan)
            panel.show()
        return self._panels[name]

    def _looked_at(self, name: str, visible: bool) -> None:
        if visible:
            self._panel(name).come_to_front()
        self.window.refresh_actions()

    def is_shown(self, name: str) -> bool:
        """Whether a panel is open, be it behind another one."""
        return not self._docks[name].isHidden()

    def switch(self, name: str) -> None:
        """Open or close a panel."""
        if self.is_shown(name):
            self._docks[name].hide()
        else:
            self.raise_panel(name)

    def raise_panel(self, name: str) -> None:
        """Open a panel and bring it before the others."""
        dock = self._docks[name]
        self._panel(name)
        dock.show()
        dock.raise_()
        high = LEAST_BOTTOM_PX.get(name, 0)
        if dock.height() < high and not dock.isFloating():
            self.window.resizeDocks([dock], [high], Qt.Orientation.Vertical)

    def hide_all(self) -> None:
        """Close every panel."""
        for dock in self._docks.values():
            dock.hide()

    def reset(self) -> None:
        """Put every panel where it was at the first start."""
        for dock in self._docks.values():
            dock.setFloating(False)
        self._arrange()

    def keep(self, preferences: Preferences) -> None:
        """Remember the arrangement."""
        preferences.window = _text(self.window.saveGeometry())
        preferences.docks = _text(self.window.saveState())

    def restore(self, preferences: Preferences) -> None:
        """Arrange the window as it was; what cannot be read changes nothing."""
        if preferences.window:
            self.window.restoreGeometry(_bytes(preferences.window))
        if preferences.docks:
            self.window.restoreState(_bytes(preferences.docks))

    def _arrange(self) -> None:
        window, docks = self.window, self._docks
        # Docks that are already tabbed leave an empty tab bar behind when they are tabbed anew.
        for dock in docks.values():
            window.removeDockWidget(dock)
        for name, area in (("library", LEFT), ("properties", RIGHT), ("analysis", RIGHT), ("tables", BOTTOM)):
            window.addDockWidget(area, docks[name])
        for first, second in TABBED:
            window.tabifyDockWidget(docks[first], docks[second])
        for name, dock in docks.items():
            dock.setVisible(name in AT_FIRST)
        docks["properties"].raise_()
        docks["analysis"].raise_()
        window.resizeDocks([docks["library"], docks["properties"]], [230, 366], Qt.Orientation.Horizontal)
        window.resizeDocks([docks["properties"], docks["analysis"]], [420, 380], Qt.Orientation.Vertical)


def _text(data: QByteArray) -> str:
    return base64.b64encode(data.data()).decode()


def _bytes(text: str) -> QByteArray:
    try:
        return QByteArray(base64.b64decode(text))
    except ValueError:
        return QByteArray()
