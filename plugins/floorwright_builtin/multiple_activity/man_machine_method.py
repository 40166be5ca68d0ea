"""The study “man-machine”: what is given, what is found, and where the formulas come from."""

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
from floorwright_builtin.multiple_activity.man_machine import man_machine

NIEBEL = "Niebel and Freivalds"
QUEUE = "Hillier and Lieberman"

ELEMENTS = StudyTable(
    name="elements",
    meaning="A row an element of the cycle of a machine, in the order in which they are done; instead of load_s, run_s "
    "and walk_s.",
    required=False,
    columns=(
        StudyColumn(name="element", meaning="What is done"),
        StudyColumn(name="time_s", meaning="How long", type="number", unit="s", required=True, least=0),
        StudyColumn(
            name="who",
            meaning="Who is busy: both together, the machine alone, the operator alone, or the operator walking",
            type="choice",
            choices=("both", "machine", "operator", "walk"),
            required=True,
        ),
        StudyColumn(name="machine", meaning="Its machine, where machines are unequal; empty is each of them"),
        StudyColumn(
            name="case",
            meaning="The method it belongs to",
            type="choice",
            choices=("proposed", "present"),
            default="proposed",
        ),
    ),
)
MACHINES = StudyTable(
    name="machines",
    meaning="What is special about a machine that is named in the elements.",
    required=False,
    columns=(
        StudyColumn(name="machine", meaning="Its name", required=True),
        StudyColumn(name="machine_per_h", meaning="Its cost an hour", type="number", unit="1/h", least=0),
        StudyColumn(name="pieces_per_cycle", meaning="Pieces a cycle of it gives", type="number", default=1.0, above=0),
    ),
)
OPTIONS = (
    StudyOption(name="load_s", meaning="l: load and unload, operator and machine together", unit="s", least=0,
                group="Work"),
    StudyOption(name="run_s", meaning="m: the machine runs alone", unit="s", least=0, group="Work"),
    StudyOption(name="walk_s", meaning="w: the operator walks, inspects, works alone", unit="s", least=0, group="Work"),
    StudyOption(name="pieces_per_cycle", meaning="Pieces a cycle of a machine gives", default=1.0, above=0,
                group="Work"),
    StudyOption(name="machines", meaning="Machines that are charted; without it the best number", type="integer",
                least=1, most=1e6, group="Assignment"),
    StudyOption(name="operators", meaning="Operators who share the machines", type="integer", default=1, least=1,
                most=1000, group="Assignment"),
    StudyOption(name="present_machines", meaning="Machines of the present method, to compare", type="integer", least=1,
                most=1e6, group="Assignment"),
    StudyOption(name="most_machines", meaning="Up to how many machines the table goes", type="integer", least=1,
                most=1000, group="Assignment"),
    StudyOption(name="labour_per_h", meaning="K1: cost of an operator an hour", unit="1/h", least=0, group="Cost"),
    StudyOption(name="machine_per_h", meaning="K2: cost of a machine an hour", unit="1/h", least=0, group="Cost"),
    StudyOption(name="hours_per_day", meaning="Hours worked a day", unit="h", default=8.0, above=0, group="Cost"),
    StudyOption(
        name="service_order",
        meaning="Rounds, or to the machine that stops first; without it rounds of one operator, else first to stop",
        type="choice",
        choices=("in turn", "first to stop"),
        group="Conventions",
    ),
    StudyOption(
        name="operator_alone",
        meaning="The operator's own work is done while the machine runs, or it stands where that lies between two "
        "elements of both",
        type="choice",
        choices=("while the machine runs", "in the order given"),
        default="while the machine runs",
        group="Conventions",
    ),
    StudyOption(name="mean_run_s", meaning="Mean time from one stop of a machine to the next call; without it m",
                unit="s", above=0, group="Servicing at random"),
    StudyOption(name="mean_service_s", meaning="Mean time of a service; without it l + w", unit="s", above=0,
                group="Servicing at random"),
    StudyOption(name="down_pct", meaning="Share of its time that a machine is down, for the binomial", unit="%",
                least=0, most=100, group="Servicing at random"),
    StudyOption(name="lost_per_h", meaning="Cost of a stopped machine an hour; without it machine_per_h", unit="1/h",
                least=0, group="Servicing at random"),
)  # fmt: skip


def _result(
    name: str, meaning: str, unit: str = "", formula: str = "", source: str = "", decimals: int = 2
) -> StudyResult:
    return StudyResult(name=name, meaning=meaning, unit=unit, formula=formula, source=source, decimals=decimals)


