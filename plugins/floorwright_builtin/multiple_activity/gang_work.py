"""The work of a gang as the user gave it: elements with those who do them, or busy times."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from floorwright.api import Job, StudyFailed, StudyFinding, StudyInput, StudyRow
from floorwright_builtin.multiple_activity.beat import beat
from floorwright_builtin.multiple_activity.machine_work import exact
from floorwright_builtin.multiple_activity.servicing import Bar, Kind

MOST_ELEMENTS = 2_000
_BETWEEN = re.compile(r"\s*(?:[+;,&/]|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of the gang, or a machine; busy seconds in a cycle, `walk` of them walking, `shared` with others."""

    name: str
    machine: bool
    busy: float
    walk: float = 0.0
    shared: float = 0.0
    rate_per_h: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gang:
    """The cycle in seconds, everybody in it, and the bars of two cycles where elements were given."""

    cycle: float
    members: tuple[Member, ...]
    bars: tuple[Bar, ...] = ()
    critical: tuple[str, ...] = ()
    findings: tuple[StudyFinding, ...] = ()

    @property
    def people(self) -> tuple[Member, ...]:
        return tuple(one for one in self.members if not one.machine)


def gang_given(given: StudyInput, case: str, job: Job) -> Gang | None:
    """The gang of a case; None where nothing is given for it.

    Raises:
        StudyFailed: for work that makes no sense, naming its row.
    """
    rows = [row for row in given.rows("elements") if row.text("case") == case]
    about = {row.text("worker").casefold(): row for row in given.rows("workers") if row.text("case") == case}
    about |= {key: row for row in given.rows("workers") if (key := row.text("worker").casefold()) not in about and rows}
    if rows:
        return _of_elements(given, rows, about, job)
    busy = [row for row in given.rows("workers") if row.text("case") == case]
    return _of_busy_times(given, busy) if busy else None


def _of_busy_times(given: StudyInput, rows: Sequence[StudyRow]) -> Gang:
    seen: dict[str, int] = {}
    for row in rows:
        name = row.text("worker")
        if name.casefold() in seen:
            raise StudyFailed(f"workers, row {row.number}: {name} is there already, in row {seen[name.casefold()]}.")
        seen[name.casefold()] = row.number
        if row.number_or_none("busy_s") is None:
            raise StudyFailed(
                f"workers, row {row.number}: {name} has no busy_s.", hint="Fill it, or give the table elements."
            )
    longest = max(row.number_in("busy_s") for row in rows)
    cycle = given.number_or_none("cycle_s") or longest
    over = next((row for row in rows if row.number_in("busy_s") > cycle * (1 + 1e-9)), None)
    if over is not None:
        raise StudyFailed(
            f"workers, row {over.number}: {over.text('worker')} is busy for {over.number_in('busy_s'):g} s, more than "
            f"the cycle of {cycle:g} s.",
            hint="Raise cycle_s.",
        )
    members = tuple(
        Member(
            name=row.text("worker"),
            machine=row.yes("machine"),
            busy=row.number_in("busy_s"),
            rate_per_h=row.number_or_none("rate_per_h"),
        )
        for row in rows
    )
    return Gang(cycle=cycle, members=members)


