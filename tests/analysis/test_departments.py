"""Which department a station belongs to, and what is moved between them."""

from dataclasses import replace

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.pictures.departments import closeness_flow, departments, has_departments, movements
from floorwright.model.kinds import Zone
from helpers.plans import flow, machine, plan


def square(name: str, x: float, y: float, side: float) -> Zone:
    corners = ((x, y), (x + side, y), (x + side, y + side), (x, y + side))
    return Zone(id=f"zone {name}", name=name, points=tuple((u * 1000, v * 1000) for u, v in corners))


def test_a_station_belongs_where_it_says_or_where_it_lies_or_to_itself() -> None:
    records = plan(
        square("Hall", 0, 0, 20), square("Weld", 0, 0, 5), replace(machine("Saw", 2, 2), department="Cutting"),
        machine("Robot", 3, 3), machine("Rack", 10, 10), machine("Dock", 30, 0),
    )  # fmt: skip
    assert departments(records) == {"Saw": "Cutting", "Robot": "Weld", "Rack": "Hall", "Dock": "Dock"}
    assert not has_departments(records)
    assert has_departments(records | {"B": machine("B", 11, 11)})


def test_what_goes_between_departments_is_summed_by_direction() -> None:
    records = plan(
        replace(machine("A1", 0, 0), department="A"), replace(machine("A2", 10, 0), department="A"),
        machine("B", 20, 0),
        flow("p", "A1", "B", 40, unit_load=10), flow("p", "A2", "B", 6, unit_load=2), flow("p", "B", "A1", 5),
        flow("q", "A1", "A2", 3),
    )  # fmt: skip
    found = {(m.start, m.end): m for m in movements(records, analyze(records).flows)}
    there = found["A", "B"]
    # 4 trips of 20 m and 3 of 10 m.
    assert (there.trips_per_day, there.quantity_per_day, there.moment_m_per_day) == (7, 46, pytest.approx(110))
    assert found["A", "A"].trips_per_day == 3
    assert closeness_flow(list(found.values())) == {frozenset("AB"): 12}
