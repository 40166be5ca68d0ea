"""The flow process chart as a study: of a table of steps, without a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from floorwright.api import (
    FloorwrightError,
    Job,
    StudyAnswer,
    StudyColumn,
    StudyExample,
    StudyFailed,
    StudyFinding,
    StudyInput,
    StudyMethod,
    StudyOption,
    StudyResult,
    StudyRow,
    StudyTable,
    StudyValue,
    hook,
    parse_number,
)

if TYPE_CHECKING:
    from floorwright.api import ProcessChart

SOURCE = "ASME, Operation and Flow Process Charts, 1947"
SYMBOLS = ("operation", "transport", "inspection", "delay", "storage")
_LARGEST = 1e12
COLUMNS = (
    StudyColumn(name="symbol", meaning="O, T, I, D, S, or I(O) for operation and inspection together", required=True),
    StudyColumn(name="description", meaning="What happens"),
    StudyColumn(name="time_s", meaning="How long it takes", type="number", unit="s", least=0, most=_LARGEST),
    StudyColumn(name="time_per", meaning="Whether the time is for the lot or trip, or for each piece", default="lot"),
    StudyColumn(name="distance_m", meaning="How far it goes", type="number", unit="m", least=0, most=_LARGEST),
    StudyColumn(name="value", meaning="VA, ENVA (necessary) or NVA (waste)"),
    StudyColumn(name="quantity", meaning="Pieces a trip, or handled", type="number", least=0, most=_LARGEST),
    StudyColumn(name="people", meaning="How many people; one when empty", type="number", least=0, most=_LARGEST),
    StudyColumn(name="station", meaning="Where"),
    StudyColumn(name="means", meaning="What it is done with"),
    StudyColumn(name="remark", meaning="Anything else"),
    StudyColumn(name="ecrs", meaning="Idea: eliminate, combine, rearrange or simplify"),
    StudyColumn(name="ecrs_note", meaning="The idea in words"),
    StudyColumn(
        name="proposed_time_s", meaning="Time with the idea carried out", type="number", unit="s", least=0,
        most=_LARGEST,
    ),
    StudyColumn(
        name="proposed_distance_m", meaning="Distance with the idea carried out", type="number", unit="m", least=0,
        most=_LARGEST,
    ),
)  # fmt: skip


def process_chart(given: StudyInput, job: Job) -> StudyAnswer:
    """Counts, times and distance by symbol, value-adding share, cost, and what the proposal saves.

    The proposal is the table `proposed`, or else the ideas in the table `steps` carried out.

    Raises:
        StudyFailed: for a symbol, value class or idea that means nothing.
    """
    from floorwright.api import chart_of_ideas, chart_table, comparison_table, longest_table

    present = _chart("Present", given.rows("steps"), given)
    rows = given.rows("proposed")
    proposed = _chart("Proposed", rows, given) if rows else chart_of_ideas(present)
    box = present.summary
    found: dict[str, float | None] = {f"n_{one.type.value}": one.count for one in box.symbols}
    found |= {f"{one.type.value}_s": one.time_s for one in box.symbols}
    found |= {
        "n_combined": box.combined,
        "time_s": box.time_s,
        "time_per_piece_s": box.time_per_piece_s,
        "distance_m": box.distance_m,
        "va_s": box.va_s,
        "enva_s": box.enva_s,
        "nva_s": box.nva_s,
        "va_ratio": box.va_ratio,
        "cost": box.cost,
        "saved_time_s": box.time_s - proposed.summary.time_s if proposed else None,
        "saved_distance_m": box.distance_m - proposed.summary.distance_m if proposed else None,
    }
    tables = {"chart": chart_table(present), "longest": longest_table(present)}
    if proposed is not None:
        tables["saving"] = comparison_table(present, proposed)
    findings = [StudyFinding(f"{step.number} {step.description}", "; ".join(step.flags))
                for step in present.steps if step.flags]  # fmt: skip
    if box.va_ratio is None:
        findings.append(StudyFinding("There is no value-adding share", "no step has a time"))
    if box.cost is None:
        findings.append(StudyFinding("There is no cost", "give labour_cost_per_h or cost_per_m"))
    if proposed is None:
        findings.append(StudyFinding("There is no saving", "give the table proposed, or ideas in the column ecrs"))
    each = given.text("combined") == "each"
    counted = "once under each of its symbols" if each else "once under the outer symbol, and in a tally"
    return StudyAnswer(found, tables, tuple(findings), (*present.notes, f"A combined symbol counts {counted}."))


def _chart(name: str, rows: Sequence[StudyRow], given: StudyInput) -> ProcessChart:
    from floorwright.api import chart_of_rows

    try:
        return chart_of_rows(name, [row.values for row in rows], _options(given))
    except FloorwrightError as error:
        raise StudyFailed(error.message, hint=error.hint) from error


def _options(given: StudyInput) -> dict[str, StudyValue]:
    """The options; what a table of steps says of the whole chart in its first row counts where no option was given."""
    usual: dict[str, StudyValue] = {"subject": "material", "lot_size": 1.0}
    options = dict(given.options)
    said = given.rows("steps")[0].notes if given.rows("steps") else {}
    for column, text in said.items():
        name = column.strip().casefold().replace(" ", "_")
        if name in options and text and options[name] in (None, usual.get(name)):
            options[name] = text if name in ("subject", "combined") else parse_number(text)
    return options


def _results() -> tuple[StudyResult, ...]:
    counts = [
        StudyResult(name=f"n_{one}", meaning=f"Number of {one}s", formula=f"N({one})",
                    source=SOURCE, decimals=0)
        for one in SYMBOLS
    ]  # fmt: skip
    times = [
        StudyResult(name=f"{one}_s", meaning=f"Time of {one}", unit="s", formula="Σ time", source=SOURCE)
        for one in SYMBOLS
    ]
    more = (
        ("n_combined", "Combined symbols", "", "steps with an inner symbol"),
        ("time_s", "Time for the lot", "s", "Σ time of the lot, per piece × lot, per trip × trips"),
        ("time_per_piece_s", "Time a piece", "s", "time for the lot ÷ lot size"),
        ("distance_m", "Distance for the lot", "m", "Σ distance × trips"),
        ("va_s", "Value-adding time", "s", "Σ time of VA steps"),
        ("enva_s", "Necessary time", "s", "Σ time of ENVA steps"),
        ("nva_s", "Waste", "s", "Σ time of NVA steps"),
        ("va_ratio", "Value-adding share", "", "VA time ÷ all time"),
        ("cost", "Cost for the lot", "", "Σ time × people × labour rate + Σ distance × cost a metre"),
        ("saved_time_s", "Time saved", "s", "present − proposed"),
        ("saved_distance_m", "Distance saved", "m", "present − proposed"),
    )
    rest = [StudyResult(name=n, meaning=m, unit=u, formula=f, source=SOURCE) for n, m, u, f in more]
    return (*counts, *times, *rest)


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """The flow process chart of a table of steps."""
    return (
        StudyMethod(
            id="process-chart",
            title="Flow process chart",
            group="charts",
            purpose="What happens to one subject step by step, and what a better way saves.",
            tables=(
                StudyTable(name="steps", meaning="What happens, in order", columns=COLUMNS),
                StudyTable(name="proposed", meaning="The proposed way, in order", columns=COLUMNS, required=False),
            ),
            options=(
                StudyOption(
                    name="subject", meaning="Whom or what the chart follows", type="choice", default="material",
                    choices=("material", "worker", "equipment"),
                ),
                StudyOption(name="lot_size", meaning="Pieces in the lot", unit="pieces", default=1.0, above=0),
                StudyOption(name="labour_cost_per_h", meaning="What a person costs an hour", least=0),
                StudyOption(name="cost_per_m", meaning="What a metre of way costs", least=0),
                StudyOption(
                    name="combined", meaning="How a combined symbol counts: under the outer one, or under each",
                    type="choice", default="outer", choices=("outer", "each"),
                ),
            ),
            results=_results(),
            compute=process_chart,
            example=StudyExample(
                "Eight steps of boxing a part (citoolkit form, minutes and metres)",
                "https://www.scribd.com/document/893013417/Process-Chart",
                tables={"steps": EXAMPLE},
                expected={"n_operation": 5, "n_storage": 1, "time_s": 138.0, "va_s": 60.0, "nva_s": 78.0},
            ),
            mistakes=(
                "Worker and material on one chart: the chart follows one subject.",
                "Times of things that happen at once added up.",
                "An inspection called value-adding.",
                "Delay and storage confused: what is stored needs a permission to be taken.",
            ),
        ),
    )  # fmt: skip


EXAMPLE = """symbol,description,time_min,distance_m,value
O,Receive material,0.5,0.1,VA
S,Store material,0.1,0.2,NVA
I,Kit material,0.5,5,NVA
O,Solder,0.1,0.1,VA
O,Move to paint,0.2,0.1,VA
O,Paint,0.2,1,VA
T,Move to assembly,0.5,0.1,NVA
O,Close box,0.2,0.5,NVA
"""
