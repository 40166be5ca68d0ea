"""Time study: readings of a watch or means of elements become normal and standard times."""

from floorwright.api import Figure, Job, StopwatchRecorder, StudyAnswer, StudyInput, StudyMethod, hook
from floorwright_builtin.time_study.description import EXAMPLE, MISTAKES, OPTIONS, RESULTS
from floorwright_builtin.time_study.tables import TABLES

RECORDER = StopwatchRecorder(
    table="readings",
    element="element",
    time_s="time_s",
    cycle="cycle",
    foreign_s="foreign_s",
    reason="excluded",
    rating_pct="rating_pct",
    elements_table="elements",
    elements_column="element",
    elements_type="type",
    occasional=("irregular", "contingent", "foreign"),
    timing="timing",
    continuous="continuous",
    snap_back="snap-back",
    frequency="frequency",
)
"""A stopwatch fills the readings."""


def compute(given: StudyInput, job: Job) -> StudyAnswer:
    """The answer; what computes it is imported when a study is made."""
    from floorwright_builtin.time_study.computing import time_study

    return time_study(given, job)


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The figures; what draws them is imported when they are wanted."""
    from floorwright_builtin.time_study.drawing import time_figures

    return time_figures(given, answer)


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Time study."""
    return (
        StudyMethod(
            id="time-study",
            title="Time study",
            group="work measurement",
            purpose="How long a piece takes at standard pace with allowances, how sure that is, and how many more "
            "readings it needs: from the readings of a watch, or from mean times of elements.",
            tables=TABLES,
            options=OPTIONS,
            results=RESULTS,
            compute=compute,
            draw=draw,
            recorder=RECORDER,
            example=EXAMPLE,
            mistakes=MISTAKES,
        ),
    )
