"""What a start costs the processor, user and system, beside an empty Python that imports numpy and Qt.

The window is the real one, off screen, on the sample plant: shown, painted, and left alone until nothing happens any
more. Commands and the window take turns; the middle of all rounds is printed.
"""

import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from floorwright.resources import resource

ROUNDS = int(os.environ.get("FLOORWRIGHT_BENCH_ROUNDS", "5"))
BARE = "import numpy\nfrom PySide6.QtWidgets import QApplication\nQApplication([])"
WINDOW = """
import sys
import floorwright.cli
from floorwright.__main__ import main

def until_it_rests():
    from floorwright.gui.application import open_window
    from floorwright.gui.dressed import application
    from PySide6.QtCore import QTimer
    QTimer.singleShot(700, application().quit)
    return open_window(*sys.argv[1:])

floorwright.cli.main = until_it_rests
main()
"""


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the system does not say what a process has cost")
def test_a_window_costs_no_more_than_five_empty_ones(tmp_path: Path) -> None:
    plan, picture = str(resource("samples", "plant.floorwright")), str(tmp_path / "plant.png")
    commands = {
        "numpy and Qt": ["-c", BARE],
        "window": ["-c", WINDOW],
        "window on the plant": ["-c", WINDOW, plan],
        "picture": ["-m", "floorwright", "picture", plan, picture],
        "analyze": ["-m", "floorwright", "analyze", plan],
        "--help": ["-m", "floorwright", "--help"],
    }
    spent: dict[str, list[float]] = {name: [] for name in commands}
    cost(commands["picture"])  # reads the drawing, which all others find in the cache
    for _ in range(ROUNDS):
        for name, arguments in commands.items():
            spent[name].append(cost(arguments))
    middle = {name: statistics.median(seconds) for name, seconds in spent.items()}
    print()
    for name, seconds in middle.items():
        print(f"{name:20} {seconds:.2f} s, best {min(spent[name]):.2f}, {seconds / middle['numpy and Qt']:.1f} times")
    assert middle["window on the plant"] < 5 * middle["numpy and Qt"]


def cost(arguments: list[str]) -> float:
    """Processor seconds of a Python of its own, of which nobody reads what it says."""
    quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=quiet)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_utime + used.ru_stime
