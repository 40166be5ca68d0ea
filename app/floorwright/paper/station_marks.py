"""Stations coloured by a figure, such as their utilisation: an area over the footprint, and the figure in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from floorwright.geometry.polygon import rectangle
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine
from floorwright.paper.marks import Mark, Region, Style, Text
from floorwright.paper.ramp import ramp_colour

LAYER = "STUDY"
OPACITY = 0.65
TEXT_MM = 2.0
"""The height of the figure on paper."""


@dataclass(frozen=True, slots=True)
class StationShade:
    """How a station is coloured: `share` from 0 (pale) to 1 (dark), and its figure in words."""

    station: str
    share: float
    words: str


def station_marks(records: Records, shades: Iterable[StationShade], scale: float) -> tuple[Mark, ...]:
    """The areas and figures of these stations; a figure is sized for 1 : scale. Stations that are gone are left out."""
    marks: list[Mark] = []
    for shade in shades:
        machine = records.get(shade.station)
        if not isinstance(machine, Machine):
            continue
        corners = rectangle(machine.x, machine.y, machine.width, machine.depth, machine.rotation)
        area = Style(layer=LAYER, stroke=None, fill=ramp_colour(shade.share), opacity=OPACITY)
        marks.append(Region(rings=(tuple((x, y, 0.0) for x, y in corners),), style=area, source=machine.id))
        height = TEXT_MM * scale
        top = max(y for _, y in corners)
        letters = Style(layer=LAYER)
        marks.append(
            Text(
                x=machine.x,
                y=top + 0.4 * height,
                text=shade.words,
                height=height,
                style=letters,
                align="centre",
                source=machine.id,
            )
        )
    return tuple(marks)
