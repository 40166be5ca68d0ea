"""What a time study takes and answers besides its tables: options, results, an example."""

from floorwright.api import (
    ALLOWANCE_ON_MACHINE,
    ALLOWANCE_OPTIONS,
    StudyExample,
    StudyOption,
    StudyResult,
)
from floorwright_builtin.time_study.tables import LEVELS, SINGLE_LEVELS

_PRECISION, _RATING, _WATCH = "Confidence and readings needed", "Rating", "Watch"

OPTIONS = (
    StudyOption(
        name="timing",
        meaning="Whether readings are an element's own time, or a watch that runs on",
        type="choice",
        choices=("snap-back", "continuous"),
        default="snap-back",
        group=_WATCH,
    ),
    StudyOption(
        name="start_s",
        meaning="What a running watch showed when the first element began",
        unit="s",
        default=0.0,
        least=0,
        most=1e9,
        group=_WATCH,
    ),
    StudyOption(
        name="mean_s",
        meaning="A study without tables: the mean observed time of the whole cycle",
        unit="s",
        above=0,
        most=1e9,
        group="One time without tables",
    ),
    StudyOption(
        name="n",
        meaning="Number of readings in mean_s",
        type="integer",
        least=1,
        most=1e9,
        group="One time without tables",
    ),
    StudyOption(
        name="sd_s",
        meaning="Standard deviation of those readings (n − 1)",
        unit="s",
        least=0,
        most=1e9,
        group="One time without tables",
    ),
    StudyOption(
        name="rating_pct",
        meaning="Rating of every element that has none of its own; 100 without it",
        unit="%",
        above=0,
        most=1000,
        group=_RATING,
    ),
    StudyOption(
        name="rating_scale",
        meaning="Scale of the ratings: standard pace is 100 (percent, BS 0-100, 75-100), 80 (60-80) or 133⅓ (100-133)",
        type="choice",
        choices=("percent", "BS 0-100", "60-80", "75-100", "100-133"),
        default="percent",
        group=_RATING,
    ),
    StudyOption(
        name="standard_rating",
        meaning="The rating that means standard pace, where the scale is another",
        least=1,
        most=1000,
        group=_RATING,
    ),
    StudyOption(
        name="skill", meaning=f"Skill, {LEVELS}; for every element without its own", type="text", group=_RATING
    ),
    StudyOption(name="effort", meaning=f"Effort, {LEVELS}", type="text", group=_RATING),
    StudyOption(name="conditions", meaning=f"Conditions, {SINGLE_LEVELS}", type="text", group=_RATING),
    StudyOption(name="consistency", meaning=f"Consistency, {SINGLE_LEVELS}", type="text", group=_RATING),
    *ALLOWANCE_OPTIONS,
    ALLOWANCE_ON_MACHINE,
    StudyOption(
        name="observations_method",
        meaning="How the readings needed are found: Student's t, the normal z, or the nomograph's formula "
        "(z = 2, population deviation: 95.45 %, and 5 % unless precision_pct says otherwise)",
        type="choice",
        choices=("t", "z", "nomograph"),
        default="t",
        group=_PRECISION,
    ),
    StudyOption(
        name="confidence_pct",
        meaning="Confidence of intervals and of the readings needed",
        unit="%",
        default=95.0,
        above=0,
        most=99.9999,
        group=_PRECISION,
    ),
    StudyOption(
        name="precision_pct",
        meaning="Half width asked for, as a percentage of the mean",
        unit="%",
        default=5.0,
        least=1e-4,
        most=100,
        group=_PRECISION,
    ),
    StudyOption(
        name="precision_s",
        meaning="Half width asked for as a time, instead of precision_pct",
        unit="s",
        least=1e-6,
        most=1e9,
        group=_PRECISION,
    ),
    StudyOption(
        name="z", meaning="The factor of the standard error itself, such as 2 or 3", above=0, most=100, group=_PRECISION
    ),
    StudyOption(
        name="outlier_rule",
        meaning="Which readings are flagged: modified z over 3.5, further than 3 s from the mean, both, none",
        type="choice",
        choices=("both", "modified z", "3 s", "none"),
        default="both",
        group="Outliers",
    ),
    StudyOption(name="pieces_per_cycle", meaning="Pieces finished in a cycle", default=1.0, least=1e-6, most=1e9),
    StudyOption(name="shift_min", meaning="Length of a shift", unit="min", default=480.0, above=0, most=1e6),
    StudyOption(
        name="clock_s",
        meaning="What the clock on the wall says the whole study lasted; gives the study error",
        unit="s",
        least=1e-3,
        most=1e12,
        group="Study error",
    ),
    StudyOption(
        name="check_s",
        meaning="Check time: before the first and after the last element",
        unit="s",
        default=0.0,
        least=0,
        most=1e12,
        group="Study error",
    ),
    StudyOption(
        name="ineffective_s",
        meaning="Ineffective time that is not among the readings",
        unit="s",
        default=0.0,
        least=0,
        most=1e12,
        group="Study error",
    ),
    StudyOption(
        name="study_error_limit_pct",
        meaning="Largest study error that is accepted",
        unit="%",
        default=2.0,
        least=0,
        group="Study error",
    ),
)

_ILO = "ILO, Introduction to Work Study, 4th ed., ch. 21–23"
_NIEBEL = "Niebel and Freivalds, 13th ed., ch. 10–11"


