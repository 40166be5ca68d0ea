"""A picture of a plan or a drawing as the window shows it, made without a display."""

import time
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtWidgets import QApplication, QWidget

from floorwright.errors import ExportFailed, ImportFailed
from floorwright.gui.application import application
from floorwright.gui.main_window import MainWindow
from floorwright.gui.preferences import Preferences
from floorwright.hooks.importing import read_drawing, underlay_for
from floorwright.hooks.manager import Plugins
from floorwright.storage.plan_file import SUFFIX, PlanFile

LONGEST_S = 120.0


def window_picture(path: Path, size: tuple[int, int], *, whole_window: bool = False) -> bytes:
    """The PNG of the canvas, or of the whole window, after opening a plan or a drawing, `size` pixels large.

    Raises:
        PlanFailed, ImportFailed: when the file cannot be read.
    """
    app = application("light")
    plugins = Plugins().load()
    file = _opened(path, plugins)
    window = MainWindow(plugins, Preferences(theme="light"), file)
    try:
        window.resize(*size)
        window.show()
        until = time.monotonic() + LONGEST_S
        while window.reader.busy and time.monotonic() < until:
            app.processEvents()
        if not whole_window:
            window.show_only_floor(size)
        _settle(app, window)
        return _png(window if whole_window else window.view)
    finally:
        window.let_go()
        window.deleteLater()
        app.processEvents()


def _opened(path: Path, plugins: Plugins) -> PlanFile:
    if not path.exists():
        raise ImportFailed(f"There is no file “{path.name}”.", hint="Check its name and folder.")
    if path.suffix.lower() == SUFFIX:
        return PlanFile.open(path, journal=False)
    drawing = read_drawing(plugins, path)
    file = PlanFile.new(journal=False)
    asset = file.assets.add(path.read_bytes(), path.suffix)
    with file.document.edit(f"Import {path.name}") as edit:
        edit.put(underlay_for(drawing, path.name, asset))
    return file


def _settle(app: QApplication, window: MainWindow) -> None:
    app.processEvents()
    window.view.show_all()
    window.scene.settle()
    window.view.settled.emit()
    for _ in range(5):
        app.processEvents()


def _png(widget: QWidget) -> bytes:
    picture = widget.grab()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):
        raise ExportFailed("The picture could not be written.")
    return bytes(data.data())
