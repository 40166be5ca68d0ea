"""The example plugin is installed as a stranger's would be, and works."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "plugins" / "example"
ASK = """
import json, sys
from floorwright.hooks.manager import Plugins
plugins = Plugins().load()
found = plugins.contributions
failures = [str(failure) for failure in plugins.failures]
print(json.dumps([sorted(found.metrics), sorted(found.exporters), sorted(found.symbols), failures]))
"""


def installed(folder: Path) -> dict[str, str]:
    """The environment of a Python that has the plugin beside everything else."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=EXAMPLE,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    import zipfile

    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *filter(None, sys.path)])}


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return installed(tmp_path_factory.mktemp("example"))


def test_the_installed_plugin_brings_a_table_a_format_and_a_symbol(beside: dict[str, str]) -> None:
    answer = subprocess.run([sys.executable, "-c", ASK], env=beside, check=True, capture_output=True, text=True)
    metrics, exporters, symbols, failures = json.loads(answer.stdout)
    assert "farthest-moves" in metrics and "moves" in exporters and "example" in symbols
    assert failures == []


def test_its_format_is_written_by_the_command_line(beside: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("name,x_m,y_m,width_m,depth_m\nA,0,0,1,1\nB,3,4,1,1\n")
    (tmp_path / "f.csv").write_text("product,from,to,quantity_per_day\nP,A,B,1\n")
    for arguments in (
        ["new", "p.floorwright", "--equipment", "e.csv", "--flows", "f.csv"],
        ["export", "p.floorwright", "moves.txt"],
    ):
        subprocess.run(
            [sys.executable, "-m", "floorwright", *arguments], env=beside, check=True, cwd=tmp_path, capture_output=True
        )
    assert (tmp_path / "moves.txt").read_text(encoding="utf-8") == "P: A → B, 5.0 m\n"
