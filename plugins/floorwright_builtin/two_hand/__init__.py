"""Two-hand chart: what each hand does beside the other, with hold and idle time."""

from floorwright.api import Figure, Job, StudyAnswer, StudyInput, StudyMethod, hook
from floorwright_builtin.two_hand.description import EXAMPLE, MISTAKES, OPTIONS, RESULTS, TABLES


def compute(given: StudyInput, job: Job) -> StudyAnswer:
    """The answer; what computes it is imported when a study is made."""
    from floorwright_builtin.two_hand.computing import two_hand

    return two_hand(given, job)


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The figures; what draws them is imported when they are wanted."""
    from floorwright_builtin.two_hand.drawing import two_hand_figures

    return two_hand_figures(given, answer)


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Two-hand chart."""
    return (
        StudyMethod(
            id="two-hand",
            title="Two-hand chart",
            group="charts",
            purpose="What the left and the right hand do at the same time, by symbols and on one scale of time: how "
            "much each works, holds and waits.",
            tables=TABLES,
            options=OPTIONS,
            results=RESULTS,
            compute=compute,
            draw=draw,
            example=EXAMPLE,
            mistakes=MISTAKES,
        ),
    )
