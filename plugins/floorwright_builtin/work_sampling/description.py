"""What work sampling takes and answers: its tables, options and results."""

from floorwright.api import (
    ALLOWANCE_ON_MACHINE,
    ALLOWANCE_OPTIONS,
    StudyColumn,
    StudyExample,
    StudyOption,
    StudyResult,
    StudyTable,
)

_KIND = StudyColumn(
    name="kind",
    meaning="work is rated and counts, machine counts as it is, idle does not count into the standard time",
    type="choice",
    choices=("work", "machine", "idle"),
)


def _rating(meaning: str) -> StudyColumn:
    return StudyColumn(name="rating_pct", meaning=meaning, type="number", unit="%", above=0, most=1000)


TABLES = (
    StudyTable(
        name="observations",
        meaning="One row a look, in the order of the looks.",
        required=False,
        columns=(
            StudyColumn(name="activity", meaning="What was seen", required=True),
            StudyColumn(name="time", meaning="When: date and time, time of day, or seconds", type="moment"),
            StudyColumn(name="subject", meaning="Who or which machine was looked at"),
            StudyColumn(name="day", meaning="Which day; without it the date of the time"),
            _rating("Rating of what was seen, where each look is rated"),
        ),
    ),
    StudyTable(
        name="tallies",
        meaning="Instead of single looks: how often each activity was seen, a row an activity, or an activity and day.",
        required=False,
        columns=(
            StudyColumn(name="activity", meaning="What was seen", required=True),
            StudyColumn(
                name="count",
                meaning="How often",
                type="number",
                least=0,
                most=1e9,
                also=("observations", "no of observations", "number of observations", "times observed", "frequency"),
            ),
            StudyColumn(
                name="share_pct",
                meaning="Or its share of option n observations",
                type="number",
                unit="%",
                least=0,
                most=100,
            ),
            StudyColumn(name="day", meaning="On which day"),
            _KIND,
            _rating("Mean rating"),
        ),
    ),
    StudyTable(
        name="activities",
        meaning="The activities that can be seen, with kind and rating.",
        required=False,
        columns=(
            StudyColumn(name="activity", meaning="Its name", required=True),
            _KIND,
            _rating("Rating of all its observations that carry none"),
        ),
    ),
    StudyTable(
        name="breaks",
        meaning="Breaks of the shift, in which no tour is planned.",
        required=False,
        columns=(
            StudyColumn(name="start", meaning="Beginning, as 09:30", type="moment", required=True, least=0),
            StudyColumn(name="end", meaning="End, as 09:45", type="moment", required=True, least=0),
        ),
    ),
    StudyTable(
        name="stations",
        meaning="Where a tour may begin; one is drawn at random for each.",
        required=False,
        columns=(StudyColumn(name="station", meaning="Name of the station", required=True),),
    ),
)

_SIZE, _STANDARD, _PLAN = "Observations needed", "Standard time", "Plan of random times"

OPTIONS = (
    StudyOption(
        name="activity", meaning="The activity asked about; the first one without it", type="text", group=_SIZE
    ),
    StudyOption(
        name="p_pct",
        meaning="Its share, assumed or from a pilot; without it the share of the observations, or 50",
        unit="%",
        least=0,
        most=100,
        group=_SIZE,
    ),
    StudyOption(
        name="precision_kind",
        meaning="Whether the precision is percentage points (absolute) or a percentage of the share (relative)",
        type="choice",
        choices=("absolute", "relative"),
        default="absolute",
        group=_SIZE,
    ),
    StudyOption(
        name="precision_pct",
        meaning="Precision asked for: ± so many points, or ± so many per cent of the share",
        unit="%",
        default=5.0,
        least=1e-4,
        most=100,
        group=_SIZE,
    ),
    StudyOption(
        name="confidence_pct", meaning="Confidence", unit="%", default=95.0, above=0, most=99.9999, group=_SIZE
    ),
    StudyOption(
        name="z",
        meaning="The factor itself, such as 2 or 1.96, instead of the confidence",
        above=0,
        most=100,
        group=_SIZE,
    ),
    StudyOption(name="n", meaning="Observations made, where there is no table of them", least=1, most=1e9, group=_SIZE),
    StudyOption(
        name="limit_sigmas",
        meaning="Width of the control limits by day",
        default=3.0,
        above=0,
        most=10,
        group="Control chart",
    ),
    StudyOption(
        name="total_time_min",
        meaning="Working time that was sampled, of one person",
        unit="min",
        above=0,
        most=1e9,
        group=_STANDARD,
    ),
    StudyOption(
        name="people", meaning="People sampled; their times add up", default=1.0, least=1e-3, most=1e6, group=_STANDARD
    ),
    StudyOption(name="pieces", meaning="Pieces made in that time", least=1e-6, most=1e12, group=_STANDARD),
    StudyOption(
        name="rating_pct",
        meaning="Rating of all work that has none of its own; 100 without it",
        unit="%",
        above=0,
        most=1000,
        group=_STANDARD,
    ),
    *ALLOWANCE_OPTIONS,
    ALLOWANCE_ON_MACHINE,
    StudyOption(name="tours_per_day", meaning="Tours a day", type="integer", least=1, most=2000, group=_PLAN),
    StudyOption(name="days", meaning="Days to observe", type="integer", least=1, most=2000, group=_PLAN),
    StudyOption(
        name="seen_per_tour",
        meaning="Observations on a tour: people and machines looked at",
        default=1.0,
        least=1,
        most=1e6,
        group=_PLAN,
    ),
    StudyOption(name="first_day", meaning="First day, as 2026-03-02; the calendar needs it", type="text", group=_PLAN),
    StudyOption(
        name="weekdays_only", meaning="No tours on Saturdays and Sundays", type="yes_no", default=True, group=_PLAN
    ),
    StudyOption(name="shift_start", meaning="Begin of the shift", type="text", default="07:00", group=_PLAN),
    StudyOption(
        name="shift_min",
        meaning="Length of the shift with its breaks",
        unit="min",
        default=480.0,
        above=0,
        most=1440,
        group=_PLAN,
    ),
    StudyOption(
        name="minimum_gap_min",
        meaning="Least time between two tours",
        unit="min",
        default=5.0,
        least=0,
        most=1440,
        group=_PLAN,
    ),
    StudyOption(
        name="seed",
        meaning="Another number gives another plan, the same the same",
        type="integer",
        default=1,
        least=0,
        most=1e9,
        group=_PLAN,
    ),
)

