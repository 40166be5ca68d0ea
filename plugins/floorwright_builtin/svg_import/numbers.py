"""Numbers, lengths and transforms as SVG writes them; what is none is nothing."""

import math
import re

from floorwright.api import Transform

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_LENGTH = re.compile(rf"\s*(?P<number>{NUMBER.pattern})\s*(?P<unit>[a-zA-Z%]*)\s*\Z")
_STEP = re.compile(r"(?P<name>matrix|translate|scale|rotate|skewX|skewY)\s*\((?P<numbers>[^)]*)\)")
PIXELS = {
    "": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6,
    "em": 16.0, "rem": 16.0, "ex": 8.0,
}  # fmt: skip
"""CSS pixels, of which 96 are an inch, in each unit (CSS Values 3, 5.2)."""


def numbers(text: str) -> list[float]:
    """Every finite number in a text."""
    return [value for value in map(float, NUMBER.findall(text)) if math.isfinite(value)]


def length(text: str, default: float = 0.0, whole: float = 0.0) -> float:
    """A length in CSS pixels; per cent are of `whole`."""
    match = _LENGTH.match(text)
    if match is None:
        return default
    value, unit = float(match["number"]), match["unit"].lower()
    if not math.isfinite(value):
        return default
    return value / 100 * whole if unit == "%" else value * PIXELS.get(unit, 1.0)


def unit_of(text: str) -> str:
    """The unit a length is in, `%` included; "" for none."""
    match = _LENGTH.match(text)
    return match["unit"].lower() if match else ""


def transform_of(text: str) -> Transform:
    """The transform of a `transform` attribute: the last step is done first."""
    whole = Transform()
    for match in _STEP.finditer(text):
        step = _step(match["name"], numbers(match["numbers"]))
        whole = step.then(whole)
    return whole


def _step(name: str, given: list[float]) -> Transform:
    if not given:
        return Transform()
    first = given[0]
    if name == "matrix":
        return Transform(*given[:6]) if len(given) >= 6 else Transform()
    if name == "translate":
        return Transform(e=first, f=given[1] if len(given) > 1 else 0.0)
    if name == "scale":
        return Transform(a=first, d=given[1] if len(given) > 1 else first)
    angle = math.radians(math.fmod(first, 360))
    if name == "rotate":
        x, y = given[1:3] if len(given) > 2 else (0.0, 0.0)
        cos, sin = math.cos(angle), math.sin(angle)
        return Transform(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
    slant = math.tan(angle)
    return Transform(c=slant) if name == "skewX" else Transform(b=slant)
