"""The tags of a binary DXF."""

import struct
from typing import Any

from ezdxf.lldxf.const import DXFStructureError
from ezdxf.lldxf.tagger import binary_tags_loader

from floorwright_builtin.dxf_import.file.tags import Tags


def binary_tags(data: bytes) -> Tags:
    """The tags of a binary DXF as if it were text; those of one that is cut, up to there."""
    codes: list[int] = []
    values: list[str] = []
    cut = False
    try:
        for tag in binary_tags_loader(data):
            value: Any = tag.value
            codes.append(tag.code)
            values.append(value.hex().upper() if isinstance(value, bytes) else str(value).replace("\n", " "))
    except (struct.error, ValueError, IndexError, DXFStructureError):
        cut = True
    return Tags(codes, values, cut)
