"""What a command costs: processor seconds of it and of everything it started, and the most memory it held."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TICK_S = 1 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.01
PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 2**20 if hasattr(os, "sysconf") else 0.0
LOOK_EVERY_S = 0.05
QUIET_S = 3.0
"""A program that shows a drawing is taken to be ready when it has not worked for so long."""


@dataclass(frozen=True, slots=True)
class Cost:
    """User and system seconds of the whole tree of processes, seconds that passed, megabytes resident at once."""

    cpu_s: float
    wall_s: float
    peak_mb: float


def cost_of(command: Sequence[str | Path], variables: Mapping[str, str], longest_s: float = 1800.0) -> Cost:
    """What a command costs until it ends; it must end well."""
    started = time.monotonic()
    with subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **variables},
    ) as process:
        peak = 0.0
        while True:
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            peak = max(peak, _resident_mb(process.pid))
            if time.monotonic() - started > longest_s:
                process.kill()
            time.sleep(LOOK_EVERY_S)
        process.returncode = os.waitstatus_to_exitcode(status)
        said = process.stderr.read().decode(errors="replace") if process.stderr else ""
    assert process.returncode == 0, f"{' '.join(map(str, command))}: {said[-2000:]}"
    largest = used.ru_maxrss / (2**20 if os.uname().sysname == "Darwin" else 1024)
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - started, max(peak, largest))


def cost_until_quiet(command: Sequence[str | Path], variables: Mapping[str, str], longest_s: float = 1800.0) -> Cost:
    """What a program with a window costs until it has nothing more to do; then it is ended."""
    started = time.monotonic()
    with subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **variables},
    ) as process:
        used, moved, peak = 0.0, started, 0.0
        while (now := time.monotonic()) - started < longest_s and process.poll() is None:
            spent = _processor_s(process.pid)
            if spent > used + 0.02 * QUIET_S:
                used, moved = spent, now
            peak = max(peak, _resident_mb(process.pid))
            if now - moved > QUIET_S:
                break
            time.sleep(LOOK_EVERY_S)
        process.kill()
    return Cost(used, moved - started, peak)


def in_turn(tasks: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, Cost]:
    """The middle of each task's costs. They take turns, so that what else the machine does meets all of them."""
    costs: dict[str, list[Cost]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            costs[name].append(task())
    return {name: _middle(of) for name, of in costs.items()}


def added(*costs: Cost) -> Cost:
    """One after the other."""
    return Cost(
        sum(cost.cpu_s for cost in costs), sum(cost.wall_s for cost in costs), max(cost.peak_mb for cost in costs)
    )


def _middle(costs: Iterable[Cost]) -> Cost:
    several = list(costs)
    return Cost(
        statistics.median(cost.cpu_s for cost in several),
        statistics.median(cost.wall_s for cost in several),
        max(cost.peak_mb for cost in several),
    )


def _processor_s(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * TICK_S


def _resident_mb(process: int) -> float:
    """Of a process and of all that it started, as far as the system tells."""
    try:
        mine = int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE_MB
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    return mine + sum(_resident_mb(int(child)) for child in children)
