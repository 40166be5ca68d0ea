"""What `inspect --json` tells of a plan."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from floorwright.analysis.stations import footprint
from floorwright.cli.opened import open_plan
from floorwright.model.kinds import KINDS, Machine, Underlay, Wall
from floorwright.model.scenario import scenario_names
from floorwright.storage.document_json import FORMAT


def plan_facts(path: Path) -> dict[str, Any]:
    """Its size, what is in it and how often, and what had to be mended.

    Raises:
        PlanFailed: when it cannot be read.
    """
    file = open_plan(path)
    records = file.document.records
    counts = Counter(type(record).KIND for record in records.values())
    corners = [corner for record in records.values() for corner in _corners(record)]
    size = (
        [(max(c[axis] for c in corners) - min(c[axis] for c in corners)) / 1000 for axis in (0, 1)]
        if corners
        else [0.0, 0.0]
    )
    return {
        "kind": "floorwright",
        "version": FORMAT,
        "encoding": "utf-8",
        "title": file.document.plan.title,
        "units": file.document.plan.unit.value,
        "unit_source": "plan",
        "size_m": size,
        "scenarios": list(scenario_names(records).values()),
        "records": {kind: counts[kind] for kind in KINDS if counts[kind]},
        "drawings": [
            {"name": record.name, "units": record.unit, "unit_source": record.unit_source, "visible": record.visible}
            for record in records.values()
            if isinstance(record, Underlay)
        ],
        "problems": [{"what": message, "where": path.name, "done": ""} for message in file.messages],
    }


def _corners(record: object) -> Iterable[tuple[float, float]]:
    if isinstance(record, Machine):
        return footprint(record)
    if isinstance(record, Wall):
        return ((record.x1, record.y1), (record.x2, record.y2))
    return ()
