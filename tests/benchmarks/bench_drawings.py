"""Plant drawings beside ezdxf and LibreCAD: processor seconds of whole process trees, memory, and the ratios.

`FLOORWRIGHT_BENCH_SIZES=1000,500000` chooses how many entities (10,000 and 100,000 without it; half a million takes
LibreCAD minutes), `FLOORWRIGHT_BENCH_ROUNDS=3` how often everything is done in turn. LibreCAD takes part where it is
installed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from floorwright.native.library import library
from floorwright.resources import resource
from helpers.measured import Cost, added, cost_of, cost_until_quiet, in_turn
from helpers.plant_maker import generator

SIZES = [int(size) for size in os.environ.get("FLOORWRIGHT_BENCH_SIZES", "10000,100000").split(",")]
ROUNDS = int(os.environ.get("FLOORWRIGHT_BENCH_ROUNDS", "2"))
SEED = os.environ.get("FLOORWRIGHT_BENCH_SEED", "7")
LIBRECAD = shutil.which("librecad")
FIRST, REOPENED, PLAN, INSPECTED, PRINTED = (
    "first picture",
    "picture again",
    "picture of a plan with it",
    "read (inspect)",
    "DXF to PDF",
)
EZDXF, SHOWN, PRINTED_BY_IT = "ezdxf.readfile", "LibreCAD: first picture", "LibreCAD: DXF to PDF"
RIVALS = {FIRST: SHOWN, REOPENED: SHOWN, PLAN: SHOWN, INSPECTED: EZDXF, PRINTED: PRINTED_BY_IT}
"""What each of ours is compared with."""

pytestmark = [
    pytest.mark.timeout(0),
    pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not say what a child has cost"),
]


def places_in(folder: Path) -> dict[str, str]:
    """What makes Floorwright keep cache, settings and recovery data there, and draw without a display."""
    folders = {f"FLOORWRIGHT_{kind}": str(folder / kind.lower()) for kind in ("STATE", "CACHE", "CONFIG")}
    return {**folders, "QT_QPA_PLATFORM": "offscreen"}


class Bench:
    """One drawing of so many entities in a folder of its own, and what can be done with it."""

    def __init__(self, folder: Path, entities: int) -> None:
        self.folder = folder
        self.drawing = folder / f"plant-{entities}.dxf"
        self.plan = folder / "plant.floorwright"
        making = [sys.executable, str(generator()), str(entities), str(self.drawing), "--seed", SEED]
        subprocess.run(making, check=True, capture_output=True)
        self.filled = self._places("filled")
        self._floorwright(self.filled, "new", self.plan, "--drawing", self.drawing)
        settings = folder / "settings" / "LibreCAD"
        settings.mkdir(parents=True)
        (settings / "LibreCAD.conf").write_text("[Startup]\nFirstLoad=false\n")  # or it asks before it opens anything

    def tasks(self) -> dict[str, Callable[[], Cost]]:
        """By name, in the order of their turns."""
        ours = {
            FIRST: lambda: self._floorwright(self._fresh(), "picture", self.drawing, self.folder / "out.png"),
            REOPENED: lambda: self._floorwright(self.filled, "picture", self.drawing, self.folder / "out.png"),
            PLAN: lambda: self._floorwright(self.filled, "picture", self.plan, self.folder / "out.png"),
            INSPECTED: lambda: self._floorwright(self._fresh(), "inspect", self.drawing, "--json"),
            PRINTED: self._printed,
            EZDXF: lambda: cost_of([sys.executable, "-c", f"import ezdxf; ezdxf.readfile({str(self.drawing)!r})"], {}),
        }
        if LIBRECAD is None:
            return ours
        return ours | {SHOWN: self._shown_by_librecad, PRINTED_BY_IT: self._printed_by_librecad}

    def _printed(self) -> Cost:
        places = self._fresh()
        plan = self.folder / "printed.floorwright"
        return added(
            self._floorwright(places, "new", plan, "--drawing", self.drawing, "--overwrite"),
            self._floorwright(places, "export", plan, self.folder / "out.pdf"),
        )

    def _floorwright(self, places: dict[str, str], *words: str | Path) -> Cost:
        return cost_of([sys.executable, "-m", "floorwright", *words], places)

    def _fresh(self) -> dict[str, str]:
        shutil.rmtree(self.folder / "fresh", ignore_errors=True)
        return self._places("fresh")

    def _places(self, name: str) -> dict[str, str]:
        return places_in(self.folder / name)

    def _librecad(self) -> dict[str, str]:
        return {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(self.folder / "settings")}

    def _shown_by_librecad(self) -> Cost:
        assert LIBRECAD
        return cost_until_quiet([LIBRECAD, self.drawing], self._librecad())

    def _printed_by_librecad(self) -> Cost:
        assert LIBRECAD
        return cost_of([LIBRECAD, "dxf2pdf", self.drawing], self._librecad())


@pytest.mark.parametrize("entities", SIZES)
def test_a_plant_drawing_beside_ezdxf_and_librecad(entities: int, tmp_path: Path) -> None:
    bench = Bench(tmp_path, entities)
    costs = in_turn(bench.tasks(), ROUNDS)
    size = bench.drawing.stat().st_size / 1e6
    print(f"\n\n{entities:,} entities, {size:.1f} MB, {'with' if library() else 'without'} the C library,", end=" ")
    print(f"{ROUNDS} rounds; processor seconds (user + system, all processes)\n")
    print(f"| {'task':<26} | CPU s | MB at once | of what | times faster | of its memory |")
    print(f"|{'-' * 28}|------:|-----------:|---------|-------------:|--------------:|")
    for name, cost in costs.items():
        rival = costs.get(RIVALS.get(name, ""))
        faster = f"{rival.cpu_s / cost.cpu_s:.1f}" if rival else ""
        share = f"{cost.peak_mb / rival.peak_mb:.0%}" if rival else ""
        beside = RIVALS[name] if rival else ""
        print(f"| {name:<26} | {cost.cpu_s:.2f} | {cost.peak_mb:.0f} | {beside} | {faster} | {share} |")


def test_a_start_on_the_sample_plant(tmp_path: Path) -> None:
    sample = resource("samples", "plant.floorwright")
    variables = places_in(tmp_path)
    command = [sys.executable, "-m", "floorwright", "picture", sample, tmp_path / "out.png", "--window"]
    cost_of(command, variables)
    tasks = {
        "window on the sample": lambda: cost_of(command, variables),
        "Python, numpy and Qt alone": lambda: cost_of(
            [sys.executable, "-c", "import numpy; from PySide6.QtWidgets import QApplication as A; A([])"],
            {**variables, "OPENBLAS_NUM_THREADS": "1"},
        ),
    }
    print("\n")
    for name, cost in in_turn(tasks, max(ROUNDS, 5)).items():
        print(f"{name}: {cost.cpu_s:.2f} s of the processor, {cost.peak_mb:.0f} MB")
