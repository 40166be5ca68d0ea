"""Writing a study as a file from the window: PDF, XLSX, CSV, SVG, DXF or calendar, in another process."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from floorwright.gui.background import Following
from floorwright.gui.dialogs.export_work import write_export
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import shown
from floorwright.gui.studies.computing import Computed
from floorwright.hooks.exporting import format_of
from floorwright.hooks.manager import PluginFailure, Plugins
from floorwright.hooks.studies.report import study_content
from floorwright.jobs import start_worker
from floorwright.model.study import Study
from floorwright.paper.setup import SheetSetup

FORMATS = ("pdf", "xlsx", "csv", "svg", "dxf", "png", "ics")
FIGURES_ONLY = ("svg", "dxf", "png")


def ask_for_file(parent: QWidget, plugins: Plugins, title: str) -> Path | None:
    """The file to write a study to; None when the user thinks better of it."""
    known = [exporter for id in FORMATS if (exporter := plugins.contributions.exporters.get(id)) is not None]
    filters = ";;".join(f"{exporter.title} (*{exporter.suffix})" for exporter in known)
    name, _ = QFileDialog.getSaveFileName(parent, "Save the study", f"{shown(title, 60)}.pdf", filters)
    return Path(name) if name else None


def save_study(
    parent: QWidget, plan: OpenPlan, computed: Computed, study: Study, path: Path, said: Callable[[str], None]
) -> Following:
    """Begin to write a study; `said` is called with how it ended.

    Raises:
        FloorwrightError: when the name says no format that can be written.
    """
    id = format_of(plan.plugins, path)
    sheet = "charts" if id in FIGURES_ONLY and computed.figures else "study"
    content = study_content(computed.method, computed.given, computed.answer, computed.figures, plan.plan, study)
    setup = SheetSetup(paper="A4", portrait=True, sheet=sheet)
    worker = start_worker(write_export, id, content, setup, str(path))

    def done(failure: PluginFailure | None) -> None:
        said(f"Saved as {shown(path.name, 80)}." if failure is None else str(failure))

    return Following(parent, worker, done, lambda error: said(str(error)))
