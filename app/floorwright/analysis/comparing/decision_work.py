"""What a worker does for a decision: the sensitivity of two scenarios, with their drawings' walls."""

from collections.abc import Mapping

from floorwright.analysis.comparing.sensitivity import Sensitivity, sensitivity
from floorwright.analysis.comparing.what_if import WhatIf
from floorwright.analysis.ways.barriers import DrawnWalls
from floorwright.jobs import Job
from floorwright.model.diff import Records
from floorwright.model.drawing import Drawing
from floorwright.model.investment import Investment
from floorwright.model.kinds import DistanceMode, DrawingSource


def decide(
    first: Records,
    second: Records,
    mode: DistanceMode,
    investment: Investment,
    drawings: Mapping[DrawingSource, Drawing],
    job: Job,
) -> Sensitivity:
    """What the decision between two scenarios hangs on.

    Raises:
        Cancelled: when the job was cancelled.
    """
    walls = DrawnWalls(drawings)
    return sensitivity(WhatIf(first, mode, walls), WhatIf(second, mode, walls), investment, job)
