"""Keeping the details of an error nobody foresaw, for the user to send, without showing them a traceback."""

import datetime
import platform
import traceback
from pathlib import Path

import floorwright
from floorwright.storage.places import state_folder


def keep_report(error: BaseException) -> Path:
    """The file that now holds the details of `error`; it holds nothing of the plan but what the error says."""
    lines = [
        f"Floorwright {floorwright.__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{datetime.datetime.now().astimezone().isoformat(timespec='seconds')}",
        *traceback.format_exception(error),
    ]
    place = state_folder() / "last-error.txt"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("\n".join(lines), encoding="utf-8")
    return place
