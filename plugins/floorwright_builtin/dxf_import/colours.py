"""The colours that DXF numbers from 1 to 255, and what stands for a colour that is not known yet."""

from functools import cache

CONTRAST = -1
"""Black on white, white on black."""
WHITE = 0xFFFFFF
_NAMED = {1: 0xFF0000, 2: 0xFFFF00, 3: 0x00FF00, 4: 0x00FFFF, 5: 0x0000FF, 6: 0xFF00FF, 8: 0x808080, 9: 0xC0C0C0}
_GREYS = {250: 0x000000, 251: 0x656565, 252: 0x666666, 253: 0x999999, 254: 0xCCCCCC}
_LEVELS = (255, 165, 127, 76, 38)


@cache
def of_index(index: int) -> int:
    """The colour of a number; 7, which is black on white and white on black, 255 and unknown ones are CONTRAST.

    From 10 on every ten are a hue, 15° apart: five brightnesses, each full and half as strong.
    """
    if index in _NAMED or index in _GREYS:
        return _NAMED.get(index, _GREYS.get(index, 0))
    if not 10 <= index < 250:
        return CONTRAST
    hue, level = (index - 10) // 10 * 15, _LEVELS[index % 10 // 2]
    parts = [_share((hue + turn) % 360) for turn in (0, 240, 120)]
    if index % 2:
        parts = [(part + 1) / 2 for part in parts]
    red, green, blue = (round(level * part) for part in parts)
    return red << 16 | green << 8 | blue


def _share(angle: int) -> float:
    """How much of a colour is in a hue so many degrees away from it: all up to 60°, none from 120° on."""
    away = min(angle, 360 - angle)
    return min(max((120 - away) / 60, 0.0), 1.0)
