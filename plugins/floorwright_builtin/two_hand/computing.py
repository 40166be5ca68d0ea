"""The figures of a two-hand chart: counts and times by symbol and hand, hold and idle, what both hands do at once."""

import math
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from floorwright.api import Cell, Column, Job, StudyAnswer, StudyFailed, StudyFinding, StudyInput, StudyValue, Table
from floorwright_builtin.two_hand.hands import (
    DELAY,
    HOLD,
    LEFT,
    OPERATION,
    RIGHT,
    SYMBOLS,
    THERBLIGS,
    TRANSPORT,
    Element,
    hands_of,
    padded,
    together_s,
    total_s,
)

_WORKING = (OPERATION, TRANSPORT)


def two_hand(given: StudyInput, job: Job) -> StudyAnswer:
    """Counts, times, hold and idle share of each hand, and the cycle.

    Source: methods.md 1.5; ILO, Introduction to Work Study, 4th ed., ch. 12; Gilbreth 1917.
    """
    findings: list[StudyFinding] = []
    job.progress(0.0, "Reading both hands")
    hands = hands_of(given)
    if not hands[LEFT] and not hands[RIGHT]:
        raise StudyFailed("Neither hand does anything.", hint="Fill in table elements, a row a thing a hand does.")
    timed, cycle = _cycle(given, hands, findings)
    added = {LEFT: 0.0, RIGHT: 0.0}
    if cycle is not None:
        for hand in (LEFT, RIGHT):
            longer = padded(hands[hand], cycle)
            if len(longer) > len(hands[hand]):
                added[hand] = longer[-1].time_s or 0.0
                findings.append(
                    StudyFinding(
                        f"The {hand} hand is {added[hand]:.6g} s short of the cycle",
                        "a delay fills it up at the end; observe what it does then",
                    )
                )
            hands[hand] = longer
    results: dict[str, StudyValue] = {"cycle_s": cycle, "cycle_min": None if cycle is None else cycle / 60}
    pieces = given.number("pieces_per_cycle")
    results["pieces_per_h"] = 3600 * pieces / cycle if cycle else None
    for hand in (LEFT, RIGHT):
        results |= _hand(hand, hands[hand], cycle)
        results[f"{hand}_padded_s"] = added[hand] if cycle is not None else None
    results |= _both(hands, cycle)
    if cycle:
        findings += _advice(results)
    elif cycle is not None:
        findings.append(StudyFinding("The cycle takes no time", "shares of it and pieces an hour need times above 0"))
    tables = {"summary": _summary(hands, cycle), "chart": _chart(hands, timed)}
    if any(element.therblig for elements in hands.values() for element in elements):
        tables["therbligs"] = _therbligs(hands)
    return StudyAnswer(results, tables, tuple(findings), _conventions())


def _cycle(
    given: StudyInput, hands: Mapping[str, list[Element]], findings: list[StudyFinding]
) -> tuple[bool, float | None]:
    """Whether the elements were timed, and the cycle: what is given, or what the longer hand takes."""
    elements = [element for hand in hands.values() for element in hand]
    untimed = [element for element in elements if element.time_s is None]
    if untimed:
        if len(untimed) == len(elements):
            findings.append(
                StudyFinding(
                    "The elements were not timed", "symbols are counted; the cycle and shares of it need times"
                )
            )
            return False, None
        rows = ", ".join(str(element.row) for element in untimed[:8])
        findings.append(
            StudyFinding(f"Rows {rows} have no time", "without it the cycle and its shares cannot be computed")
        )
        return False, None
    longest = max(total_s(hands[LEFT]) or 0.0, total_s(hands[RIGHT]) or 0.0)
    stated = given.number_or_none("cycle_s")
    if stated is None:
        return True, longest
    if stated < longest * (1 - 1e-9):
        findings.append(
            StudyFinding(f"A cycle of {stated:g} s is too short", f"a hand takes {longest:.6g} s; that is used")
        )
        return True, longest
    return True, max(stated, longest)


def _hand(hand: str, elements: Sequence[Element], cycle: float | None) -> dict[str, StudyValue]:
    found: dict[str, StudyValue] = {}
    for symbol in SYMBOLS:
        chosen = [element for element in elements if element.symbol == symbol]
        found[f"{hand}_{symbol}s"] = len(chosen)
        found[f"{hand}_{symbol}_s"] = None if cycle is None else math.fsum(one.time_s or 0.0 for one in chosen)
    for name, symbols in (("work", _WORKING), ("hold", (HOLD,)), ("idle", (DELAY,))):
        time = math.fsum(one.time_s or 0.0 for one in elements if one.symbol in symbols)
        found[f"{hand}_{name}_pct"] = time / cycle * 100 if cycle else None
    return found


