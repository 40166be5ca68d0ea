"""One scenario of a plan as marks on the floor, in the order in which they are drawn."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from floorwright.model.diff import Records
from floorwright.model.kinds import PLAN_ID, Aisle, Dimension, Label, Machine, Opening, Plan, Wall, Zone
from floorwright.model.record import Point, Record
from floorwright.paper.aisle_marks import aisle_marks
from floorwright.paper.machine_marks import machine_block, machine_marks, machine_name, machine_points
from floorwright.paper.marks import Block, Line, Mark, Region, Text
from floorwright.paper.note_marks import dimension_marks, label_marks, zone_marks
from floorwright.paper.placing import Box, block_marks, box_of, joined, straightened
from floorwright.paper.symbols import SymbolLibrary
from floorwright.paper.wall_marks import wall_marks
from floorwright.units import Unit

__all__ = [
    "machine_block", "machine_marks", "machine_name", "machine_points", "marks_box", "plan_marks", "record_marks",
]  # fmt: skip
AnyRecord = TypeVar("AnyRecord", bound=Record)


def plan_marks(records: Records, library: SymbolLibrary, scale: float = 100.0) -> tuple[Mark, ...]:
    """Zones, aisles, walls with their openings, equipment, dimensions and texts of one scenario, without its drawings
    and flows. Names and dimensions are sized for 1 : `scale`; every mark names its record."""
    marks: list[Mark] = []
    for zone in _of(records, Zone):
        marks += zone_marks(zone, scale)
    marks += aisle_marks(_of(records, Aisle), scale)
    marks += wall_marks(_of(records, Wall), _of(records, Opening))
    for machine in _of(records, Machine):
        marks += machine_marks(machine, library, scale)
    unit = _unit(records)
    for dimension in _of(records, Dimension):
        marks += dimension_marks(dimension, unit, scale)
    for label in _of(records, Label):
        marks += label_marks(label)
    return tuple(marks)


def record_marks(record: Record, records: Records, library: SymbolLibrary, scale: float = 100.0) -> tuple[Mark, ...]:
    """The marks of one record as it stands among the others; nothing for a record that is not drawn by itself."""
    match record:
        case Machine():
            return machine_marks(record, library, scale)
        case Wall() | Opening():
            marks = wall_marks(_of(records, Wall), _of(records, Opening))
            return tuple(mark for mark in marks if mark.source == record.id)
        case Aisle():
            return tuple(m for m in aisle_marks(_of(records, Aisle), scale) if m.source == record.id)
        case Zone():
            return zone_marks(record, scale)
        case Label():
            return label_marks(record)
        case Dimension():
            return dimension_marks(record, _unit(records), scale)
        case _:
            return ()


def marks_box(marks: Iterable[Mark]) -> Box | None:
    """What the marks reach over, letters and line widths left out; None when nothing is drawn."""
    return joined(box_of(_points(mark)) for mark in marks)


def _points(mark: Mark) -> Sequence[Point]:
    match mark:
        case Line():
            return straightened(mark.vertices, mark.closed)
        case Region():
            return [point for ring in mark.rings for point in straightened(ring, True)]
        case Text():
            return [(mark.x, mark.y)]
        case Block():
            return [point for inner in block_marks(mark) for point in _points(inner)]
        case _:
            return []


def _unit(records: Records) -> Unit:
    plan = records.get(PLAN_ID)
    return plan.unit if isinstance(plan, Plan) else Unit.M


def _of(records: Records, kind: type[AnyRecord]) -> list[AnyRecord]:
    return sorted((r for r in records.values() if isinstance(r, kind)), key=lambda record: record.id)
