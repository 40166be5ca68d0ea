"""The picture of an imported drawing, as finely as it is printed."""

import math

import numpy as np

from floorwright.model.drawing import Pixels
from floorwright.paper.imprint import Imprint

DOTS_PER_INCH = 300.0


def printed_pixels(pixels: Pixels, seen: Imprint) -> Pixels:
    """The picture with as many dots as it has, or as it needs for 300 an inch where it lies on the page."""
    from PIL import Image

    assert seen.picture is not None
    high, wide = pixels.shape[:2]
    _, _, ax, ay, ux, uy = (number * seen.step_mm for number in seen.picture)
    fewer = (_needed(math.hypot(ax, ay), wide), _needed(math.hypot(ux, uy), high))
    if fewer == (wide, high):
        return pixels
    # Colours are weighted with their opacity, so that what is transparent does not tint its edge.
    smaller = Image.fromarray(np.ascontiguousarray(pixels), "RGBA").convert("RGBa").resize(fewer, Image.Resampling.BOX)
    found: Pixels = np.asarray(smaller.convert("RGBA"))
    return found


def _needed(length_mm: float, dots: int) -> int:
    return max(1, min(dots, math.ceil(length_mm * DOTS_PER_INCH / 25.4)))
