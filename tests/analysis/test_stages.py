"""Flow by stages: one further with every department that a product comes to. By hand."""

from dataclasses import replace
from itertools import pairwise

from floorwright.analysis.analyze import analyze
from floorwright.analysis.pictures.stages import stage_moves
from floorwright.model.alternative import Alternative
from floorwright.model.kinds import Flow, Product
from floorwright.model.record import Record
from helpers.plans import flow, machine, plan

PLACES = {"Saw": "Cut", "Shear": "Cut", "Lathe": "Turn", "Mill": "Mill", "Wash": "Wash"}
STATIONS = [replace(machine(name, 5 * n, 0), department=own) for n, (name, own) in enumerate(PLACES.items())]


def stages(*records: Record) -> list[tuple[int, str, str, float]]:
    made = plan(*STATIONS, Product(id="P", name="P"), *records)
    moves = stage_moves(made, analyze(made).flows, by_department=True)
    return [(move.stage, move.start, move.end, move.trips_per_day) for move in moves]


def moves(*stations: str, quantity: float = 4.0, first: int = 0, alternative: str | None = None) -> list[Flow]:
    return [
        flow("P", a, b, quantity, order=first + n, alternative=alternative, id=f"{first + n}")
        for n, (a, b) in enumerate(pairwise(stations))
    ]


def test_each_department_is_a_stage_and_moves_within_one_are_none() -> None:
    assert stages(*moves("Saw", "Shear", "Lathe", "Wash")) == [(0, "Cut", "Turn", 4), (1, "Turn", "Wash", 4)]


def test_who_comes_back_is_further_all_the_same() -> None:
    assert stages(*moves("Lathe", "Wash", "Lathe")) == [(0, "Turn", "Wash", 4), (1, "Wash", "Turn", 4)]


def test_alternatives_part_and_meet_again() -> None:
    """Half goes by the mill, half by lathe and mill; what is washed has gone through three departments at most."""
    a, b = (Alternative(id=id, product="P", name=id, percent=50.0) for id in "ab")
    found = stages(
        a, b, *moves("Saw", "Mill", first=0, alternative="a"), *moves("Saw", "Lathe", "Mill", first=1, alternative="b"),
        *moves("Mill", "Wash", first=3),
    )  # fmt: skip
    assert found == [(0, "Cut", "Mill", 2), (0, "Cut", "Turn", 2), (1, "Turn", "Mill", 2), (2, "Mill", "Wash", 4)]
