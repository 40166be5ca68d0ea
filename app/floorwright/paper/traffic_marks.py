"""The congestion map as marks: every stretch of aisle coloured, and widened, by its traffic."""

import math

import numpy as np
from numpy.typing import NDArray

from floorwright.analysis.pictures.traffic import Traffic, traffic
from floorwright.analysis.result import Analysis
from floorwright.model.diff import Records
from floorwright.paper.charts.scales import number_words
from floorwright.paper.flow_choice import chosen_flows, chosen_tours
from floorwright.paper.flow_labels import plated
from floorwright.paper.flow_view import FlowView, TrafficShown
from floorwright.paper.fonts import text_width
from floorwright.paper.marks import Line, Region, Style, Text
from floorwright.paper.placing import readable
from floorwright.paper.ramp import Ramp, ramp_to

LAYER = "CONGESTION"
UNITS = {
    TrafficShown.TRIPS: "trips an hour",
    TrafficShown.VEHICLES: "vehicles in it on average",
    TrafficShown.MEETINGS: "meetings an hour",
}
TITLES = {
    TrafficShown.TRIPS: "Trips an hour",
    TrafficShown.VEHICLES: "Vehicles in the segment",
    TrafficShown.MEETINGS: "Meetings an hour",
}
THIN_MM, WIDE_MM = 1.4, 4.0
LETTER_MM = 1.5
TrafficMark = Line | Region | Text


def traffic_of(records: Records, analysis: Analysis, view: FlowView) -> Traffic:
    """The traffic of the flows and milk runs that the view shows."""
    flows, tours = chosen_flows(records, analysis, view), chosen_tours(analysis, view)
    return traffic(records, analysis, flows, tours, returns=view.returns)


def traffic_values(found: Traffic, shown: TrafficShown) -> NDArray[np.float64]:
    """What the map shows of every stretch."""
    match shown:
        case TrafficShown.MEETINGS:
            return found.meetings_per_h
        case TrafficShown.VEHICLES:
            return found.vehicles
        case _:
            return found.trips_per_h


def traffic_ramp(found: Traffic, shown: TrafficShown) -> Ramp:
    """The classes of the map."""
    return ramp_to(float(traffic_values(found, shown).max(initial=0.0)))


def traffic_marks(found: Traffic, shown: TrafficShown, scale: float) -> tuple[TrafficMark, ...]:
    """The stretches, the busiest on top, with their numbers where they have room; sized for 1 : `scale`."""
    values = traffic_values(found, shown)
    ramp = traffic_ramp(found, shown)
    classes = ramp.classes(values)
    steps = max(len(ramp.colours) - 1, 1)
    lines: list[TrafficMark] = []
    words: list[TrafficMark] = []
    for number in np.argsort(values, kind="stable").tolist():
        value = float(values[number])
        if not value > 0:
            continue
        place = int(classes[number])
        a, b = found.stretches.a[number].tolist(), found.stretches.b[number].tolist()
        width = THIN_MM + (WIDE_MM - THIN_MM) * place / steps
        style = Style(layer=LAYER, stroke=ramp.colours[place], width=width, opacity=0.9)
        lines.append(Line(vertices=((*a, 0.0), (*b, 0.0)), style=style))
        text = number_words(value)
        height = LETTER_MM * scale
        if math.dist(a, b) > text_width(text, height) * 2.5:
            angle = readable(math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])))
            middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            words += plated(middle, angle, text, height, Style(layer=LAYER, stroke="#111827"))
    return (*lines, *words)
