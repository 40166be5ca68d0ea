"""The object streams of a PDF: objects that are packed together (ISO 32000-1, 7.5.7)."""

import re
import zlib
from collections.abc import Iterator

_OBJECTS = re.compile(rb"/ObjStm\b(.{0,300}?)stream\r?\n", re.DOTALL)
_BEFORE = 300
_MOST_STREAMS, _MOST_BYTES = 400, 4_000_000


def object_streams(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The dictionary round the name of each object stream, and what the stream holds unpacked."""
    for count, match in enumerate(_OBJECTS.finditer(data)):
        if count == _MOST_STREAMS:
            return
        begin = data.rfind(b"obj", max(0, match.start() - _BEFORE), match.start())
        head = data[max(begin, 0) : match.end()]
        try:
            yield head, zlib.decompressobj().decompress(data[match.end() : match.end() + _MOST_BYTES], _MOST_BYTES)
        except zlib.error:
            continue
