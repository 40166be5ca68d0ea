"""The C library is built where there is a compiler; without one, or where it is not wanted, everything goes without."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
HAS_COMPILER = any(shutil.which(name) for name in ("cc", "gcc", "clang", "cl"))
needs_a_compiler = pytest.mark.skipif(not HAS_COMPILER, reason="there is no C compiler here")
EXPORTED = "__declspec(dllexport) " if sys.platform == "win32" else ""


@pytest.fixture
def builder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/native_build.py, working on a library of one function."""
    spec = importlib.util.spec_from_file_location("native_build", CHECKOUT / "packaging" / "native_build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "native" / "c").mkdir(parents=True)
    (tmp_path / "native" / "c" / "add.c").write_text(f"{EXPORTED}int add(int a, int b) {{ return a + b; }}\n")
    monkeypatch.setattr(module, "NATIVE", tmp_path / "native")
    monkeypatch.delenv("FLOORWRIGHT_NATIVE", raising=False)
    return module


def without_a_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CC", raising=False)
    monkeypatch.setenv("PATH", "")


@needs_a_compiler
def test_the_library_is_built_and_can_be_called(builder: ModuleType, tmp_path: Path) -> None:
    made = builder.build(tmp_path)
    assert made == tmp_path / builder.NAME
    assert ctypes.CDLL(str(made)).add(20, 22) == 42
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [builder.NAME]


@needs_a_compiler
def test_all_of_our_c_is_built_without_a_warning(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sources = sorted((CHECKOUT / "app" / "floorwright" / "native" / "c").glob("*.c"))
    compiler = next(name for name in ("cc", "gcc", "clang", "cl") if shutil.which(name))
    if compiler == "cl":
        pytest.skip("cl has other switches")
    for source in sources:
        command = [compiler, "-std=c99", "-O3", "-Wall", "-Wextra", "-Werror", "-c", str(source), "-o", os.devnull]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_without_a_compiler_nothing_is_built(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_a_compiler(monkeypatch)
    assert builder.compiler() is None
    assert builder.build(tmp_path) is None


def test_a_compiler_named_in_cc_comes_first(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mycc"
    mine.write_text("#!/bin/sh\n")
    mine.chmod(0o755)
    monkeypatch.setenv("CC", f"{mine} -m64")
    assert builder.compiler() == [str(mine), "-m64"]
    monkeypatch.setenv("CC", "no-such-compiler")
    without = builder.compiler()
    assert without is None or without != ["no-such-compiler"]


@needs_a_compiler
def test_c_that_cannot_be_built_is_told_and_left_out(
    builder: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (builder.NATIVE / "c" / "broken.c").write_text("int broken(\n")
    assert builder.build(tmp_path) is None
    assert "it goes without" in capsys.readouterr().err


def test_nothing_is_built_where_it_is_not_wanted(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLOORWRIGHT_NATIVE", "0")
    assert builder.build(tmp_path) is None


def test_apples_compiler_is_told_what_the_tag_promises(builder: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr("sysconfig.get_platform", lambda: "macosx-10.13-universal2")
    assert builder.machines() == ["-mmacosx-version-min=10.13", "-arch", "arm64", "-arch", "x86_64"]
    assert builder.platform_tag() == "macosx_10_13_universal2"
    monkeypatch.setattr("sysconfig.get_platform", lambda: "macosx-11.0-arm64")
    assert builder.machines() == ["-mmacosx-version-min=11.0", "-arch", "arm64"]


def wheel(folder: Path, **variables: str) -> zipfile.ZipFile:
    """A wheel of a copy of the sources, with a function of C in it."""
    for name in ("app", "plugins", "resources"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "_floorwright.*"))
    (folder / "packaging").mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "packaging/native_build.py"):
        shutil.copyfile(CHECKOUT / name, folder / name)
    (folder / "app/floorwright/native/c").mkdir(exist_ok=True)
    (folder / "app/floorwright/native/c/answer.c").write_text(f"{EXPORTED}int answer(void) {{ return 42; }}\n")
    environment = {name: value for name, value in os.environ.items() if name not in ("CC", "PYTHONPATH")} | variables
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = (folder / "dist").glob("*.whl")
    return zipfile.ZipFile(built)


def tag_of(built: zipfile.ZipFile) -> str:
    return Path(str(built.filename)).stem.split("-", 2)[2]


def libraries(built: zipfile.ZipFile) -> list[str]:
    return [name for name in built.namelist() if Path(name).name.startswith("_floorwright.")]


@needs_a_compiler
def test_a_wheel_with_the_library_is_for_this_machine_and_any_python_3(builder: ModuleType, tmp_path: Path) -> None:
    built = wheel(tmp_path / "copy", FLOORWRIGHT_NATIVE="")
    assert tag_of(built) == f"py3-none-{builder.platform_tag()}"
    assert libraries(built) == [f"floorwright/native/{builder.NAME}"]
    built.extractall(tmp_path / "there")
    asked = "from floorwright.native.library import library as l; print(l() and l().answer())"
    said = {
        switch: subprocess.run(
            [sys.executable, "-c", asked],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "there"), "FLOORWRIGHT_NATIVE": switch},
            check=True,
        ).stdout.strip()
        for switch in ("", "0")
    }
    assert said == {"": "42", "0": "None"}


@pytest.mark.parametrize("variables", [{"PATH": ""}, {"FLOORWRIGHT_NATIVE": "0"}], ids=["no compiler", "not wanted"])
def test_a_wheel_without_the_library_is_for_every_machine(tmp_path: Path, variables: dict[str, str]) -> None:
    built = wheel(tmp_path, **variables)
    assert tag_of(built) == "py3-none-any"
    assert libraries(built) == []
