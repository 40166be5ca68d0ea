"""The dots an inch a picture states, across and down."""

import math

from PIL import Image

_FEWEST, _MOST = 10.0, 10_000.0
_NONE = (0.0, 0.0)


def dots_an_inch(image: Image.Image) -> tuple[float, float]:
    """The resolution across and down, as far as it is believable; 0, 0 where none is stated."""
    try:
        across, down = (float(value) for value in image.info.get("dpi", _NONE))
    except (TypeError, ValueError, ArithmeticError):
        return _NONE
    believable = all(math.isfinite(value) and _FEWEST <= value <= _MOST for value in (across, down))
    return (across, down) if believable and 0.2 < across / down < 5 else _NONE
