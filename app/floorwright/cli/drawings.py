"""The command that lays a drawing under a plan, or a newer revision in the place of one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from floorwright.analysis.ways.barriers import has_walls
from floorwright.cli.loaded import plugins
from floorwright.cli.opened import open_plan
from floorwright.cli.say import STRICT, job, problem_words, remark, status
from floorwright.cli.traces import take_traces, trace_options
from floorwright.errors import FloorwrightError, ImportFailed
from floorwright.hooks.contributions import ImportOptions
from floorwright.hooks.importing import drawing_of, options_of, read_drawing, underlay_for
from floorwright.hooks.revising import revised, revision_remarks
from floorwright.model.document import Edit
from floorwright.model.drawing import Drawing
from floorwright.model.drawing_changes import change_words, changes
from floorwright.model.kinds import Underlay
from floorwright.model.layer_roles import LayerRole, suggested_roles
from floorwright.model.region import Region, parsed_region
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.tables.traces import is_trace_table
from floorwright.units import Unit

FILE = click.Path(path_type=Path)
UNITS = click.option(
    "--units",
    type=click.Choice(["auto", *(unit.value for unit in Unit)]),
    default="auto",
    help="The unit the drawing is drawn in; auto finds out.",
)
ROLE_OPTIONS: tuple[tuple[str, LayerRole, str], ...] = (
    ("walls", LayerRole.WALL, "These layers are walls and stand in the way: A,B,… or auto, by their names."),
    ("columns", LayerRole.COLUMN, "These layers are columns and stand in the way: A,B,… or auto."),
    ("aisles", LayerRole.AISLE, "These layers are aisles: A,B,… or auto."),
)


def role_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what layers are."""
    for name, _, words in reversed(ROLE_OPTIONS):
        command = click.option(f"--{name}", default="", help=words)(command)
    return command


@click.command("import")
@click.argument("plan", type=FILE)
@click.argument("drawing", type=FILE)
@UNITS
@click.option("--layers", default="", help="Only these layers: A,B,…")
@click.option("--encoding", default="", help="The code page of an old drawing, such as cp936.")
@click.option("--layout", default="", help="A sheet, a page of a PDF, or a storey of a building.")
@click.option("--region", default="", help="Only what lies in x1,y1,x2,y2 in units of the drawing, or: main.")
@role_options
@click.option("--hide", default="", help="These layers are read and not shown: A,B,…")
@click.option("--rotation", type=float, default=0.0, help="Turn it counter-clockwise by so many degrees.")
@click.option("--opacity", type=click.FloatRange(0.05, 1.0), default=1.0, help="1 is as drawn, less is paler.")
@trace_options
@click.option("--replace", "older", default="", metavar="NAME", help="Put it in the place of this drawing.")
@STRICT
def import_drawing(
    plan: Path,
    drawing: Path,
    units: str,
    layers: str,
    encoding: str,
    layout: str,
    region: str,
    hide: str,
    rotation: float,
    opacity: float,
    older: str,
    strict: bool,
    **chosen: Any,
) -> int:
    """Lay a drawing under a plan, or a newer revision in the place of one, which keeps all that was chosen for it.

    A table of traces (person, time, and x_m, y_m or station) is taken in as observations.
    """
    file = open_plan(plan)
    roles = {name: str(chosen[name]) for name, _, _ in ROLE_OPTIONS}
    with file.document.edit(f"Import {drawing.name}") as edit:
        if is_trace_table(drawing):
            remarks = take_traces(file, edit, drawing, units, chosen)
        elif older:
            remarks = _replace(file, edit, drawing, older)
        else:
            options = ImportOptions(_names(layers) or None, encoding, layout, _region(region, drawing))
            remarks = add_drawing(file, edit, drawing, units, options, roles, _names(hide), rotation, opacity)
    file.save()
    return told(remarks, strict)


