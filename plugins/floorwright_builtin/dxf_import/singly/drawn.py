"""How an entity is drawn: the pen with the entity's layer and colour in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from floorwright_builtin.dxf_import.report import Report
from floorwright_builtin.dxf_import.singly.pieces import Pen, TextPiece, Vector


class Unreadable(Exception):
    """An entity that cannot be drawn; its words follow the type of the entity."""


@dataclass(frozen=True, slots=True)
class Ink:
    """What the drawing of one entity goes through. `draw` draws another entity, one that stands for this."""

    pen: Pen
    layer: int
    colour: int
    report: Report
    draw: Callable[[Any], None]

    def line(self, a: Vector, b: Vector) -> None:
        """A straight piece."""
        self.pen.line(a, b, self.layer, self.colour)

    def path(self, points: list[Vector], closed: bool = False) -> None:
        """Straight pieces from point to point."""
        self.pen.path(points, self.layer, self.colour, closed)

    def arc(self, c: Vector, u: Vector, v: Vector, t0: float, t1: float) -> None:
        """The points c + u cos t + v sin t, t in radians."""
        self.pen.arc(c, u, v, t0, t1, self.layer, self.colour)

    def fill(self, rings: list[list[Vector]]) -> None:
        """An area filled even-odd."""
        self.pen.fill(rings, self.layer, self.colour)

    def text(self, piece: TextPiece | None) -> None:
        """A line of text, if there is one."""
        if piece is not None:
            self.pen.text(piece)