RESULTS = (
    _result("n_ideal", "n': machines that fill the operator's time", "", "(l + m) ÷ (l + w) × operators", NIEBEL, 4),
    _result("n_low", "n: the whole number below", "", "floor n', at least 1", NIEBEL, 0),
    _result("n_high", "n + 1", "", "n + 1", NIEBEL, 0),
    _result("best_n", "The number at which a piece costs less", "", "least cost a piece of n and n + 1", NIEBEL, 0),
    _result("cost_n_low", "Cost a piece with n machines", "", "(l + m)·(K1 + n·K2) ÷ (n·pieces)", NIEBEL, 4),
    _result("cost_n_high", "Cost a piece with n + 1", "", "(l + w)·(K1 + (n + 1)·K2) ÷ pieces", NIEBEL, 4),
    _result("machines", "Machines charted; the figures below hold for them", "", "chosen, or the cheapest", "", 0),
    _result("cycle_s", "Cycle", "s", "the longer of l + m and n·(l + w)", NIEBEL),
    _result("operator_busy_s", "Operators busy in a cycle", "s", "n·(l + w)", NIEBEL),
    _result("operator_idle_s", "Operators idle in a cycle", "s", "cycle − n·(l + w)", NIEBEL),
    _result("operator_idle_min_per_h", "Operators idle in an hour", "min/h", "60 × idle ÷ cycle"),
    _result("operator_utilisation", "Busy share of the operators", "", "busy ÷ (operators × cycle)", NIEBEL, 4),
    _result("machine_idle_s", "Each machine idle in a cycle", "s", "cycle − (l + m)", NIEBEL),
    _result("machine_utilisation", "Busy share of a machine", "", "(l + m) ÷ cycle", "", 4),
    _result("pieces_per_h", "Pieces an hour, of all machines", "pieces/h", "n × pieces ÷ cycle"),
    _result("pieces_per_day", "Pieces a day", "pieces", "pieces an hour × hours a day"),
    _result("cost_per_h", "Operators and machines an hour", "", "operators × K1 + n × K2"),
    _result("cost_per_piece", "Cost a piece", "", "cost an hour ÷ pieces an hour", NIEBEL, 4),
    _result("saving_pct", "Saved of the present cost a piece", "%", "(present − proposed) ÷ present"),
    _result("simulated_cycle_s", "Cycle that the simulation settles to", "s", "period ÷ cycles in it"),
    _result("load_s", "l of the elements", "s", "sum of both"),
    _result("run_s", "m of the elements", "s", "sum of the machine alone"),
    _result("walk_s", "w of the elements", "s", "sum of the operator alone"),
    _result("random_none_stopped", "Chance that no machine is stopped", "", "p0 of M/M/c//K", QUEUE, 4),
    _result("random_stopped", "Machines stopped, in the mean (L)", "machines", "sum of n·p_n", QUEUE, 4),
    _result("random_waiting", "Machines waiting, in the mean (Lq)", "machines", "sum of (n − c)·p_n", QUEUE, 4),
    _result("random_wait_s", "Wait of a stopped machine (Wq)", "s", "Lq ÷ stops", QUEUE),
    _result("random_down_s", "Stop with its service (W)", "s", "L ÷ stops", QUEUE),
    _result("random_running", "Machines running, in the mean", "machines", "K − L", QUEUE, 4),
    _result("random_machine_utilisation", "Running share of a machine", "", "(K − L) ÷ K", QUEUE, 4),
    _result("random_operator_utilisation", "Busy share of an operator", "", "sum of min(n, c)·p_n ÷ c", QUEUE, 4),
    _result("random_stops_per_h", "Stops of all machines an hour", "1/h", "(K − L) ÷ mean run", QUEUE),
    _result("random_cost_per_h", "Operators and stopped machines an hour", "", "c·K1 + L·cost of a stop", QUEUE, 4),
    _result("random_best_operators", "Operators at which that costs least", "", "least of the table", QUEUE, 0),
    _result("wright_interference_pct", "Interference, of the service time", "%",
            "50·(√((1 + X − N)² + 2N) − (1 + X − N))", "Wright, Duvall and Freeman 1936"),
    _result("binomial_down", "Machines down, in the mean", "machines", "N·p", NIEBEL, 4),
    _result("binomial_no_wait", "Chance that none waits", "", "sum of P(m) up to the operators", NIEBEL, 4),
    _result("binomial_waiting", "Machines waiting, in the mean", "machines", "sum of (m − c)·P(m)", NIEBEL, 4),
    _result("binomial_lost_h_per_day", "Machine hours lost a day", "h", "that × hours a day", NIEBEL, 4),
    _result("binomial_lost_pct", "Share of the machines' time lost", "%", "that ÷ N", NIEBEL, 4),
)  # fmt: skip


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The multiple-activity chart of the steady state."""
    table, cycle = answer.tables.get("chart"), answer.results.get("simulated_cycle_s")
    if table is None:
        return ()
    notes = (f"The steady state; cycle {cycle:.4g} s.",) if isinstance(cycle, float) else ()
    return activity_chart("Man-machine chart", table, cycle if isinstance(cycle, float) else None, notes)


MAN_MACHINE = StudyMethod(
    id="man-machine",
    title="Man-machine chart and machine assignment",
    group="charts",
    purpose="How many machines an operator should tend, by the cost of a piece; the cycle, idle times and the chart of "
    "the steady state, with several operators and unequal machines too; what is lost when machines stop at random.",
    tables=(ELEMENTS, MACHINES),
    options=OPTIONS,
    results=RESULTS,
    compute=man_machine,
    draw=draw,
    example=StudyExample(
        "Run 13 min, service 3 min, three units a cycle, operator 14 an hour, machine 37 an hour",
        "docsity.com, Operations management, assignment 1 (2005), MM-01",
        options={
            "run_s": "780",
            "load_s": "180",
            "pieces_per_cycle": "3",
            "labour_per_h": "14",
            "machine_per_h": "37",
            "present_machines": "6",
        },
        expected={
            "n_ideal": 16 / 3,
            "best_n": 5,
            "cycle_s": 960.0,
            "cost_per_piece": 16 / 60 * (14 + 5 * 37) / 15,
            "cost_n_high": 18 / 60 * (14 + 6 * 37) / 18,
            "operator_idle_s": 60.0,
        },
    ),
    mistakes=(
        "Charting the first cycle, in which the machines are still being started.",
        "Taking the whole number below n' without comparing the cost with the one above it.",
        "Letting one operator load two machines at once.",
        "Taking the machines' times as fixed where they stop at random: then machines wait long before n' is reached.",
    ),
)
