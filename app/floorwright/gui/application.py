"""Starting the window, and what happens when something nobody foresaw goes wrong in it."""

from __future__ import annotations

import gc
import signal
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import floorwright
from floorwright.errors import PlanFailed
from floorwright.gui.dressed import application
from floorwright.gui.main_window import MainWindow
from floorwright.gui.preferences import load_preferences
from floorwright.hooks.manager import Plugins
from floorwright.storage.plan_file import SUFFIX, PlanFile

WAKE_MS = 200
SELDOM = 50_000
"""So many new objects before Python looks for cycles among them; a dragged machine makes fewer in a second."""


def open_window(path: str | None = None) -> int:
    """Show the window, with a plan or a drawing if one is named, until the user leaves; the exit status."""
    app = application()
    asked = Path(path) if path else None
    plan = _plan_in(asked) if asked else None
    window = MainWindow(Plugins().load(), load_preferences(), plan)
    sys.excepthook = lambda kind, error, trace: report(window, kind, error, trace)
    wake = QTimer(window, interval=WAKE_MS)
    wake.timeout.connect(lambda: None)  # lets Python see signals while Qt waits for events
    wake.start()
    for name in ("SIGTERM", "SIGINT"):
        signal.signal(getattr(signal, name), lambda number, frame: leave_at_once(window))
    window.show()
    for failure in window.plugins.failures:
        window.banner.tell(str(failure))
    if asked and plan:
        window.files.remember(asked)
    elif asked:
        window.files.open(asked)
    QTimer.singleShot(0, window, window.files.look_for_lost_work)
    gc.freeze()  # what a start makes stays, and is not looked at again
    gc.set_threshold(SELDOM, 10, 10)
    return int(app.exec())


def _plan_in(path: Path) -> PlanFile | None:
    # Drawings, and plans that are not whole, are for a window that is there: it shows progress, and asks what to do.
    if path.suffix.lower() != SUFFIX:
        return None
    try:
        return PlanFile.open(path)
    except PlanFailed:
        return None


def leave_at_once(window: MainWindow) -> None:
    """The system wants the program to end: what is not saved stays in the journal."""
    window.plan.file.sync()
    window.plan.file.close()
    QApplication.exit(0)


def report(window: MainWindow, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show an error nobody foresaw. The journal already holds the work; the report holds nothing of the drawing."""
    from floorwright.gui.dialogs.trouble import TroubleDialog

    if issubclass(kind, KeyboardInterrupt):
        leave_at_once(window)
        return
    lines = traceback.format_exception(kind, error, trace)
    sys.stderr.write("".join(lines))
    dialog = TroubleDialog(window, f"Floorwright {floorwright.__version__}\n{''.join(lines)}")

    def answer(result: int) -> None:
        if dialog.choice == "copy":
            window.files.save_as()
        elif dialog.choice == "quit":
            leave_at_once(window)

    dialog.finished.connect(answer)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
