"""How every figure of an observation is made: its formula, what goes in, and which moves and stations it is made of."""

from collections.abc import Callable
from math import fsum

from floorwright.analysis.explain.explanation import Breakdown, Contribution, Explanation, Input, Origin, ranked
from floorwright.analysis.observed.figures import Observed
from floorwright.analysis.observed.tables import figures_table

SOURCE = "Floorwright's conventions (docs/observed.md); string diagram: ILO, Introduction to Work Study"
_FACTOR = "F = trips a shift ÷ trips observed; without trips a shift: shift ÷ observed time"
FORMULAS = {
    "Observed time": "T = at stations + on the way + standing elsewhere, without pauses and gaps",
    "Distance": "D = Σ length of the line on the floor, after cleaning",
    "Distance a trip": "D ÷ trips observed",
    "Rectilinear distance a trip": "Σ (|Δx| + |Δy|) along the line ÷ trips observed",
    "Distance an hour": "D ÷ T × 3600",
    "Distance a shift": f"D × F; {_FACTOR}",
    "Walking": "W = time on the way: not at a station and moving",
    "Walking a shift": f"W × F; {_FACTOR}",
    "Walking, share of the shift": f"W × F ÷ shift; {_FACTOR}",
    "At stations": "Σ dwell at all stations",
    "Standing elsewhere": "T - W - time at stations",
    "Mean speed on the way": "D ÷ W",
    "Moves between stations": "count of moves from one station to another, or back to the same",
    "Longest move": "the largest distance of a move between stations",
    "Revisits": "Σ (visits - 1) over the stations",
    "Crossings of the line with itself": "points where two pieces properly cross; pieces gone again count once",
    "Crossings weighted by trips": "Σ qi · qj over the crossings, q being how often a piece was gone",
    "Straightness of the moves": "Σ straight line ÷ Σ distance over the moves; without moves, of the lines themselves",
    "Backtracking": "metres against the direction from the first to the last point of a line ÷ all metres",
    "Empty-handed": "metres without a load ÷ metres of which it is known",
}
"""By the name of the figure in `figures_table`."""


def explain_observed(found: Observed, row: int) -> Explanation:
    """The figure in a row of `figures_table`. Every breakdown of a figure that has a value adds up to it."""
    name, held, unit = figures_table(found).rows[row]
    value = None if held is None else float(str(held))
    made = _PARTS.get(str(name))
    breakdown = made(found) if made is not None and value is not None else None
    notes = tuple(f"{what}: {why}." for what, why in found.findings)
    longest = found.longest
    if name == "Longest move" and longest is not None:
        notes = (f"It went from {longest.start.name} to {longest.end.name}.", *notes)
    if value is None and not notes:
        notes = ("It cannot be computed: what was observed does not say enough.",)
    return Explanation(
        f"observed/{name}/{found.observation.id}", f"{name}: {found.observation.name}", value, str(unit or ""),
        FORMULAS[str(name)], "", SOURCE, _inputs(found, str(name)),
        () if breakdown is None or not breakdown.contributions else (breakdown,), (), notes,
    )  # fmt: skip


def _inputs(found: Observed, name: str) -> tuple[Input, ...]:
    one, way = found.observation, found.way
    made = [
        Input("Readings that are kept", "", float(len(found.clean.track)), "", Origin.MEASURED, one.id, ""),
        Input("Observed time", "T", way.observed_s / 60, "min", Origin.MEASURED, one.id, ""),
        Input("Distance", "D", way.distance_m, "m", Origin.MEASURED, one.id, ""),
        Input("Walking", "W", way.walking_s / 60, "min", Origin.MEASURED, one.id, ""),
    ]
    if "trip" in FORMULAS[name]:
        origin = Origin.DEFAULT if one.trips == 1 else Origin.ENTERED
        made.append(Input("Trips observed", "", one.trips, "", origin, one.id, "trips"))
        if one.trips_per_shift is not None:
            made.append(Input("Trips a shift", "", one.trips_per_shift, "", Origin.ENTERED, one.id, "trips_per_shift"))
    if "shift" in FORMULAS[name]:
        origin = Origin.ASSUMED if found.shift_assumed else Origin.ENTERED
        made.append(Input("Shift", "", found.shift_s / 3600, "h", origin, one.id, "shift_s"))
        factor = found.shift_factor
        made.append(Input("Observed times in a shift", "F", factor, "", Origin.MEASURED, one.id, ""))
    if not found.of_positions:
        made.append(Input("Walking speed", "v", one.speed_m_s, "m/s", Origin.ENTERED, one.id, "speed_m_s"))
    return tuple(made)


def _metres(over: Callable[[Observed], float | None]) -> Callable[[Observed], Breakdown]:
    """The distance by pairs of stations, divided by something; what was gone outside of moves is a part of its own."""

    def by_pair(found: Observed) -> Breakdown:
        by = over(found) or 0.0
        ends: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
        sums: dict[tuple[str, str], list[float]] = {}
        for move in found.way.moves:
            key = (move.start.key, move.end.key)
            ids = tuple(dict.fromkeys(id for id in (move.start.id, move.end.id) if id))
            ends[key] = (f"{move.start.name} → {move.end.name}", ids)
            sums.setdefault(key, []).append(move.distance_m or 0.0)
        parts = [Contribution(ends[key][0], fsum(metres) * by, ends[key][1]) for key, metres in sums.items()]
        rest = found.way.distance_m * by - fsum(part.value for part in parts)
        if abs(rest) > 1e-9 * abs(found.way.distance_m * by):
            parts.append(Contribution("outside of moves between stations", rest))
        return ranked("pair of stations", parts)

    return by_pair


def _time(found: Observed) -> Breakdown:
    way = found.way
    parts = {"At stations": way.dwell_s, "On the way": way.walking_s}
    parts["Standing elsewhere"] = way.observed_s - fsum(parts.values())
    return ranked("what was done", [Contribution(name, seconds / 60) for name, seconds in parts.items()])


def _dwell(found: Observed) -> Breakdown:
    parts = [Contribution(one.place.name, one.dwell_s / 60, _ids(one.place.id)) for one in found.visits]
    rest = found.way.dwell_s / 60 - fsum(part.value for part in parts)
    if abs(rest) > 1e-9 * found.way.dwell_s:
        parts.append(Contribution("counted at several stations", rest))
    return ranked("station", parts)


def _moves(found: Observed) -> Breakdown:
    counts: dict[str, int] = {}
    for move in found.way.moves:
        name = f"{move.start.name} → {move.end.name}"
        counts[name] = counts.get(name, 0) + 1
    return ranked("pair of stations", [Contribution(name, float(count)) for name, count in counts.items()])


def _revisits(found: Observed) -> Breakdown:
    parts = [Contribution(one.place.name, float(one.revisits), _ids(one.place.id)) for one in found.visits]
    return ranked("station", parts)


def _ids(id: str) -> tuple[str, ...]:
    return (id,) if id else ()


def _an_hour(found: Observed) -> float | None:
    return 3600 / found.way.observed_s if found.way.observed_s > 0 else None


_PARTS: dict[str, Callable[[Observed], Breakdown]] = {
    "Observed time": _time,
    "Distance": _metres(lambda found: 1.0),
    "Distance a trip": _metres(lambda found: 1 / found.observation.trips),
    "Distance an hour": _metres(_an_hour),
    "Distance a shift": _metres(lambda found: found.shift_factor),
    "At stations": _dwell,
    "Moves between stations": _moves,
    "Revisits": _revisits,
}
