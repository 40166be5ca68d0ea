"""The study “oee”: what is given, what is found, and where the formulas come from."""

from floorwright.api import StudyColumn, StudyExample, StudyMethod, StudyOption, StudyResult, StudyTable
from floorwright_builtin.machine_time.machine_log import LOG_COLUMNS, MEANINGS
from floorwright_builtin.machine_time.oee import oee
from floorwright_builtin.machine_time.oee_figures import draw, on_plan

NAKAJIMA = "Nakajima, Introduction to TPM, 1988"
LOG = StudyTable(
    name="log",
    meaning="The log of the machines: a row an event, with what they did from when to when.",
    required=False,
    columns=LOG_COLUMNS,
)
PRODUCTS = StudyTable(
    name="products",
    meaning="What was made, where products differ in their ideal cycles; instead of total, good and reject.",
    required=False,
    columns=(
        StudyColumn(name="product", meaning="Its name"),
        StudyColumn(
            name="pieces", meaning="Pieces made, with the rejects", type="number", unit="pieces", required=True, least=0
        ),
        StudyColumn(name="rejects", meaning="Pieces rejected", type="number", unit="pieces", default=0.0, least=0),
        StudyColumn(name="ideal_cycle_s", meaning="Its ideal cycle", type="number", unit="s", above=0),
    ),
)
MACHINES = StudyTable(
    name="machines",
    meaning="What is special about a machine of the log.",
    required=False,
    columns=(
        StudyColumn(name="machine", meaning="As in the log", required=True),
        StudyColumn(name="ideal_cycle_s", meaning="Its ideal cycle", type="number", unit="s", above=0),
        StudyColumn(name="calendar_s", meaning="Calendar time of the period", type="number", unit="s", above=0),
    ),
)
OPTIONS = (
    StudyOption(name="planned_s", meaning="Planned production time (PPT)", unit="s", least=0, group="Time"),
    StudyOption(name="shift_s", meaning="Length of the shift, from which planned stops go off", unit="s", least=0,
                group="Time"),
    StudyOption(name="planned_stops_s", meaning="Breaks, meetings and planned maintenance in the shift", unit="s",
                default=0.0, least=0, group="Time"),
    StudyOption(name="run_s", meaning="Run (operating) time; without it planned less downtime and setup", unit="s",
                least=0, group="Time"),
    StudyOption(name="down_s", meaning="Breakdowns and other stops", unit="s", default=0.0, least=0,
                group="Time"),
    StudyOption(name="setup_s", meaning="Setups and adjustments", unit="s", default=0.0, least=0, group="Time"),
    StudyOption(name="minor_s", meaning="Minor stops in the run, where they are known", unit="s", default=0.0, least=0,
                group="Time"),
    StudyOption(name="calendar_s", meaning="All time of the period, of one machine, for TEEP; without it the span "
                "of the log", unit="s", above=0, group="Time"),
    StudyOption(name="ideal_cycle_s", meaning="Ideal cycle of a piece", unit="s", above=0, group="Pieces"),
    StudyOption(name="ideal_rate_per_h", meaning="Ideal rate, instead of the ideal cycle", unit="pieces/h", above=0,
                group="Pieces"),
    StudyOption(name="total", meaning="Pieces made, with the rejects", unit="pieces", least=0, group="Pieces"),
    StudyOption(name="good", meaning="Good pieces", unit="pieces", least=0, group="Pieces"),
    StudyOption(name="reject", meaning="Rejected pieces, with those of starting", unit="pieces", least=0,
                group="Pieces"),
    StudyOption(name="startup_reject", meaning="Pieces rejected while starting", unit="pieces", default=0.0, least=0,
                group="Pieces"),
    StudyOption(name="availability_pct", meaning="Availability, where all three factors are known already", unit="%",
                least=0, most=100, group="Factors"),
    StudyOption(name="performance_pct", meaning="Performance, likewise", unit="%", least=0, group="Factors"),
    StudyOption(name="quality_pct", meaning="Quality, likewise", unit="%", least=0, most=100, group="Factors"),
    StudyOption(name="cap_performance", meaning="Performance counts at most 1", type="yes_no", default=True,
                group="Conventions"),
    StudyOption(name="minor_stop_s", meaning="Unplanned stops in the log below this are minor stops", unit="s",
                default=0.0, least=0, group="Conventions"),
    StudyOption(name="gaps", meaning="What time is that nobody wrote down in the log", type="choice",
                choices=("left out", "stop"), default="left out", group="Conventions"),
)  # fmt: skip


def _result(name: str, meaning: str, unit: str, formula: str, source: str = NAKAJIMA, decimals: int = 4) -> StudyResult:
    return StudyResult(name=name, meaning=meaning, unit=unit, formula=formula, source=source, decimals=decimals)


RESULTS = (
    _result("oee", "Overall equipment effectiveness", "", "A × P × Q = good × ideal cycle ÷ planned"),
    _result("availability", "Availability A", "", "run ÷ planned"),
    _result("performance", "Performance P", "", "ideal cycle × total ÷ run, at most 1"),
    _result("quality", "Quality Q", "", "good ÷ total"),
    _result("performance_uncapped", "Performance as computed", "", "ideal cycle × total ÷ run"),
    _result("teep", "Total effective equipment performance", "", "OEE × planned ÷ calendar"),
    _result("loading", "Share of the calendar time that is planned", "", "planned ÷ calendar"),
    _result("planned_s", "Planned production time", "s", "shift − planned stops", decimals=0),
    _result("run_s", "Run (operating) time", "s", "planned − breakdowns − setups", decimals=0),
    _result("net_run_s", "Net run time", "s", "ideal cycle × total", decimals=0),
    _result("valuable_s", "Time that made good pieces", "s", "net run × Q", decimals=0),
    _result("total", "Pieces made", "pieces", "entered, or good + reject", "", 0),
    _result("good", "Good pieces", "pieces", "total − reject", "", 0),
    _result("reject", "Rejected pieces", "pieces", "entered, or total − good", "", 0),
    _result("largest_loss", "The largest of the six big losses", "", "most hours"),
)
OEE = StudyMethod(
    id="oee",
    title="Overall equipment effectiveness",
    group="machines",
    purpose="How much of the planned time of machines makes good pieces at the ideal speed, and which of the six big "
    "losses takes the rest: from totals or from a log.",
    tables=(LOG, PRODUCTS, MACHINES, MEANINGS),
    options=OPTIONS,
    results=RESULTS,
    compute=oee,
    draw=draw,
    on_plan=on_plan,
    example=StudyExample(
        "A shift with 420 min planned and 373 min run; ideal 1.0 s, 19,271 made, 423 rejected",
        "the well-known example of many OEE guides, OEE-01",
        options={
            "shift_s": "28800",
            "planned_stops_s": "3600",
            "down_s": "2820",
            "ideal_cycle_s": "1.0",
            "total": "19271",
            "reject": "423",
        },
        expected={
            "availability": 373 / 420,
            "performance": 19271 / 22380,
            "quality": 18848 / 19271,
            "oee": 18848 / 25200,
        },
    ),
    mistakes=(
        "Multiplying rounded factors: .875 × .952 × .95 is .7914, not .7917.",
        "Leaving planned stops in the planned time, or taking setups out of it.",
        "An ideal cycle that is only the usual one: performance then looks good and nothing is found.",
        "The mean of the machines' OEE: add their times and pieces instead.",
    ),
)
