"""How often a load is carried, and by what."""

import math

from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Method

WALKING = Method(id="(walking)", name="walking", speed_m_s=1.3, return_empty=False)
"""What carries a flow without a method: a person at 1.3 m/s, the middle of the usual 1.2 to 1.4 m/s, without handling
times, cost or an empty way back."""

SLACK = 1e-9
"""What a count may exceed a whole number by without needing one more: 5.0000000001 trucks are five."""


def whole_number(value: float) -> int:
    """The smallest count that is enough for `value`, with a slack of 1e-9; anything above 0 needs at least one."""
    return max(1, math.ceil(value - SLACK)) if value > 0 else 0


def method_of(flow: Flow, records: Records) -> Method:
    """The handling method of a flow; walking when it has none or when its method is not in the plan."""
    method = records.get(flow.method or "")
    return method if isinstance(method, Method) else WALKING
