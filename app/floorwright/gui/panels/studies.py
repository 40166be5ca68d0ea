"""The studies of a plan: begin one, open it, copy it, take it away."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from floorwright.gui.panels.panel import Panel
from floorwright.gui.plain import label, shown
from floorwright.gui.studies.choosing import ChooseStudy
from floorwright.gui.studies.window import StudyWindow
from floorwright.hooks.studies.method import StudyMethod
from floorwright.hooks.studies.recording import StopwatchRecorder
from floorwright.model.diff import Diff
from floorwright.model.record import new_id
from floorwright.model.study import Study

COLUMNS = ("Study", "Method", "Observed", "Date")
ID_ROLE = Qt.ItemDataRole.UserRole


class StudiesPanel(Panel):
    """A row a study; each opens in a window of its own, which stays current while the plan changes."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: dict[str, StudyWindow] = {}
        self.list = QTreeWidget()
        self.list.setHeaderLabels(list(COLUMNS))
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Studies of the plan")
        self.nothing = label(
            "No study yet. A study keeps what you observed (times, tasks, stops, counts) and computes it as you type.",
            "quiet",
        )
        self.nothing.setWordWrap(True)
        self.new, self.open_it = QPushButton("New study…"), QPushButton("Open")
        self.copy_it, self.delete = QPushButton("Duplicate"), QPushButton("Delete")
        row = QHBoxLayout()
        for button in (self.new, self.open_it, self.copy_it, self.delete):
            row.addWidget(button)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        self.new.clicked.connect(self.ask_new)
        self.open_it.clicked.connect(lambda: self.open(self.chosen))
        self.copy_it.clicked.connect(self.duplicate)
        self.delete.clicked.connect(self.remove)
        self.list.itemActivated.connect(lambda item, _: self.open(item.data(0, ID_ROLE)))
        self.list.currentItemChanged.connect(lambda *_: self._enable())

    @property
    def chosen(self) -> str:
        """The id of the study that is chosen; "" for none."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(0, ID_ROLE))

    def start(self) -> None:
        self.follow(self.plan.session.view.changed, self._follow)
        self._fill()

    def detach(self) -> None:
        super().detach()
        for window in list(self.windows.values()):
            window.close()

    def ask_new(self) -> None:
        """Ask for a method and begin a study with it."""
        dialog = ChooseStudy(self, self._methods().values())
        if dialog.exec() and dialog.chosen:
            self.begin(dialog.chosen)

    def begin(self, method: str) -> StudyWindow:
        """A new study with this method, opened."""
        title = self._methods()[method].title
        taken = {study.title for study in self.plan.session.view.of(Study)}
        name = next(n for n in (title, *(f"{title} {k}" for k in range(2, len(taken) + 3))) if n not in taken)
        study = Study(id=new_id(), method=method, title=name, date=date.today().isoformat())
        self.plan.session.do(f"Begin a study: {title}", lambda edit: edit.put(study))
        window = self.open(study.id)
        assert window is not None
        return window

    def time_job(self) -> None:
        """A new time study with the stopwatch in the hand, of the first method that is recorded with one."""
        for method in self._methods().values():
            if isinstance(method.recorder, StopwatchRecorder):
                self.begin(method.id).record()
                return

    def open(self, id: str) -> StudyWindow | None:
        """Show a study in its window; None where no plugin knows its method."""
        record = self.plan.session.view.records.get(id)
        if not isinstance(record, Study):
            return None
        method = self._methods().get(record.method)
        if method is None:
            self.plan.told.emit(
                f"“{shown(record.title, 40)}” needs the method “{shown(record.method, 40)}”, which no plugin brings. "
                "It is kept as it is."
            )
            return None
        if id not in self.windows:
            window = self.windows[id] = StudyWindow(self.window(), self.plan, method, id)
            window.closed.connect(lambda gone: self.windows.pop(gone, None))
        window = self.windows[id]
        if window.isVisible():
            window.activateWindow()
        else:
            window.show()
        return self.windows[id]

    def duplicate(self) -> None:
        """A copy of the chosen study, such as for another day or the proposed method."""
        record = self.plan.session.view.records.get(self.chosen)
        if isinstance(record, Study):
            copied = replace(record, id=new_id(), title=f"{record.title} (copy)")
            self.plan.session.do("Duplicate the study", lambda edit: edit.put(copied))

    def remove(self) -> None:
        """Take the chosen study away; undo brings it back."""
        id = self.chosen
        if id:
            self.plan.session.do("Delete the study", lambda edit: edit.remove(id))

    def _methods(self) -> dict[str, StudyMethod]:
        return dict(self.plan.plugins.studies)

    def _follow(self, diff: Diff) -> None:
        if any(isinstance(change.before, Study) or isinstance(change.after, Study) for change in diff.values()):
            self._fill()

    def _fill(self) -> None:
        chosen, methods = self.chosen, self._methods()
        self.list.clear()
        for study in self.plan.session.view.of(Study):
            method = methods.get(study.method)
            item = QTreeWidgetItem(
                [
                    shown(study.title or study.method, 60),
                    method.title if method else f"{shown(study.method, 30)} (not known)",
                    shown(study.observed, 40),
                    shown(study.date, 20),
                ]
            )
            item.setData(0, ID_ROLE, study.id)
            self.list.addTopLevelItem(item)
            if study.id == chosen:
                self.list.setCurrentItem(item)
        self.nothing.setVisible(self.list.topLevelItemCount() == 0)
        for column in range(len(COLUMNS)):
            self.list.resizeColumnToContents(column)
        self._enable()

    def _enable(self) -> None:
        for button in (self.open_it, self.copy_it, self.delete):
            button.setEnabled(bool(self.chosen))
