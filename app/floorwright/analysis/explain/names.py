"""What figures are called: `cost_per_day`, `flow/distance_m/P: A → B`, `method/utilisation/Forklift`, and so on.

A name is a kind, the figure and what it is of, parted by `/`. The figures of the plan as a whole are their names alone.
Flows are named by id or as tables name them, methods and tours by id or name, cells of the from-to chart by `A > B`
with `*` for a sum, pieces of aisle or path by their place among the busiest, from 1.
"""

from dataclasses import dataclass

from floorwright.analysis.explain.flow_day import flow_name
from floorwright.analysis.result import Analysis, FlowFigures
from floorwright.errors import AnalysisFailed

PLAN = {
    "trips_per_day": "Loaded trips",
    "loaded_distance_m_per_day": "Loaded distance",
    "empty_distance_m_per_day": "Empty distance",
    "distance_m_per_day": "Distance with empty returns",
    "travel_h_per_day": "Travel",
    "handling_h_per_day": "Loading and unloading",
    "hours_per_day": "Hours of handling",
    "cost_per_day": "Cost",
    "crossings": "Crossings of paths",
    "straightness": "Straightness",
    "backtracking": "Backtracking",
    "detour_ratio": "Detour ratio",
    "flows_without_a_way": "Flows without a way",
    "warnings": "Warnings",
}
FLOW = {
    "trips_per_day": "Loaded trips",
    "distance_m": "Distance",
    "straight_m": "Straight line",
    "rectilinear_m": "Rectilinear distance",
    "detour_ratio": "Detour ratio",
    "time_s_per_trip": "Time a trip",
    "moment_m_per_day": "Moment",
    "cost_per_day": "Cost",
}
METHOD = {"hours_needed_per_day": "Hours needed", "units_needed": "Units needed", "utilisation": "Utilisation"}
FROM_TO = {"trips_per_day": "Loaded trips", "moment_m_per_day": "Moment"}
CONGESTION = {"trips_per_day": "Loaded trips over one piece"}
TOUR = {
    "runs_per_day": "Runs",
    "rounds": "Rounds a run",
    "distance_m": "Way a run",
    "time_s_per_run": "Time a run",
    "load": "Fullest round",
    "load_utilisation": "Load",
    "utilisation": "Time used",
    "hours_per_day": "Hours",
    "cost_per_day": "Cost",
}
KINDS = {"flow": FLOW, "method": METHOD, "tour": TOUR, "from_to": FROM_TO, "congestion": CONGESTION}
EVERY = "*"
BETWEEN = " > "


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its kind (empty for the plan as a whole), its field, and the id of what it is of."""

    kind: str
    field: str
    of: str = ""

    @property
    def name(self) -> str:
        """The name by which it can be asked for again."""
        return f"{self.kind}/{self.field}/{self.of}" if self.kind else self.field


def figure_named(name: str, analysis: Analysis) -> Figure:
    """The figure of that name.

    Raises:
        AnalysisFailed: when there is none; the hint lists the figures there are.
    """
    parts = [part.strip() for part in name.strip().split("/", 2)]
    field = _plain(parts[0])
    if len(parts) == 1 and field in PLAN:
        return Figure("", field)
    if len(parts) == 3 and field in KINDS and _plain(parts[1]) in KINDS[field]:
        of = _found(field, parts[2], analysis)
        if of is None:
            raise AnalysisFailed(
                f"There is no {_KIND_WORDS[field]} “{parts[2]}” with figures.", hint=_some(field, analysis)
            )
        return Figure(field, _plain(parts[1]), of)
    raise AnalysisFailed(f"There is no figure “{name.strip()}”.", hint=_all_names())


def figure_names(analysis: Analysis) -> tuple[str, ...]:
    """The names of all figures but those of from-to cells and pieces, in the order of reading."""
    flows = (Figure("flow", field, flow.flow).name for flow in analysis.flows for field in FLOW)
    methods = (Figure("method", field, one.method_id).name for one in analysis.methods for field in METHOD)
    tours = (Figure("tour", field, one.tour).name for one in analysis.tours for field in TOUR)
    return (*PLAN, *methods, *tours, *flows)


def title_of(figure: Figure, analysis: Analysis) -> str:
    """The figure in words: `Cost a day of P: A → B`."""
    if not figure.kind:
        return PLAN[figure.field]
    words = KINDS[figure.kind][figure.field]
    match figure.kind:
        case "flow":
            return f"{words} of {next(flow_name(f) for f in analysis.flows if f.flow == figure.of)}"
        case "method":
            return f"{words}: {next(m.method for m in analysis.methods if m.method_id == figure.of)}"
        case "tour":
            return f"{words}: {next(one.name for one in analysis.tours if one.tour == figure.of)}"
        case "from_to":
            chart = analysis.from_to
            names = dict(zip(chart.station_ids, chart.stations, strict=True)) | {EVERY: "all stations"}
            start, end = ends_of(figure.of, analysis) or ("", "")
            return f"{words} from {names[start]} to {names[end]}"
    return f"Loaded trips over the piece that is number {figure.of} of the busiest"


def ends_of(cell: str, analysis: Analysis) -> tuple[str, str] | None:
    """The station ids of a from-to cell named `A > B` by ids or names; `*` stands for all. None when there is none."""
    chart = analysis.from_to
    known = dict(zip(chart.stations, chart.station_ids, strict=True))
    known |= {id: id for id in chart.station_ids} | {EVERY: EVERY}
    pieces = cell.replace("→", ">").replace("->", ">").split(">")
    for cut in range(1, len(pieces)):
        start, end = ">".join(pieces[:cut]).strip(), ">".join(pieces[cut:]).strip()
        if start in known and end in known:
            return known[start], known[end]
    return None


_KIND_WORDS = {"flow": "flow", "method": "method", "tour": "tour", "from_to": "pair of stations", "congestion": "piece"}


def _plain(text: str) -> str:
    return text.strip().casefold().replace("-", "_").replace(" ", "_")


def _found(kind: str, of: str, analysis: Analysis) -> str | None:
    match kind:
        case "flow":
            return _flow(of, analysis.flows)
        case "method":
            ids = [m.method_id for m in analysis.methods if of in (m.method_id, m.method)]
            loose = [m.method_id for m in analysis.methods if m.method.casefold() == of.casefold()]
            return next(iter(ids or loose), None)
        case "tour":
            exact = [one.tour for one in analysis.tours if of in (one.tour, one.name)]
            alike = [one.tour for one in analysis.tours if one.name.casefold() == of.casefold()]
            return next(iter(exact or alike), None)
        case "from_to":
            ends = ends_of(of, analysis)
            return None if ends is None else BETWEEN.join(ends)
    number = int(of) if of.isascii() and of.isdigit() and len(of) < 9 else 0
    return str(number) if 1 <= number <= len(analysis.congestion) else None


def _flow(of: str, flows: tuple[FlowFigures, ...]) -> str | None:
    if any(flow.flow == of for flow in flows):
        return of
    wanted = _loose(of)
    return next((flow.flow for flow in flows if _loose(flow_name(flow)) == wanted), None)


def _loose(words: str) -> str:
    return "".join(words.replace("->", "→").replace(">", "→").casefold().split())


def _some(kind: str, analysis: Analysis) -> str:
    match kind:
        case "flow":
            names = [flow_name(flow) for flow in analysis.flows]
        case "method":
            names = [one.method for one in analysis.methods]
        case "tour":
            names = [one.name for one in analysis.tours]
        case "from_to":
            return "Name two stations of the from-to chart, such as “Saw > Press”, or * for all."
        case _:
            return f"Give a number from 1 to {len(analysis.congestion)}." if analysis.congestion else "There is none."
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return f"There are: {', '.join(names[:8])}{more}." if names else "There is none."


def _all_names() -> str:
    kinds = {"flow": "FLOW", "method": "METHOD", "tour": "TOUR", "from_to": "“A > B”", "congestion": "NUMBER"}
    parted = "; ".join(f"{kind}/FIGURE/{kinds[kind]} with {', '.join(fields)}" for kind, fields in KINDS.items())
    return f"There are: {', '.join(PLAN)}; {parted}."
