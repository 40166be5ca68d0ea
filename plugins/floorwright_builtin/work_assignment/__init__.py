"""Work assignment: who does what, by skill and performance, a task each or by hours over shifts."""

from floorwright.api import Figure, Job, StudyAnswer, StudyInput, StudyMethod, hook
from floorwright_builtin.work_assignment.description import EXAMPLE, MISTAKES, OPTIONS, RESULTS, TABLES


def compute(given: StudyInput, job: Job) -> StudyAnswer:
    """The answer; what computes it is imported when work is assigned."""
    from floorwright_builtin.work_assignment.computing import assignment

    return assignment(given, job)


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The figures; what draws them is imported when they are wanted."""
    from floorwright_builtin.work_assignment.drawing import assignment_figures

    return assignment_figures(given, answer)


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Work assignment."""
    return (
        StudyMethod(
            id="assignment",
            title="Work assignment",
            group="line and people",
            purpose="Who does what: the best match of people and tasks, or hours over shifts by skill and performance, "
            "and where too few people know a task.",
            tables=TABLES,
            options=OPTIONS,
            results=RESULTS,
            compute=compute,
            draw=draw,
            example=EXAMPLE,
            mistakes=MISTAKES,
        ),
    )
