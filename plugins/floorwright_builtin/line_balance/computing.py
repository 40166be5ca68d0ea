"""The answer of a line balance: its figures, the stations, the tasks in them and their weights."""

from fractions import Fraction

from floorwright.api import (
    Column,
    Job,
    StudyAnswer,
    StudyFailed,
    StudyFinding,
    StudyInput,
    StudyValue,
    Table,
    balance_columns,
    cycle_in,
    follower_counts,
    positional_weights,
    whole_times,
)
from floorwright_builtin.line_balance.given_line import AS_GIVEN, as_given
from floorwright_builtin.line_balance.joined import Impossible, Joined, joined, refuse_fixed, refuse_long
from floorwright_builtin.line_balance.shown import Shown
from floorwright_builtin.line_balance.solving import COMSOAL, EXACT, Found, Way, broken, fewest, shortest
from floorwright_builtin.line_balance.work import Work, mixed, read_work, spoken

U_SHAPED, LONG_TASKS = "u", "long-tasks"
NAMES = {
    EXACT: "exact: branch, bound and remember (Sewell and Jacobson 2012) from both ends of the line",
    "ranked-positional-weight": "ranked positional weight (Helgeson and Birnie 1961)",
    "kilbridge-wester": "columns, in each the longest first (Kilbridge and Wester 1961)",
    "most-followers": "most followers, of equal ones the longest",
    "most-immediate-followers": "most immediate followers, of equal ones the longest",
    "longest-time": "longest time",
    AS_GIVEN: "the stations of the table, as they are given",
    COMSOAL: "COMSOAL (Arcus 1966), the best of 300 lines drawn by lot",
}


def balance(given: StudyInput, job: Job) -> StudyAnswer:
    """Stations for a cycle, or the cycle for so many stations. Sources stand beside the results.

    Raises:
        StudyFailed: when the tables make no sense, or there is nothing to balance to.
    """
    work = read_work(given)
    takt = _takt(given)
    cycle_s, stations = given.number_or_none("cycle_s"), _whole(given, "stations")
    if cycle_s is None and stations is None:
        cycle_s = None if takt is None else takt * given.number("takt_use_pct") / 100
    if cycle_s is None and stations is None:
        raise StudyFailed(
            "There is nothing to balance the line to.",
            hint="Set cycle_s, or stations, or demand with available_s for the takt.",
        )
    times = mixed(work, given.text("mix"))
    whole, unit, exact = whole_times(times)
    findings: list[StudyFinding] = []
    if not exact:
        findings.append(
            StudyFinding("The times were rounded to a ten-millionth of the longest", "they have too many decimals")
        )
    u_shaped, parallel = given.text("layout") == U_SHAPED, given.text("parallel") == LONG_TASKS
    facts: dict[str, StudyValue] = {"takt_s": takt, "total_s": float(sum(whole) * unit)}
    weights = _weights(work, whole, unit)
    if given.text("method") == AS_GIVEN:
        made, found, said = as_given(work, whole, unit, cycle_s, u_shaped)
        return _answer(
            given, work, made, found, unit, (takt, cycle_s, stations), times, facts, [*findings, *said], weights
        )
    try:
        if parallel and cycle_s is None:
            raise StudyFailed("Parallel stations need a cycle.", hint="Set cycle_s, or demand with available_s.")
        made = joined(work, whole, u_shaped, parallel)
        refuse_fixed(work, made, stations)
        found = _found(given, job, work, made, whole, unit, cycle_s, stations, facts)
    except Impossible as problem:
        findings.append(StudyFinding(problem.what, problem.why))
        return StudyAnswer(facts, {"weights": weights}, tuple(findings), _conventions(given, work))
    wrong = broken(made.line, made.rules, found.stations, found.cycle)
    if wrong:
        raise AssertionError(f"the balance breaks its own rules: {wrong[:3]}")
    return _answer(given, work, made, found, unit, (takt, cycle_s, stations), times, facts, findings, weights)


def _answer(
    given: StudyInput, work: Work, made: Joined, found: Found, unit: Fraction,
    asked: tuple[float | None, float | None, int | None], times: list[float], facts: dict[str, StudyValue],
    findings: list[StudyFinding], weights: Table,
) -> StudyAnswer:  # fmt: skip
    takt, cycle_s, stations = asked
    shown = Shown(work, made, found, unit, cycle_s, times)
    facts |= shown.results(given.text("efficiency_basis") == "largest-load", stations, cycle_s is not None)
    findings += _remarks(work, shown, takt, cycle_s, stations)
    tables = {"assignment": shown.assignment(), "stations": shown.table(), "weights": weights}
    if work.models:
        tables["models"] = shown.models()
    return StudyAnswer(facts, tables, tuple(findings), _conventions(given, work))


