"""The study “gang”: what is given, what is found, and where the formulas come from."""

from floorwright.api import (
    Figure,
    StudyAnswer,
    StudyColumn,
    StudyExample,
    StudyInput,
    StudyMethod,
    StudyOption,
    StudyResult,
    StudyTable,
)
from floorwright_builtin.multiple_activity.chart import activity_chart
from floorwright_builtin.multiple_activity.gang import gang

BOOK = "Niebel and Freivalds"
CASES = ("proposed", "present")
ELEMENTS = StudyTable(
    name="elements",
    meaning="A row an element, in the order in which they are done; everybody does theirs so, again and again.",
    required=False,
    columns=(
        StudyColumn(name="element", meaning="What is done"),
        StudyColumn(name="time_s", meaning="How long", type="number", unit="s", required=True, least=0),
        StudyColumn(name="who", meaning="Who does it: workers and machines, several with +", required=True),
        StudyColumn(
            name="kind",
            meaning="Work, walking, or waiting that takes this long",
            type="choice",
            choices=("work", "walk", "wait"),
            default="work",
        ),
        StudyColumn(
            name="start_s", meaning="When it began, where the cycle was observed", type="number", unit="s", least=0
        ),
        StudyColumn(name="case", meaning="The method it belongs to", type="choice", choices=CASES, default="proposed"),
    ),
)
WORKERS = StudyTable(
    name="workers",
    meaning="The members: busy times in a cycle where there are no elements, rates, which are machines.",
    required=False,
    columns=(
        StudyColumn(name="worker", meaning="Name of the worker or machine", required=True),
        StudyColumn(name="busy_s", meaning="Busy in a cycle", type="number", unit="s", least=0),
        StudyColumn(name="machine", meaning="It is a machine", type="yes_no", default=False),
        StudyColumn(name="rate_per_h", meaning="Cost an hour", type="number", unit="1/h", least=0),
        StudyColumn(name="case", meaning="The method it belongs to", type="choice", choices=CASES, default="proposed"),
    ),
)


def _result(
    name: str, meaning: str, unit: str = "", formula: str = "", source: str = "", decimals: int = 2
) -> StudyResult:
    return StudyResult(name=name, meaning=meaning, unit=unit, formula=formula, source=source, decimals=decimals)


RESULTS = (
    _result("cycle_s", "Cycle", "s", "greatest mean round of waiting, or the one given", BOOK),
    _result("workers", "Workers", "", "count of workers in the table", "", 0),
    _result("utilisation_pct", "Utilisation of each worker, in their order", "%", "busy ÷ cycle", BOOK),
    _result("busy_s", "Work of all workers in a cycle", "s", "sum of busy"),
    _result("idle_s", "Idle time of all workers in a cycle", "s", "sum of cycle − busy", BOOK),
    _result("gang_idle_pct", "Idle share of the gang", "%", "idle ÷ (workers × cycle)", BOOK),
    _result("gang_utilisation_pct", "Busy share of the gang", "%", "busy ÷ (workers × cycle)", BOOK),
    _result("min_gang_ideal", "Workers that the work alone would need", "", "sum of busy ÷ cycle", BOOK),
    _result("min_gang", "The same, whole", "", "rounded up", BOOK, 0),
    _result("busiest", "The busiest worker or machine", "", "the largest busy time"),
    _result("machine_limited", "A machine has no idle time", "", "its busy time is the cycle", BOOK),
    _result("pieces_per_h", "Pieces an hour", "pieces/h", "pieces a cycle ÷ cycle"),
    _result("pieces_per_day", "Pieces a day", "pieces", "pieces an hour × hours a day"),
    _result("labour_s_per_piece", "Labour a piece", "s", "workers × cycle ÷ pieces"),
    _result("cost_per_h", "Workers and machines an hour", "", "sum of rates"),
    _result("cost_per_piece", "Cost a piece", "", "cost an hour ÷ pieces an hour", "", 4),
    _result("saving_pct", "Saved of the present cost a piece", "%", "(present − proposed) ÷ present"),
)


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The gang chart over two cycles."""
    table, cycle = answer.tables.get("chart"), answer.results["cycle_s"]
    if table is None or not isinstance(cycle, float):
        return ()
    return activity_chart("Gang chart", table, cycle, (f"Two cycles of {cycle:.4g} s in the steady state.",))


GANG = StudyMethod(
    id="gang",
    title="Gang chart",
    group="charts",
    purpose="What everybody of a gang and its machines does at each moment of a cycle, how much of it is idle, and how "
    "many workers the work itself would need.",
    tables=(ELEMENTS, WORKERS),
    options=(
        StudyOption(
            name="cycle_s", meaning="The cycle; without it the shortest that the elements allow", unit="s", above=0
        ),
        StudyOption(name="pieces_per_cycle", meaning="Pieces a cycle", default=1.0, above=0),
        StudyOption(name="labour_per_h", meaning="Cost of a worker an hour", unit="1/h", least=0),
        StudyOption(name="machine_per_h", meaning="Cost of a machine an hour", unit="1/h", least=0),
        StudyOption(name="hours_per_day", meaning="Hours worked a day", unit="h", default=8.0, above=0),
    ),
    results=RESULTS,
    compute=gang,
    draw=draw,
    example=StudyExample(
        "Two load a press together; one stacks, the other fetches, while it runs",
        "constructed, derived by hand",
        tables={
            "elements": "element,time_s,who,kind\nLoad,120,Ann + Ben + Press,work\nPress,360,Press,work\n"
            "Stack,300,Ann,work\nFetch,180,Ben,walk\nUnload,60,Ann + Press,work\n",
            "workers": "worker,machine\nPress,yes\n",
        },
        options={"labour_per_h": "24", "machine_per_h": "36"},
        expected={"cycle_s": 540.0, "idle_s": 300.0, "min_gang": 2, "machine_limited": True, "cost_per_piece": 12.6},
    ),
    mistakes=(
        "Charting the first cycle instead of the steady state.",
        "Adding the times of several who work at once as if they followed each other.",
        "Taking one off the gang because the sum of idle times is a whole person: those times lie apart.",
    ),
)
