"""The pictures on the plan from the command line."""

from pathlib import Path

import pypdfium2
import pytest

from floorwright.cli import main
from floorwright.resources import resource

SAMPLE = str(resource("samples", "plant.floorwright"))


def texts(path: Path) -> str:
    """What is written on the first page."""
    return pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded()


def test_heat_and_meetings_are_printed_with_their_legends(tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    options = ["--flows", "aggregated", "--heat", "1", "--traffic", "meetings", "--product", "Gearbox"]
    assert main(["export", SAMPLE, str(out), *options]) == 0
    words = texts(out)
    for said in ("Meetings an hour", "metre-trips per m²", "Band width shows loaded trips a day", "Only: Gearbox"):
        assert said in words


def test_the_layers_of_a_dxf_tell_heat_congestion_and_flows_apart(tmp_path: Path) -> None:
    import ezdxf

    out = tmp_path / "a.dxf"
    options = ["--flows", "spaghetti", "--heat", "2", "--traffic", "trips", "--colour-by", "method"]
    assert main(["export", SAMPLE, str(out), *options]) == 0
    used = {entity.dxf.layer for entity in ezdxf.readfile(out).modelspace()}  # type: ignore[attr-defined]
    assert {"HEAT", "CONGESTION", "FLOW-Gearbox"} <= used


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--product", "Nonsense"], "There is no product “Nonsense”"),
        (["--department", "Nowhere"], "There is no department “Nowhere”"),
        (["--heat", "0"], "have no size"),
        (["--heat", "nan"], "have no size"),
        (["--heat", "1e-9"], "Choose larger cells"),
        (["--least-trips", "-1"], "no least number of trips"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["export", SAMPLE, str(tmp_path / "a.pdf"), *options]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()
