"""The command that sets everything up: what it finds, what it says, and that it needs nothing but Python."""

import _ctypes
import ast
import importlib.util
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
DO = CHECKOUT / "packaging" / "do.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("do", DO)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


do = load()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """As much of a checkout as the set-up reads."""
    (tmp_path / "packaging").mkdir()
    for name in ("packaging/do.py", "packaging/requirements.lock", "pyproject.toml"):
        shutil.copyfile(CHECKOUT / name, tmp_path / name)
    return tmp_path


def asked(checkout: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What do.py of this checkout does, started as a user starts it."""
    command = [sys.executable, str(checkout / "packaging" / "do.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=do.environment(**variables), check=False)


def only_these_programs(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Leave nothing on the PATH but empty programs of these names."""
    for name in names:
        (folder / name).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_it_imports_only_the_standard_library() -> None:
    imported = set()
    for node in ast.walk(ast.parse(DO.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
    assert imported <= sys.stdlib_module_names


def test_an_old_python_can_read_it_and_so_say_that_it_is_too_old() -> None:
    ast.parse(DO.read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize(
    ("version", "good"), [((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False), ((4, 0), False)]
)
def test_it_takes_the_pythons_every_locked_library_has_a_wheel_for(version: tuple[int, int], good: bool) -> None:
    assert do.acceptable(version) is good


@pytest.mark.parametrize(
    ("machine", "said"),
    [
        (("Linux", "x86_64", 64, ("glibc", "2.36")), ""),
        (("Linux", "x86_64", 64, ("glibc", "2.31")), "glibc 2.34"),
        (("Linux", "x86_64", 64, ("", "")), "has none"),
        (("Linux", "riscv64", 64, ("glibc", "2.40")), "riscv64"),
        (("Windows", "AMD64", 32, ("", "")), "32-bit"),
        (("Windows", "AMD64", 64, ("", "")), ""),
        (("Darwin", "arm64", 64, ("", "")), ""),
    ],
)
def test_a_machine_qt_has_no_libraries_for_is_told_so(machine: tuple[object, ...], said: str) -> None:
    problem = do.machine_problem(*machine)
    assert said in problem
    assert bool(problem) == bool(said)


def test_a_missing_library_is_found_by_trying_to_load_it() -> None:
    assert do.missing({_ctypes.__file__: "here", "libno-such-thing.so.9": "libno-such-thing9"}) == [
        "libno-such-thing.so.9"
    ]


def test_on_debian_the_line_to_type_names_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_these_programs(tmp_path, monkeypatch, "apt-get", "sudo")
    line = "apt-get update && apt-get install -y --no-install-recommends libegl1 libgl1"
    names = ["libGL.so.1", "libEGL.so.1"]
    assert do.told_to_install(names, do.OFFSCREEN, root=True) == f"Type: {line}"
    assert do.told_to_install(names, do.OFFSCREEN, root=False) == f"Type: sudo sh -c '{line}'"


def test_without_sudo_the_line_to_type_uses_su(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_these_programs(tmp_path, monkeypatch, "apt-get")
    assert do.told_to_install(["libGL.so.1"], do.OFFSCREEN, root=False).startswith("Type: su -c 'apt-get update")


def test_on_fedora_the_line_to_type_names_the_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_these_programs(tmp_path, monkeypatch, "dnf")
    assert do.install_line(["libGL.so.1"], do.OFFSCREEN) == 'dnf install -y "libGL.so.1()(64bit)"'


def test_an_unknown_system_is_told_the_names_of_the_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_these_programs(tmp_path, monkeypatch)
    assert "libGL.so.1" in do.told_to_install(["libGL.so.1"], do.OFFSCREEN, root=True)


def test_a_changed_lock_file_asks_for_a_new_environment(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_bytes(b"click==8.5.1\n")
    first = do.stamp(lock)
    lock.write_bytes(b"click==8.5.2\n")
    assert do.stamp(lock) != first


def test_line_endings_of_the_checkout_ask_for_nothing(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_bytes(b"a==1\nb==2\n")
    first = do.stamp(lock)
    lock.write_bytes(b"a==1\r\nb==2\r\n")
    assert do.stamp(lock) == first


def test_only_a_finished_set_up_counts(tmp_path: Path) -> None:
    state = tmp_path / "state.txt"
    assert not do.is_ready(state, "stamp")
    state.write_text("begun\n")
    assert not do.is_ready(state, "stamp")
    state.write_text("stamp\n")
    assert do.is_ready(state, "stamp")


def test_one_library_is_taken_out_of_the_lock_file_with_its_hashes() -> None:
    lock = "click==8 \\\n    --hash=sha256:aa\n    # via x\nuv==1 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    assert do.section_of(lock, "click") == "click==8 \\\n    --hash=sha256:aa\n"
    assert do.section_of(lock, "uv") == "uv==1 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: THESE PACKAGES do not match the hashes FROM the requirements file.", "not the one that was locked"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "not trusted"),
        ("NewConnectionError('Failed to establish a new connection: [Errno -3] Temporary failure", "Check the network"),
        ("something nobody thought of", "run this again"),
    ],
)
def test_what_pip_says_becomes_one_sentence_with_what_to_try(said: str, sentence: str) -> None:
    assert sentence in do.what_went_wrong(said)


def test_an_environment_somebody_else_made_is_left_alone(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "mine.txt").write_text("mine")
    done = asked(checkout, "lint")
    assert done.returncode == 1
    assert "was not made by this program" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert (checkout / ".venv" / "mine.txt").read_text() == "mine"


def test_without_a_network_one_sentence_says_what_to_try(checkout: Path) -> None:
    nowhere = "http://127.0.0.1:9/simple"
    done = asked(
        checkout, "lint", PIP_INDEX_URL=nowhere, UV_DEFAULT_INDEX=nowhere, UV_HTTP_RETRIES="0", UV_NO_CACHE="1"
    )
    assert done.returncode == 1
    assert "Check the network" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_interrupted_set_up_is_begun_again(checkout: Path) -> None:
    (checkout / ".venv" / "half").mkdir(parents=True)
    (checkout / ".venv" / "floorwright-setup.txt").write_text("begun\n")
    nowhere = "http://127.0.0.1:9/simple"
    done = asked(
        checkout, "lint", PIP_INDEX_URL=nowhere, UV_DEFAULT_INDEX=nowhere, UV_HTTP_RETRIES="0", UV_NO_CACHE="1"
    )
    assert done.returncode == 1
    assert not (checkout / ".venv" / "half").exists()
    assert (checkout / ".venv" / "floorwright-setup.txt").read_text() == "begun\n"


def test_an_unknown_command_is_wrong_usage(checkout: Path) -> None:
    assert asked(checkout, "fly").returncode == 2


def test_what_pyside_carries_packed_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import PySide6
    import shiboken6

    monkeypatch.setattr(do, "VENV", tmp_path / "venv")
    monkeypatch.setattr(do, "OUT", tmp_path / "out")
    venv.create(do.VENV, with_pip=False)
    libraries = Path(sysconfig.get_path("purelib", "venv", {"base": str(do.VENV)}))
    shutil.copytree(Path(shiboken6.__file__).parent, libraries / "shiboken6", ignore=shutil.ignore_patterns("*.dir"))
    (libraries / "PySide6").symlink_to(Path(PySide6.__file__).parent)
    do.unpack_signatures()
    code = "import PySide6.QtCore, sys; print(sys.modules['PySide6.support.signature.mapping'].__cached__)"
    cached = subprocess.run([do.python(), "-c", code], capture_output=True, text=True, check=True, env=do.environment())
    assert Path(cached.stdout.strip()).is_relative_to(libraries / "shiboken6")
    assert Path(cached.stdout.strip()).is_file()
