"""Labels of flows: product and trips a day beside their line, each where no other label lies."""

import itertools
import math

from floorwright.analysis.result import FlowFigures
from floorwright.geometry.spatial_hash import SpatialHash
from floorwright.model.record import Point
from floorwright.paper.fonts import drawable, text_width
from floorwright.paper.marks import Region, Style, Text, Vertex
from floorwright.paper.placing import readable

LABEL_MM = 1.6
LABEL_SHARES = (1 / 3, 2 / 3, 0.2, 0.8, 0.5)
"""Where along a leg a label is tried; the middle comes last because of the arrows there."""
SQUARE_MM = 10.0
"""Labels are looked for in squares about as wide as one: with thousands of them, all would be too many to look at."""
_GROUND = "#ffffff"


class Labels:
    """Writes words beside lines, each where no other of its labels lies, or nowhere."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._taken: list[tuple[float, float, float, float]] = []
        self._places: SpatialHash[int] = SpatialHash(SQUARE_MM * scale)

    def add(self, figures: FlowFigures, path: tuple[Point, ...], style: Style) -> list[Region | Text]:
        """The label of a flow on the longest leg that has room for it; nothing when there is none."""
        return self.write(f"{figures.product} {figures.trips_per_day:.3g}/d", path, style, figures.flow)

    def write(self, words: str, path: tuple[Point, ...], style: Style, source: str) -> list[Region | Text]:
        """Words on the longest leg of a path that has room for them; nothing when there is none."""
        text = drawable(words)
        height = LABEL_MM * self._scale
        half, rise = text_width(text, height) / 2 + height * 0.3, height * 0.75
        for a, b in sorted(itertools.pairwise(path), key=lambda leg: -math.dist(*leg)):
            if math.dist(a, b) < half * 3:
                break
            angle = readable(math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])))
            for share in LABEL_SHARES:
                x, y = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
                ring = _plate(x, y, angle, half, rise)
                if self._is_free(ring):
                    return _written(text, (x, y), angle, height, ring, style, source)
        return []

    def _is_free(self, ring: tuple[Vertex, ...]) -> bool:
        box = (min(v[0] for v in ring), min(v[1] for v in ring), max(v[0] for v in ring), max(v[1] for v in ring))
        for number in self._places.within(box):
            left, low, right, high = self._taken[number]
            if box[0] < right and box[2] > left and box[1] < high and box[3] > low:
                return False
        self._places.put(len(self._taken), box)
        self._taken.append(box)
        return True


def plated(at: Point, angle: float, words: str, height: float, style: Style, source: str = "") -> list[Region | Text]:
    """Words with their middle at a place of the floor, on a white plate."""
    text = drawable(words)
    half, rise = text_width(text, height) / 2 + height * 0.3, height * 0.75
    return _written(text, at, angle, height, _plate(*at, angle, half, rise), style, source)


def _plate(x: float, y: float, angle: float, half: float, rise: float) -> tuple[Vertex, ...]:
    ux, uy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    corners = ((-half, -rise), (half, -rise), (half, rise), (-half, rise))
    return tuple((x + u * ux - v * uy, y + u * uy + v * ux, 0.0) for u, v in corners)


def _written(
    text: str, at: Point, angle: float, height: float, ring: tuple[Vertex, ...], style: Style, source: str
) -> list[Region | Text]:
    ground = Style(layer=style.layer, stroke=None, fill=_GROUND, opacity=0.85)
    return [
        Region(rings=(ring,), style=ground, source=source),
        Text(x=at[0], y=at[1], text=text, height=height, rotation=angle, align="centre", level="middle", style=style,
             source=source),
    ]  # fmt: skip
