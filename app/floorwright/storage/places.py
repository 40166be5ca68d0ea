"""Where Floorwright keeps what is not the user's document: sessions, backups, caches.

`FLOORWRIGHT_STATE` and `FLOORWRIGHT_CACHE` name other folders, for tests and for a portable installation.
"""

import getpass
import os
import tempfile
from pathlib import Path

import platformdirs

SUFFIX = ".floorwright"
"""What the name of a plan ends in."""


def state_folder() -> Path:
    """The private folder for sessions and backups; made when it is not there."""
    return _private(os.environ.get("FLOORWRIGHT_STATE") or platformdirs.user_state_dir("floorwright", appauthor=False))


def cache_folder() -> Path:
    """The folder for what can be computed again; made when it is not there."""
    return _private(os.environ.get("FLOORWRIGHT_CACHE") or platformdirs.user_cache_dir("floorwright", appauthor=False))


def drawings_folder() -> Path:
    """Where drawings that were read are kept; a temporary folder where the user's cache folder cannot be made."""
    try:
        return cache_folder() / "drawings"
    except OSError:
        return Path(tempfile.gettempdir()) / f"floorwright-{getpass.getuser()}" / "drawings"


def sessions_folder() -> Path:
    """One folder in it for each plan that is being edited: its base and its journal."""
    return _private(state_folder() / "sessions")


def set_aside_folder() -> Path:
    """Sessions that could not be recovered twice; kept for a person to look at."""
    return _private(state_folder() / "set-aside")


def trash_folder() -> Path:
    """Sessions that the user discarded, kept for 14 days."""
    return _private(state_folder() / "discarded")


def backup_folder() -> Path:
    """Earlier versions of saved plans, a folder a plan."""
    return _private(state_folder() / "backups")


def _private(folder: str | Path) -> Path:
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path
