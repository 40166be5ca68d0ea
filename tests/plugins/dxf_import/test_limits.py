"""Large and multiplying drawings: bounded time and memory, progress, and Cancel at every moment."""

import math
import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from floorwright.api import Cancelled, Drawing, ImportOptions, Job
from floorwright.errors import WorkerFailed
from floorwright.hooks.importing import read_drawing, start_reading
from floorwright.hooks.manager import Plugins
from floorwright.jobs import Failed, Progress, run_in_worker
from floorwright.storage.places import drawings_folder
from floorwright_builtin.dxf_import import read
from helpers.dxf_text import block, drawn, dxf, insert, line, saved, section, tags, total, whats

LONG = os.environ.get("FLOORWRIGHT_FUZZ") == "long"
MANY = 10 if LONG else 1
"""What is large is ten times as large in the long run."""


def lines(count: int) -> str:
    """LINEs side by side."""
    return "".join(line(x, 0, x, 100) for x in range(count))


def polyline(count: int) -> str:
    """One LWPOLYLINE round a circle of 1000."""
    turns = (math.tau * i / count for i in range(count))
    points = "".join(f"10\n{1000 * math.cos(t):.9g}\n20\n{1000 * math.sin(t):.9g}\n" for t in turns)
    return tags(0, "LWPOLYLINE", 100, "AcDbEntity", 8, "0", 100, "AcDbPolyline", 90, count, 70, 1) + points


def splines(count: int) -> str:
    """SPLINEs of degree 3 with five points."""
    knots = "".join(f"40\n{k}\n" for k in (0, 0, 0, 0, 1, 2, 2, 2, 2))
    head = tags(0, "SPLINE", 100, "AcDbEntity", 8, "0", 100, "AcDbSpline", 70, 8, 71, 3, 72, 9, 73, 5, 74, 0) + knots
    return "".join(head + "".join(f"10\n{x + i}\n20\n{i * i % 7}\n30\n0\n" for i in range(5)) for x in range(count))


def hatch(points: list[tuple[float, float]]) -> str:
    """A solid HATCH."""
    ring = "".join(f"10\n{x:.9g}\n20\n{y:.9g}\n" for x, y in points)
    return (
        tags(0, "HATCH", 100, "AcDbEntity", 8, "0", 100, "AcDbHatch", 10, 0, 20, 0, 30, 0, 210, 0, 220, 0, 230, 1)
        + tags(2, "SOLID", 70, 1, 71, 0, 91, 1, 92, 3, 72, 0, 73, 1, 93, len(points))
        + ring
        + tags(97, 0, 75, 1, 76, 1, 98, 0)
    )


def hatches(count: int) -> str:
    """Solid triangles."""
    return "".join(hatch([(x, 0), (x + 1, 0), (x, 1)]) for x in range(count))


def large_hatch(count: int) -> str:
    """One solid HATCH round a circle."""
    return hatch([(9 * math.cos(math.tau * i / count), 9 * math.sin(math.tau * i / count)) for i in range(count)])


def texts(count: int) -> str:
    """TEXTs that all differ."""
    return "".join(tags(0, "TEXT", 8, "0", 10, x, 20, 0, 40, 1, 1, f"T{x}") for x in range(count))


def layered(count: int) -> str:
    """LINEs on as many layers."""
    return "".join(line(x, 0, x, 100, layer=f"L{x}") for x in range(count))


@pytest.mark.parametrize(
    ("entities", "count", "most_s"),
    [
        (lines, 10_000, 10),
        (polyline, 100_000, 10),
        (splines, 2_000, 10),
        (hatches, 2_000, 10),
        (large_hatch, 100_000, 10),
        (texts, 10_000, 10),
        (layered, 10_000, 10),
    ],
)
def test_large_drawings_take_seconds(tmp_path: Path, entities: Callable[[int], str], count: int, most_s: float) -> None:
    text = dxf(entities(count * MANY)).replace("AC1009", "AC1015")
    begun = time.process_time()
    drawing = drawn(tmp_path, text)
    assert time.process_time() - begun < most_s * MANY
    assert total(drawing) in (1, count * MANY)
    assert len(drawing.segments) + len(drawing.fill_points) + len(drawing.text_places) >= count * MANY


def test_a_hundred_thousand_defined_layers_are_read(tmp_path: Path) -> None:
    count = 10_000 * MANY
    table = tags(0, "TABLE", 2, "LAYER", 70, count) + "".join(
        tags(0, "LAYER", 2, f"L{i}", 70, 0, 62, 7, 6, "CONTINUOUS") for i in range(count)
    )
    text = section("HEADER", tags(9, "$ACADVER", 1, "AC1009")) + section("TABLES", table + tags(0, "ENDTAB"))
    drawing = drawn(tmp_path, text + section("ENTITIES", line(layer="L7")) + tags(0, "EOF"))
    assert len(drawing.layers) >= count


def test_a_text_of_five_megabytes_is_cut_and_does_not_hang(tmp_path: Path) -> None:
    body = line() + tags(0, "TEXT", 8, "0", 10, 0, 20, 0, 40, 1, 1, "A" * 5_000_000)
    begun = time.process_time()
    drawing = drawn(tmp_path, dxf(body))
    assert time.process_time() - begun < 10
    assert 0 < len(drawing.texts[0].text) < 100_000


