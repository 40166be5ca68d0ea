"""The command that writes the meeting pack: report."""

from pathlib import Path

import click

from floorwright.cli.figures import DISTANCE, FILE
from floorwright.cli.files import read_scale
from floorwright.cli.loaded import plugins
from floorwright.cli.opened import open_scenario
from floorwright.cli.say import STRICT, job, remark, status
from floorwright.hooks.importing import drawings_for
from floorwright.hooks.pack import write_pack
from floorwright.model.kinds import DistanceMode
from floorwright.paper.setup import SheetSetup


@click.command()
@click.argument("plan", type=FILE)
@click.argument("out", type=FILE)
@click.option("--paper", default="A3", help="A4 … A0, ANSI A … E, ARCH A … E.")
@click.option("--portrait", is_flag=True, help="The paper stands upright.")
@click.option("--scale", default="", help="1:100, or 1/8\"=1'; without it the largest ruler scale that fits.")
@DISTANCE
@STRICT
def report(plan: Path, out: Path, paper: str, portrait: bool, scale: str, distance: str | None, strict: bool) -> int:
    """Write the meeting pack as PDF: plans, comparison, figures, process charts, studies and observed walks."""
    setup = SheetSetup(paper=paper, portrait=portrait, scale=read_scale(scale))
    setup.size()
    opened = open_scenario(plan)
    mode = DistanceMode(distance) if distance else None
    records = opened.file.document.records
    drawings = drawings_for(plugins(), records, opened.file.assets, job())
    remarks = write_pack(records, drawings, setup, mode, opened.file.assets.traces(records), str(out), job())
    for sentence in remarks:
        remark(sentence)
    return status(len(remarks), strict)
