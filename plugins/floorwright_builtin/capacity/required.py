"""How many machines the work of a period needs: input with scrap, hours with setups, fractions rounded up."""

import math
from collections.abc import Mapping, Sequence
from math import fsum

from floorwright.api import Job, StudyAnswer, StudyFailed, StudyFinding, StudyInput
from floorwright_builtin.capacity.counts import whole
from floorwright_builtin.capacity.loads import MachineType, machine_types
from floorwright_builtin.capacity.required_tables import machine_table, operation_table, what_if_table
from floorwright_builtin.capacity.routings import Passage, passages
from floorwright_builtin.capacity.working_time import WorkingTime, working_time


def machines_required(given: StudyInput, job: Job) -> StudyAnswer:
    """Machines of each type for the work of the period.

    F = S·Q ÷ (E·H·R) for every operation, with Q the pieces that go into it and the setups of its lots; H is less by
    the cushion. Sources: methods.md 4.2; Tompkins and others, Facilities Planning; Francis, McGinnis and White.
    """
    flows = passages(given)
    job.progress(0.5, "Counting machines")
    time = working_time(given, given.number_or_none("available_h"))
    types = machine_types(given, flows, time)
    used = [one for one in types if one.loads]
    findings = _findings(given, used, time)
    timed = any(load.standard_h > 0 for one in used for load in one.loads)
    slowest = max(used, key=lambda one: (one.busy, one.exact()), default=None)
    inputs = _first_inputs(flows)
    final = _outputs(flows)
    yields = [out / into for out, into in zip(final, inputs, strict=True) if into]
    counts = [whole(one.exact()) for one in used]
    needed = sum(counts)
    exact = fsum(one.exact() for one in used)
    there = [one for one in used if one.now is not None]
    share = min((1 / one.busy for one in there if one.busy > 0), default=None)
    results: dict[str, float | int | str | list[float] | None] = {
        "good_per_h": fsum(final) / time.hours() if time.hours() > 0 else None,
        "input_first": inputs[0] if len(inputs) == 1 else inputs,
        "input_first_whole": whole(inputs[0]) if len(inputs) == 1 else [float(whole(one)) for one in inputs],
        "line_yield": None if not all(inputs) else yields[0] if len(yields) == 1 else yields,
        "available_h": time.hours(),
        "effective_h": used[0].given_h if len({one.given_h for one in used}) == 1 else None,
        "hours_needed": fsum(one.standard_h for one in used) if timed else None,
        "machines_exact": exact if timed else None,
        "machines": needed if timed else None,
        "utilisation": exact / needed if timed and needed else None,
        "bottleneck": slowest.name if timed and slowest else None,
        "bottleneck_utilisation": slowest.busy if timed and slowest and math.isfinite(slowest.busy) else None,
        "operators": _operators(used) if timed else None,
        "capacity_share": share,
        "capacity_pieces": None if share is None or len(final) != 1 else final[0] * share,
    }
    findings += _not_computed(results, len(inputs), timed, bool(there))
    return StudyAnswer(
        results,
        tables={
            "machines": machine_table(used),
            "operations": operation_table(used, time.hours()),
            "what_if": what_if_table(used, time),
        },
        findings=tuple(findings),
        conventions=_conventions(given),
    )


def _first_inputs(flows: Sequence[Passage]) -> list[float]:
    """What goes into the first operation of every routing."""
    first: dict[int, float] = {}
    for passage in flows:
        first.setdefault(passage.routing, passage.into)
    return list(first.values())


def _outputs(flows: Sequence[Passage]) -> list[float]:
    """What comes out of the last operation of every routing."""
    return list({passage.routing: passage.out for passage in flows}.values())


def _operators(used: Sequence[MachineType]) -> int:
    """Operators of all types: machines needed ÷ machines that one tends, rounded up for each type."""
    return sum(whole(whole(one.exact()) / one.machines_per_operator) for one in used)


def _findings(given: StudyInput, used: Sequence[MachineType], time: WorkingTime) -> list[StudyFinding]:
    found: list[StudyFinding] = []
    if time.hours() <= 0:
        raise StudyFailed("There are no hours to work in.", hint="Give available_h, or shifts, shift_h and days.")
    names = {one.name.casefold() for one in used}
    for row in given.rows("machines"):
        if row.text("machine").casefold() not in names:
            what = f"No operation is done on {row.text('machine')} (machines, row {row.number})"
            found.append(StudyFinding(what, "it is in no figure; check how its name is written"))
    for one in used:
        if one.given_h <= 0:
            raise StudyFailed(f"{one.name} has no hours to work in.", hint="Check its available_h and the cushion.")
        if one.now is not None and whole(one.exact()) > one.now:
            short = one.loaded_h - one.now * one.given_h
            found.append(
                StudyFinding(
                    f"{one.name}: {one.exact():.4g} machines are needed, and there: {one.now}",
                    f"{short:.4g} h are missing in the period; add machines, shifts or overtime",
                )
            )
    return found


def _not_computed(results: Mapping[str, object], products: int, timed: bool, there: bool) -> list[StudyFinding]:
    """One finding for each reason for which results are not there."""
    missing = [name for name, value in results.items() if value is None]
    reasons = {
        "no operation has a time; fill time_s": {"hours_needed", "machines_exact", "machines", "utilisation",
                                                 "bottleneck", "bottleneck_utilisation"} if not timed else set(),
        "give machines_now, for all or in a table": {"capacity_share", "capacity_pieces"} if not there else set(),
        "there is more than one product; capacity_share holds for each": {"capacity_pieces"} if products > 1 else set(),
        "the types of machine give different hours; the table machines tells each": {"effective_h"},
        "no piece is wanted, so no machine is busy": {"line_yield", "utilisation", "bottleneck_utilisation",
                                                      "capacity_share", "capacity_pieces"},
    }  # fmt: skip
    found = []
    for why, of in reasons.items():
        these = [name for name in missing if name in of]
        missing = [name for name in missing if name not in of]
        if these:
            found.append(StudyFinding(f"Not computed: {', '.join(these)}", why))
    if missing:
        why = "a machine that is needed is not there, so its utilisation has no number"
        found.append(StudyFinding(f"Not computed: {', '.join(missing)}", why))
    return found


def _conventions(given: StudyInput) -> tuple[str, ...]:
    scrap = (
        "Scrap is a share of what goes in: input = output ÷ (1 − scrap)."
        if given.text("scrap_basis") == "divide"
        else "Scrap is a share of the good pieces: input = output × (1 + scrap)."
    )
    setup = "at the efficiency, as the run is" if given.yes("setup_at_efficiency") else "as they are given"
    lots = "rounded up to whole lots" if given.yes("whole_lots") else "not rounded"
    return (
        scrap,
        f"Machine time is for the pieces that go {'into' if _into(given) else 'good out of'} the operation.",
        f"Setups count {setup}; their number is {lots}.",
        "Counts are rounded up at the end, from full precision; rounding errors below a billionth do not count.",
        "Utilisation is exact machines ÷ machines there, or ÷ machines needed where it is not known what is there.",
    )


def _into(given: StudyInput) -> bool:
    return given.text("machined_pieces") == "into the operation"
