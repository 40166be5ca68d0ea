"""The times of OEE from what was given: totals as options, or a log of the machines."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import fsum

from floorwright.api import StudyFailed, StudyFinding, StudyInput, StudyRow
from floorwright_builtin.machine_time.machine_log import Event, MachineLog
from floorwright_builtin.machine_time.oee_times import Times


def from_totals(given: StudyInput) -> Times:
    """The times that the options tell.

    Planned time is `planned_s`, or shift less planned stops; run is `run_s`, or planned less downtime and setup.

    Raises:
        StudyFailed: when they contradict each other.
    """
    planned = given.number_or_none("planned_s")
    shift, stops = given.number_or_none("shift_s"), given.number("planned_stops_s")
    if planned is None and shift is not None:
        planned = shift - stops
    if planned is None:
        raise StudyFailed(
            "There is no planned time.",
            hint="Give planned_s, or shift_s with planned_stops_s, or a log of the machine.",
        )
    if planned < 0:
        raise StudyFailed(f"The planned stops of {stops:g} s are longer than the shift of {shift:g} s.")
    run, down, setup = given.number_or_none("run_s"), given.number("down_s"), given.number("setup_s")
    if run is None:
        run = planned - down - setup
    elif down <= 0:
        down = planned - run - setup
    elif abs(planned - down - setup - run) > 1e-6 * max(planned, 1.0):
        raise StudyFailed(
            f"The run of {run:g} s is not what is left of {planned:g} s after {down:g} s down and {setup:g} s setup.",
            hint="Leave out run_s, or down_s and setup_s.",
        )
    if run < 0 or down < 0:
        raise StudyFailed(
            f"Run and stops are more than the planned {planned:g} s.",
            hint="Check run_s, down_s and setup_s; they have to lie inside the planned time.",
        )
    calendar = given.number_or_none("calendar_s")
    return with_pieces(
        given,
        Times(calendar=calendar, planned=planned, breakdown=down, setup=setup, minor=given.number("minor_s"),
              ideal_total=None),
    )  # fmt: skip


def with_pieces(given: StudyInput, times: Times) -> Times:
    """The times with the pieces of the options, or of the table `products`."""
    rows = given.rows("products")
    common = ideal_cycle(given)
    if rows:
        told = [
            (_pieces(row, f"products, row {row.number}"), row.number_or_none("ideal_cycle_s") or common) for row in rows
        ]
        ideal = None if any(cycle is None for _, cycle in told) else fsum(p[0] * (c or 0.0) for p, c in told)
        rejected = fsum(pieces[1] * (cycle or 0.0) for pieces, cycle in told)
        return replace(
            times,
            ideal_total=ideal,
            ideal_reject=rejected if ideal is not None else 0.0,
            total=fsum(pieces[0] for pieces, _ in told),
            reject=fsum(pieces[1] for pieces, _ in told),
        )
    found = _of_options(given)
    if found is None:
        return times
    total, reject, startup = found
    return replace(
        times,
        total=total,
        reject=reject,
        ideal_total=None if common is None else common * total,
        ideal_startup=(common or 0.0) * startup,
        ideal_reject=(common or 0.0) * (reject - startup),
    )


def ideal_cycle(given: StudyInput) -> float | None:
    """The ideal cycle, also from an ideal rate."""
    cycle, rate = given.number_or_none("ideal_cycle_s"), given.number_or_none("ideal_rate_per_h")
    return cycle if cycle is not None else 3600 / rate if rate else None


def from_log(given: StudyInput, log: MachineLog) -> dict[str, Times]:
    """The times of every machine in the log, in order of their first rows."""
    known = {row.text("machine").casefold(): row for row in given.rows("machines")}
    as_stop = given.text("gaps") == "stop"
    found: dict[str, Times] = {}
    for name, events in log.events.items():
        row = known.get(name.casefold())
        cycle = None if row is None else row.number_or_none("ideal_cycle_s")
        cycle = ideal_cycle(given) if cycle is None else cycle
        calendar = (None if row is None else row.number_or_none("calendar_s")) or given.number_or_none("calendar_s")
        gap = log.gaps[name] if as_stop else 0.0
        found[name] = _times(events, cycle, calendar or log.span[name], gap)
    if len(found) == 1 and all(times.total is None for times in found.values()):
        return {name: with_pieces(given, times) for name, times in found.items()}
    return found


def _times(events: Sequence[Event], common: float | None, calendar: float, gap: float) -> Times:
    spent: Mapping[str, float] = {
        state: fsum(event.duration for event in events if event.state == state)
        for state in ("run", "startup", "breakdown", "setup", "minor stop")
    }
    counts = tuple(sum(event.state == state for event in events) for state in ("breakdown", "setup", "minor stop"))
    pieces = [(event, made) for event in events if (made := _pieces_or_none(event.row)) is not None]
    cycles = [event.row.number_or_none("ideal_cycle_s") or common for event, _ in pieces]
    known = bool(pieces) and all(cycle is not None for cycle, (_, made) in zip(cycles, pieces, strict=True) if made[0])
    startup = [
        (cycle or 0.0) * made[1]
        for cycle, (event, made) in zip(cycles, pieces, strict=True)
        if event.state == "startup"
    ]
    rejected = [(cycle or 0.0) * made[1] for cycle, (_, made) in zip(cycles, pieces, strict=True)]
    return Times(
        calendar=calendar,
        planned=fsum(spent.values()) + gap,
        breakdown=spent["breakdown"] + gap,
        setup=spent["setup"],
        minor=spent["minor stop"],
        ideal_total=fsum((c or 0.0) * made[0] for c, (_, made) in zip(cycles, pieces, strict=True)) if known else None,
        ideal_startup=fsum(startup) if known else 0.0,
        ideal_reject=fsum(rejected) - fsum(startup) if known else 0.0,
        total=fsum(made[0] for _, made in pieces) if pieces else None,
        reject=fsum(made[1] for _, made in pieces) if pieces else None,
        counts=(counts[0], counts[1], counts[2]),
    )


def _pieces_or_none(row: StudyRow) -> tuple[float, float] | None:
    if row.number_or_none("pieces") is None:
        return None
    return _pieces(row, f"log, row {row.number}")


def _pieces(row: StudyRow, where: str) -> tuple[float, float]:
    """All pieces and the rejected ones of a row."""
    made, rejected = row.number_in("pieces"), row.number_in("rejects")
    if rejected > made:
        raise StudyFailed(
            f"{where}: {rejected:g} rejects are more than {made:g} pieces.", hint="Pieces count the rejects too."
        )
    return made, rejected


def _of_options(given: StudyInput) -> tuple[float, float, float] | None:
    """All, rejected and rejected while starting; None when nothing is said."""
    total, good, reject = (given.number_or_none(name) for name in ("total", "good", "reject"))
    startup = given.number("startup_reject")
    if total is None and good is None:
        return None
    if total is None:
        total = (good or 0.0) + (reject or 0.0)
    if reject is None:
        reject = startup if good is None else total - good
    if good is not None and abs(total - good - reject) > 1e-6 * max(total, 1.0):
        raise StudyFailed(f"{good:g} good and {reject:g} rejected pieces are not {total:g}.", hint="Leave one out.")
    if not startup <= reject <= total:
        raise StudyFailed(
            f"{reject:g} rejected of {total:g} pieces, {startup:g} of them while starting, cannot be.",
            hint="total counts the rejects, reject those of starting too.",
        )
    return total, reject, startup


def too_fast(name: str, times: Times, cap: bool) -> StudyFinding | None:
    """A finding where pieces were made faster than the ideal cycle."""
    performance = times.performance
    if performance is None or performance <= 1 + 1e-9:
        return None
    where = f" of {name}" if name else ""
    return StudyFinding(
        f"The performance{where} is {performance:.4g}, more than 1",
        "the ideal cycle is too long or pieces are counted twice; " + ("1 is used" if cap else "it is not capped"),
    )
