"""Observed movement in the window: following somebody, importing traces, looking at what was seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from floorwright.gui.main_window import MainWindow
    from floorwright.gui.panels.observe import ObservePanel
    from floorwright.gui.panels.observed import ObservedPanel

TABLES = "Tables (*.csv *.txt *.xlsx *.CSV *.TXT *.XLSX);;All files (*)"


def observe(window: MainWindow) -> None:
    """Follow somebody with the clock running."""
    window.docks.raise_panel("observe")
    cast("ObservePanel", window.docks.panel("observe")).take_focus()


def show_observed(window: MainWindow, id: str = "") -> None:
    """The figures of the observations, of that one first."""
    window.docks.raise_panel("observed")
    if id:
        cast("ObservedPanel", window.docks.panel("observed")).choose(id)


def make_studies(window: MainWindow, id: str = "") -> None:
    """A time study, a process chart and a work sampling of that walk, or of the one that is looked at.

    A walk that is being recorded goes on: its panel stays in front.
    """
    panel = cast("ObservedPanel", window.docks.panel("observed"))
    if id:
        panel.choose(id)
    else:
        window.docks.raise_panel("observed")
    panel.make_studies(panel.studies.sampling)


def lay_traces(window: MainWindow, observations: tuple[str, ...]) -> None:
    """Lay observed lines on the plan by clicking two of their places and where they are."""
    from floorwright.editing.tools.lay_trace import LayingTrace

    if observations:
        window.plan.session.use(LayingTrace(window.plan.session, observations))
        window.view.setFocus()


def save_tables(window: MainWindow, path: Path | None = None) -> None:
    """Write the tables of all observations as XLSX or CSV."""
    from floorwright.errors import FloorwrightError

    chosen = path
    if chosen is None:
        name, _ = QFileDialog.getSaveFileName(window, "Save tables", "observed.xlsx", "Tables (*.xlsx *.csv)")
        if not name:
            return
        chosen = Path(name)
    try:
        cast("ObservedPanel", window.docks.panel("observed")).save_tables(chosen)
    except FloorwrightError as error:
        window.told(error)


def import_traces(window: MainWindow, path: Path | None = None) -> None:
    """Choose a table of traces and take it into the plan."""
    from floorwright.gui.dialogs.import_traces import ImportTracesDialog

    chosen = path
    if chosen is None:
        name, _ = QFileDialog.getOpenFileName(window, "Import traces", str(Path.home()), TABLES)
        if not name:
            return
        chosen = Path(name)
    window.plan.session.finish()
    dialog = ImportTracesDialog(window, window.plan, chosen)
    dialog.imported.connect(lambda id: show_observed(window, id))
    dialog.remarked.connect(window.banner.tell)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
