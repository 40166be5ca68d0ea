"""Predetermined times: the arithmetic of TMU, MOD and index sums, with a card that the user brings."""

from floorwright.api import Figure, Job, StudyAnswer, StudyInput, StudyMethod, hook
from floorwright_builtin.predetermined_time.description import EXAMPLE, MISTAKES, OPTIONS, RESULTS, TABLES


def compute(given: StudyInput, job: Job) -> StudyAnswer:
    """The answer; what computes it is imported when a study is made."""
    from floorwright_builtin.predetermined_time.computing import predetermined_time

    return predetermined_time(given, job)


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The figures; what draws them is imported when they are wanted."""
    from floorwright_builtin.predetermined_time.drawing import motion_figures

    return motion_figures(given, answer)


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Predetermined times."""
    return (
        StudyMethod(
            id="predetermined-time",
            title="Predetermined times",
            group="work measurement",
            purpose="The time of motions from the values of a predetermined time system, which you bring: hands at "
            "once, frequencies, process time, allowances. Floorwright ships the arithmetic and no tables "
            "of any system.",
            tables=TABLES,
            options=OPTIONS,
            results=RESULTS,
            compute=compute,
            draw=draw,
            example=EXAMPLE,
            mistakes=MISTAKES,
        ),
    )
