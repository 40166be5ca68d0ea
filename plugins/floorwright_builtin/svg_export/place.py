"""From the millimetres of marks to those of an SVG page, whose y points down."""

from dataclasses import dataclass

from floorwright.api import Window


@dataclass(frozen=True, slots=True)
class Place:
    """A window: the point `from` lies at `to` in millimetres of the page, and everything is `factor` times as large.

    What is seen of it are `width` and `height` from `left` and `low`.
    """

    width: float
    height: float
    page_height: float
    left: float = 0.0
    low: float = 0.0
    factor: float = 1.0
    from_x: float = 0.0
    from_y: float = 0.0
    to_x: float = 0.0
    to_y: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """One place on the page."""
        right = (x - self.from_x) * self.factor + self.to_x
        return right, self.page_height - ((y - self.from_y) * self.factor + self.to_y)

    def window(self) -> Window:
        """The same for an imported drawing."""
        right, high = self.left + self.width, self.low + self.height
        return Window(self.left, self.low, right, high, self.factor, self.from_x, self.from_y, self.to_x, self.to_y)


def number(value: float) -> str:
    """A number to a ten-thousandth, without a trailing point or zeros and without a negative zero."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
