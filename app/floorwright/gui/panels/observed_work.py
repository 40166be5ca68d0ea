"""What the panel of observed movement shows of a plan, worked out in a thread."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF

from floorwright.analysis.observed.figures import Observed
from floorwright.analysis.observed.of_plan import ObservedPlan
from floorwright.analysis.observed.pairs import Pair
from floorwright.analysis.observed.replay import Timeline, timeline_of
from floorwright.errors import FloorwrightError
from floorwright.geometry.heat_grid import HeatGrid, TooFine
from floorwright.gui.canvas.track_item import qt_lines
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine
from floorwright.paper.observed_marks import Walk, observed_heat, walk_colours, walk_of

MOST_LINES, LEAST_LINES = 30_000, 1_500
"""Pieces of all lines together, and of one at least: they are painted in about 30 ms."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one observation gives: its figures and pairs, where it was when, and its line."""

    observed: Observed
    pairs: tuple[Pair, ...]
    timeline: Timeline
    walk: Walk
    lines: list[QLineF]


@dataclass(frozen=True, slots=True)
class Worked:
    """What was worked out of a plan: all of it, each observation by its id, and the heat where it was asked for."""

    plan: ObservedPlan
    each: dict[str, Shown]
    heat: HeatGrid | None = None


NOTHING_WORKED = Worked(ObservedPlan((), (), ()), {})


def worked_out(found: ObservedPlan, records: Records, heated: bool) -> Worked:
    """The figures with what is drawn of them.

    Raises:
        FloorwrightError: when the heat would be too fine for the floor.
    """
    stations = {record.id: record for record in records.values() if isinstance(record, Machine)}
    colours = walk_colours([one.observation for one in found.observed])
    most = max(MOST_LINES // max(len(found.observed), 1), LEAST_LINES)
    each = {}
    for one, pairs in zip(found.observed, found.pairs, strict=True):
        timeline = timeline_of(one, stations)
        walk = walk_of(one, timeline, colours[one.observation.id], most)
        each[one.observation.id] = Shown(one, pairs, timeline, walk, qt_lines(walk.lines))
    if not heated:
        return Worked(found, each)
    try:
        return Worked(found, each, observed_heat([one for one in found.observed if one.observation.visible]))
    except TooFine as error:
        raise FloorwrightError(
            f"The heat map: {error}.", hint="A position may be far away: see what is cleaned."
        ) from error
