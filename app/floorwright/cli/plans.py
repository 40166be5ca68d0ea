"""Commands that make and check plans: new, check."""

from collections.abc import Callable
from pathlib import Path

import click

from floorwright.cli.drawings import UNITS, add_drawing, told
from floorwright.cli.opened import open_plan
from floorwright.cli.say import JSON, STRICT, print_json, problem_words, status
from floorwright.cli.statuses import REFUSED
from floorwright.cli.traces import take_traces
from floorwright.errors import PlanFailed
from floorwright.hooks.contributions import ImportOptions
from floorwright.storage.check import check as check_file
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.tables.taking import take
from floorwright.storage.title import name_after

FILE = click.Path(path_type=Path)
_OTHERS = {
    "products": "product, quantity_per_day, …",
    "parts": "product, part, pieces.",
    "alternatives": "product, alternative, percent.",
    "containers": "container, pieces, …",
    "routings": "product, stations (A > B > C), …",
    "tours": "tour, depot, method, capacity, …",
    "tour-stops": "tour, station, quantity_per_day.",
}


def TABLES(command: Callable[..., int]) -> Callable[..., int]:
    """The options of the tables beside equipment, flows, methods, aisles and walls."""
    for name, columns in reversed(_OTHERS.items()):
        command = click.option(f"--{name}", type=FILE, help=f"Table: {columns}")(command)
    return command


@click.command()
@click.argument("plan", type=FILE)
@click.option("--drawing", type=FILE, help="A drawing to lie under the plan.")
@UNITS
@click.option("--equipment", type=FILE, help="Table: name, x_m, y_m, width_m, depth_m, …")
@click.option("--flows", type=FILE, help="Table: product, from, to, quantity_per_day, …")
@click.option("--methods", type=FILE, help="Table: method, speed_m_s, load_s, …")
@click.option("--aisles", type=FILE, help="Table: x1_m, y1_m, x2_m, y2_m, …")
@click.option("--walls", type=FILE, help="Table: x1_m, y1_m, x2_m, y2_m, thickness_m.")
@click.option("--steps", type=FILE, help="Table of process charts: chart, symbol, description, station, time_s, …")
@click.option("--traces", type=FILE, help="Table: person, time, x_m, y_m or station: who was where when.")
@TABLES
@click.option("--overwrite", is_flag=True, help="Replace a plan of that name; a backup is kept.")
@STRICT
def new(
    plan: Path,
    drawing: Path | None,
    units: str,
    equipment: Path | None,
    flows: Path | None,
    methods: Path | None,
    aisles: Path | None,
    walls: Path | None,
    steps: Path | None,
    traces: Path | None,
    overwrite: bool,
    strict: bool,
    **others: Path | None,
) -> int:
    """Make a plan from a drawing and tables (CSV or XLSX)."""
    if plan.exists() and not overwrite:
        raise PlanFailed(f"{plan.name} is there already.", hint="Choose another name, or add --overwrite.")
    file = PlanFile.new(journal=False)
    remarks: list[str] = []
    with file.document.edit("New plan") as edit:
        given = {"equipment": equipment, "flows": flows, "methods": methods, "aisles": aisles, "walls": walls}
        given["steps"] = steps
        given |= others
        remarks += take(edit, {kind: path for kind, path in given.items() if path is not None})
        if traces is not None:
            remarks += take_traces(file, edit, traces, units, {})
        if drawing is not None:
            remarks += add_drawing(file, edit, drawing, units, ImportOptions())
    name_after(file.document, plan)
    file.save_as(plan)
    return told(remarks, strict)


@click.command()
@click.argument("plan", type=FILE)
@JSON
@STRICT
def check(plan: Path, as_json: bool, strict: bool) -> int:
    """Is the file whole, and are its records sound?"""
    try:
        open_plan(plan)
    except PlanFailed as refused:
        if not as_json:
            raise
        print_json({"plan": str(plan), "sound": False, "problems": [{"what": refused.message, "where": plan.name}]})
        return REFUSED
    problems = check_file(plan)
    if as_json:
        print_json(
            {
                "plan": str(plan),
                "sound": not problems,
                "problems": [{"what": p.what, "where": p.where, "done": p.done} for p in problems],
            }
        )
    else:
        for problem in problems:
            click.echo(problem_words(problem))
        click.echo(f"{plan.name} is whole and sound." if not problems else f"{len(problems)} problems in {plan.name}.")
    return status(len(problems), strict)
