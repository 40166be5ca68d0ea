"""A machine's log as events in order: what cannot be right is named, and no time is counted twice."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from floorwright.api import StudyColumn, StudyFailed, StudyFinding, StudyInput, StudyRow, StudyTable
from floorwright_builtin.machine_time.states import STATES, State, meaning, own_meanings

LONG_FOR_MINOR_S = 600.0
"""Minor stops last less than ten minutes (Nakajima, Introduction to TPM)."""
NAMED = 3
THE_MACHINE = "machine"
LOG_COLUMNS = (
    StudyColumn(name="machine", meaning="Which machine; empty is one for all", also=("equipment", "station", "asset")),
    StudyColumn(
        name="start",
        meaning="When it began: date and time, time of day, or seconds",
        type="moment",
        also=("start time", "begin", "beginning", "from", "started"),
    ),
    StudyColumn(
        name="end",
        meaning="When it ended",
        type="moment",
        also=("end time", "finish", "until", "to", "ended"),
    ),
    StudyColumn(name="duration_s", meaning="How long, where no end is given", type="number", unit="s", least=0),
    StudyColumn(
        name="state", meaning="Run, setup, breakdown, minor stop, planned stop, startup, off, or your own word"
    ),
    StudyColumn(name="reason", meaning="Why it stood"),
    StudyColumn(name="pieces", meaning="Pieces made, with the rejects", type="number", unit="pieces", least=0),
    StudyColumn(name="rejects", meaning="Pieces rejected", type="number", unit="pieces", default=0.0, least=0),
    StudyColumn(name="ideal_cycle_s", meaning="Ideal cycle of what was made", type="number", unit="s", above=0),
    StudyColumn(name="cost", meaning="What the event cost", type="number", least=0),
)
MEANINGS = StudyTable(
    name="meanings",
    meaning="What your own words for states and reasons mean.",
    required=False,
    columns=(
        StudyColumn(name="word", meaning="A state or reason as in the log", required=True),
        StudyColumn(name="means", meaning="What it is", type="choice", choices=STATES, required=True),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A state of a machine over some time, seconds; `start` counts from the first start in the log, None unknown."""

    machine: str
    state: State
    reason: str
    duration: float
    start: float | None
    row: StudyRow

    @property
    def end(self) -> float | None:
        return None if self.start is None else self.start + self.duration


@dataclass(frozen=True, slots=True)
class MachineLog:
    """The events by machine in order of time, and what had to be said about them.

    `gaps` is the time nobody wrote down between the events of each machine, `span` from its first start to its last
    end.
    """

    events: dict[str, list[Event]]
    gaps: dict[str, float]
    span: dict[str, float]
    findings: tuple[StudyFinding, ...]


def read_log(given: StudyInput, minor_stop_s: float = 0.0) -> MachineLog:
    """The table `log` in order. Ends before starts are left out, times told twice are counted once; both are named.

    An unplanned stop shorter than `minor_stop_s` is a minor one.

    Raises:
        StudyFailed: for a row that has neither an end nor a duration.
    """
    own = own_meanings(given.rows("meanings"))
    rows = given.rows("log")
    findings: list[StudyFinding] = []
    negative: list[int] = []
    long_minor: list[int] = []
    strange: Counter[str] = Counter()
    first = min((start for row in rows if (start := row.number_or_none("start")) is not None), default=0.0)
    by_machine: dict[str, list[Event]] = defaultdict(list)
    for row in rows:
        duration = _duration(row)
        if duration < 0:
            negative.append(row.number)
            continue
        state = meaning(row.text("state"), row.text("reason"), own)
        if state is None:
            strange[row.text("state") or row.text("reason") or "(empty)"] += 1
            state = "breakdown"
        if state == "breakdown" and duration < minor_stop_s:
            state = "minor stop"
        elif state == "minor stop" and duration >= (minor_stop_s or LONG_FOR_MINOR_S):
            long_minor.append(row.number)
        start = row.number_or_none("start")
        name = row.text("machine") or THE_MACHINE
        by_machine[name].append(
            Event(
                machine=name,
                state=state,
                reason=row.text("reason") or row.text("state"),
                duration=duration,
                start=None if start is None else start - first,
                row=row,
            )
        )
    if negative:
        many = f"{len(negative)} events end before they start" if len(negative) > 1 else "1 event ends before it starts"
        what = f"{many} (log, {_rows_named(negative)})"
        findings.append(StudyFinding(what, "they are left out; events over midnight need dates"))
    if long_minor:
        findings.append(
            StudyFinding(
                f"Long for a minor stop (log, {_rows_named(long_minor)})",
                "by its words the time counts as speed lost, not as downtime; say in “meanings” if it is a breakdown",
            )
        )
    if strange:
        words = ", ".join(f"“{word}” ({count})" for word, count in strange.most_common(NAMED))
        more = f" and {len(strange) - NAMED} more" if len(strange) > NAMED else ""
        findings.append(
            StudyFinding(f"Nobody knows what {words}{more} means", "it is counted as breakdown; say it in “meanings”")
        )
    return _in_order(by_machine, findings)


def _duration(row: StudyRow) -> float:
    start, end, stated = (row.number_or_none(name) for name in ("start", "end", "duration_s"))
    if start is not None and end is not None:
        return end - start
    if stated is None:
        raise StudyFailed(
            f"log, row {row.number}: the event has neither start and end nor a duration.",
            hint="Fill start and end, or duration_s.",
        )
    return stated


def _in_order(by_machine: dict[str, list[Event]], findings: list[StudyFinding]) -> MachineLog:
    overlaps: list[int] = []
    gaps: dict[str, float] = {}
    spans: dict[str, float] = {}
    gap_count = 0
    events: dict[str, list[Event]] = {}
    for name, told in by_machine.items():
        timed = sorted((event for event in told if event.start is not None), key=lambda event: event.start or 0.0)
        kept = [event for event in told if event.start is None]
        reached: float | None = None
        gaps[name] = 0.0
        for event in timed:
            start, end = event.start or 0.0, event.end or 0.0
            if reached is not None and start < reached - 1e-6:
                overlaps.append(event.row.number)
                start = min(reached, end)
            elif reached is not None and start > reached + 1e-6:
                gaps[name] += start - reached
                gap_count += 1
            kept.append(replace(event, start=start, duration=max(end - start, 0.0)))
            reached = end if reached is None else max(reached, end)
        events[name] = kept
        spans[name] = (reached or 0.0) - (timed[0].start or 0.0) if timed else sum(event.duration for event in kept)
    if overlaps:
        one = len(overlaps) == 1
        many = "1 event begins" if one else f"{len(overlaps)} events begin"
        what = f"{many} before the one before {'it' if one else 'them'} has ended (log, {_rows_named(overlaps)})"
        findings.append(StudyFinding(what, "the time that is told twice is counted once, for the earlier one"))
    if gap_count:
        hours = sum(gaps.values()) / 3600
        findings.append(
            StudyFinding(
                f"Nothing is written down for {hours:.4g} h in {gap_count} gaps", "the option gaps says what it is"
            )
        )
    return MachineLog(events, gaps, spans, tuple(findings))


def _rows_named(rows: Sequence[int]) -> str:
    rows = sorted(rows)
    more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    return f"row{'s' if len(rows) > 1 else ''} {', '.join(map(str, rows[:NAMED]))}{more}"
