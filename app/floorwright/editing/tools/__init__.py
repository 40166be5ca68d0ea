"""The tools of the window: each is a chain of states, one file a tool."""

from collections.abc import Callable
from dataclasses import dataclass

from floorwright.editing.session import Session
from floorwright.editing.state import State
from floorwright.editing.tools import aisle, wall, zone
from floorwright.editing.tools.calibrate import Calibrating
from floorwright.editing.tools.dimension import DimensionStart
from floorwright.editing.tools.hand import Panning
from floorwright.editing.tools.measure import Measuring
from floorwright.editing.tools.opening import OpeningStart
from floorwright.editing.tools.pick_drawing import PickingDrawing
from floorwright.editing.tools.route import RouteStart
from floorwright.editing.tools.select import Idle
from floorwright.editing.tools.text import Writing


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as menus, bars and the palette show it: `key` is its letter, `prompt` what it first asks for."""

    id: str
    title: str
    key: str
    start: Callable[[Session], State]
    prompt: str


TOOLS: tuple[Tool, ...] = (
    Tool("select", "Select", "V", Idle, Idle.prompt),
    Tool("hand", "Hand", "H", Panning, Panning.prompt),
    Tool("route", "Draw flow", "F", RouteStart, RouteStart.prompt),
    Tool("wall", "Wall", "W", wall.start, wall.WALLS.first),
    Tool("opening", "Opening", "O", OpeningStart, OpeningStart.prompt),
    Tool("aisle", "Aisle", "I", aisle.start, aisle.AISLES.first),
    Tool("zone", "Area", "A", zone.start, zone.ZONES.first),
    Tool("text", "Text", "T", Writing, Writing.prompt),
    Tool("dimension", "Dimension", "D", DimensionStart, DimensionStart.prompt),
    Tool("measure", "Measure", "M", Measuring, Measuring.prompt),
    Tool("pick_drawing", "Pick from drawing", "", PickingDrawing, PickingDrawing.prompt),
    Tool("calibrate", "Calibrate drawing", "", Calibrating, Calibrating.prompt),
)
"""In the order of the tool bar. Equipment is placed by `tools.place.Placing`, with what was chosen in the library."""
