"""How elements look: attributes, `style`, and the simple selectors of style sheets, with what is handed down."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from PIL import ImageColor

from floorwright.api import CONTRAST
from floorwright_builtin.svg_import.tree import Element

HANDED_DOWN = (
    "fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity", "stroke-opacity", "visibility", "fill-rule",
    "font-size", "font-family", "text-anchor", "color",
)  # fmt: skip
PROPERTIES = (*HANDED_DOWN, "opacity", "display", "clip-path")
PLAIN = "#808080"
"""What a gradient or a pattern is painted with."""
_SELECTOR = re.compile(r"(?P<name>[\w-]*|\*)(?P<more>[.#][\w-]+)?\Z")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")

Style = Mapping[str, str]


class Sheet:
    """The rules of a picture's style sheets."""

    def __init__(self) -> None:
        self._rules: dict[str, dict[str, str]] = {}
        self.not_understood = 0

    def add(self, text: str) -> None:
        """Take rules over; later ones win over earlier ones for the same selector."""
        for selectors, declarations in _RULE.findall(_COMMENT.sub("", text)):
            for selector in map(str.strip, selectors.split(",")):
                if selector.startswith("@"):
                    continue
                if _SELECTOR.match(selector):
                    self._rules.setdefault(selector, {}).update(_declared(declarations))
                else:
                    self.not_understood += 1

    def style_of(self, element: Element, above: Style) -> dict[str, str]:
        """Every property an element has; `above` are those of the one it lies in."""
        found = {name: above[name] for name in HANDED_DOWN if name in above}
        found.update((name, element.attributes[name]) for name in PROPERTIES if name in element.attributes)
        for selector in self._selectors(element):
            if selector in self._rules:
                found.update(self._rules[selector])
        found.update(_declared(element.get("style")))
        for name, value in list(found.items()):
            if value == "inherit":
                found[name] = above.get(name, "")
        return found

    def _selectors(self, element: Element) -> Iterator[str]:
        """What may name an element, from the least to the most particular."""
        if not self._rules:
            return
        classes = element.get("class").split()
        yield from ("*", element.name)
        yield from (f".{name}" for name in classes)
        yield from (f"{element.name}.{name}" for name in classes)
        yield from (f"#{element.get('id')}", f"{element.name}#{element.get('id')}")


@lru_cache(maxsize=4096)
def _declared(text: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in text.split(";") if ":" in part)
    return {
        name.strip(): value.replace("!important", "").strip() for name, value in pairs if name.strip() in PROPERTIES
    }


def colour_of(style: Style, what: str, default: str) -> tuple[int | None, bool]:
    """The colour of `fill` or `stroke`, None for none, and whether it stands for a gradient or a pattern.

    What shines through is mixed with the white of the paper; black is CONTRAST, so that it shows on a dark screen.
    """
    said = style.get(what, default) or default
    instead = said.startswith("url(")
    if instead:
        said = said.partition(")")[2].strip() or PLAIN
    if said == "currentColor":
        said = style.get("color", "#000000")
    rgb = _rgb(said)
    opacity = _share(style.get(f"{what}-opacity", "")) * _share(style.get("opacity", ""))
    if rgb is None or opacity <= 0.01:
        return None, instead
    red, green, blue = (round(opacity * part + (1 - opacity) * 255) for part in rgb)
    colour = red << 16 | green << 8 | blue
    return (colour or CONTRAST), instead


@lru_cache(maxsize=4096)
def _rgb(said: str) -> tuple[int, int, int] | None:
    if said in ("none", "transparent", ""):
        return None
    try:
        found = ImageColor.getrgb(said)
    except (ValueError, ArithmeticError):
        return (0, 0, 0)
    if len(found) > 3 and found[3] == 0:
        return None
    red, green, blue = (min(max(part, 0), 255) for part in found[:3])
    return (red, green, blue)


def _share(text: str) -> float:
    try:
        value = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return 1.0
    return min(max(value, 0.0), 1.0)
