"""What the flows of a plan cost: every figure of one scenario in one distance mode."""

from floorwright.analysis.calculation import Calculation
from floorwright.analysis.result import Analysis
from floorwright.analysis.ways.barriers import Barriers, nothing_drawn
from floorwright.jobs import Job
from floorwright.model.diff import Records
from floorwright.model.kinds import PLAN_ID, DistanceMode, Plan


def analyze(
    records: Records,
    mode: DistanceMode | None = None,
    scenario: str = "",
    job: Job | None = None,
    barriers: Barriers = nothing_drawn,
) -> Analysis:
    """The figures of the records of one scenario; without a mode in the plan's own distance mode.

    A flow without a way is among the flows with figures of None, its reason is in the warnings, and it is left out of
    the sums. `barriers` gives the walls of imported drawings. The conventions are written down in
    `docs/decisions/0005-conventions-of-the-figures.md`.

    Raises:
        Cancelled: when the job was cancelled.
    """
    return Calculation(records, mode or plan_mode(records), scenario, job, barriers).analysis()


def plan_mode(records: Records) -> DistanceMode:
    """The distance mode the plan is kept in."""
    plan = records.get(PLAN_ID)
    return plan.distance_mode if isinstance(plan, Plan) else DistanceMode.STRAIGHT
