"""Cells of the from-to chart and pieces of aisle or path: which flows make them."""

from itertools import pairwise
from math import fsum

from floorwright.analysis.explain import inputs
from floorwright.analysis.explain.conventions import of_sum
from floorwright.analysis.explain.explanation import Contribution, Convention, Explanation, Input, Origin, ranked
from floorwright.analysis.explain.flow_day import FlowDay, flow_days
from floorwright.analysis.explain.names import BETWEEN, EVERY, Figure, ends_of, title_of
from floorwright.analysis.explain.numerals import numeral, summed
from floorwright.analysis.explain.sums import CONVENTIONS, MOST_FLOWS, grouped
from floorwright.analysis.result import Analysis, FlowFigures
from floorwright.model.diff import Records
from floorwright.model.kinds import DistanceMode
from floorwright.model.record import Point


def explain_cell(records: Records, analysis: Analysis, figure: Figure) -> Explanation:
    """Trips or moment a day from one station to another; `*` is the sum of a row, a column, or all."""
    start, end = ends_of(figure.of, analysis) or (EVERY, EVERY)
    days = [
        day for day in flow_days(records, analysis) if start in (EVERY, day.flow.start) and end in (EVERY, day.flow.end)
    ]
    moment = figure.field == "moment_m_per_day"

    def of(day: FlowDay) -> float:
        return day.trips * day.distance_m if moment else day.trips

    unit = "m a day" if moment else "a day"
    value = _cell_value(analysis, figure.field, start, end)
    found: list[Input] = []
    for day in days[:MOST_FLOWS]:
        found += inputs.of_flow(day)
        if moment:
            found.append(inputs.of_distance(day, analysis.mode))
    by_flow = ranked("flow", [Contribution(day.name, of(day), (day.flow.id,)) for day in days])
    return Explanation(
        figure=figure.name,
        name=title_of(figure, analysis),
        value=value,
        unit=unit,
        formula="M = Σ N · d over the flows between the two, trips times distance, with load"
        if moment
        else "f = Σ q ÷ u over the flows from the one to the other",
        numbers=summed([(one.name, one.value) for one in by_flow.contributions], value, unit),
        source=f"{CONVENTIONS}; from-to chart, directed: rows from, columns to",
        inputs=tuple(found),
        breakdowns=(by_flow, *grouped(days, of)[:2]),
        conventions=(
            Convention("Direction", "from the row to the column; the way back is a cell of its own"),
            *of_sum(records, analysis.mode, days, of, "trips", *(("distance",) if moment else ())),
        ),
    )


def explain_piece(records: Records, analysis: Analysis, figure: Figure) -> Explanation:
    """Loaded trips a day over one piece: of aisle in `aisle` mode, else of the paths."""
    piece = analysis.congestion[int(figure.of) - 1]
    wanted = (piece.a, piece.b)
    days = [(day, times_over(day.figures, wanted, analysis.mode)) for day in flow_days(records, analysis)]
    over = {day.flow.id: times for day, times in days if times}
    some = [day for day, times in days if times]

    def of(day: FlowDay) -> float:
        return day.trips * over[day.flow.id]

    by_flow = ranked("flow", [Contribution(day.name, of(day), (day.flow.id,)) for day in some])
    place = f"{_place(piece.a)} → {_place(piece.b)}"
    inside = [Input("Piece", "", place, "m", Origin.MEASURED)]
    inside += [one for day in some[:MOST_FLOWS] for one in inputs.of_flow(day)]
    return Explanation(
        figure=figure.name,
        name=f"Loaded trips over the piece {place}",
        value=piece.trips_per_day,
        unit="a day",
        formula="λ = Σ N over the flows that go over the piece, as often as they do, in both directions",
        numbers=summed([(one.name, one.value) for one in by_flow.contributions], piece.trips_per_day, "a day"),
        source=f"{CONVENTIONS}; congestion of a segment, spaghetti chart",
        inputs=tuple(inside),
        breakdowns=(by_flow, *grouped(some, of)),
        conventions=(
            Convention("Direction", "both directions are one piece; empty returns are not counted"),
            *of_sum(records, analysis.mode, some, of, "trips"),
        ),
        notes=(f"It is number {figure.of} of {len(analysis.congestion)} pieces, the busiest first.",),
    )


def times_over(figures: FlowFigures, piece: tuple[Point, Point], mode: DistanceMode) -> int:
    """How often a flow goes over a piece, its ends in the order of x and then y."""
    used = figures.aisle_parts if mode is DistanceMode.AISLE else pairwise(figures.path)
    return sum(((a, b) if a <= b else (b, a)) == piece for a, b in used if a != b)


def cell_name(field: str, start: str, end: str) -> str:
    """The name of the figure in a cell, by the ids of its stations; an empty id is the sum."""
    return Figure("from_to", field, BETWEEN.join((start or EVERY, end or EVERY))).name


def _cell_value(analysis: Analysis, field: str, start: str, end: str) -> float:
    chart = analysis.from_to
    cells = chart.moment_m_per_day if field == "moment_m_per_day" else chart.trips_per_day
    ids = chart.station_ids
    return fsum(
        value
        for row, id in zip(cells, ids, strict=True)
        if start in (EVERY, id)
        for value, to in zip(row, ids, strict=True)
        if end in (EVERY, to)
    )


def _place(point: Point) -> str:
    return f"({numeral(round(point[0] / 1000, 3))}; {numeral(round(point[1] / 1000, 3))})"
