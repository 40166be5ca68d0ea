"""The study “takt”: what is given, what is found, and where the formulas come from."""

from floorwright.api import StudyColumn, StudyExample, StudyMethod, StudyOption, StudyResult, StudyTable
from floorwright_builtin.capacity.plan_work import stations_of_plan
from floorwright_builtin.capacity.takt import takt
from floorwright_builtin.capacity.takt_figures import draw, on_plan

ROTHER = "Rother and Shook, Learning to See, 1999"
STATIONS = StudyTable(
    name="stations",
    meaning="The stations of the line, to compare their cycles with the takt.",
    required=False,
    columns=(
        StudyColumn(name="station", meaning="Its name"),
        StudyColumn(name="cycle_s", meaning="Its cycle", type="number", unit="s", required=True, least=0),
        StudyColumn(name="machines", meaning="Equal machines or places", type="number", default=1.0, above=0),
        StudyColumn(name="pieces_per_cycle", meaning="Pieces a cycle", type="number", default=1.0, above=0),
        StudyColumn(
            name="uptime_pct", meaning="Share of the time it can run", type="number", unit="%", default=100.0, above=0,
            most=100,
        ),
        StudyColumn(
            name="efficiency_pct", meaning="Standard time ÷ time taken", type="number", unit="%", default=100.0, above=0
        ),
        StudyColumn(
            name="scrap_pct", meaning="Share it rejects", type="number", unit="%", default=0.0, least=0, most=99.999999
        ),
    ),
)  # fmt: skip
PRODUCTS = StudyTable(
    name="products",
    meaning="What is wanted of each product in the period, instead of the option demand.",
    required=False,
    columns=(
        StudyColumn(name="product", meaning="Its name"),
        StudyColumn(
            name="quantity", meaning="Good pieces wanted", type="number", unit="pieces", required=True, least=0
        ),
    ),
)
OPTIONS = (
    StudyOption(name="demand", meaning="Good pieces wanted in the period", unit="pieces", least=0, group="Demand"),
    StudyOption(name="scrap_pct", meaning="Share of the started pieces that is lost", unit="%", default=0.0, least=0,
                most=99.999999, group="Demand"),
    StudyOption(name="available_s", meaning="Net available time in the period; without it shifts and breaks tell",
                unit="s", least=0, group="Time"),
    StudyOption(name="shifts", meaning="Shifts a day", default=1.0, least=0, group="Time"),
    StudyOption(name="shift_min", meaning="Length of a shift", unit="min", default=480.0, least=0, group="Time"),
    StudyOption(name="breaks_min", meaning="Breaks and planned stops in a shift", unit="min", default=0.0, least=0,
                group="Time"),
    StudyOption(name="days", meaning="Days in the period; 1, or those that make up available_s", above=0, group="Time"),
    StudyOption(name="overtime_min", meaning="Overtime a day", unit="min", default=0.0, least=0, group="Time"),
    StudyOption(name="efficiency_pct", meaning="Share of the takt that the planned cycle may use", unit="%",
                default=100.0, above=0, most=100, group="Line"),
    StudyOption(name="cycle_s", meaning="The present cycle, to compare, where no stations are given", unit="s", above=0,
                group="Line"),
)  # fmt: skip


def _result(
    name: str, meaning: str, unit: str = "", formula: str = "", source: str = ROTHER, decimals: int = 2
) -> StudyResult:
    return StudyResult(name=name, meaning=meaning, unit=unit, formula=formula, source=source, decimals=decimals)


RESULTS = (
    _result("available_s", "Net available time", "s", "days × (shifts × (shift − breaks) + overtime)"),
    _result("demand", "Good pieces wanted", "pieces", "as entered", ""),
    _result("takt_s", "Takt time", "s", "net available time ÷ demand"),
    _result("pieces_per_h", "Good pieces an hour", "pieces/h", "3600 ÷ takt"),
    _result("planned_cycle_s", "Planned cycle", "s", "takt × efficiency"),
    _result("started_pieces", "Pieces to start", "pieces", "demand ÷ (1 − scrap)"),
    _result("takt_started_s", "Takt of started pieces", "s", "takt × (1 − scrap)"),
    _result("bottleneck", "The slowest station", "", "greatest pace"),
    _result("bottleneck_cycle_s", "Its time a good piece", "s",
            "cycle ÷ (machines × pieces × uptime × efficiency × good share)"),
    _result("capacity_pieces", "Good pieces the line can make in the period", "pieces", "available ÷ slowest"),
    _result("missing_pieces", "Pieces that would be missing", "pieces", "demand − capacity"),
    _result("overtime_needed_h", "Overtime in the period to make them", "h", "missing × slowest"),
    _result("stations_over", "Stations over the takt", "", "pace > takt"),
    _result("operators_exact", "Operators by the work, not rounded", "", "sum of work ÷ planned cycle"),
    _result("operators", "Operators by the work", "", "rounded up", "", 0),
)  # fmt: skip
TAKT = StudyMethod(
    id="takt",
    title="Takt time",
    group="line and people",
    purpose="How often a piece has to be finished so that demand is met in the time there is; which stations are "
    "slower, what that costs, and what other shifts or overtime would change.",
    tables=(STATIONS, PRODUCTS),
    options=OPTIONS,
    results=RESULTS,
    compute=takt,
    draw=draw,
    from_plan=stations_of_plan,
    on_plan=on_plan,
    example=StudyExample(
        "27,600 s a shift, 460 pieces; a welder of 62 s is over the takt",
        "Rother and Shook, Learning to See (time and demand); stations constructed",
        tables={
            "stations": "station,cycle_s,machines,uptime_pct\nStamping,1,1,85\nWelding,62,1,100\nAssembly,40,1,100\n"
        },
        options={"available_s": "27600", "demand": "460"},
        expected={"takt_s": 60.0, "bottleneck": "Welding", "capacity_pieces": 27600 / 62, "operators": 2},
    ),
    mistakes=(
        "Gross instead of net time: breaks, meetings and planned maintenance belong out of it.",
        "Demand of a day beside the time of a shift.",
        "Calling the cycle of the line its takt: takt is what the customer asks for, cycle what the line does.",
    ),
)
