"""Real DWG files hold what the DXF made from them by another program holds; FLOORWRIGHT_DRAWINGS names their folder."""

import os
from pathlib import Path

import pytest

from floorwright.hooks.importing import read_drawing
from floorwright.hooks.manager import Plugins

FOLDER = Path(os.environ["FLOORWRIGHT_DRAWINGS"])
TWINS = sorted(path for path in FOLDER.glob("*.dwg") if path.with_suffix(".dxf").exists())


@pytest.mark.parametrize("dwg", TWINS, ids=lambda path: path.stem)
def test_a_dwg_and_its_twin_hold_the_same(dwg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    plugins = Plugins().load()
    one, other = read_drawing(plugins, dwg), read_drawing(plugins, dwg.with_suffix(".dxf"))
    assert (one.kind, one.unit) == ("dwg", other.unit)
    counts, twins = dict(one.entities), dict(other.entities)
    # The program that made the twins puts what only blocks hold into the model as well.
    assert sum(counts.values()) >= 0.95 * sum(twins.values())
    assert all(counts[sort] <= twins[sort] for sort in counts)
    layers = {layer.name.upper(): layer.entities for layer in one.layers if layer.entities}
    twin_layers = {layer.name.upper(): layer.entities for layer in other.layers if layer.entities}
    assert all(layers[name] <= twin_layers[name] for name in layers)
    assert one.box is not None and other.box is not None
    assert one.box[2] - one.box[0] <= other.box[2] - other.box[0] + 1e-6
