"""The study “reliability”: what is given, what is found, and where the formulas come from."""

from floorwright.api import StudyColumn, StudyExample, StudyMethod, StudyOption, StudyResult, StudyTable
from floorwright_builtin.machine_time.machine_log import LOG_COLUMNS, MEANINGS
from floorwright_builtin.machine_time.reliability import reliability
from floorwright_builtin.machine_time.reliability_figures import draw, on_plan

BOOK = "O'Connor and Kleyner"
EPSTEIN = "Epstein 1954"
COHEN = "Cohen 1965; O'Connor and Kleyner"
FAILURES = StudyTable(
    name="failures",
    meaning="A row a failure: the time since the last one (or since the start of a test), and the repair.",
    required=False,
    columns=(
        StudyColumn(name="unit", meaning="Which unit or machine"),
        StudyColumn(name="time_h", meaning="Time to failure", type="number", unit="h", least=0),
        StudyColumn(name="repair_h", meaning="Time of its repair", type="number", unit="h", least=0),
        StudyColumn(
            name="survived", meaning="It had not failed when last seen at that time", type="yes_no", default=False
        ),
    ),
)
COMPONENTS = StudyTable(
    name="components",
    meaning="The components of a system.",
    required=False,
    columns=(
        StudyColumn(name="component", meaning="Its name, as in the structure"),
        StudyColumn(name="reliability", meaning="Of one unit, for the mission", type="number", least=0, most=1),
        StudyColumn(name="mtbf_h", meaning="Mean time between failures", type="number", unit="h", above=0),
        StudyColumn(name="failure_rate_per_h", meaning="Instead of the MTBF", type="number", unit="1/h", above=0),
        StudyColumn(name="mttr_h", meaning="Mean time to repair", type="number", unit="h", least=0),
        StudyColumn(name="availability", meaning="Instead of MTBF and MTTR", type="number", least=0, most=1),
        StudyColumn(name="units", meaning="Equal units there", type="integer", default=1, least=1, most=1000),
        StudyColumn(name="needed", meaning="How many of them have to work; all where empty", type="integer", least=1),
    ),
)
LOG = StudyTable(
    name="log", meaning="The log of machines, whose breakdowns are failures.", required=False, columns=LOG_COLUMNS
)
OPTIONS = (
    StudyOption(name="operating_h", meaning="Operating time", unit="h", least=0, group="Observed"),
    StudyOption(name="total_h", meaning="All time, from which downtime goes off", unit="h", least=0, group="Observed"),
    StudyOption(name="downtime_h", meaning="Downtime in it", unit="h", least=0, group="Observed"),
    StudyOption(name="failures", meaning="Number of failures", type="integer", least=0, group="Observed"),
    StudyOption(name="repair_h", meaning="Time of all repairs", unit="h", least=0, group="Observed"),
    StudyOption(name="on_test", meaning="Units on a life test; times count from its start", type="integer", least=1,
                group="Observed"),
    StudyOption(name="test_h", meaning="End of the test; without it the last failure", unit="h", above=0,
                group="Observed"),
    StudyOption(name="replaced", meaning="Units that fail on the test are replaced", type="yes_no", default=False,
                group="Observed"),
    StudyOption(name="minor_stop_s", meaning="Stops in the log below this are no failures", unit="s", default=0.0,
                least=0, group="Observed"),
    StudyOption(name="mtbf_h", meaning="Stated MTBF", unit="h", above=0, group="Stated"),
    StudyOption(name="failure_rate_per_h", meaning="Stated failure rate", unit="1/h", above=0, group="Stated"),
    StudyOption(name="mttr_h", meaning="Stated MTTR", unit="h", least=0, group="Stated"),
    StudyOption(name="reliability", meaning="Stated reliability of a unit", least=0, most=1, group="Stated"),
    StudyOption(name="mission_h", meaning="Time t for which it has to work", unit="h", least=0, group="Mission"),
    StudyOption(name="wanted_reliability_pct", meaning="Reliability that is wanted", unit="%", above=0, most=99.9999999,
                group="Mission"),
    StudyOption(name="arrangement", meaning="How units, or components without a structure, are arranged",
                type="choice", choices=("series", "parallel"), default="series", group="System"),
    StudyOption(name="units", meaning="Equal units of the one studied", type="integer", default=1, least=1, most=1000,
                group="System"),
    StudyOption(name="needed", meaning="How many have to work (k of n), instead of the arrangement", type="integer",
                least=1, group="System"),
    StudyOption(name="structure", meaning="The structure of the components, as A & (B | C) & 2 of (D, E, F)",
                type="text", group="System"),
    StudyOption(name="confidence_pct", meaning="Confidence of the intervals", unit="%", default=95.0, above=0,
                most=99.9999, group="Conventions"),
    StudyOption(name="test_ended", meaning="Whether the observation ended with a failure or at a set time",
                type="choice", choices=("failure", "time"), default="failure", group="Conventions"),
    StudyOption(name="weibull_fit", meaning="How the Weibull distribution is fitted", type="choice",
                choices=("maximum likelihood", "median ranks"), default="maximum likelihood", group="Conventions"),
    StudyOption(name="ranks", meaning="Share failed: (i − 0.3)/(n + 0.4), (i − 0.5)/n, or i/(n + 1)", type="choice",
                choices=("bernard", "midpoint", "mean"), default="bernard", group="Conventions"),
)  # fmt: skip


