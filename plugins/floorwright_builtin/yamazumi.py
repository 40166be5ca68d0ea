"""Yamazumi: the work of each operator as a stack against the takt, by what it is worth."""

import math
import re

from floorwright.api import (
    Column,
    Entry,
    Figure,
    Job,
    Named,
    StudyAnswer,
    StudyChange,
    StudyColumn,
    StudyExample,
    StudyFailed,
    StudyFinding,
    StudyInput,
    StudyMethod,
    StudyOption,
    StudyResult,
    StudyTable,
    StudyValue,
    Table,
    axis_marks,
    figure,
    fitted_plot,
    hook,
    level,
    linear,
    room_of,
    tile,
)

KINDS = {"VA": "#2e9e4f", "NVA": "#e6b800", "walk": "#c0392b", "waste": "#8e2f23", "wait": "#9aa3ad"}
NAMES = {"VA": "Adds value", "NVA": "Needed, adds none", "walk": "Walking", "waste": "Waste", "wait": "Waiting"}
PALE = "#f5f7f9"
SOURCE = "Rother and Harris, Creating Continuous Flow, 2001"


def yamazumi(given: StudyInput, job: Job) -> StudyAnswer:
    """Loads, who is over takt, operators needed and the share that adds value.

    Raises:
        StudyFailed: without a takt, or demand and time for one.
    """
    takt = given.number_or_none("takt_s")
    demand, available = given.number_or_none("demand"), given.number_or_none("available_s")
    if takt is None and demand and available:
        takt = available / demand
    if takt is None:
        raise StudyFailed("There is no takt.", hint="Set takt_s, or demand and available_s.")
    loads = {name: dict.fromkeys(KINDS, 0.0) for name in _operators(given)}
    for row in given.rows("blocks"):
        loads[row.text("operator").strip()][row.text("type")] += row.number_in("time_s")
    totals = {name: sum(kinds.values()) for name, kinds in loads.items()}
    whole = sum(totals.values())
    by_kind = {kind: sum(kinds[kind] for kinds in loads.values()) for kind in KINDS}
    over = [name for name, load in totals.items() if load > takt * (1 + 1e-9)]
    results: dict[str, StudyValue | list[str] | list[float]] = {
        "takt_s": takt,
        "operators": len(loads),
        "total_s": whole,
        "load_s": list(totals.values()),
        "over_takt": over,
        "operators_needed_exact": whole / takt,
        "operators_needed": max(math.ceil(whole / takt - 1e-9), 0),
        "va_pct": 100 * by_kind["VA"] / whole if whole else None,
        "operators_without_walk": (whole - by_kind["walk"]) / takt,
        "operators_without_waste": (whole - by_kind["walk"] - by_kind["waste"] - by_kind["wait"]) / takt,
        "efficiency": whole / (len(loads) * takt),
    }
    findings = [
        StudyFinding(
            f"“{name}” is over the takt of {takt:g} s by {totals[name] - takt:g} s",
            "move blocks to operators with room, within the order of work, or take waste out",
        )
        for name in over
    ]
    if not whole:
        findings.append(StudyFinding("There is no work", "all times are 0"))
    rows = tuple((name, *kinds.values(), totals[name], takt - totals[name]) for name, kinds in loads.items())
    columns = (
        Column("operator"), *(Column(kind, "s", "number") for kind in KINDS), Column("load", "s", "number"),
        Column("below takt", "s", "number"),
    )  # fmt: skip
    said = ("Operators needed are work / takt, rounded up; walking and waste are in the work.",)
    return StudyAnswer(results, {"operators": Table("Operators", columns, rows)}, tuple(findings), said)


def _operators(given: StudyInput) -> list[str]:
    """The operators as they first come; numbered ones (1, 2 or Op 1, Op 2) by number, so that no drag swaps stacks."""
    names = list(dict.fromkeys(row.text("operator").strip() for row in given.rows("blocks")))
    numbered = [found for name in names if (found := re.fullmatch(r"(.*?)([0-9]{1,9})", name))]
    if len(numbered) == len(names) and len({found[1] for found in numbered}) == 1:
        return [found[0] for found in sorted(numbered, key=lambda found: int(found[2]))]
    return names


