"""Multiple-activity charts: people and machines beside each other on one scale of time."""

from floorwright.api import StudyMethod, hook
from floorwright_builtin.multiple_activity.gang_method import GANG
from floorwright_builtin.multiple_activity.man_machine_method import MAN_MACHINE


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """The man-machine chart and the gang chart."""
    return (MAN_MACHINE, GANG)
