"""The net under unsaved work: a base and every committed step since, in a folder of the state folder.

`base.json` is replaced as a whole and names the journal that follows it, so a crash between any two operations leaves
a base with its own journal. Nothing is removed before what replaces it is on the disk.
"""

import errno
import hashlib
import os
import shutil
import threading
import time
import uuid
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import msgspec

from floorwright import __version__
from floorwright.model.diff import Records
from floorwright.model.document import Step
from floorwright.storage import places
from floorwright.storage.asset import Asset
from floorwright.storage.atomic import write_all
from floorwright.storage.document_json import current_versions, encode_document
from floorwright.storage.durable import created, write_durably
from floorwright.storage.journal_lines import framed, step_payload, unframed
from floorwright.storage.kept_assets import keep_asset, kept_keys
from floorwright.storage.lock import Lock, is_held
from floorwright.storage.parts import LARGE

BASE = "base.json"
LOCK = "lock"
TRIES = "tries"
ASSETS = "assets"
VERSION = 1
COMPACT_BEYOND = 5 * 2**20


class Base(msgspec.Struct, frozen=True):
    """The first line of `base.json`: what the journal continues. The rest of the file is the document."""

    version: int
    sha256: str
    """Of the document in the rest of the file."""
    journal: str
    title: str = ""
    path: str = ""
    """The file of the plan; empty when it was never saved."""
    file_sha256: str = ""
    """Of that file, when the base was made."""
    unsaved: bool = False
    """Whether the base itself holds changes that are not in the file."""
    kinds: dict[str, int] = {}
    floorwright: str = ""


