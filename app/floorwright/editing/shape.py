"""What a record covers on the floor: its outline for picking, its places for snapping."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from floorwright.analysis.stations import on_floor
from floorwright.geometry.box import Box, box_of
from floorwright.geometry.polygon import area, rectangle
from floorwright.geometry.segment import along, distance
from floorwright.geometry.transform import placement
from floorwright.model.diff import Records
from floorwright.model.kinds import Aisle, Dimension, Flow, Label, Machine, Opening, Wall, Zone
from floorwright.model.record import Point, Record

Stretch = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Shape:
    """`solid` is the polygon whose inside belongs to the record, empty when only its `lines` do.

    `box` is round what is drawn, `around` also round pickup and dropoff points. `rank` is the place in the drawing
    order: higher lies on top. `ends`, `middles`, `centre` and `edges` are where the pointer snaps to.
    """

    rank: int
    box: Box
    around: Box
    size: float
    lines: tuple[tuple[Point, ...], ...]
    solid: tuple[Point, ...] = ()
    ends: tuple[Point, ...] = ()
    middles: tuple[Point, ...] = ()
    centre: Point | None = None
    edges: tuple[Stretch, ...] = ()


RANKS: dict[type[Record], int] = {Zone: 0, Aisle: 1, Wall: 2, Flow: 3, Machine: 4, Opening: 5, Dimension: 6, Label: 7}


def shape_of(record: Record, records: Records) -> Shape | None:
    """The shape of a record; None for what is not drawn by itself.

    Flows have none here: their way depends on the distance mode. An opening needs its wall among `records`.
    """
    match record:
        case Machine():
            corners = rectangle(record.x, record.y, record.width, record.depth, record.rotation)
            edges = _ring(corners)
            connectors = (connector(record, record.pickup), connector(record, record.dropoff))
            return Shape(
                RANKS[Machine],
                box_of(corners),
                box_of((*corners, *connectors)),
                record.width * record.depth,
                (_closed(corners),),
                corners,
                corners,
                tuple(along(*edge, 0.5) for edge in edges),
                (record.x, record.y),
                edges,
            )
        case Wall():
            return _band(record, RANKS[Wall], record.thickness, solid=True)
        case Aisle():
            return _band(record, RANKS[Aisle], record.width or 0.0, solid=False)
        case Zone():
            edges = _ring(record.points)
            return Shape(
                RANKS[Zone],
                box_of(record.points),
                box_of(record.points),
                area(record.points),
                (_closed(record.points),),
                (),
                record.points,
                tuple(along(*edge, 0.5) for edge in edges),
                None,
                edges,
            )
        case Opening():
            wall = records.get(record.wall)
            if not isinstance(wall, Wall):
                return None
            ends = opening_ends(record, wall)
            corners = band(*ends, max(wall.thickness, 100.0))
            return Shape(
                RANKS[Opening],
                box_of(corners),
                box_of(corners),
                area(corners),
                (_closed(corners),),
                corners,
                ends,
                (along(*ends, 0.5),),
                None,
                (),
            )
        case Dimension():
            a, b = (record.x1, record.y1), (record.x2, record.y2)
            first, second = dimension_line(record)
            lines = ((a, first), (first, second), (second, b))
            box = box_of((a, b, first, second))
            return Shape(RANKS[Dimension], box, box, distance(a, b), lines, (), (a, b))
        case Label():
            corners = label_outline(record)
            box = box_of(corners)
            return Shape(RANKS[Label], box, box, area(corners), (_closed(corners),), corners)
        case _:
            return None


def band(a: Point, b: Point, width: float) -> tuple[Point, ...]:
    """The four corners of a band of that width along a–b."""
    long = distance(a, b)
    angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    return rectangle((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, long, width, angle)


def opening_ends(opening: Opening, wall: Wall) -> Stretch:
    """Where an opening begins and ends on the centre line of its wall."""
    a, b = (wall.x1, wall.y1), (wall.x2, wall.y2)
    long = distance(a, b)
    half = opening.width / 2
    return (along(a, b, (opening.at - half) / long), along(a, b, (opening.at + half) / long))


def dimension_line(dimension: Dimension) -> Stretch:
    """Where the dimension line itself runs, beside the points measured."""
    dx, dy = dimension.x2 - dimension.x1, dimension.y2 - dimension.y1
    long = math.hypot(dx, dy)
    ox, oy = -dy / long * dimension.offset, dx / long * dimension.offset
    return ((dimension.x1 + ox, dimension.y1 + oy), (dimension.x2 + ox, dimension.y2 + oy))


def label_outline(label: Label) -> tuple[Point, ...]:
    """About what the text covers; letters are taken to be 0.85 capital heights wide."""
    wide = max(1, len(label.text)) * 0.85 * label.height
    place = placement(label.x, label.y, label.rotation)
    return place.points(((0.0, 0.0), (wide, 0.0), (wide, label.height), (0.0, label.height)))


def connector(machine: Machine, offset: Point | None) -> Point:
    """Where the pickup or dropoff point at `offset` lies on the floor; the centre for None."""
    return on_floor(machine, offset or (0.0, 0.0))


def straight_flow_paths(records: Records) -> Mapping[str, tuple[Point, ...]]:
    """Every flow as straight legs from pickup point by its stops to dropoff point, by its id."""
    paths = {}
    for key, flow in records.items():
        if isinstance(flow, Flow):
            path = straight_flow_path(flow, records)
            if path is not None:
                paths[key] = path
    return paths


def straight_flow_path(flow: Flow, records: Records) -> tuple[Point, ...] | None:
    """One flow as straight legs; None when its stations are not there."""
    start, end = records.get(flow.start), records.get(flow.end)
    if not isinstance(start, Machine) or not isinstance(end, Machine):
        return None
    stops = []
    for stop in flow.via:
        if isinstance(stop, str):
            station = records.get(stop)
            if isinstance(station, Machine):
                stops.append((station.x, station.y))
        else:
            stops.append(stop)
    return (connector(start, start.pickup), *stops, connector(end, end.dropoff))


def _band(piece: Wall | Aisle, rank: int, width: float, solid: bool) -> Shape:
    a, b = (piece.x1, piece.y1), (piece.x2, piece.y2)
    corners = band(a, b, width) if width else ()
    edges = ((a, b), *((corners[0], corners[1]), (corners[2], corners[3]))) if width else ((a, b),)
    box = box_of(corners or (a, b))
    return Shape(
        rank,
        box,
        box,
        distance(a, b) * width,
        ((a, b), _closed(corners)) if width else ((a, b),),
        corners if solid else (),
        (a, b),
        (along(a, b, 0.5),),
        None,
        edges,
    )


def _ring(points: tuple[Point, ...]) -> tuple[Stretch, ...]:
    return tuple((points[i - 1], points[i]) for i in range(len(points)))


def _closed(points: tuple[Point, ...]) -> tuple[Point, ...]:
    return (*points, points[0]) if points else ()
