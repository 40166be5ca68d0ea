"""Drawing walls."""

from itertools import pairwise

from floorwright.editing.session import Session
from floorwright.editing.state import State
from floorwright.editing.tools.polyline import Drawn, FirstPoint
from floorwright.model.kinds import Wall
from floorwright.model.record import Point, Record


def _walls(session: Session, points: tuple[Point, ...], ids: list[str], closed: bool) -> list[Record]:
    line = (*points, points[0]) if closed else points
    thickness = session.settings.wall_thickness
    return [
        Wall(id=id, x1=a[0], y1=a[1], x2=b[0], y2=b[1], thickness=thickness)
        for id, (a, b) in zip(ids, pairwise(line), strict=False)
    ]


WALLS = Drawn(
    tool="wall",
    label="Draw wall",
    first="Click where the wall starts, or type x;y",
    next="Click the next corner, or type the length; C closes, Enter finishes, Backspace takes back",
    records=_walls,
)


def start(session: Session) -> State:
    """The tool as it is taken up; thickness is a setting of the session."""
    return FirstPoint(session, WALLS)
