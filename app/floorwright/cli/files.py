"""The command that writes what others read: export."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from floorwright.analysis.observed.tables import observed_tables
from floorwright.cli.flow_options import flow_options, view_of
from floorwright.cli.loaded import plugins
from floorwright.cli.opened import open_scenario
from floorwright.cli.say import STRICT, job, remark, status
from floorwright.cli.traces import observed_of, walks_of
from floorwright.errors import ExportFailed, FloorwrightError
from floorwright.hooks.exporting import TABLE_FORMATS, content_for, format_of
from floorwright.hooks.exporting import export as written_as
from floorwright.hooks.studies.of_plan import SHEETS_WITH_STUDIES, chapters
from floorwright.paper.setup import SheetSetup
from floorwright.storage.atomic import write_atomically
from floorwright.units import Unit, parse_length, parse_number

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("plan", type=FILE)
@click.argument("out", type=FILE)
@click.option(
    "--sheet",
    default="plan",
    help="plan, figures, from-to, process-chart (or process-chart:NAME), outline-chart, studies, all.",
)
@click.option("--paper", default="A3", help="A4 … A0, ANSI A … E, ARCH A … E.")
@click.option("--portrait", is_flag=True, help="The paper stands upright.")
@click.option("--scale", default="", help="1:100, or 1/8\"=1'; without it the largest ruler scale that fits.")
@click.option("--scenario", default="", help="The name of a scenario; without it, the present.")
@click.option("--chart-symbols", is_flag=True, help="Process chart symbols with their numbers on the flow lines.")
@click.option("--observed", is_flag=True, help="Draw the observed walks over the plan.")
@flow_options
@STRICT
def export(
    plan: Path,
    out: Path,
    sheet: str,
    paper: str,
    portrait: bool,
    scale: str,
    scenario: str,
    chart_symbols: bool,
    observed: bool,
    strict: bool,
    **flow_view: Any,
) -> int:
    """Write a plan as DXF, PDF, SVG, PNG, XLSX or CSV, by the ending of OUT."""
    loaded = plugins()
    chosen = format_of(loaded, out)
    setup = SheetSetup(paper=paper, scale=read_scale(scale), portrait=portrait, sheet=sheet, show_symbols=chart_symbols)
    setup.size()
    opened = open_scenario(plan, scenario)
    setup = replace(setup, view=view_of(opened.records, **flow_view))
    analysis = opened.analysis()
    seen = observed_of(opened, analysis) if chosen in TABLE_FORMATS or observed else None
    tables = observed_tables(seen) if seen else ()
    records = opened.file.document.records
    content = content_for(loaded, records, opened.scenario, analysis, opened.drawings(loaded), tables)
    content = replace(content, walks=walks_of(opened, seen) if observed and seen else ())
    if sheet.strip().casefold() in SHEETS_WITH_STUDIES:
        studied, problems = chapters(loaded, content.records, job())
        content = replace(content, chapters=studied)
        for problem in problems:
            remark(f"{problem.study}: {problem.why}")
    write_atomically(out, written_as(loaded, chosen, content, setup, job()))
    for warning in analysis.warnings:
        remark(f"{warning.what}: {warning.where}: {warning.why}")
    return status(len(analysis.warnings), strict)


def read_scale(text: str) -> float:
    """How many times smaller the paper is than the floor: `1:100`, `100`, `1/8"=1'`; 0 for an empty text.

    Raises:
        ExportFailed: for anything else.
    """
    clean = text.strip()
    if not clean:
        return 0.0
    try:
        if "=" in clean:
            paper, floor = (parse_length(side, Unit.INCH) for side in clean.split("=", 1))
            value = floor / paper if paper > 0 else 0.0
        else:
            value = parse_number(re.sub(r"^1\s*:", "", clean).strip())
    except FloorwrightError:
        value = 0.0
    if value <= 0:
        raise ExportFailed(f"“{clean}” is no scale.", hint="Write it like 1:100 or 1/8\"=1'.")
    return value
