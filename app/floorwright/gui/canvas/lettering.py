"""Text as outlines of the bundled font, so that it looks and measures the same at every zoom."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainterPath, QTransform

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
    return families[0] if families else QFont().family()


@lru_cache(maxsize=2)
def _font(bold: bool) -> QFont:
    font = QFont(bundled_family())
    font.setPixelSize(_PIXELS)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=8192)
def text_path(text: str, bold: bool) -> tuple[QPainterPath, float, float]:
    """The outline of a line of text with capitals of height 1, y upwards, its advance and its descent."""
    font = _font(bold)
    metrics = QFontMetricsF(font)
    capital = fonts.font(bold).capital * _PIXELS
    line = text[:LONGEST].replace("\n", " ").replace("\t", " ")
    path = QPainterPath()
    path.addText(0, 0, font, line)
    upright = QTransform.fromScale(1 / capital, -1 / capital).map(path)
    # addText leaves even-odd: letters that overlap would be cut out of each other.
    upright.setFillRule(Qt.FillRule.WindingFill)
    return upright, metrics.horizontalAdvance(line) / capital, metrics.descent() / capital
