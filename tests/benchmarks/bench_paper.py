"""How long a drawing of 2.6 million primitives takes to PDF, SVG and DXF, beside writing it line by line."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from floorwright.model.kinds import Underlay
from floorwright.paper.setup import SheetSetup
from helpers.exported import content, written
from helpers.large_plant import HIGH_MM, WIDE_MM, large_plant

PRIMITIVES = 2_600_000
SAMPLE = 40_000
SHEETS = {"pdf A3": ("pdf", "A3"), "pdf A0": ("pdf", "A0"), "svg A3": ("svg", "A3"), "dxf": ("dxf", "A3")}


def measured(format_id: str, paper: str, primitives: int) -> dict[str, float]:
    """CPU seconds, megabytes of the file, and by how many megabytes the memory grew beyond the drawing's own."""
    underlay = Underlay(id="u", name="u", asset="a")
    shown = replace(content([underlay]), drawings={underlay.source: large_plant(primitives)})
    written(content([]), format_id)
    before = _memory_mb("VmRSS")
    started = time.process_time()
    data = written(shown, format_id, SheetSetup(paper=paper))
    seconds = time.process_time() - started
    return {"seconds": seconds, "megabytes": len(data) / 1e6, "memory": _memory_mb("VmHWM") - before}


def _memory_mb(name: str) -> float:
    """Of this process: VmRSS what it takes, VmHWM the most since VmRSS was asked for; nan where there is no /proc."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return float("nan")
    if name == "VmRSS":
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    (line,) = (line for line in status.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


def line_by_line_pdf() -> float:
    """CPU seconds of a sample's lines and arcs through reportlab, one call each."""
    from reportlab.pdfgen.canvas import Canvas

    drawing = large_plant(SAMPLE)
    started = time.process_time()
    canvas = Canvas(io.BytesIO(), pagesize=(1190, 842), pageCompression=1)
    share = min(1190 / WIDE_MM, 842 / HIGH_MM)
    for x1, y1, x2, y2 in (drawing.segments * share).tolist():
        canvas.line(x1, y1, x2, y2)
    for x, y, radius, *_, start, end in drawing.arcs.tolist():
        canvas.arc(
            (x - radius) * share, (y - radius) * share, (x + radius) * share, (y + radius) * share,
            start * 57.3, (end - start) * 57.3,
        )  # fmt: skip
    canvas.save()
    return time.process_time() - started


def line_by_line_dxf() -> float:
    """CPU seconds of a sample's lines and arcs through ezdxf, one call each."""
    import ezdxf

    drawing = large_plant(SAMPLE)
    started = time.process_time()
    document = ezdxf.new("R2010")  # type: ignore[attr-defined]
    space = document.modelspace()
    for x1, y1, x2, y2 in drawing.segments.tolist():
        space.add_line((x1, y1), (x2, y2), dxfattribs={"layer": "0", "true_color": 255})
    for x, y, radius, *_, start, end in drawing.arcs.tolist():
        space.add_arc((x, y), radius, start * 57.3, end * 57.3, dxfattribs={"layer": "0", "true_color": 255})
    document.write(io.StringIO())
    return time.process_time() - started


@pytest.mark.parametrize("name", SHEETS)
def test_a_drawing_of_a_plant_is_written_in_seconds(name: str) -> None:
    format_id, paper = SHEETS[name]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, __file__, format_id, paper, str(PRIMITIVES)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, timeout=110).stdout
    found = json.loads(told.splitlines()[-1])
    slow: Callable[[], float] | None = {"pdf": line_by_line_pdf, "dxf": line_by_line_dxf}.get(format_id)
    beside = ""
    if slow is not None:
        ratio = slow() / SAMPLE * PRIMITIVES / found["seconds"]
        beside = f", {ratio:.0f} times as fast as line by line"
    size = f"{found['megabytes']:.0f} MB, {found['memory']:.0f} MB of memory"
    print(f"\n{name}: {found['seconds']:.1f} s CPU, {size}{beside}")


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
