"""The parts of a zip, packed once: they go from file to file as they are, and are expanded when somebody reads them."""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from floorwright.storage.zip_limits import LARGEST_RATIO, RATIO_COUNTS_FROM, damaged

STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
LEVEL, LARGE_LEVEL = 6, 1
LARGE = 4 * 2**20
"""From here on packing fast matters more: of 107 MB of DXF, level 1 leaves 20 % in 0.6 s and level 6 15 % in 1.8 s."""
_PIECE = 2**20
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UNIX, _FIRST_DAY, _OWNER_ONLY = 20, 3, 33, 0o600 << 16
_HAS_NO_SIZES_YET = 0x8


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes as they lie in a zip, with the size and the CRC-32 of what they expand to."""

    data: bytes
    method: int
    size: int
    crc: int

    def sha256(self) -> str:
        """Of the bytes as they lie there, which proves them whole without expanding them."""
        return hashlib.sha256(self.data).hexdigest()

    def pieces(self) -> Iterator[bytes]:
        """What it expands to, a megabyte at a time and hardly more than its size.

        Raises:
            Damaged: at the end, when it was not what the size and the checksum say.
        """
        crc, size = 0, 0
        for piece in self._expanding():
            crc, size = zlib.crc32(piece, crc), size + len(piece)
            yield piece
        if (crc, size) != (self.crc, self.size):
            raise damaged("one of its drawings is not what was saved")

    def _expanding(self) -> Iterator[bytes]:
        if self.method == STORED:
            yield from (self.data[at : at + _PIECE] for at in range(0, len(self.data), _PIECE))
            return
        expander, room = zlib.decompressobj(-15), self.size
        try:
            for at in range(0, len(self.data), _PIECE // 4):
                given = self.data[at : at + _PIECE // 4]
                while given and room >= 0:
                    piece = expander.decompress(given, _PIECE)
                    given = expander.unconsumed_tail
                    room -= len(piece)
                    yield piece
            yield expander.flush(_PIECE) if room >= 0 else b""
        except zlib.error:
            raise damaged("one of its drawings cannot be read") from None


def packed(data: bytes) -> Part:
    """A part that expands to these bytes; what hardly gets smaller, or would go beyond our own limits, is stored."""
    crc = zlib.crc32(data)
    packer = zlib.compressobj(LARGE_LEVEL if len(data) >= LARGE else LEVEL, zlib.DEFLATED, -15)
    small = packer.compress(data) + packer.flush()
    monotonous = len(data) > RATIO_COUNTS_FROM and len(data) > LARGEST_RATIO / 2 * len(small)
    if monotonous or len(small) > 0.98 * len(data):
        return Part(bytes(data), STORED, len(data), crc)
    return Part(small, DEFLATED, len(data), crc)


def part_in(data: bytes, member: zipfile.ZipInfo) -> Part | None:
    """A part as it lies in a zip; None when its own header does not agree with the list of contents."""
    at = member.header_offset
    mark, _, flags, method, _, _, crc, small, size, name, extra = _LOCAL.unpack_from(data, at)
    start = at + _LOCAL.size + name + extra
    said = (b"PK\x03\x04", member.compress_type, member.CRC, member.compress_size, member.file_size)
    named = data[at + _LOCAL.size : at + _LOCAL.size + name] == member.filename.encode()
    if (mark, method, crc, small, size) != said or not named or flags & _HAS_NO_SIZES_YET:
        return None
    return Part(data[start : start + small], method, size, crc)


def zip_of(parts: Mapping[str, Part]) -> bytes:
    """A zip of these parts, named in ASCII, in their order; the same for the same parts (APPNOTE.TXT 6.3, 4.3)."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name, part in parts.items():
        named = name.encode("ascii")
        facts = (0, part.method, 0, _FIRST_DAY, part.crc, len(part.data), part.size, len(named), 0)
        head = _LOCAL.pack(b"PK\x03\x04", _VERSION, *facts) + named
        made_by = _UNIX << 8 | _VERSION
        directory.append(_CENTRAL.pack(b"PK\x01\x02", made_by, _VERSION, *facts, 0, 0, 0, _OWNER_ONLY, at) + named)
        pieces += (head, part.data)
        at += len(head) + len(part.data)
    listed = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(listed), at, 0)
    return b"".join((*pieces, listed, end))
