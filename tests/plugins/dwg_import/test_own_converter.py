"""The user's own DWG converter may do whatever a strange program does: the drawing is read all the same, or refused."""

import os
import sys
import time
from pathlib import Path

import ezdxf
import pytest

from floorwright.api import Cancelled, ImportFailed, ImportOptions, Job
from floorwright.hooks.importing import read_drawing
from floorwright.hooks.manager import Plugins
from floorwright.storage.places import drawings_folder
from floorwright_builtin.dwg_import.not_converted import NotConverted
from floorwright_builtin.dwg_import.own_conversion import convert_with
from floorwright_builtin.dwg_import.own_converter import OwnConverter, own_converter
from floorwright_builtin.dwg_import.reading import read_dwg

R2018 = b"AC1032" + b"\0" * 500
WRITES = """
import pathlib, sys
pathlib.Path(OUT).write_bytes(pathlib.Path({answer!r}).read_bytes())
"""
OUT = {
    "dwg2dxf": 'OUT = sys.argv[sys.argv.index("-o") + 1]; GIVEN = sys.argv[-1]',
    "ODAFileConverter": 'NAME = sys.argv[7]; GIVEN = f"{sys.argv[1]}/{NAME}"; OUT = f"{sys.argv[2]}/drawing.dxf"',
}


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    """A DXF of a hall 30 m by 20 m, in millimetres."""
    doc = ezdxf.new("R2018")
    doc.header["$INSUNITS"] = 4
    doc.modelspace().add_lwpolyline([(0, 0), (30_000, 0), (30_000, 20_000), (0, 20_000)], close=True)
    path = tmp_path / "answer.dxf"
    doc.saveas(path)
    return path


def fake(folder: Path, source: str, program: str = "dwg2dxf") -> OwnConverter:
    """A converter that is a script."""
    folder.mkdir(exist_ok=True)
    path = folder / program
    path.write_text(f"#!{sys.executable}\nimport sys\n{OUT[program]}\n{source}\n", "utf-8")
    path.chmod(0o755)
    name = "dwg2dxf" if program == "dwg2dxf" else "ODA File Converter"
    return OwnConverter(name, path)


def refusal(converter: OwnConverter, seconds: float = 20.0, largest: int = 10_000_000) -> str:
    """Why the converter is of no use."""
    with pytest.raises(NotConverted) as refused:
        convert_with(converter, R2018, Job(), seconds, largest)
    assert not list(drawings_folder().iterdir()), "something is left behind"
    return refused.value.why


@pytest.mark.parametrize("program", ["dwg2dxf", "ODAFileConverter"])
def test_it_is_preferred_to_the_library_and_its_dxf_is_what_is_read(
    tmp_path: Path, answer: Path, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path / "bin", WRITES.format(answer=str(answer)), program)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    path = tmp_path / "hall.dwg"
    path.write_bytes(R2018)
    drawing = read_drawing(Plugins().load(), path)
    assert (drawing.kind, drawing.version, drawing.box) == ("dwg", "R2018 (AC1032)", (0, 0, 30_000, 20_000))
    assert not [problem for problem in drawing.problems if "convert" in problem.what]


@pytest.mark.parametrize(
    "name", ["a;touch pwned;$(touch pwned) \"'`x`.dwg", "-rf.dwg", "--help.dwg", "ж漢.dwg", " .dwg"]
)
def test_no_name_of_a_file_reaches_it(tmp_path: Path, answer: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told.txt"
    fake(
        tmp_path / "bin",
        f"open({str(told)!r}, 'w').write(repr(sys.argv[1:]) + repr(open(GIVEN, 'rb').read(6)))"
        + WRITES.format(answer=str(answer)),
    )
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(R2018)
    assert read_drawing(Plugins().load(), Path(name)).kind == "dwg"
    assert "drawing.dwg" in told.read_text() and name not in told.read_text() and "AC1032" in told.read_text()
    assert not (tmp_path / "pwned").exists()


def test_none_is_looked_for_beside_the_drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path, "open('pwned', 'w')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}sub/..")
    assert own_converter() is None


def runs(process: str) -> bool:
    """Whether a process is neither gone nor waits to be counted as gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_one_that_hangs_is_stopped_with_all_that_it_started(tmp_path: Path) -> None:
    number = tmp_path / "number"
    converter = fake(
        tmp_path,
        f"import subprocess, time; open({str(number)!r}, 'w').write(str(subprocess.Popen(['sleep', '60']).pid))"
        "; time.sleep(60)",
    )
    begun = time.monotonic()
    assert "took longer than 0.5 seconds" in refusal(converter, seconds=0.5)
    assert time.monotonic() - begun < 5
    while runs(number.read_text()):  # it has been told to end; the system may take a moment over it
        assert time.monotonic() - begun < 10


def test_cancel_stops_it_at_once(tmp_path: Path) -> None:
    converter = fake(tmp_path, "import time; time.sleep(60)")
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        convert_with(converter, R2018, Job(cancelled=lambda: time.monotonic() - begun > 0.3))
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "wrote no DXF"),
        ("open(OUT, 'wb')", "wrote no DXF"),
        ("import os; os.symlink('/etc/passwd', OUT)", "wrote no DXF"),
        ("print('Usage: dwg2dxf 0.4'); sys.exit(2)", "status 2: Usage: dwg2dxf 0.4"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "status -11"),
        ("open(OUT, 'wb').write(bytes(20_000_000))", "wrote too much"),
        ("f = open(OUT, 'wb')\nwhile True: f.write(bytes(1_000_000)); f.flush()", "wrote too much"),
        ("sys.exit(0 if input('Overwrite? ') else 3)", "EOFError"),
    ],
)
def test_what_goes_wrong_with_it_is_one_clear_reason(tmp_path: Path, source: str, words: str) -> None:
    assert words in refusal(fake(tmp_path, source))


def test_one_that_cannot_be_started_is_said_so(tmp_path: Path) -> None:
    assert "cannot be started" in refusal(OwnConverter("dwg2dxf", tmp_path / "gone"))
    broken = fake(tmp_path, "")
    broken.path.write_bytes(b"\x7fELF of another machine")
    assert "cannot be started" in refusal(broken)


def test_when_it_fails_the_library_is_tried_and_when_both_fail_both_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path / "bin", "sys.exit(9)")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    path = tmp_path / "hall.dwg"
    path.write_bytes(R2018)
    with pytest.raises(
        ImportFailed, match=r"R2018 .*dwg2dxf could not convert it: it ended with status 9; it is cut off or damaged"
    ):
        read_dwg(path, ImportOptions(), Job())


def test_what_it_writes_is_as_hostile_as_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path / "bin", "open(OUT, 'wb').write(b'<html>' * 1000)")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    path = tmp_path / "hall.dwg"
    path.write_bytes(R2018)
    with pytest.raises(ImportFailed, match=r"hall\.dwg"):
        read_drawing(Plugins().load(), path)
