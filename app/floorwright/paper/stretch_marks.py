"""Flows taken together by stretch of aisle: one band a class of flows, beside each other, as wide as their trips."""

import math
from collections.abc import Sequence

import numpy as np

from floorwright.analysis.pictures.stretches import Stretches, stretches
from floorwright.analysis.result import Analysis, FlowFigures
from floorwright.model.kinds import DistanceMode
from floorwright.model.record import Point
from floorwright.paper.arrows import arrow
from floorwright.paper.charts.scales import number_words
from floorwright.paper.flow_classes import FlowClass, FlowClasses
from floorwright.paper.flow_labels import Labels
from floorwright.paper.marks import Line, Region, Style, Text

THINNEST_MM, WIDEST_MM = 0.5, 5.0
LEAST_BAND_MM = 0.18
"""Bands of classes that would be thinner go together, as others."""
ARROW_ROOM_MM = 9.0
OTHERS = FlowClass("", "others", "#8a929b")
INK = "#111827"
PREFIX = "stretch:"
Drawn = list[Line | Region | Text]


def stretch_source(a: Sequence[float], b: Sequence[float]) -> str:
    """The source of a stretch's marks: its ends on the floor."""
    return PREFIX + " ".join(f"{value:.3f}" for value in (*a, *b))


def stretch_ends(source: str) -> tuple[Point, Point] | None:
    """The ends that the source of a stretch names; None for any other source."""
    if not source.startswith(PREFIX):
        return None
    x1, y1, x2, y2 = map(float, source.removeprefix(PREFIX).split())
    return (x1, y1), (x2, y2)


def flow_stretches(analysis: Analysis, flows: Sequence[FlowFigures], classes: FlowClasses) -> Stretches:
    """The stretches of flows, with the trips a day of every class that is used: a column a class.

    Flows without figures count nothing.
    """
    used = [one.key for one in classes.used(flows)]
    trips = np.zeros((len(flows), max(len(used), 1)))
    for number, figures in enumerate(flows):
        if figures.distance_m is not None and math.isfinite(figures.trips_per_day):
            trips[number, used.index(classes.of(figures).key)] = figures.trips_per_day
    breaks = [(piece.a, piece.b) for piece in analysis.congestion] if analysis.mode is DistanceMode.AISLE else []
    return stretches([figures.path for figures in flows], trips, breaks)


def stretch_marks(
    analysis: Analysis, flows: Sequence[FlowFigures], classes: FlowClasses, scale: float, labels: bool, arrows: bool
) -> tuple[Line | Region | Text, ...]:
    """The bands, the widest first; arrowheads say which ways loads go, labels the loaded trips a day of all."""
    used = classes.used(flows)
    found = flow_stretches(analysis, flows, classes)
    by_class = found.along + found.against
    totals = by_class.sum(axis=1)
    most = float(totals.max(initial=0.0))
    names = Labels(scale)
    lines: Drawn = []
    heads: Drawn = []
    writing: Drawn = []
    for number in np.argsort(-totals, kind="stable").tolist():
        total = float(totals[number])
        if not total > 0:
            continue
        a, b = tuple(found.a[number].tolist()), tuple(found.b[number].tolist())
        width = THINNEST_MM + (WIDEST_MM - THINNEST_MM) * total / most
        source = stretch_source(a, b)
        lines += _bands(a, b, by_class[number].tolist(), used, width, scale, source)
        if arrows:
            there, back = bool(found.along[number].any()), bool(found.against[number].any())
            heads += _heads(a, b, there, back, width, scale, source)
        if labels:
            writing += names.write(f"{number_words(total)}/d", (a, b), Style(layer="FLOW-ALL", stroke=INK), source)
    return (*lines, *heads, *writing)


def _bands(
    a: Point, b: Point, trips: list[float], used: Sequence[FlowClass], width: float, scale: float, source: str
) -> Drawn:
    whole = math.fsum(trips)
    shares = [(one, width * each / whole) for one, each in zip(used, trips, strict=True) if each > 0]
    wide = [(one, band) for one, band in shares if band >= LEAST_BAND_MM]
    rest = math.fsum(band for _, band in shares) - math.fsum(band for _, band in wide)
    if rest > 1e-9:
        wide.append((OTHERS if len(shares) - len(wide) > 1 or not wide else shares[-1][0], rest))
    long = math.dist(a, b)
    nx, ny = -(b[1] - a[1]) / long * scale, (b[0] - a[0]) / long * scale
    marks: Drawn = []
    at = width / 2
    for one, band in wide:
        aside = at - band / 2
        at -= band
        ends = tuple((x + nx * aside, y + ny * aside, 0.0) for x, y in (a, b))
        style = Style(layer=f"FLOW-{one.name}", stroke=one.colour, width=band)
        marks.append(Line(vertices=ends, style=style, source=source))
    return marks


def _heads(a: Point, b: Point, there: bool, back: bool, width: float, scale: float, source: str) -> Drawn:
    """One arrowhead for every way that loads go, in the middle of a stretch that has room for it."""
    long = math.dist(a, b)
    if long < ARROW_ROOM_MM * scale:
        return []
    ux, uy = (b[0] - a[0]) / long, (b[1] - a[1]) / long
    head = min(2.0 + width * 0.7, 4.5)
    style = Style(layer="FLOW-ALL", stroke=None, fill=INK)
    edge = Style(layer="FLOW-ALL", stroke="#ffffff", width=0.2)
    marks: Drawn = []
    for goes, sign in ((there, 1.0), (back, -1.0)):
        if goes:
            along = long / 2 + sign * (head * (1.2 if there and back else 0.5)) * scale
            tip = (a[0] + ux * along, a[1] + uy * along)
            ring = arrow(tip, (ux * sign, uy * sign), head, width * 0.4, scale)
            marks.append(Region(rings=(ring,), style=style, source=source))
            marks.append(Line(vertices=ring, style=edge, closed=True, source=source))
    return marks
