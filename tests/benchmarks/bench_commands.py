"""How long a user of the command line waits for the sample plant, the start of Python included."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from floorwright.resources import resource

ROUNDS = 5


@pytest.mark.parametrize(
    "command",
    [("--version",), ("inspect", "plant.dxf"), ("analyze", "plant.floorwright"), ("export", "plant.floorwright")],
    ids=lambda command: command[0].strip("-"),
)
def test_a_command_answers_within_three_seconds(command: tuple[str, ...], tmp_path: Path) -> None:
    name, *files = command
    arguments = [name, *(str(resource("samples", file)) for file in files)]
    if name == "export":
        arguments.append(str(tmp_path / "plant.pdf"))
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "floorwright", *arguments], check=True, capture_output=True)
        seconds.append(time.perf_counter() - started)
    print(f"\n{' '.join(command)}: {statistics.median(seconds):.2f} s (median of {ROUNDS})")
    assert statistics.median(seconds) < 3.0
