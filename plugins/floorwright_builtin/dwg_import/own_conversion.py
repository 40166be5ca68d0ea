"""What the user's own converter makes of a DWG.

It is another program on a hostile file: it runs without a shell on a copy under a plain name, with nothing to read
from, and is ended when it takes too long, writes too much, or the user cancels.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from floorwright.api import Job, scratch_folder
from floorwright_builtin.dwg_import.not_converted import NotConverted
from floorwright_builtin.dwg_import.own_converter import OwnConverter

LONGEST_S = 240.0
LARGEST_BYTES = 1024**3
LARGEST_WORDS_BYTES = 64 * 1024**2
ASK_EVERY_S = 0.05
TOO_MUCH = "it wrote too much"


def convert_with(
    converter: OwnConverter,
    data: bytes,
    job: Job,
    longest_s: float = LONGEST_S,
    largest_bytes: int = LARGEST_BYTES,
) -> bytes:
    """The DXF that the converter makes of a DWG.

    Raises:
        NotConverted: when it cannot be started, fails, writes nothing or too much, or takes too long.
        Cancelled: when the job was cancelled.
    """
    with scratch_folder() as scratch:
        given, made = scratch / "in" / "drawing.dwg", scratch / "out" / "drawing.dxf"
        given.parent.mkdir()
        made.parent.mkdir()
        given.write_bytes(data)
        _run(_command(converter, given, made), scratch, job, longest_s, lambda: _size(made.parent) > largest_bytes)
        if made.is_symlink() or not made.is_file() or not made.stat().st_size:
            raise NotConverted("it said that it was done, but wrote no DXF")
        if made.stat().st_size > largest_bytes:
            raise NotConverted(TOO_MUCH)
        return made.read_bytes()


def _command(converter: OwnConverter, given: Path, made: Path) -> list[str]:
    if converter.name == "dwg2dxf":
        return [str(converter.path), "-y", "-o", str(made), str(given)]
    # The folders in and out, the version and the format to write, not recursive, with an audit, which files.
    return [str(converter.path), str(given.parent), str(made.parent), "ACAD2018", "DXF", "0", "1", given.name]


def _run(command: list[str], scratch: Path, job: Job, longest_s: float, too_large: Callable[[], bool]) -> None:
    words_file = scratch / "words.txt"
    begun = time.monotonic()
    with words_file.open("wb") as words:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                cwd=scratch / "out",
                env=_environment(),
                start_new_session=os.name == "posix",
                # On Windows a console of its own would open over the window.
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise NotConverted(f"it cannot be started ({error.strerror or error})") from error
        try:
            while True:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    code = process.wait(ASK_EVERY_S)
                    break
                taken = time.monotonic() - begun
                job.progress(0.2 * taken / longest_s, "Converting")
                if taken > longest_s:
                    raise NotConverted(f"it took longer than {longest_s:g} seconds and was stopped")
                if too_large() or words_file.stat().st_size > LARGEST_WORDS_BYTES:
                    raise NotConverted(TOO_MUCH)
        finally:
            _end(process)
    if code != 0:
        said = words_file.read_bytes()[-2000:].decode("utf-8", "replace").strip().splitlines()
        raise NotConverted(f"it ended with status {code}{': ' + said[-1][:200] if said else ''}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the converter and what it started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _environment() -> dict[str, str]:
    """Ours, and without a display one in which a program with windows can still run."""
    environment = dict(os.environ)
    if sys.platform == "linux" and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return environment


def _size(folder: Path) -> int:
    total = 0
    for file in folder.iterdir():
        with contextlib.suppress(OSError):
            total += file.lstat().st_size
    return total
