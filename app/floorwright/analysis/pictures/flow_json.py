"""What the pictures of flow say, as the plain values that `analyze --json` prints."""

from typing import Any

from floorwright.analysis.pictures.relationships import closeness
from floorwright.analysis.pictures.traffic import LAMBDA, traffic
from floorwright.analysis.result import Analysis
from floorwright.errors import FloorwrightError
from floorwright.model.diff import Records


def flow_pictures_json(records: Records, analysis: Analysis) -> dict[str, Any]:
    """`traffic` by stretch, most meetings first, and `relationships` of the departments."""
    return {"traffic": _traffic(records, analysis), "relationships": _relationships(records, analysis)}


def _traffic(records: Records, analysis: Analysis) -> list[dict[str, Any]]:
    found = traffic(records, analysis)
    one = found.stretches
    rows = zip(
        one.a.tolist(), one.b.tolist(), one.lengths_m.tolist(), one.along[:, LAMBDA].tolist(),
        one.against[:, LAMBDA].tolist(), found.vehicles.tolist(), found.meetings_per_h.tolist(), strict=True,
    )  # fmt: skip
    listed = [
        {
            "segment_m": [[a[0] / 1000, a[1] / 1000], [b[0] / 1000, b[1] / 1000]],
            "length_m": length,
            "trips_per_h": [there, back],
            "vehicles": vehicles,
            "meetings_per_h": meetings,
        }
        for a, b, length, there, back, vehicles, meetings in rows
    ]
    return sorted(listed, key=lambda row: (-row["meetings_per_h"], -sum(row["trips_per_h"]), row["segment_m"]))


def _relationships(records: Records, analysis: Analysis) -> dict[str, Any]:
    try:
        one = closeness(records, analysis.flows)
    except FloorwrightError as error:
        return {"reason": str(error)}
    return {
        "pairs": [
            {
                "a": pair.a, "b": pair.b, "trips_per_day": pair.trips_per_day, "by_flow": pair.by_flow.value,
                "rating": pair.rating.value, "by_hand": pair.by_hand, "reasons": list(pair.reasons),
                "neighbours": pair.neighbours,
            }
            for pair in one.pairs
        ],
        "total_closeness": dict(zip(one.names, one.tcr, strict=True)),
        "order": list(one.order),
        "adjacency_trips_per_day": one.flow_score,
        "adjacency_share": one.flow_share,
        "adjacency_rating": one.rating_score,
        "adjacency_efficiency": one.efficiency,
    }  # fmt: skip
