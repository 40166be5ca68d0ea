"""Commands that show what is in a file: inspect and picture."""

import time
from pathlib import Path
from typing import Any

import click

from floorwright.cli.loaded import plugins
from floorwright.cli.say import JSON, STRICT, job, print_json, problem_words, remark, status
from floorwright.errors import ExportFailed, ImportFailed
from floorwright.hooks.contributions import ImportOptions
from floorwright.hooks.inspecting import facts_of_file
from floorwright.storage.places import SUFFIX

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--encoding", default="", help="The code page of an old drawing, such as cp936.")
@click.option("--layout", default="", help="A sheet, page or storey of the drawing, as it lists them.")
@JSON
@STRICT
def inspect(file: Path, encoding: str, layout: str, as_json: bool, strict: bool) -> int:
    """What is in a plan or a drawing: units, size, layers, counts, problems."""
    started = time.perf_counter()
    options = ImportOptions(encoding=encoding, layout=layout)
    if is_plan(file):
        from floorwright.cli.plan_facts import plan_facts

        found = plan_facts(file)
    else:
        found = _drawing_facts(file, options)
    found["seconds"] = round(time.perf_counter() - started, 3)
    if as_json:
        print_json(found)
    else:
        _print_facts(file, found)
    return status(len(found["problems"]), strict)


@click.command()
@click.argument("file", type=FILE)
@click.argument("out", type=FILE)
@click.option("--window", "whole_window", is_flag=True, help="The whole window instead of the canvas alone.")
@click.option("--size", default="1600x1000", help="Width and height in pixels.")
def picture(file: Path, out: Path, whole_window: bool, size: str) -> int:
    """The canvas, or the whole window, as it looks on opening a plan or a drawing."""
    wide, _, high = size.lower().partition("x")
    if not (wide.isdigit() and high.isdigit() and 64 <= int(wide) <= 16384 and 64 <= int(high) <= 16384):
        raise ExportFailed(f"“{size}” is no size for a picture.", hint="Write it like 1600x1000, 64 to 16384 pixels.")
    if out.suffix.lower() != ".png":
        raise ExportFailed(f"A picture is a PNG file, not “{out.name}”.", hint="Let the name end in .png.")
    from floorwright.storage.atomic import write_atomically

    write_atomically(out, _picture(file, (int(wide), int(high)), whole_window))
    return 0


def _picture(file: Path, size: tuple[int, int], whole_window: bool) -> bytes:
    if whole_window or file.suffix.lower() == SUFFIX:
        from floorwright.gui.picture import window_picture

        return window_picture(file, size, whole_window=whole_window)
    from floorwright.gui.drawing_picture import drawing_picture

    return drawing_picture(file, size)


def is_plan(path: Path) -> bool:
    """Whether a file calls itself a plan, or looks like one inside."""
    if path.suffix.lower() == SUFFIX:
        return True
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return False
    return start.startswith(b"PK") and b"document.json" in start


def _drawing_facts(path: Path, options: ImportOptions) -> dict[str, Any]:
    if not path.exists():
        raise ImportFailed(f"There is no file “{path}”.", hint="Check its name and folder.")
    return facts_of_file(plugins(), path, options, job())


def _print_facts(path: Path, found: dict[str, Any]) -> None:
    size = " × ".join(f"{length:.3f}" for length in found["size_m"]) + " m" if found["size_m"] else "unknown"
    click.echo(f"{path.name}: {found['kind']} {found['version']}".rstrip())
    click.echo(f"  size    {size}  (units: {found['units'] or 'unknown'}, {found['unit_source'] or 'nothing tells'})")
    for name in ("title", "scenarios", "records", "entities", "blocks", "layouts", "xrefs"):
        if found.get(name):
            click.echo(f"  {name:<7} {_listed(found[name])}")
    for layer in found.get("layers", []):
        click.echo(f"  layer   {layer['name']}: {layer['entities']}{'' if layer['visible'] else ' (not visible)'}")
    for problem in found["problems"]:
        remark(problem_words(problem))


def _listed(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {count}" for name, count in value.items())
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)
