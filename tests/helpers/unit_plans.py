"""Drawings of places and things as arrays, built in metres and then drawn in any unit."""

import math
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np

from floorwright.api import Drawing, DrawingLayer, empty_drawing

METRES = {"mm": 0.001, "cm": 0.01, "m": 1.0, "in": 0.0254, "ft": 0.3048}


@dataclass
class Sketch:
    """Lines, arcs, texts and blocks in metres."""

    random: np.random.Generator
    unit: str
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    line_entity: list[int] = field(default_factory=list)
    arcs: list[tuple[float, ...]] = field(default_factory=list)
    texts: list[tuple[float, float, float, str, int]] = field(default_factory=list)
    blocks: list[tuple[str, float, float, float, float]] = field(default_factory=list)
    entities: int = 0

    @property
    def imperial(self) -> bool:
        """Whether the people who draw it count in feet."""
        return self.unit in ("in", "ft")

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A line, which is an entity of its own."""
        self.lines.append((x1, y1, x2, y2))
        self.line_entity.append(self.entities)
        self.entities += 1

    def box(self, x: float, y: float, width: float, depth: float) -> None:
        """A rectangle of four lines."""
        self.line(x, y, x + width, y)
        self.line(x + width, y, x + width, y + depth)
        self.line(x + width, y + depth, x, y + depth)
        self.line(x, y + depth, x, y)

    def wall(self, x1: float, y1: float, x2: float, y2: float, thick: float) -> None:
        """Two parallel lines."""
        dx, dy = x2 - x1, y2 - y1
        length = math.hypot(dx, dy)
        nx, ny = -dy / length * thick, dx / length * thick
        self.line(x1, y1, x2, y2)
        self.line(x1 + nx, y1 + ny, x2 + nx, y2 + ny)

    def door(self, x: float, y: float, wide: float) -> None:
        """A quarter circle and its leaf."""
        turn = self.random.integers(4) * math.pi / 2
        self.arcs.append((x, y, wide, 0, 0, wide, turn, turn + math.pi / 2))
        self.line(x, y, x + wide * math.cos(turn), y + wide * math.sin(turn))

    def fillet(self, x: float, y: float, radius: float) -> None:
        """A quarter circle without a leaf."""
        self.arcs.append((x, y, radius, 0, 0, radius, 0.0, math.pi / 2))

    def text(self, x: float, y: float, height: float, words: str) -> None:
        """A text."""
        self.texts.append((x, y, height, words, self.entities))
        self.entities += 1

    def dimension(self, x: float, y: float, length: float, height: float) -> None:
        """A level dimension with what it measures printed in the country's way."""
        entity = self.entities
        self.entities += 1
        for line in ((x, y, x, y + 0.5), (x + length, y, x + length, y + 0.5), (x, y + 0.4, x + length, y + 0.4)):
            self.lines.append(line)
            self.line_entity.append(entity)
        inches = length / 0.0254
        words = f"{int(inches // 12)}'-{inches % 12:.0f}\"" if self.imperial else f"{length * 1000:.0f}"
        self.texts.append((x + length / 2, y + 0.45, height, words, entity))

    def drawn(self) -> Drawing:
        """The drawing in its unit."""
        metre = METRES[self.unit]
        arcs = np.array(self.arcs, float).reshape(-1, 8)
        arcs[:, :6] /= metre
        names = tuple(dict.fromkeys(name for name, *_ in self.blocks))
        sizes = {name: (width, depth) for name, _, _, width, depth in self.blocks}
        return replace(
            empty_drawing(),
            layers=(DrawingLayer("0"),),
            looks=np.zeros((1, 3), np.int32),
            segments=np.array(self.lines, float).reshape(-1, 4) / metre,
            segment_look=np.zeros(len(self.lines), np.int32),
            segment_entity=np.array(self.line_entity, np.int32),
            arcs=arcs,
            arc_look=np.zeros(len(arcs), np.int32),
            arc_entity=np.full(len(arcs), -1, np.int32),
            words=tuple(words for *_, words, _ in self.texts),
            text_places=np.array([(x, y, h, 0, 0, h) for x, y, h, _, _ in self.texts]).reshape(-1, 6) / metre,
            text_words=np.arange(len(self.texts), dtype=np.int32),
            text_look=np.zeros(len(self.texts), np.int32),
            text_entity=np.array([entity for *_, entity in self.texts], np.int32),
            block_names=names,
            block_boxes=np.array([(0, 0, *sizes[name]) for name in names]).reshape(-1, 4) / metre,
            inserts=np.array([(1, 0, 0, 1, x / metre, y / metre) for _, x, y, _, _ in self.blocks]).reshape(-1, 6),
            insert_block=np.array([names.index(name) for name, *_ in self.blocks], np.int32),
            insert_entity=np.full(len(self.blocks), -1, np.int32),
        )


