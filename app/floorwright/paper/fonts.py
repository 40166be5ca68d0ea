"""The font that is shipped and embedded: where it is, how wide its letters are, and which letters it lacks."""

import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from floorwright.resources import resource

FAMILY = "DejaVu Sans Condensed"
SUBSTITUTE = "□"
"""Shown for a character that the font lacks."""
_FILES = {False: "DejaVuSansCondensed.ttf", True: "DejaVuSansCondensed-Bold.ttf"}


@dataclass(frozen=True, slots=True)
class Font:
    """Advance widths by character, in shares of the size; `capital` is the capital height as such a share."""

    path: Path
    capital: float
    widths: Mapping[int, float]

    def size_for(self, capital_height: float) -> float:
        """The font size whose capitals are this high."""
        return capital_height / self.capital

    def width(self, text: str, capital_height: float) -> float:
        """How wide a line of text is, in the unit of its capital height."""
        missing = self.widths.get(ord(SUBSTITUTE), 0.6)
        return self.size_for(capital_height) * sum(self.widths.get(ord(letter), missing) for letter in text)


def font(bold: bool = False) -> Font:
    """The shipped font, regular or bold."""
    return _read(_FILES[bold])


def drawable(text: str) -> str:
    """The text as one line that the font can draw: other characters become `SUBSTITUTE`, control characters go."""
    widths = font().widths
    shown = []
    for letter in unicodedata.normalize("NFC", text):
        if letter in "\n\r\t\v\f\u2028\u2029\u00a0":
            shown.append(" ")
        elif unicodedata.category(letter) in ("Cc", "Cf", "Cs"):
            continue
        else:
            shown.append(letter if ord(letter) in widths else SUBSTITUTE)
    return "".join(shown)


def lacking(text: str) -> set[str]:
    """The characters of a text that the font cannot draw."""
    widths = font().widths
    return {
        letter
        for letter in unicodedata.normalize("NFC", text)
        if ord(letter) not in widths and unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    }


def text_width(text: str, capital_height: float, bold: bool = False) -> float:
    """How wide a line of text is when it is drawn, in the unit of its capital height."""
    return font(bold).width(text, capital_height)


def fitted_height(text: str, wanted: float, room: float, bold: bool = False) -> float:
    """The largest capital height up to `wanted` at which the text is no wider than `room`."""
    wide = text_width(text, wanted, bold)
    return wanted if wide <= room or wide == 0 else wanted * room / wide


def shortened(text: str, capital_height: float, room: float, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits in `room` with an ellipsis."""
    if text_width(text, capital_height, bold) <= room:
        return text
    cut = text
    while cut and text_width(cut + "…", capital_height, bold) > room:
        cut = cut[:-1]
    return cut.rstrip() + "…"


@cache
def _read(name: str) -> Font:
    path = resource("fonts", name)
    # The OpenType tables head, hhea, hmtx, OS/2 and cmap (ISO/IEC 14496-22) hold all that is needed.
    data = path.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    long_ones = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    advances = struct.unpack_from(f">{long_ones * 2}H", data, tables[b"hmtx"])[::2]
    capital = struct.unpack_from(">h", data, tables[b"OS/2"] + 88)[0]
    glyphs = _characters(data, tables[b"cmap"])
    widths = {code: advances[min(glyph, long_ones - 1)] / em for code, glyph in glyphs.items()}
    if not capital or struct.unpack_from(">H", data, tables[b"OS/2"])[0] < 2:
        capital = _top_of_capital(data, tables, glyphs[ord("H")])
    return Font(path, capital / em, widths)


def _top_of_capital(data: bytes, tables: dict[bytes, int], glyph: int) -> int:
    wide = struct.unpack_from(">h", data, tables[b"head"] + 50)[0]
    at = tables[b"loca"] + glyph * (4 if wide else 2)
    start = struct.unpack_from(">I", data, at)[0] if wide else struct.unpack_from(">H", data, at)[0] * 2
    return int(struct.unpack_from(">h", data, tables[b"glyf"] + start + 8)[0])


def _characters(data: bytes, cmap: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for number in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * number)[0]
        if struct.unpack_from(">H", data, at)[0] == 12:
            for group in range(struct.unpack_from(">I", data, at + 12)[0]):
                first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * group)
                found.update(zip(range(first, last + 1), range(glyph, glyph + last + 1 - first), strict=True))
    return {code: glyph for code, glyph in found.items() if glyph}
