"""The layers hold, the linters are content, and the tree is as CONTRIBUTING describes it."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import floorwright_builtin

CHECKOUT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["name"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]}
LAYERS = "A module imports only from the layers below it"
ONE_FILE_ON_PURPOSE = {"packaging/do.py"}


def program(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is not in the environment"
    return found


def finished(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200", **variables}
    return subprocess.run(
        command, cwd=CHECKOUT, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the sources in this folder, by the contracts of pyproject.toml."""
    return finished(
        program("lint-imports"),
        "--no-cache",
        "--config",
        str(CHECKOUT / "pyproject.toml"),
        PYTHONPATH=os.pathsep.join([str(tree / "app"), str(tree / "plugins")]),
    )


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (CHECKOUT / folder).rglob("*.py")


def imported(path: Path) -> set[str]:
    """Every module that the file imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def rooms(package: str) -> set[str]:
    """The modules and folders directly in a package, by their full names."""
    spec = importlib.util.find_spec(package)
    assert spec and spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0])
    found = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    return {f"{package}.{name}" for name in found - {"__init__"}}


def test_every_import_obeys_the_layers() -> None:
    done = lint_imports(CHECKOUT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources, for breaking."""
    root = tmp_path_factory.mktemp("broken")
    for package in ("app/floorwright", "plugins/floorwright_builtin"):
        shutil.copytree(CHECKOUT / package, root / package, ignore=shutil.ignore_patterns("__pycache__"))
    return root


def test_each_contract_is_broken_by_the_import_it_forbids(copy: Path) -> None:
    built_in = copy / "plugins" / "floorwright_builtin"
    violations = {
        copy / "app/floorwright/geometry/stray.py": "import floorwright.model\nimport scipy.optimize\n",
        copy / "app/floorwright/editing/stray.py": "def late():\n    from PySide6 import QtCore\n    import ezdxf\n",
        built_in / "stray.py": "import floorwright.model\nimport floorwright_builtin.other\n",
        built_in / "other.py": "",
    }
    for path, text in violations.items():
        path.write_text(text, encoding="utf-8")
    said = lint_imports(copy).stdout
    for path in violations:
        path.unlink()
    assert [name for name in CONTRACTS if not re.search(rf"^{re.escape(name)} +BROKEN", said, re.M)] == [], said


def test_a_new_room_must_be_given_a_layer(copy: Path) -> None:
    stray = copy / "app/floorwright/stray.py"
    stray.write_text("", encoding="utf-8")
    done = lint_imports(copy)
    stray.unlink()
    assert done.returncode != 0
    assert "floorwright.stray" in done.stdout


def test_the_contracts_name_every_room() -> None:
    every = rooms("floorwright")
    layers = {f"floorwright.{name}" for line in CONTRACTS[LAYERS]["layers"] for name in line.split(" | ")}
    assert layers | {"floorwright.__main__"} == every
    without_qt = set(CONTRACTS["Only gui imports Qt"]["source_modules"])
    assert without_qt == every - {"floorwright.gui"} | {"floorwright_builtin"}
    closed = set(CONTRACTS["Built-in plugins import only the api, as a stranger's plugin would"]["forbidden_modules"])
    assert closed == every - {"floorwright.api"}


def test_no_file_outside_gui_imports_qt() -> None:
    gui = CHECKOUT / "app" / "floorwright" / "gui"
    strays = [
        str(path.relative_to(CHECKOUT))
        for path in sources("app", "plugins", "packaging")
        if not path.is_relative_to(gui)
        and any(name.split(".")[0] in ("PySide6", "shiboken6", "pytestqt") for name in imported(path))
    ]
    assert strays == []


def test_every_built_in_plugin_is_listed() -> None:
    names = (*floorwright_builtin.PLUGINS, *floorwright_builtin.STUDIES)
    listed = {f"floorwright_builtin.{name}" for name in names}
    assert len(listed) == len(names)
    assert listed == rooms("floorwright_builtin")


@pytest.mark.timeout(600)
def test_ruff_finds_nothing() -> None:
    done = finished(program("ruff"), "check", ".")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.timeout(900)
@pytest.mark.parametrize("what", [(), ("--strict", "packaging/do.py")], ids=["packages", "do.py"])
def test_mypy_finds_nothing(what: tuple[str, ...]) -> None:
    done = finished(program("mypy"), *what)
    assert done.returncode == 0, done.stdout + done.stderr


def test_packaging_is_a_folder_and_never_a_package() -> None:
    """With an `__init__.py` it would hide the library of that name, which pytest imports."""
    assert list((CHECKOUT / "packaging").rglob("__init__.py")) == []


def test_the_lock_file_names_no_registry_and_has_a_hash_for_everything() -> None:
    lock = (CHECKOUT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index" not in lock
    entries = re.split(r"\n(?=[a-z0-9])", lock)
    assert len(entries) > 20
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert not (CHECKOUT / "uv.lock").exists()


def test_the_lock_file_satisfies_pyproject() -> None:
    lock = (CHECKOUT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", lock, re.M))
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    wanted += PROJECT["build-system"]["requires"]
    for text in wanted:
        requirement = Requirement(text)
        version = locked.get(requirement.name.lower())
        assert version, f"{requirement.name} is not locked: run `python3 packaging/do.py lock`"
        assert requirement.specifier.contains(version), f"{text} is locked at {version}"


def test_no_file_has_more_than_450_lines() -> None:
    long = {
        str(path.relative_to(CHECKOUT)): length
        for path in sources("app", "plugins", "tests", "packaging")
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > 450
        and path.relative_to(CHECKOUT).as_posix() not in ONE_FILE_ON_PURPOSE
    }
    assert long == {}


def test_a_command_without_a_window_does_without_qt() -> None:
    sample = str(CHECKOUT / "resources" / "samples" / "plant.floorwright")
    code = "import sys; from floorwright.cli import main; print(main(sys.argv[1:]), 'PySide6' in sys.modules)"
    done = finished(sys.executable, "-c", code, "analyze", sample)
    assert done.stdout.splitlines()[-1] == "0 False", done.stdout + done.stderr
