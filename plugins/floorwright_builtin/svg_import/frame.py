"""The size of a picture's page in millimetres, and the map from its coordinates to the page, y upwards."""

from dataclasses import dataclass

from floorwright.api import Transform
from floorwright_builtin.svg_import.numbers import length, numbers, unit_of
from floorwright_builtin.svg_import.tree import Element

_MM = 25.4 / 96
_ABSOLUTE = ("mm", "cm", "in", "pt", "pc", "q")
_USUAL = (0.0, 0.0, 300.0, 150.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """A page: its size, the map onto it, and whether the size is stated in a unit of length rather than in pixels."""

    width_mm: float
    height_mm: float
    place: Transform
    stated: bool


def frame_of(root: Element) -> Frame:
    """The page of the outermost element."""
    seen = numbers(root.get("viewBox"))
    has_box = len(seen) == 4 and seen[2] > 0 and seen[3] > 0
    x, y, wide, high = seen if has_box else _USUAL
    width, height = length(root.get("width"), 0.0, wide), length(root.get("height"), 0.0, high)
    if not (width > 0 and height > 0):
        width, height = (width, width * high / wide) if width > 0 else (height * wide / high, height)
        if not (width > 0 and height > 0):
            width, height = wide, high
    inner = view_place(root, (x, y, wide, high), width, height) if has_box else Transform()
    place = inner.then(Transform(_MM, 0.0, 0.0, -_MM, 0.0, height * _MM))
    stated = unit_of(root.get("width")) in _ABSOLUTE or unit_of(root.get("height")) in _ABSOLUTE
    return Frame(width * _MM, height * _MM, place, stated)


def view_place(element: Element, box: tuple[float, float, float, float], width: float, height: float) -> Transform:
    """How a view box is laid into a width and height (SVG 1.1, 7.8): whole and in the middle unless said otherwise."""
    x, y, wide, high = box
    across, down = width / wide, height / high
    how = element.get("preserveAspectRatio") or "xMidYMid meet"
    if how.startswith("none"):
        return Transform(across, 0.0, 0.0, down, -x * across, -y * down)
    scale = max(across, down) if "slice" in how else min(across, down)
    right = 0.0 if "xMin" in how else 1.0 if "xMax" in how else 0.5
    low = 0.0 if "YMin" in how else 1.0 if "YMax" in how else 0.5
    return Transform(
        scale, 0.0, 0.0, scale, -x * scale + right * (width - wide * scale), -y * scale + low * (height - high * scale)
    )
