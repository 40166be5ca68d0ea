"""Plans with one of everything, and children that work on plan files and really die."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.diff import Records
from floorwright.model.document import Document
from floorwright.model.investment import Investment
from floorwright.model.kinds import (
    Aisle,
    Dimension,
    DistanceMode,
    Flow,
    Label,
    Machine,
    Method,
    Opening,
    OpeningType,
    Plan,
    Product,
    Scenario,
    Step,
    StepType,
    Underlay,
    Unknown,
    ValueClass,
    Variant,
    Wall,
    Zone,
)
from floorwright.model.observation import Cleaning, Event, Observation, Reading, Snapping
from floorwright.model.process_chart import ChartHead, CombinedCount, Subject
from floorwright.model.record import Record
from floorwright.model.relationships import CHART_ID, Rating, Relationship, RelationshipChart, relationship_id
from floorwright.model.study import Study
from floorwright.model.tour import Tour, TourStop
from floorwright.storage.asset import Asset, asset_key
from floorwright.units import Unit

DRAWING = b"0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n"
DRAWING_KEY = asset_key(DRAWING, ".dxf")


def drawings(*contents: bytes) -> dict[str, Asset]:
    """Assets with these contents, that of `one_of_everything` without any."""
    keys = {asset_key(data, ".dxf"): data for data in contents or (DRAWING,)}
    return {key: Asset.of_bytes(key, data) for key, data in keys.items()}


def one_of_everything() -> dict[str, Record]:
    """A record of every kind, with values that are not the defaults."""
    later: tuple[Record, ...] = (
        Product(id="wheel", name="Wheel", quantity_per_day=12.5),
        Part(id="wheels", product="shaft", part="wheel", pieces=4.0, note="n"),
        Alternative(id="lathe1", product="wheel", name="Lathe 1", percent=70.0),
        Container(
            id="box", name="KLT 6428", pieces=24.0, length=600.0, width=400.0, height=280.0, weight_kg=2.5,
            returned_empty=True,
        ),
        Method(id="walker", name="Walker", speed_m_s=1.3, speed_empty_m_s=1.4, loads_at_once=2.0, person=True),
        Flow(
            id="boxed", product="wheel", start="saw", end="press", quantity_per_day=None, alternative="lathe1",
            container="box", method="walker", scrap_percent=2.5,
        ),
        Tour(
            id="run", name="Milk run", depot="saw", method="truck", capacity=40.0, runs_per_day=6.0, interval_min=80.0,
        ),
        TourStop(id="stop", tour="run", station="press", quantity_per_day=120.0, order=3, round=2),
        Relationship(
            id=relationship_id("Cutting", "Press"), a="Cutting", b="Press", rating=Rating.E, reasons=("1", "5"),
            note="n",
        ),
        RelationshipChart(
            id=CHART_ID, weights=(6.0, 5.0, 4.0, 3.0, 2.0, -1.5), shares=(4.0, 9.0, 14.0, 19.0),
            reasons=(("9", "Crane"),), gap=1500.0,
        ),
    )  # fmt: skip
    return what_format_1_holds() | {record.id: record for record in later}


def what_format_1_holds() -> dict[str, Record]:
    """A record of every kind that there was in format 1, as in the file that is kept for ever, and of later kinds."""
    saw = Machine(
        id="saw",
        name="Säge “Ⅳ”",
        x=1500.125,
        y=-20.5,
        width=1200.0,
        depth=800.0,
        rotation=33.3,
        mirrored=True,
        symbol="saw",
        clearance=600.0,
        fixed=True,
        pickup=(600.0, 0.0),
        department="Cutting",
        note="by the gate\nnot in winter",
        extra=(("power_kw", "7.5"), ("tags", '["old",{"by":2031}]')),
    )
    press = Machine(id="press", name="Press", x=9000.0, y=4000.0, width=2000.0, depth=2000.0)
    records: tuple[Record, ...] = (
        Plan(
            id="plan",
            title="Works 2",
            currency="CHF",
            unit=Unit.FOOT,
            distance_mode=DistanceMode.AISLE,
            whole_trips=True,
        ),
        saw,
        press,
        Wall(id="wall", x1=0.0, y1=0.0, x2=20000.0, y2=0.0, thickness=240.0),
        Opening(id="gate", wall="wall", at=5000.0, width=3000.0, type=OpeningType.GATE, name="Gate 1"),
        Aisle(id="aisle", x1=0.0, y1=2000.0, x2=12000.0, y2=2000.0, name="Main", width=2500.0, one_way=True),
        Zone(id="zone", name="Store", points=((0.0, 0.0), (5000.0, 0.0), (5000.0, 4000.0)), colour="#aabbcc"),
        Label(id="label", x=1.0, y=2.0, text="Keep clear", height=300.0, rotation=90.0),
        Dimension(id="dimension", x1=0.0, y1=0.0, x2=9000.0, y2=0.0, offset=-700.0),
        Product(id="shaft", name="Shaft", colour="#112233"),
        Method(
            id="truck",
            name="Truck",
            speed_m_s=2.5,
            load_s=20.0,
            cost_per_h=41.5,
            return_empty=False,
            units=2,
            width=1200.0,
        ),
        Flow(
            id="move",
            product="shaft",
            start="saw",
            end="press",
            quantity_per_day=120.0,
            unit_load=24.0,
            method="truck",
            via=((5000.0, 1000.25), "saw"),
            order=1,
            note="n",
        ),
        Step(
            id="cut",
            product="shaft",
            machine="saw",
            type=StepType.INSPECTION,
            time_s=12.5,
            value=ValueClass.WASTE,
            order=2,
        ),
        ChartHead(
            id="chart-shaft",
            product="shaft",
            subject=Subject.WORKER,
            lot_size=100.0,
            labour_cost_per_h=38.5,
            cost_per_m=0.25,
            combined=CombinedCount.EACH,
        ),
        Underlay(id="hall", name="hall.dxf", asset=DRAWING_KEY, scale=25.4, layers=("A", "B"), shown=(("A", False),)),
        Observation(
            id="ob",
            name="Ann, Monday",
            person="Ann",
            subject=Subject.MATERIAL,
            observer="Kim",
            start="2026-03-11T08:00:00+01:00",
            product="Shaft",
            task="Setting up",
            shift_s=27000.0,
            speed_m_s=1.25,
            trips=2.0,
            trips_per_shift=40.0,
            cleaning=Cleaning(gap_s=12.5, jump_m_s=5.0, jitter_m=0.25),
            snapping=Snapping(radius_m=0.5, dwell_s=2.0),
            placed=(0.0, 1.0, -1.0, 0.0, 123.456, -7.5),
            source="walk.csv",
            rows=2,
            colour="#aa00aa",
            visible=False,
        ),
        Reading(
            id="ob.000000",
            observation="ob",
            t_s=0.125,
            event=Event.LEAVE,
            station="m1",
            name="Saw",
            x=1.5,
            y=-2.5,
            carrying=False,
            element="cut",
            step="operation",
            value="VA",
            note="hurried",
        ),
        Investment(
            id="investment:better",
            scenario="better",
            moving_cost=12500.5,
            production_lost=1e12,
            extra_cost_per_day=-3.25,
            working_days_per_year=230.0,
            discount_percent=7.5,
            years=8.0,
        ),
        Study(
            id="timed",
            method="time-study",
            title="Turning",
            tables=(("readings", (("element", "time_s"), ("load", "3,2"), ("turn", ""))),),
            options=(("basis", "job"),),
            observer="second shift",
            observed="Lathe 1",
            date="2026-03-01",
            station="lathe",
            note="first",
        ),
        Scenario(id="better", name="Proposal A", note="first"),
        Variant(
            id="better:press",
            scenario="better",
            of="press",
            record=Machine(id="press", name="Press", x=4000.0, y=4000.0, width=2000.0, depth=2000.0),
        ),
        Variant(id="better:label", scenario="better", of="label", record=None),
        Unknown(
            id="r2",
            kind="robot",
            json='{"kind":"robot","id":"r2","reach_mm":1.50e3,"arms":[1,{"a":null}]}',
            kind_version=7,
        ),
    )
    return {record.id: record for record in records}


def moved(document: Document, x: float, id: str = "press") -> None:
    """Move a machine as the user does: one step."""
    from dataclasses import replace

    with document.edit(f"Move to {x}") as edit:
        machine = edit.get(id)
        assert isinstance(machine, Machine)
        edit.put(replace(machine, x=x))


def x_of(records: Records, id: str = "press") -> float:
    """Where a machine is."""
    machine = records[id]
    assert isinstance(machine, Machine)
    return machine.x


def child(source: str, *arguments: str | Path) -> subprocess.Popen[bytes]:
    """A Python process of its own that runs `source`; it shares this test's folders."""
    paths = os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, sys.path)])
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", textwrap.dedent(source), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": paths},
    )


def told_by(process: subprocess.Popen[bytes]) -> str:
    """What a child prints until it ends; it must end well."""
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors.decode()
    return out.decode()


DIES_AT = '''
import os

def die_at(number, half=False):
    """Kill this process at the n-th operation that changes a disk; `half` does half of a write first."""
    done = [0]
    def wrapped(name):
        real = getattr(os, name)
        def operation(*arguments, **named):
            done[0] += 1
            if done[0] == number:
                if half and name == "write":
                    real(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os.kill(os.getpid(), 9)
            return real(*arguments, **named)
        setattr(os, name, operation)
    for name in ("open", "write", "fsync", "replace", "link", "unlink", "mkdir"):
        wrapped(name)
    return done
'''
"""Source for a child: `die_at(n)` counts what it does to the disk and ends it, as `kill -9` would, at the n-th time."""
