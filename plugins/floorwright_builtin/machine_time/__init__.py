"""How machines spend their time: effectiveness, stops, failures."""

from floorwright.api import StudyMethod, hook
from floorwright_builtin.machine_time.oee_method import OEE


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Overall equipment effectiveness."""
    return (OEE,)
