"""Drawings with random damage, read in a process of 1 GB and 20 seconds: read, or refused in words."""

import logging
import os
import random
import subprocess
import sys
from pathlib import Path

import ezdxf
import pytest

from helpers import read_many
from helpers.mutation import mutated
from helpers.real_drawings import FILES
from helpers.stress_drawings import STRESS

LONG = os.environ.get("FLOORWRIGHT_FUZZ") == "long"
COUNT = 5000 if LONG else 40
AT_ONCE = 50
LARGEST = 10_000_000 if LONG else 400_000
SEED = random.randrange(1 << 30) if LONG else 1


def corpus(folder: Path) -> list[bytes]:
    """The drawings to damage: those made to be difficult, as text and binary, and the real ones."""
    found = [path.read_bytes() for path in FILES if path.stat().st_size < LARGEST]
    for number, (name, draw) in enumerate(STRESS.items()):
        doc = ezdxf.new("R2018", setup=True)
        draw(doc)
        path = folder / f"{name}.dxf"
        doc.saveas(path, fmt="bin" if number % 3 == 0 else "asc")
        found.append(path.read_bytes())
    return found


@pytest.mark.fuzz
@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no process's memory this way")
def test_a_mutated_drawing_is_read_or_refused(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="ezdxf")
    sources = corpus(tmp_path)
    chance = random.Random(SEED)
    broken: list[str] = []
    for start in range(0, COUNT, AT_ONCE):
        paths = []
        for number in range(start, min(start + AT_ONCE, COUNT)):
            path = tmp_path / f"mutated-{SEED}-{number}.dxf"
            path.write_bytes(mutated(chance.choice(sources), chance))
            paths.append(path)
        broken += outcomes(paths)
    assert not broken, "\n".join(broken)


def outcomes(paths: list[Path]) -> list[str]:
    """What went wrong with these; the file of each is kept, those of the others are removed."""
    found = []
    while paths:
        said = subprocess.run(
            [sys.executable, read_many.__file__, *map(str, paths)],
            capture_output=True, text=True, timeout=read_many.LIMIT_S * len(paths) + 60, check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
        lines = said.stdout.splitlines()
        for path, line in zip(paths, lines, strict=False):
            outcome = line.partition("\t")[2]
            if outcome.startswith(("read", "refused")):
                path.unlink()
            else:
                found.append(f"{path}: {outcome or f'the process died with {said.returncode}: {said.stderr[-500:]}'}")
        if not lines:
            found.append(f"{paths[0]}: the process died with {said.returncode}: {said.stderr[-500:]}")
        paths = paths[max(1, len(lines)) :]
    return found