def house(sketch: Sketch) -> None:
    """Rooms with walls, doors and furniture, 10 to 18 m wide, with dimensions."""
    u = sketch.random.uniform
    wide, deep = u(10, 18), u(7, 12)
    thick = 0.15 if sketch.imperial else 0.2
    for x in np.linspace(0, wide, 4):
        sketch.wall(x, 0, x, deep, thick)
    for y in np.linspace(0, deep, 3):
        sketch.wall(0, y, wide, y, thick)
    for _ in range(6):
        sketch.door(u(0, wide), u(0, deep), _door_width(sketch))
    for name in ("BED", "LIVING", "KITCHEN", "BATH"):
        sketch.text(u(0, wide), u(0, deep), u(0.15, 0.3), name)
    for number in range(5):
        sketch.dimension(number * wide / 5, -1, wide / 5, 0.15)


def office(sketch: Sketch) -> None:
    """Cells along a corridor, 40 to 70 m long, with desks and chairs."""
    u = sketch.random.uniform
    wide, deep = u(40, 70), u(15, 25)
    sketch.wall(0, 0, wide, 0, 0.3)
    sketch.wall(0, deep, wide, deep, 0.3)
    for x in np.arange(0, wide, 4.0):
        sketch.wall(x, 0, x, deep / 3, 0.1)
        sketch.door(x + 1, deep / 3, _door_width(sketch))
        sketch.blocks.append(("DESK_1", x + 1, 1, 1.6, 0.8))
        sketch.blocks.append(("Chair", x + 2, 2, 0.6, 0.55))
        sketch.text(x + 1, 2, 0.2, f"{int(x):03d}")


def hall(sketch: Sketch) -> None:
    """A factory hall of 60 to 200 m with columns, machines and no doors, dimensions of its bays."""
    u = sketch.random.uniform
    wide, deep = u(60, 200), u(40, 100)
    sketch.wall(0, 0, wide, 0, 0.3)
    sketch.wall(0, deep, wide, deep, 0.3)
    for x in np.arange(0, wide, 6.0):
        for y in np.arange(0, deep, 12.0):
            sketch.box(x - 0.2, y - 0.2, 0.4, 0.4)
        sketch.dimension(x, -4, 6, 0.5)
    for number in range(40):
        x, y = u(0, wide), u(0, deep)
        sketch.box(x, y, u(1, 6), u(1, 4))
        sketch.text(x, y, u(0.2, 0.6), f"M{number}")
        sketch.fillet(x, y, u(0.02, 0.3))


def survey(sketch: Sketch) -> None:
    """A site of 300 to 900 m far from the origin, with heights beside points."""
    u = sketch.random.uniform
    x0, y0, wide = u(3e5, 8e5), u(4e6, 6e6), u(300, 900)
    for _ in range(200):
        x, y = x0 + u(0, wide), y0 + u(0, wide)
        sketch.line(x, y, x + u(-20, 20), y + u(-20, 20))
        sketch.text(x, y, u(1, 2), f"{u(100, 200):.2f}")


def machine_detail(sketch: Sketch) -> None:
    """A part of 0.1 to 0.8 m with fillets and small texts."""
    u = sketch.random.uniform
    wide = u(0.1, 0.8)
    for _ in range(30):
        sketch.box(u(0, wide), u(0, wide), u(0.01, wide / 2), u(0.01, wide / 3))
        sketch.fillet(u(0, wide), u(0, wide), u(0.001, 0.02))
    for number in range(12):
        sketch.text(u(0, wide), u(0, wide), 0.0035, f"R{number}")


def plan_without_texts(sketch: Sketch) -> None:
    """Walls and doors alone."""
    house(sketch)
    sketch.texts.clear()


PLACES: dict[str, Any] = {f.__name__: f for f in (house, office, hall, survey, plan_without_texts, machine_detail)}


@cache
def sketched(place: str, unit: str, seed: int) -> Drawing:
    """A place drawn in a unit."""
    sketch = Sketch(np.random.default_rng(seed), unit)
    PLACES[place](sketch)
    return sketch.drawn()


def box_of(drawing: Drawing) -> tuple[float, float, float, float]:
    """The box of the lines."""
    points = drawing.segments.reshape(-1, 2)
    return (*points.min(0).tolist(), *points.max(0).tolist())


def _door_width(sketch: Sketch) -> float:
    if sketch.imperial:
        return float(sketch.random.choice((28, 30, 32, 34, 36))) * 0.0254
    return float(sketch.random.choice((0.7, 0.8, 0.9, 1.0)))
