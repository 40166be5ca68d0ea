"""Whether figures can be made while somebody waits, or have to be made beside the window."""

from floorwright.analysis.carried import conventions_of
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.diff import Change, Diff, Records
from floorwright.model.kinds import PLAN_ID, Aisle, DistanceMode, Flow, Machine, Method, Product, Wall

LONG_MS = 100.0
"""What takes longer than this is not waited for."""
FLOW_MS = {DistanceMode.STRAIGHT: 0.05, DistanceMode.RECTILINEAR: 0.05, DistanceMode.AISLE: 0.4, DistanceMode.FREE: 0.3}
"""A flow that goes a way of its own, as `bench_live.py` measures it from scratch."""
OBSTACLE_MS = 0.06
_FOR_ALL = (Product, Method, Part, Alternative, Container, Aisle)
_MANY = 100


def takes_long(records: Records, mode: DistanceMode) -> bool:
    """Whether the figures of these records, made from scratch, take longer than `LONG_MS` on a common computer."""
    flows = sum(isinstance(record, Flow) for record in records.values())
    spent = flows * FLOW_MS[mode]
    if flows and mode in (DistanceMode.AISLE, DistanceMode.FREE):
        spent += OBSTACLE_MS * sum(isinstance(record, Machine | Wall) for record in records.values())
    return spent > LONG_MS


def touches_most(diff: Diff) -> bool:
    """Whether following a change may be about as much work as starting from scratch."""
    if len(diff) > _MANY or (PLAN_ID in diff and _other_conventions(diff[PLAN_ID])):
        return True
    return any(isinstance(end, _FOR_ALL) for change in diff.values() for end in (change.before, change.after))


def _other_conventions(change: Change) -> bool:
    before, after = ({} if plan is None else {PLAN_ID: plan} for plan in (change.before, change.after))
    return conventions_of(before) != conventions_of(after)
