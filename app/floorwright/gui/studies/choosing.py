"""Choosing a method of study: by name, by what it is for, or by a word."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from floorwright.gui.plain import label, shown
from floorwright.hooks.studies.method import StudyMethod

ID_ROLE = Qt.ItemDataRole.UserRole


class ChooseStudy(QDialog):
    """A searchable list of methods under the headings of their groups."""

    def __init__(self, parent: QWidget, methods: Iterable[StudyMethod]) -> None:
        super().__init__(parent)
        self.setWindowTitle("New study")
        self.resize(560, 520)
        self.search = QLineEdit(placeholderText="Search: time, balance, OEE…", clearButtonEnabled=True)
        self.search.setAccessibleName("Search a study")
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setAccessibleName("Methods of study")
        self.purpose = label("", "quiet")
        self.purpose.setWordWrap(True)
        self.purpose.setMinimumHeight(44)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._agree = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._agree.setText("Begin")
        layout = QVBoxLayout(self)
        for widget in (self.search, self.list, self.purpose, buttons):
            layout.addWidget(widget)
        self._methods = {method.id: method for method in methods}
        self._fill()
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(lambda item, _: self._look(item))
        self.list.itemDoubleClicked.connect(lambda item, _: self.accept() if item.data(0, ID_ROLE) else None)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._filter("")

    @property
    def chosen(self) -> str:
        """The id of the method; "" while none is chosen."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(0, ID_ROLE) or "")

    def choose(self, id: str) -> None:
        """Choose the method of that id."""
        for item in self._items():
            if item.data(0, ID_ROLE) == id:
                self.list.setCurrentItem(item)

    def _fill(self) -> None:
        for group in dict.fromkeys(method.group for method in self._methods.values()):
            heading = QTreeWidgetItem([group.capitalize()])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.list.addTopLevelItem(heading)
            for method in self._methods.values():
                if method.group == group:
                    item = QTreeWidgetItem([shown(method.title, 60)])
                    item.setData(0, ID_ROLE, method.id)
                    item.setToolTip(0, method.id)
                    heading.addChild(item)
        self.list.expandAll()

    def _groups(self) -> list[QTreeWidgetItem]:
        groups = (self.list.topLevelItem(number) for number in range(self.list.topLevelItemCount()))
        return [group for group in groups if group is not None]

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for group in self._groups() for item in _children(group)]

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        first: QTreeWidgetItem | None = None
        for item in self._items():
            method = self._methods[item.data(0, ID_ROLE)]
            about = f"{method.id} {method.title} {method.purpose} {method.group}".casefold()
            item.setHidden(not all(word in about for word in wanted))
            if first is None and not item.isHidden():
                first = item
        for group in self._groups():
            group.setHidden(all(item.isHidden() for item in _children(group)))
        self.list.setCurrentItem(first)  # type: ignore[arg-type]  # Qt takes none as "nothing is current"

    def _look(self, item: QTreeWidgetItem | None) -> None:
        id = "" if item is None else item.data(0, ID_ROLE)
        self.purpose.setText(self._methods[id].purpose if id else "Nothing fits that word." if item is None else "")
        self._agree.setEnabled(bool(id))


def _children(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (group.child(number) for number in range(group.childCount()))
    return [child for child in children if child is not None]
