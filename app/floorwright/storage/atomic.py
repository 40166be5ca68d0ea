"""Writing a file so that at every moment the old one or the new one is there, complete.

The bytes go to a temporary file in the same folder, are forced to the disk and read back; only then the file takes the
place of the old one.
"""

import errno
import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from floorwright.errors import FloorwrightError, SaveFailed
from floorwright.storage.disk_words import cause
from floorwright.storage.stray_files import temporary_name

_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 1.6)
"""Seconds between tries to replace a file that a virus scanner or sync client holds open on Windows."""
_READ_AT_ONCE = 1 << 20


class ChangedOnDisk(SaveFailed):
    """Another program changed or deleted the file since it was opened; ask the user what to do."""


class ReplaceFailed(SaveFailed):
    """The new file is whole but could not take the place of the old one; `write_directly` may still do it."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells whether a file is still the one that was read."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: where it really is, its fingerprint, and what the user should know."""

    path: Path
    fingerprint: Fingerprint
    notes: tuple[str, ...] = ()


def write_atomically(
    path: str | Path,
    data: bytes,
    *,
    expected: Fingerprint | None = None,
    check: Callable[[bytes], None] = lambda read_back: None,
    keep_previous: Callable[[Path], str] = lambda previous: "",
) -> Written:
    """Put `data` at `path`, or leave what is there untouched.

    A symbolic link is followed and stays; mode and owner of the old file are kept. The other names of a file with
    several hard links keep the old contents.

    Args:
        expected: what the old file must still be.
        check: is given the bytes as read back from the disk and raises when they are not good.
        keep_previous: is given the old file just before it is replaced; returns a note for the user or "".

    Raises:
        ChangedOnDisk: when `expected` is given and the old file is another.
        SaveFailed: naming the step and the cause; the old file is untouched.
    """
    name = Path(path).name
    with _told(name, "looking at its place"):
        target = resolved(path)
        old = existing(target)
    _refuse_changed(target, expected)
    temporary = target.with_name(temporary_name())
    notes: list[str] = []
    try:
        with _told(name, "writing"):
            _write(temporary, data, old)
        with _told(name, "reading it back"):
            read_back = temporary.read_bytes()
            if read_back != data:
                raise SaveFailed(f"“{name}” could not be saved: the disk did not keep what was written.")
            check(read_back)
            fingerprint = fingerprint_of(temporary, read_back)
        del read_back
        if old is not None and (note := keep_previous(target)):
            notes.append(note)
        _refuse_changed(target, expected)
        _replace(temporary, target, name)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    try:
        _sync_folder(target.parent)
    except OSError as problem:
        notes.append(f"“{name}” is saved, but the disk could not confirm it: {cause(problem)}.")
    return Written(target, fingerprint, tuple(notes))


def write_directly(path: str | Path, data: bytes) -> Written:
    """Write over a file in place and read it back: the last resort after `ReplaceFailed`, when the user agrees.

    Raises:
        SaveFailed: when it did not work; the file may then be damaged, its last backup is not.
    """
    name = Path(path).name
    with _told(name, "writing over it"):
        target = resolved(path)
        existing(target)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
        try:
            write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        if target.read_bytes() != data:
            raise SaveFailed(f"“{name}” could not be saved: the disk did not keep what was written.")
        return Written(target, fingerprint_of(target, data))


def write_all(handle: int, data: bytes) -> None:
    """Write every byte, however few the system takes at a time.

    Raises:
        OSError: also when it takes none.
    """
    rest = memoryview(data)
    while rest:
        taken = os.write(handle, rest[: 1 << 26])
        if taken <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        rest = rest[taken:]


def resolved(path: str | Path) -> Path:
    """The file that a path means, symbolic links followed.

    Raises:
        OSError: when links go round in a circle.
    """
    try:
        return Path(path).expanduser().resolve()
    except RuntimeError:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None


def existing(target: Path) -> os.stat_result | None:
    """What is at a place where a file may be written; None when nothing is.

    Raises:
        SaveFailed: for a folder, a device, a pipe, a socket and a read-only file.
        OSError: when it cannot be looked at.
    """
    try:
        found = target.lstat()
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise SaveFailed(
                f"“{target.name}” cannot be saved: there is no folder “{target.parent}”.", hint="Save it elsewhere."
            ) from None
        return None
    if stat.S_ISDIR(found.st_mode):
        raise SaveFailed(f"“{target.name}” is a folder.", hint="Give the file another name.")
    if not stat.S_ISREG(found.st_mode):
        raise SaveFailed(f"“{target.name}” is a device or a pipe, not a file.", hint="Give the file another name.")
    if not found.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise SaveFailed(f"“{target.name}” is read-only.", hint="Save it under another name.")
    return found


def fingerprint_of(path: Path, data: bytes | None = None) -> Fingerprint:
    """The fingerprint of a file; `data` spares reading it when its bytes are at hand."""
    digest = hashlib.sha256()
    if data is not None:
        digest.update(data)
    else:
        with open(path, "rb") as file:
            while piece := file.read(_READ_AT_ONCE):
                digest.update(piece)
    found = path.stat()
    return Fingerprint(found.st_size, found.st_mtime_ns, digest.hexdigest())


def is_still(path: Path, known: Fingerprint) -> bool:
    """Whether a file has the contents that its fingerprint tells; its time is only believed when it has not changed."""
    found = path.stat()
    if found.st_size != known.size:
        return False
    return found.st_mtime_ns == known.mtime_ns or fingerprint_of(path).sha256 == known.sha256


def _refuse_changed(target: Path, expected: Fingerprint | None) -> None:
    if expected is None:
        return
    hint = "Overwrite it, save a copy under another name, or open it again."
    try:
        same = is_still(target, expected)
    except FileNotFoundError:
        raise ChangedOnDisk(f"“{target.name}” was deleted or moved since it was opened.", hint=hint) from None
    except OSError as problem:
        raise SaveFailed(f"“{target.name}” could not be saved (looking at it): {cause(problem)}.") from None
    if not same:
        raise ChangedOnDisk(f"“{target.name}” was changed by another program since it was opened.", hint=hint)


def _write(temporary: Path, data: bytes, old: os.stat_result | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(temporary, flags, stat.S_IMODE(old.st_mode) if old else 0o666)
    try:
        write_all(handle, data)
        if old and hasattr(os, "fchmod"):
            if (old.st_uid, old.st_gid) != (os.fstat(handle).st_uid, os.fstat(handle).st_gid):
                with suppress(PermissionError):
                    os.fchown(handle, old.st_uid, old.st_gid)
            os.fchmod(handle, stat.S_IMODE(old.st_mode))
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(temporary: Path, target: Path, name: str) -> None:
    for pause in (*_PAUSES, None):
        try:
            os.replace(temporary, target)
            return
        except OSError as problem:
            held_open = getattr(problem, "winerror", None) in (5, 32, 33)
            if not held_open or pause is None:
                raise ReplaceFailed(
                    f"“{name}” could not be saved (replacing the old file): {cause(problem)}.",
                    hint="Save it under another name.",
                ) from None
            time.sleep(pause)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


@contextmanager
def _told(name: str, step: str) -> Iterator[None]:
    try:
        yield
    except FloorwrightError:
        raise
    except OSError as problem:
        raise SaveFailed(
            f"“{name}” could not be saved ({step}): {cause(problem)}.", hint="Save it under another name or elsewhere."
        ) from None
