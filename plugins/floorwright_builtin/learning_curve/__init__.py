"""Learning curve: what units take as they are repeated, fitted to data, and the ramp of a new product."""

from floorwright.api import Figure, Job, StudyAnswer, StudyInput, StudyMethod, hook
from floorwright_builtin.learning_curve.description import EXAMPLE, MISTAKES, OPTIONS, RESULTS, TABLES


def compute(given: StudyInput, job: Job) -> StudyAnswer:
    """The answer; what computes it is imported when a study is made."""
    from floorwright_builtin.learning_curve.computing import learning_curve

    return learning_curve(given, job)


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The figures; what draws them is imported when they are wanted."""
    from floorwright_builtin.learning_curve.drawing import learning_figures

    return learning_figures(given, answer)


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Learning curve."""
    return (
        StudyMethod(
            id="learning-curve",
            title="Learning curve and ramp",
            group="work measurement",
            purpose="How the time of a unit falls with repetition, by Crawford's or Wright's model, with a rate "
            "that is given or found from data: times of units and blocks, units until a target, people or output by "
            "period.",
            tables=TABLES,
            options=OPTIONS,
            results=RESULTS,
            compute=compute,
            draw=draw,
            example=EXAMPLE,
            mistakes=MISTAKES,
        ),
    )
