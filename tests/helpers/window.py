"""The real window under a user's mouse and keys, off screen."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from floorwright.gui.dialogs.import_drawing import ImportDialog
from floorwright.gui.main_window import MainWindow
from floorwright.gui.preferences import Preferences
from floorwright.gui.theme import wear
from floorwright.hooks.manager import Plugins
from floorwright.model.kinds import Flow, Machine
from floorwright.model.record import Record
from floorwright.storage.plan_file import PlanFile

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


class Desk:
    """A window with a user in front of it. Floor coordinates are millimetres."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def px(self, x: float, y: float) -> QPoint:
        """Where a floor point is in the view."""
        px, py = self.window.view.camera.to_px(x, y)
        return QPoint(round(px), round(py))

    def move(self, x: float, y: float) -> None:
        """Move the mouse there."""
        QTest.mouseMove(self.window.view.viewport(), self.px(x, y))
        self.settle()

    def press(self, x: float, y: float, held: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press the left button there."""
        QTest.mousePress(self.window.view.viewport(), LEFT, held, self.px(x, y))
        self.settle()

    def release(self, x: float, y: float, held: Qt.KeyboardModifier = NO_KEY) -> None:
        """Release the left button there."""
        QTest.mouseRelease(self.window.view.viewport(), LEFT, held, self.px(x, y))
        self.settle()

    def click(self, x: float, y: float, held: Qt.KeyboardModifier = NO_KEY) -> None:
        """Move there and click."""
        self.move(x, y)
        self.press(x, y, held)
        self.release(x, y, held)

    def drag(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        """Drag from a to b, in a few steps."""
        self.move(*a)
        self.press(*a)
        for share in (0.3, 0.7, 1.0):
            self.move(a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
        self.release(*b)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a key over the floor."""
        QTest.keyClick(self.window.view, key, held)
        self.settle()

    def type(self, text: str) -> None:
        """Type in the field that has the focus, and before in the view."""
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget() or self.window.view, letter)
        self.settle()

    def do(self, action: str) -> None:
        """Choose an action in a menu."""
        self.window.bars.trigger(action)
        self.settle()

    def settle(self) -> None:
        """Let the window do what it has put off."""
        QApplication.processEvents()
        self.window.plan.refresh()
        QApplication.processEvents()

    @property
    def records(self) -> dict[str, Record]:
        """What is in the scenario that is looked at."""
        return dict(self.window.plan.session.view.records)

    def machines(self) -> dict[str, Machine]:
        """The equipment by name."""
        return {record.name: record for record in self.records.values() if isinstance(record, Machine)}

    def flows(self) -> list[Flow]:
        """The flows."""
        return [record for record in self.records.values() if isinstance(record, Flow)]

    @property
    def said(self) -> str:
        """What the status line says."""
        return self.window.status.prompt.text()


def take(dialog: ImportDialog, qtbot: QtBot) -> None:
    """Press Import, and wait until the drawing lies under the plan."""
    dialog.import_it()
    qtbot.waitUntil(lambda: dialog.result() == QDialog.DialogCode.Accepted, timeout=30000)


@contextmanager
def a_window(file: PlanFile | None = None, size: tuple[int, int] = (1400, 900)) -> Iterator[Desk]:
    """A window that is shown, and let go afterwards without a question."""
    application = QApplication.instance() or QApplication(["floorwright"])
    assert isinstance(application, QApplication)
    wear(application, "light")
    window = MainWindow(Plugins().load(), Preferences(theme="light"), file)
    window.resize(*size)
    window.show()
    desk = Desk(window)
    for _ in range(3):
        application.processEvents()
    try:
        yield desk
    finally:
        window.let_go()
        window.hide()
        window.deleteLater()
        application.processEvents()
        # Processing events leaves what is to be deleted alone: every window would stay, and each be slower to open.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
