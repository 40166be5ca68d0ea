"""The unit of drawings whose unit is known: right where it can be told, and never wrong without a question."""

import itertools
import json
import time
from dataclasses import replace

import numpy as np
import pytest

from floorwright.api import ImportOptions, Job
from floorwright_builtin.dxf_import import read
from floorwright_builtin.dxf_import.unit.guess import UnitGuess, guess_unit
from floorwright_builtin.dxf_import.unit.written import inches_in
from helpers.real_drawings import SHARED, drawings
from helpers.unit_plans import METRES, PLACES, box_of, sketched

CODES = {"in": "1", "ft": "2", "mm": "4", "cm": "5", "m": "6"}
SEEDS = range(5)
DRAWN_IN = {
    "house": ("mm", "cm", "m", "in", "ft"),
    "office": ("mm", "cm", "m", "in", "ft"),
    "hall": ("mm", "m", "in", "ft"),
    "plan_without_texts": ("mm", "cm", "m", "in"),
    "survey": ("m",),
    "machine_detail": ("mm",),
}
"""The units in which such places are drawn."""


def guessed(place: str, unit: str, seed: int, code: str) -> UnitGuess:
    """The guess for a place drawn in a unit under a header."""
    drawing = sketched(place, unit, seed)
    return guess_unit({"$INSUNITS": code}, drawing, box_of(drawing))


def matrix() -> list[tuple[str, str, int]]:
    """Every place in every unit it is drawn in, five times: 5 × 17 drawings."""
    return [(place, unit, seed) for place, units in DRAWN_IN.items() for unit in units for seed in SEEDS]


@pytest.mark.parametrize("place", PLACES)
def test_a_right_header_is_believed_and_seldom_asked_about(place: str) -> None:
    guesses = [guessed(place, unit, seed, CODES[unit]) for unit in DRAWN_IN[place] for seed in SEEDS]
    units = [unit for unit in DRAWN_IN[place] for _ in SEEDS]
    assert [guess.unit for guess in guesses] == units
    # A part of less than a metre is not a floor: that is asked about even when the header is right.
    if place != "machine_detail":
        assert sum(guess.doubtful for guess in guesses) <= 0.15 * len(guesses)


def test_without_a_header_the_unit_is_always_asked_and_most_often_guessed() -> None:
    guesses = [(unit, guessed(place, unit, seed, "0")) for place, unit, seed in matrix()]
    assert all(guess.doubtful for _, guess in guesses)
    assert sum(guess.unit == unit for unit, guess in guesses) >= 0.95 * len(guesses)


def test_a_wrong_header_is_never_taken_in_silence() -> None:
    silent = [
        (place, unit, seed, wrong)
        for (place, unit, seed), wrong in itertools.product(matrix(), CODES)
        if wrong != unit and not guessed(place, unit, seed, CODES[wrong]).doubtful
    ]
    assert silent == []


@pytest.mark.parametrize("place", ["house", "office", "hall", "plan_without_texts"])
def test_a_wrong_header_is_overruled_by_doors_dimensions_and_furniture(place: str) -> None:
    # Millimetres and inches are what templates say; nobody says feet or centimetres by mistake.
    cases = [
        (unit, seed, wrong) for unit in DRAWN_IN[place] for seed in SEEDS for wrong in ("mm", "in") if wrong != unit
    ]
    right = sum(guessed(place, unit, seed, CODES[wrong]).unit == unit for unit, seed, wrong in cases)
    assert right >= 0.95 * len(cases)


def test_fillets_are_no_doors() -> None:
    # Fillets of 0.6 to 1.3 mm would be doors in metres.
    guess = guessed("machine_detail", "mm", 1, "4")
    assert (guess.unit, guess.source) == ("mm", "header")


@pytest.mark.parametrize(
    ("word", "inches"),
    [("3'-6\"", 42), ("10'-6 1/2\"", 126.5), ('36"', 36), ("12'", 144), ('5/8"', 0.625), ("3500", None), ("'", None)],
)
def test_feet_and_inches_are_read(word: str, inches: float | None) -> None:
    assert inches_in(word) == inches


def test_a_survey_in_its_national_grid_is_not_taken_for_millimetres_in_silence() -> None:
    # A road of 40 km at 339 km east and 2547 km north looks like a hall of 40 m in millimetres.
    base = sketched("plan_without_texts", "mm", 1)
    size = max(np.subtract(box_of(base)[2:], box_of(base)[:2]))
    drawing = replace(base, segments=base.segments * 40_000 / size + (339_000, 2_547_000) * 2, arcs=base.arcs[:0])
    assert guess_unit({"$INSUNITS": "4"}, drawing, box_of(drawing)).doubtful


def test_nothing_drawn_leaves_the_header_s_word() -> None:
    assert guess_unit({"$INSUNITS": "6"}, sketched("house", "m", 1), None) == UnitGuess("m", "header", True)


@pytest.mark.parametrize("unit", METRES)
def test_measurements_that_are_printed_tell_the_unit_alone(unit: str) -> None:
    drawing = sketched("hall", unit, 3)
    guess = guess_unit({}, drawing, box_of(drawing))
    assert guess.source == "dimensions"


KNOWN = {
    one["file"]: one["true_unit"]
    for one in (json.loads((SHARED / "cad" / "index.json").read_text("utf-8")) if SHARED is not None else [])
    if one["file"].endswith(".dxf") and one["true_unit"]
}


@pytest.mark.parametrize("name", KNOWN or ["floorplan.dxf"])
def test_a_real_drawing_has_its_true_unit(name: str) -> None:
    (path,) = drawings(name)
    drawing = read(path, ImportOptions(), Job())
    assert drawing.unit == KNOWN[name]


def test_two_million_lines_take_less_than_a_tenth_of_a_second() -> None:
    small = sketched("hall", "mm", 1)
    times = 2_000_000 // len(small.segments)
    large = replace(
        small,
        segments=np.tile(small.segments, (times, 1)) + np.repeat(np.arange(times), len(small.segments))[:, None] * 1e5,
        segment_entity=np.tile(small.segment_entity, times),
        arcs=np.tile(small.arcs, (400_000 // len(small.arcs), 1)),
    )
    box = box_of(large)
    begun = time.process_time()
    guess_unit({"$INSUNITS": "4"}, large, box)
    # A tenth of a second on a quiet machine.
    assert time.process_time() - begun < 0.4
