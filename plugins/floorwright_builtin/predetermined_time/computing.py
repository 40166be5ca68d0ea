"""The figures of predetermined times: TMU of the motions, of each hand and of the cycle, and the standard time."""

import math
from collections.abc import Mapping, Sequence

from floorwright.api import (
    TMU_S,
    Allowance,
    Cell,
    Column,
    Job,
    StudyAnswer,
    StudyFailed,
    StudyFinding,
    StudyInput,
    StudyValue,
    Table,
    allowance_of,
    no_time_left,
    slips_of,
    times_table,
)
from floorwright_builtin.predetermined_time.motions import (
    BODY,
    CHANNELS,
    LEFT,
    RIGHT,
    Motion,
    Step,
    motions_of,
    steps_of,
)
from floorwright_builtin.predetermined_time.values import Units, card_of, like


def predetermined_time(given: StudyInput, job: Job) -> StudyAnswer:
    """TMU by hand and in all, normal and standard time.

    Source: methods.md 3.3; Maynard, Stegemerten and Schwab 1948; Zandin 2003 for the index sums.
    """
    findings: list[StudyFinding] = slips_of(given)
    units = Units(given.number("mod_s"), given.number("most_factor"))
    allowance = allowance_of(given)
    stated = given.number_or_none("total_tmu")
    job.progress(0.0, "Looking the codes up")
    card = card_of(given, units)
    motions = motions_of(given, card, units, findings)
    if not motions and stated is None:
        raise StudyFailed("There are no motions.", hint="Fill in table motions, or give total_tmu.")
    if not motions:
        findings.append(StudyFinding("A sum alone says nothing of the hands", "fill in table motions for that"))
    if motions and stated is not None:
        raise StudyFailed("There are motions and total_tmu.", hint="Leave total_tmu empty.")
    unknown = [motion for motion in motions if motion.tmu is None]
    steps = steps_of(motions, given.text("same_hand"))
    if unknown:
        findings.append(_unknown(unknown, card))
    by_hand = [step.tmu for step in steps if not step.process]
    by_process = [step.tmu for step in steps if step.process]
    known = not unknown
    hand_tmu = (stated or 0.0) + math.fsum(by_hand) if known else None
    process_tmu = math.fsum(by_process) if known else None
    results: dict[str, StudyValue] = {
        **_times(given, hand_tmu, process_tmu, allowance, findings),
        **_hands(motions, steps, known),
        "motions": len(motions),
        "unknown_codes": len({motion.code for motion in unknown}),
    }
    tables = {"times": _times_table(results)}
    if motions:
        tables = {"motions": _motions_table(steps), "steps": _steps_table(steps), **tables}
    return StudyAnswer(results, tables, tuple(findings), _conventions(given, allowance))


def _times(
    given: StudyInput,
    hand_tmu: float | None,
    process_tmu: float | None,
    allowance: Allowance,
    findings: list[StudyFinding],
) -> dict[str, StudyValue]:
    names = ("total_tmu", "total_mod", "total_s", "total_min", "normal_s", "standard_s", "standard_min", "pieces_per_h")
    empty: dict[str, StudyValue] = dict.fromkeys(names)
    empty["allowance_pct"] = allowance.share * 100
    if hand_tmu is None or process_tmu is None:
        return empty
    total_s = (hand_tmu + process_tmu) * TMU_S
    pace, pieces = given.number("pace_pct") / 100, given.number("pieces_per_cycle")
    normal = hand_tmu * TMU_S * pace + process_tmu * TMU_S
    by_hand, machine = allowance.factor(), allowance.factor(machine=True)
    standard = None
    if by_hand is None:
        findings.append(no_time_left(allowance))
    if by_hand is not None and machine is not None:
        standard = (hand_tmu * pace * by_hand + process_tmu * machine) * TMU_S / pieces
    if total_s == 0:
        findings.append(StudyFinding("The motions take no time", "pieces an hour need a time above 0"))
    return empty | {
        "total_tmu": hand_tmu + process_tmu,
        "total_mod": total_s / given.number("mod_s"),
        "total_s": total_s,
        "total_min": total_s / 60,
        "normal_s": normal,
        "standard_s": standard,
        "standard_min": None if standard is None else standard / 60,
        "pieces_per_h": 3600 / standard if standard else None,
    }


