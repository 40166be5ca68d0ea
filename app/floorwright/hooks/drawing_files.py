"""Where the file of a drawing is: on the disk, or in a plan, which gives it out only when somebody has to read it."""

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from floorwright.errors import ImportFailed
from floorwright.storage.asset import Asset, asset_key
from floorwright.storage.disk_words import cause

HEAD_BYTES = 4096
LARGEST_FILE_BYTES = 1024**3


class DrawingFile(Protocol):
    """A file that an importer may have to read. Its name is what the user calls it."""

    name: str

    def head(self) -> bytes:
        """Its first bytes, by which importers know it."""
        ...

    def sha256(self) -> str:
        """Of its content, by which the cache knows it."""
        ...

    def place(self) -> Path:
        """Where an importer can read it, until `close`."""
        ...

    def close(self) -> None:
        """It was read."""
        ...


class FileOnDisk:
    """A file that the user has chosen."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._path = path

    def head(self) -> bytes:
        """Its first bytes.

        Raises:
            ImportFailed: when it is no file, or too large, or cannot be opened.
        """
        try:
            if self._path.is_file() and self._path.stat().st_size > LARGEST_FILE_BYTES:
                raise ImportFailed(f"“{self.name}” is larger than 1 GB.", hint="Save only what is needed of it.")
            if self._path.exists() and not self._path.is_file():
                raise ImportFailed(f"“{self.name}” is not a file.", hint="Choose a drawing.")
            with self._path.open("rb") as file:
                return file.read(HEAD_BYTES)
        except OSError as problem:
            raise self._shut(problem) from problem

    def sha256(self) -> str:
        """Of what is in it now.

        Raises:
            ImportFailed: when it cannot be read.
        """
        try:
            with self._path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as problem:
            raise self._shut(problem) from problem

    def place(self) -> Path:
        """Where it is."""
        return self._path.resolve()

    def close(self) -> None:
        """It stays where it is."""

    def _shut(self, problem: OSError) -> ImportFailed:
        reason = problem.strerror or "unknown reason"
        return ImportFailed(f"“{self.name}” cannot be opened: {reason}.", hint="Check its name and place.")


class FileInPlan:
    """An asset of a plan: its key is the hash of its content, so that a drawing in the cache is found without it.

    Args:
        asset: gives it, when it is first asked for.
        file_name: what its copy is called.
    """

    def __init__(self, asset: Callable[[], Asset], name: str, file_name: str) -> None:
        self.name = name
        self._asset = asset
        self._file_name = file_name
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def head(self) -> bytes:
        """Its first bytes."""
        return self._asset().beginning(HEAD_BYTES)

    def sha256(self) -> str:
        """As its key says; `place` proves it."""
        return self._asset().sha256

    def place(self) -> Path:
        """A temporary copy, made now.

        Raises:
            Damaged: when it is not what was saved.
            ImportFailed: when there is no room for it.
        """
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="floorwright-", ignore_cleanup_errors=True)
            path = Path(self._folder.name) / self._file_name
            self._asset().write_to(path)
        except OSError as problem:
            raise ImportFailed(
                f"“{self.name}” cannot be read: {cause(problem)}.", hint="Free some room for temporary files."
            ) from problem
        return path

    def close(self) -> None:
        """Remove the copy."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def taken(path: Path) -> Asset:
    """A file that the user has chosen, whole, as it is now: whatever becomes of it, this is what is read and kept.

    Raises:
        ImportFailed: when it cannot be read.
    """
    FileOnDisk(path).head()
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise ImportFailed(
            f"“{path.name}” cannot be opened: {problem.strerror}.", hint="Check its name and place."
        ) from problem
    return Asset.of_bytes(asset_key(data, path.suffix), data)
