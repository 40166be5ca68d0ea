"""What predetermined times take and answer: tables, options and results."""

from floorwright.api import (
    ALLOWANCE_ON_MACHINE,
    ALLOWANCE_OPTIONS,
    StudyColumn,
    StudyExample,
    StudyOption,
    StudyResult,
    StudyTable,
)

TABLES = (
    StudyTable(
        name="motions",
        meaning="One row a motion, in their order. Each has a code of the card, or tmu, mod, most or time_s.",
        required=False,
        columns=(
            StudyColumn(name="description", meaning="What is done"),
            StudyColumn(
                name="hand",
                meaning="Which hand, both, or the body",
                type="choice",
                choices=("left", "right", "both", "body"),
                default="right",
            ),
            StudyColumn(name="code", meaning="Its code on the card"),
            StudyColumn(name="tmu", meaning="Or its TMU, once", type="number", least=0, most=1e9),
            StudyColumn(name="mod", meaning="Or its MOD: a number, or codes whose digits say it, such as M3G1"),
            StudyColumn(
                name="most",
                meaning="Or a sequence of indices, A1 B0 G1 A1 B0 P3 A0; what is repeated in brackets: (A1 P3)(2)",
            ),
            StudyColumn(
                name="time_s", meaning="Or its time, once: a process, a walk", type="number", unit="s", least=0,
                most=1e9,
            ),
            StudyColumn(name="frequency", meaning="How often", type="number", default=1.0, least=0, most=1e6),
            StudyColumn(name="together", meaning="The same word or number in rows that are done at once"),
            StudyColumn(
                name="process", meaning="Whether it is a machine's time, without pace and allowance", type="yes_no",
                default=False,
            ),
        ),
    ),
    StudyTable(
        name="card",
        meaning="The card your firm is licensed to use: a value a code. Floorwright ships none.",
        required=False,
        columns=(
            StudyColumn(name="code", meaning="Code", required=True),
            StudyColumn(name="tmu", meaning="Its TMU", type="number", least=0, most=1e9),
            StudyColumn(name="mod", meaning="Or its MOD", type="number", least=0, most=1e9),
            StudyColumn(name="time_s", meaning="Or its time", type="number", unit="s", least=0, most=1e9),
            StudyColumn(name="description", meaning="What it stands for"),
        ),
    ),
)  # fmt: skip

_SYSTEM = "System"

OPTIONS = (
    StudyOption(
        name="total_tmu",
        meaning="Instead of motions: a sum of TMU to convert and to add allowances to",
        least=0,
        most=1e12,
        group=_SYSTEM,
    ),
    StudyOption(
        name="same_hand",
        meaning="Of motions of one hand in a step: all are added, or the longest counts (combined motions)",
        type="choice",
        choices=("added", "longest"),
        default="added",
        group=_SYSTEM,
    ),
    StudyOption(
        name="most_factor",
        meaning="TMU of an index: 10, or 1 and 100 in the systems for short and long work",
        default=10.0,
        above=0,
        most=1000,
        group=_SYSTEM,
    ),
    StudyOption(name="mod_s", meaning="Seconds of a MOD", unit="s", default=0.129, least=0.001, most=10, group=_SYSTEM),
    StudyOption(
        name="pace_pct",
        meaning="Pace the system's times are set at, against your standard pace",
        unit="%",
        default=100.0,
        above=0,
        most=1000,
        group=_SYSTEM,
    ),
    *ALLOWANCE_OPTIONS,
    ALLOWANCE_ON_MACHINE,
    StudyOption(name="pieces_per_cycle", meaning="Pieces finished in a cycle", default=1.0, least=1e-6, most=1e9),
)


def _result(
    name: str, meaning: str, unit: str = "", formula: str = "", source: str = "", decimals: int = 2
) -> StudyResult:
    return StudyResult(name=name, meaning=meaning, unit=unit, formula=formula, source=source, decimals=decimals)


_MTM = "Maynard, Stegemerten and Schwab 1948"

RESULTS = (
    _result("total_tmu", "Time of a cycle", "TMU", "Σ longest of the motions at once", _MTM, 1),
    _result("total_mod", "The same in MOD", "MOD", "seconds / 0.129", "1 MOD = 0.129 s", 1),
    _result("total_s", "The same in seconds", "s", "TMU × 0.036", "1 TMU = 0.00001 h", 3),
    _result("total_min", "The same in minutes", "min", "seconds / 60", "", 4),
    _result("left_tmu", "What the left hand takes", "TMU", "Σ TMU × frequency", _MTM, 1),
    _result("right_tmu", "What the right hand takes", "TMU", "Σ TMU × frequency", _MTM, 1),
    _result("body_tmu", "What the body takes", "TMU", "Σ TMU × frequency", _MTM, 1),
    _result("added_tmu", "All motions one after another", "TMU", "Σ TMU × frequency", _MTM, 1),
    _result("limited_tmu", "Saved by doing motions at once", "TMU", "added − total", _MTM, 1),
    _result("normal_s", "Normal time of a cycle", "s", "seconds × pace", "", 3),
    _result("allowance_pct", "Allowance", "%", "the total, or the sum of the categories", ""),
    _result("standard_s", "Standard time of a piece", "s", "normal × (1 + A), or / (1 − A); / pieces", "", 3),
    _result("standard_min", "Standard time of a piece", "min", "standard / 60", "", 4),
    _result("pieces_per_h", "Pieces an hour at standard", "pieces/h", "3600 / standard", ""),
    _result("motions", "Motions", "", "count of motions"),
    _result("unknown_codes", "Codes without a value", "", "codes that no table of values has"),
)

EXAMPLE = StudyExample(
    "Nine motions whose TMU the user typed in",
    "smart.gov.qa, MTM work element",
    tables={
        "motions": "code,tmu\nR16C,17\nG4A,7.3\nM10B5,15.1\nRL1,2\nR14B,14.4\nG1B,3.5\nM8C3,14.7\nP1NSE,10.4\nRL1,2\n"
    },
    expected={"total_tmu": 86.4, "total_s": 3.1104},
)

MISTAKES = (
    "Motions that both hands do at once added up: the longer one counts, and only where the two can be done at once.",
    "A card used without the training and licence it asks for: mistakes of 20 % and more are common.",
    "TMU taken for hundredths of a minute: 1 TMU is 0.0006 min.",
    "Process time forgotten, or given a pace and an allowance.",
    "Allowances taken to be in the system's times already: they are not.",
)
