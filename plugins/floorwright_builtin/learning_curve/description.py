"""What a learning curve takes and answers: its tables, options and results."""

from floorwright.api import StudyColumn, StudyExample, StudyOption, StudyResult, StudyTable

_MOST = 1e12

TABLES = (
    StudyTable(
        name="data",
        meaning="Observed times, to find rate and first unit from.",
        required=False,
        columns=(
            StudyColumn(
                name="unit", meaning="Number of the unit, or of the first of a lot", type="integer", required=True,
                least=1, most=_MOST,
            ),
            StudyColumn(
                name="last_unit", meaning="Last unit of a lot; time_h is then that of the whole lot", type="integer",
                least=1, most=_MOST,
            ),
            StudyColumn(
                name="time_h", meaning="Its time, as option data_is says", type="number", unit="h", required=True,
                least=1e-12, most=1e15,
            ),
        ),
    ),
    StudyTable(
        name="operations",
        meaning="Operations or departments with a curve each; their times add up.",
        required=False,
        columns=(
            StudyColumn(name="operation", meaning="Name", required=True),
            StudyColumn(
                name="time_h", meaning="Time of its first unit", type="number", unit="h", required=True, least=1e-12,
                most=1e15,
            ),
            StudyColumn(
                name="rate_pct", meaning="Its learning rate", type="number", unit="%", default=100.0, least=1, most=200
            ),
        ),
    ),
    StudyTable(
        name="plan",
        meaning="Units planned by period, where they differ.",
        required=False,
        columns=(
            StudyColumn(name="period", meaning="Week, month or day"),
            StudyColumn(name="units", meaning="Units in it", type="integer", required=True, least=0, most=1e9),
        ),
    ),
)  # fmt: skip

_CURVE, _ASKED, _RAMP = "Curve", "What is asked", "Ramp"


def _unit_option(name: str, meaning: str, group: str, default: float | None = None) -> StudyOption:
    return StudyOption(
        name=name, meaning=meaning, type="integer", default=None if default is None else int(default), least=1,
        most=_MOST, group=group,
    )  # fmt: skip


def _hours_option(name: str, meaning: str, group: str) -> StudyOption:
    return StudyOption(name=name, meaning=meaning, unit="h", least=1e-12, most=1e15, group=group)


OPTIONS = (
    StudyOption(
        name="model",
        meaning="crawford: unit n takes a n^b; wright: the mean of the first n units is a n^b",
        type="choice",
        choices=("crawford", "wright"),
        default="crawford",
        group=_CURVE,
    ),
    StudyOption(
        name="rate_pct",
        meaning="Learning rate: the time at twice the units, against the time before",
        unit="%",
        least=1,
        most=200,
        group=_CURVE,
    ),
    StudyOption(name="exponent", meaning="Or the exponent b = ln(rate)/ln 2 itself", least=-6.7, most=1, group=_CURVE),
    _hours_option("time_h", "A time that is known", _CURVE),
    _unit_option("known_unit", "The unit it is known of", _CURVE, 1),
    StudyOption(
        name="known_is",
        meaning="Whether time_h is that of the unit, the mean up to it or the total up to it; "
        "without it the unit's for Crawford and the mean for Wright",
        type="choice",
        choices=("unit", "average", "total"),
        group=_CURVE,
    ),
    StudyOption(
        name="data_is",
        meaning="What the times of table data are; lots are always totals",
        type="choice",
        choices=("unit", "average", "total"),
        default="unit",
        group=_CURVE,
    ),
    StudyOption(
        name="confidence_pct",
        meaning="Confidence of the interval of a fitted rate",
        unit="%",
        default=95.0,
        above=0,
        most=99.9999,
        group=_CURVE,
    ),
    _unit_option("unit", "Unit of which time, total and mean are asked", _ASKED),
    _unit_option("from_unit", "First unit of a block", _ASKED),
    _unit_option("to_unit", "Last unit of the block", _ASKED),
    _hours_option("target_h", "Time that is to be reached", _ASKED),
    StudyOption(
        name="target_is",
        meaning="Whether the target is the time of a unit or the mean of all up to it",
        type="choice",
        choices=("unit", "average"),
        default="unit",
        group=_ASKED,
    ),
    _hours_option("hours_h", "Hours of which it is asked how many units they finish", _ASKED),
    StudyOption(
        name="units_per_period", meaning="Units planned in each period", type="integer", least=1, most=1e9, group=_RAMP
    ),
    StudyOption(
        name="people", meaning="People who work, for the units a crew finishes", above=0, most=1e6, group=_RAMP
    ),
    StudyOption(
        name="person_h_per_period",
        meaning="Hours a person works on it in a period",
        unit="h",
        least=1e-6,
        most=1e6,
        group=_RAMP,
    ),
    StudyOption(name="periods", meaning="Periods to plan", type="integer", default=12, least=1, most=520, group=_RAMP),
    _unit_option("ramp_from", "First unit of the ramp; the ones before it are made", _RAMP, 1),
)


