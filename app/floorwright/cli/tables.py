"""The command that writes a plan's tables, for spreadsheets and for the next plan."""

from pathlib import Path

import click

from floorwright.cli.opened import open_scenario
from floorwright.cli.say import STRICT, remark, status
from floorwright.storage.tables.writing import MOVE_A_ROW, ROUTING_A_ROW, names_told_twice, write_tables

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("plan", type=FILE)
@click.argument("out", type=FILE)
@click.option("--scenario", default="", help="The name of a scenario; without it, the present.")
@click.option("--routings", is_flag=True, help="A routing a row (Saw > Mill > Wash) where a row can say all of it.")
@STRICT
def tables(plan: Path, out: Path, scenario: str, routings: bool, strict: bool) -> int:
    """Write equipment, flows, products and the other tables: OUT.xlsx, a sheet each, or a folder, a CSV file each."""
    opened = open_scenario(plan, scenario)
    written = write_tables(opened.records, out, ROUTING_A_ROW if routings else MOVE_A_ROW)
    twice = names_told_twice(opened.records)
    for sentence in twice:
        remark(f"{sentence} A table cannot tell them apart when it is read again.")
    click.echo(f"{out.name}: {', '.join(written)}.")
    return status(len(twice) + len(opened.messages), strict)
