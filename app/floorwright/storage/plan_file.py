"""A plan with its file: opening, editing with a net, saving."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from floorwright.errors import PlanFailed, SaveFailed
from floorwright.jobs import Job
from floorwright.model.diff import Records
from floorwright.model.document import Document, Step
from floorwright.storage.archive import unpack
from floorwright.storage.assets import Assets
from floorwright.storage.atomic import Fingerprint, Written, fingerprint_of
from floorwright.storage.disk_words import cause
from floorwright.storage.document_json import decode_document
from floorwright.storage.saving import Snapshot, write
from floorwright.storage.stray_files import clear_stray_files
from floorwright.storage.zip_limits import LARGEST_TOTAL

SUFFIX = ".floorwright"


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
        self._fingerprint = fingerprint
        self._saved_position: Step | None = document.position
        self._repaired = False

    @staticmethod
    def new(records: Records | None = None, assets: Mapping[str, bytes] | None = None) -> PlanFile:
        """A plan that has no file yet."""
        return PlanFile(Document(records), Assets(assets))

    @staticmethod
    def open(path: str | Path) -> PlanFile:
        """The plan in a file, with `messages` about everything that was repaired.

        Raises:
            PlanFailed: when there is no plan in it; Damaged when there was one.
        """
        target, data, fingerprint = read_plan(path)
        clear_stray_files(target.parent)
        contents = unpack(data)
        decoded = decode_document(contents.document)
        plan = PlanFile(Document(decoded.records), Assets(contents.assets), target, fingerprint)
        plan.messages += [*contents.messages, *decoded.messages]
        plan._repaired = bool(decoded.messages)
        if decoded.newer:
            plan.read_only = f"{decoded.newer} It can be looked at, and saved as a copy."
            plan.messages.insert(0, plan.read_only)
        return plan

    @property
    def modified(self) -> bool:
        """Whether there is something that is not in the file: a step, or a repair. Unfinished edits do not count."""
        return self._repaired or self.document.position is not self._saved_position

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
        self._repaired = False
        self.read_only = ""
        self.messages = list(written.notes)

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

    def close(self) -> None:
        """Let go of the plan; changes that were not saved can be recovered."""

    def discard(self) -> None:
        """Let go of the plan and of the changes that were not saved."""


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


def _same(path: Path, own: Path | None) -> bool:
    return own is not None and path.expanduser().resolve() == own
