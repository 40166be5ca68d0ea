"""How machines spend their time: effectiveness, stops, failures."""

from floorwright.api import StudyMethod, hook
from floorwright_builtin.machine_time.oee_method import OEE
from floorwright_builtin.machine_time.pareto import PARETO


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Overall equipment effectiveness and the Pareto chart."""
    return (OEE, PARETO)
