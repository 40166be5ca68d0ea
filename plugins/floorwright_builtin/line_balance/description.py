"""What a line balance asks for and answers: tables, options and results, with a worked example."""

from floorwright.api import StudyColumn, StudyExample, StudyOption, StudyResult, StudyTable

METHODS = (
    "exact", "ranked-positional-weight", "most-followers", "most-immediate-followers", "longest-time",
    "kilbridge-wester", "comsoal", "as-given",
)  # fmt: skip
_SCHOLL = "Scholl, Balancing and Sequencing of Assembly Lines, 2nd ed. 1999"

TABLES = (
    StudyTable(
        name="tasks",
        meaning="The tasks of the line, and what must be done before each",
        columns=(
            StudyColumn(
                name="task", meaning="Its name", required=True,
                also=("activity", "element", "operation", "work element", "work task"),
            ),
            StudyColumn(
                name="time_s", meaning="How long it takes", type="number", unit="s", required=True, least=0, most=1e9,
                also=("task_time_s", "performance_time_s", "duration_s", "processing_time_s", "operation_time_s"),
            ),
            StudyColumn(
                name="predecessors", meaning="Tasks that must be done before, split at spaces, commas or semicolons",
                also=(
                    "immediate predecessors", "immediate predecessor", "predecessor", "preceding tasks", "must follow",
                    "task that must precede", "precedence",
                ),
            ),
            StudyColumn(name="station", meaning="The station it is fixed in", type="integer", least=1, most=10000),
            StudyColumn(
                name="side", meaning="The side of the line it is done on", type="choice",
                choices=("left", "right", "either"),
            ),
            StudyColumn(name="skill", meaning="A skill it needs; the table stations says which have it"),
        ),
    ),
    StudyTable(
        name="pairs",
        meaning="Zoning: tasks that must, or must not, share a station",
        required=False,
        columns=(
            StudyColumn(name="task", meaning="A task", required=True),
            StudyColumn(name="other", meaning="Another task", required=True),
            StudyColumn(
                name="rule", meaning="What holds for the two", type="choice", choices=("together", "apart"),
                required=True,
            ),
        ),
    ),
    StudyTable(
        name="stations",
        meaning="What stations can do; where it is left out each can do everything",
        required=False,
        columns=(
            StudyColumn(name="station", meaning="Its number", type="integer", required=True, least=1, most=10000),
            StudyColumn(name="name", meaning="What it is called on the plan; “Station 1” and so on without"),
            StudyColumn(name="skills", meaning="The skills it has, split at spaces or commas"),
            StudyColumn(
                name="side", meaning="The side it works on", type="choice", choices=("left", "right", "either")
            ),
        ),
    ),
    StudyTable(
        name="models",
        meaning="The models that are built in a mix",
        required=False,
        columns=(
            StudyColumn(name="model", meaning="Its name", required=True),
            StudyColumn(
                name="share", meaning="Its share or demand; they need not add up to 1", type="number", required=True,
                least=0,
            ),
        ),
    ),
    StudyTable(
        name="model_times",
        meaning="Times that differ from the table tasks for a model; 0 where it does without the task",
        required=False,
        columns=(
            StudyColumn(name="model", meaning="The model", required=True),
            StudyColumn(name="task", meaning="The task", required=True),
            StudyColumn(
                name="time_s", meaning="How long it takes for this model", type="number", unit="s", required=True,
                least=0, most=1e9,
            ),
        ),
    ),
)  # fmt: skip

OPTIONS = (
    StudyOption(
        name="cycle_s", meaning="The cycle to keep; the fewest stations are found", unit="s", above=0, most=1e9
    ),
    StudyOption(
        name="stations", meaning="The stations there are: the shortest cycle is found", type="integer", least=1,
        most=5000,
    ),
    StudyOption(
        name="demand", meaning="Pieces wanted in the period, for the takt", unit="pieces", above=0, group="Takt"
    ),
    StudyOption(name="available_s", meaning="Net available time in the period", unit="s", above=0, group="Takt"),
    StudyOption(
        name="takt_use_pct", meaning="Share of the takt that the cycle may use, where only demand tells the cycle",
        unit="%", default=100.0, above=0, most=100, group="Takt",
    ),
    StudyOption(
        name="method", meaning="How the line is balanced", type="choice", choices=METHODS, default="exact",
        group="Method",
    ),
    StudyOption(
        name="seconds", meaning="Processor time for the search; the best so far is answered then", unit="s",
        default=4.0, above=0, most=36000, group="Method",
    ),
    StudyOption(
        name="level", meaning="Even out the loads once the fewest stations are found (exact)", type="yes_no",
        default=True, group="Method",
    ),
    StudyOption(
        name="seed", meaning="Where drawing by lot begins (COMSOAL)", type="integer", default=1, least=0, most=2**31,
        group="Method",
    ),
    StudyOption(
        name="layout", meaning="A straight line, or a U whose stations work on both arms", type="choice",
        choices=("straight", "u"), default="straight", group="Line",
    ),
    StudyOption(
        name="parallel", meaning="Whether stations with a task longer than the cycle may stand side by side",
        type="choice", choices=("none", "long-tasks"), default="none", group="Line",
    ),
    StudyOption(
        name="mix", meaning="What is balanced of several models: their mean by share, or the longest of each task",
        type="choice", choices=("weighted", "longest"), default="weighted", group="Line",
    ),
    StudyOption(
        name="efficiency_basis", meaning="What efficiency and balance delay are measured against", type="choice",
        choices=("cycle", "largest-load"), default="cycle", group="Conventions",
    ),
)  # fmt: skip

