"""Which departments share a border: the outlines of zones, or else the hulls round their stations (methods.md 2.3)."""

from dataclasses import dataclass

from floorwright.analysis.pictures.departments import departments
from floorwright.analysis.stations import footprint
from floorwright.geometry.facing import facing_length
from floorwright.geometry.hull import convex_hull
from floorwright.geometry.polygon import area, centroid, contains
from floorwright.geometry.segment import Point
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine, Zone

ZONE_GAP_MM, HULL_GAP_MM = 100.0, 3000.0
"""How far apart outlines may be and still share a border: drawn zones, and hulls, between which an aisle may lie."""
LEAST_MM = 1.0


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a department lies: the polygon of the zone of its name, or the hull round its stations."""

    name: str
    points: tuple[Point, ...]
    drawn: bool

    @property
    def middle(self) -> Point:
        """Its centre of area."""
        return centroid(self.points)


def outlines(records: Records) -> dict[str, Outline]:
    """The outline of every department that has stations, by its name. Of several zones of a name the largest counts."""
    corners: dict[str, list[Point]] = {}
    named = departments(records)
    for id, name in named.items():
        machine = records[id]
        assert isinstance(machine, Machine)
        corners.setdefault(name, []).extend(footprint(machine))
    zones: dict[str, Zone] = {}
    for zone in sorted((r for r in records.values() if isinstance(r, Zone)), key=lambda z: (area(z.points), z.id)):
        zones[zone.name.strip()] = zone
    found: dict[str, Outline] = {}
    for name, points in corners.items():
        zone_of_name = zones.get(name)
        drawn = zone_of_name is not None
        found[name] = Outline(name, zone_of_name.points if zone_of_name else convex_hull(points), drawn)
    return found


def share_border(one: Outline, other: Outline, gap_mm: float | None = None) -> bool:
    """Whether two outlines face each other along a stretch, at most a gap apart, or lie in each other.

    Corners alone do not count. Without a gap it is 0.1 m between drawn zones and 3 m where one is a hull.
    """
    gap = gap_mm if gap_mm is not None else ZONE_GAP_MM if one.drawn and other.drawn else HULL_GAP_MM
    if facing_length(one.points, other.points, max(gap, LEAST_MM)) > LEAST_MM:
        return True
    return contains(one.points, other.middle) or contains(other.points, one.middle)


def neighbours(records: Records, gap_mm: float | None = None) -> frozenset[frozenset[str]]:
    """The pairs of departments that share a border."""
    listed = list(outlines(records).values())
    return frozenset(
        frozenset((a.name, b.name))
        for number, a in enumerate(listed)
        for b in listed[number + 1 :]
        if share_border(a, b, gap_mm)
    )
