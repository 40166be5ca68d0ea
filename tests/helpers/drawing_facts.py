"""What is on a drawing by layer and colour, for comparing our Drawing with another reading of the same file."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from floorwright.api import Drawing

Key = tuple[str, str]
"""A layer in lower case, and a colour as #rrggbb or "contrast"."""
CONTRAST = "contrast"
_TURN = 250
"""Points on an arc, for its box."""
_GAUSS = np.polynomial.legendre.leggauss(12)


@dataclass(slots=True)
class Facts:
    """What is on one layer in one colour, seen from above."""

    length: float = 0.0
    curved: float = 0.0
    """How much of the length is splines and patterns, which no two programs draw exactly alike."""
    area: float = 0.0
    framed: bool = False
    points: list[Any] = field(default_factory=list)
    characters: Counter[str] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)
    starts: list[Any] = field(default_factory=list)
    """Of texts set from the left on the base line, where they begin, one height along them and one height up."""

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """The box of lines, arcs and areas; None without any."""
        if not self.points:
            return None
        every = np.concatenate([np.asarray(some, np.float64).reshape(-1, 2) for some in self.points])
        return (*every.min(0).tolist(), *every.max(0).tolist())


def of_drawing(drawing: Drawing) -> dict[Key, Facts]:
    """What our Drawing holds, by layer and colour."""
    found: dict[Key, Facts] = defaultdict(Facts)
    names = [layer.name.lower() for layer in drawing.layers]
    keys = [(names[layer], _colour(colour)) for layer, colour, _ in drawing.looks.tolist()]
    lengths = np.hypot(*(drawing.segments[:, 2:] - drawing.segments[:, :2]).T)
    arc_lengths = _arc_lengths(drawing.arcs)
    for look, key in enumerate(keys):
        facts = found[key]
        segments, arcs = drawing.segment_look == look, drawing.arc_look == look
        facts.length += float(lengths[segments].sum() + arc_lengths[arcs].sum())
        if segments.any():
            facts.points.append(drawing.segments[segments].reshape(-1, 2))
        if arcs.any():
            facts.points.append(_arc_points(drawing.arcs[arcs]))
    for fill, look in enumerate(drawing.fill_look.tolist()):
        rings = [
            drawing.fill_points[drawing.ring_starts[i] : drawing.ring_starts[i + 1]]
            for i in range(drawing.fill_starts[fill], drawing.fill_starts[fill + 1])
        ]
        found[keys[look]].area += even_odd_area(rings)
        found[keys[look]].points += rings
    for place, word, look in zip(drawing.text_places, drawing.text_words, drawing.text_look.tolist(), strict=True):
        facts, text = found[keys[look]], drawing.words[word]
        facts.characters.update(letters(text))
        facts.lines[" ".join(text.split())] += 1
        facts.starts.append(place.tolist())
    return {key: facts for key, facts in found.items() if facts.points or facts.characters}


