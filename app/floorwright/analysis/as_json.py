"""An analysis as the plain values that `analyze --json` prints: metres, unit-suffixed names, nothing rounded."""

from typing import Any

from floorwright.analysis.result import Analysis, FlowFigures, TourFigures
from floorwright.model.record import Point


def as_json(analysis: Analysis, plan_name: str, scenario_name: str) -> dict[str, Any]:
    """The object of `analyze --json`; a figure that cannot be computed is None and its reason is among the warnings."""
    totals = analysis.totals
    return {
        "plan": plan_name,
        "scenario": scenario_name,
        "distance_mode": analysis.mode.value,
        "totals": {
            "trips_per_day": totals.trips_per_day,
            "loaded_distance_m_per_day": totals.loaded_distance_m_per_day,
            "distance_m_per_day": totals.distance_m_per_day,
            "travel_h_per_day": totals.travel_h_per_day,
            "handling_h_per_day": totals.handling_h_per_day,
            "cost_per_day": totals.cost_per_day,
        },
        "flows": [_flow(flow) for flow in analysis.flows],
        "from_to": {
            "stations": list(analysis.from_to.stations),
            "station_ids": list(analysis.from_to.station_ids),
            "trips_per_day": [list(row) for row in analysis.from_to.trips_per_day],
            "moment_m_per_day": [list(row) for row in analysis.from_to.moment_m_per_day],
        },
        "methods": [
            {
                "method": method.method,
                "hours_needed_per_day": method.hours_needed_per_day,
                "units_needed": method.units_needed,
                "utilisation": method.utilisation,
            }
            for method in analysis.methods
        ],
        "congestion": [
            {"segment_m": [_metres(piece.a), _metres(piece.b)], "trips_per_day": piece.trips_per_day}
            for piece in analysis.congestion
        ],
        "tours": [_tour(tour) for tour in analysis.tours],
        "crossings": analysis.crossings,
        "backtracking": analysis.backtracking,
        "straightness": analysis.straightness,
        "warnings": [{"what": w.what, "where": w.where, "why": w.why} for w in analysis.warnings],
    }


def _flow(flow: FlowFigures) -> dict[str, Any]:
    return {
        "id": flow.flow,
        "product": flow.product,
        "from": flow.start,
        "to": flow.end,
        "from_id": flow.start_id,
        "to_id": flow.end_id,
        "method": flow.method,
        "trips_per_day": flow.trips_per_day,
        "distance_m": flow.distance_m,
        "straight_m": flow.straight_m,
        "rectilinear_m": flow.rectilinear_m,
        "path_m": [_metres(point) for point in flow.path],
        "time_s_per_trip": flow.time_s_per_trip,
        "cost_per_day": flow.cost_per_day,
        "reason": flow.reason,
        "quantity_per_day": flow.quantity_per_day,
        "pieces_per_trip": flow.pieces_per_trip,
        "alternative": flow.alternative,
        "container": flow.container,
    }


def _tour(tour: TourFigures) -> dict[str, Any]:
    return {
        "id": tour.tour,
        "tour": tour.name,
        "method": tour.method,
        "depot": tour.depot,
        "stops": list(tour.stops),
        "rounds": [list(names) for names in tour.rounds],
        "runs_per_day": tour.runs_per_day,
        "trips_per_day": tour.trips_per_day,
        "load_pieces": tour.load,
        "load_utilisation": tour.load_utilisation,
        "distance_m": tour.distance_m,
        "loaded_distance_m": tour.loaded_m,
        "time_s_per_run": tour.time_s_per_run,
        "hours_per_day": tour.hours_per_day,
        "utilisation": tour.utilisation,
        "cost_per_day": tour.cost_per_day,
        "path_m": [_metres(point) for point in tour.path],
        "reason": tour.reason,
    }


def _metres(point: Point) -> list[float]:
    return [point[0] / 1000, point[1] / 1000]