def _hands(motions: Sequence[Motion], steps: Sequence[Step], known: bool) -> dict[str, StudyValue]:
    """What each hand takes and what runs beside something longer."""
    if not known or not motions:
        return dict.fromkeys(("left_tmu", "right_tmu", "body_tmu", "added_tmu", "limited_tmu"))
    busy = {channel: math.fsum(step.busy.get(channel, 0.0) for step in steps) for channel in CHANNELS}
    added = math.fsum(motion.total for motion in motions)
    return {
        "left_tmu": busy[LEFT],
        "right_tmu": busy[RIGHT],
        "body_tmu": busy[BODY],
        "added_tmu": added,
        "limited_tmu": added - math.fsum(step.tmu for step in steps),
    }


def _unknown(unknown: Sequence[Motion], card: Mapping[str, float]) -> StudyFinding:
    codes = list(dict.fromkeys(motion.code for motion in unknown))
    named = ", ".join(f"{code}{like(code, card)}" for code in codes[:12])
    more = f" and {len(codes) - 12} more" if len(codes) > 12 else ""
    how = "the card does not have them" if card else "there is no card: give table card, or tmu in each row"
    return StudyFinding(f"Unknown codes: {named}{more}", f"{how}; without them no time can be computed")


def _motions_table(steps: Sequence[Step]) -> Table:
    """A row a motion, in the order of the steps: when its step starts and whether it limits the time."""
    rows: list[tuple[Cell, ...]] = []
    for number, step in enumerate(steps, 1):
        for motion in step.motions:
            limits = step.limiting in motion.channels
            total = None if motion.tmu is None else motion.total
            rows.append(
                (
                    motion.row, number, motion.hand, motion.words, motion.code, motion.tmu, motion.frequency, total,
                    None if total is None else total * TMU_S, step.start, limits,
                )
            )  # fmt: skip
    columns = (
        Column("Row", "", "integer"),
        Column("Step", "", "integer"),
        Column("Hand"),
        Column("Description"),
        Column("Code"),
        Column("Once", "TMU", "number", 1),
        Column("Frequency", "", "number", 2),
        Column("Total", "TMU", "number", 1),
        Column("Total", "s", "number", 3),
        Column("Start", "TMU", "number", 1),
        Column("Limits", "", "yes_no"),
    )
    return Table("Motions", columns, tuple(rows), notes=("A motion that does not limit its step adds nothing.",))


def _steps_table(steps: Sequence[Step]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for number, step in enumerate(steps, 1):
        busy = [step.busy.get(channel) for channel in CHANNELS]
        rows.append((number, step.start, *busy, step.tmu, step.tmu * TMU_S, step.limiting))
    columns = (
        Column("Step", "", "integer"),
        Column("Start", "TMU", "number", 1),
        Column("Left", "TMU", "number", 1),
        Column("Right", "TMU", "number", 1),
        Column("Body", "TMU", "number", 1),
        Column("Time", "TMU", "number", 1),
        Column("Time", "s", "number", 3),
        Column("Limited by"),
    )
    return Table("Steps", columns, tuple(rows))


def _times_table(results: Mapping[str, StudyValue]) -> Table:
    names = {"Motions, a cycle": "total_s", "Normal, a cycle": "normal_s", "Standard, a piece": "standard_s"}
    times: dict[str, float | None] = {}
    for words, name in names.items():
        value = results[name]
        times[words] = value if isinstance(value, float) else None
    return times_table("Times", times)


def _conventions(given: StudyInput, allowance: Allowance) -> tuple[str, ...]:
    found = [
        "1 TMU is 0.00001 h = 0.036 s; of motions at once the longest counts.",
        "Motions of one hand in a step are added."
        if given.text("same_hand") == "added"
        else "Of motions of one hand in a step the longest counts.",
        f"1 MOD = {given.number('mod_s'):g} s; index sums are multiplied by {given.number('most_factor'):g} TMU.",
    ]
    pace = given.number("pace_pct")
    if pace != 100:
        found.append(f"The system's times are set at {pace:g} % of your standard pace: normal = time × {pace / 100:g}.")
    found.append(allowance.convention)
    if not allowance.on_machine:
        found.append("Process time gets no allowance.")
    return tuple(found)
