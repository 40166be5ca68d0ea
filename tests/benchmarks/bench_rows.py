"""How long a hundred thousand rows of flows take, from records to every figure, as `analyze` makes them.

Five hundred stations, fifty products and some three thousand different routes, as in a real export of moves. Processor
time, with the garbage collector as seldom as the program itself lets it run.
"""

import gc
import random
import time
from collections.abc import Iterator

import pytest

from benchmarks.bench_live import COLUMNS, ROWS, hall
from floorwright.__main__ import SELDOM
from floorwright.analysis.analyze import analyze
from floorwright.model.kinds import DistanceMode, Flow, Method, Product
from floorwright.model.record import Record

FLOWS = 100_000


@pytest.fixture(autouse=True)
def seldom() -> Iterator[None]:
    """The garbage collector as the program has it."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, 10, 10)
    yield
    gc.set_threshold(*before)


def moves() -> dict[str, Record]:
    """The hall of the live benchmark with a hundred thousand rows between its stations."""
    chance = random.Random(3)
    records: dict[str, Record] = {id: r for id, r in hall().records.items() if not isinstance(r, Flow)}
    records |= {f"q{n}": Product(id=f"q{n}", name=f"Part {n}") for n in range(50)}
    records["truck"] = Method(id="truck", name="Truck", speed_m_s=2.0, load_s=10.0, unload_s=10.0, cost_per_h=30.0)
    stations = COLUMNS * ROWS
    for n in range(FLOWS):
        start = chance.randrange(stations)
        end = (start + chance.choice((1, 2, 26, 53, 105, 211))) % stations
        records[f"f{n}"] = Flow(
            id=f"f{n}", product=f"q{n % 50}", start=f"m{start}", end=f"m{end}", quantity_per_day=1.0 + n % 7,
            unit_load=2.0, method="truck",
        )  # fmt: skip
    return records


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", list(DistanceMode))
def test_the_time_of_a_hundred_thousand_rows(mode: DistanceMode) -> None:
    records = moves()
    started = time.process_time()
    found = analyze(records, mode)
    seconds = time.process_time() - started
    assert len(found.flows) == FLOWS
    routes = len({(flow.start_id, flow.end_id) for flow in found.flows})
    print(f"\n{mode.value}: {seconds:.2f} s for {FLOWS:,} rows over {routes:,} routes")
