"""The longest time for which the window's thread stood still in each step of importing and using a large drawing.

A timer of 10 ms in the real window, off screen, records the longest gap between two of its ticks: from the import
dialog through Import, looking round, saving and closing to opening the plan again: by the clock on the wall, which
other work on the machine lengthens, and the most processor time of the window's thread between two ticks, which it
does not.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from floorwright.gui.dialogs.import_drawing import ImportDialog
from floorwright.model.kinds import Underlay
from helpers.plant_maker import generator
from helpers.window import Desk, a_window

SIZES = [int(part) for part in os.environ.get("FLOORWRIGHT_BENCH_SIZES", "100000").split(",")]
SEED = os.environ.get("FLOORWRIGHT_BENCH_SEED", "11")
TICK_MS = 10
LONGEST_S = 300.0


class Ticking:
    """Ticks in the window's thread and remembers the longest gap since it was last asked."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last, self._last_cpu = time.perf_counter(), time.thread_time()
        self._longest_s = self._most_s = 0.0
        self._timer.start()

    def step(self, words: str, until: Callable[[], object], *, rest_s: float = 0.3) -> None:
        """Let the window work until this is so and a moment longer; print how long it took, and its longest pause."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        begun = time.perf_counter()
        while not until() and time.perf_counter() - begun < LONGEST_S:
            app.processEvents()
            time.sleep(0.001)
        took = time.perf_counter() - begun
        while time.perf_counter() - begun - took < rest_s:
            app.processEvents()
            time.sleep(0.001)
        self._tick()
        pause = f"longest pause {self._longest_s * 1000:5.0f} ms, {self._most_s * 1000:4.0f} at work"
        print(f"{words:34} {took:7.2f} s   {pause}", flush=True)
        self._longest_s = self._most_s = 0.0
        self._last, self._last_cpu = time.perf_counter(), time.thread_time()

    def _tick(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        self._longest_s, self._last = max(self._longest_s, now - self._last), now
        self._most_s, self._last_cpu = max(self._most_s, cpu - self._last_cpu), cpu


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_window() as desk:
        yield desk


@pytest.mark.parametrize("entities", SIZES)
def test_how_long_the_window_stands_still(desk: Desk, entities: int, tmp_path: Path) -> None:
    drawing = tmp_path / f"plant-{entities}.dxf"
    subprocess.run([sys.executable, str(generator()), str(entities), str(drawing), "--seed", SEED], check=True)
    print(f"\n{entities:,} entities, {drawing.stat().st_size / 1e6:.0f} MB")
    window, ticking = desk.window, Ticking()
    for words in ("read", "read again from the cache"):
        dialog = ImportDialog(window, window.plan, drawing)
        dialog.open()
        ticking.step(words, lambda dialog=dialog: dialog.ready, rest_s=1.0)
        if words == "read":
            dialog.reject()
    dialog.place.take_region((0.0, 0.0, 60_000.0, 60_000.0))
    dialog._show_size()
    ticking.step("choose a region", lambda: dialog.take.isEnabled())
    dialog.place.take_region(None)
    dialog._show_size()
    ticking.step("take all again", lambda: dialog.take.isEnabled())
    dialog.layers.model.take_suggestions()
    ticking.step("give layers roles", lambda: True)
    dialog.import_it()
    ticking.step("Import", lambda: not dialog.isVisible(), rest_s=1.5)
    assert any(isinstance(record, Underlay) for record in desk.records.values())
    look_round(desk, ticking)
    plan = tmp_path / "plan.floorwright"
    window.files.save_as(plan)
    ticking.step("save", lambda: not window.plan.file.modified, rest_s=1.0)
    window.files.new()
    ticking.step("close", lambda: True)
    window.files.open(plan)
    ticking.step("open again", lambda: bool(window.plan.drawings) and not window.reader.busy, rest_s=1.0)
    look_round(desk, ticking)


def look_round(desk: Desk, ticking: Ticking) -> None:
    """Pan and zoom by hand."""
    view = desk.window.view
    port = view.viewport()

    def turn(notches: int) -> None:
        at = QPointF(port.width() / 2, port.height() / 2)
        event = QWheelEvent(
            at, port.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(port, event)

    for words, notches in (("zoom in", 1), ("zoom out", -1)):
        for _ in range(8):
            turn(notches)
            QApplication.processEvents()
        ticking.step(words, lambda: True)
