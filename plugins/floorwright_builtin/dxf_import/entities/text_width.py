"""How wide a line of text is, in text heights: enough to place what is centred or set right, and to break lines.

The widths are those of the font that texts are drawn in, DejaVu Sans Condensed, in thousandths of the capital height:
then what is centred or set right is seen to be. East Asian characters are as wide as those of its fallback, and others
as the average of Cyrillic and Greek.
"""

import unicodedata
from functools import lru_cache

import numpy as np

from floorwright.api import Floats

_CAPITAL = 1000.0
_FULL = 1372
_OTHER = 883
_ASCII = (
    392, 494, 567, 1034, 785, 1173, 962, 339, 482, 482, 617, 1034, 392, 445, 392, 416, 785, 785, 785, 785, 785, 785,
    785, 785, 785, 785, 416, 416, 1034, 1034, 1034, 655, 1234, 844, 847, 862, 950, 780, 710, 956, 928, 364, 364,
    809, 687, 1065, 923, 971, 744, 971, 857, 784, 754, 904, 844, 1220, 845, 754, 845, 482, 416, 482, 1034, 617, 617,
    756, 784, 678, 784, 760, 434, 784, 782, 343, 343, 715, 343, 1202, 782, 755, 784, 784, 507, 643, 484, 782, 730,
    1009, 730, 730, 648, 785, 416, 785, 1034,
)  # fmt: skip
_OF_BYTE = tuple(_ASCII[code - 32] if 32 <= code < 127 else _OTHER for code in range(128))


@lru_cache(maxsize=1000)
def text_width(text: str) -> float:
    """The width of a line in text heights, a height being that of a capital."""
    if text.isascii():
        return sum(map(_OF_BYTE.__getitem__, text.encode())) / _CAPITAL
    return sum(map(_width, text)) / _CAPITAL


def text_widths(lines: list[str]) -> Floats:
    """The width of each line (n,)."""
    together = "".join(lines)
    if not together.isascii():
        return np.array([text_width(line) for line in lines])
    reached = np.cumsum(np.array(_OF_BYTE)[np.frombuffer(together.encode(), np.uint8)])
    ends = np.concatenate([[0], reached])[np.cumsum([0, *map(len, lines)])]
    widths: Floats = np.diff(ends) / _CAPITAL
    return widths


def broken(line: str, width: float) -> list[str]:
    """The line broken at spaces, and between East Asian characters, so that no piece is wider than `width` heights."""
    if width <= 0 or text_width(line) <= width:
        return [line]
    lines, now = [], ""
    for word in _words(line):
        if now.strip() and text_width((now + word).rstrip()) > width:
            lines.append(now.rstrip())
            now = word.lstrip()
        else:
            now += word
    return [*lines, now.rstrip()]


def _words(line: str) -> list[str]:
    words, now = [], ""
    for character in line:
        if _wide(character):
            words += [now, character] if now else [character]
            now = ""
        elif character == " " and now:
            words.append(now + " ")
            now = ""
        else:
            now += character
    return [*words, now] if now else words


def _width(character: str) -> int:
    code = ord(character)
    if 32 <= code < 127:
        return _ASCII[code - 32]
    if _wide(character):
        return _FULL
    base = ord(unicodedata.normalize("NFD", character)[0])
    return _ASCII[base - 32] if 32 <= base < 127 else 0 if unicodedata.combining(character) else _OTHER


def _wide(character: str) -> bool:
    return ord(character) >= 0x1100 and unicodedata.east_asian_width(character) in "WF"
