"""A task dragged from one station to another in the figure of the loads, or onto another task in the graph."""

from floorwright.api import StudyAnswer, StudyChange, StudyFailed, StudyInput, a_circle
from floorwright_builtin.line_balance.given_line import AS_GIVEN
from floorwright_builtin.line_balance.work import read_work

TASK, STATION, NODE = "task-", "station-", "node-"


def moved(given: StudyInput, answer: StudyAnswer, source: str, onto: str) -> StudyChange:
    """What the user meant by dragging a task, in the loads or in the graph.

    Raises:
        StudyFailed: when that cannot be, with the reason.
    """
    if source.startswith(NODE):
        return linked(given, source.removeprefix(NODE), onto.removeprefix(NODE))
    return _stationed(given, answer, source, onto)


def linked(given: StudyInput, name: str, later: str) -> StudyChange:
    """The dragged task before the one it was dropped on; where that link is already, it is taken out.

    Raises:
        StudyFailed: when the tasks would wait for each other.
    """
    work = read_work(given)
    if later not in work.names or name == later:
        raise StudyFailed(f"“{name}” was dropped on no other task.", hint="Drop it on the task that waits for it.")
    task, other = work.names.index(name), work.names.index(later)
    links = [set(before) for before in work.before]
    links[other] ^= {task}
    circle = a_circle([sorted(before) for before in links])
    if circle:
        path = " → ".join(work.names[one] for one in (*circle, circle[0]))
        raise StudyFailed(f"“{later}” cannot wait for “{name}”: they would wait in a circle, {path}.")
    spaced = any(set(" ,;") & set(one) for one in work.names)
    text = ("; " if spaced else " ").join(work.names[one] for one in sorted(links[other]))
    return StudyChange("tasks", "predecessors", {given.rows("tasks")[other].number: text})


def _stationed(given: StudyInput, answer: StudyAnswer, source: str, onto: str) -> StudyChange:
    """Every task in the station it has now, and the dragged one in the other; from then on that is what is asked."""
    work = read_work(given)
    stations = {str(row[0]): int(row[1] or 0) for row in answer.tables["assignment"].rows}
    name = source.removeprefix(TASK)
    if name not in stations:
        raise StudyFailed(f"“{name}” is in no station.")
    numbers = {f"{STATION}{one}": one for one in stations.values()}
    station = numbers.get(onto) or stations.get(onto.removeprefix(TASK), 0)
    if station < 1:
        raise StudyFailed(f"“{name}” was dropped on no station.", hint="Drop it on a stack.")
    if station == stations[name]:
        raise StudyFailed(f"“{name}” is in station {station} already.")
    if given.text("layout") != "u":
        _refuse_order(work.names, work.before, stations, work.names.index(name), station)
    stations[name] = station
    rows = given.rows("tasks")
    cells = {row.number: str(stations[row.text("task").strip()]) for row in rows}
    return StudyChange("tasks", "station", cells, {"method": AS_GIVEN})


def _refuse_order(names: list[str], before: list[list[int]], stations: dict[str, int], task: int, station: int) -> None:
    later = [names[one] for one in before[task] if stations[names[one]] > station]
    earlier = [names[one] for one, needs in enumerate(before) if task in needs and stations[names[one]] < station]
    if later:
        raise StudyFailed(
            f"“{names[task]}” cannot go to station {station}: “{later[0]}” comes before it, "
            f"and is in station {stations[later[0]]}.",
            hint=f"Move “{later[0]}” first.",
        )
    if earlier:
        raise StudyFailed(
            f"“{names[task]}” cannot go to station {station}: “{earlier[0]}” waits for it, "
            f"and is in station {stations[earlier[0]]}.",
            hint=f"Move “{earlier[0]}” first.",
        )
