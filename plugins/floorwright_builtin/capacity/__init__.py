"""Capacity: how many machines the work needs, and whether the line keeps the beat of the demand."""

from floorwright.api import StudyMethod, hook
from floorwright_builtin.capacity.required_method import MACHINES_REQUIRED
from floorwright_builtin.capacity.takt_method import TAKT


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Machines required, and takt time."""
    return (MACHINES_REQUIRED, TAKT)
