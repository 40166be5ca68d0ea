"""The tools of the window: each is a chain of states, one file a tool."""

from collections.abc import Callable
from dataclasses import dataclass

from floorwright.editing.session import Session
from floorwright.editing.state import State
from floorwright.editing.tools.route import RouteStart
from floorwright.editing.tools.select import Idle


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
    Tool("route", "Draw flow", "F", RouteStart, RouteStart.prompt),
)
"""In the order of the tool bar. Equipment is placed by `tools.place.Placing`, with what was chosen in the library."""