def test_an_mtext_of_a_hundred_thousand_codes_does_not_hang(tmp_path: Path) -> None:
    words = "".join(f"{{\\C{i % 9};\\H1.5x;a" for i in range(50_000)) + "}" * 50_000
    parts = [words[i : i + 250] for i in range(0, len(words), 250)]
    body = tags(0, "MTEXT", 100, "AcDbEntity", 8, "0", 100, "AcDbMText", 10, 0, 20, 0, 40, 1, 41, 100)
    body += "".join(tags(3, part) for part in parts[:-1]) + tags(1, parts[-1])
    begun = time.process_time()
    drawing = drawn(tmp_path, dxf(line() + body).replace("AC1009", "AC1015"))
    assert time.process_time() - begun < 20
    assert total(drawing) == 2


def test_ten_levels_of_ten_blocks_each_are_counted_before_they_are_drawn(tmp_path: Path) -> None:
    # 10¹⁰ lines if they were all drawn.
    blocks = block("B0", line(0, 0, 1, 1))
    for level in range(1, 11):
        blocks += block(f"B{level}", "".join(insert(f"B{level - 1}", 3 * i, 0) for i in range(10)))
    begun = time.process_time()
    drawing = drawn(tmp_path, dxf(insert("B10") + line(), blocks))
    assert time.process_time() - begun < 20
    assert len(drawing.segments) < 5_000_000
    assert "drawn as a box" in whats(drawing)


def test_a_chain_of_blocks_that_never_ends_well_is_named(tmp_path: Path) -> None:
    blocks = "".join(block(f"B{i}", insert(f"B{(i + 1) % 100}") + line()) for i in range(100))
    drawing = drawn(tmp_path, dxf(insert("B0") + line(0, 0, 20, 20), blocks))
    assert "contains itself" in whats(drawing)
    assert len(drawing.segments) >= 1


@pytest.mark.parametrize("scale", ["1e9", "-1e-9", "1e30", "-2", "1e-300"])
def test_inserts_of_any_scale_are_finite(tmp_path: Path, scale: str) -> None:
    more = (41, scale, 42, scale, 43, scale)
    drawing = drawn(tmp_path, dxf(insert("A", 0, 0, *more) + line(), block("A", line(0, 0, 5, 5))))
    assert np.isfinite(drawing.segments).all()
    assert len(drawing.segments) >= 1


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    """What we ship."""
    return Plugins().load()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drawing that takes a while: lines, hatches, splines and many inserts."""
    body = lines(8_000 * MANY) + hatches(1000) + splines(1000)
    body += "".join(insert("A", x, 0) for x in range(3000))
    blocks = block("A", lines(20))
    return saved(tmp_path_factory.mktemp("large"), dxf(body, blocks).replace("AC1009", "AC1015"))


def test_cancel_answers_within_two_seconds(plugins: Plugins, large: Path) -> None:
    reading = start_reading(plugins, large)
    while isinstance(outcome := reading.poll(), Progress) and not outcome.share:
        time.sleep(0.01)
    asked = time.monotonic()
    reading.cancel()
    while isinstance(outcome := reading.poll(), Progress):
        time.sleep(0.01)
    assert time.monotonic() - asked < 2
    # A machine that is quicker than the cancel has the drawing by then.
    assert not isinstance(outcome, Failed) or isinstance(outcome.error, Cancelled)


def test_progress_goes_on_and_never_back(large: Path) -> None:
    told: list[float] = []
    read(large, ImportOptions(), Job(lambda share, words: told.append(share)))
    assert told == sorted(told)
    assert len(told) >= 4 and told[-1] > 0.5


@pytest.mark.parametrize("moment", [0, 1, 2, 3, 4, 6])
def test_a_reading_cancelled_at_any_moment_leaves_nothing(plugins: Plugins, large: Path, moment: int) -> None:
    told: list[float] = []
    job = Job(lambda share, words: told.append(share), lambda: len(told) > moment)
    try:
        read(large, ImportOptions(), job)
    except Cancelled:
        pass
    else:
        assert len(told) <= moment + 1
    with pytest.raises(Cancelled):
        read_drawing(plugins, large, job=Job(cancelled=lambda: True))
    kept = drawings_folder()
    assert not kept.exists() or not list(kept.iterdir())


def test_reading_twice_gives_the_same(tmp_path: Path, large: Path) -> None:
    first, second = (read(large, ImportOptions(), Job()) for _ in range(2))
    for name in ("looks", "segments", "segment_look", "arcs", "fill_points", "fill_starts", "text_places"):
        assert np.array_equal(getattr(first, name), getattr(second, name))
    assert (first.layers, first.box, first.problems) == (second.layers, second.box, second.problems)


@pytest.mark.parametrize("memory_mb", [300, 450, 700])
def test_too_little_memory_is_said_in_words(large: Path, memory_mb: int) -> None:
    try:
        drawing = run_in_worker(read, large, ImportOptions(), memory_mb=memory_mb, seconds=100)
    except WorkerFailed as error:
        # Libraries that run out of memory in mid-allocation may end their process: that too is said in words.
        assert "memory" in error.message or "ended unexpectedly" in error.message
    else:
        assert isinstance(drawing, Drawing)
