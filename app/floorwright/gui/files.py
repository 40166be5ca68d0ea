"""New, open, save, recover, import: what the File menu does, with every question that has to be asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QInputDialog

from floorwright.errors import FloorwrightError, PlanFailed
from floorwright.gui.background import Threaded
from floorwright.gui.plain import shown, tell
from floorwright.gui.preferences import keep_preferences
from floorwright.model.kinds import Underlay
from floorwright.resources import resource
from floorwright.storage.atomic import ChangedOnDisk
from floorwright.storage.plan_file import SUFFIX, PlanFile
from floorwright.storage.recovery import Recoverable, discard, empty_trash, recover, recoverable
from floorwright.storage.salvage import newest_good_backup, salvage
from floorwright.storage.saving import Snapshot, write
from floorwright.storage.title import name_after
from floorwright.storage.zip_limits import Damaged

if TYPE_CHECKING:
    from floorwright.gui.main_window import MainWindow

FILTER = f"Floorwright plans (*{SUFFIX})"
TABLES = "Tables (*.csv *.xlsx *.CSV *.XLSX);;All files (*)"

ROUTINGS_KIND = "Workbooks with a routing a row (*.xlsx)"


class Files:
    """Works on the plan that the window shows. Questions are asked in `ask_…`, so that everything else needs none."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._saving: Threaded | None = None

    # Opening

    def new(self) -> None:
        """Begin with an empty floor."""
        if self.may_let_go(self.new):
            self._show(PlanFile.new())

    def open(self, path: Path | None = None) -> None:
        """Open a plan, or a drawing on a new plan."""
        chosen = path or self.ask_open("Open", FILTER + ";;" + self._drawing_kinds())
        if chosen is None or not self.may_let_go(lambda: self.open(chosen)):
            return
        if chosen.suffix.lower() == SUFFIX:
            self.open_plan(chosen)
        else:
            self._show(PlanFile.new())
            self.import_drawing(chosen)

    def open_plan(self, path: Path) -> bool:
        """Open the plan in a file; what is wrong with it is told. False when the window still shows the one before."""
        try:
            file = PlanFile.open(path)
        except Damaged as error:
            self._offer_rescue(path, error)
            return False
        except PlanFailed as error:
            self._refuse("This plan cannot be opened", error)
            return False
        self._show(file)
        self.remember(path)
        return True

    def open_recent(self) -> None:
        """Choose among the plans that were opened last."""
        recent = [name for name in self.window.preferences.recent if Path(name).exists()]
        if not recent:
            self.window.status.tell("No plan was opened before, or none is there any more.")
            return
        name, agreed = QInputDialog.getItem(self.window, "Open recent", "Plan:", recent, 0, False)
        if agreed:
            self.open(Path(name))

    def remember(self, path: Path) -> None:
        """Keep the plan among those that were opened last."""
        self.window.preferences.opened(path)
        keep_preferences(self.window.preferences)

    def open_sample(self) -> None:
        """Open the sample plant as a plan without a file, so that nobody writes over it."""
        if self.may_let_go(self.open_sample):
            sample = PlanFile.open(resource("samples", "plant.floorwright"), journal=False)
            records = dict(sample.document.records)
            self._show(PlanFile.new(records, sample.assets.used_by(records)))

    def _offer_rescue(self, path: Path, error: Damaged) -> None:
        from floorwright.gui.dialogs.recovery import DamagedDialog

        dialog = DamagedDialog(self.window, str(error), path)
        dialog.finished.connect(lambda _: self.rescue(path, dialog.choice))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def rescue(self, path: Path, choice: str) -> None:
        """Open what can be saved of a damaged plan, or its newest whole backup, as a copy without a file."""
        try:
            if choice == "salvage":
                self._show(salvage(path))
            elif choice == "backup":
                backup = newest_good_backup(path)
                if backup is None:
                    raise PlanFailed(f"There is no whole backup of “{path.name}”.", hint="Try what can be salvaged.")
                kept = PlanFile.open(backup.path, journal=False)
                records = dict(kept.document.records)
                copy = PlanFile.new(records, kept.assets.used_by(records))
                copy.messages.append(f"This is a backup of “{path.name}”. Save it under a name of its own.")
                self._show(copy)
        except FloorwrightError as error:
            self._refuse("This plan cannot be opened", error)

    # Saving

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save the plan in its file, or ask for one; `then` follows when it is saved."""
        file = self.window.plan.file
        if file.path is None or file.read_only:
            self.save_as(then=then)
        else:
            self._write(None, then)

    def save_as(self, path: Path | None = None, then: Callable[[], object] | None = None) -> None:
        """Save the plan in another file, which is its own from then on."""
        chosen = path or self.ask_save()
        if chosen is not None:
            self._write(chosen if chosen.suffix.lower() == SUFFIX else chosen.with_name(chosen.name + SUFFIX), then)

    def _write(self, path: Path | None, then: Callable[[], object] | None, overwrite: bool = False) -> None:
        window = self.window
        if self._saving is not None:
            self._saving.finish()
        window.plan.session.finish()
        file = window.plan.file
        if path is not None:
            name_after(file.document, path)
        try:
            snapshot = file.snapshot(path, overwrite=overwrite or path is not None)
        except FloorwrightError as error:
            self._refuse("The plan is not saved", error)
            return
        window.show_saved("Saving…")

        def done(written: object) -> None:
            self._saving = None
            file.saved(snapshot, written)  # type: ignore[arg-type]
            for message in file.messages:
                window.banner.tell(message)
            self.remember(snapshot.path)
            window.show_saved()
            window.status.tell(f"“{shown(snapshot.path.name, 80)}” is saved.")
            if then is not None:
                then()

        def failed(error: FloorwrightError) -> None:
            self._saving = None
            window.show_saved()
            if isinstance(error, ChangedOnDisk):
                self._ask_overwrite(error, snapshot, then)
            else:
                self._refuse("The plan is not saved", error)

        self._saving = Threaded(window, lambda: write(snapshot), done, failed)

    def _ask_overwrite(self, error: ChangedOnDisk, snapshot: Snapshot, then: Callable[[], object] | None) -> None:
        box = tell(self.window, "The file has changed", error.message, "Write over it, or save a copy?", bad=True)
        over = box.addButton("Write over it", box.ButtonRole.DestructiveRole)
        copy = box.addButton("Save a copy…", box.ButtonRole.AcceptRole)
        box.addButton(box.StandardButton.Cancel)
        box.exec()
        if box.clickedButton() is over:
            self._write(None, then, overwrite=True)
        elif box.clickedButton() is copy:
            self.save_as(then=then)

    def may_let_go(self, again: Callable[[], object]) -> bool:
        """Whether the plan can be let go now. If not, it was asked, and `again` follows once it is saved."""
        if self._saving is not None:
            self._saving.finish()
        window = self.window
        window.plan.session.finish()
        if not window.plan.file.modified:
            return True
        choice = self.ask_unsaved()
        if choice == "save":
            self.save(then=again)
            return False
        if choice == "discard":
            window.plan.file.discard()
            return True
        return False

    # Recovering

    def look_for_lost_work(self) -> None:
        """At the start: offer what a program that died has left."""
        empty_trash()
        found = recoverable()
        if found:
            self._show_recovery(found)

    def recover(self) -> None:
        """Offer unsaved work of programs that died."""
        found = recoverable()
        if found:
            self._show_recovery(found)
        else:
            self.window.status.tell("There is no unsaved work to recover.")

    def _show_recovery(self, found: list[Recoverable]) -> None:
        from floorwright.gui.dialogs.recovery import RecoveryDialog

        dialog = RecoveryDialog(self.window, found)
        dialog.recover_asked.connect(self.recover_one)
        dialog.discard_asked.connect(discard)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def recover_one(self, found: Recoverable) -> None:
        """Bring back one piece of unsaved work."""
        if not self.may_let_go(lambda: self.recover_one(found)):
            return
        try:
            self._show(recover(found))
        except FloorwrightError as error:
            self._refuse("The work could not be recovered", error)

    # Importing

    def import_drawing(self, path: Path | None = None) -> None:
        """Choose a drawing and lay it under the plan."""
        from floorwright.gui.dialogs.import_drawing import ImportDialog

        chosen = path or self.ask_open("Import drawing", self._drawing_kinds())
        if chosen is None:
            return
        window = self.window
        window.plan.session.finish()
        dialog = ImportDialog(window, window.plan, chosen)
        dialog.imported.connect(lambda _: window.view.show_all())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def replace_drawing(self, underlay: Underlay, path: Path | None = None) -> None:
        """Choose a newer revision and put it in the place of a drawing, keeping all that was chosen for it."""
        from floorwright.gui.dialogs.import_drawing import ImportDialog

        chosen = path or self.ask_open(f"A newer revision of {shown(underlay.name, 60)}", self._drawing_kinds())
        if chosen is None:
            return
        window = self.window
        window.plan.session.finish()
        dialog = ImportDialog(window, window.plan, chosen, underlay)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def import_tables(self, paths: list[Path] | None = None) -> None:
        """Choose tables and take them into the plan, all or none."""
        from floorwright.gui import observing
        from floorwright.storage.tables.taking import kinds_of, take
        from floorwright.storage.tables.traces import is_trace_table

        chosen = paths or self.ask_tables()
        if not chosen:
            return
        window = self.window
        if len(chosen) == 1 and is_trace_table(chosen[0]):
            observing.import_traces(window, chosen[0])
            return
        remarks: list[str] = []
        try:
            tables = kinds_of(chosen)
            window.plan.session.finish()
            with window.plan.session.edit(f"Import {', '.join(tables)}") as edit:
                remarks = take(edit, tables)
        except FloorwrightError as error:
            self._refuse("The tables are not taken over", error)
            return
        for remark in remarks:
            window.banner.tell(remark)
        window.status.tell(f"Taken over: {', '.join(tables)}.")
        window.view.show_all()

    def export_tables(self, path: Path | None = None, *, routings: bool = False) -> None:
        """Write equipment, flows and the other tables of the scenario that is looked at into a workbook.

        With `routings` the flows are written as a routing a row.
        """
        from floorwright.storage.tables.writing import MOVE_A_ROW, ROUTING_A_ROW, names_told_twice, write_tables

        chosen, routings = (path, routings) if path else self.ask_tables_to()
        if chosen is None:
            return
        window = self.window
        records = window.plan.session.view.records
        out = chosen if chosen.suffix.lower() == ".xlsx" else chosen.with_name(chosen.name + ".xlsx")
        try:
            written = write_tables(records, out, ROUTING_A_ROW if routings else MOVE_A_ROW)
        except FloorwrightError as error:
            self._refuse("The tables are not written", error)
            return
        for sentence in names_told_twice(records):
            window.banner.tell(f"{sentence} A table cannot tell them apart when it is read again.")
        window.status.tell(f"{out.name}: {', '.join(written)}.")

    # What is asked

    def ask_open(self, title: str, kinds: str) -> Path | None:
        """A file to open."""
        name, _ = QFileDialog.getOpenFileName(self.window, title, self._folder(), kinds)
        return Path(name) if name else None

    def ask_tables(self) -> list[Path]:
        """Tables to take over."""
        names, _ = QFileDialog.getOpenFileNames(self.window, "Import tables", self._folder(), TABLES)
        return [Path(name) for name in names]

    def ask_tables_to(self) -> tuple[Path | None, bool]:
        """The workbook to write tables into, and whether flows are to be a routing a row."""
        start = str(Path(self._folder()) / f"{self.window.plan.title}.xlsx")
        kinds = f"Workbooks (*.xlsx);;{ROUTINGS_KIND}"
        name, kind = QFileDialog.getSaveFileName(self.window, "Export tables", start, kinds)
        return (Path(name) if name else None), kind == ROUTINGS_KIND

    def ask_save(self) -> Path | None:
        """A file to save in; Qt has asked before writing over one."""
        start = str(Path(self._folder()) / f"{self.window.plan.title}{SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(self.window, "Save as", start, FILTER)
        return Path(name) if name else None

    def ask_unsaved(self) -> str:
        """What to do with changes that are not saved: `save`, `discard`, or "" to stay."""
        name = shown(self.window.plan.title, 60)
        box = tell(self.window, "Not saved", f"Save the changes to “{name}”?", "They are lost otherwise.", bad=True)
        button = box.StandardButton
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.setDefaultButton(button.Save)
        answer = box.exec()
        return {button.Save.value: "save", button.Discard.value: "discard"}.get(answer, "")

    def _drawing_kinds(self) -> str:
        """The files that the importers read, for a file dialog: all of them first, then each format."""
        importers = self.window.plan.plugins.contributions.importers.values()
        formats = [(importer.title, importer.suffixes) for importer in importers]
        every = ("Drawings and pictures", [suffix for _, suffixes in formats for suffix in suffixes])
        kinds = [
            f"{title} ({' '.join(f'*{each}' for suffix in suffixes for each in (suffix, suffix.upper()))})"
            for title, suffixes in [every, *formats]
        ]
        return ";;".join([*kinds, "All files (*)"])

    def _folder(self) -> str:
        file = self.window.plan.file
        recent = self.window.preferences.recent
        here = file.path or (Path(recent[0]) if recent else None)
        return str(here.parent if here and here.parent.is_dir() else Path.home())

    def _show(self, file: PlanFile) -> None:
        before = self.window.plan.file
        self.window.show_plan(file)
        before.close()

    def _refuse(self, title: str, error: FloorwrightError) -> None:
        box = tell(self.window, title, error.message, error.hint, bad=True)
        box.finished.connect(box.deleteLater)
        box.open()
