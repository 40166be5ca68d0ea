"""The command about milk runs: what they come to, and the best order of their stops."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from floorwright.analysis.analyze import plan_mode
from floorwright.analysis.as_json import as_json as analysis_json
from floorwright.analysis.tables import tours_table
from floorwright.analysis.tours.order import SECONDS, BestOrder, find_best_order
from floorwright.analysis.tours.runs import itineraries
from floorwright.cli.figures import DISTANCE
from floorwright.cli.opened import open_scenario, scenario_of
from floorwright.cli.say import JSON, STRICT, job, print_json, print_table, remark, status
from floorwright.errors import AnalysisFailed
from floorwright.model.kinds import DistanceMode, Underlay

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("plan", type=FILE)
@click.option("--best", is_flag=True, help="Find the best order of the stops, of every tour or of --tour.")
@click.option("--tour", default="", help="The name of a tour; without it, all.")
@click.option("--scenario", default="", help="The name of a scenario; without it, the present.")
@DISTANCE
@click.option("--seconds", default=SECONDS, show_default=True, help="How long to search for each tour at most.")
@click.option("--seed", default=1, show_default=True, help="The same seed finds the same order.")
@click.option("--out", type=FILE, help="Save the plan with the orders that were found here.")
@JSON
@STRICT
def tours(
    plan: Path,
    best: bool,
    tour: str,
    scenario: str,
    distance: str | None,
    seconds: float,
    seed: int,
    out: Path | None,
    as_json: bool,
    strict: bool,
) -> int:
    """What the milk runs of a plan come to; with --best in the best order of their stops."""
    opened = open_scenario(plan, scenario)
    mode = DistanceMode(distance) if distance else plan_mode(opened.records)
    found: dict[str, BestOrder] = {}
    if best:
        barriers = opened.barriers(mode)
        drawn = {r.id: tuple(barriers(r)) for r in opened.records.values() if isinstance(r, Underlay)}
        wanted = [one for one in itineraries(opened.records).values() if _is(one.tour.name, tour)]
        if not wanted:
            raise AnalysisFailed(f"There is no tour “{tour}”." if tour else "The plan has no tours.")
        for one in wanted:
            found[one.tour.name] = find_best_order(one, dict(opened.records), mode, drawn, seconds, seed, job())
        with opened.file.document.edit("Best order", opened.scenario) as edit:
            edit.put(*(stop for order in found.values() for stop in order.stops))
        if out is not None:
            opened.file.save_as(out)
        opened = scenario_of(opened.file, scenario)
    analysis = opened.analysis(mode)
    table = tours_table(analysis, opened.file.document.plan.currency)
    if as_json:
        told: list[dict[str, Any]] = analysis_json(analysis, "", "")["tours"]
        for row in told:
            if row["tour"] in found:
                search = asdict(found[row["tour"]])
                row["search"] = {name: search[name] for name in ("before_s", "after_s", "proved", "by")}
        print_json({"tours": [row for row in told if _is(row["tour"], tour)]})
    else:
        print_table(table)
        for name, order in found.items():
            click.echo(f"{name}: {order.words}")
    warnings = [one for one in analysis.warnings if one.source in {figures.tour for figures in analysis.tours}]
    for warning in warnings:
        remark(f"{warning.what}: {warning.where}: {warning.why}")
    return status(len(warnings) + len(opened.messages), strict)


def _is(name: str, wanted: str) -> bool:
    return not wanted or name.strip().casefold() == wanted.strip().casefold()
