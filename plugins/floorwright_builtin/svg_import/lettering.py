"""The texts of a text element: each piece with a place of its own is a line of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from floorwright.api import FAMILY, font, text_width
from floorwright_builtin.svg_import.numbers import length, numbers
from floorwright_builtin.svg_import.style import Sheet, Style
from floorwright_builtin.svg_import.tree import Element

CAPITAL = 0.716
"""The capital height of the usual sans-serif fonts as a share of their size, that of Arial."""
_SPACE = re.compile(r"\s+")
_NAMED_SIZES = {"medium": 16.0, "small": 13.0, "large": 18.0, "x-small": 10.0, "x-large": 24.0}
_DEEPEST = 16


@dataclass(slots=True)
class Line:
    """A line of text in the element's coordinates: the left end of its base line, and how much wider it is drawn."""

    x: float
    y: float
    words: str
    style: Style
    wanted: float = 0.0

    @property
    def capital(self) -> float:
        """Its capital height."""
        share = font().capital if FAMILY in self.style.get("font-family", "") else CAPITAL
        return share * font_size(self.style)

    @property
    def natural(self) -> float:
        """How wide the shipped font makes it."""
        return text_width(self.words, self.capital)

    @property
    def stretch(self) -> float:
        """How much wider than natural it is."""
        return self.wanted / self.natural if self.wanted > 0 and self.natural > 0 else 1.0

    def left(self) -> float:
        """Where it begins when its anchor has been obeyed."""
        wide = self.natural * self.stretch
        return self.x - {"middle": wide / 2, "end": wide}.get(self.style.get("text-anchor", ""), 0.0)


def font_size(style: Style) -> float:
    """The size of the font in the element's coordinates."""
    said = style.get("font-size", "")
    return _NAMED_SIZES.get(said, length(said, 16.0, 16.0))


def lines_of(element: Element, style: Style, sheet: Sheet) -> list[Line]:
    """The lines of a text element, in their order."""
    lines = [Line(_first(element, "x"), _first(element, "y"), "", style, length(element.get("textLength")))]
    for words, place, its_style in _pieces(element, style, sheet, 0):
        if place is not None:
            now = lines[-1]
            x = numbers(place.get("x"))
            y = numbers(place.get("y"))
            lines.append(
                Line(
                    (x[0] if x else now.x + (0.0 if y else now.natural)) + _first(place, "dx"),
                    (y[0] if y else now.y) + _first(place, "dy"),
                    "",
                    its_style,
                    length(place.get("textLength")),
                )
            )
        lines[-1].words += words
    for line in lines:
        line.words = _SPACE.sub(" ", line.words).strip()
    return [line for line in lines if line.words]


def _pieces(element: Element, style: Style, sheet: Sheet, depth: int) -> Iterator[tuple[str, Element | None, Style]]:
    """Pieces of text; with the element that gives the piece a place of its own, where one does."""
    for child in element.children:
        if isinstance(child, str):
            yield child, None, style
        elif child.name in ("tspan", "textPath", "a") and depth < _DEEPEST:
            its = sheet.style_of(child, style)
            if any(name in child.attributes for name in ("x", "y", "dx", "dy")):
                yield "", child, its
            yield from _pieces(child, its, sheet, depth + 1)


def _first(element: Element, name: str) -> float:
    found = numbers(element.get(name))
    return found[0] if found else 0.0
