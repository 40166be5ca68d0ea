"""The picture of an imported drawing on a page of a PDF."""

from typing import Any

from floorwright.api import Imprint, Pixels, printed_pixels
from floorwright_builtin.pdf_export.place import POINT


def draw_pixels(canvas: Any, pixels: Pixels, seen: Imprint) -> None:
    """Draw a picture in the canvas's opacity, its transparent parts as they are; colours are kept exactly."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    assert seen.picture is not None
    dots = printed_pixels(pixels, seen)
    picture = Image.fromarray(dots, "RGBA")
    if (dots[..., 3] == 255).all():
        picture = picture.convert("RGB")
    x, y, ax, ay, ux, uy = (number * seen.step_mm for number in seen.picture)
    canvas.saveState()
    canvas.transform(*(number * POINT for number in (ax, ay, ux, uy, x + seen.left, y + seen.low)))
    canvas.drawImage(ImageReader(picture), 0, 0, 1, 1, mask="auto")
    canvas.restoreState()
