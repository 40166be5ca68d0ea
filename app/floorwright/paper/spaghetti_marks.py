"""A spaghetti chart: every way as a thin line that shows through, with the order of the moves (methods.md 1.4)."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from floorwright.analysis.result import FlowFigures
from floorwright.model.record import Point
from floorwright.paper.arrows import arrow
from floorwright.paper.flow_classes import FlowClasses
from floorwright.paper.flow_labels import plated
from floorwright.paper.marks import Line, Region, Style, Text

OPACITY = 0.4
THIN_MM, WIDE_MM = 0.35, 1.6
NUMBER_MM = 1.5
MOST_NUMBERS = 80
"""More numbers than this cover each other."""
Drawn = list[Line | Region | Text]


@dataclass(frozen=True, slots=True)
class Strand:
    """One way that somebody or something goes, floor millimetres, and how often; `words` stand at its end."""

    path: tuple[Point, ...]
    times: float
    colour: str
    layer: str
    source: str = ""
    words: str = ""


def strand_marks(strands: Sequence[Strand], scale: float, labels: bool = True) -> tuple[Line | Region | Text, ...]:
    """The strands where they were gone, not beside each other: what lies over each other is darker.

    A line is the wider the more often it is gone.
    """
    most = max((strand.times for strand in strands), default=0.0)
    lines: Drawn = []
    writing: Drawn = []
    for strand in strands:
        width = THIN_MM + (WIDE_MM - THIN_MM) * (strand.times / most if 0 < most < math.inf else 0.0)
        style = Style(layer=strand.layer, stroke=strand.colour, width=width, opacity=OPACITY)
        lines.append(Line(vertices=tuple((x, y, 0.0) for x, y in strand.path), style=style, source=strand.source))
        lines += _head(strand, width, scale)
        if labels and strand.words and len(strands) <= MOST_NUMBERS:
            style = Style(layer=strand.layer, stroke=strand.colour)
            writing += plated(_near_end(strand.path, 4.5 * scale), 0.0, strand.words, NUMBER_MM * scale, style,
                              strand.source)  # fmt: skip
    return (*lines, *writing)


def spaghetti_marks(
    flows: Sequence[FlowFigures], classes: FlowClasses, scale: float, labels: bool
) -> tuple[Line | Region | Text, ...]:
    """The flows as strands, numbered within their product in the order of its routing."""
    counts: dict[str, itertools.count[int]] = {}
    strands = []
    for figures in flows:
        number = next(counts.setdefault(figures.product, itertools.count(1)))
        colour, layer = classes.of(figures).colour, f"FLOW-{figures.product}"
        strands.append(Strand(figures.path, figures.trips_per_day, colour, layer, figures.flow, str(number)))
    return strand_marks(strands, scale, labels)


def _head(strand: Strand, width: float, scale: float) -> Drawn:
    a, b = next(((a, b) for a, b in reversed(list(itertools.pairwise(strand.path))) if math.dist(a, b) > 1.0))
    long = math.dist(a, b)
    ring = arrow(b, ((b[0] - a[0]) / long, (b[1] - a[1]) / long), 1.4 + width, width, scale)
    style = Style(layer=strand.layer, stroke=None, fill=strand.colour, opacity=0.7)
    return [Region(rings=(ring,), style=style, source=strand.source)]


def _near_end(path: tuple[Point, ...], before: float) -> Point:
    """The place on the last leg that lies so far before its end, or in its middle when it is shorter."""
    a, b = next(((a, b) for a, b in reversed(list(itertools.pairwise(path))) if math.dist(a, b) > 1.0))
    share = max(1.0 - before / math.dist(a, b), 0.5)
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
