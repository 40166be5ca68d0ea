"""The picture of an imported drawing on a page, as finely as it is printed."""

import math
from typing import Any

import numpy as np

from floorwright.api import Imprint, Pixels
from floorwright_builtin.pdf_export.place import POINT

DOTS_PER_INCH = 300.0


def draw_pixels(canvas: Any, pixels: Pixels, seen: Imprint) -> None:
    """Draw a picture in the canvas's opacity, its transparent parts as they are; colours are kept exactly."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    assert seen.picture is not None
    x, y, ax, ay, ux, uy = (number * seen.step_mm for number in seen.picture)
    most = DOTS_PER_INCH / 25.4
    picture = Image.fromarray(pixels, "RGBA") if pixels.flags.c_contiguous else Image.fromarray(pixels.copy(), "RGBA")
    wide, high = (
        max(1, min(now, math.ceil(length * most)))
        for now, length in zip(picture.size, (math.hypot(ax, ay), math.hypot(ux, uy)), strict=True)
    )
    if (wide, high) != picture.size:
        picture = picture.resize((wide, high), Image.Resampling.BOX)
    if np.asarray(picture)[..., 3].min() == 255:
        picture = picture.convert("RGB")
    canvas.saveState()
    canvas.transform(*(number * POINT for number in (ax, ay, ux, uy, x + seen.left, y + seen.low)))
    canvas.drawImage(ImageReader(picture), 0, 0, 1, 1, mask="auto")
    canvas.restoreState()
