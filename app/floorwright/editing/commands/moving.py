"""Moving, turning and mirroring records as values."""

import math
from collections.abc import Iterable
from dataclasses import replace

from floorwright.editing.shape import shape_of
from floorwright.geometry.box import Box, joined
from floorwright.geometry.segment import distance
from floorwright.geometry.transform import Transform, mirroring, rotation
from floorwright.model.diff import Records
from floorwright.model.document import Edit
from floorwright.model.kinds import Aisle, Dimension, Flow, Label, Machine, Opening, Underlay, Wall, Zone
from floorwright.model.record import Point, Record
from floorwright.model.scenario import scenario_records


def moving_with(records: Records, ids: Iterable[str]) -> list[Record]:
    """The records that change when `ids` are moved together: themselves, and the flows with drawn waypoints whose
    stations all move. Openings whose wall moves stay where they are in it."""
    chosen = [records[id] for id in dict.fromkeys(ids) if id in records]
    keys = {record.id for record in chosen}
    moving = [record for record in chosen if not (isinstance(record, Opening) and record.wall in keys)]
    if any(isinstance(record, Machine) for record in chosen):
        moving += [
            flow
            for key, flow in records.items()
            if isinstance(flow, Flow) and key not in keys and flow.via and keys.issuperset(flow.stations())
        ]
    return moving


def moved(record: Record, dx: float, dy: float, records: Records) -> Record:
    """The record moved by dx, dy. An opening moves along its wall, found in `records`, and stays within it."""
    match record:
        case Machine() | Label() | Underlay():
            return replace(record, x=record.x + dx, y=record.y + dy)
        case Wall() | Aisle() | Dimension():
            return replace(record, x1=record.x1 + dx, y1=record.y1 + dy, x2=record.x2 + dx, y2=record.y2 + dy)
        case Zone():
            return replace(record, points=tuple((x + dx, y + dy) for x, y in record.points))
        case Flow():
            via = tuple(stop if isinstance(stop, str) else (stop[0] + dx, stop[1] + dy) for stop in record.via)
            return replace(record, via=via)
        case Opening():
            wall = records.get(record.wall)
            if not isinstance(wall, Wall):
                return record
            long = distance((wall.x1, wall.y1), (wall.x2, wall.y2))
            along = (dx * (wall.x2 - wall.x1) + dy * (wall.y2 - wall.y1)) / long
            half = min(record.width, long) / 2
            return replace(record, at=min(max(record.at + along, half), long - half))
        case _:
            return record


def transformed(record: Record, way: Transform, turn_deg: float = 0.0, flip: bool = False) -> Record:
    """The record after a turn by `turn_deg` or, with `flip`, a mirroring of left and right; `way` does the same.

    Texts stay readable; openings stay where they are in their wall.
    """
    match record:
        case Machine():
            x, y = way.point((record.x, record.y))
            angle = (-record.rotation if flip else record.rotation + turn_deg) % 360.0
            return replace(record, x=x, y=y, rotation=angle, mirrored=record.mirrored != flip)
        case Label():
            x, y = way.point((record.x, record.y))
            return replace(record, x=x, y=y, rotation=(record.rotation + turn_deg) % 360.0)
        case Wall() | Aisle():
            (x1, y1), (x2, y2) = way.point((record.x1, record.y1)), way.point((record.x2, record.y2))
            return replace(record, x1=x1, y1=y1, x2=x2, y2=y2)
        case Dimension():
            (x1, y1), (x2, y2) = way.point((record.x1, record.y1)), way.point((record.x2, record.y2))
            return replace(record, x1=x1, y1=y1, x2=x2, y2=y2, offset=-record.offset if flip else record.offset)
        case Zone():
            return replace(record, points=way.points(record.points))
        case Flow():
            via = tuple(stop if isinstance(stop, str) else way.point(stop) for stop in record.via)
            return replace(record, via=via)
        case _:
            return record


def extent(records: Records, ids: Iterable[str]) -> Box:
    """The box round what is drawn of `ids`; empty when nothing is."""
    shapes = (shape_of(records[id], records) for id in ids if id in records)
    return joined(*(shape.box for shape in shapes if shape is not None))


def move(edit: Edit, ids: Iterable[str], dx: float, dy: float) -> None:
    """Move records by dx, dy."""
    here = scenario_records(edit.records, edit.scenario)
    edit.put(*(moved(record, dx, dy, here) for record in moving_with(here, ids)))


def rotate(edit: Edit, ids: Iterable[str], angle_deg: float, about: Point | None = None) -> None:
    """Turn records counter-clockwise together, round the middle of all when `about` is not given."""
    here = scenario_records(edit.records, edit.scenario)
    chosen = moving_with(here, ids)
    centre = about or _centre(here, chosen)
    way = rotation(angle_deg, centre)
    edit.put(*(transformed(record, way, angle_deg) for record in chosen))


def mirror(edit: Edit, ids: Iterable[str], about_x: float | None = None) -> None:
    """Flip records left and right together, about the middle of all when `about_x` is not given."""
    here = scenario_records(edit.records, edit.scenario)
    chosen = moving_with(here, ids)
    way = mirroring(_centre(here, chosen)[0] if about_x is None else about_x)
    edit.put(*(transformed(record, way, flip=True) for record in chosen))


def _centre(records: Records, chosen: list[Record]) -> Point:
    """The middle round which a selection turns: of a single machine its own centre."""
    if len(chosen) == 1 and isinstance(chosen[0], Machine):
        return (chosen[0].x, chosen[0].y)
    box = extent(records, [record.id for record in chosen])
    return (0.0, 0.0) if box.empty or not math.isfinite(box.width) else box.centre
