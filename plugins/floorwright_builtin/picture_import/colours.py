"""Every way in which a picture keeps its colours, as red, green, blue and alpha of eight bits each."""

import numpy as np
from PIL import Image

from floorwright.api import Pixels

_ONE_BYTE = ("1", "L", "P")
_TWO_BYTES = ("I;16", "I;16L", "I;16B", "LA", "PA")


def bytes_a_pixel(mode: str) -> int:
    """How much memory a decoded pixel takes."""
    return 1 if mode in _ONE_BYTE else 2 if mode in _TWO_BYTES else 4


def rgba(image: Image.Image) -> Pixels:
    """The pixels (h, w, 4), the first row on top. Greys of 16 bits, whole or broken, keep their order."""
    if image.mode.startswith("I;16"):
        return _grey((np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8))
    if image.mode in ("I", "F"):
        return _grey(_stretched(np.asarray(image, np.float64)))
    if image.mode not in ("RGBA", "RGB", "L", "1", "P", "LA", "PA"):
        image = image.convert("RGB")
    return np.array(image.convert("RGBA"), np.uint8)


def _stretched(values: np.ndarray) -> Pixels:
    finite = np.nan_to_num(values, nan=0.0, posinf=65535.0, neginf=0.0)
    low, high = min(0.0, float(finite.min())), float(finite.max())
    # 16-bit greys are kept in 32 bits; anything else is taken from its darkest to its lightest.
    span = next((limit for limit in (1.0, 255.0, 65535.0) if low >= 0 and high <= limit), high - low) or 1.0
    stretched: Pixels = ((finite - low) / span * 255.0).clip(0, 255).astype(np.uint8)
    return stretched


def _grey(values: Pixels) -> Pixels:
    alpha = np.full_like(values, 255)
    return np.stack([values, values, values, alpha], axis=-1)
