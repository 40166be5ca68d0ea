"""The one QApplication of this process in its theme, on the screen or, without a display, off it."""

import os
import sys

from PySide6.QtWidgets import QApplication

import floorwright
from floorwright.gui.preferences import load_preferences
from floorwright.gui.theme import wear

ARGUMENTS = ["floorwright", "-style", "Fusion"]
"""What Qt is started with. The style is named here because `setStyle` answers with a style, and to say of which kind
it is Python would have to know them all."""


def application(name: str = "") -> QApplication:
    """The one QApplication of this process, dressed; off screen where there is no display."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    use_screen_or_none()
    made = QApplication(ARGUMENTS)
    made.setApplicationName("Floorwright")
    made.setApplicationVersion(floorwright.__version__)
    made.setDesktopFileName("floorwright")
    wear(made, name or load_preferences().theme)
    return made


def use_screen_or_none() -> None:
    """Without a display Qt would abort the process; off screen it works."""
    headless = sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if headless:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
