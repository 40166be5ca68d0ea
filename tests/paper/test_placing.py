"""Equipment at its place: exact quarter turns, mirrored before turned, one block for equal symbols."""

from dataclasses import replace

import pytest

from floorwright.model.kinds import Machine
from floorwright.paper.machine_marks import machine_block
from floorwright.paper.placing import placed, readable
from floorwright.paper.symbols import symbols_shipped

SAW = Machine(id="saw", name="Saw", x=1.0, y=2.0, width=2400.0, depth=1900.0, symbol="saw")


def test_quarter_turns_are_exact() -> None:
    found = [placed(3.0, 1.0, 10.0, 20.0, turn, False) for turn in (0, 90, 180, 270, -90, 450)]
    assert found == [(13, 21), (9, 23), (7, 19), (11, 17), (11, 17), (9, 23)]


def test_mirroring_comes_before_turning() -> None:
    # (3, 1) mirrored is (-3, 1); a quarter turn makes it (-1, -3).
    assert placed(3.0, 1.0, 0.0, 0.0, 90.0, True) == (-1, -3)


def test_equal_symbols_of_equal_size_share_a_block_wherever_they_stand() -> None:
    library = symbols_shipped()
    here = machine_block(SAW, library)
    there = machine_block(replace(SAW, id="b", name="B", x=9.0, rotation=45.0, mirrored=True), library)
    assert here.key == there.key and here.marks == there.marks
    assert machine_block(replace(SAW, width=2401.0), library).key != here.key
    assert machine_block(replace(SAW, symbol="press"), library).key != here.key


def test_sizes_that_differ_by_less_than_a_millimetre_do_not_share_a_block() -> None:
    library = symbols_shipped()
    big = replace(SAW, width=12345.67)
    assert machine_block(big, library).key != machine_block(replace(big, width=12345.68), library).key


@pytest.mark.parametrize(("turn", "shown"), [(0, 0), (90, 90), (91, -89), (180, 0), (-90, 90), (270, 90), (200, 20)])
def test_no_text_stands_on_its_head(turn: float, shown: float) -> None:
    assert readable(turn) == pytest.approx(shown)