class Journal:
    """The open journal of one plan; its folder is locked as long as it is open."""

    def __init__(self, folder: Path, lock: Lock) -> None:
        self.folder = folder
        self._lock = lock
        self._handle = -1
        self._base: Base | None = None
        self._generation = 0
        self._number = 0
        self._size = 0
        self._dirty = False
        self._recovered = False
        self._kept = kept_keys(folder / ASSETS)
        self._keeping = threading.Lock()
        self._closed = False
        self._keeper: ThreadPoolExecutor | None = None
        self._behind: list[Future[None]] = []

    @staticmethod
    def create() -> "Journal":
        """A new folder for a session, locked, with nothing in it yet.

        Raises:
            OSError: when it cannot be made.
        """
        for _ in range(5):
            folder = places.sessions_folder() / uuid.uuid4().hex
            folder.mkdir(mode=0o700)
            # Another program that looks through the sessions may hold the new lock for a moment.
            if lock := Lock.take(folder / LOCK):
                return Journal(folder, lock)
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    @property
    def is_large(self) -> bool:
        """Whether it is time to begin again from a new base."""
        return self._size > COMPACT_BEYOND

    def begin(
        self, records: Records, assets: Mapping[str, Asset], path: Path | None, file_sha256: str, unsaved: bool
    ) -> None:
        """Begin with these records as the base and no steps; what was there before is removed when that is safe.

        Args:
            unsaved: whether the records differ from those in the file.

        Raises:
            OSError: the earlier base and journal are still there.
        """
        self.keep_assets(assets)
        document = encode_document(records)
        plan = records.get("plan")
        base = Base(
            version=VERSION,
            sha256=hashlib.sha256(document).hexdigest(),
            journal=f"journal-{self._generation + 1}.jsonl",
            title=str(getattr(plan, "title", "")),
            path=_shown(path),
            file_sha256=file_sha256,
            unsaved=unsaved,
            kinds=current_versions(records),
            floorwright=__version__,
        )
        handle = created(self.folder / base.journal)
        try:
            write_durably(self.folder / (BASE + ".tmp"), framed(0, msgspec.json.encode(base)) + document)
            os.replace(self.folder / (BASE + ".tmp"), self.folder / BASE)
        except BaseException:
            os.close(handle)
            raise
        self._close_handle()
        if self._base is not None:
            with suppress(OSError):
                (self.folder / self._base.journal).unlink(missing_ok=True)
        self._handle, self._base = handle, base
        self._generation += 1
        self._number = self._size = 0

    def resume(self, base: Base, steps: int, size: int) -> None:
        """Go on with the journal of a recovered session, behind its good lines.

        Raises:
            OSError: when it cannot be opened.
        """
        self._base = base
        self._generation = int("".join(filter(str.isdigit, base.journal)) or 0)
        self._number, self._size = steps, size
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._handle = os.open(self.folder / base.journal, flags, 0o600)

    def append(self, step: Step, assets: Mapping[str, Asset]) -> None:
        """Write a step and hand it to the system: it survives the program, and after `sync` the machine.

        Raises:
            OSError: the journal then ends before this step and must begin again.
        """
        for asset in assets.values():
            self.keep_before(asset)
        line = framed(self._number + 1, step_payload(step))
        write_all(self._handle, line)
        self._number += 1
        self._size += len(line)
        self._dirty = True
        self._survived()

    def sync(self) -> None:
        """Force to the disk what was appended since the last time.

        Raises:
            OSError: when the disk refuses.
        """
        if self._dirty and self._handle >= 0:
            os.fsync(self._handle)
            self._dirty = False
        while self._behind and self._behind[0].done():
            if problem := self._behind.pop(0).exception():
                self._kept = kept_keys(self.folder / ASSETS)
                raise problem
        self._survived()

    def keep_before(self, asset: Asset) -> None:
        """Keep an asset, on the disk when this returns, before a step names it; also in a thread.

        Raises:
            OSError: when there is no room.
        """
        with self._keeping:
            if asset.key not in self._kept and not self._closed:
                (self.folder / ASSETS).mkdir(exist_ok=True, mode=0o700)
                keep_asset(asset, self.folder / ASSETS)
                self._kept.add(asset.key)

    def keep_assets(self, assets: Mapping[str, Asset]) -> None:
        """Keep assets beside the journal, each once; large ones that lie in the plan's file too, while we go on.

        Raises:
            OSError: when there is no room; of what is written while we go on, `sync` says it.
        """
        for key, asset in assets.items():
            if key in self._kept:
                continue
            (self.folder / ASSETS).mkdir(exist_ok=True, mode=0o700)
            if asset.is_packed and asset.size >= LARGE:
                self._keeper = self._keeper or ThreadPoolExecutor(1)
                self._behind.append(self._keeper.submit(keep_asset, asset, self.folder / ASSETS))
            else:
                self.keep_before(asset)
            self._kept.add(key)

    def close(self) -> None:
        """Let go of the journal and leave it for the next start."""
        self._finish_keeping()
        with suppress(OSError):
            self.sync()
        self._close_handle()
        self._lock.release()

    def remove(self) -> None:
        """Let go of the journal and remove it: nothing in it is needed any more."""
        self._finish_keeping()
        self._close_handle()
        remove_session(self.folder)
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)

    def discard(self) -> None:
        """Let go of the journal and put it into the trash.

        Raises:
            OSError: when it cannot be moved; it is then still where it was.
        """
        self._finish_keeping()
        self._close_handle()
        self._lock.release()
        put_away(self.folder, places.trash_folder())

    def recovered(self) -> None:
        """Take note that the plan was just recovered: the tries count until something was done with it."""
        self._recovered = True

    def _survived(self) -> None:
        if self._recovered:
            (self.folder / TRIES).unlink(missing_ok=True)
            self._recovered = False

    def _finish_keeping(self) -> None:
        with self._keeping:
            self._closed = True
        if self._keeper is not None:
            self._keeper.shutdown()
            self._keeper = None

    def _close_handle(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def read_base(folder: Path) -> tuple[Base, bytes]:
    """The first line of a session's base, and its document.

    Raises:
        OSError: when it is not there.
        ValueError: when the first line is not whole.
    """
    with open(folder / BASE, "rb") as file:
        payload = unframed(file.readline(), 0)
        document = file.read()
    if payload is None:
        raise ValueError("the first line of the base is damaged")
    return msgspec.json.decode(payload, type=Base), document


def is_edited_elsewhere(path: Path) -> bool:
    """Whether a living program has unsaved changes of this plan."""
    with suppress(OSError):
        for folder in places.sessions_folder().iterdir():
            with suppress(OSError, ValueError, msgspec.MsgspecError):
                if read_base(folder)[0].path == _shown(path) and is_held(folder / LOCK):
                    return True
    return False


def put_away(folder: Path, place: Path) -> None:
    """Move a session to the trash or to those that were set aside, marked with the time.

    Raises:
        OSError: when it cannot be moved.
    """
    os.replace(folder, place / f"{int(time.time())}-{folder.name}")


def remove_session(folder: Path) -> None:
    """Remove a session, its base first, so that half of it is never taken for a whole one."""
    with suppress(OSError):
        (folder / BASE).unlink(missing_ok=True)
    for entry in sorted(folder.glob("*")):
        if entry.name != LOCK:
            with suppress(OSError):
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _shown(path: Path | None) -> str:
    return str(path).encode(errors="replace").decode() if path else ""
