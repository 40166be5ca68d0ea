"""How long a drawing of 2.6 million primitives takes in the window: to pan, to zoom, to be exact, to be found near.

Beside it stands the same drawing as painter paths, one for each layer and colour, as Qt programs usually draw. Times
are processor time of the window's thread, grid and frame included, without a graphics card; an exact picture of much is
drawn by as many threads as there are processors, up to four, each as long.
"""

import statistics
import struct
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QApplication

from floorwright.gui.canvas.drawing_painter import placed
from floorwright.hooks import drawing_cache
from floorwright.model.drawing import Drawing, DrawingLayer, LineStyle, empty_drawing
from floorwright.model.kinds import Underlay
from helpers.window import a_window

WIDE_MM, HIGH_MM = 1_200_000.0, 800_000.0
LINES, ARCS, FILLS, TEXTS = 2_000_000, 500_000, 20_000, 80_000
STEPS = 9
ZOOMS = (1.0, 1.3, 4.0, 12.0, 400.0)
"""Times closer than all of it; a little closer most lies round the strips that a pan uncovers."""
UNDERLAY = Underlay(id="u", name="Plant", asset="none")


def plant(seed: int = 1) -> Drawing:
    """Machines, racks and pipes in clusters over a plant of 1.2 by 0.8 km, on 16 layers."""
    chance = np.random.default_rng(seed)
    middles = np.repeat(chance.uniform((0, 0), (WIDE_MM, HIGH_MM), (LINES // 40, 2)), 40, axis=0)

    def near(count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        return middles[chance.integers(0, LINES, count)] + chance.normal(0, 1500, (count, 2))

    start = middles + chance.normal(0, 1500, (LINES, 2))
    turn = np.where(
        chance.random(LINES) < 0.8, chance.integers(0, 4, LINES) * np.pi / 2, chance.uniform(0, 6.28, LINES)
    )
    length = chance.exponential(600, LINES)
    length[:2000] *= 200
    lines = np.hstack([start, start + length[:, None] * np.column_stack([np.cos(turn), np.sin(turn)])])
    centre, radius, t0 = near(ARCS), chance.exponential(120, ARCS) + 30, chance.uniform(0, 6.28, ARCS)
    nothing = np.zeros(ARCS)
    sweep = np.where(chance.random(ARCS) < 0.5, np.pi / 2, 2 * np.pi)
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])
    corners = near(FILLS)[:, None, :] + (chance.exponential(600, (FILLS, 1, 1)) + 50) * square
    place, capital, level = near(TEXTS), chance.choice([120.0, 200.0, 350.0], TEXTS), np.zeros(TEXTS)

    def looks(count: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return chance.integers(0, 16, count).astype(np.int32)

    def entity(count: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return np.arange(count, dtype=np.int32)

    return replace(
        empty_drawing(),
        layers=tuple(DrawingLayer(f"L{number}") for number in range(16)),
        styles=(LineStyle(), LineStyle((500.0, 250.0)), LineStyle((), 0.5)),
        looks=np.column_stack([np.arange(16), chance.integers(0, 2**24, 16), np.arange(16) % 3]).astype(np.int32),
        segments=lines, segment_look=looks(LINES), segment_entity=entity(LINES),
        arcs=np.column_stack([centre, radius, nothing, nothing, radius, t0, t0 + sweep]),
        arc_look=looks(ARCS), arc_entity=entity(ARCS),
        fill_points=corners.reshape(-1, 2), ring_starts=np.arange(0, 4 * FILLS + 1, 4, dtype=np.int32),
        fill_starts=np.arange(FILLS + 1, dtype=np.int32), fill_look=looks(FILLS), fill_entity=entity(FILLS),
        text_places=np.column_stack([place, capital, level, level, capital]),
        text_words=chance.integers(0, 3000, TEXTS).astype(np.int32), text_look=looks(TEXTS), text_entity=entity(TEXTS),
        words=tuple(f"M-{number:04d} Station {number % 37}" for number in range(3000)),
        box=(0.0, 0.0, WIDE_MM, HIGH_MM), unit="mm",
    )  # fmt: skip


def as_paths(drawing: Drawing) -> list[QPainterPath]:
    """The segments of a drawing as paths, one for each look."""
    element = np.dtype([("type", ">i4"), ("x", ">f8"), ("y", ">f8")])
    made = []
    for look in range(len(drawing.looks)):
        lines = drawing.segments[drawing.segment_look == look]
        elements = np.empty(2 * len(lines), element)
        elements["type"][0::2], elements["type"][1::2] = 0, 1
        for place in (0, 1):
            elements["x"][place::2], elements["y"][place::2] = lines[:, 2 * place], lines[:, 2 * place + 1]
        data = QByteArray(struct.pack(">i", len(elements)) + elements.tobytes() + struct.pack(">ii", 0, 0))
        path = QPainterPath()
        QDataStream(data, QIODevice.OpenModeFlag.ReadOnly) >> path
        made.append(path)
    return made


def seconds(do: Callable[[], object]) -> float:
    started = time.thread_time()
    do()
    return time.thread_time() - started


@pytest.mark.timeout(600)
def test_the_time_to_pan_to_zoom_and_to_be_exact() -> None:
    drawing = plant()
    made = seconds(lambda: drawing_cache.form_to_look_at(drawing))
    print(f"\nscreen form of {LINES + ARCS + FILLS + TEXTS:,} primitives: {made * 1000:.0f} ms, once, in the worker")
    paths = as_paths(drawing)
    with a_window(size=(1600, 1000)) as desk:
        window, view = desk.window, desk.window.view
        window.show_only_floor((1600, 1000))
        with window.plan.file.document.edit("Import") as edit:
            edit.put(UNDERLAY)
        window.plan.show_drawing(UNDERLAY, drawing)
        QApplication.processEvents()
        view.show_all()
        far = view.camera
        for closer in ZOOMS:
            view.look_from(far.zoomed(closer, 800.0, 500.0))
            exact, pans, zooms = [], [], []
            for _ in range(STEPS):
                # Another place each time, so that nothing is at hand from before.
                view.look_from(view.camera.panned(3, 2).zoomed(1.0001, 0, 0))
                view.floor.settle()
                exact.append(seconds(view.viewport().repaint))
            for step in range(STEPS):
                view.look_from(view.camera.panned(11 if step % 2 else -9, 7))
                pans.append(seconds(view.viewport().repaint))
            for step in range(STEPS):
                view.look_from(view.camera.zoomed(1.25 if step % 2 else 0.8, 700, 400))
                zooms.append(seconds(view.viewport().repaint))
            with_paths = seconds(lambda: painted(paths, view.floor.root.transform(), drawing))
            e, p, z = (statistics.median(times) * 1000 for times in (exact, pans, zooms))
            print(
                f"{closer:g} times closer: pan {p:.1f} ms, zoom {z:.1f} ms, exact {e:.1f} ms; lines as painter paths "
                f"{with_paths * 1000:.0f} ms ({with_paths * 1000 / p:.0f}, {with_paths * 1000 / z:.0f}, "
                f"{with_paths * 1000 / e:.0f} times as long)"
            )
        x, y = drawing.segments[77, :2].tolist()
        snap = statistics.median([seconds(lambda: window.plan.underlay_segments(x, y, 500.0)) for _ in range(21)])
        print(f"lines within 0.5 m of a point: {snap * 1000:.2f} ms")


def painted(paths: list[QPainterPath], floor: QTransform, drawing: Drawing) -> QImage:
    """The paths as Qt draws them."""
    image = QImage(1600, 1000, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(placed(UNDERLAY) * floor)
    for path, colour in zip(paths, drawing.looks[:, 1].tolist(), strict=True):
        pen = QPen(QColor.fromRgb(colour), 1.0)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPath(path)
    painter.end()
    return image
