"""A picture of a plan or a drawing as the window shows it, made without a display."""

import time
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from floorwright.errors import ImportFailed
from floorwright.gui.application import application
from floorwright.gui.main_window import MainWindow
from floorwright.gui.png import png_of
from floorwright.gui.preferences import Preferences
from floorwright.hooks.importing import start_reading, underlay_for
from floorwright.hooks.manager import Plugins
from floorwright.jobs import Done, Failed
from floorwright.model.drawing import Drawing
from floorwright.storage.plan_file import SUFFIX, PlanFile

LONGEST_S = 120.0
ASK_EVERY_S = 0.02


def window_picture(path: Path, size: tuple[int, int], *, whole_window: bool = False) -> bytes:
    """The PNG of the canvas, or of the whole window, after opening a plan or a drawing, `size` pixels large.

    Raises:
        PlanFailed, ImportFailed: when the file cannot be read.
    """
    if not path.exists():
        raise ImportFailed(f"There is no file “{path.name}”.", hint="Check its name and folder.")
    app = application("light")
    plugins = Plugins().load()
    is_plan = path.suffix.lower() == SUFFIX
    drawing = None if is_plan else _read(plugins, path)
    file = PlanFile.open(path, journal=False) if is_plan else PlanFile.new(journal=False)
    window = MainWindow(plugins, Preferences(theme="light"), file)
    try:
        window.resize(*size)
        if drawing is not None:
            _lay_down(window, drawing, path.name)
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


def _read(plugins: Plugins, path: Path) -> Drawing:
    reading = start_reading(plugins, path)
    try:
        while True:
            match reading.poll():
                case Done(drawing):
                    found: Drawing = drawing
                    return found
                case Failed(error, _):
                    raise error
            time.sleep(ASK_EVERY_S)
    finally:
        reading.close()


def _lay_down(window: MainWindow, drawing: Drawing, name: str) -> None:
    # The window gets the drawing as it was read: nothing is saved, so its file is not taken into the plan.
    underlay = underlay_for(drawing, name, asset="")
    window.plan.show_drawing(underlay, drawing)
    with window.plan.file.document.edit(f"Import {name}") as edit:
        edit.put(underlay)


def _settle(app: QApplication, window: MainWindow) -> None:
    app.processEvents()
    window.view.show_all()
    window.scene.settle()
    window.view.settled.emit()
    for _ in range(5):
        app.processEvents()