def stacks(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """A stack an operator, a block a row of the table, with the line of the takt."""
    takt, loads = float(str(answer.results["takt_s"])), answer.results["load_s"]
    assert isinstance(loads, list)
    names = _operators(given)
    used = [kind for kind in KINDS if any(row.text("type") == kind for row in given.rows("blocks"))]
    key = [Entry(NAMES[kind], KINDS[kind]) for kind in used]
    wide = max(160.0, 9.0 * len(names) + 30)
    up = linear([0.0, takt, *(float(one) for one in loads)])
    top = up.high
    plot = fitted_plot(room_of(wide, 95.0, key=key), Named(tuple(names)), up, "Operator", "Load [s]")
    marks = []
    for at, name in enumerate(names):  # where a block can be dropped, above the stack as well
        marks += tile(plot, (at - 0.44, at + 0.44), (0.0, top), PALE, source=f"operator-{name}")
    marks += axis_marks(plot, "Operator", "Load [s]")
    heights, tips = dict.fromkeys(names, 0.0), {}
    for row in given.rows("blocks"):
        name, kind, time = row.text("operator").strip(), row.text("type"), row.number_in("time_s")
        at, low = names.index(name), heights[name]
        heights[name] = low + time
        source, words = f"block-{row.number}", row.text("task") or kind
        tips[source] = f"{words} ({NAMES[kind].lower()}): {time:g} s of {name}"
        if time > 0:
            marks += tile(plot, (at - 0.38, at + 0.38), (low, low + time), KINDS[kind], source=source, words=words)
    marks += level(plot, takt, f"Takt {takt:g} s", dash=())
    return (figure("Yamazumi", wide, 95.0, marks, key=key, tips=tips, movable=list(tips)),)


def moved(given: StudyInput, answer: StudyAnswer, source: str, onto: str) -> StudyChange:
    """The dragged block with the operator on whose stack it was dropped.

    Raises:
        StudyFailed: when it is there already.
    """
    rows = {f"block-{row.number}": row for row in given.rows("blocks")}
    block, other = rows[source], rows.get(onto)
    operator = onto.removeprefix("operator-") if other is None else other.text("operator").strip()
    if operator == block.text("operator").strip():
        raise StudyFailed(f"“{operator}” does that already.")
    return StudyChange("blocks", "operator", {block.number: operator})


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Yamazumi."""
    return (
        StudyMethod(
            id="yamazumi",
            title="Yamazumi",
            group="line and people",
            purpose="How the work is spread over the operators against the takt, and how much of it adds value. "
            "Blocks can be dragged to other operators in the figure.",
            tables=(
                StudyTable(
                    name="blocks",
                    meaning="The pieces of work of each operator, from the bottom of the stack",
                    columns=(
                        StudyColumn(name="operator", meaning="Who does it", required=True),
                        StudyColumn(name="task", meaning="What it is"),
                        StudyColumn(
                            name="time_s", meaning="Time in a cycle", type="number", unit="s", required=True, least=0,
                            most=1e9,
                        ),
                        StudyColumn(
                            name="type", meaning="What it is worth", type="choice", choices=tuple(KINDS), default="VA"
                        ),
                    ),
                ),
            ),
            options=(
                StudyOption(name="takt_s", meaning="The takt", unit="s", above=0, most=1e9),
                StudyOption(name="demand", meaning="Pieces wanted in the period, for the takt", unit="pieces", above=0),
                StudyOption(name="available_s", meaning="Net available time in the period", unit="s", above=0),
            ),
            results=(
                StudyResult(name="takt_s", meaning="Takt", unit="s", formula="given, or available time / demand"),
                StudyResult(name="operators", meaning="Operators there are", formula="count of operators", decimals=0),
                StudyResult(name="total_s", meaning="Work of all operators", unit="s", formula="Σ load", source=SOURCE),
                StudyResult(
                    name="load_s", meaning="Load of each operator, in order", unit="s",
                    formula="Σ of its elements", source=SOURCE,
                ),
                StudyResult(name="over_takt", meaning="Operators over the takt", formula="load > takt", source=SOURCE),
                StudyResult(
                    name="operators_needed_exact", meaning="Operators if work could be cut at will",
                    formula="Σ load / takt", source=SOURCE,
                ),
                StudyResult(
                    name="operators_needed", meaning="Operators needed", formula="⌈Σ load / takt⌉", source=SOURCE,
                    decimals=0,
                ),
                StudyResult(
                    name="va_pct", meaning="Share that adds value", unit="%", formula="Σ VA / Σ load", source=SOURCE
                ),
                StudyResult(
                    name="operators_without_walk", meaning="The same without walking",
                    formula="(Σ load − walk) / takt", source=SOURCE,
                ),
                StudyResult(
                    name="operators_without_waste", meaning="The same without walking, waste and waiting",
                    formula="(Σ load − walk − waste − wait) / takt", source=SOURCE,
                ),
                StudyResult(
                    name="efficiency", meaning="Use of the operators", formula="Σ load / (operators × takt)",
                    source="", decimals=4,
                ),
            ),
            compute=yamazumi,
            draw=stacks,
            move=moved,
            example=StudyExample(
                "Three operators against a takt of 50 s",
                "constructed by hand: 44 + 53 + 30 = 127; 127 / 50; 78 / 127; 106 / 50",
                tables={
                    "blocks": "operator,time_s,type\n1,30,VA\n1,8,NVA\n1,6,walk\n2,28,VA\n2,14,NVA\n2,11,walk\n"
                    "3,20,VA\n3,6,NVA\n3,4,walk\n"
                },
                options={"takt_s": "50"},
                expected={"operators_needed_exact": 2.54, "operators_needed": 3, "operators_without_walk": 2.12},
            ),
            mistakes=(
                "Loads evened out over all operators: fill each to the takt, so that the last can be set free.",
                "Waiting drawn as work: it fills the stack and hides that an operator has room.",
                "The stack of one model taken for the mix: draw one a model.",
            ),
        ),
    )  # fmt: skip
