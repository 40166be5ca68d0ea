"""Text as outlines of the bundled font, so that it looks and measures the same at every zoom."""

import unicodedata
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainterPath, QRawFont, QTransform

from floorwright.paper import fonts

_PIXELS = 200
LONGEST = 2000
"""Characters of one line of text that are drawn; the rest of such a line could not be read anyway."""


@lru_cache(maxsize=1)
def bundled_family() -> str:
    """The family name of the font that Floorwright ships, made known to Qt."""
    for bold in (True, False):
        number = QFontDatabase.addApplicationFont(str(fonts.font(bold).path))
    families = QFontDatabase.applicationFontFamilies(number)
    return fonts.FAMILY if fonts.FAMILY in families else families[0] if families else QFont().family()


@lru_cache(maxsize=8192)
def text_path(text: str, bold: bool) -> tuple[QPainterPath, float, float]:
    """The outline of a line of text with capitals of height 1, y upwards, its advance and its descent."""
    line = text[:LONGEST].replace("\n", " ").replace("\t", " ")
    raw = _raw(bold)
    glyphs = raw.glyphIndexesForString(line) if raw.isValid() else []
    plain = all(glyphs) and not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in line)
    if glyphs and plain:
        path, advance = _set(raw, list(glyphs))
    else:
        path, advance = _shaped(line, bold)
    capital = fonts.font(bold).capital * _PIXELS
    upright = QTransform.fromScale(1 / capital, -1 / capital).map(path)
    # Letters that overlap would be cut out of each other by the even-odd rule.
    upright.setFillRule(Qt.FillRule.WindingFill)
    return upright, advance / capital, raw.descent() / capital


@lru_cache(maxsize=2)
def _raw(bold: bool) -> QRawFont:
    return QRawFont(str(fonts.font(bold).path), _PIXELS, QFont.HintingPreference.PreferNoHinting)


def _set(raw: QRawFont, glyphs: list[int]) -> tuple[QPainterPath, float]:
    """Letter by letter with the font's own widths, exactly as wide as the paper takes them to be."""
    path, x = QPainterPath(), 0.0
    for glyph, advance in zip(glyphs, raw.advancesForGlyphIndexes(glyphs), strict=True):
        path.addPath(raw.pathForGlyph(glyph).translated(x, 0.0))
        x += advance.x()
    return path, x


def _shaped(line: str, bold: bool) -> tuple[QPainterPath, float]:
    """Letters that the shipped font lacks or that join come from the system's fonts."""
    font = QFont(bundled_family())
    font.setPixelSize(_PIXELS)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    path = QPainterPath()
    path.addText(0, 0, font, line)
    return path, QFontMetricsF(font).horizontalAdvance(line)
