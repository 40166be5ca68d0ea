"""The command that computes: analyze."""

from pathlib import Path

import click

from floorwright.analysis.as_json import as_json as analysis_json
from floorwright.analysis.observed.as_json import observed_json
from floorwright.analysis.observed.tables import observed_tables
from floorwright.analysis.pictures.flow_json import flow_pictures_json
from floorwright.analysis.process_chart.tables import chart_json, process_charts
from floorwright.analysis.result import Analysis
from floorwright.analysis.tables import flows_table, methods_table, totals_table, tours_table
from floorwright.cli.opened import OpenedScenario, open_scenario
from floorwright.cli.say import JSON, STRICT, print_json, print_table, remark, status
from floorwright.cli.traces import observed_of
from floorwright.model.kinds import DistanceMode

FILE = click.Path(path_type=Path)
DISTANCE = click.option(
    "--distance",
    type=click.Choice([mode.value for mode in DistanceMode]),
    help="How distances are measured; without it, as the plan says.",
)


@click.command()
@click.argument("plan", type=FILE)
@click.option("--scenario", default="", help="The name of a scenario; without it, the present.")
@DISTANCE
@click.option("--explain", "figure", default="", help="How a figure is made: cost_per_day, flow/distance_m/P: A > B, …")
@JSON
@STRICT
def analyze(plan: Path, scenario: str, distance: str | None, figure: str, as_json: bool, strict: bool) -> int:
    """Trips, metres, hours and money of one scenario."""
    opened = open_scenario(plan, scenario)
    analysis = opened.analysis(DistanceMode(distance) if distance else None)
    seen = None if figure else observed_of(opened, analysis)
    if figure:
        _explain(opened, analysis, figure, as_json)
    elif as_json:
        charts = process_charts(opened.records, analysis, written=True)
        answer = analysis_json(analysis, opened.file.document.plan.title, opened.name)
        answer |= flow_pictures_json(opened.records, analysis)
        answer |= {"observed": observed_json(seen)} if seen else {}
        print_json(answer | {"process_charts": [chart_json(chart) for chart in charts]})
    else:
        currency = opened.file.document.plan.currency
        click.echo(f"{opened.file.document.plan.title} · {opened.name} · {analysis.mode.value} distances")
        for table in (totals_table(analysis, currency), flows_table(analysis, currency), methods_table(analysis)):
            print_table(table)
        if analysis.tours:
            print_table(tours_table(analysis, currency))
        for table in observed_tables(seen) if seen else ():
            print_table(table)
    for warning in analysis.warnings:
        remark(f"{warning.what}: {warning.where}: {warning.why}")
    return status(len(analysis.warnings) + len(opened.messages), strict)


def _explain(opened: OpenedScenario, analysis: Analysis, figure: str, as_json: bool) -> None:
    from floorwright.analysis.explain.explain import explain
    from floorwright.analysis.explain.told import as_json as explanation_json
    from floorwright.analysis.explain.told import as_text

    told = explain(opened.records, analysis, figure)
    if as_json:
        where = {
            "plan": opened.file.document.plan.title,
            "scenario": opened.name,
            "distance_mode": analysis.mode.value,
        }
        print_json(where | explanation_json(told))
    else:
        click.echo(as_text(told))
