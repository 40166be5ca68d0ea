"""Work sampling: shares of activities from looks at random moments, and the plan of those moments."""

from floorwright.api import Figure, Job, StudyAnswer, StudyInput, StudyMethod, TallyRecorder, hook
from floorwright_builtin.work_sampling.description import EXAMPLE, MISTAKES, OPTIONS, RESULTS, TABLES


def compute(given: StudyInput, job: Job) -> StudyAnswer:
    """The answer; what computes it is imported when a study is made."""
    from floorwright_builtin.work_sampling.computing import work_sampling

    return work_sampling(given, job)


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The figures; what draws them is imported when they are wanted."""
    from floorwright_builtin.work_sampling.drawing import sampling_figures

    return sampling_figures(given, answer)


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Work sampling."""
    return (
        StudyMethod(
            id="work-sampling",
            title="Work sampling",
            group="work measurement",
            purpose="What share of the time goes into what, from looks at random moments: how sure that is, how many "
            "looks it needs, when to look, and the standard time that follows.",
            tables=TABLES,
            options=OPTIONS,
            results=RESULTS,
            compute=compute,
            draw=draw,
            recorder=TallyRecorder(
                table="observations",
                activity="activity",
                moment="time",
                subject="subject",
                activities_table="activities",
                activities_column="activity",
                activities_kind="kind",
                work="work",
                idle="idle",
                recorded_min="total_time_min",
            ),
            example=EXAMPLE,
            mistakes=MISTAKES,
        ),
    )