def differences(ours: dict[Key, Facts], theirs: dict[Key, Facts], curve: float = 1e-3) -> list[str]:
    """Sentences about what is not equal. Lengths may differ by 1e-5 of themselves, splines by `curve` of theirs, areas
    by 0.002 of themselves for their round edges, boxes by 1e-4 of the drawing or `curve` of it where there are splines.
    """
    boxes = np.array([facts.box for facts in theirs.values() if facts.box is not None]).reshape(-1, 4)
    size = float(np.ptp(boxes.reshape(-1, 2), axis=0).max()) if len(boxes) else 1.0
    said = []
    for key in sorted({*ours, *theirs}):
        a, b = ours.get(key, Facts()), theirs.get(key, Facts())
        name = "/".join(key)
        near = 1e-5 * b.length + curve * b.curved + 1e-9 * size
        if a.length < b.length - near or (a.length > b.length + near and not b.framed):
            said.append(f"{name}: length {a.length:.8g}, not {b.length:.8g}")
        off = 2e-3 * b.area + 1e-12 * size * size
        if a.area < b.area - off or (a.area > b.area + off and not b.framed):
            said.append(f"{name}: area {a.area:.8g}, not {b.area:.8g}")
        if missing := b.lines - a.lines:
            said.append(f"{name}: lines of text missing: {list(missing)[:5]}")
        if lost := _without_place(a.starts, b.starts, size * 1e-6):
            said.append(
                f"{name}: {len(lost)} texts are not where, or not as large as, they should be, one at {lost[0]}"
            )
        if b.framed:
            continue
        if (a.box is None) != (b.box is None):
            said.append(f"{name}: box {a.box}, not {b.box}")
        elif a.box is not None and b.box is not None:
            off = float(np.abs(np.subtract(a.box, b.box)).max())
            if off > size * (curve if b.curved or b.area else 1e-4):
                said.append(f"{name}: box {a.box}, not {b.box}")
    for layer in sorted({layer for layer, _ in (*ours, *theirs)}):
        mine, other = (_characters(side, layer) for side in (ours, theirs))
        more, less = mine - other, other - mine
        framed = any(facts.framed for (name, _), facts in theirs.items() if name == layer)
        if less or (more and not framed):
            said.append(f"{layer}: characters {dict(more)} too many, {dict(less)} missing")
    return said


def _characters(side: dict[Key, Facts], layer: str) -> Counter[str]:
    return sum((facts.characters for (name, _), facts in side.items() if name == layer), Counter())


def even_odd_area(rings: Iterable[Any]) -> float:
    """The area inside rings, even-odd."""
    area: Any = shapely.Polygon()
    for ring in rings:
        if len(ring) > 2:
            area = shapely.symmetric_difference(area, shapely.make_valid(shapely.Polygon(ring)))
    return float(area.area)


def letters(text: str) -> str:
    """The characters of a text that can be seen."""
    return "".join(text.encode("utf-8", "replace").decode().replace("#", "/").split())


def _without_place(ours: list[Any], theirs: list[Any], near: float) -> list[Any]:
    """Those of theirs that are not among ours in the same place, size and direction."""
    if not theirs or not ours:
        return theirs
    a, b = np.array(ours), np.array(theirs)
    found, own = shapely.STRtree(shapely.points(a[:, :2])).query(
        shapely.points(b[:, :2]), predicate="dwithin", distance=near
    )
    sizes = np.abs(b[found, 2:]).max(1)
    alike = np.abs(a[own, 2:] - b[found, 2:]).max(1) <= 1e-6 * sizes
    return [theirs[i] for i in sorted(set(range(len(theirs))) - set(found[alike].tolist()))]


def _colour(colour: int) -> str:
    return CONTRAST if colour in (-1, 0, 0xFFFFFF) else f"#{colour:06x}"


def _arc_lengths(arcs: Any) -> Any:
    """By Gauss's rule in each of 32 parts, which is exact to nine digits also for very flat ellipses."""
    nodes, weights = _GAUSS
    half = (arcs[:, 7] - arcs[:, 6])[:, None] / 64
    parts = arcs[:, 6, None] + half * (2 * np.arange(32) + 1)
    t = (parts[:, :, None] + half[:, :, None] * nodes).reshape(len(arcs), 32 * len(nodes))
    x = arcs[:, 4, None] * np.cos(t) - arcs[:, 2, None] * np.sin(t)
    y = arcs[:, 5, None] * np.cos(t) - arcs[:, 3, None] * np.sin(t)
    return (np.hypot(x, y) * np.tile(weights, 32)).sum(1) * half[:, 0]


def _arc_points(arcs: Any) -> Any:
    t = arcs[:, 6, None] + (arcs[:, 7] - arcs[:, 6])[:, None] * np.linspace(0, 1, _TURN + 1)
    x = arcs[:, 0, None] + arcs[:, 2, None] * np.cos(t) + arcs[:, 4, None] * np.sin(t)
    y = arcs[:, 1, None] + arcs[:, 3, None] * np.cos(t) + arcs[:, 5, None] * np.sin(t)
    return np.stack((x, y), -1).reshape(-1, 2)
