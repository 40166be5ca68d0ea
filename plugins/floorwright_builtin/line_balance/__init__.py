"""Line balance: tasks in stations so that each keeps the cycle and nothing comes before its predecessors."""

from collections.abc import Mapping

from floorwright.api import (
    Analysis,
    Cell,
    Figure,
    Job,
    Record,
    Records,
    StationFigure,
    StudyAnswer,
    StudyChange,
    StudyInput,
    StudyMethod,
    hook,
)
from floorwright_builtin.line_balance.description import EXAMPLE, MISTAKES, OPTIONS, RESULTS, TABLES


def compute(given: StudyInput, job: Job) -> StudyAnswer:
    """The answer; what computes it is imported when a line is balanced."""
    from floorwright_builtin.line_balance.computing import balance

    return balance(given, job)


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The figures; what draws them is imported when they are wanted."""
    from floorwright_builtin.line_balance.drawing import balance_figures

    return balance_figures(given, answer)


def move(given: StudyInput, answer: StudyAnswer, moved: str, onto: str) -> StudyChange:
    """A task dragged to another station."""
    from floorwright_builtin.line_balance.moving import moved as with_task

    return with_task(given, answer, moved, onto)


def from_plan(records: Records, analysis: Analysis) -> Mapping[str, tuple[tuple[Cell, ...], ...]]:
    """The line as it stands on the plan."""
    from floorwright_builtin.line_balance.on_floor import from_plan as taken

    return taken(records, analysis)


def to_plan(given: StudyInput, answer: StudyAnswer, records: Records) -> tuple[Record, ...]:
    """The stations that the plan does not have."""
    from floorwright_builtin.line_balance.on_floor import to_plan as put

    return put(given, answer, records)


def on_plan(given: StudyInput, answer: StudyAnswer) -> tuple[StationFigure, ...]:
    """The load of each station, by its name on the plan."""
    from floorwright_builtin.line_balance.on_floor import on_plan as loads

    return loads(given, answer)


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Line balance."""
    return (
        StudyMethod(
            id="line-balance",
            title="Line balance",
            group="line and people",
            purpose="Which task is done in which station: the fewest stations for a cycle or takt, or the shortest "
            "cycle for so many stations, with a proof where there is one, or by a rule of the textbooks. Tasks can be "
            "dragged to other stations in the figure of the loads, and onto the task that waits for them in the graph.",
            tables=TABLES,
            options=OPTIONS,
            results=RESULTS,
            compute=compute,
            draw=draw,
            from_plan=from_plan,
            on_plan=on_plan,
            to_plan=to_plan,
            move=move,
            example=EXAMPLE,
            mistakes=MISTAKES,
        ),
    )
