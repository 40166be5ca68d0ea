"""A picture of a window with a plan or a drawing, or of its canvas, made without a display."""

import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication

from floorwright.gui.drawing_picture import read_drawing
from floorwright.gui.dressed import application
from floorwright.gui.main_window import MainWindow
from floorwright.gui.png import png_of
from floorwright.gui.preferences import Preferences
from floorwright.hooks.manager import Plugins
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import Underlay
from floorwright.storage.plan_file import SUFFIX, PlanFile

LONGEST_S = 120.0


def window_picture(path: Path, size: tuple[int, int], *, whole_window: bool = False) -> bytes:
    """The PNG of the canvas, or of the whole window, after opening a plan or a drawing, `size` pixels large.

    Raises:
        PlanFailed, ImportFailed: when the file cannot be read.
    """
    app = application("light")
    is_plan = path.suffix.lower() == SUFFIX
    laid = None if is_plan else read_drawing(path)
    file = PlanFile.open(path, journal=False) if is_plan else PlanFile.new(journal=False)
    window = MainWindow(Plugins().load(), Preferences(theme="light"), file)
    try:
        window.resize(*size)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)  # or it would be painted twice
        if laid is not None:
            _lay_down(window, *laid)
        window.show()
        until = time.monotonic() + LONGEST_S
        while window.reader.busy and time.monotonic() < until:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if not whole_window:
            window.show_only_floor(size)
        _settle(app, window)
        return png_of((window if whole_window else window.view).grab().toImage())
    finally:
        window.let_go()
        window.deleteLater()
        app.processEvents()


def _lay_down(window: MainWindow, underlay: Underlay, drawing: Drawing) -> None:
    window.plan.show_drawing(underlay, drawing)
    with window.plan.file.document.edit(f"Import {underlay.name}") as edit:
        edit.put(underlay)


def _settle(app: QApplication, window: MainWindow) -> None:
    app.processEvents()
    window.view.show_all()
    window.scene.settle()
    window.view.settled.emit()
    for _ in range(5):
        app.processEvents()
