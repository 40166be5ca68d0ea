"""What a two-hand chart takes and answers: tables, options and results."""

from floorwright.api import StudyColumn, StudyExample, StudyOption, StudyResult, StudyTable

_SYMBOLS = ("operation", "transport", "hold", "delay")


def _symbol(name: str, meaning: str) -> StudyColumn:
    return StudyColumn(name=name, meaning=meaning, type="choice", choices=_SYMBOLS)


def _time(name: str, meaning: str) -> StudyColumn:
    return StudyColumn(name=name, meaning=meaning, type="number", unit="s", least=0, most=1e9)


TABLES = (
    StudyTable(
        name="elements",
        meaning="One row a thing a hand does, each hand in its order, from the release of the finished part on.",
        required=False,
        columns=(
            StudyColumn(
                name="hand", meaning="Which hand", type="choice", choices=("left", "right", "both"), required=True
            ),
            StudyColumn(name="description", meaning="What it does"),
            _symbol("symbol", "operation ○, transport ⇨, hold ▽, delay D; or a therblig"),
            StudyColumn(name="therblig", meaning="TE, G, TL, P, A, U, RL, H, UD …; tells the symbol"),
            _time("time_s", "How long"),
        ),
    ),
    StudyTable(
        name="lines",
        meaning="The same as lines of the paper form: left and right hand beside each other.",
        required=False,
        columns=(
            StudyColumn(name="left", meaning="What the left hand does"),
            _symbol("left_symbol", "Its symbol"),
            _time("left_time_s", "Its time"),
            StudyColumn(name="right", meaning="What the right hand does"),
            _symbol("right_symbol", "Its symbol"),
            _time("right_time_s", "Its time"),
            _time("time_s", "Time of the line, for a hand without its own"),
        ),
    ),
)

OPTIONS = (
    StudyOption(
        name="cycle_s",
        meaning="The cycle, where it is longer than what either hand does; without it the longer hand tells",
        unit="s",
        above=0,
        most=1e9,
    ),
    StudyOption(name="pieces_per_cycle", meaning="Pieces finished in a cycle", default=1.0, least=1e-6, most=1e9),
)

_ILO = "ILO, Introduction to Work Study, 4th ed., ch. 12"


def _result(name: str, meaning: str, unit: str = "", formula: str = "", decimals: int = 2) -> StudyResult:
    return StudyResult(name=name, meaning=meaning, unit=unit, formula=formula, source=_ILO, decimals=decimals)


def _of_hand(hand: str) -> tuple[StudyResult, ...]:
    counts = tuple(
        result
        for symbol in _SYMBOLS
        for result in (
            _result(f"{hand}_{symbol}s", f"{symbol.capitalize()}s of the {hand} hand", "", "count"),
            _result(f"{hand}_{symbol}_s", f"Time of its {symbol}s", "s", "Σ times"),
        )
    )
    shares = (
        _result(f"{hand}_work_pct", f"Work of the {hand} hand", "%", "(operations + transports) / cycle", 1),
        _result(f"{hand}_hold_pct", f"Hold of the {hand} hand", "%", "holds / cycle", 1),
        _result(f"{hand}_idle_pct", f"Idle of the {hand} hand", "%", "delays / cycle", 1),
        _result(f"{hand}_padded_s", f"Delay that fills the {hand} hand up to the cycle", "s", "cycle − Σ times"),
    )
    return counts + shares


RESULTS = (
    _result("cycle_s", "Cycle", "s", "longer of both hands"),
    _result("cycle_min", "Cycle", "min", "seconds / 60", 4),
    _result("pieces_per_h", "Pieces an hour", "pieces/h", "3600 × pieces / cycle"),
    *_of_hand("left"),
    *_of_hand("right"),
    _result("work_pct", "Work of both hands", "%", "(operations + transports) / (2 × cycle)", 1),
    _result("hold_pct", "Hold of both hands", "%", "holds / (2 × cycle)", 1),
    _result("idle_pct", "Idle of both hands", "%", "delays / (2 × cycle)", 1),
    _result("both_work_pct", "Part of the cycle in which both hands work", "%", "overlap / cycle", 1),
    _result("one_holds_pct", "Part of the cycle in which one hand only holds", "%", "overlap / cycle", 1),
    _result("both_idle_pct", "Part of the cycle in which both hands are idle", "%", "overlap / cycle", 1),
)

EXAMPLE = StudyExample(
    "A bolt and washer assembled: the left hand holds",
    "constructed",
    tables={
        "elements": "hand,description,symbol,time_s\nleft,to bolts,transport,1.2\nleft,grasp bolt,operation,0.8\n"
        "left,to middle,transport,1\nleft,hold bolt,hold,4.5\nleft,to chute,transport,0.9\nleft,release,operation,0.6\n"
        "right,to washers,transport,1\nright,grasp washer,operation,1\nright,to bolt,transport,1\n"
        "right,assemble washer,operation,4.5\n"
    },
    expected={"cycle_s": 9.0, "left_hold_pct": 50.0, "right_padded_s": 1.5},
)

MISTAKES = (
    "Charting both hands at once: write down one hand for a whole cycle, then the other.",
    "Beginning anywhere but at the release of the finished part.",
    "Columns of different length: both hands have the same cycle, and what is missing is a delay.",
    "A hand that holds counted as working: it is a costly vice.",
)