def _of_elements(given: StudyInput, rows: Sequence[StudyRow], about: dict[str, StudyRow], job: Job) -> Gang:
    if len(rows) > MOST_ELEMENTS:
        raise StudyFailed(
            f"elements, row {rows[MOST_ELEMENTS].number}: {len(rows)} elements are too many for one cycle.",
            hint=f"Give at most {MOST_ELEMENTS}.",
        )
    spelled: dict[str, str] = {}
    who = []
    for row in rows:
        names = [name for name in _BETWEEN.split(row.text("who")) if name]
        if not names:
            raise StudyFailed(f"elements, row {row.number}: nobody does it.", hint="Name who does it; several with +.")
        who.append(list(dict.fromkeys(spelled.setdefault(name.casefold(), name) for name in names)))
    times = [exact(row.number_in("time_s")) for row in rows]
    findings: list[StudyFinding] = []
    stated = given.number_or_none("cycle_s")
    critical: tuple[str, ...] = ()
    if all(row.number_or_none("start_s") is not None for row in rows):
        starts = [exact(row.number_in("start_s")) for row in rows]
        cycle = _observed_cycle(rows, who, starts, times, stated, findings)
    else:
        found = beat(times, who, Fraction(0) if stated is None else exact(stated), job)
        starts, cycle = list(found.starts), found.cycle
        critical = tuple(rows[number].text("element") or f"row {rows[number].number}" for number in found.critical)
        if stated is not None and float(cycle) > stated * (1 + 1e-9):
            why = f"the elements need {float(cycle):g} s; that is taken"
            findings.append(StudyFinding(f"The cycle of {stated:g} s is too short", why))
    if cycle <= 0:
        raise StudyFailed("There is no work: all times are 0.", hint="Give the elements times.")
    names = list(dict.fromkeys(name for names in who for name in names))
    members = tuple(_member(name, rows, who, times, about.get(name.casefold())) for name in names)
    bars = tuple(_bars(rows, who, starts, times, cycle))
    return Gang(cycle=float(cycle), members=members, bars=bars, critical=critical, findings=tuple(findings))


def _observed_cycle(
    rows: Sequence[StudyRow], who: Sequence[Sequence[str]], starts: Sequence[Fraction], times: Sequence[Fraction],
    stated: float | None, findings: list[StudyFinding],
) -> Fraction:  # fmt: skip
    """The cycle as it was observed: the one stated, or from the first start to the last end."""
    free: dict[str, tuple[Fraction, int]] = {}
    for number in sorted(range(len(rows)), key=lambda i: starts[i]):
        for name in who[number]:
            end, row = free.get(name, (Fraction(0), 0))
            if starts[number] < end:
                what = f"{name} is in two places at once (elements, rows {row} and {rows[number].number})"
                findings.append(StudyFinding(what, "check the starts and times"))
            free[name] = max((starts[number] + times[number], rows[number].number), free.get(name, (Fraction(0), 0)))
    length = max(s + t for s, t in zip(starts, times, strict=True)) - min(starts)
    if stated is not None and stated < float(length) * (1 - 1e-9):
        findings.append(
            StudyFinding(
                f"The cycle of {stated:g} s is too short", f"the elements last {float(length):g} s; that is taken"
            )
        )
        return length
    return length if stated is None else exact(stated)


def _member(
    name: str, rows: Sequence[StudyRow], who: Sequence[Sequence[str]], times: Sequence[Fraction], about: StudyRow | None
) -> Member:
    busy = walk = shared = Fraction(0)
    for row, names, time in zip(rows, who, times, strict=True):
        if name in names and row.text("kind") != "wait":
            busy += time
            walk += time if row.text("kind") == "walk" else 0
            shared += time if len(names) > 1 else 0
    return Member(
        name=name if about is None else about.text("worker"),
        machine=about is not None and about.yes("machine"),
        busy=float(busy),
        walk=float(walk),
        shared=float(shared),
        rate_per_h=None if about is None else about.number_or_none("rate_per_h"),
    )


def _bars(
    rows: Sequence[StudyRow], who: Sequence[Sequence[str]], starts: Sequence[Fraction], times: Sequence[Fraction],
    cycle: Fraction,
) -> list[Bar]:  # fmt: skip
    """Two cycles of everybody: what began in the cycle before and runs on is there too."""
    found = []
    for row, names, start, time in zip(rows, who, starts, times, strict=True):
        if row.text("kind") == "wait" or time <= 0:
            continue
        kind: Kind = "walk" if row.text("kind") == "walk" else "together" if len(names) > 1 else "alone"
        first = start % cycle
        for number in (-1, 0, 1, 2):
            begin, end = max(first + number * cycle, Fraction(0)), min(first + number * cycle + time, 2 * cycle)
            if end > begin:
                found += [Bar(name, kind, row.text("element"), begin, end) for name in names]
    return found
