"""The ASME symbols of the process chart as outlines and marks (ASME 1947; ANSI Y15.3M-1979)."""

import math

from floorwright.model.process_chart import StepType
from floorwright.model.record import Point
from floorwright.paper.marks import Line, Region, Style, Vertex

_QUARTER = math.tan(math.pi / 8)
"""The bulge of a quarter of a circle."""
Drawn = Line | Region


def symbol_vertices(type: StepType) -> tuple[Vertex, ...]:
    """The outline of a symbol, about 1 from its middle, y upwards, as straight and round pieces."""
    match type:
        case StepType.OPERATION:
            return tuple((x, y, _QUARTER) for x, y in ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)))
        case StepType.INSPECTION:
            return ((-0.9, -0.9, 0.0), (0.9, -0.9, 0.0), (0.9, 0.9, 0.0), (-0.9, 0.9, 0.0))
        case StepType.TRANSPORT:
            points = ((-1, -0.45), (0.15, -0.45), (0.15, -0.95), (1.1, 0), (0.15, 0.95), (0.15, 0.45), (-1, 0.45))
            return tuple((float(x), float(y), 0.0) for x, y in points)
        case StepType.DELAY:
            return ((-0.75, -0.9, 0.0), (0.0, -0.9, _QUARTER), (0.9, 0.0, _QUARTER), (0.0, 0.9, 0.0), (-0.75, 0.9, 0.0))
        case StepType.STORAGE:
            return ((-1.0, 0.85, 0.0), (0.0, -0.95, 0.0), (1.0, 0.85, 0.0))


def symbol_outlines(type: StepType) -> tuple[tuple[Point, ...], ...]:
    """The outline as rings of points, round pieces in short straight ones: for painters without bulges."""
    from floorwright.paper.placing import straightened

    return (tuple(straightened(symbol_vertices(type), True)),)


def symbol_marks(
    type: StepType, inner: StepType | None, x: float, y: float, size: float, style: Style, fill: str | None = None,
    source: str = "",
) -> list[Drawn]:  # fmt: skip
    """A symbol with its middle at x, y and `size` from the middle to its edge; filled, when `fill` is a colour."""
    ring = _at(symbol_vertices(type), x, y, size)
    marks: list[Drawn] = []
    if fill is not None:
        solid = Style(layer=style.layer, stroke=None, fill=fill)
        marks.append(Region(rings=(ring,), style=solid, source=source))
    marks.append(Line(vertices=ring, style=style, closed=True, source=source))
    if inner is not None:
        marks.append(
            Line(vertices=_at(symbol_vertices(inner), x, y, size * 0.55), style=style, closed=True, source=source)
        )
    return marks


def _at(vertices: tuple[Vertex, ...], x: float, y: float, size: float) -> tuple[Vertex, ...]:
    return tuple((x + u * size, y + v * size, bulge) for u, v, bulge in vertices)
