"""Our own light and dark colours: read from resources/themes and given to Qt as palette and style sheet."""

import json
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from floorwright.resources import resource

ThemeName = Literal["light", "dark"]
DARK, READABLE = 0.3, 0.25
"""What is darker than the first on white paper is shown no darker than the second on a dark ground."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of the window and of the canvas, #rrggbb."""

    name: str
    window: str
    base: str
    raised: str
    line: str
    text: str
    quiet: str
    disabled: str
    accent: str
    on_accent: str
    hover: str
    pressed: str
    bad: str
    bad_ground: str
    good: str
    warn: str
    canvas: str
    canvas_ink: str
    grid: str
    grid_major: str
    axis: str
    select: str

    @property
    def dark(self) -> bool:
        """Whether the ground is darker than what is drawn on it."""
        return _is_dark(self.canvas)

    def ink(self, colour: str) -> QColor:
        """The colour of a mark on this canvas: as printed on white, turned round in lightness on a dark ground."""
        return _turned(colour, self.canvas, self.canvas_ink) if self.dark else QColor(colour)


@lru_cache(maxsize=64)
def _is_dark(colour: str) -> bool:
    return QColor(colour).lightnessF() < 0.5


@lru_cache(maxsize=4096)
def _turned(colour: str, ground: str, ink: str) -> QColor:
    printed = QColor(colour)
    low, high = QColor(ground).lightnessF(), QColor(ink).lightnessF()
    lightness = low + (1 - printed.lightnessF()) * (high - low)
    # Pale colours keep their paleness: not the saturation but the chroma stays.
    chroma = (1 - abs(2 * printed.lightnessF() - 1)) * printed.hslSaturationF()
    saturation = min(chroma / max(1 - abs(2 * lightness - 1), 1e-6), 1.0) * 0.9
    turned = QColor.fromHslF(max(printed.hslHueF(), 0.0), saturation, lightness, printed.alphaF())
    while luminance(printed) < DARK and luminance(turned) < READABLE and lightness < high:
        lightness += 0.02
        turned = QColor.fromHslF(max(printed.hslHueF(), 0.0), saturation, min(lightness, 1.0), printed.alphaF())
    return turned


def luminance(colour: QColor) -> float:
    """How light a colour looks, 0 to 1: relative luminance of WCAG 2.2."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def load_theme(name: str) -> Theme:
    """The theme of that name."""
    colours = json.loads(resource("themes", f"{name}.json").read_text(encoding="utf-8"))
    known = {field.name for field in fields(Theme)}
    return Theme(name=name, **{key: value for key, value in colours.items() if key in known})


def system_theme() -> ThemeName:
    """What the desktop asks for; light where it says nothing."""
    scheme = QApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


_current: list[Theme] = []


def current_theme() -> Theme:
    """The theme that is worn now."""
    if not _current:
        _current.append(load_theme("light"))
    return _current[0]


def wear(application: QApplication, name: str) -> Theme:
    """Give the whole application a theme; `system` follows the desktop."""
    theme = load_theme(system_theme() if name not in ("light", "dark") else name)
    _current[:] = [theme]
    application.setPalette(_palette(theme))
    application.setStyleSheet(_style_sheet(theme))
    return theme


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for key, colour in {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.base,
        role.AlternateBase: theme.raised,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.quiet,
        role.Link: theme.accent,
        role.Mid: theme.line,
        role.Midlight: theme.hover,
        role.Light: theme.raised,
        role.Dark: theme.line,
        role.Shadow: theme.line,
    }.items():
        palette.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(theme.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.line))
    return palette


def _style_sheet(theme: Theme) -> str:
    template = resource("themes", "window.qss").read_text(encoding="utf-8")
    for field in fields(Theme):
        template = template.replace(f"@{field.name};", f"{getattr(theme, field.name)};")
    pictures = {"@chevron": f"chevron-{theme.name}.svg", "@tick": "tick.svg"}
    for name, file in pictures.items():
        template = template.replace(name, resource("themes", file).as_posix())
    return template
