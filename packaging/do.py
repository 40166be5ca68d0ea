"""Set Floorwright up, once, and then run or test it: `python3 packaging/do.py run`.

Needs nothing but CPython and pip: the libraries come, checked against their hashes, from the lock file beside this one
into the folder .venv of the checkout. Every problem ends in one sentence that says what to try.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
LOCK = CHECKOUT / "packaging" / "requirements.lock"
VENV = CHECKOUT / ".venv"
STATE = VENV / "floorwright-setup.txt"
BUILT = VENV / "floorwright-library.txt"
OUT = CHECKOUT / "out"
SAMPLES = CHECKOUT / "resources" / "samples"

OLDEST, NEWEST = (3, 11), (3, 14)  # the versions every locked library has a wheel for
GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}  # the oldest the Qt wheels run on

# The shared objects Qt opens, with the Debian package each comes from.
OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
# Loading happens in a child, so that a library installed a moment ago is found.
PROBE = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""
LINTERS = (("ruff", "check", "."), ("mypy",), ("mypy", "--strict", "packaging/do.py"), ("lint-imports",))


class Trouble(Exception):
    """What went wrong and what to try, in words for whoever typed the command."""


def say(words: str) -> None:
    print(words, flush=True)


def acceptable(version: tuple[int, ...]) -> bool:
    """Whether every locked library has a wheel for this Python."""
    return OLDEST <= version[:2] <= NEWEST


def another_python() -> list[str] | None:
    """The command of an installed Python that will do, the newest first."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        command = ["py", f"-3.{minor}"] if os.name == "nt" else [f"python3.{minor}"]
        if succeeds([*command, "-c", "import venv"]):
            return command
    return None


def machine_problem(system: str, machine: str, bits: int, libc: tuple[str, str]) -> str:
    """Why Qt has no libraries for this machine, or nothing."""
    if bits < 64:
        return "This is a 32-bit Python, and Qt needs a 64-bit one. Install 64-bit Python 3.11 to 3.14 and try again."
    if system != "Linux":
        return ""
    oldest = GLIBC.get(machine)
    if oldest is None:
        return f"Qt has no ready-made libraries for Linux on {machine}. Use a machine with x86_64 or aarch64."
    name, version = libc
    if name != "glibc":
        return "Qt needs a Linux with glibc, and this one has none. Use Debian 12, Ubuntu 22.04 or newer."
    if tuple(int(part) for part in version.split(".")[:2]) < oldest:
        needed = ".".join(str(part) for part in oldest)
        return f"Qt needs glibc {needed}, and this Linux has {version}. Use Debian 12, Ubuntu 22.04 or newer."
    return ""


def check_machine() -> None:
    problem = machine_problem(
        platform.system(), platform.machine(), 64 if sys.maxsize > 2**32 else 32, platform.libc_ver()
    )
    if problem:
        raise Trouble(problem)


def environment(**more: str) -> dict[str, str]:
    """The variables child processes get: nothing that leads Python or pip to other folders."""
    dropped = {"PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV"}
    clean = {name: value for name, value in os.environ.items() if name not in dropped}
    clean.update(PYTHONUTF8="1", PIP_USER="0", PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    if clean.get("LC_ALL") in ("C", "POSIX"):
        clean["LC_ALL"] = "C.UTF-8"  # Qt warns about, and then leaves, a locale that is not UTF-8
    clean.update(more)
    return clean


def succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, env=environment(), check=False).returncode == 0
    except OSError:
        return False


def python() -> Path:
    """The Python of the set-up environment."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def call(*arguments: str, **more: str) -> int:
    """The exit status of the environment's Python run on these arguments, its output shown."""
    return subprocess.call([str(python()), *arguments], cwd=CHECKOUT, env=environment(**more))


