"""Keys and mouse, plugins, and what Floorwright is."""

import html
import platform
from collections.abc import Mapping

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import floorwright
from floorwright.gui.actions import Action
from floorwright.gui.plain import label, shown
from floorwright.hooks.manager import Plugins

MOUSE = (
    ("Wheel", "Closer and farther at the mouse; Ctrl finer, Shift sideways"),
    ("Middle button, or Space and drag", "Move the view"),
    ("Middle button twice", "Show all"),
    ("Click", "Select; Shift or Ctrl adds and removes, Alt takes the next underneath"),
    ("Drag to the right", "Select what is wholly inside"),
    ("Drag to the left", "Select what is touched"),
    ("Drag something", "Move it; Shift along one axis, Ctrl copies, Alt without snapping"),
    ("Double click", "Open text or properties"),
    ("Right button", "What can be done here"),
    ("A digit while drawing", "Type a length, x;y, @dx;dy or length<angle; Tab goes to the angle"),
    ("Enter", "Finish; with nothing going on, take up the last tool again"),
    ("Backspace, C", "Take the last point back; close the outline"),
    ("Escape", "One step back, never losing finished work"),
    ("R, X", "Turn by 90°, mirror what is selected or being placed"),
    ("Arrows", "Nudge by a grid step; Shift ten steps, Ctrl 1 mm"),
)
LICENCES = (
    ("Floorwright", "MIT"),
    ("Qt for Python (PySide6)", "LGPL-3.0"),
    ("Lucide icons", "ISC"),
    ("DejaVu Sans Condensed", "Bitstream Vera licence"),
    ("Droid Sans Fallback", "Apache-2.0"),
    ("Noto Sans Thai", "SIL Open Font License"),
    ("ezdxf", "MIT"),
    ("pycadkit", "MIT or Apache-2.0"),
    ("pypdfium2, with PDFium", "Apache-2.0 and BSD"),
    ("Pillow", "MIT-CMU"),
    ("reportlab, numpy, scipy, shapely, networkx", "BSD"),
)


class _TableDialog(QDialog):
    """A title and rows of two columns."""

    def __init__(self, parent: QWidget, title: str, headings: tuple[str, str], rows: list[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.table = QTableWidget(len(rows), 2)
        self.table.setHorizontalHeaderLabels(list(headings))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        for number, row in enumerate(rows):
            for column, words in enumerate(row):
                self.table.setItem(number, column, QTableWidgetItem(shown(words, 400)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 12)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.resize(720, 560)


class KeysDialog(_TableDialog):
    """Every key and what the mouse does; `changed` are the keys that the user has given, by the id of the action."""

    def __init__(self, parent: QWidget, actions: list[Action], changed: Mapping[str, str] | None = None) -> None:
        own = changed or {}
        keys = [
            (own.get(action.id, action.shortcut), f"{action.menu.replace('/', ' › ')} › {action.title}")
            for action in actions
        ]
        super().__init__(
            parent, "Keyboard and mouse", ("Key or hand", "What it does"), [*MOUSE, *(row for row in keys if row[0])]
        )


class PluginsDialog(_TableDialog):
    """Which plugins work, and which were switched off and why."""

    def __init__(self, parent: QWidget, plugins: Plugins) -> None:
        rows = [(failure.plugin, f"Switched off: {failure.why}") for failure in plugins.failures]
        rows += [(name, "Works") for name in plugins.names]
        super().__init__(parent, "Plugins", ("Plugin", "State"), rows)


class AboutDialog(QDialog):
    """Version and licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Floorwright")
        rows = "".join(f"<tr><td>{html.escape(a)}&nbsp;&nbsp;</td><td>{html.escape(b)}</td></tr>" for a, b in LICENCES)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setHtml(f"<table>{rows}</table>")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        version = f"Version {floorwright.__version__}, Qt {qVersion()}, Python {platform.python_version()}"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.addWidget(label("Floorwright", "title"))
        layout.addWidget(label("Draw a floor to scale, draw how material and people move, and see what it costs."))
        layout.addWidget(label(version, "quiet"))
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)
        self.resize(480, 340)