def _both(hands: Mapping[str, Sequence[Element]], cycle: float | None) -> dict[str, StudyValue]:
    """Shares of the time of both hands, and of the cycle in which both work, or none does."""
    names = ("hold_pct", "idle_pct", "work_pct", "both_work_pct", "one_holds_pct", "both_idle_pct")
    if not cycle:
        return dict.fromkeys(names)

    def share(*symbols: str) -> float:
        return sum(one.time_s or 0.0 for hand in hands.values() for one in hand if one.symbol in symbols) / cycle * 50

    pairs = together_s(hands[LEFT], hands[RIGHT])
    both = sum(time for (a, b), time in pairs.items() if a in _WORKING and b in _WORKING)
    holds = sum(time for (a, b), time in pairs.items() if (a == HOLD) != (b == HOLD))
    idle = pairs.get((DELAY, DELAY), 0.0)
    return {
        "hold_pct": share(HOLD),
        "idle_pct": share(DELAY),
        "work_pct": share(*_WORKING),
        "both_work_pct": both / cycle * 100,
        "one_holds_pct": holds / cycle * 100,
        "both_idle_pct": idle / cycle * 100,
    }


def _advice(results: Mapping[str, StudyValue]) -> list[StudyFinding]:
    found = []
    for hand in (LEFT, RIGHT):
        holds = results[f"{hand}_hold_pct"]
        if isinstance(holds, float) and holds > 10:
            found.append(
                StudyFinding(
                    f"The {hand} hand holds for {holds:.1f} % of the cycle", "a fixture or clamp would set it free"
                )
            )
    return found


def _summary(hands: Mapping[str, Sequence[Element]], cycle: float | None) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for symbol in (*SYMBOLS, "total"):
        row: list[Cell] = [symbol]
        for hand in (LEFT, RIGHT):
            chosen = [one for one in hands[hand] if symbol in (one.symbol, "total")]
            time = None if cycle is None else math.fsum(one.time_s or 0.0 for one in chosen)
            row += [len(chosen), time, time / cycle * 100 if time is not None and cycle else None]
        rows.append(tuple(row))
    columns = (
        Column("Symbol"),
        Column("Left count", "", "integer"),
        Column("Left", "s", "number", 2),
        Column("Left", "%", "number", 1),
        Column("Right count", "", "integer"),
        Column("Right", "s", "number", 2),
        Column("Right", "%", "number", 1),
    )
    return Table("Summary", columns, tuple(rows))


def _chart(hands: Mapping[str, Sequence[Element]], timed: bool) -> Table:
    """Both columns beside each other, element by element, with their beginnings."""
    starts = {hand: _starts(hands[hand]) for hand in hands}
    rows: list[tuple[Cell, ...]] = []
    for left, right in zip_longest(
        zip(hands[LEFT], starts[LEFT], strict=True), zip(hands[RIGHT], starts[RIGHT], strict=True)
    ):
        rows.append((*_half(left, timed), *_half(right, timed)[::-1]))
    columns = (
        Column("Left hand"),
        Column("Left symbol"),
        Column("Left time", "s", "number", 2),
        Column("Left start", "s", "number", 2),
        Column("Right start", "s", "number", 2),
        Column("Right time", "s", "number", 2),
        Column("Right symbol"),
        Column("Right hand"),
    )
    return Table("Two-hand chart", columns, tuple(rows))


def _half(one: tuple[Element, float] | None, timed: bool) -> tuple[Cell, ...]:
    if one is None:
        return (None, None, None, None)
    element, start = one
    return (element.words, element.symbol, element.time_s, start if timed else None)


def _starts(elements: Sequence[Element]) -> list[float]:
    found, now = [], 0.0
    for element in elements:
        found.append(now)
        now += element.time_s or 0.0
    return found


def _therbligs(hands: Mapping[str, Sequence[Element]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for letters, (name, symbol) in THERBLIGS.items():
        counts = [sum(1 for one in hands[hand] if one.therblig == letters) for hand in (LEFT, RIGHT)]
        if any(counts):
            rows.append((letters, name, symbol, *counts))
    columns = (
        Column("Therblig"),
        Column("Name"),
        Column("Symbol"),
        Column("Left", "", "integer"),
        Column("Right", "", "integer"),
    )
    return Table("Therbligs", columns, tuple(rows))


def _conventions() -> tuple[str, ...]:
    return (
        "Both hands take the same cycle: the shorter one is filled up with a delay at its end, which is counted.",
        "The triangle stands for hold, not for storage; work is operations and transports, idle is delays.",
        "Shares of a hand are of the cycle, shares of both hands of twice the cycle.",
        "Search, find, plan and rest count as delay; select, grasp, position, inspect and release as operation.",
    )
