"""An example plugin: a table of the farthest moves, a text format, a study, and a symbol of its own.

A plugin is a module that answers some hooks, each marked with `hook`. It uses only names from `floorwright.api`, never
Qt, and returns values: the window and the command line find out by themselves what to do with them.
"""

from pathlib import Path

from floorwright.api import (
    Analysis,
    Column,
    Content,
    Exporter,
    Job,
    PlanMetric,
    Records,
    SheetSetup,
    StudyAnswer,
    StudyColumn,
    StudyInput,
    StudyMethod,
    StudyOption,
    StudyResult,
    StudyTable,
    SymbolFolder,
    Table,
    hook,
)


@hook
def plan_metrics() -> list[PlanMetric]:
    """A table that appears in the analysis panel and in XLSX and CSV files."""
    return [PlanMetric("farthest-moves", "Farthest moves", farthest_moves)]


@hook
def exporters() -> list[Exporter]:
    """A format that appears in the export dialog and works with `floorwright export PLAN OUT.moves.txt`."""
    return [Exporter("moves", "Moves as text", ".txt", as_text, on_paper=False)]


@hook
def symbol_folders() -> list[SymbolFolder]:
    """Symbols that appear in the library."""
    return [SymbolFolder("example", "Example", Path(__file__).parent / "symbols")]


@hook
def study_methods() -> list[StudyMethod]:
    """A study: the window makes its form and grid, and `floorwright study walking TABLE` computes it."""
    column = StudyColumn(name="distance_m", meaning="One walk", type="number", unit="m", required=True, least=0)
    return [
        StudyMethod(
            id="walking",
            title="Walking time",
            group="work measurement",
            purpose="How long a list of walks takes.",
            tables=(StudyTable(name="walks", meaning="A row a walk.", columns=(column,)),),
            options=(StudyOption(name="speed_m_s", meaning="Walking pace", unit="m/s", default=1.3, above=0),),
            results=(StudyResult(name="time_s", meaning="Walking time", unit="s", formula="sum of distances / speed"),),
            compute=walking_time,
        )
    ]


def walking_time(given: StudyInput, job: Job) -> StudyAnswer:
    """The seconds that all walks take together at the speed of the option."""
    metres = sum(row.number_in("distance_m") for row in given.rows("walks"))
    return StudyAnswer({"time_s": metres / given.number("speed_m_s")})


def farthest_moves(records: Records, analysis: Analysis) -> Table:
    """The five flows with the longest way, the longest first; those without a way are left out."""
    found = sorted((flow for flow in analysis.flows if flow.distance_m is not None), key=lambda f: -(f.distance_m or 0))
    return Table(
        "Farthest moves",
        (Column("Product"), Column("From"), Column("To"), Column("Distance", "m", "number", better="less")),
        tuple((flow.product, flow.start, flow.end, flow.distance_m) for flow in found[:5]),
        sources=tuple(flow.flow for flow in found[:5]),
    )


def as_text(content: Content, setup: SheetSetup, job: Job) -> bytes:
    """One line a flow: where from, where to, and how far."""
    lines = []
    for number, flow in enumerate(content.analysis.flows):
        job.progress(number / len(content.analysis.flows), "Writing moves")
        far = "no way" if flow.distance_m is None else f"{flow.distance_m:.1f} m"
        lines.append(f"{flow.product}: {flow.start} → {flow.end}, {far}\n")
    return "".join(lines).encode()
