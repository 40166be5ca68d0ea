"""Free distances of random floors against an exhaustive visibility graph that shares no code with the program."""

import json
import math
import os
import random
from pathlib import Path

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.live import LiveFigures
from floorwright.geometry.free_space import FreePath, FreeSpace, Obstacle
from floorwright.model.document import Document
from floorwright.model.kinds import DistanceMode, Flow, Machine, Method, Opening, Wall
from floorwright.model.record import Record
from floorwright.model.view import View
from helpers.plans import flow, machine, method, opening, plan, wall
from helpers.visibility import Block, shortest_way

FLOORS = 1000 if os.environ.get("FLOORWRIGHT_FUZZ") == "long" else 100
FOLDERS = [folder / "shared" / "benchmarks" / "paths" for folder in Path(__file__).resolve().parents[3:]]
PUBLISHED = next((folder / "floors.json" for folder in FOLDERS if folder.is_dir()), None)
STATIONS = "ABCDEF"


def random_floor(seed: int) -> list[Record]:
    """Machines turned any way, some over each other, walls with doors, and flows of vehicles of three widths."""
    chance = random.Random(seed)

    def place() -> float:
        return chance.uniform(0, 20)

    records: list[Record] = [method("foot", 1.3), method("cart", 1.5, width_m=0.8), method("truck", 2.0, width_m=1.4)]
    for name in STATIONS + "".join(chr(ord("G") + n) for n in range(chance.randint(0, 9))):
        size = chance.uniform(0.3, 4), chance.uniform(0.3, 3)
        records.append(machine(name, place(), place(), *size, rotation=chance.uniform(0, 360)))
    for number in range(chance.randint(0, 4)):
        built = wall(f"w{number}", place(), place(), place(), place(), thickness_m=chance.uniform(0.05, 0.3))
        length = math.hypot(built.x2 - built.x1, built.y2 - built.y1) / 1000
        records.append(built)
        for door in range(chance.randint(0, 2)):
            at, width = chance.uniform(0, length), chance.uniform(0.7, 2)
            records.append(opening(f"o{number}-{door}", built.id, at, width))
    for number in range(5):
        start, end = chance.sample(STATIONS, 2)
        carried = chance.choice(["foot", "cart", "truck"])
        records.append(flow("P", start, end, chance.randint(1, 9), method=carried, order=number, id=f"f{number}"))
    return records


def blocks_of(records: list[Record]) -> dict[str, list[Block]]:
    """The rectangles of machines and of what openings leave of walls, in metres, worked out here once more."""
    found: dict[str, list[Block]] = {}
    for record in records:
        if isinstance(record, Machine):
            size = record.width / 1000, record.depth / 1000
            found[record.id] = [Block(record.x / 1000, record.y / 1000, *size, math.radians(record.rotation))]
        elif isinstance(record, Wall):
            doors = [one for one in records if isinstance(one, Opening) and one.wall == record.id]
            found[record.id] = wall_blocks(record, doors)
    return found


def wall_blocks(built: Wall, doors: list[Opening]) -> list[Block]:
    dx, dy = (built.x2 - built.x1) / 1000, (built.y2 - built.y1) / 1000
    length = math.hypot(dx, dy)
    gaps = sorted(((door.at - door.width / 2) / 1000, (door.at + door.width / 2) / 1000) for door in doors)
    left, reached = [], 0.0
    for begin, end in [*gaps, (length, length)]:
        if begin > reached:
            left.append((reached, min(begin, length)))
        reached = max(reached, end)
    return [
        Block(
            built.x1 / 1000 + dx * (begin + end) / 2 / length,
            built.y1 / 1000 + dy * (begin + end) / 2 / length,
            end - begin,
            built.thickness / 1000,
            math.atan2(dy, dx),
        )
        for begin, end in left
    ]


def expected_m(one: Flow, records: list[Record]) -> float:
    by_id = {record.id: record for record in records}
    start, end = by_id[one.start], by_id[one.end]
    carried = by_id[one.method or ""]
    assert isinstance(start, Machine) and isinstance(end, Machine) and isinstance(carried, Method)
    others = [block for id, own in blocks_of(records).items() if id not in (one.start, one.end) for block in own]
    ends = (start.x / 1000, start.y / 1000), (end.x / 1000, end.y / 1000)
    return shortest_way(*ends, others, (carried.width or 0.0) / 2000)


def check(figures: dict[str, float | None], records: list[Record]) -> None:
    for one in records:
        if isinstance(one, Flow):
            expected, found = expected_m(one, records), figures[one.id]
            assert found == (None if math.isinf(expected) else pytest.approx(expected, abs=1e-6))


@pytest.mark.parametrize("seed", range(FLOORS))
def test_every_way_is_as_long_as_an_exhaustive_search_says(seed: int) -> None:
    records = random_floor(seed)
    found = analyze(plan(*records), DistanceMode.FREE).flows
    check({figures.flow: figures.distance_m for figures in found}, records)


@pytest.mark.parametrize("seed", range(FLOORS // 10))
def test_ways_that_follow_a_dragged_machine_are_as_long_as_an_exhaustive_search_says(seed: int) -> None:
    records = random_floor(seed)
    document = Document(plan(*records))
    live = LiveFigures(View(document), DistanceMode.FREE)
    chance = random.Random(seed)
    dragged = chance.choice(STATIONS)
    for _ in range(6):
        with document.edit("Drag") as edit:
            old = document.records[dragged]
            assert isinstance(old, Machine)
            edit.put(machine_at(old, chance.uniform(0, 20000), chance.uniform(0, 20000), chance.uniform(0, 360)))
        live.refresh()
        now = [document.records.get(record.id, record) for record in records]
        check({figures.flow: figures.distance_m for figures in live.analysis.flows}, now)


def machine_at(old: Machine, x: float, y: float, rotation: float) -> Machine:
    return Machine(
        id=old.id, name=old.name, x=round(x, 3), y=round(y, 3), width=old.width, depth=old.depth,
        rotation=round(rotation, 3),
    )  # fmt: skip


@pytest.mark.skipif(PUBLISHED is None, reason="the published floors are not on this machine")
def test_ways_on_published_floors_are_as_long_as_three_exact_solvers_say() -> None:
    assert PUBLISHED is not None
    floors = json.loads(PUBLISHED.read_text())["floors"]
    for floor in floors:
        space = FreeSpace(
            Obstacle(str(number), tuple((1000 * x, 1000 * y) for x, y in corners))
            for number, corners in enumerate(floor["obstacles"])
        )
        for asked in floor["queries"]:
            start, goal = ((1000 * x, 1000 * y) for x, y in (asked["start"], asked["goal"]))
            found = space.path(start, goal)
            if asked["length"] is None:
                assert not isinstance(found, FreePath)
            else:
                assert isinstance(found, FreePath), (floor["name"], asked, found)
                assert found.length == pytest.approx(1000 * asked["length"], abs=1e-3)
