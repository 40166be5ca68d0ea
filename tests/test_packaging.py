"""What is installed from the wheel works without the checkout, and the Qt that is locked keeps its references."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsScene
from pytestqt.qtbot import QtBot

CHECKOUT = Path(__file__).resolve().parent.parent
WHERE_IS_THE_SAMPLE = "from floorwright.resources import resource; print(resource('samples', 'plant.floorwright'))"


def finished(*command: str | Path, cwd: Path) -> str:
    """What the command printed; it must succeed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy without a network."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("app", "plugins", "resources"):
        shutil.copytree(CHECKOUT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "packaging").mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "packaging/native_build.py"):
        shutil.copyfile(CHECKOUT / name, copy / name)
    finished(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", copy / "dist", cwd=copy)
    (built,) = (copy / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs' folder of an environment with the wheel in it and nothing of the checkout."""
    root = tmp_path_factory.mktemp("elsewhere") / "environment"
    builder = venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt")
    builder.create(root)
    programs = Path(builder.ensure_directories(root).bin_path)
    python = programs / Path(sys.executable).name
    finished(
        sys.executable, "-m", "uv", "pip", "install", "--python", python, "--no-deps", "--no-index", "--offline", wheel,
        cwd=root,
    )  # fmt: skip
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(root), "platbase": str(root)}))
    # A folder named in a .pth is searched last and its own .pth files are not read: the libraries, not the checkout.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return programs


def test_the_wheel_holds_the_packages_the_resources_and_the_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "floorwright/__main__.py" in names
    assert "floorwright_builtin/__init__.py" in names
    assert "floorwright/_resources/samples/plant.floorwright" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"floorwright", "floorwright_builtin"}


def test_the_installed_program_exports_its_own_sample(installed: Path, tmp_path: Path) -> None:
    sample = finished(installed / Path(sys.executable).name, "-c", WHERE_IS_THE_SAMPLE, cwd=tmp_path).strip()
    assert Path(sample).is_relative_to(installed.parent)
    finished(
        shutil.which("floorwright", path=str(installed)) or "", "export", sample, tmp_path / "plant.pdf", cwd=tmp_path
    )
    document = pypdfium2.PdfDocument(tmp_path / "plant.pdf")
    words = document[0].get_textpage().get_text_bounded()
    document.close()
    assert len(words.split()) > 20


def test_moving_an_item_ten_thousand_times_leaves_none_alone(qtbot: QtBot) -> None:
    """PySide6 6.12.0 with CPython 3.11 drops a reference to None in each void method, until the interpreter aborts."""
    scene = QGraphicsScene()
    item = QGraphicsRectItem(0, 0, 10, 10)
    scene.addItem(item)
    before = sys.getrefcount(None)
    for step in range(10_000):
        item.setPos(step, step)
    after = sys.getrefcount(None)
    scene.removeItem(item)
    assert abs(after - before) < 1000
