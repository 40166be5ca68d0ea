"""Text as outlines of the shipped fonts, so that it looks and measures the same at every zoom."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainterPath, QRawFont, QTransform

from floorwright.paper import fonts

_PIXELS = 200
LONGEST = 2000
"""Characters of one line of text that are drawn; the rest of such a line could not be read anyway."""


@lru_cache(maxsize=1)
def bundled_families() -> tuple[str, ...]:
    """The family names of the fonts that Floorwright ships, made known to Qt, the one for most letters first."""
    found: list[str] = []
    for bold in (False, True):
        for face in fonts.fonts_in_order(bold):
            number = QFontDatabase.addApplicationFont(str(face.path))
            known = QFontDatabase.applicationFontFamilies(number)
            found += [face.family] if face.family in known else known[:1]
    return tuple(dict.fromkeys(found)) or (QFont().family(),)


@lru_cache(maxsize=8192)
def text_path(text: str, bold: bool) -> tuple[QPainterPath, float, float]:
    """The outline of a line of text with capitals of height 1, y upwards, its advance and its descent."""
    line = text[:LONGEST].replace("\n", " ").replace("\t", " ")
    path, advance = (_shaped if _needs_shaping(line) else _set)(line, bold)
    # Letters that overlap would be cut out of each other by the even-odd rule.
    path.setFillRule(Qt.FillRule.WindingFill)
    return path, advance, _raw(fonts.font(bold).path).descent() / _capital(bold)


def _needs_shaping(line: str) -> bool:
    """Whether a line is more than one letter after the other, or has letters that only the system's fonts may have."""
    if line.isascii():
        return False
    return any(unicodedata.bidirectional(letter) in ("R", "AL", "NSM") for letter in line) or bool(fonts.lacking(line))


def _set(line: str, bold: bool) -> tuple[QPainterPath, float]:
    """Letter by letter with the fonts' own widths, exactly as wide as the paper takes them to be."""
    path, x, size = QPainterPath(), 0.0, 1.0 / fonts.font(bold).capital
    for run in fonts.runs(line, bold):
        for letter in run.text:
            if letter != " ":
                path.addPath(_letter(run.font.path, letter, bold).translated(x, 0.0))
            x += run.font.widths.get(ord(letter), 0.0) * size
    return path, x


@lru_cache(maxsize=4096)
def _letter(path: Path, letter: str, bold: bool) -> QPainterPath:
    """The outline of one letter, sized by the capitals of the first font."""
    raw = _raw(path)
    glyphs = list(raw.glyphIndexesForString(letter)) if raw.isValid() else []
    return _upright(bold).map(raw.pathForGlyph(glyphs[0])) if glyphs else QPainterPath()


def _shaped(line: str, bold: bool) -> tuple[QPainterPath, float]:
    """A line as Qt shapes it, with letters that the shipped fonts lack from the system's."""
    font = QFont(list(bundled_families()))
    font.setPixelSize(_PIXELS)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    path = QPainterPath()
    path.addText(0, 0, font, line)
    return _upright(bold).map(path), QFontMetricsF(font).horizontalAdvance(line) / _capital(bold)


def _upright(bold: bool) -> QTransform:
    return QTransform.fromScale(1 / _capital(bold), -1 / _capital(bold))


def _capital(bold: bool) -> float:
    return fonts.font(bold).capital * _PIXELS


@lru_cache(maxsize=8)
def _raw(path: Path) -> QRawFont:
    return QRawFont(str(path), _PIXELS, QFont.HintingPreference.PreferNoHinting)
