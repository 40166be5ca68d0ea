"""One asset: the file of a drawing as it came, kept packed and expanded only when somebody reads it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from floorwright.storage.parts import Part, packed
from floorwright.storage.zip_limits import damaged


class Asset:
    """A file by its content. What is read of it is the content that its key names, or Damaged is raised."""

    def __init__(self, key: str, data: bytes | None, part: Part | None) -> None:
        self.key = key
        self._data = data
        self._part = part

    @staticmethod
    def of_bytes(key: str, data: bytes) -> "Asset":
        """An asset that was just read from a file; its key is `asset_key` of it."""
        return Asset(key, data, None)

    @staticmethod
    def of_part(key: str, part: Part) -> "Asset":
        """An asset as it lies in a plan file."""
        return Asset(key, None, part)

    @property
    def sha256(self) -> str:
        """Of the content."""
        return self.key.partition(".")[0]

    @property
    def size(self) -> int:
        """Bytes of the content."""
        data, part = self._data, self._part
        return len(data) if data is not None else part.size if part is not None else 0

    @property
    def is_packed(self) -> bool:
        """Whether it lies in memory packed."""
        return self._part is not None

    def read(self) -> bytes:
        """The content.

        Raises:
            Damaged: when it is not what the key names.
        """
        data = self._data
        return data if data is not None else b"".join(self._pieces())

    def beginning(self, count: int) -> bytes:
        """The first bytes, a megabyte at most, without expanding the rest; only `read` proves them."""
        data, part = self._data, self._part
        if data is not None or part is None:
            return (data or b"")[:count]
        return next(part.pieces(), b"")[:count]

    def write_to(self, path: Path) -> None:
        """Put the content into a file.

        Raises:
            Damaged: when it is not what the key names.
            OSError: when it cannot be written.
        """
        with path.open("wb") as file:
            for piece in self._pieces():
                file.write(piece)

    def packed(self) -> Part:
        """The content as it lies in a plan file: packed at the first time, and read back before it is believed.

        Raises:
            Damaged: when it is not what the key names.
        """
        if self._part is None:
            proved = Asset.of_part(self.key, packed(self.read()))
            proved.prove()
            self._part, self._data = proved._part, None
        assert self._part is not None
        return self._part

    def prove(self) -> None:
        """Expand it once and keep nothing.

        Raises:
            Damaged: when it is not what the key names.
        """
        for _ in self._pieces():
            pass

    def _pieces(self) -> Iterator[bytes]:
        data, part = self._data, self._part
        return _proved(iter((data,)) if data is not None else part.pieces() if part else iter(()), self.sha256)


def asset_key(data: bytes, suffix: str) -> str:
    """The name of an asset: the SHA-256 of its bytes and the ending of the file it came from."""
    ending = "".join(letter for letter in suffix.lower() if letter.isascii() and letter.isalnum())[:10]
    digest = hashlib.sha256(data).hexdigest()
    return f"{digest}.{ending}" if ending else digest


def is_whole(key: str, data: bytes) -> bool:
    """Whether these are the bytes that the key names."""
    return key.partition(".")[0] == hashlib.sha256(data).hexdigest()


def _proved(pieces: Iterator[bytes], sha256: str) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        yield piece
    if digest.hexdigest() != sha256:
        raise damaged("one of its drawings is not what was saved")
