"""What a TrueType file says: how wide its characters are, and how high its capitals."""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from floorwright.model.drawing import Floats


@dataclass(frozen=True, slots=True)
class Font:
    """Advance widths by character, in shares of the size; `capital` is the capital height as such a share."""

    path: Path
    family: str
    capital: float
    widths: dict[int, float]

    def size_for(self, capital_height: float) -> float:
        """The font size whose capitals are this high."""
        return capital_height / self.capital


def read_font(path: Path, family: str) -> Font:
    """The font in a file.

    The tables head, hhea, hmtx, OS/2 and cmap (ISO/IEC 14496-22) hold all that is needed.
    """
    data = path.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    long_ones = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    advances: Floats = np.frombuffer(data, ">u2", long_ones * 2, tables[b"hmtx"])[::2] / em
    capital = struct.unpack_from(">h", data, tables[b"OS/2"] + 88)[0]
    glyphs = _characters(data, tables[b"cmap"])
    which = np.minimum(np.fromiter(glyphs.values(), np.int64, len(glyphs)), long_ones - 1)
    widths = dict(zip(glyphs, advances[which].tolist(), strict=True))
    if ord("H") in glyphs and (not capital or struct.unpack_from(">H", data, tables[b"OS/2"])[0] < 2):
        capital = _top_of(data, tables, glyphs[ord("H")])
    return Font(path, family, capital / em, widths)


def _top_of(data: bytes, tables: dict[bytes, int], glyph: int) -> int:
    wide = struct.unpack_from(">h", data, tables[b"head"] + 50)[0]
    at = tables[b"loca"] + glyph * (4 if wide else 2)
    start = struct.unpack_from(">I", data, at)[0] if wide else struct.unpack_from(">H", data, at)[0] * 2
    return int(struct.unpack_from(">h", data, tables[b"glyf"] + start + 8)[0])


def _characters(data: bytes, cmap: int) -> dict[int, int]:
    found: dict[int, int] = {}
    listed = [
        struct.unpack_from(">HHI", data, cmap + 4 + 8 * number)
        for number in range(struct.unpack_from(">H", data, cmap + 2)[0])
    ]
    forms = {at: struct.unpack_from(">H", data, cmap + at)[0] for _, _, at in listed}
    for platform, encoding, offset in listed:
        at, form = cmap + offset, forms.pop(offset, 0)
        if form == 12:
            for group in range(struct.unpack_from(">I", data, at + 12)[0]):
                first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * group)
                found.update(zip(range(first, last + 1), range(glyph, glyph + last + 1 - first), strict=True))
        # What a font says of all characters holds what it says of the first 65,535.
        elif form == 4 and (platform, encoding) != (3, 0) and 12 not in forms.values() and not found:
            found.update(_short_form(data, at))
    return {code: glyph for code, glyph in found.items() if glyph}


def _short_form(data: bytes, at: int) -> dict[int, int]:
    """Format 4: runs of characters up to U+FFFE."""
    runs = struct.unpack_from(">H", data, at + 6)[0] // 2
    lasts, firsts, deltas, offsets = (
        np.frombuffer(data, ">u2", runs, at + start).astype(np.int64).tolist()
        for start in (14, 16 + 2 * runs, 16 + 4 * runs, 16 + 6 * runs)
    )
    found: dict[int, int] = {}
    for number, (first, last, delta, offset) in enumerate(zip(firsts, lasts, deltas, offsets, strict=True)):
        if first == 0xFFFF:
            continue
        if offset == 0:
            found.update((code, (code + delta) & 0xFFFF) for code in range(first, last + 1))
        else:
            listed = np.frombuffer(data, ">u2", last - first + 1, at + 16 + 6 * runs + 2 * number + offset).tolist()
            found.update((first + k, (glyph + delta) & 0xFFFF) for k, glyph in enumerate(listed) if glyph)
    return found
