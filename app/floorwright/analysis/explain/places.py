"""Which figure stands in a cell of the tables of an analysis: what a click there asks to explain."""

from floorwright.analysis.explain.cells import cell_name
from floorwright.analysis.explain.names import Figure
from floorwright.analysis.result import Analysis

_TOTALS = (
    "trips_per_day", "loaded_distance_m_per_day", "distance_m_per_day", "travel_h_per_day", "handling_h_per_day",
    "cost_per_day", "crossings", "straightness", "backtracking", "flows_without_a_way",
)  # fmt: skip
_FLOWS = {
    "Trips a day": "trips_per_day",
    "Distance": "distance_m",
    "Straight line": "straight_m",
    "Rectilinear": "rectilinear_m",
    "Time a trip": "time_s_per_trip",
    "Moment a day": "moment_m_per_day",
    "Cost a day": "cost_per_day",
}
_METHODS = {
    "Hours needed a day": "hours_needed_per_day",
    "Units needed": "units_needed",
    "Utilisation": "utilisation",
}


_TOURS = {
    "Runs a day": "runs_per_day",
    "Rounds a run": "rounds",
    "Way a run": "distance_m",
    "Time a run": "time_s_per_run",
    "Fullest round": "load",
    "Load": "load_utilisation",
    "Time used": "utilisation",
    "Hours a day": "hours_per_day",
    "Cost a day": "cost_per_day",
}


def in_totals(row: int) -> str:
    """The figure in a row of `totals_table`; empty for none."""
    return _TOTALS[row] if 0 <= row < len(_TOTALS) else ""


def in_flows(analysis: Analysis, row: int, column: str) -> str:
    """The figure in a column of `flows_table`; empty for a column of words."""
    known = column in _FLOWS and row < len(analysis.flows)
    return Figure("flow", _FLOWS[column], analysis.flows[row].flow).name if known else ""


def in_methods(analysis: Analysis, row: int, column: str) -> str:
    """The figure in a column of `methods_table`; empty for the name."""
    known = column in _METHODS and row < len(analysis.methods)
    return Figure("method", _METHODS[column], analysis.methods[row].method_id).name if known else ""


def in_tours(analysis: Analysis, row: int, column: str) -> str:
    """The figure in a column of `tours_table`; empty for a column of words."""
    known = column in _TOURS and row < len(analysis.tours)
    return Figure("tour", _TOURS[column], analysis.tours[row].tour).name if known else ""


def in_from_to(analysis: Analysis, field: str, row: int, column: int) -> str:
    """The figure in a cell of a from-to chart, whose first column has names and whose last row and column have sums."""
    ids = analysis.from_to.station_ids
    if column < 1 or row > len(ids) or column > len(ids) + 1:
        return ""
    start = ids[row] if row < len(ids) else ""
    end = ids[column - 1] if column <= len(ids) else ""
    return cell_name(field, start, end)


def in_congestion(analysis: Analysis, row: int) -> str:
    """The figure of a row of `congestion_table`."""
    return Figure("congestion", "trips_per_day", str(row + 1)).name if row < len(analysis.congestion) else ""
