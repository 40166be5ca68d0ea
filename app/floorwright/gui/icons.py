"""Icons that are drawn when they are first looked at: the shipped ones in the colours of the theme, and others."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from floorwright.gui.theme import Theme, current_theme
from floorwright.resources import resource

Draw = Callable[[QSize, QIcon.Mode], QPixmap]
"""A picture of that many pixels for that mode."""


def icon(name: str, colour: str = "") -> QIcon:
    """A shipped icon in the colour of the text, greyed when disabled and sharp at every scaling; empty if missing."""
    return _icon(name, colour, current_theme())


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, theme: Theme) -> QIcon:
    file = resource("icons", f"{name}.svg")
    if not name or not file.is_file():
        return QIcon()
    inks = {
        QIcon.Mode.Normal: colour or theme.text,
        QIcon.Mode.Active: colour or theme.text,
        QIcon.Mode.Disabled: theme.disabled,
        QIcon.Mode.Selected: theme.on_accent,
    }
    return drawn_icon(lambda size, mode: _drawn(name, inks[mode], size.width(), size.height()))


def drawn_icon(draw: Draw) -> QIcon:
    """An icon that a function draws in the size that is looked at: most of a window are never, or in one size only."""
    return QIcon(_Engine(draw))


class _Engine(QIconEngine):
    def __init__(self, draw: Draw) -> None:
        super().__init__()
        self._draw = draw

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._draw(size, mode)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.drawPixmap(rect, self._draw(rect.size(), mode))

    def clone(self) -> QIconEngine:
        copy = _Engine(self._draw)
        # Qt owns the copy, but PySide does not know and would free it at once.
        _COPIES.append(copy)
        return copy


_COPIES: list[QIconEngine] = []


@lru_cache(maxsize=1024)
def _drawn(name: str, ink: str, width: int, height: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(_svg(name).replace("currentColor", ink).encode())).render(painter)
    painter.end()
    return pixmap


@lru_cache(maxsize=256)
def _svg(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8").replace('stroke-width="2"', 'stroke-width="1.75"')
