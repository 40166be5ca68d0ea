"""Builds the C of `app/floorwright/native/c` into one library, where there is a compiler.

The wheel and `pip install -e` do it through hatch's build hook; `do.py` runs this file when the C has changed. Without
a compiler there is no library, the wheel is for every machine, and the numpy code does the work.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zlib
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
NATIVE = CHECKOUT / "app" / "floorwright" / "native"
NAME = "_floorwright" + {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
SWITCH = "FLOORWRIGHT_NATIVE"
"""Set to 0 in the environment, it builds nothing: so a wheel for every machine is made where there is a compiler."""
# Without contraction a multiplication and an addition round twice, as they do in numpy.
UNIX = ("-O3", "-std=c99", "-fPIC", "-shared", "-ffp-contract=off", "-fno-math-errno", "-Wall", "-Wextra")
WINDOWS = ("/nologo", "/O2", "/LD", "/fp:precise")


def compiler() -> list[str] | None:
    """The command of a C compiler; None where there is none."""
    named = os.environ.get("CC", "").split()
    if named and shutil.which(named[0]):
        return named
    names = ("cl", "gcc", "clang") if sys.platform == "win32" else ("cc", "gcc", "clang")
    return next(([name] for name in names if shutil.which(name)), None)


def build(folder: Path) -> Path | None:
    """The library, built into a folder; None without a compiler or where it fails, which is said on standard error."""
    command = None if os.environ.get(SWITCH) == "0" else compiler()
    sources = sorted(str(path) for path in (NATIVE / "c").glob("*.c"))
    if command is None or not sources:
        return None
    with tempfile.TemporaryDirectory() as work:
        made = Path(work) / NAME
        if Path(command[0]).stem.lower() == "cl":
            arguments = [*WINDOWS, f"/DFW_STAMP={stamp()}u", *sources, f"/Fe:{made}"]
        else:
            math = [] if sys.platform == "win32" else ["-lm"]
            arguments = [*UNIX, f"-DFW_STAMP={stamp()}u", *machines(), *sources, "-o", str(made), *math]
        done = subprocess.run([*command, *arguments], cwd=work, capture_output=True, text=True, check=False)
        if done.returncode != 0 or not made.is_file():
            print(f"The C library could not be built; it goes without.\n{done.stdout}{done.stderr}", file=sys.stderr)
            return None
        # A new file, put in its place at once: a program that runs keeps the one it has open.
        fresh = folder / f".{NAME}.{os.getpid()}"
        shutil.copyfile(made, fresh)
        os.replace(fresh, folder / NAME)
    return folder / NAME


def stamp() -> int:
    """A number that changes with the sources: `floorwright.native.library` calls no library built from others."""
    found = 0
    for source in sorted((NATIVE / "c").glob("*.[ch]")):
        found = zlib.crc32(source.read_bytes().replace(b"\r\n", b"\n"), found)
    return found


def machines() -> list[str]:
    """What tells Apple’s compiler to build for all that the tag of the wheel promises: processors and system."""
    if sys.platform != "darwin":
        return []
    _, oldest, processor = sysconfig.get_platform().split("-", 2)
    both = ["arm64", "x86_64"] if processor == "universal2" else [processor]
    return [f"-mmacosx-version-min={oldest}", *(word for name in both for word in ("-arch", name))]


def platform_tag() -> str:
    """The machines that a wheel with the library is for, as wheels name them."""
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:
    pass
else:

    class NativeBuildHook(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]
        """Puts the library into the wheel, and beside the sources for an editable install."""

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            if self.target_name != "wheel":
                return
            made = build(NATIVE)
            if made is not None and version != "editable":
                build_data["pure_python"] = False
                build_data["tag"] = f"py3-none-{platform_tag()}"
                build_data["force_include"][str(made)] = f"floorwright/native/{NAME}"


if __name__ == "__main__":
    library = build(NATIVE)
    print(f"Built {library}." if library else "There is no C compiler here: the numpy code does the work.")
