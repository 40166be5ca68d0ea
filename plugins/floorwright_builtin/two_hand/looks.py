"""How the four symbols of a two-hand chart look: colours, fills, and their signs as marks."""

from typing import Literal

from floorwright.api import Line, Style, Vertex
from floorwright_builtin.two_hand.hands import DELAY, HOLD, OPERATION, TRANSPORT

Fill = Literal["plain", "hatched", "dotted", "open"]
COLOURS = {OPERATION: "#2e9e4f", TRANSPORT: "#c9a100", HOLD: "#e67e22", DELAY: "#8a94a0"}
FILLS: dict[str, Fill] = {OPERATION: "plain", TRANSPORT: "hatched", HOLD: "dotted", DELAY: "open"}


def symbol_marks(x: float, y: float, size: float, symbol: str, source: str) -> list[Line]:
    """The sign of a symbol with its middle at a place: circle, arrow, triangle that stands for hold, D."""
    half = size / 2
    shapes: dict[str, tuple[Vertex, ...]] = {
        # Two half circles: a bulge of 1 is half a turn.
        OPERATION: ((-1, 0, 1), (1, 0, 1)),
        TRANSPORT: (
            (-1, -0.4, 0),
            (0.1, -0.4, 0),
            (0.1, -0.9, 0),
            (1, 0, 0),
            (0.1, 0.9, 0),
            (0.1, 0.4, 0),
            (-1, 0.4, 0),
        ),
        HOLD: ((-1, 0.85, 0), (1, 0.85, 0), (0, -0.9, 0)),
        DELAY: ((-0.8, -0.9, 0), (0, -0.9, 1), (0, 0.9, 0), (-0.8, 0.9, 0)),
    }
    ring = tuple((x + u * half, y + v * half, bulge) for u, v, bulge in shapes[symbol])
    return [Line(vertices=ring, style=Style(layer="CHART", stroke="#111827", width=0.25), closed=True, source=source)]
