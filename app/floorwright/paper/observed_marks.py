"""Observed ways on the floor: translucent lines whose density shows, and heat (methods.md 1.4, spaghetti chart)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from floorwright.analysis.observed.figures import Observed
from floorwright.analysis.observed.replay import MOST_DRAWN, Timeline, drawn_lines
from floorwright.geometry.heat_grid import HeatGrid, heat_of_legs
from floorwright.model.observation import Observation
from floorwright.model.record import Point
from floorwright.paper.flow_labels import plated
from floorwright.paper.flow_styles import PALETTE
from floorwright.paper.marks import Line, Region, Style, Text

UNIT = "metre-trips per m² a shift"
CELL_MM = 1000.0
OPACITY = 0.4
WIDTH_MM, WORDS_MM = 0.5, 1.8


@dataclass(frozen=True, slots=True)
class Walk:
    """One observation as it is drawn: its lines in floor millimetres, its colour, and words that say what was seen."""

    observation: str
    lines: tuple[tuple[Point, ...], ...]
    colour: str
    layer: str
    words: str


def walk_colours(observations: Sequence[Observation]) -> dict[str, str]:
    """The colour of every observation by its id; those without one take the palette's in their order."""
    return {one.id: one.colour or PALETTE[n % len(PALETTE)] for n, one in enumerate(observations)}


def walk_of(found: Observed, timeline: Timeline, colour: str, most: int = MOST_DRAWN) -> Walk:
    """An observation as it is drawn; of lines of more than so many points as few as tell the same."""
    lines = tuple(tuple((x, y) for x, y in line.tolist()) for line in drawn_lines(timeline, most))
    one = found.observation
    return Walk(one.id, lines, colour, f"WALK-{one.person or one.name}", window_words(found))


def window_words(found: Observed) -> str:
    """Who was seen when, for how long and at what: the window of the observation."""
    one = found.observation
    try:
        began = f"{datetime.fromisoformat(one.start):%Y-%m-%d %H:%M}"
    except ValueError:
        began = one.start
    parts = (one.person or one.name, began, f"{found.way.observed_s / 60:.0f} min", one.product, one.task)
    return ", ".join(part for part in parts if part)


def walk_marks(walks: Iterable[Walk], scale: float) -> tuple[Line | Region | Text, ...]:
    """The walks, and their words at their starts, on top."""
    drawn: list[Line | Region | Text] = []
    writing: list[Line | Region | Text] = []
    for walk in walks:
        style = Style(layer=walk.layer, stroke=walk.colour, width=WIDTH_MM, opacity=OPACITY)
        for line in walk.lines:
            vertices = tuple((x, y, 0.0) for x, y in line)
            drawn.append(Line(vertices=vertices, style=style, source=walk.observation))
        if walk.lines:
            ink = Style(layer=walk.layer, stroke=walk.colour)
            writing += plated(walk.lines[0][0], 0.0, walk.words, WORDS_MM * scale, ink, walk.observation)
    return (*drawn, *writing)


def observed_heat(observed: Sequence[Observed], cell_mm: float = CELL_MM) -> HeatGrid:
    """The metres that were gone in each square, scaled to a shift; what has no scale counts as it was seen.

    Raises:
        TooFine: when the cells are too small for the floor.
    """
    legs = [np.zeros((0, 5))]
    for one in observed:
        for line in one.way.lines:
            times = np.full((len(line) - 1, 1), one.shift_factor or 1.0)
            legs.append(np.hstack([line[:-1], line[1:], times]))
    return heat_of_legs(np.concatenate(legs), cell_mm)
