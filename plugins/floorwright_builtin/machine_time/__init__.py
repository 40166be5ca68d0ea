"""How machines spend their time: effectiveness, stops, failures."""

from floorwright.api import StudyMethod, hook
from floorwright_builtin.machine_time.oee_method import OEE
from floorwright_builtin.machine_time.pareto import PARETO
from floorwright_builtin.machine_time.reliability_method import RELIABILITY


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Overall equipment effectiveness, reliability and the Pareto chart."""
    return (OEE, PARETO, RELIABILITY)
