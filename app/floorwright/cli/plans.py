"""Commands that make and change plans: new, import, check."""

from pathlib import Path

import click

from floorwright.cli.opened import open_plan, plugins
from floorwright.cli.say import JSON, STRICT, job, print_json, problem_words, remark, status
from floorwright.cli.statuses import REFUSED
from floorwright.errors import ImportFailed, PlanFailed
from floorwright.hooks.contributions import ImportOptions
from floorwright.hooks.importing import read_drawing, underlay_for
from floorwright.model.document import Edit
from floorwright.storage.check import check as check_file
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.tables.taking import take
from floorwright.units import Unit

FILE = click.Path(path_type=Path)
UNITS = click.option(
    "--units",
    type=click.Choice(["auto", *(unit.value for unit in Unit)]),
    default="auto",
    help="The unit the drawing is drawn in; auto finds out.",
)


@click.command()
@click.argument("plan", type=FILE)
@click.option("--drawing", type=FILE, help="A drawing to lie under the plan.")
@UNITS
@click.option("--equipment", type=FILE, help="Table: name, x_m, y_m, width_m, depth_m, …")
@click.option("--flows", type=FILE, help="Table: product, from, to, quantity_per_day, …")
@click.option("--methods", type=FILE, help="Table: method, speed_m_s, load_s, …")
@click.option("--aisles", type=FILE, help="Table: x1_m, y1_m, x2_m, y2_m, …")
@click.option("--walls", type=FILE, help="Table: x1_m, y1_m, x2_m, y2_m, thickness_m.")
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
    overwrite: bool,
    strict: bool,
) -> int:
    """Make a plan from a drawing and tables (CSV or XLSX)."""
    if plan.exists() and not overwrite:
        raise PlanFailed(f"{plan.name} is there already.", hint="Choose another name, or add --overwrite.")
    file = PlanFile.new(journal=False)
    remarks: list[str] = []
    with file.document.edit("New plan") as edit:
        given = {"equipment": equipment, "flows": flows, "methods": methods, "aisles": aisles, "walls": walls}
        remarks += take(edit, {kind: path for kind, path in given.items() if path is not None})
        if drawing is not None:
            remarks += _add_drawing(file, edit, drawing, units, ImportOptions())
    file.save_as(plan)
    return _told(remarks, strict)


@click.command("import")
@click.argument("plan", type=FILE)
@click.argument("drawing", type=FILE)
@UNITS
@click.option("--layers", default="", help="Only these layers: A,B,…")
@click.option("--encoding", default="", help="The code page of an old drawing, such as cp936.")
@click.option("--layout", default="", help="A sheet of the drawing instead of its model space.")
@STRICT
def import_drawing(plan: Path, drawing: Path, units: str, layers: str, encoding: str, layout: str, strict: bool) -> int:
    """Lay a drawing under a plan."""
    file = open_plan(plan)
    chosen = tuple(name.strip() for name in layers.split(",") if name.strip()) or None
    with file.document.edit(f"Import {drawing.name}") as edit:
        remarks = _add_drawing(file, edit, drawing, units, ImportOptions(chosen, encoding, layout))
    file.save()
    return _told(remarks, strict)


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


def _add_drawing(file: PlanFile, edit: Edit, path: Path, units: str, options: ImportOptions) -> list[str]:
    drawing = read_drawing(plugins(), path, options, job())
    if options.layers is not None:
        known = {layer.name for layer in drawing.layers}
        missing = [name for name in options.layers if name not in known]
        if missing:
            raise ImportFailed(
                f"{path.name} has no layer “{missing[0]}”.", hint="List its layers with: floorwright inspect."
            )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImportFailed(f"{path.name} cannot be read: {error.strerror or error}.") from error
    asset = file.assets.add(data, path.suffix.lower().lstrip(".") or drawing.kind)
    unit = None if units == "auto" else Unit(units)
    edit.put(underlay_for(drawing, path.name, asset, unit, options))
    remarks = [f"{path.name}: {problem_words(problem)}" for problem in drawing.problems]
    if unit is None and drawing.unit_doubtful:
        taken = drawing.unit or "mm"
        why = f" ({drawing.unit_source})" if drawing.unit_source else ""
        remarks.append(f"{path.name}: {taken} is taken as its unit{why}. Check its size, or give --units.")
    return remarks


def _told(remarks: list[str], strict: bool) -> int:
    for sentence in remarks:
        remark(sentence)
    return status(len(remarks), strict)
