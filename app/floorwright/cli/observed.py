"""The command that looks at observed walks and makes studies of them: observed."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from floorwright.analysis.observed.as_json import observed_json
from floorwright.analysis.observed.figures import Observed
from floorwright.analysis.observed.of_plan import ObservedPlan
from floorwright.analysis.observed.sampled import Moments, Sampling
from floorwright.analysis.observed.tables import observed_tables
from floorwright.cli.figures import DISTANCE
from floorwright.cli.loaded import plugins
from floorwright.cli.opened import open_scenario
from floorwright.cli.say import JSON, STRICT, print_json, print_table, remark, status
from floorwright.cli.traces import observed_of
from floorwright.errors import EditRefused
from floorwright.hooks.studies.of_walk import WalkStudies, walk_studies
from floorwright.model.kinds import DistanceMode

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("plan", type=FILE)
@click.option("--studies", "making", is_flag=True, help="Make a time study, a process chart and a work sampling.")
@click.option("--walk", default="", help="Only the walk of this name, person or id; without it, all of them.")
@click.option("--interval-s", type=float, default=30.0, show_default=True, help="Seconds from look to look.")
@click.option(
    "--moments", type=click.Choice(["random", "regular"]), default="random", show_default=True, help="When to look."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another number gives other random moments.")
@click.option("--scenario", default="", help="The name of a scenario; without it, the present.")
@DISTANCE
@JSON
@STRICT
def observed(
    plan: Path,
    making: bool,
    walk: str,
    interval_s: float,
    moments: str,
    seed: int,
    scenario: str,
    distance: str | None,
    as_json: bool,
    strict: bool,
) -> int:
    """Figures of the observed walks; with --studies what they give is put into PLAN in one step."""
    opened = open_scenario(plan, scenario)
    analysis = opened.analysis(DistanceMode(distance) if distance else None)
    seen = observed_of(opened, analysis)
    if seen is None:
        raise EditRefused("Nothing was observed in this plan.", hint="Follow somebody, or import traces.")
    chosen = [one for one in seen.observed if not walk or _is_called(one, walk)]
    if not chosen:
        names = ", ".join(f"“{one.observation.name}”" for one in seen.observed[:20])
        raise EditRefused(f"There is no walk “{walk}”.", hint=f"There are {names}.")
    made: list[WalkStudies] = []
    missing: list[str] = []
    if making:
        sampling = Sampling(interval_s=interval_s, moments=Moments(moments), seed=seed)
        sampling.check()
        with opened.file.document.edit("Make studies of observed walks", opened.scenario) as edit:
            for one in chosen:
                try:
                    studies = walk_studies(plugins().studies, one, edit.records, sampling)
                except EditRefused as refused:
                    if len(chosen) == 1:
                        raise
                    missing.append(str(refused))
                    continue
                made.append(studies)
                missing += studies.missing
                edit.put(*studies.records)
        opened.file.save()
    if as_json:
        ids = {one.observation.id for one in chosen}
        told = [one for one in observed_json(seen) if one["id"] in ids]
        print_json({"observed": told} | ({"studies": [_studies_json(one) for one in made]} if making else {}))
    else:
        _tell(seen, chosen, made)
    for sentence in missing:
        remark(sentence)
    return status(len(missing), strict)


def _is_called(one: Observed, walk: str) -> bool:
    wanted = walk.strip().casefold()
    observation = one.observation
    return wanted in (observation.id.casefold(), observation.name.casefold(), observation.person.casefold())


def _tell(seen: ObservedPlan, chosen: list[Observed], made: list[WalkStudies]) -> None:
    shown = [n for n, one in enumerate(seen.observed) if one in chosen]
    for table in observed_tables(
        replace(seen, observed=tuple(seen.observed[n] for n in shown), pairs=tuple(seen.pairs[n] for n in shown))
    ):
        print_table(table)
    for one in made:
        click.echo(f"{one.observation.name}: {one.words}")


def _studies_json(made: WalkStudies) -> dict[str, Any]:
    """What was made of one walk, with the ids under which it is in the plan."""
    return {
        "observation": made.observation.id,
        "readings": [asdict(one) for one in made.timed.readings],
        "frequencies": made.timed.frequencies,
        "complete_cycles": made.timed.complete,
        "chart": {
            "product": made.chart.product.name,
            "product_id": made.chart.product.id,
            "steps": [
                {
                    "symbol": step.type.value, "description": step.description, "station_id": step.machine,
                    "time_s": step.time_s, "distance_m": step.distance_m, "value": step.value, "remark": step.remark,
                }
                for step in made.chart.steps
            ],
        },
        "looks": [asdict(one) for one in made.looks],
        "studies": [{"id": one.id, "method": one.method, "title": one.title} for one in made.studies],
    }  # fmt: skip