def _result(
    name: str, meaning: str, unit: str = "", formula: str = "", source: str = "", decimals: int = 2
) -> StudyResult:
    return StudyResult(name=name, meaning=meaning, unit=unit, formula=formula, source=source, decimals=decimals)


_CRAWFORD, _WRIGHT = "Crawford 1944", "Wright, J. Aeronautical Sciences 3, 1936"

RESULTS = (
    _result("first_unit_h", "Time of the first unit, a", "h", "time at n / n^b", _CRAWFORD, 3),
    _result("rate_pct", "Learning rate", "%", "2^b", _WRIGHT),
    _result("exponent", "Exponent b", "", "ln(rate) / ln 2", _WRIGHT, 6),
    _result(
        "r_squared",
        "Share of the differences that the fit explains",
        "",
        "1 − SSE/SST of the logarithms",
        "least squares on logarithms",
        4,
    ),
    _result(
        "rate_low_pct",
        "Lower end of the interval of the rate",
        "%",
        "2^(b − t s_b)",
        "interval of a slope, Student’s t",
    ),
    _result(
        "rate_high_pct",
        "Upper end of the interval of the rate",
        "%",
        "2^(b + t s_b)",
        "interval of a slope, Student’s t",
    ),
    _result("unit_h", "Time of the unit asked for", "h", "a n^b; Wright a (n^(1+b) − (n−1)^(1+b))", _CRAWFORD, 3),
    _result("total_h", "Time of all units up to it", "h", "Σ a i^b; Wright a n^(1+b)", _CRAWFORD, 3),
    _result("average_h", "Mean time of all units up to it", "h", "total / n", _WRIGHT, 3),
    _result("block_units", "Units in the block", "", "last − first + 1"),
    _result("block_h", "Time of the block", "h", "total(last) − total(first − 1)", _CRAWFORD, 3),
    _result("block_average_h", "Mean time of a unit in the block", "h", "block / units", _CRAWFORD, 3),
    _result(
        "block_midpoint", "Unit that takes that mean time (Crawford)", "", "(Σ i^b / count)^(1/b)", "cran learningCurve"
    ),
    _result(
        "block_approx_h",
        "Time of the block by the integral (Crawford), good from a rate of 70 %",
        "h",
        "a/(1+b) [(n+½)^(1+b) − (m−½)^(1+b)]",
        "",
        3,
    ),
    _result("target_units", "Units until the target is reached", "", "least n with time(n) ≤ target", _CRAWFORD),
    _result("target_total_h", "Hours until then", "h", "total(n)", _CRAWFORD),
    _result("units_in_hours", "Units that the hours finish", "", "largest n with total(n) ≤ hours", _CRAWFORD),
    _result("ramp_units", "Units in the ramp", "", "Σ units of the periods"),
    _result("ramp_h", "Hours of the ramp", "h", "Σ blocks of the periods"),
    _result("ramp_people", "Most people that a period needs", "", "⌈block / hours a person⌉"),
)

EXAMPLE = StudyExample(
    "First unit 100 h, 85 % (Crawford): the 125th unit and all up to it",
    "cran learningCurve, vignette",
    options={"time_h": "100", "rate_pct": "85", "unit": "125", "units_per_period": "25", "periods": "5",
             "person_h_per_period": "160"},
    expected={"first_unit_h": 100.0, "rate_pct": 85.0, "ramp_units": 125},
)  # fmt: skip

MISTAKES = (
    "Not saying which model: with 80 % Wright's unit times lie a third below Crawford's of the same numbers.",
    "Rate and exponent mixed up: 85 % is b = −0.234, not −0.85.",
    "The integral taken for the sum: it is good for large units and rates of 70 % or more only.",
    "The middle unit of a block taken for its mean: the midpoint of 201 to 500 at 75 % is 334.6, not 350.5.",
    "A curve drawn on for ever: it flattens when the machine sets the pace or there is nothing left to learn.",
    "Unit times fitted as if they were cumulative means, or lots as if they were units.",
)