def _result(
    name: str, meaning: str, unit: str = "", formula: str = "", source: str = "", decimals: int = 2
) -> StudyResult:
    return StudyResult(name=name, meaning=meaning, unit=unit, formula=formula, source=source, decimals=decimals)


RESULTS = (
    _result("observed_s", "Observed time of a cycle", "s", "Σ mean × frequency", _ILO, 3),
    _result(
        "rating_factor", "Rating of the whole cycle", "", "normal / observed; Westinghouse 1 + Σ levels", _NIEBEL, 4
    ),
    _result("normal_s", "Normal (basic) time of a cycle", "s", "Σ Σ(t × rating)/n × frequency", _ILO, 3),
    _result("allowance_pct", "Allowance of the study", "%", "the total, or the sum of the categories", _ILO),
    _result("allowance_factor", "Standard over normal time", "", "1 + A, or 1/(1 − A) of the workday", _NIEBEL, 4),
    _result("standard_s", "Standard time of a piece", "s", "Σ normal × allowance factor / pieces a cycle", _ILO, 3),
    _result("standard_min", "Standard time of a piece", "min", "standard / 60", _ILO, 4),
    _result("standard_tmu", "Standard time of a piece", "TMU", "standard / 0.036", "1 TMU = 0.00001 h", 1),
    _result("standard_with_all_s", "Standard time if no reading were left out", "s", "as standard_s", _ILO, 3),
    _result("pieces_per_h", "Pieces an hour at standard", "pieces/h", "3600 / standard", _ILO),
    _result("pieces_per_shift", "Pieces a shift at standard", "pieces", "shift / standard", _ILO),
    _result("h_per_100_pieces", "Hours for 100 pieces", "h", "100 × standard / 3600", _NIEBEL, 4),
    _result(
        "observed_low_s",
        "Lower end of the interval of the observed cycle",
        "s",
        "Σ f x̄ − t √Σ f² s²/n",
        "Welch 1947",
        3,
    ),
    _result("observed_high_s", "Upper end of that interval", "s", "Σ f x̄ + t √Σ f² s²/n", "Welch 1947", 3),
    _result(
        "normal_low_s", "Lower end of the interval of the normal time", "s", "with the rated times", "Welch 1947", 3
    ),
    _result("normal_high_s", "Upper end of that interval", "s", "with the rated times", "Welch 1947", 3),
    _result("precision_reached_pct", "Half width of the least certain element's mean", "%", "t s/√n / x̄", _NIEBEL),
    _result(
        "quantile", "The t or z that was used for the readings needed", "", "t with n − 1 degrees, or z", _NIEBEL, 4
    ),
    _result(
        "observations_exact",
        "Readings needed, not rounded",
        "",
        "(t s/(k x̄))²; 40 √(n Σx² − (Σx)²)/Σx squared",
        _NIEBEL,
    ),
    _result("observations_needed", "Readings needed: the largest of the elements, rounded up", "", "⌈exact⌉", _NIEBEL),
    _result(
        "observations_made", "Fewest readings of an element", "", "the smallest count of readings of an element", ""
    ),
    _result(
        "observations_element",
        "The element that needs the most readings",
        "",
        "the largest number of readings needed",
        "",
    ),
    _result("readings", "Readings that count", "", "count of readings that count", ""),
    _result("readings_excluded", "Readings left out with a reason", "", "count of readings left out", ""),
    _result(
        "readings_flagged",
        "Readings that count and are flagged as outliers",
        "",
        "|z| > 3.5 or > 3 s",
        "Iglewicz and Hoaglin 1993",
    ),
    _result("recorded_s", "Time the watch recorded", "s", "Σ readings, foreign ones as well", _ILO),
    _result("study_error_pct", "Study error", "%", "|recorded + check + ineffective − clock| / clock", _ILO),
    _result("study_error_ok", "Whether the study error is accepted", "", "error ≤ limit", _ILO),
)

EXAMPLE = StudyExample(
    "A part turned: loaded, cut by the machine, unloaded; ten cycles, allowance 15 % of job time",
    "constructed: 15 % on 6.6 s and 4.275 s by hand, and 30 s of the machine without",
    tables={
        "elements": "element,type,ends\nload,regular,chuck closed\ncut,machine,feed stops\n"
        "unload,regular,part in the box\n",
        "sheet": "element,rating_pct," + ",".join(f"c{cycle}_s" for cycle in range(1, 11)) + "\n"
        "load,110,6,5,7,6,6,5,7,6,6,6\ncut,,30,30,30,30,30,30,30,30,30,30\nunload,95,4,4,5,4,4,3,4,4,9,4\n",
    },
    options={"allowance_pct": "15", "allowance_basis": "job time"},
    expected={"observed_s": 40.5, "normal_s": 40.875, "standard_s": 42.50625, "readings_flagged": 1},
)

MISTAKES = (
    "Rating the mean where ratings differ from reading to reading: each time is multiplied by its own rating.",
    "The allowance on the wrong basis: 13 % of job time is × 1.13, 13 % of the workday is / 0.87.",
    "Allowances on machine time, and ratings of a machine.",
    "A reading deleted because it looks odd: it is flagged, and left out only with a reason that stays on the sheet.",
    "An element that comes once in ten cycles counted in every cycle: give its frequency.",
    "Readings needed rounded down, or taken from the mean of all elements instead of the worst.",
    "The nomograph's formula uses the deviation of a population; t and z use that of a sample.",
)
