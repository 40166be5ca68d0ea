"""What the user set for all plans: theme, recent files, the arrangement of the window, changed shortcuts."""

import contextlib
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import msgspec
import platformdirs

from floorwright.errors import FloorwrightError
from floorwright.storage.atomic import write_atomically

RECENT = 12


@dataclass(slots=True)
class Preferences:
    """`window` and `docks` are Qt's own description of the arrangement in base 64."""

    theme: str = "system"
    recent: list[str] = field(default_factory=list)
    window: str = ""
    docks: str = ""
    shortcuts: dict[str, str] = field(default_factory=dict)
    author: str = ""

    def opened(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        name = str(path)
        self.recent = [name, *(other for other in self.recent if other != name)][:RECENT]


def preferences_file() -> Path:
    """Where they are kept; `FLOORWRIGHT_CONFIG` names another folder."""
    folder = os.environ.get("FLOORWRIGHT_CONFIG") or platformdirs.user_config_dir("floorwright", appauthor=False)
    return Path(folder) / "preferences.json"


def load_preferences() -> Preferences:
    """What was kept; defaults for whatever cannot be read, with a copy of a broken file beside it."""
    file = preferences_file()
    try:
        data = file.read_bytes()
    except OSError:
        return Preferences()
    try:
        found: Any = msgspec.json.decode(data)
        known = {item.name for item in fields(Preferences)}
        return msgspec.convert({k: v for k, v in found.items() if k in known}, Preferences)
    except (msgspec.MsgspecError, AttributeError, RecursionError):
        with contextlib.suppress(OSError):
            file.replace(file.with_suffix(".broken.json"))
        return Preferences()


def keep_preferences(preferences: Preferences) -> None:
    """Write them; where that is not possible the program goes on without."""
    file = preferences_file()
    with contextlib.suppress(OSError, FloorwrightError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, msgspec.json.format(msgspec.json.encode(asdict(preferences))))
