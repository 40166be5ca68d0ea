"""Our Drawing holds what ezdxf's own decomposition of the same file holds, by layer and colour.

Which conventions differ, and why, is said in `helpers/ezdxf_oracle.py`.
"""

import logging
from pathlib import Path

import ezdxf
import pytest

from floorwright.api import ImportOptions, Job
from floorwright_builtin.dxf_import import read
from helpers.drawing_facts import differences, of_drawing
from helpers.ezdxf_oracle import counts, of_ezdxf, opened
from helpers.real_drawings import FILES, drawings, run_tool
from helpers.stress_drawings import SINCE_R2000, STRESS

# Old formats lack some things, of which ezdxf warns, as it does of what it mends.
pytestmark = pytest.mark.usefixtures("quiet_ezdxf")


@pytest.fixture
def quiet_ezdxf(caplog: pytest.LogCaptureFixture) -> None:
    """Lets ezdxf warn."""
    caplog.set_level(logging.CRITICAL, logger="ezdxf")


def compare(path: Path) -> list[str]:
    """How our reading of a file differs from ezdxf's."""
    drawing = read(path, ImportOptions(), Job())
    doc = opened(path, "" if drawing.encoding == "binary" else drawing.encoding)
    found = differences(of_drawing(drawing), of_ezdxf(doc, drawing.layout))
    if dict(drawing.entities) != counts(doc, drawing.layout):
        found.append(f"entities {dict(drawing.entities)}, not {counts(doc, drawing.layout)}")
    return found


@pytest.mark.parametrize("name", [path.name for path in FILES] or ["floorplan.dxf"])
def test_a_real_drawing_is_read_as_ezdxf_reads_it(name: str) -> None:
    assert compare(*drawings(name)) == []


@pytest.mark.parametrize("seed", [3, 71])
def test_a_plant_of_a_thousand_entities_is_read_as_ezdxf_reads_it(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "plant.dxf"
    run_tool("benchmarks/make_plant_dxf.py", "1000", str(path), "--seed", str(seed))
    assert compare(path) == []


@pytest.mark.parametrize("name", STRESS)
@pytest.mark.parametrize(("version", "form"), [("R2018", "asc"), ("R2000", "bin"), ("R12", "asc")])
def test_what_readers_get_wrong_is_read_as_ezdxf_reads_it(tmp_path: Path, name: str, version: str, form: str) -> None:
    if version == "R12" and name in SINCE_R2000:
        pytest.skip("R12 has no such entities")
    doc = ezdxf.new(version, setup=True)
    STRESS[name](doc)
    path = tmp_path / f"{name}.dxf"
    doc.saveas(path, fmt=form)
    assert compare(path) == []
