"""Published lines that lie beside the checkout: of A. Scholl, 1993/97, and of Otto, Otto and Scholl, 2013."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from floorwright.analysis.balance.line import BalanceLine, a_line

_FOLDERS = [folder / "shared" / "benchmarks" / "salbp" for folder in Path(__file__).resolve().parents]
FOLDER = next((folder for folder in _FOLDERS if (folder / "best_known.json").is_file()), None)


def best_known(kind: str) -> dict[str, Any]:
    """The instances of a kind (salbp1, salbp2, otto) with what is known of each; the test is skipped without them."""
    if FOLDER is None:
        pytest.skip("the published lines are not here: there is no folder shared/benchmarks/salbp beside the checkout")
    found: dict[str, Any] = json.loads((FOLDER / "best_known.json").read_text(encoding="utf-8"))[kind]
    return found


def scholl(graph: str) -> BalanceLine:
    """The line of a file such as JACKSON.IN2: the number of tasks, their times, then pairs of predecessor and task."""
    assert FOLDER is not None
    words = (FOLDER / "scholl" / graph).read_text(encoding="ascii").split()
    count = int(words[0])
    before: list[list[int]] = [[] for _ in range(count)]
    for pair in words[count + 1 :]:
        earlier, later = (int(number) for number in pair.split(",")[:2])
        if earlier < 0:
            break
        before[later - 1].append(earlier - 1)
    return a_line([int(word) for word in words[1 : count + 1]], before)[0]


def otto(name: str) -> tuple[BalanceLine, int]:
    """The line and cycle of a file such as instance_n=20_101.alb, whose sections are named in angle brackets."""
    assert FOLDER is not None
    parts = re.split(r"<([^>]+)>", (FOLDER / "otto" / f"{name}.alb").read_text(encoding="utf-8"))
    sections = {parts[at]: parts[at + 1].split() for at in range(1, len(parts) - 1, 2)}
    count, numbers = int(sections["number of tasks"][0]), [int(word) for word in sections["task times"]]
    times = [0] * count
    for task, time in zip(numbers[::2], numbers[1::2], strict=True):
        times[task - 1] = time
    before: list[list[int]] = [[] for _ in range(count)]
    for pair in sections["precedence relations"]:
        earlier, later = (int(number) for number in pair.split(","))
        before[later - 1].append(earlier - 1)
    return a_line(times, before)[0], int(sections["cycle time"][0])
