"""The command that holds scenarios against each other: compare."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from floorwright.analysis.comparing.compare import compare as compare_analyses
from floorwright.analysis.comparing.compare import compare_as_json
from floorwright.analysis.comparing.pay_tables import pay_json, pay_table, sensitivity_json, sensitivity_table
from floorwright.analysis.comparing.paying import Paying, investment_of, paying
from floorwright.analysis.comparing.sensitivity import Sensitivity, sensitivity
from floorwright.analysis.comparing.side_by_side import compared_flow_figures, flows_side_by_side, side_by_side
from floorwright.analysis.comparing.what_if import WhatIf
from floorwright.analysis.result import Analysis
from floorwright.cli.figures import DISTANCE, FILE
from floorwright.cli.opened import OpenedScenario, open_plan, scenario_of
from floorwright.cli.say import JSON, STRICT, job, print_json, print_table, remark, status
from floorwright.errors import FloorwrightError
from floorwright.model.investment import Investment
from floorwright.model.kinds import DistanceMode

MONEY = {
    "moving_cost": "What the move costs once.",
    "production_lost": "What is lost while moving, once.",
    "extra_cost_per_day": "What the proposal costs a day whatever is made.",
    "working_days_per_year": "Working days a year.",
    "discount_percent": "Interest, per cent a year.",
    "years": "How many years the saving counts.",
}


def _money_options(command: Any) -> Any:
    for name, words in reversed(MONEY.items()):
        option = f"--{name.replace('_', '-')}"
        command = click.option(option, name, type=float, help=f"{words} Without it, as the plan says.")(command)
    return command


@click.command()
@click.argument("plan", type=FILE)
@click.argument("a")
@click.argument("b")
@click.argument("more", nargs=-1)
@DISTANCE
@_money_options
@click.option("--sensitivity/--no-sensitivity", "ask", default=True, help="Which input would reverse the decision.")
@click.option("--out", type=FILE, help="Write it as PDF, XLSX, CSV, SVG or PNG, by the ending.")
@JSON
@STRICT
def compare(
    plan: Path, a: str, b: str, more: tuple[str, ...], distance: str | None, ask: bool, out: Path | None,
    as_json: bool, strict: bool, **money: float | None,
) -> int:  # fmt: skip
    """Two scenarios or more, every figure with its change; “present” is the plan as it is.

    Says when the second has paid back against the first, from which volume on it pays, and which input would reverse
    that.
    """
    file = open_plan(plan)
    mode = DistanceMode(distance) if distance else None
    opened = [scenario_of(file, name) for name in (a, b, *more)]
    analyses = [one.analysis(mode) for one in opened]
    given = {name: value for name, value in money.items() if value is not None}
    for name, value in given.items():
        if not math.isfinite(value):
            raise FloorwrightError(f"--{name.replace('_', '-')} {value} is no amount.", hint="Give a finite number.")
    investments = [replace(investment_of(file.document.records, one.scenario), **given) for one in opened]  # type: ignore[arg-type]
    found = _sensitivity(opened[0], opened[1], analyses[0].mode, investments[1]) if ask else None
    if as_json:
        print_json(_json(opened, analyses, investments, found))
    else:
        _print(opened, analyses, investments, found)
    if out is not None:
        _write(out, opened, analyses, investments, found)
    warnings = [warning for analysis in analyses for warning in analysis.warnings]
    for warning in dict.fromkeys(warnings):
        remark(f"{warning.what}: {warning.where}: {warning.why}")
    return status(len(warnings), strict)


def _sensitivity(
    first: OpenedScenario, second: OpenedScenario, mode: DistanceMode, investment: Investment
) -> Sensitivity:
    both = [WhatIf(one.records, mode, one.barriers(mode)) for one in (first, second)]
    return sensitivity(both[0], both[1], investment, job())


def _json(
    opened: list[OpenedScenario], analyses: list[Analysis], investments: list[Investment], found: Sensitivity | None
) -> dict[str, Any]:
    described = opened[0].file.document.plan

    def against_first(number: int) -> dict[str, Any]:
        names = (opened[0].name, opened[number].name)
        told = compare_as_json(analyses[0], analyses[number], described.title, names, described.currency)
        told["flow_figures"] = [
            {
                "figure": one.figure, "flow": one.of, "id": one.source, "unit": one.unit, "first": one.first,
                "second": one.second, "difference": one.difference, "per_cent": one.per_cent, "better": one.better,
                "verdict": one.verdict,
            }
            for one in compared_flow_figures(analyses[0], analyses[number])
        ]  # fmt: skip
        told["economics"] = pay_json(_pay(opened, analyses, investments, number), investments[number])
        return told

    answer = against_first(1)
    answer["sensitivity"] = sensitivity_json(found) if found is not None else None
    answer["others"] = [against_first(number) for number in range(2, len(opened))]
    return answer


def _print(
    opened: list[OpenedScenario], analyses: list[Analysis], investments: list[Investment], found: Sensitivity | None
) -> None:
    described = opened[0].file.document.plan
    names = [one.name for one in opened]
    click.echo(f"{described.title} · {' against '.join(names)}")
    if len(opened) == 2:
        print_table(compare_analyses(analyses[0], analyses[1], (names[0], names[1]), described.currency))
    else:
        print_table(side_by_side(analyses, names, described.currency))
    print_table(flows_side_by_side(analyses, names, currency=described.currency))
    for number in range(1, len(opened)):
        one = _pay(opened, analyses, investments, number)
        print_table(
            pay_table(one, investments[number], names[number], described.currency, found if number == 1 else None)
        )
    if found is not None:
        print_table(sensitivity_table(found, described.currency))


def _write(
    out: Path,
    opened: list[OpenedScenario],
    analyses: list[Analysis],
    investments: list[Investment],
    found: Sensitivity | None,
) -> None:
    from floorwright.cli.loaded import plugins
    from floorwright.hooks.exporting import export, format_of
    from floorwright.paper.comparison_pages import SHEET, Comparison, comparison_content
    from floorwright.paper.setup import SheetSetup
    from floorwright.storage.atomic import write_atomically

    loaded = plugins()
    chosen = format_of(loaded, out)
    document = opened[0].file.document
    one = Comparison(
        names=tuple(scenario.name for scenario in opened),
        analyses=tuple(analyses),
        investment=investments[1],
        pay=_pay(opened, analyses, investments, 1),
        found=found,
        currency=document.plan.currency,
    )
    content = comparison_content(document.records, opened[1].scenario, one)
    write_atomically(out, export(loaded, chosen, content, SheetSetup(paper="A4", sheet=SHEET), job()))


def _pay(opened: list[OpenedScenario], analyses: list[Analysis], investments: list[Investment], number: int) -> Paying:
    name, currency = opened[number].name, opened[0].file.document.plan.currency
    return paying(analyses[0].totals, analyses[number].totals, investments[number], name, currency)
