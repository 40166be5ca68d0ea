"""Laying the coordinates of traces on the plan, by two points as people write them."""

from floorwright.errors import FloorwrightError, ImportFailed
from floorwright.geometry.segment import Point
from floorwright.geometry.two_points import by_two_points
from floorwright.units import parse_number

Placed = tuple[float, float, float, float, float, float]
AS_RECORDED: Placed = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def placed_by_points(text: str, mirrored: bool) -> Placed:
    """What takes recorded coordinates to the floor, millimetres, from `u,v=x,y; u,v=x,y` in metres.

    An empty text leaves them as they are, but for the mirrored y.

    Raises:
        ImportFailed: when the text does not say two points.
    """
    if not text.strip():
        return (1.0, 0.0, 0.0, -1.0, 0.0, 0.0) if mirrored else AS_RECORDED
    try:
        pairs = [[_point(side) for side in pair.split("=")] for pair in text.strip().strip(";").split(";")]
        (a, a_there), (b, b_there) = pairs
        found = by_two_points(a, b, a_there, b_there, mirrored)
    except (ValueError, FloorwrightError):
        raise ImportFailed(
            f"“{text[:60]}” does not say two points.",
            hint="Write 0,0=12,3; 10,0=22,3: a point of the trace and where it lies on the plan, twice, in metres.",
        ) from None
    return found.a, found.b, found.c, found.d, found.e, found.f


def _point(text: str) -> Point:
    x, y = text.split(",")
    return parse_number(x) * 1000, parse_number(y) * 1000
