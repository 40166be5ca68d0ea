"""From the millimetres of marks to the points of a page."""

from dataclasses import dataclass

from floorwright.api import Window

POINT = 72.0 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True)
class Place:
    """A window: the point `from` lies at `to` in millimetres of the page, and everything is `factor` times as large."""

    factor: float = 1.0
    from_x: float = 0.0
    from_y: float = 0.0
    to_x: float = 0.0
    to_y: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """One place in points of the page."""
        return (
            ((x - self.from_x) * self.factor + self.to_x) * POINT,
            ((y - self.from_y) * self.factor + self.to_y) * POINT,
        )

    def window(self, left: float, low: float, right: float, high: float) -> Window:
        """A rectangle of the page, in millimetres, as a window on the floor that lies so."""
        return Window(left, low, right, high, self.factor, self.from_x, self.from_y, self.to_x, self.to_y)
