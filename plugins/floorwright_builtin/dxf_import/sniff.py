"""Whether a file is a DXF, told by its first bytes."""

import re

BINARY_MARK = b"AutoCAD Binary DXF\r\n\x1a\x00"
_TAG = re.compile(
    rb"(?:^|[\r\n])[ \t]*0[ \t]*(?:\r\r\n|\r\n|\n|\r)[ \t]*(?:SECTION|ENDSEC|EOF|[A-Z_3][A-Z0-9_]{2,})[ \t]*[\r\n]"
)


def is_dxf(head: bytes) -> bool:
    """Whether these first bytes of a file are those of a DXF: the binary mark, or a line `0` and a word after it."""
    if head.startswith(BINARY_MARK[:18]):
        return True
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
    return _TAG.search(text) is not None
