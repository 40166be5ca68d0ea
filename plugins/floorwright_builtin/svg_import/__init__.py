"""Reads SVG pictures as vectors: plans from Inkscape, Illustrator, draw.io, CAD programs and Floorwright itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from floorwright.api import DrawingImporter, hook

if TYPE_CHECKING:
    from floorwright.api import Drawing, ImportOptions, Job

_BEFORE_ROOT = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?svg[\s/>]")


@hook
def drawing_importers() -> Iterable[DrawingImporter]:
    """SVG."""
    return (DrawingImporter("svg", "SVG picture", (".svg",), is_svg, read, "1"),)


def is_svg(head: bytes) -> bool:
    """Whether the first element in these first bytes of a file is that of an SVG picture."""
    text = head.removeprefix(b"\xef\xbb\xbf")
    before = _BEFORE_ROOT.match(text)
    return _ROOT.match(text, before.end() if before else 0) is not None


def read(path: Path, options: ImportOptions, job: Job) -> Drawing:
    """The drawing in an SVG file; see `reading.read_svg`."""
    from floorwright_builtin.svg_import.reading import read_svg

    return read_svg(path, options, job)
