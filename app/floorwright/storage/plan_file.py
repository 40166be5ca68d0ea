"""A plan with its file: opening, editing with a net, saving."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from floorwright.errors import PlanFailed, SaveFailed
from floorwright.jobs import Job
from floorwright.model.diff import Records, apply, invert
from floorwright.model.document import Document, Step
from floorwright.model.signal import Signal
from floorwright.storage.archive import unpack
from floorwright.storage.asset import Asset
from floorwright.storage.assets import Assets
from floorwright.storage.atomic import Fingerprint, Written, fingerprint_of
from floorwright.storage.disk_words import cause
from floorwright.storage.document_json import decode_document
from floorwright.storage.journal import Base, Journal, is_edited_elsewhere
from floorwright.storage.journal_lines import Replayable
from floorwright.storage.lock import Lock
from floorwright.storage.places import SUFFIX as SUFFIX
from floorwright.storage.saving import Snapshot, write
from floorwright.storage.stray_files import clear_stray_files
from floorwright.storage.zip_limits import LARGEST_TOTAL


class PlanFile:
    """A document, the file it is saved in, and its assets."""

    def __init__(
        self,
        document: Document,
        assets: Assets,
        path: Path | None = None,
        fingerprint: Fingerprint | None = None,
    ) -> None:
        self.document = document
        self.assets = assets
        self.path = path
        """The file it is saved in; None for a plan that was never saved."""
        self.read_only = ""
        """Why it cannot be saved under its own name; empty when it can."""
        self.messages: list[str] = []
        """What was to be told when it was opened or saved."""
        self.troubled: Signal[str] = Signal()
        """A sentence, once: unsaved changes are not kept any more, for a banner. Editing goes on."""
        self._fingerprint = fingerprint
        self._saved_position: Step | None = document.position
        self._last_position: Step | None = document.position
        self._changed_from_start = False
        self._journal: Journal | None = None
        self._journalled = True
        self._broken = False
        self._told = False
        self._leave = document.committed.connect(self._follow)

    @staticmethod
    def new(
        records: Records | None = None, assets: Mapping[str, Asset] | None = None, *, journal: bool = True
    ) -> PlanFile:
        """A plan that has no file yet.

        Args:
            journal: whether unsaved changes are kept for recovery.
        """
        plan = PlanFile(Document(records), Assets(assets))
        plan._changed_from_start = bool(records)
        plan._journalled = journal
        return plan

    @staticmethod
    def open(path: str | Path, *, journal: bool = True) -> PlanFile:
        """The plan in a file, with `messages` about everything that was repaired. It makes no files.

        Args:
            journal: whether unsaved changes are kept for recovery, from the first step on.

        Raises:
            PlanFailed: when there is no plan in it; Damaged when there was one.
        """
        target, data, fingerprint = read_plan(path)
        clear_stray_files(target.parent)
        contents = unpack(data)
        decoded = decode_document(contents.document)
        plan = PlanFile(Document(decoded.records), Assets(contents.assets), target, fingerprint)
        plan.messages += [*contents.messages, *decoded.messages]
        plan._changed_from_start = bool(decoded.messages)
        if decoded.newer:
            plan.read_only = f"{decoded.newer} It can be looked at, and saved as a copy."
        elif is_edited_elsewhere(target):
            plan.read_only = f"“{target.name}” is being edited in another window of Floorwright."
        if plan.read_only:
            plan.messages.insert(0, plan.read_only)
        plan._journalled = journal
        return plan

    @property
    def modified(self) -> bool:
        """Whether there is something that is not in the file: a step, or a repair. Unfinished edits do not count."""
        return self._is_changed(self.document.position)

    def snapshot(self, path: str | Path | None = None, overwrite: bool = False) -> Snapshot:
        """The plan as it is now without what an open edit has changed, to give to `saving.write` here or in a worker.

        Args:
            path: another file than its own.
            overwrite: the user agreed to write over a file that another program changed.

        Raises:
            SaveFailed: when it has no file, or may not be saved there.
        """
        target = Path(path) if path is not None else self.path
        if target is None:
            raise SaveFailed("The plan has no file yet.", hint="Choose a name for it.")
        own = path is None or _same(target, self.path)
        if own and self.read_only:
            raise SaveFailed(self.read_only, hint="Save it under another name.")
        records = self.document.committed_records()
        return Snapshot(
            path=target,
            records=records,
            assets=dict(self.assets.used_by(records)),
            revision=self.document.revision,
            expected=self._fingerprint if own and not overwrite else None,
            position=self.document.position,
        )

    def saved(self, snapshot: Snapshot, written: Written) -> None:
        """Take note that a snapshot was written. What was changed since then is still to be saved."""
        self.path = written.path
        self._fingerprint = written.fingerprint
        self._saved_position = snapshot.position
        self._changed_from_start = False
        self.read_only = ""
        self.messages = list(written.notes)
        if self._journal is not None:
            with self._banner():
                if self.modified:
                    self._begin(self._journal)
                else:
                    self._drop_journal()
        self._broken = self._broken and self.modified

    def save(self, job: Job | None = None, overwrite: bool = False) -> None:
        """Save it in its file. `messages` then says what the user should know, mostly nothing.

        Raises:
            ChangedOnDisk: when another program changed the file; ask, then save with `overwrite` or under another name.
            SaveFailed: naming step and cause; the file that was there is untouched, the plan still modified.
            Cancelled: through the job.
        """
        snapshot = self.snapshot(overwrite=overwrite)
        self.saved(snapshot, write(snapshot, job))

    def save_as(self, path: str | Path, job: Job | None = None) -> None:
        """Save it in another file, which is its file from then on. A file that is there already is replaced: ask first.

        Raises:
            SaveFailed, Cancelled: as for `save`.
        """
        snapshot = self.snapshot(path, overwrite=True)
        self.saved(snapshot, write(snapshot, job))

    def start_journal(self) -> None:
        """Begin the journal now, so that the first step need not wait for it."""
        if self._journalled and self._journal is None:
            with self._banner():
                self._begin(Journal.create())

    def keep(self, asset: Asset) -> None:
        """Pack an asset and put it beside the journal, so that a step that names it costs no time; for a thread.

        What goes wrong here is told by the step, which keeps what is not kept.
        """
        asset.packed()
        journal = self._journal
        if journal is not None:
            with suppress(OSError):
                journal.keep_before(asset)

    def sync(self) -> None:
        """Force the journal to the disk; call it every five seconds, and when the window loses the focus."""
        with self._banner():
            if self._broken:
                self._restart()
            elif self._journal is not None:
                self._journal.sync()

    def adopt(self, folder: Path, lock: Lock, base: Base, replayed: Replayable, is_current: bool) -> None:
        """Go on with the journal that the plan was recovered from, which stays whole whatever happens meanwhile.

        Args:
            is_current: whether the file already holds what was recovered.
        """
        self._journal = Journal(folder, lock)
        self._journal.recovered()
        self._changed_from_start = not is_current and (base.unsaved or self.path is None)
        self._saved_position = self.document.position if is_current else None
        self._last_position = self.document.position
        with self._banner():
            self._journal.resume(base, len(replayed.steps), replayed.size)
            if replayed.lost or is_current or _named(self.path) != base.path:
                self._begin(self._journal)

    def close(self) -> None:
        """Let go of the plan. Changes that were not saved stay for recovery at the next start."""
        self._leave()
        if self._journal is not None:
            if self.modified:
                self._journal.close()
                self._journal = None
            else:
                self._drop_journal()

    def discard(self) -> None:
        """Let go of the plan and of the changes that were not saved; these stay in the trash for 14 days."""
        self._leave()
        if self._journal is not None:
            with self._banner():
                self._journal.discard()
            self._journal = None

    def _follow(self, step: Step) -> None:
        """Write a step that was just committed into the journal, the first one behind a base without it."""
        if not self._journalled:
            return
        with self._banner():
            if self._broken:
                self._restart()
            else:
                if self._journal is None:
                    before = dict(self.document.records)
                    apply(before, invert(step.diff))
                    self._begin(Journal.create(), before, self._is_changed(self._last_position))
                assert self._journal is not None
                after = {key: change.after for key, change in step.diff.items() if change.after is not None}
                self._journal.append(step, self.assets.used_by(after))
                if self._journal.is_large:
                    self._begin(self._journal)
        self._last_position = self.document.position

    def _is_changed(self, position: Step | None) -> bool:
        return self._changed_from_start or position is not self._saved_position

    def _restart(self) -> None:
        self._begin(self._journal or Journal.create())
        self._broken = False

    def _begin(self, journal: Journal, records: Records | None = None, unsaved: bool | None = None) -> None:
        """Give a journal a new base: the plan as it is, unless other records are given."""
        self._journal = journal
        records = self.document.committed_records() if records is None else records
        journal.begin(
            records,
            self.assets.used_by(records),
            self.path,
            self._fingerprint.sha256 if self._fingerprint else "",
            self.modified if unsaved is None else unsaved,
        )

    def _drop_journal(self) -> None:
        if self._journal is not None:
            self._journal.remove()
        self._journal = None

    @contextmanager
    def _banner(self) -> Iterator[None]:
        """Editing goes on when the journal cannot be written; the user is told once."""
        try:
            yield
        except OSError as problem:
            self._broken = True
            if not self._told:
                self._told = True
                sentence = f"Unsaved changes are not kept for recovery: {cause(problem)}. Save often."
                self.messages.append(sentence)
                self.troubled.emit(sentence)


def read_plan(path: str | Path) -> tuple[Path, bytes, Fingerprint]:
    """Where the file of a plan really is, its bytes and its fingerprint.

    Raises:
        PlanFailed: when it is not a file that can be read.
    """
    name = Path(path).name
    try:
        target = Path(path).expanduser().resolve()
        handle = os.open(target, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb") as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise PlanFailed(f"“{name}” is not a file.", hint="Choose a file that ends in .floorwright.")
            if found.st_size > LARGEST_TOTAL:
                raise PlanFailed(f"“{name}” is larger than {LARGEST_TOTAL // 2**20} MB; no plan is that large.")
            data = file.read()
        return target, data, fingerprint_of(target, data)
    except FileNotFoundError:
        raise PlanFailed(f"There is no file “{name}”.", hint="Check its name and folder.") from None
    except IsADirectoryError:
        raise PlanFailed(f"“{name}” is a folder.", hint="Choose a file that ends in .floorwright.") from None
    except OSError as problem:
        raise PlanFailed(f"“{name}” cannot be read: {cause(problem)}.") from None
    except (RuntimeError, ValueError):
        raise PlanFailed(f"“{name}” is not the name of a file.") from None


def _named(path: Path | None) -> str:
    return str(path) if path else ""


def _same(path: Path, own: Path | None) -> bool:
    return own is not None and path.expanduser().resolve() == own
