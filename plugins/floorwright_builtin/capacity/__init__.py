"""Capacity: how many machines the work needs, and whether the line keeps the beat of the demand."""

from floorwright.api import StudyMethod, hook
from floorwright_builtin.capacity.required_method import MACHINES_REQUIRED


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Machines required."""
    return (MACHINES_REQUIRED,)