def add_drawing(
    file: PlanFile,
    edit: Edit,
    path: Path,
    units: str,
    options: ImportOptions,
    roles: dict[str, str] | None = None,
    hidden: tuple[str, ...] = (),
    rotation: float = 0.0,
    opacity: float = 1.0,
) -> list[str]:
    """Read a drawing and put it into the plan; what was remarked."""
    drawing = read_drawing(plugins(), path, options, job())
    _refuse_unknown(path, drawing, (*(options.layers or ()), *hidden))
    unit = None if units == "auto" else Unit(units)
    made = replace(
        underlay_for(drawing, path.name, _kept(file, path, drawing), unit, options),
        roles=_roles(path, drawing, roles or {}),
        shown=tuple((name, False) for name in hidden),
        rotation=rotation,
        opacity=opacity,
    )
    edit.put(made)
    remarks = [f"{path.name}: {problem_words(problem)}" for problem in drawing.problems]
    if unit is None and drawing.unit_doubtful:
        taken = drawing.unit or (f"{drawing.unit_mm:.4g} mm" if drawing.unit_mm else "mm")
        why = f" ({drawing.unit_source})" if drawing.unit_source else ""
        remarks.append(f"{path.name}: {taken} is taken as its unit{why}. Check its size, or give --units.")
    _tell_obstacles(drawing, made)
    return remarks


def told(remarks: list[str], strict: bool) -> int:
    """Say the remarks; the status of the command."""
    for sentence in remarks:
        remark(sentence)
    return status(len(remarks), strict)


def _replace(file: PlanFile, edit: Edit, path: Path, older: str) -> list[str]:
    named = [r for r in file.document.records.values() if isinstance(r, Underlay) and older in (r.name, r.id)]
    if len(named) != 1:
        names = sorted(r.name for r in file.document.records.values() if isinstance(r, Underlay))
        problem = f"There is no drawing “{older}”." if not named else f"Several drawings are called “{older}”."
        raise FloorwrightError(problem, hint=f"There are: {', '.join(names)}." if names else "Import one first.")
    (before,) = named
    loaded = plugins()
    drawing = read_drawing(loaded, path, options_of(before), job())
    after = revised(before, drawing, path.name, _kept(file, path, drawing))
    found = changes(drawing_of(loaded, before, file.assets, job()), drawing, before.scale)
    edit.put(after)
    click.echo(change_words(found))
    _tell_obstacles(drawing, after)
    problems = [f"{path.name}: {problem_words(problem)}" for problem in drawing.problems]
    return [*problems, *revision_remarks(before, drawing)]


def _kept(file: PlanFile, path: Path, drawing: Drawing) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImportFailed(f"{path.name} cannot be read: {error.strerror or error}.") from error
    return file.assets.add(data, path.suffix.lower().lstrip(".") or drawing.kind)


def _tell_obstacles(drawing: Drawing, underlay: Underlay) -> None:
    if has_walls(underlay):
        from floorwright.analysis.ways.drawn_walls import drawn_obstacles, obstacle_words

        words = obstacle_words(drawn_obstacles(drawing, underlay))
        click.echo(f"{words or 'Nothing on the chosen layers stands in the way'}.")


def _roles(path: Path, drawing: Drawing, wanted: dict[str, str]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for name, role, _ in ROLE_OPTIONS:
        given = wanted.get(name, "")
        if given.strip().casefold() == "auto":
            found |= {layer: value for layer, value in suggested_roles(drawing.layers) if value == role.value}
        else:
            _refuse_unknown(path, drawing, _names(given))
            found |= dict.fromkeys(_names(given), role.value)
    return tuple(found.items())


def _region(text: str, path: Path) -> Region | None:
    if not text.strip():
        return None
    if text.strip().casefold() == "main":
        return read_drawing(plugins(), path, job=job()).box
    region = parsed_region(text)
    if region is None:
        raise ImportFailed(f"“{text}” is no region.", hint="Write four numbers, x1,y1,x2,y2, or: main.")
    return region


def _refuse_unknown(path: Path, drawing: Drawing, names: tuple[str, ...]) -> None:
    known = {layer.name for layer in drawing.layers}
    missing = [name for name in names if name not in known]
    if missing:
        raise ImportFailed(
            f"{path.name} has no layer “{missing[0]}”.", hint="List its layers with: floorwright inspect."
        )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