def logged(command: list[str], **more: str) -> tuple[bool, str]:
    """Whether the command succeeded, and what it said, which is also added to out/setup.log."""
    clean = environment(**more)
    try:
        done = subprocess.run(command, cwd=CHECKOUT, env=clean, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError as error:
        return False, str(error)
    said = done.stdout.decode("utf-8", "replace")
    OUT.mkdir(exist_ok=True)
    with (OUT / "setup.log").open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n{said}\n")
    return done.returncode == 0, said


def stamp(*sources: Path) -> str:
    """What the environment was made from: another stamp means that it must be made again."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.read_bytes().replace(b"\r\n", b"\n"))
    digest.update(f"{VENV} {sys.version_info[:2]} {platform.machine()}".encode())
    return digest.hexdigest()


def is_ready(state: Path, wanted: str) -> bool:
    """Whether a finished set-up of exactly this lock file is there."""
    try:
        return state.read_text(encoding="utf-8").strip() == wanted
    except OSError:
        return False


def set_up() -> None:
    """Make .venv from the lock file, unless it is there already; one that was interrupted is made again."""
    wanted = stamp(LOCK, CHECKOUT / "pyproject.toml")
    if is_ready(STATE, wanted) and python().exists():
        build_library()
        compile_sources()
        return
    started = time.monotonic()
    say(f"Setting Floorwright up in {VENV} (once; it needs the network and about a minute).")
    clear_environment()
    create_environment()
    install_libraries()
    install_project()
    unpack_signatures()
    build_library()
    compile_sources()
    STATE.write_text(wanted + "\n", encoding="utf-8")
    say(f"Set up in {time.monotonic() - started:.0f} seconds.")


def clear_environment() -> None:
    if not VENV.exists():
        return
    if not STATE.exists():
        raise Trouble(f"{VENV} was not made by this program, so it stays. Rename or delete it and run this again.")
    try:
        shutil.rmtree(VENV)
    except OSError as error:
        raise Trouble(f"{VENV} cannot be replaced ({error}). Close what uses it and run this again.") from None


def create_environment() -> None:
    VENV.mkdir()
    STATE.write_text("begun\n", encoding="utf-8")
    try:
        import venv
    except ImportError:
        raise Trouble("This Python comes without its module venv. Install a complete Python 3.11 to 3.14.") from None
    # Without pip, because Debian keeps ensurepip in a package of its own: the pip of this Python does the work.
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(str(VENV))


def pip_command() -> list[str]:
    """The pip that installs into .venv: the one of this Python, else one made there."""
    # Whoever has activated .venv runs this with a Python that has no pip; the one it was made from has.
    for interpreter in (sys.executable, getattr(sys, "_base_executable", sys.executable)):
        command = [interpreter, "-m", "pip", "--python", str(python())]
        if succeeds([*command, "--version"]):
            return command
    if succeeds([str(python()), "-m", "ensurepip"]):
        return [str(python()), "-m", "pip"]
    how = "apt-get install -y python3-pip" if shutil.which("apt-get") else "python3 -m ensurepip --upgrade"
    raise Trouble(f"This Python has no pip 22.3 or newer, which is needed to install the libraries. Type: {how}")


def section_of(lock: str, name: str) -> str:
    """The lines of one library in the lock file, with its hashes."""
    lines: list[str] = []
    for line in lock.splitlines():
        if not line.startswith((" ", "#")):
            if lines:
                break
            if not line.startswith(name + "=="):
                continue
        elif not lines:
            continue
        lines.append(line)
    return "\n".join(line for line in lines if not line.lstrip().startswith("#")) + "\n"


def uv_command() -> list[str] | None:
    """uv, which installs several times faster: the one on the PATH, else the locked one, else none."""
    found = shutil.which("uv")
    if found:
        return [found]
    alone = VENV / "uv.lock.txt"
    alone.write_text(section_of(LOCK.read_text(encoding="utf-8"), "uv"), encoding="utf-8")
    done, _ = logged([*pip_command(), "install", "--quiet", "--retries", "1", "--no-deps", *CHECKED, "-r", str(alone)])
    return [str(python()), "-m", "uv"] if done else None


CHECKED = ("--require-hashes", "--only-binary", ":all:")


def install_libraries() -> None:
    uv = uv_command()
    if uv:
        say("Downloading and installing the libraries, about 200 MB.")
        done, _ = logged(
            [*uv, "pip", "install", "--python", str(python()), *CHECKED, "--compile-bytecode", "-r", str(LOCK)],
            UV_PYTHON_DOWNLOADS="never",
            **uv_settings(),
        )
        if done:
            return
        say("uv could not install the libraries; trying with pip.")
    else:
        say("Downloading and installing the libraries with pip, about 200 MB.")
    done, said = logged([*pip_command(), "install", "--retries", "2", "--quiet", *CHECKED, "-r", str(LOCK)])
    if not done:
        raise Trouble(what_went_wrong(said))


def uv_settings() -> dict[str, str]:
    """Where pip was told to look, told to uv, which reads none of pip's settings."""
    settings: dict[str, str] = {}
    for option, name in (("index-url", "UV_DEFAULT_INDEX"), ("cert", "SSL_CERT_FILE")):
        value = os.environ.get("PIP_" + option.upper().replace("-", "_"), "")
        if not value:
            asked = subprocess.run(
                [sys.executable, "-m", "pip", "config", "get", f"global.{option}"],
                capture_output=True,
                text=True,
                env=environment(),
                check=False,
            )
            value = asked.stdout.strip() if asked.returncode == 0 else ""
        if value and name not in os.environ:
            settings[name] = value
    return settings


def install_project() -> None:
    where = ["install", "--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--editable", str(CHECKOUT)]
    done, said = logged([*pip_command(), *where])
    if not done:
        raise Trouble(what_went_wrong(said))


def unpack_signatures() -> None:
    """Keep the byte code of the Python files that PySide carries packed, and would compile at every start: 20 ms."""
    unpack = "import PySide6.QtCore, shiboken6; print(shiboken6.__file__)"
    done, said = logged([str(python()), "-c", unpack], SBK_EMBED="0")
    if done:
        folder = Path(said.splitlines()[-1]).parent / "files.dir"
        logged([str(python()), "-m", "compileall", "-q", str(folder)])


def build_library() -> None:
    """Build the C library again when its sources have changed; without a compiler the program goes without it."""
    builder = CHECKOUT / "packaging" / "native_build.py"
    sources = sorted((CHECKOUT / "app" / "floorwright" / "native" / "c").glob("*.[ch]"))
    wanted = stamp(builder, *sources)
    if not is_ready(BUILT, wanted):
        logged([str(python()), str(builder)])
        BUILT.write_text(wanted + "\n", encoding="utf-8")


def compile_sources() -> None:
    """Keep the byte code of our sources; where PYTHONDONTWRITEBYTECODE is set, every start would make it anew."""
    logged([str(python()), "-m", "compileall", "-q", str(CHECKOUT / "app"), str(CHECKOUT / "plugins")])


REASONS = {
    ("do not match the hashes", "Hash mismatch"): "A downloaded library is not the one that was locked, so nothing was "
    "installed. Try again on another network; if it stays so, report it.",
    ("No space left", "Errno 28"): "The disk is full. Free about 1.5 GB and run this again.",
    ("CERTIFICATE_VERIFY_FAILED", "SSLError", "SSL:"): "The connection to the package registry is not trusted. Name "
    "your network's certificate with PIP_CERT=/path/to/ca.pem and run this again.",
    ("Connection", "Temporary failure", "timed out", "ProxyError", "Could not find a version"): "The libraries could "
    "not be downloaded. Check the network, or name your proxy with HTTPS_PROXY or your mirror with PIP_INDEX_URL, "
    "and run this again.",
    ("Permission denied", "Errno 13"): "The libraries could not be written. Check that this folder is yours and run "
    "this again.",
}


def what_went_wrong(said: str) -> str:
    """One sentence for the last words of pip, and where all of them are."""
    for signs, sentence in REASONS.items():
        if any(sign in said for sign in signs):
            return f"{sentence} (What pip said is in {OUT / 'setup.log'}.)"
    return f"The libraries could not be installed. What pip said is in {OUT / 'setup.log'}; run this again."


def missing(libraries: dict[str, str]) -> list[str]:
    """The shared objects of this list that cannot be loaded."""
    done = subprocess.run([sys.executable, "-c", PROBE, *libraries], capture_output=True, text=True, check=False)
    return done.stdout.split()


def install_line(names: list[str], libraries: dict[str, str]) -> str:
    """The exact line that installs these shared objects here, or an empty one where no way is known."""
    if shutil.which("apt-get"):
        packages = " ".join(sorted(libraries[name] for name in names))
        return f"apt-get update && apt-get install -y --no-install-recommends {packages}"
    for manager in ("dnf", "zypper"):
        if shutil.which(manager):
            return f"{manager} install -y " + " ".join(f'"{name}()(64bit)"' for name in names)
    return ""


def is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def still_missing(libraries: dict[str, str]) -> list[str]:
    """What is missing of these, after installing it where this is root on Debian."""
    names = missing(libraries)
    if not names or not is_root() or not shutil.which("apt-get"):
        return names
    packages = sorted(libraries[name] for name in names)
    say(f"Installing what Qt needs from the system: {', '.join(packages)}.")
    logged(["apt-get", "update"], DEBIAN_FRONTEND="noninteractive")
    logged(["apt-get", "install", "-y", "--no-install-recommends", *packages], DEBIAN_FRONTEND="noninteractive")
    return missing(libraries)


def told_to_install(names: list[str], libraries: dict[str, str], root: bool) -> str:
    """What to type to get these."""
    line = install_line(names, libraries)
    if not line:
        return f"Install, with your system's package manager, what holds: {' '.join(names)}"
    if root:
        return f"Type: {line}"
    return f"Type: sudo sh -c '{line}'" if shutil.which("sudo") else f"Type: su -c '{line}'"


def prepare() -> bool:
    """Whether a window can be shown here, once everything that can be set up is set up.

    Raises:
        Trouble: when not even pictures can be drawn.
    """
    linux = platform.system() == "Linux"
    lacking = still_missing(OFFSCREEN) if linux else []
    if lacking:
        how = told_to_install(lacking, OFFSCREEN, is_root())
        raise Trouble(f"Qt needs {', '.join(lacking)}, which this system lacks. {how}")
    display = not linux or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    lacking = still_missing(WINDOW) if linux and display else []
    set_up()
    if lacking:
        how = told_to_install(lacking, WINDOW, is_root())
        say(f"No window can be shown, because {', '.join(lacking)} is missing. {how}")
        return False
    if (
        linux
        and display
        and not succeeds([str(python()), "-c", "from PySide6.QtGui import QGuiApplication as A; A([])"])
    ):
        say("A display is named in DISPLAY or WAYLAND_DISPLAY, but Qt cannot open it.")
        return False
    return display


def run(arguments: list[str]) -> int:
    """Open the window on a plan, the sample plant by default; without a display do the main job on it."""
    window = prepare()
    plan = Path(arguments[0]).resolve() if arguments else a_copy_of_the_sample()
    if not plan.is_file():
        raise Trouble(f"There is no plan {plan}. Name a file that ends in .floorwright.")
    if window:
        return call("-m", "floorwright", str(plan))
    say("No window can be shown here, so the main job is done without one.")
    return main_job(plan)


def a_copy_of_the_sample() -> Path:
    """out/plant.floorwright, where it can be changed; the one from before if it is there."""
    OUT.mkdir(exist_ok=True)
    copy = OUT / "plant.floorwright"
    if not copy.exists():
        shutil.copyfile(SAMPLES / "plant.floorwright", copy)
    return copy


def floorwright(*arguments: str) -> str:
    """What the command line answers.

    Raises:
        Trouble: with the sentence it failed with.
    """
    done = subprocess.run(
        [str(python()), "-m", "floorwright", *arguments],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(QT_QPA_PLATFORM="offscreen"),
        check=False,
    )
    if done.returncode != 0:
        raise Trouble(f"`floorwright {' '.join(arguments)}` failed: {done.stderr.strip() or 'it said nothing.'}")
    return done.stdout


def main_job(plan: Path) -> int:
    """Import the drawing, analyse, compare and export without a screen; say where the files are and the figures."""
    started = time.monotonic()
    OUT.mkdir(exist_ok=True)
    drawing, imported = SAMPLES / "plant.dxf", OUT / "imported.floorwright"
    found = json.loads(floorwright("inspect", str(drawing), "--json"))
    wide, deep = found["size_m"]
    read = f"{sum(found['entities'].values())} entities on {len(found['layers'])} layers, drawn in {found['units']}"
    say(f"\nRead {drawing}: {wide:.1f} by {deep:.1f} m, {read}.")
    floorwright("new", str(imported), "--drawing", str(drawing), "--overwrite")

    scenarios = json.loads(floorwright("inspect", str(plan), "--json"))["scenarios"]
    say_figures([json.loads(floorwright("analyze", str(plan), "--scenario", name, "--json")) for name in scenarios])
    if len(scenarios) > 1:
        compared = OUT / f"{plan.stem}-compared.txt"
        compared.write_text(floorwright("compare", str(plan), scenarios[0], scenarios[-1]), encoding="utf-8")

    say("\nWritten:")
    say(f"  {imported}  the drawing, imported into a plan of its own")
    if len(scenarios) > 1:
        say(f"  {compared}  {scenarios[0]} and {scenarios[-1]}, figure by figure")
    for suffix, what in (("pdf", "the sheet to print"), ("dxf", "for CAD"), ("xlsx", "the figures as tables")):
        written = OUT / f"{plan.stem}.{suffix}"
        floorwright("export", str(plan), str(written))
        say(f"  {written}  {what}")
    shown = OUT / f"{plan.stem}.png"
    floorwright("picture", str(plan), str(shown), "--window")
    say(f"  {shown}  the window, drawn without a screen")
    say(f"Done in {time.monotonic() - started:.0f} seconds.")
    return 0


def say_figures(analyses: list[dict[str, Any]]) -> None:
    """Print the figures of a day, a column for each scenario and what the last changes in per cent of the first."""
    say(f"\n{analyses[0]['plan']}, in {analyses[0]['distance_mode']} distances:\n")
    say(" " * 30 + "".join(f"{one['scenario']:>16}" for one in analyses) + f"{'change':>12}" * (len(analyses) > 1))
    for name in analyses[0]["totals"]:
        values = [one["totals"][name] for one in analyses]
        change = f"{(values[-1] - values[0]) / values[0]:>+12.1%}" if len(values) > 1 and values[0] else ""
        say(f"  {name:<28}" + "".join(f"{value:>16,.1f}" for value in values) + change)


def pytest(*arguments: str, **more: str) -> int:
    """The exit status of pytest in the environment, with Qt drawing into memory where there is no display."""
    screen = {} if prepare() else {"QT_QPA_PLATFORM": "offscreen"}
    return call("-m", "pytest", *arguments, **screen, **more)


def test(arguments: list[str]) -> int:
    """Run every test, the linters and the real window included."""
    return pytest(*arguments)


def bench(arguments: list[str]) -> int:
    """Run the measurements in tests/benchmarks."""
    return pytest("tests/benchmarks", "-o", "python_files=bench_*.py", "-s", *arguments)


def fuzz(arguments: list[str]) -> int:
    """Run the tests marked fuzz and the property tests with long bounds: an hour, not a minute."""
    return pytest("-m", "fuzz or hypothesis", "-o", "timeout=0", *arguments, FLOORWRIGHT_FUZZ="long")


def setup(arguments: list[str]) -> int:
    """Set up, and say whether a window can be shown."""
    say("Ready." if prepare() else "Ready. Without a screen there is no window here; everything else works.")
    return 0


def lint(arguments: list[str]) -> int:
    """Run ruff, mypy and lint-imports; the same runs are part of the tests."""
    set_up()
    programs = python().parent
    return max(
        subprocess.call([str(programs / name), *rest, *arguments], cwd=CHECKOUT, env=environment())
        for name, *rest in LINTERS
    )


def lock(arguments: list[str]) -> int:
    """Write packaging/requirements.lock from pyproject.toml; `lock --upgrade` takes the newest versions allowed."""
    set_up()
    return call(
        "-m",
        "uv",
        "pip",
        "compile",
        "pyproject.toml",
        "--group",
        "dev",
        "--universal",
        "--generate-hashes",
        "--quiet",
        "--no-header",
        "--no-emit-index-url",
        "--python-version",
        "3.11",
        "-o",
        "packaging/requirements.lock",
        *arguments,
    )


COMMANDS = {command.__name__: command for command in (run, test, bench, fuzz, setup, lint, lock)}


def main(arguments: list[str]) -> int:
    """The exit status: what the program that was run says, or 1 after one sentence of trouble."""
    parser = argparse.ArgumentParser(prog="do.py", description="Set Floorwright up, once, and then run or test it.")
    parser.add_argument("command", choices=COMMANDS, help="; ".join(f"{n}: {c.__doc__}" for n, c in COMMANDS.items()))
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="a plan for run, pytest arguments for test")
    asked = parser.parse_args(arguments)
    if not acceptable(tuple(sys.version_info[:2])):
        other = another_python()
        if other is None:
            here = ".".join(str(part) for part in sys.version_info[:3])
            raise Trouble(f"Floorwright needs Python 3.11 to 3.14, and this is {here}. Install one and run this again.")
        return subprocess.call([*other, str(Path(__file__).resolve()), *arguments])
    check_machine()
    try:
        return COMMANDS[asked.command](asked.arguments)
    except OSError as error:
        where = error.filename or CHECKOUT
        raise Trouble(
            f"{error.strerror or error}: {where}. Check the disk and your rights and run this again."
        ) from None


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(str(trouble))
    except KeyboardInterrupt:
        sys.exit("Stopped. Run the same command again to go on.")