def _result(
    name: str, meaning: str, unit: str = "", formula: str = "", source: str = BOOK, decimals: int = 4
) -> StudyResult:
    return StudyResult(name=name, meaning=meaning, unit=unit, formula=formula, source=source, decimals=decimals)


RESULTS = (
    _result("mtbf_h", "Mean time between failures", "h", "operating time ÷ failures", decimals=2),
    _result("mtbf_low_h", "Its lower limit", "h", "2T ÷ χ²(1 − α/2; 2r), 2r + 2 for a set time", EPSTEIN, 2),
    _result("mtbf_high_h", "Its upper limit", "h", "2T ÷ χ²(α/2; 2r)", EPSTEIN, 2),
    _result("mtbf_at_least_h", "Its one-sided lower limit", "h", "2T ÷ χ²(1 − α; d)", EPSTEIN, 2),
    _result("failure_rate_per_h", "Failure rate λ", "1/h", "1 ÷ MTBF", decimals=8),
    _result("failures", "Failures r", "", "failures counted in the table, or entered", "", 0),
    _result("operating_h", "Operating time T", "h", "sum of times; on test Σt + (n − r)·end", BOOK, 2),
    _result("failed_pct", "Share of the units on test that failed", "%", "r ÷ n", "", 2),
    _result("mttr_h", "Mean time to repair", "h", "repairs ÷ their number"),
    _result("mttr_low_h", "Its lower limit", "h", "as for the MTBF", EPSTEIN),
    _result("mttr_high_h", "Its upper limit", "h", "as for the MTBF", EPSTEIN),
    _result("availability", "Availability A", "", "MTBF ÷ (MTBF + MTTR)", decimals=6),
    _result("availability_low", "Its lower limit", "", "1 ÷ (1 + D/T·F(2r, 2r))", decimals=6),
    _result("availability_high", "Its upper limit", "", "1 ÷ (1 + D/T ÷ F(2r, 2r))", decimals=6),
    _result("reliability", "Reliability R of a unit over the mission", "", "exp(−t ÷ MTBF)", decimals=6),
    _result("reliability_low", "Its lower limit", "", "exp(−t ÷ lower MTBF)", decimals=6),
    _result("reliability_high", "Its upper limit", "", "exp(−t ÷ upper MTBF)", decimals=6),
    _result("system_reliability", "Reliability of the system", "", "series, parallel, k of n", decimals=6),
    _result("system_availability", "Availability of the system", "", "the same with A", decimals=6),
    _result("system_mtbf_h", "Mean life of the system without repair", "h", "area under R(t)", decimals=2),
    _result("time_for_reliability_h", "Time with the wanted reliability", "h", "−MTBF·ln R", decimals=2),
    _result("parallel_units_for_reliability", "Units in parallel for the wanted reliability", "",
            "ln(1 − wanted) ÷ ln(1 − R), rounded up", decimals=0),
    _result("weibull_shape", "Weibull shape β", "", "greatest likelihood, or least squares", COHEN),
    _result("weibull_scale_h", "Weibull scale η", "h", "(Σt^β ÷ r)^(1/β)", COHEN, 2),
    _result("weibull_mean_h", "Mean of the Weibull", "h", "η·Γ(1 + 1/β)", COHEN, 2),
    _result("weibull_b10_h", "When a tenth has failed (B10)", "h", "η·(−ln 0.9)^(1/β)", COHEN, 2),
    _result("weibull_reliability", "Reliability over the mission by the Weibull", "", "exp(−(t/η)^β)", COHEN, 6),
)  # fmt: skip
RELIABILITY = StudyMethod(
    id="reliability",
    title="Reliability and availability",
    group="machines",
    purpose="How long machines work between failures, how long repairs take, with intervals; availability; reliability "
    "over a time and of systems in series, in parallel and k of n; the Weibull distribution that fits.",
    tables=(FAILURES, COMPONENTS, LOG, MEANINGS),
    options=OPTIONS,
    results=RESULTS,
    compute=reliability,
    draw=draw,
    on_plan=on_plan,
    example=StudyExample(
        "MTBF 190 h, MTTR 10 h, two of three machines have to work",
        "constructed, derived by hand, REL-05",
        options={"mtbf_h": "190", "mttr_h": "10", "units": "3", "needed": "2", "mission_h": "19"},
        expected={"availability": 0.95, "system_availability": 0.99275},
    ),
    mistakes=(
        "Multiplying wrongly: .98 × .95 × .97 is .90307, not .9021 as a widely copied page prints.",
        "Calendar time instead of operating time in the MTBF.",
        "An MTBF out of two or three failures without its interval.",
        "Reading the MTBF as a life without failure: after it, 63 % of the units have failed.",
    ),
)