_NIEBEL = "Niebel and Freivalds, 13th ed., ch. 14"
_ILO = "ILO, Introduction to Work Study, 4th ed., ch. 19"


def _result(
    name: str, meaning: str, unit: str = "", formula: str = "", source: str = "", decimals: int = 2
) -> StudyResult:
    return StudyResult(name=name, meaning=meaning, unit=unit, formula=formula, source=source, decimals=decimals)


RESULTS = (
    _result("activity", "The activity asked about", "", "as chosen, or the first"),
    _result("observations", "Observations made", "", "Σ counts", "", 0),
    _result("share_pct", "Its share", "%", "count / observations", _ILO),
    _result("share_low_pct", "Lower end of its interval", "%", "Wilson's score interval", "Wilson 1927"),
    _result("share_high_pct", "Upper end of its interval", "%", "Wilson's score interval", "Wilson 1927"),
    _result("z", "The factor of the standard error", "", "normal quantile of (1 + confidence)/2", _NIEBEL, 4),
    _result("precision_reached_pct", "Precision reached, points", "%", "z √(p(1 − p)/n)", _NIEBEL),
    _result("relative_precision_reached_pct", "Precision reached, of the share", "%", "z √((1 − p)/(n p))", _NIEBEL),
    _result("observations_absolute", "Observations for ± precision in points", "", "⌈z² p(1 − p)/e²⌉", _ILO),
    _result("observations_relative", "Observations for ± precision of the share", "", "⌈z² (1 − p)/(s² p)⌉", _NIEBEL),
    _result("observations_exact", "Observations for the precision asked for, not rounded", "", "as above", _NIEBEL),
    _result("observations_needed", "Observations for the precision asked for", "", "rounded up", _NIEBEL),
    _result("observations_missing", "Observations still missing", "", "needed − made, at least 0"),
    _result("precision_reached", "Whether the precision asked for is reached", "", "made ≥ needed"),
    _result("days_out", "Days beyond the control limits", "", "p̄ ± 3 √(p̄(1 − p̄)/n)", "Shewhart p chart"),
    _result("working_pct", "Share of all work", "%", "Σ work counts / observations", _ILO),
    _result("rating_factor", "Mean rating of the work", "", "Σ count × rating / Σ count", _NIEBEL, 4),
    _result("normal_s", "Normal time of a piece, machine time in it", "s", "T × p × rating / pieces", _NIEBEL, 3),
    _result("machine_s", "Machine time of a piece", "s", "T × p / pieces", _NIEBEL, 3),
    _result("allowance_pct", "Allowance", "%", "the total, or the sum of the categories", _ILO),
    _result("standard_s", "Standard time of a piece", "s", "normal × (1 + A), or / (1 − A) of the workday", _NIEBEL, 3),
    _result("standard_min", "Standard time of a piece", "min", "standard / 60", _NIEBEL, 4),
    _result("pieces_per_h", "Pieces an hour at standard", "pieces/h", "3600 / standard", _NIEBEL),
    _result("days_needed", "Days until the precision is reached", "", "⌈missing / (tours a day × seen a tour)⌉", _ILO),
    _result("tours_planned", "Tours in the plan", "", "tours a day × days"),
)

EXAMPLE = StudyExample(
    "200 looks at a shift of 400 min in which 150 pieces were made, allowance 10 % of the workday",
    "transtutors.com, work sampling example; printed there as 3.06 min from rounded parts",
    tables={"tallies": "activity,count,rating_pct\nassemble,70,80\npack,80,120\nmove,50,110\n"},
    options={"total_time_min": "400", "pieces": "150", "allowance_pct": "10", "allowance_basis": "workday"},
    expected={"standard_s": 184.0, "normal_s": 165.6, "share_pct": 35.0},
)

MISTAKES = (
    "Percentage points taken for a percentage of the share: ± 5 points of 20 % need 246 looks, ± 5 % of it need 6147.",
    "Observations needed rounded down.",
    "The time divided by the observations instead of by the pieces made.",
    "Machine time rated as if it were work.",
    "Looks at fixed times: people and machines have rhythms; use the plan of random times.",
    "Writing down what usually happens instead of what was seen at the moment of the look.",
    "A day beyond the control limits averaged in without asking what happened.",
)
