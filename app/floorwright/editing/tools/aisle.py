"""Drawing aisles along their centre lines."""

from itertools import pairwise

from floorwright.editing.session import Session
from floorwright.editing.state import State
from floorwright.editing.tools.polyline import Drawn, FirstPoint
from floorwright.model.kinds import Aisle
from floorwright.model.record import Point, Record


def _aisles(session: Session, points: tuple[Point, ...], ids: list[str], closed: bool) -> list[Record]:
    line = (*points, points[0]) if closed else points
    width, one_way = session.settings.aisle_width, session.settings.aisle_one_way
    return [
        Aisle(id=id, x1=a[0], y1=a[1], x2=b[0], y2=b[1], width=width, one_way=one_way)
        for id, (a, b) in zip(ids, pairwise(line), strict=False)
    ]


AISLES = Drawn(
    tool="aisle",
    label="Draw aisle",
    first="Click where the aisle's centre line starts, or type x;y",
    next="Click the next point of the centre line, or type the length; Enter finishes, Backspace takes back",
    records=_aisles,
)


def start(session: Session) -> State:
    """The tool as it is taken up; width and one-way are settings of the session."""
    return FirstPoint(session, AISLES)
