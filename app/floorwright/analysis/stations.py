"""Where a station stands on the floor: its footprint, and the points where loads leave and arrive."""

from floorwright.geometry.polygon import cos_sin, rectangle
from floorwright.model.kinds import Machine
from floorwright.model.record import Point


def pickup_point(machine: Machine) -> Point:
    """Where loads leave the station, floor millimetres; its centre when no pickup point is given."""
    return on_floor(machine, machine.pickup or (0.0, 0.0))


def dropoff_point(machine: Machine) -> Point:
    """Where loads arrive at the station, floor millimetres; its centre when no dropoff point is given."""
    return on_floor(machine, machine.dropoff or (0.0, 0.0))


def footprint(machine: Machine) -> tuple[Point, ...]:
    """The four corners of the rectangle the machine stands on, counter-clockwise, floor millimetres."""
    return rectangle(machine.x, machine.y, machine.width, machine.depth, machine.rotation)


def on_floor(machine: Machine, offset: Point) -> Point:
    """The floor point that lies at `offset` from the machine's centre before mirroring and rotation."""
    u, v = (-offset[0], offset[1]) if machine.mirrored else offset
    cos, sin = cos_sin(machine.rotation)
    return machine.x + u * cos - v * sin, machine.y + u * sin + v * cos
