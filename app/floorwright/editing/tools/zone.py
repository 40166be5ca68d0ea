"""Drawing areas corner by corner."""

from floorwright.editing.commands.copying import unique_name
from floorwright.editing.session import Session
from floorwright.editing.state import State
from floorwright.editing.tools.polyline import Drawn, FirstPoint
from floorwright.model.kinds import Zone
from floorwright.model.record import Point, Record


def _zone(session: Session, points: tuple[Point, ...], ids: list[str], closed: bool) -> list[Record]:
    names = [zone.name for zone in session.view.of(Zone) if zone.id != ids[0]]
    return [Zone(id=ids[0], name=unique_name(session.settings.zone_name, names), points=points)]


ZONES = Drawn(
    tool="zone",
    label="Draw area",
    first="Click the first corner of the area, or type x;y",
    next="Click the next corner, or type the length; Enter or C closes the area, Backspace takes back",
    records=_zone,
    fewest=3,
    area=True,
)


def start(session: Session) -> State:
    """The tool as it is taken up; the name is a setting of the session."""
    return FirstPoint(session, ZONES)
