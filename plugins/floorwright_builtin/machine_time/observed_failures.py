"""What was observed of failures: totals, times to failure, or a machine's log."""

from dataclasses import dataclass, field
from math import fsum

from floorwright.api import StudyFailed, StudyFinding, StudyInput
from floorwright_builtin.machine_time.machine_log import read_log

RUNNING = ("run", "startup")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Hours and numbers; None is not known. `times` are to failure, `survived` of those that had not failed."""

    operating: float | None = None
    failures: int | None = None
    repair: float | None = None
    repairs: int = 0
    on_test: int | None = None
    times: tuple[float, ...] = ()
    survived: tuple[float, ...] = ()
    findings: tuple[StudyFinding, ...] = field(default=())
    machines: tuple[tuple[str, float, int, float], ...] = ()
    """Machine, running hours, failures and hours of repair, where a log tells."""


def observed(given: StudyInput) -> Observed:
    """What the log, the table of failures or the totals tell.

    Raises:
        StudyFailed: when more than one of them is given, or they contradict themselves.
    """
    told = [name for name, there in (
        ("the table failures", given.rows("failures")), ("the log", given.rows("log")),
        ("operating_h and failures", given.number_or_none("failures") is not None),
    ) if there]  # fmt: skip
    if len(told) > 1:
        raise StudyFailed(f"Failures are told twice: by {' and by '.join(told)}.", hint="Give one of them.")
    if given.rows("log"):
        return _of_log(given)
    if given.rows("failures"):
        return _of_times(given)
    return _of_totals(given)


def _of_totals(given: StudyInput) -> Observed:
    number, operating = given.number_or_none("failures"), given.number_or_none("operating_h")
    total, down, repair = (given.number_or_none(name) for name in ("total_h", "downtime_h", "repair_h"))
    if operating is None and total is not None:
        operating = total - (down if down is not None else repair or 0.0)
        if operating < 0:
            raise StudyFailed(
                f"The downtime is longer than the {total:g} h in all.", hint="Check total_h and downtime_h."
            )
    repair = down if repair is None else repair
    failures = None if number is None else int(number)
    return Observed(operating=operating, failures=failures, repair=repair, repairs=failures or 0)


def _of_times(given: StudyInput) -> Observed:
    """Times between failures add up; on a test every unit counts until it fails or the test ends."""
    rows = given.rows("failures")
    failed = [row for row in rows if not row.yes("survived")]
    times = tuple(time for row in failed if (time := row.number_or_none("time_h")) is not None)
    survived = [time for row in rows if row.yes("survived") and (time := row.number_or_none("time_h")) is not None]
    repairs = [time for row in rows if (time := row.number_or_none("repair_h")) is not None]
    on_test, end = given.number_or_none("on_test"), given.number_or_none("test_h")
    count = None
    if on_test is not None:
        count = int(on_test)
        if len(rows) > count and not given.yes("replaced"):
            raise StudyFailed(f"{len(rows)} units failed of {count} on test.", hint="Raise on_test, or set replaced.")
        last = max((*times, *survived), default=0.0)
        end = last if end is None else end
        if end < last:
            raise StudyFailed(f"A unit was seen at {last:g} h, after the end of the test at {end:g} h.")
        if given.yes("replaced"):
            operating = count * end
        else:
            survived += [end] * (count - len(rows))
            operating = fsum(times) + fsum(survived)
    else:
        operating = fsum(times) + fsum(survived)
        stated = given.number_or_none("operating_h")
        operating = operating if stated is None else stated
    return Observed(
        operating=operating if times or survived or operating else None,
        failures=len(failed),
        repair=fsum(repairs) if repairs else None,
        repairs=len(repairs),
        on_test=count,
        times=times,
        survived=tuple(survived),
    )


def _of_log(given: StudyInput) -> Observed:
    """Running hours and breakdowns of all machines; times to failure are the running hours before each breakdown."""
    log = read_log(given, given.number("minor_stop_s"))
    times: list[float] = []
    survived: list[float] = []
    repairs: list[float] = []
    operating = 0.0
    machines = []
    for name, events in log.events.items():
        since = 0.0
        machines.append(
            (
                name,
                fsum(event.duration for event in events if event.state in RUNNING) / 3600,
                sum(event.state == "breakdown" for event in events),
                fsum(event.duration for event in events if event.state == "breakdown") / 3600,
            )
        )
        for event in events:
            if event.state in RUNNING:
                since += event.duration / 3600
                operating += event.duration / 3600
            elif event.state == "breakdown":
                repairs.append(event.duration / 3600)
                times.append(since)
                since = 0.0
        if since > 0:
            survived.append(since)
    return Observed(
        operating=operating,
        failures=len(times),
        repair=fsum(repairs) if repairs else None,
        repairs=len(repairs),
        times=tuple(time for time in times if time > 0),
        survived=tuple(survived),
        findings=log.findings,
        machines=tuple(machines),
    )
