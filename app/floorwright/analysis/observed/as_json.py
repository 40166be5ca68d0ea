"""Observations as the plain values that `analyze --json` prints under `observed`."""

from typing import Any

from floorwright.analysis.observed.figures import Observed
from floorwright.analysis.observed.of_plan import ObservedPlan
from floorwright.analysis.observed.pairs import Pair, detour_of, matrix_of, shortest_by_pair
from floorwright.analysis.observed.way import Move


def observed_json(plan: ObservedPlan) -> list[dict[str, Any]]:
    """One object an observation; what cannot be computed is None, and nothing is rounded."""
    return [_one(observed, pairs) for observed, pairs in zip(plan.observed, plan.pairs, strict=True)]


def _one(found: Observed, pairs: tuple[Pair, ...]) -> dict[str, Any]:
    observation, way = found.observation, found.way
    places, trips = matrix_of(pairs)
    shortest = shortest_by_pair(pairs)
    longest = found.longest
    return {
        "id": observation.id,
        "observation": observation.name,
        "person": observation.person,
        "subject": observation.subject.value,
        "observer": observation.observer,
        "product": observation.product,
        "task": observation.task,
        "start": observation.start,
        "source": observation.source,
        "kind": "positions" if found.of_positions else "stations",
        "rows": observation.rows or len(found.clean.track),
        "readings": len(found.clean.track),
        "options": {
            "gap_s": found.clean.gap_s if found.of_positions else None,
            "jump_m_s": observation.cleaning.jump_m_s,
            "jitter_m": observation.cleaning.jitter_m,
            "radius_m": observation.snapping.radius_m,
            "dwell_s": observation.snapping.dwell_s,
            "speed_m_s": observation.speed_m_s,
            "shift_min": found.shift_s / 60,
            "shift_origin": "assumed" if found.shift_assumed else "entered",
            "trips": observation.trips,
            "trips_per_shift": observation.trips_per_shift,
        },
        "cleaned": [
            {"what": fault.kind, "count": fault.count, "why": fault.words, "first_s": list(fault.at_s),
             "first_rows": list(fault.rows)}
            for fault in found.clean.faults
        ],
        "gaps_s": found.clean.lost_s,
        "gaps_m": found.clean.lost_m,
        "observed_s": way.observed_s,
        "walking_s": way.walking_s,
        "dwell_s": way.dwell_s,
        "standing_s": way.standing_s,
        "distance_m": way.distance_m,
        "raw_distance_m": found.raw_distance_m,
        "rectilinear_m": way.rectilinear_m,
        "distance_per_trip_m": found.distance_per_trip_m,
        "rectilinear_per_trip_m": found.rectilinear_per_trip_m,
        "distance_m_per_h": found.distance_m_per_h,
        "distance_per_shift_m": found.distance_per_shift_m,
        "walking_min_per_shift": found.walking_min_per_shift,
        "walking_pct_of_shift": found.walking_pct_of_shift,
        "walking_m_s": found.walking_m_s,
        "moves": len(way.moves),
        "longest_leg_m": longest.distance_m if longest else None,
        "longest_leg": [longest.start.name, longest.end.name] if longest else None,
        "self_crossings": found.crossings,
        "weighted_crossings": found.weighted_crossings,
        "straightness": found.straightness,
        "backtracking": found.backtracking,
        "empty_handed": found.empty_share,
        "stations": [
            {
                "station": one.place.name, "station_id": one.place.id, "visits": one.visits, "revisits": one.revisits,
                "dwell_s": one.dwell_s, "mean_dwell_s": one.mean_s, "longest_dwell_s": one.longest_s,
                "share": one.share,
            }
            for one in found.visits
        ],
        "from_to": {
            "stations": [place.name for place in places],
            "station_ids": [place.id for place in places],
            "trips": [list(row) for row in trips],
        },
        "pairs": [_pair(pair) for pair in pairs],
        "legs": [_move(move, shortest.get((move.start.key, move.end.key))) for move in way.moves],
        "elements": [
            {"element": one.element, "step": one.step, "value": one.value, "count": one.count, "time_s": one.time_s}
            for one in found.elements
        ],
        "findings": [{"what": what, "why": why} for what, why in found.findings],
    }  # fmt: skip


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "from": pair.start.name,
        "to": pair.end.name,
        "from_id": pair.start.id,
        "to_id": pair.end.id,
        "trips": pair.trips,
        "trips_per_shift": pair.per_shift,
        "distance_m": pair.distance_m,
        "straight_m": pair.straight_m,
        "shortest_m": pair.shortest_m,
        "detour": pair.detour,
        "moment_m": pair.moment_m,
        "planned_trips_per_day": pair.planned_per_day,
        "difference": pair.difference,
        "per_cent": pair.per_cent,
    }


def _move(move: Move, shortest_m: float | None) -> dict[str, Any]:
    return {
        "from": move.start.name,
        "to": move.end.name,
        "start_s": move.start_s,
        "end_s": move.end_s,
        "distance_m": move.distance_m,
        "straight_m": move.straight_m,
        "shortest_m": shortest_m,
        "detour": detour_of(move.distance_m, shortest_m),
        "carrying": move.carrying,
    }
