"""The sample plant: what the README shows and `do.py run` works on."""

from pathlib import Path

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.cli import main
from floorwright.model.kinds import DistanceMode, Machine, Method, Product, Step, Underlay
from floorwright.model.scenario import find_scenario, scenario_records
from floorwright.resources import resource
from floorwright.storage.check import check
from floorwright.storage.plan_file import PlanFile

PLAN = resource("samples", "plant.floorwright")


@pytest.fixture(scope="module")
def plan() -> PlanFile:
    return PlanFile.open(PLAN, journal=False)


def test_the_sample_is_whole_and_sound() -> None:
    assert check(PLAN) == []


def test_it_has_stations_products_methods_and_a_drawing(plan: PlanFile) -> None:
    def count(kind: type) -> int:
        return sum(isinstance(record, kind) for record in plan.document.records.values())

    assert count(Machine) >= 30 and count(Product) == 8 and count(Method) == 3
    assert count(Underlay) == 1 and count(Step) > 10


@pytest.mark.parametrize("mode", DistanceMode)
def test_every_flow_has_a_way_and_the_proposal_is_better(plan: PlanFile, mode: DistanceMode) -> None:
    records = plan.document.records
    proposal = find_scenario(records, "Proposal A")
    assert proposal is not None
    present = analyze(scenario_records(records, ""), mode)
    proposed = analyze(scenario_records(records, proposal), mode)
    assert [w for w in (*present.warnings, *proposed.warnings) if w.why] == []
    assert proposed.totals.trips_per_day == present.totals.trips_per_day
    assert proposed.totals.distance_m_per_day < 0.8 * present.totals.distance_m_per_day
    assert proposed.totals.cost_per_day < 0.9 * present.totals.cost_per_day


def test_its_tables_give_the_same_figures_as_the_plan(plan: PlanFile, tmp_path: Path) -> None:
    again = tmp_path / "again.floorwright"
    options: list[str] = []
    for name in ("equipment", "flows", "methods", "aisles", "walls"):
        options += [f"--{name}", str(resource("samples", f"{name}.csv"))]
    assert main(["new", str(again), *options]) == 0
    ours = scenario_records(plan.document.records, "")
    theirs = scenario_records(PlanFile.open(again, journal=False).document.records, "")
    for mode in (DistanceMode.STRAIGHT, DistanceMode.RECTILINEAR):
        assert analyze(theirs, mode).totals == analyze(ours, mode).totals
