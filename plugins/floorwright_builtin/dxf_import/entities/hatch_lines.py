"""The lines of hatch patterns inside their boundaries, for all hatches of a drawing at once."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Floats
from floorwright_builtin.dxf_import.entities.hatch_boundary import PatternLine, Point
from floorwright_builtin.dxf_import.entities.shapes import runs, starts
from floorwright_builtin.dxf_import.file.records import Bools, Index

MOST_LINES = 5000
"""A pattern of more lines across its area, or of more dashes in it, is drawn as its outline."""
_MOST_CROSSINGS = 40 * MOST_LINES
_NO_STEP = 1e-12


@dataclass(slots=True)
class Areas:
    """Areas to be hatched: their rings, one after the other, and the families of lines of each."""

    points: list[Point] = field(default_factory=list)
    ring_sizes: list[int] = field(default_factory=list)
    rings: list[int] = field(default_factory=list)
    """How many rings each area has."""
    families: list[tuple[int, PatternLine]] = field(default_factory=list)
    """Lines with the number of their area, in the order of the areas."""

    def add(self, rings: list[list[Point]], lines: list[PatternLine]) -> int:
        """One more area; its number."""
        number = len(self.rings)
        for ring in rings:
            self.points += ring
            self.ring_sizes.append(len(ring))
        self.rings.append(len(rings))
        self.families += [(number, line) for line in lines]
        return number

    def sides(self) -> tuple[Floats, Floats, Index]:
        """Both ends (n, 2) of every side of the rings, and the area of each."""
        points = np.array(self.points).reshape(-1, 2)
        begins = starts(np.array(self.ring_sizes, np.int64))
        following = np.arange(1, len(points) + 1)
        following[begins[1:] - 1] = begins[:-1]
        area_of_ring = np.repeat(np.arange(len(self.rings)), self.rings)
        return points, points[following], np.repeat(area_of_ring, self.ring_sizes)


def pattern_lines(areas: Areas) -> tuple[Floats, Index, Bools]:
    """Straight pieces (n, 4) of all patterns inside their areas, even-odd, the area of each piece, and which areas have
    more lines than can be told apart and hence none here."""
    count = len(areas.rings)
    dense = np.zeros(count, np.bool_)
    if not areas.families:
        return np.zeros((0, 4)), np.zeros(0, np.int64), dense
    a, b, area_of_side = areas.sides()
    family = _Families([line for _, line in areas.families], np.array([area for area, _ in areas.families]))
    dense[family.area[np.abs(family.step) < _NO_STEP]] = True
    sides = np.bincount(area_of_side, minlength=count)[family.area]
    side = runs(np.searchsorted(area_of_side, family.area), sides)
    of = np.repeat(np.arange(len(sides)), sides)
    p, q = (family.own(ends[side], of) for ends in (a, b))
    # In a family's own axes its lines are the levels 0, 1, …; each side crosses those between its ends.
    step = np.where(np.abs(family.step) < _NO_STEP, 1.0, np.abs(family.step))
    first, last = (np.ceil(choose(p[:, 1], q[:, 1]) / step[of]) for choose in (np.minimum, np.maximum))
    crossings = np.bincount(of, last - first, len(sides))
    dense[family.area[~(crossings <= _MOST_CROSSINGS)]] = True
    good = ~dense[family.area][of]
    p, q, of, first, last = p[good], q[good], of[good], first[good].astype(np.int64), last[good].astype(np.int64)
    number = np.repeat(np.arange(len(of)), last - first)
    level = runs(first, last - first)
    height = level * step[of[number]]
    with np.errstate(all="ignore"):
        share = (height - p[number, 1]) / (q[number, 1] - p[number, 1])
    x = p[number, 0] + (q[number, 0] - p[number, 0]) * share
    of = of[number]
    order = np.lexsort((x, level, of))
    x, level, of = x[order], level[order], of[order]
    into, out = _pairs(level, of)
    x1, x2, level, of = x[into], x[out], level[into], of[into]
    shift = level * np.where(family.step > 0, 1.0, -1.0)[of] * family.slip[of]
    x1, x2, line = _dashed(family, of, x1, x2, shift, dense)
    level, of = level[line], of[line]
    pieces = np.bincount(family.area[of], minlength=count)
    dense |= pieces > MOST_LINES
    good = ~dense[family.area[of]]
    x1, x2, level, of = x1[good], x2[good], level[good], of[good]
    y = np.asarray(level * step[of], np.float64)
    return np.hstack((family.floor(x1, y, of), family.floor(x2, y, of))), family.area[of], dense


class _Families:
    """Families of parallel lines as columns."""

    def __init__(self, lines: list[PatternLine], area: Index) -> None:
        angle = np.array([line.angle for line in lines])
        self.area = area
        self.dashes = [line.dashes if any(line.dashes) else () for line in lines]
        self.base = np.array([line.base for line in lines])
        self.along = np.column_stack((np.cos(angle), np.sin(angle)))
        self.aside = np.column_stack((-self.along[:, 1], self.along[:, 0]))
        step = np.array([line.step for line in lines])
        self.step = (step * self.aside).sum(axis=1)
        self.slip = (step * self.along).sum(axis=1)

    def own(self, points: Floats, of: Index) -> Floats:
        """Points in the axes of their families."""
        away = points - self.base[of]
        return np.column_stack(((away * self.along[of]).sum(axis=1), (away * self.aside[of]).sum(axis=1)))

    def floor(self, x: Floats, y: Floats, of: Index) -> Floats:
        """Back from there."""
        found: Floats = self.base[of] + x[:, None] * self.along[of] + y[:, None] * self.aside[of]
        return found


def _pairs(level: Index, of: Index) -> tuple[Index, Index]:
    """Neighbouring crossings of one line, two by two; one that is left over for rounding goes."""
    if not len(level):
        return level, level
    begins = np.flatnonzero(np.concatenate([[True], (level[1:] != level[:-1]) | (of[1:] != of[:-1])]))
    sizes = np.diff(np.append(begins, len(level)))
    inside = np.arange(len(level)) - np.repeat(begins, sizes)
    into = np.flatnonzero((inside % 2 == 0) & (inside + 1 < np.repeat(sizes, sizes)))
    return into, into + 1


def _dashed(
    family: _Families, of: Index, x1: Floats, x2: Floats, shift: Floats, dense: Bools
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """The dashes of lines from x1 to x2, with the line of each; a line's dashes begin at its `shift`.

    Areas with too many are added to `dense`.
    """
    whole = np.array([not dashes for dashes in family.dashes], np.bool_)[of]
    found = [(x1[whole & (x2 > x1)], x2[whole & (x2 > x1)], np.flatnonzero(whole & (x2 > x1)))]
    for dashes in sorted({dashes for dashes in family.dashes if dashes}):
        period = sum(map(abs, dashes))
        has = np.array([own == dashes for own in family.dashes], np.bool_)[of]
        lines = np.flatnonzero(has)
        first = np.floor((x1[lines] - shift[lines]) / period)
        turns = np.floor((x2[lines] - shift[lines]) / period) - first + 1
        area = family.area[of[lines]]
        many = np.bincount(area, turns, len(dense)) * len(dashes) > 4 * MOST_LINES
        dense |= many
        few = ~many[area]
        lines, first, turns = lines[few], first[few].astype(np.int64), turns[few].astype(np.int64)
        line = np.repeat(lines, turns)
        begin = shift[line] + runs(first, turns) * period
        for dash in dashes:
            if dash >= 0:
                low, high = np.maximum(begin, x1[line]), np.minimum(begin + dash, x2[line])
                seen = low <= high
                found.append((low[seen], high[seen], line[seen]))
            begin = begin + abs(dash)
    low, high, line = (np.concatenate(part) for part in zip(*found, strict=True))
    return low, high, line
