"""Reads pictures: scans and photographs of plans as PNG, JPEG, TIFF, BMP and GIF."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from floorwright.api import DrawingImporter, hook

if TYPE_CHECKING:
    from floorwright.api import Drawing, ImportOptions, Job

_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif")
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"GIF87a", b"GIF89a")
_BMP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)


@hook
def drawing_importers() -> Iterable[DrawingImporter]:
    """Pictures."""
    return (DrawingImporter("picture", "Picture", _SUFFIXES, is_picture, read, "1"),)


def is_picture(head: bytes) -> bool:
    """Whether these first bytes of a file are those of a picture; many a text begins with BM as well."""
    is_bmp = head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BMP_HEADERS
    return head.startswith(_BEGINNINGS) or is_bmp


def read(path: Path, options: ImportOptions, job: Job) -> Drawing:
    """The picture in a file as a drawing; see `reading.read_picture`."""
    from floorwright_builtin.picture_import.reading import read_picture

    return read_picture(path, options, job)
