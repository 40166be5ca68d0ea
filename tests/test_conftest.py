"""The guards in conftest.py fail what they are there to fail: shown on a test file of its own in another process."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
TESTS = """
import logging, os, pathlib, socket, warnings
from PySide6.QtCore import qWarning

def test_passes_quietly():
    pass

def test_passes_with_the_warning_it_waits_for(caplog):
    with caplog.at_level(logging.WARNING):
        logging.getLogger("plan").warning("as expected")

def test_passes_with_folders_of_its_own():
    pathlib.Path(os.environ["FLOORWRIGHT_STATE"]).mkdir(parents=True)

def test_passes_with_other_folders_than_the_one_before():
    assert not pathlib.Path(os.environ["FLOORWRIGHT_STATE"]).exists()

def test_passes_when_it_connects_to_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()

def test_fails_by_log():
    logging.getLogger("plan").warning("nobody expects this")

def test_fails_by_log_of_another_level(caplog):
    with caplog.at_level(logging.WARNING):
        logging.getLogger("plan").error("worse than expected")

def test_fails_by_warning():
    warnings.warn("old", DeprecationWarning)

def test_fails_by_qt(qapp):
    qWarning("painter not active")

def test_fails_by_network():
    with socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """How each of those tests ended, errors while tidying up included."""
    folder = tmp_path_factory.mktemp("guarded")
    for name in ("pyproject.toml", "tests/conftest.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(CHECKOUT / name, folder / name)
    (folder / "tests" / "test_guarded.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider"]
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    found: dict[str, str] = {}
    for outcome, name in re.findall(r"^(PASSED|FAILED|ERROR) \S+::(\w+)", said, re.M):
        if found.get(name) in (None, "PASSED"):
            found[name] = outcome
    assert len(found) == TESTS.count("def test_"), said
    return found


def test_what_is_quiet_and_what_is_expected_passes(outcomes: dict[str, str]) -> None:
    assert {name: how for name, how in outcomes.items() if "passes" in name and how != "PASSED"} == {}


def test_an_unexpected_log_record_warning_qt_message_or_connection_fails(outcomes: dict[str, str]) -> None:
    assert {name: how for name, how in outcomes.items() if "fails" in name and how == "PASSED"} == {}
