"""What a work assignment asks for and answers."""

from floorwright.api import StudyColumn, StudyExample, StudyOption, StudyResult, StudyTable

LEAST_TIME, LEAST_COST, MOST_PERFORMANCE = "least-time", "least-cost", "most-performance"
_KUHN = "Kuhn, Naval Research Logistics Quarterly 2, 1955"

TABLES = (
    StudyTable(
        name="skills",
        meaning="Who can do what, and how well; a pair that is not here cannot be",
        columns=(
            StudyColumn(name="person", meaning="Who", required=True),
            StudyColumn(name="task", meaning="What", required=True),
            StudyColumn(
                name="performance_pct", meaning="Pace against standard; 0 where it cannot be done yet", type="number",
                unit="%", default=100.0, least=0, most=1000,
            ),
            StudyColumn(
                name="time_s", meaning="Time this person needs for the task", type="number", unit="s", least=0, most=1e9
            ),
            StudyColumn(
                name="cost", meaning="Cost when this person does the task", type="number", least=-1e12, most=1e12
            ),
        ),
    ),
    StudyTable(
        name="work",
        meaning="The work there is; without it every task is done once, by one person",
        required=False,
        columns=(
            StudyColumn(name="task", meaning="The task", required=True),
            StudyColumn(name="shift", meaning="The shift it is done in; empty where any will do"),
            StudyColumn(
                name="hours", meaning="Standard hours of work in the shift; with them hours are planned", type="number",
                unit="h", least=0, most=1e7,
            ),
            StudyColumn(
                name="people", meaning="How many people it needs at once, without hours", type="integer", default=1,
                least=0, most=1000,
            ),
        ),
    ),
    StudyTable(
        name="people",
        meaning="The people there are; without it all that have a skill, for 8 hours of one shift",
        required=False,
        columns=(
            StudyColumn(name="person", meaning="Who", required=True),
            StudyColumn(name="shift", meaning="The shift this person works; empty where any will do"),
            StudyColumn(
                name="hours", meaning="Hours this person has in the shift", type="number", unit="h", default=8.0,
                least=0, most=1e6,
            ),
            StudyColumn(
                name="cost_per_h", meaning="Cost of an hour", type="number", unit="1/h", default=0.0, least=0, most=1e9
            ),
        ),
    ),
)  # fmt: skip

OPTIONS = (
    StudyOption(
        name="objective", meaning="What decides between assignments that do equally much", type="choice",
        choices=(LEAST_TIME, LEAST_COST, MOST_PERFORMANCE), default=LEAST_TIME,
    ),
    StudyOption(
        name="least_performance_pct", meaning="Below this a person does not count as able", unit="%", default=1.0,
        above=0, most=1000,
    ),
    StudyOption(
        name="cover", meaning="People who should know each task, in each shift", type="integer", default=2, least=1,
        most=1000,
    ),
    StudyOption(
        name="most_tasks", meaning="Tasks a person does at most in a shift, where hours are planned", type="integer",
        least=1, most=1000,
    ),
    StudyOption(
        name="seconds", meaning="Time for the search where hours are planned", unit="s", default=10.0, above=0,
        most=36000,
    ),
)  # fmt: skip

RESULTS = (
    StudyResult(name="assigned", meaning="Pairs of person and task", formula="count of pairs", decimals=0),
    StudyResult(name="unassigned_people", meaning="People without work", formula="people in no pair", decimals=0),
    StudyResult(
        name="unassigned_tasks", meaning="Tasks that nobody, or not all that are needed, do",
        formula="people needed > people assigned", decimals=0,
    ),
    StudyResult(name="total_time_s", meaning="Time of all pairs", unit="s", formula="Σ time", source=_KUHN),
    StudyResult(name="total_cost", meaning="Cost of all pairs, or of the hours", formula="Σ cost", source=_KUHN),
    StudyResult(
        name="mean_performance_pct", meaning="Mean performance of the pairs, by hours where there are any", unit="%",
        formula="Σ performance / pairs", source=_KUHN,
    ),
    StudyResult(name="load_h", meaning="Standard hours of work", unit="h", formula="Σ hours of the work"),
    StudyResult(name="capacity_h", meaning="Hours of the people", unit="h", formula="Σ hours of the people"),
    StudyResult(name="used_h", meaning="Hours that are worked", unit="h", formula="Σ hours assigned"),
    StudyResult(
        name="short_h", meaning="Standard hours of work that nobody does", unit="h",
        formula="load − Σ hours × performance",
    ),
    StudyResult(name="utilisation", meaning="Use of the people", formula="used / capacity", decimals=3),
    StudyResult(
        name="gaps", meaning="Tasks that fewer people know than should", formula="people who can < cover", decimals=0
    ),
    StudyResult(
        name="proved_optimal", meaning="Whether it is proved that nothing better exists",
        formula="the bound on the best is reached", source=_KUHN,
    ),
)  # fmt: skip

EXAMPLE = StudyExample(
    "Three people, three jobs, times in seconds: A–2, B–1, C–3 takes 2 + 4 + 3",
    "constructed, all six ways by hand: 13, 12, 14, 9, 16, 14",
    tables={
        "skills": "person,task,time_s\nA,1,4\nA,2,2\nA,3,8\nB,1,4\nB,2,6\nB,3,5\nC,1,6\nC,2,4\nC,3,3\n",
    },
    expected={"total_time_s": 9.0, "assigned": 3, "proved_optimal": True},
)

MISTAKES = (
    "Giving each task to the person who is best at it: somebody is then wanted twice; the sum is what counts.",
    "Hours of work and hours of people taken as equal: at 80 % an hour of work takes 1.25 hours.",
    "A task that one person knows: it stands still when that person is away. See the table gaps.",
    "Hours of one shift covering work of another: give both tables their shifts.",
)
