"""What every test of the window needs: Qt is there, whichever test runs first."""

import pytest
from PySide6.QtWidgets import QApplication

from floorwright.gui.dressed import ARGUMENTS


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What Qt is started with in the program."""
    return ARGUMENTS


@pytest.fixture(autouse=True)
def qt_is_there(qapp: QApplication) -> QApplication:
    """The application, without which fonts and pictures end the process."""
    return qapp
