"""The figure of a work assignment: the skills matrix, with what was assigned."""

from floorwright.api import (
    Entry,
    Figure,
    Named,
    StudyAnswer,
    StudyInput,
    axis_marks,
    figure,
    fitted_plot,
    linear,
    room_of,
    tile,
)
from floorwright_builtin.work_assignment.staff import read_staff

GREEN, PALE, GREY, BLUE = "#2e9e4f", "#bfe3c8", "#d7dce2", "#4e79a7"
MOST_DRAWN = 60


def assignment_figures(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The matrix of people and tasks, and the hours of the people where hours are planned."""
    staff = read_staff(given)
    people = list(dict.fromkeys(person.name for person in staff.people))
    tasks = list(dict.fromkeys([work.task for work in staff.work]))
    made = []
    if 0 < len(people) <= MOST_DRAWN and 0 < len(tasks) <= MOST_DRAWN:
        done = {(str(row[0]), str(row[1])) for row in answer.tables["assignment"].rows}
        wide, high = max(140.0, 12.0 * len(tasks) + 50), max(60.0, 6.0 * len(people) + 45)
        key = (Entry("Assigned", GREEN), Entry("Able", PALE), Entry("Not yet able", GREY))
        notes = ("Performance in per cent of standard.",)
        room = room_of(wide, high, key=key, notes=notes)
        plot = fitted_plot(room, Named(tuple(tasks)), Named(tuple(reversed(people))), "Task", "Person")
        marks = [*axis_marks(plot, "Task", "Person", grid=False)]
        tips = {}
        for (person, task), skill in staff.skills.items():
            if person not in people or task not in tasks:
                continue
            column, row = tasks.index(task), len(people) - 1 - people.index(person)
            able = (person, task) in staff.able
            colour = GREEN if (person, task) in done else PALE if able else GREY
            source = f"skill-{person}-{task}"
            tips[source] = f"{person}, {task}: {100 * skill.performance:g} %"
            words = f"{100 * skill.performance:.0f}"
            marks += tile(
                plot, (column - 0.44, column + 0.44), (row - 0.42, row + 0.42), colour, source=source, words=words
            )
        made.append(figure("Skills and assignment", wide, high, marks, key=key, notes=notes, tips=tips))
    if "work" in answer.tables and len(staff.people) <= MOST_DRAWN:
        made.append(_hours(answer))
    return tuple(made)


def _hours(answer: StudyAnswer) -> Figure:
    rows = answer.tables["people"].rows
    names = [f"{row[0]} {row[1]}".strip() for row in rows]
    capacity, used = [float(row[2] or 0) for row in rows], [float(row[3] or 0) for row in rows]
    key = (Entry("Worked", BLUE), Entry("Free", GREY))
    plot = fitted_plot(
        room_of(160.0, 80.0, key=key), Named(tuple(names)), linear([0.0, *capacity]), "Person", "Hours"
    )  # fmt: skip
    marks = [*axis_marks(plot, "Person", "Hours")]
    for at, (most, worked) in enumerate(zip(capacity, used, strict=True)):
        across = (at - 0.35, at + 0.35)
        if worked > 0:
            marks += tile(plot, across, (0.0, worked), BLUE, words=f"{worked:.3g}")
        if most > worked:
            marks += tile(plot, across, (worked, most), GREY)
    return figure("Hours of the people", 160.0, 80.0, marks, key=key)
