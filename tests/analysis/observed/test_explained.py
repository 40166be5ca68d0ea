"""The figures of an observation explained: formula, inputs with their origin, and what they are made of."""

from dataclasses import replace

import pytest

from floorwright.analysis.explain.explanation import Explanation, Origin
from floorwright.analysis.observed.explained import FORMULAS, explain_observed
from floorwright.analysis.observed.figures import Observed, observe
from floorwright.analysis.observed.tables import figures_table
from floorwright.model.kinds import DistanceMode
from floorwright.model.observation import Observation, Reading, reading_id
from floorwright.model.track import track_of
from helpers.plans import machine, plan

ANN = Observation(id="ann", name="Ann", trips=2.0, speed_m_s=1.0)
STATIONS = [machine("Saw", 0, 0), machine("Mill", 12, 0), machine("Wash", 12, 9)]


def seen(observation: Observation = ANN) -> Observed:
    """Saw → Mill → Saw → Wash: 12, 12 and 15 m at 1 m/s, a mark every 20 s; all of it twice."""
    route = ((0.0, "Saw"), (20.0, "Mill"), (40.0, "Saw"), (60.0, "Wash"))
    readings = [
        Reading(id=reading_id("ann", n), observation="ann", t_s=t, station=name, name=name)
        for n, (t, name) in enumerate(route)
    ]
    return observe(observation, track_of(readings), plan(*STATIONS), DistanceMode.STRAIGHT)


def told(name: str, found: Observed) -> Explanation:
    row = [each[0] for each in figures_table(found).rows].index(name)
    return explain_observed(found, row)


def parts(one: Explanation) -> dict[str, float]:
    return {part.name: part.value for part in one.breakdowns[0].contributions}


def test_the_distance_is_made_of_pairs_of_stations() -> None:
    found = seen()
    assert parts(told("Distance", found)) == pytest.approx({"Saw → Wash": 15, "Saw → Mill": 12, "Mill → Saw": 12})
    a_trip = told("Distance a trip", found)
    assert a_trip.value == pytest.approx(19.5) and parts(a_trip)["Saw → Wash"] == pytest.approx(7.5)
    assert a_trip.breakdowns[0].contributions[0].records == ("Saw", "Wash")


def test_inputs_say_who_gave_them() -> None:
    origins = {item.name: item.origin for item in told("Distance a shift", seen()).inputs}
    assert origins["Trips observed"] is Origin.ENTERED
    assert origins["Shift"] is Origin.ASSUMED
    assert origins["Distance"] is Origin.MEASURED
    given = {item.name: item.origin for item in told("Walking a shift", seen(replace(ANN, shift_s=7200.0))).inputs}
    assert given["Shift"] is Origin.ENTERED


def test_every_figure_has_a_formula_and_its_parts_add_up_to_it() -> None:
    found = seen()
    table = figures_table(found)
    assert [row[0] for row in table.rows] == list(FORMULAS)
    for number, row in enumerate(table.rows):
        one = explain_observed(found, number)
        assert one.formula and one.source and one.value == row[1]
        for breakdown in one.breakdowns:
            assert breakdown.total == pytest.approx(one.value, rel=1e-9)


def test_what_cannot_be_computed_says_why() -> None:
    alone = observe(ANN, track_of([]), plan(*STATIONS), DistanceMode.STRAIGHT)
    one = told("Mean speed on the way", alone)
    assert one.value is None and not one.breakdowns and one.notes
