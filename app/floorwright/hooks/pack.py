"""The meeting pack: the plan of every scenario, its figures and process charts, the comparison, and the studies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from floorwright.analysis.analyze import analyze, plan_mode
from floorwright.analysis.comparing.paying import investment_of, paying
from floorwright.analysis.comparing.sensitivity import sensitivity
from floorwright.analysis.comparing.what_if import WhatIf
from floorwright.analysis.result import Table
from floorwright.analysis.ways.barriers import DrawnWalls
from floorwright.errors import ExportFailed
from floorwright.hooks.exporting import content_for, export
from floorwright.hooks.manager import Plugins
from floorwright.hooks.observed_pages import observed_pages
from floorwright.hooks.studies.of_plan import chapters
from floorwright.jobs import Job
from floorwright.model.diff import Records
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import PLAN_ID, PRESENT, DistanceMode, DrawingSource, Plan
from floorwright.model.scenario import scenario_names, scenario_records
from floorwright.paper.comparison_pages import Comparison, comparison_content
from floorwright.paper.compose import sheet_makers
from floorwright.paper.content import Content
from floorwright.paper.flow_charts.of_plan import flow_chart_sheets
from floorwright.paper.marks import Sheet
from floorwright.paper.setup import SheetSetup
from floorwright.storage.asset import Asset
from floorwright.storage.atomic import write_atomically

FORMAT = "pdf"
MOST_ROWS = 40
"""Rows of a table of figures in the pack; most tables begin with what matters most."""
Maker = Callable[[int, int], Sheet]


@dataclass(frozen=True, slots=True)
class Pack:
    """The sheets of a pack, and sentences about what is missing from it."""

    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...]


def meeting_pack(
    plugins: Plugins,
    records: Records,
    drawings: Mapping[DrawingSource, Drawing],
    setup: SheetSetup,
    mode: DistanceMode | None,
    traces: Mapping[str, Asset],
    job: Job,
) -> Pack:
    """Everything a meeting needs of a plan; `records` are all of the document's, `mode` None is as the plan says.

    `traces` are the assets of observed movement.

    Raises:
        ExportFailed: when the paper or the scale does not fit.
        Cancelled: when the job was cancelled.
    """
    names = scenario_names(records)
    contents: dict[str, Content] = {}
    makers: list[Maker] = []
    remarks: list[str] = []
    for number, (id, name) in enumerate(names.items()):
        job.progress(0.1 + 0.4 * number / len(names), f"Measuring {name}")
        here = scenario_records(records, id)
        measured = analyze(here, mode, id, Job(cancelled=job.cancelled), DrawnWalls(drawings))
        contents[id] = content_for(plugins, records, id, measured, drawings)
        makers += sheet_makers(contents[id], replace(setup, sheet="plan"))
        remarks += [f"{name}: {w.what}: {w.where}: {w.why}" for w in measured.warnings]
    for id, name in names.items():
        if id != PRESENT:
            job.progress(0.55, f"Comparing {name}")
            makers += _compared(records, names, contents, id, setup, job)
    for id in names:
        makers += sheet_makers(_shortened(contents[id]), replace(setup, sheet="figures"))
        makers += flow_chart_sheets(contents[id], setup)
        if contents[id].charts:
            makers += sheet_makers(contents[id], replace(setup, sheet="process-chart"))
    job.progress(0.7, "Computing the studies")
    studied, problems = chapters(plugins, contents[PRESENT].records, Job(cancelled=job.cancelled))
    remarks += [f"{problem.study}: {problem.why}" for problem in problems]
    if studied:
        makers += sheet_makers(replace(contents[PRESENT], chapters=studied), replace(setup, sheet="studies"))
    job.progress(0.75, "Measuring what was observed")
    present = contents[PRESENT]
    seen = observed_pages(present.records, traces, present.analysis, DrawnWalls(drawings), Job(cancelled=job.cancelled))
    remarks += seen.remarks
    if seen.walks:
        makers += sheet_makers(replace(present, walks=seen.walks), replace(setup, sheet="plan", show_flows=False))
    if seen.chapters:
        makers += sheet_makers(replace(present, chapters=seen.chapters), replace(setup, sheet="studies"))
    return Pack(
        tuple(make(number, len(makers)) for number, make in enumerate(makers, 1)), tuple(dict.fromkeys(remarks))
    )


def write_pack(
    records: Records,
    drawings: Mapping[DrawingSource, Drawing],
    setup: SheetSetup,
    mode: DistanceMode | None,
    traces: Mapping[str, Asset],
    path: str,
    job: Job,
) -> Sequence[str]:
    """Write the meeting pack of a plan as a PDF, whole or not at all; sentences about what is missing from it.

    Raises:
        ExportFailed: when the file is no PDF, or the paper or the scale does not fit.
    """
    if Path(path).suffix.lower() != f".{FORMAT}":
        raise ExportFailed(f"“{Path(path).name}” is no PDF.", hint="Let its name end in .pdf.")
    plugins = Plugins().load()
    pack = meeting_pack(plugins, records, drawings, setup, mode, traces, job)
    described = {PLAN_ID: _plan(records)}
    content = Content(described, PRESENT, analyze(described), figures=pack.sheets)
    job.progress(0.85, "Writing the file")
    data = export(plugins, FORMAT, content, replace(setup, sheet="charts"), Job(cancelled=job.cancelled))
    write_atomically(Path(path), data)
    return pack.remarks


def _compared(
    records: Records, names: Mapping[str, str], contents: Mapping[str, Content], id: str, setup: SheetSetup, job: Job
) -> list[Maker]:
    """The pages that hold a proposal against the present."""
    present, proposal = contents[PRESENT], contents[id]
    investment = investment_of(records, id)
    both = [_what_if(content) for content in (present, proposal)]
    one = Comparison(
        names=(names[PRESENT], names[id]),
        analyses=(present.analysis, proposal.analysis),
        investment=investment,
        pay=paying(present.analysis.totals, proposal.analysis.totals, investment, names[id], _plan(records).currency),
        found=sensitivity(both[0], both[1], investment, Job(cancelled=job.cancelled)),
        currency=_plan(records).currency,
    )
    return sheet_makers(comparison_content(records, id, one), replace(setup, sheet="study"))


def _shortened(content: Content) -> Content:
    """The content with the first rows of its long tables; a meeting reads no hundred pages."""
    return replace(content, tables=tuple(_first_rows(table) for table in content.tables if table.rows))


def _first_rows(table: Table) -> Table:
    more = len(table.rows) - MOST_ROWS
    if more <= 0:
        return table
    note = f"And {more} more rows: export the plan as XLSX for all of them."
    return replace(table, rows=table.rows[:MOST_ROWS], sources=table.sources[:MOST_ROWS], notes=(*table.notes, note))


def _what_if(content: Content) -> WhatIf:
    mode = content.analysis.mode or plan_mode(content.records)
    return WhatIf(content.records, mode, DrawnWalls(content.drawings))


def _plan(records: Records) -> Plan:
    plan = records[PLAN_ID]
    assert isinstance(plan, Plan)
    return plan