RESULTS = (
    StudyResult(
        name="stations", meaning="Stations, side by side ones each counted",
        formula="count of stations with work", source=_SCHOLL, decimals=0,
    ),
    StudyResult(
        name="cycle_s", meaning="Cycle that the line is balanced to", unit="s",
        formula="given, or takt × use, or the shortest found", source=_SCHOLL,
    ),
    StudyResult(
        name="proved_optimal", meaning="Whether it is proved that nothing better exists",
        formula="no set of tasks is left that could fill the stations", source="Sewell and Jacobson 2012",
    ),
    StudyResult(
        name="bound", meaning="What no balance goes below: stations, or the cycle where stations are given",
        formula="bounds LM1 to LM3, tails and dual feasible functions, and the search", source=_SCHOLL, decimals=2,
    ),
    StudyResult(
        name="efficiency", meaning="Efficiency, on the basis of the options",
        formula="Σ t / (stations × cycle), or × largest load", source="", decimals=4,
    ),
    StudyResult(
        name="balance_delay", meaning="Balance delay", formula="1 − efficiency", source="Kilbridge and Wester 1961",
        decimals=4,
    ),
    StudyResult(
        name="smoothness", meaning="Smoothness against the largest load", unit="s",
        formula="√ Σ (largest load − load)²", source="",
    ),
    StudyResult(
        name="smoothness_cycle", meaning="Smoothness against the cycle", unit="s", formula="√ Σ (cycle − load)²",
        source="",
    ),
    StudyResult(
        name="efficiency_cycle", meaning="Efficiency on the cycle", formula="Σ t / (stations × cycle)",
        source="", decimals=4,
    ),
    StudyResult(
        name="efficiency_largest", meaning="Efficiency on the largest load",
        formula="Σ t / (stations × largest load)", source="", decimals=4,
    ),
    StudyResult(
        name="takt_s", meaning="Takt", unit="s", formula="available time / demand", source="Rother and Shook 1999"
    ),
    StudyResult(name="total_s", meaning="Work of all tasks", unit="s", formula="Σ t"),
    StudyResult(name="largest_load_s", meaning="Largest load of a workplace", unit="s", formula="max Σ t of a station"),
    StudyResult(name="idle_s", meaning="Idle time in a cycle", unit="s", formula="stations × cycle − Σ t"),
    StudyResult(
        name="pieces_per_h", meaning="Pieces an hour at the pace of the largest load", unit="pieces/h",
        formula="3600 / largest load", source="",
    ),
    StudyResult(
        name="stations_theoretical", meaning="Stations if work could be cut at will", formula="Σ t / cycle",
        source="", decimals=4,
    ),
    StudyResult(
        name="stations_least", meaning="The same in whole stations", formula="⌈Σ t / cycle⌉", source="",
        decimals=0,
    ),
)  # fmt: skip

EXAMPLE = StudyExample(
    "Eight tasks, a cycle of 75 s; most followers, of equal ones the longest",
    "tutorsglobe.com 51956825 (inputs)",
    tables={
        "tasks": "task,time_s,predecessors\nA,50,\nB,40,\nC,20,A\nD,45,C\nE,20,C\nF,25,D\nG,15,E\nH,35,B F G\n",
    },
    options={"cycle_s": "75", "method": "most-followers"},
    expected={"stations": 4, "efficiency": 250 / 300, "largest_load_s": 70.0},
)

MISTAKES = (
    "A task longer than the cycle: no number of stations helps, only splitting it or stations side by side.",
    "A positional weight that follows one path: it counts every follower once, over all paths.",
    "Efficiency on the largest load where it is meant on the takt: the line then looks better than it is. Say which.",
    "Balancing to the mean of several models and forgetting the longest: see the table models.",
    "Taking what a rule finds for the best there is: compare with the bound, or use method=exact.",
)
