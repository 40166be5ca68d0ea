"""What a program that died left behind: finding it, opening it, putting it away."""

import hashlib
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from floorwright.errors import FloorwrightError, PlanFailed
from floorwright.model.document import Document
from floorwright.storage import places
from floorwright.storage.archive import unpack
from floorwright.storage.asset import Asset
from floorwright.storage.assets import Assets
from floorwright.storage.atomic import Fingerprint
from floorwright.storage.backups import backups_of
from floorwright.storage.document_json import Decoded, decode_document
from floorwright.storage.journal import ASSETS, LOCK, TRIES, VERSION, Base, put_away, read_base, remove_session
from floorwright.storage.journal_lines import Replayable, read_journal
from floorwright.storage.kept_assets import kept_assets
from floorwright.storage.lock import Lock, is_held
from floorwright.storage.plan_file import PlanFile, read_plan

MOST_TRIES = 2
KEPT_DAYS = 14
_YOUNG_S = 60.0


@dataclass(frozen=True, slots=True)
class Recoverable:
    """Unsaved work of a program that died. `steps` can be brought back, `lost` cannot."""

    folder: Path
    title: str
    path: Path | None
    """The file of the plan; None when it was never saved."""
    steps: int
    lost: int
    changed_at: float
    """When the last step was written, in seconds since 1970; only to be shown."""


def recoverable() -> list[Recoverable]:
    """What can be recovered, the most recent first. Empty sessions are removed, those that failed twice set aside."""
    found = []
    for folder in _abandoned():
        try:
            base, _ = read_base(folder)
            if base.version > VERSION:
                continue
            journal = read_journal(folder / base.journal, base.kinds)
            changed_at = max(entry.stat().st_mtime for entry in folder.glob("*.json*"))
        except FileNotFoundError:
            if time.time() - folder.stat().st_mtime > _YOUNG_S:
                _clear(folder)
            continue
        except (OSError, ValueError, msgspec.MsgspecError):
            _put_away(folder, places.set_aside_folder())
            continue
        if not journal.steps and not journal.lost and not base.unsaved:
            _clear(folder)
        elif _tries(folder) >= MOST_TRIES:
            _put_away(folder, places.set_aside_folder())
        else:
            path = Path(base.path) if base.path else None
            found.append(Recoverable(folder, base.title, path, len(journal.steps), journal.lost, changed_at))
    return sorted(found, key=lambda each: each.changed_at, reverse=True)


def recover(found: Recoverable) -> PlanFile:
    """The plan as it was when the program died, modified and with its journal going on; `messages` tell what was lost.

    A plan whose file is not the one that the journal continues comes back without a file, as a separate copy.

    Raises:
        PlanFailed: when it is in use or cannot be recovered; nothing is removed.
    """
    try:
        lock = Lock.take(found.folder / LOCK)
    except OSError:
        raise PlanFailed("The unsaved work is not there any more.") from None
    if lock is None:
        raise PlanFailed("The unsaved work is being recovered by another Floorwright.")
    try:
        _count_try(found.folder)
        return _recovered(found.folder, lock)
    except BaseException:
        lock.release()
        raise


def discard(found: Recoverable) -> None:
    """Put unsaved work into the trash, where it stays for 14 days."""
    _put_away(found.folder, places.trash_folder())


def empty_trash(now: float | None = None) -> int:
    """Remove what was discarded more than 14 days ago; how many sessions that were."""
    removed = 0
    today = now if now is not None else time.time()
    for folder in places.trash_folder().glob("*"):
        stamp = folder.name.partition("-")[0]
        if stamp.isdigit() and today - int(stamp) > KEPT_DAYS * 86_400:
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def _recovered(folder: Path, lock: Lock) -> PlanFile:
    try:
        base, text = read_base(folder)
        journal = read_journal(folder / base.journal, base.kinds)
    except (OSError, ValueError, msgspec.MsgspecError):
        raise PlanFailed("The unsaved work is damaged and cannot be recovered.") from None
    decoded = _base_document(base, text)
    document = Document(decoded.records)
    for step in journal.steps:
        document.replay(step)
    its = _its_file(base, document)
    plan = PlanFile(document, Assets({**its.assets, **kept_assets(folder / ASSETS)}), its.path, its.fingerprint)
    plan.messages += [*_lost(journal), *its.messages, *decoded.messages]
    plan.adopt(folder, lock, base, journal, its.is_current)
    return plan


def _base_document(base: Base, text: bytes) -> Decoded:
    if hashlib.sha256(text).hexdigest() == base.sha256:
        return decode_document(text)
    if base.path and not base.unsaved:
        plan = Path(base.path)
        for candidate in [plan, *(backup.path for backup in backups_of(plan))]:
            with suppress(FloorwrightError):
                _, data, fingerprint = read_plan(candidate)
                if fingerprint.sha256 == base.file_sha256:
                    return decode_document(unpack(data).document)
    raise PlanFailed(
        "The unsaved work is damaged: what it began from cannot be read.", hint="Open the last saved file or a backup."
    )


@dataclass(frozen=True, slots=True)
class _ItsFile:
    """The file that a recovered plan may be saved in, and the assets in it."""

    path: Path | None = None
    fingerprint: Fingerprint | None = None
    assets: Mapping[str, Asset] = field(default_factory=dict)
    messages: tuple[str, ...] = ()
    is_current: bool = False
    """Whether the file holds all that was recovered."""


def _its_file(base: Base, document: Document) -> _ItsFile:
    if not base.path:
        return _ItsFile()
    path = Path(base.path)
    try:
        target, data, fingerprint = read_plan(path)
        contents = unpack(data)
    except FloorwrightError:
        return _ItsFile(messages=(f"“{path.name}” is gone or damaged; the recovered plan is a separate copy.",))
    if fingerprint.sha256 == base.file_sha256:
        return _ItsFile(target, fingerprint, contents.assets)
    with suppress(FloorwrightError):
        if decode_document(contents.document).records == document.records:
            message = f"“{path.name}” already holds everything that was recovered."
            return _ItsFile(target, fingerprint, contents.assets, (message,), True)
    return _ItsFile(messages=(f"“{path.name}” was changed meanwhile; the recovered plan is a separate copy.",))


def _lost(journal: Replayable) -> list[str]:
    if not journal.lost:
        return []
    lost = "The last step was" if journal.lost == 1 else f"The last {journal.lost:,} steps were"
    return [f"{lost} damaged and could not be recovered; {len(journal.steps):,} before were."]


def _abandoned() -> Iterator[Path]:
    try:
        folders = sorted(entry for entry in places.sessions_folder().iterdir() if entry.is_dir())
    except OSError:
        return
    for folder in folders:
        with suppress(OSError):
            if not is_held(folder / LOCK):
                yield folder


def _tries(folder: Path) -> int:
    try:
        return len((folder / TRIES).read_bytes())
    except OSError:
        return 0


def _count_try(folder: Path) -> None:
    with suppress(OSError), open(folder / TRIES, "ab") as file:
        file.write(b".")


def _clear(folder: Path) -> None:
    remove_session(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _put_away(folder: Path, place: Path) -> None:
    with suppress(OSError):
        put_away(folder, place)
