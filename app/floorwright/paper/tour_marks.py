"""Milk runs as marks on the floor: a dotted round each, with arrowheads and its name."""

from collections.abc import Sequence

from floorwright.analysis.result import TourFigures
from floorwright.paper.arrows import arrow, arrow_places
from floorwright.paper.flow_labels import Labels
from floorwright.paper.marks import Line, Region, Style, Text

COLOUR, DASH, WIDTH_MM, HEAD_MM, LONG_MM = "#374151", (0.3, 1.1), 0.6, 2.4, 30.0


def tour_marks(tours: Sequence[TourFigures], scale: float, labels: bool, arrows: bool) -> list[Line | Region | Text]:
    """The rounds of milk runs, sized for 1 : `scale`; each names its tour."""
    names = Labels(scale)
    marks: list[Line | Region | Text] = []
    for tour in tours:
        if len(tour.path) < 2:
            continue
        style = Style(layer=f"FLOW-{tour.name}", stroke=COLOUR, width=WIDTH_MM, dash=DASH)
        marks.append(Line(vertices=tuple((x, y, 0.0) for x, y in tour.path), style=style, source=tour.tour))
        if arrows:
            solid = Style(layer=style.layer, stroke=None, fill=COLOUR)
            for tip, towards in arrow_places(tour.path, HEAD_MM * scale, LONG_MM * scale):
                ring = arrow(tip, towards, HEAD_MM, WIDTH_MM, scale)
                marks.append(Region(rings=(ring,), style=solid, source=tour.tour))
        if labels:
            words = f"{tour.name} {tour.runs_per_day:.3g}/d"
            marks += names.write(words, tour.path, Style(layer=style.layer, stroke=COLOUR), tour.tour)
    return marks
