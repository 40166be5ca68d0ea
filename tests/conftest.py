"""What every test may count on: no display, no network, no folder of the user's, no unexpected word in the log."""

import logging
import os
import socket
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from _pytest.logging import LogCaptureHandler
from hypothesis import HealthCheck, settings

if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # without it Qt ends the process

# `do.py fuzz` asks for long bounds and new examples each time; `do.py test` tries the same ones every time, so that it
# says the same of the same code. The machine that runs the tests beside other work is slow at times.
settings.register_profile(
    "short", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True, derandomize=True
)
settings.register_profile("long", parent=settings.get_profile("short"), max_examples=5000, derandomize=False)
settings.load_profile("long" if os.environ.get("FLOORWRIGHT_FUZZ") == "long" else "short")

FOLDERS = ("STATE", "CACHE", "CONFIG")


@pytest.fixture(scope="session")
def numbered_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new path at each step; nothing is made there."""
    root = tmp_path_factory.mktemp("places")
    return (root / str(number) for number in count())


@pytest.fixture(autouse=True)
def folders_of_its_own(numbered_folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder under which this test's recovery data, backups, cache and settings go, also those of its children."""
    root = next(numbered_folders)
    for name in FOLDERS:
        monkeypatch.setenv(f"FLOORWRIGHT_{name}", str(root / name.lower()))
    return root


class UnexpectedRecords(logging.Handler):
    """The log records at WARNING or above that the test did not say it waits for."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record unless the test set caplog to its level: `with caplog.at_level(logging.WARNING):`."""
        captured = [h for h in logging.getLogger().handlers if isinstance(h, LogCaptureHandler)]
        if not any(handler.level == record.levelno for handler in captured):
            self.records.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_log() -> Iterator[None]:
    """A warning in the log that no test waits for is a failure."""
    handler = UnexpectedRecords()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.records:
        lines = [f"{record.name}: {record.levelname}: {record.getMessage()}" for record in handler.records]
        pytest.fail("Unexpected in the log:\n" + "\n".join(lines), pytrace=False)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Connecting anywhere but to this machine is refused."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _local_only(getattr(socket.socket, name)))
    yield
    patch.undo()


def _local_only(connect: Callable[..., object]) -> Callable[..., object]:
    def guarded(self: socket.socket, address: object) -> object:
        remote = self.family in (socket.AF_INET, socket.AF_INET6) and isinstance(address, tuple)
        if remote and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to connect to {address[0]}")
        return connect(self, address)

    return guarded
