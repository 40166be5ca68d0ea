"""A drawing as large as a plant's, made of arrays: machines of lines, arcs, areas and texts on sixteen layers."""

from dataclasses import replace

import numpy as np

from floorwright.model.drawing import Drawing, DrawingLayer, LineStyle, empty_drawing

WIDE_MM, HIGH_MM = 500_000.0, 300_000.0
_LINES_A_MACHINE = 40


def large_plant(primitives: int, seed: int = 1) -> Drawing:
    """About so many primitives over 500 m × 300 m: of 130, 100 lines, 20 arcs, an area and four texts."""
    chance = np.random.default_rng(seed)
    machines = max(1, primitives * 100 // 125 // _LINES_A_MACHINE)
    lines = machines * _LINES_A_MACHINE
    arcs, areas, texts = lines // 5, lines // 100, lines // 25
    middle = chance.uniform((0, 0), (WIDE_MM, HIGH_MM), (machines, 2))
    # Horizontal and vertical strokes of 20 mm to 2 m, each from the end of the last.
    strokes = np.exp(chance.normal(5.2, 1.0, (machines, _LINES_A_MACHINE))) * chance.choice((-1.0, 1.0), (machines, 1))
    across = chance.random((machines, _LINES_A_MACHINE)) < 0.5
    ways = np.stack((np.where(across, strokes, 0.0), np.where(across, 0.0, -strokes)), axis=2)
    ways[:, 1::2] *= -1
    corners = middle[:, None] + np.concatenate((np.zeros((machines, 1, 2)), np.cumsum(ways, axis=1)), axis=1)
    radius = np.exp(chance.normal(5.0, 1.0, arcs))
    start, nothing = chance.uniform(0, 6, arcs), np.zeros(arcs)
    sweep = np.where(chance.random(arcs) < 0.5, 2 * np.pi, chance.uniform(0.3, 3.0, arcs))
    near = np.resize(middle, (arcs, 2)) + chance.normal(0, 1500, (arcs, 2))
    at = chance.uniform((0, 0), (WIDE_MM, HIGH_MM), (areas, 1, 2))
    outline = np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) * np.exp(chance.normal(6.5, 0.6, (areas, 1, 2)))
    height = chance.choice((120.0, 180.0, 250.0, 350.0), texts)
    layers = tuple(DrawingLayer(f"LAYER-{number}") for number in range(16))
    colours = (-1, 0xFF0000, 0xFFFF00, 0x00FF00, 0x00FFFF, 0x0000FF, 0xFF00FF, 0x808080)
    looks = [(number, colours[number % 8], number % 3) for number in range(16)]

    def some_look(count: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return chance.integers(0, 16, count).astype(np.int32)

    def numbered(count: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return np.arange(count, dtype=np.int32)

    lines_from_to = np.concatenate((corners[:, :-1], corners[:, 1:]), axis=2).reshape(-1, 4)
    return replace(
        empty_drawing(), layers=layers, styles=(LineStyle(), LineStyle((), 0.5), LineStyle((300.0, 150.0), 0.18)),
        looks=np.array(looks, np.int32), segments=lines_from_to,
        segment_look=np.repeat(some_look(machines), _LINES_A_MACHINE),
        segment_entity=np.repeat(numbered(machines), _LINES_A_MACHINE),
        arcs=np.column_stack((near, radius, nothing, nothing, radius, start, start + sweep)),
        arc_look=some_look(arcs), arc_entity=numbered(arcs),
        fill_points=(at + outline).reshape(-1, 2), ring_starts=numbered(areas + 1) * 4, fill_starts=numbered(areas + 1),
        fill_look=some_look(areas), fill_entity=numbered(areas),
        text_places=np.column_stack(
            (chance.uniform((0, 0), (WIDE_MM, HIGH_MM), (texts, 2)), height, height * 0, height * 0, height)
        ),
        text_words=chance.integers(0, 5000, texts).astype(np.int32), text_look=some_look(texts),
        text_entity=numbered(texts), words=tuple(f"M-{number:04d} Pump" for number in range(5000)),
        box=(0.0, 0.0, WIDE_MM, HIGH_MM), unit="mm",
    )  # fmt: skip
