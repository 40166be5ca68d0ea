"""The page on which a drawing that was read is looked at: the preview, its size, its layers, its place, its report."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QToolButton, QVBoxLayout, QWidget

from floorwright.gui.dialogs.import_report import ReportTable
from floorwright.gui.dialogs.importing.place import PlaceBox
from floorwright.gui.dialogs.importing.preview import POINTINGS, ImportPreview, Pointing
from floorwright.gui.dialogs.importing.size import SizeBox
from floorwright.gui.icons import icon
from floorwright.gui.layers.table import LayerTable
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import label


class LookingPage(QSplitter):
    """The preview with what a click in it means on the left, everything that can be chosen on the right."""

    def __init__(self, plan: OpenPlan) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.preview = ImportPreview(plan.library)
        self.size_box, self.place = SizeBox(plan.plan.unit), PlaceBox()
        self.layers, self.report = LayerTable(), ReportTable()
        self.about = label("", "quiet")
        self.about.setWordWrap(True)
        self.pointings = {pointing: self._pointing(pointing, *shown) for pointing, *shown in POINTINGS}
        self.tabs = QTabWidget()
        self.tabs.addTab(self.layers, "Layers")
        self.tabs.addTab(self.place, "Place and part")
        self.tabs.addTab(self.report, "Report")
        self.addWidget(self._left())
        self.addWidget(self._right())
        self.setStretchFactor(0, 1)
        self.setSizes([690, 460])
        self.setChildrenCollapsible(False)
        self.place.region_asked.connect(lambda: self.point(Pointing.REGION))
        self.point(Pointing.LENGTH)

    def point(self, pointing: Pointing) -> None:
        """Let clicks in the preview mean this from now on."""
        self.preview.pointing = pointing
        for each, button in self.pointings.items():
            button.setChecked(each is pointing)

    def only_look(self) -> None:
        """A newer revision lies where the older one did: nothing is clicked, and its size is no question."""
        self.size_box.hide()
        self.place.hide_reading()
        for button in self.pointings.values():
            button.hide()

    def _pointing(self, pointing: Pointing, words: str, picture: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setText(words)
        button.setIcon(icon(picture))
        button.setToolTip(tip)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda: self.point(pointing))
        return button

    def _left(self) -> QWidget:
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for button in self.pointings.values():
            bar.addWidget(button)
        bar.addStretch()
        whole = QToolButton()
        whole.setText("Show all")
        whole.clicked.connect(self.preview.show_all)
        bar.addWidget(whole)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(bar)
        column.addWidget(self.preview, 1)
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(8, 0, 0, 0)
        side.addWidget(self.size_box)
        side.addWidget(self.tabs, 1)
        side.addWidget(self.about)
        return right
