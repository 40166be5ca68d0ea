"""Line balance: tasks in stations so that each keeps the cycle and nothing comes before its predecessors."""

from floorwright.api import Figure, Job, StudyAnswer, StudyInput, StudyMethod, hook
from floorwright_builtin.line_balance.description import EXAMPLE, MISTAKES, OPTIONS, RESULTS, TABLES


def compute(given: StudyInput, job: Job) -> StudyAnswer:
    """The answer; what computes it is imported when a line is balanced."""
    from floorwright_builtin.line_balance.computing import balance

    return balance(given, job)


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The figures; what draws them is imported when they are wanted."""
    from floorwright_builtin.line_balance.drawing import balance_figures

    return balance_figures(given, answer)


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Line balance."""
    return (
        StudyMethod(
            id="line-balance",
            title="Line balance",
            group="line and people",
            purpose="Which task is done in which station: the fewest stations for a cycle or takt, or the shortest "
            "cycle for so many stations, with a proof where there is one, or by a rule of the textbooks.",
            tables=TABLES,
            options=OPTIONS,
            results=RESULTS,
            compute=compute,
            draw=draw,
            example=EXAMPLE,
            mistakes=MISTAKES,
        ),
    )
