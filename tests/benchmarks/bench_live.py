"""How long the figures take to follow one dragged machine among 500 with 2,000 flows, beside computing them anew."""

import random
import statistics
import time
from dataclasses import replace

import pytest

from floorwright.analysis.live import LiveFigures
from floorwright.model.document import Document
from floorwright.model.kinds import Aisle, DistanceMode, Flow, Machine, Product
from floorwright.model.view import View

COLUMNS, ROWS, FLOWS, MOVES = 25, 20, 2000, 12
PITCH_MM = 4000.0


def hall() -> Document:
    """Machines in a grid with aisles between all rows and columns; flows mostly to near stations."""
    chance = random.Random(7)
    document = Document()
    with document.edit("Draw") as edit:
        edit.put(Product(id="p", name="P"))
        for number in range(COLUMNS * ROWS):
            x, y = number % COLUMNS * PITCH_MM, number // COLUMNS * PITCH_MM
            edit.put(Machine(id=f"m{number}", name=f"M{number}", x=x, y=y, width=2000.0, depth=1500.0))
        for number in range(ROWS):
            y = (number + 0.5) * PITCH_MM
            edit.put(Aisle(id=f"r{number}", x1=-PITCH_MM, y1=y, x2=COLUMNS * PITCH_MM, y2=y, one_way=number % 3 == 0))
        for number in range(COLUMNS):
            x = (number + 0.5) * PITCH_MM
            edit.put(Aisle(id=f"c{number}", x1=x, y1=-PITCH_MM, x2=x, y2=ROWS * PITCH_MM))
        for number in range(FLOWS):
            start = chance.randrange(COLUMNS * ROWS)
            end = (start + chance.choice((1, 2, 26, 53, 105, 211))) % (COLUMNS * ROWS)
            edit.put(Flow(id=f"f{number}", product="p", start=f"m{start}", end=f"m{end}", quantity_per_day=5.0))
    return document


@pytest.mark.parametrize("mode", list(DistanceMode))
def test_the_time_of_a_refresh_while_one_machine_is_dragged(mode: DistanceMode) -> None:
    document = hall()
    started = time.perf_counter()
    live = LiveFigures(View(document), mode)
    anew = time.perf_counter() - started
    seconds = []
    machine = document.records["m262"]
    assert isinstance(machine, Machine)
    with document.edit("Drag") as edit:
        for step in range(1, MOVES + 1):
            edit.put(replace(machine, x=machine.x + 40.0 * step, y=machine.y + 15.0 * step))
            started = time.perf_counter()
            assert live.refresh()
            seconds.append(time.perf_counter() - started)
    middle = statistics.median(seconds)
    print(f"\n{mode.value}: {middle * 1000:.1f} ms a refresh, {anew * 1000:.0f} ms anew ({anew / middle:.0f} times)")
