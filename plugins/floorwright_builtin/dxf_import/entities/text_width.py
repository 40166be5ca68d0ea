"""How wide a line of text is, in text heights: enough to place what is centred or set right, and to break lines.

The widths are those of Helvetica (Adobe's font metrics file, thousandths of the size, capital height 718), which most
sans-serif fonts of drawings come close to; East Asian characters are as wide as the font's size.
"""

import unicodedata
from functools import lru_cache

import numpy as np

from floorwright.api import Floats

_CAPITAL = 718.0
_FULL = 1000
_OTHER = 556
_ASCII = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
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
    return _FULL if _wide(character) else 0 if unicodedata.combining(character) else _OTHER


def _wide(character: str) -> bool:
    return ord(character) >= 0x1100 and unicodedata.east_asian_width(character) in "WF"