def _found(
    given: StudyInput, job: Job, work: Work, made: Joined, whole: list[int], unit: Fraction,
    cycle_s: float | None, stations: int | None, facts: dict[str, StudyValue],
) -> Found:  # fmt: skip
    place = {task: at for at, group in enumerate(made.members) for task in group[:1]}
    order = {at: task for task, at in place.items()}
    way = Way(
        given.text("method"), given.number("seconds"), int(given.number("seed")),
        [order[at] for at in range(len(made.members))],
        lambda share: job.progress(share, "Balancing the line"),
    )  # fmt: skip
    if cycle_s is None:
        assert stations is not None
        return shortest(made, stations, way)
    cycle = cycle_in(cycle_s, unit)
    facts["cycle_s"] = cycle_s
    facts["stations_theoretical"] = float(sum(whole) * unit) / cycle_s
    refuse_long(work, made, whole, cycle)
    return fewest(made, cycle, way, stations, given.yes("level"))


def _weights(work: Work, whole: list[int], unit: Fraction) -> Table:
    from floorwright.api import a_line

    line, order = a_line(whole, work.before)
    weights, counts, columns = positional_weights(line), follower_counts(line), balance_columns(line)
    rows = [(work.names[task], float(weights[at] * unit), counts[at], columns[at] + 1) for at, task in enumerate(order)]
    rows.sort(key=lambda row: -row[1])
    heads = (
        Column("task"), Column("positional weight", "s", "number"), Column("followers", type="integer"),
        Column("column", type="integer"),
    )  # fmt: skip
    return Table("Weights", heads, tuple(rows))


def _remarks(
    work: Work, shown: Shown, takt: float | None, cycle_s: float | None, stations: int | None
) -> list[StudyFinding]:
    said = []
    if not shown.found.proved:
        what = "fewer stations" if cycle_s is not None else "a shorter cycle"
        least = shown.found.least if cycle_s is not None else float(shown.found.least * shown.unit)
        said.append(
            StudyFinding(
                f"It is not proved that there is no balance with {what}",
                f"no balance goes below {least:g}; give more seconds, or use method=exact",
            )
        )
    count = sum(shown.copies.values())
    if cycle_s is not None and stations is not None and count > stations:
        said.append(
            StudyFinding(f"{count} stations are needed, and there are {stations}", "slow the cycle, or add stations")
        )
    if takt is not None and shown.cycle_s > takt * (1 + 1e-9):
        said.append(
            StudyFinding(
                f"The cycle of {shown.cycle_s:g} s is longer than the takt of {takt:g} s",
                "demand is not met; add stations or time",
            )
        )
    for station in shown.loads:
        over = [
            f"{model} ({load:g} s)"
            for model, load in shown.model_loads(station).items()
            if load > shown.cycle_s * shown.copies[station] + 1e-9
        ]
        if over:
            said.append(
                StudyFinding(
                    f"Station {station} is over the cycle for {spoken(over)}",
                    "mix the models evenly, give a buffer, or balance with mix=longest",
                )
            )
    empty = [station for station in shown.loads if not shown.by.get(station)]
    if empty:
        said.append(StudyFinding(f"Stations without work: {', '.join(map(str, empty))}", "fixed stations lie behind"))
    return said


def _takt(given: StudyInput) -> float | None:
    demand, available = given.number_or_none("demand"), given.number_or_none("available_s")
    if demand is None and available is None:
        return None
    if not demand or not available:
        raise StudyFailed("The takt needs demand and available_s, both larger than 0.", hint="Give the other one too.")
    return available / demand


def _whole(given: StudyInput, option: str) -> int | None:
    value = given.number_or_none(option)
    return None if value is None else int(value)


def _conventions(given: StudyInput, work: Work) -> tuple[str, ...]:
    takt = given.number_or_none("demand") is not None
    basis = "the largest load" if given.text("efficiency_basis") == "largest-load" else "the cycle"
    said = [
        f"Efficiency is total time / (stations × {basis}); balance delay is what it leaves.",
        "Smoothness is measured against the largest load.",
        f"Method: {NAMES[given.text('method')]}.",
    ]
    if given.text("layout") == U_SHAPED:
        said.append("U-line: a station takes work from the front and the back end of the precedence graph.")
    if given.text("parallel") == LONG_TASKS:
        said.append("A station with a task longer than the cycle stands as often as that task needs, side by side.")
    if not takt:
        said.append("No takt: it needs demand and available time.")
    if work.side:
        said.append("A station works on one side: tasks of the left and of the right are never in one station.")
    if work.models:
        mean = "the longest of the models" if given.text("mix") == "longest" else "the mean by share of the models"
        said.append(f"Mixed models: each task takes {mean}; precedence holds for all of them.")
    return tuple(said)
