"""Earlier versions of saved plans, kept in a private folder rather than as litter beside the file."""

import hashlib
import os
import re
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from floorwright.storage import places
from floorwright.storage.disk_words import cause

KEPT_SAVES = 10
KEPT_DAYS = 14
LARGEST_BYTES = 2 * 2**30
_NAME = re.compile(r"(\d{6})-(\d{8})T(\d{6})\.floorwright", re.ASCII)


@dataclass(frozen=True, slots=True)
class Backup:
    """An earlier version of a plan: the file, its place in the sequence of saves, and when it was replaced."""

    path: Path
    number: int
    day: str
    size: int


def keep_previous(plan: Path, now: float | None = None) -> str:
    """Keep the version of a plan that is about to be replaced; a sentence for the user when that is not possible.

    Args:
        now: the time of the save in seconds since 1970, if it is not this moment.
    """
    try:
        folder = folder_of(plan)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = max((backup.number for backup in backups_of(plan)), default=0) + 1
        stamp = time.strftime("%Y%m%dT%H%M%S", time.localtime(now))
        _keep(plan, folder / f"{number:06}-{stamp}.floorwright")
        _prune(plan)
    except OSError as problem:
        return f"The earlier version of “{plan.name}” was not kept: {cause(problem)}."
    return ""


def backups_of(plan: Path) -> list[Backup]:
    """The kept versions of a plan, the newest first, by the sequence of saves and not by the clock."""
    found = []
    with suppress(OSError):
        for entry in os.scandir(folder_of(plan)):
            if name := _NAME.fullmatch(entry.name):
                found.append(Backup(Path(entry.path), int(name[1]), name[2], entry.stat().st_size))
    return sorted(found, key=lambda backup: backup.number, reverse=True)


def folder_of(plan: Path) -> Path:
    """Where the backups of a plan are."""
    place = hashlib.sha256(os.fsencode(plan)).hexdigest()[:12]
    return places.backup_folder() / f"{place}-{plan.stem[:40]}"


def _keep(plan: Path, backup: Path) -> None:
    # A file with other names may be written to under them, so only one without is linked.
    if plan.stat().st_nlink == 1:
        with suppress(OSError):
            os.link(plan, backup)
            return
    unfinished = backup.with_suffix(".part")
    try:
        shutil.copyfile(plan, unfinished)
        os.replace(unfinished, backup)
    finally:
        unfinished.unlink(missing_ok=True)


def _prune(plan: Path) -> None:
    """Keep the last ten, the last one of each of the last 14 days that had any, and no more than the limit."""
    newest_first = backups_of(plan)
    kept = newest_first[:KEPT_SAVES]
    last_of_day: dict[str, Backup] = {}
    for backup in newest_first:
        last_of_day.setdefault(backup.day, backup)
    kept += [backup for backup in list(last_of_day.values())[:KEPT_DAYS] if backup not in kept]
    size = 0
    within: list[Backup] = []
    for backup in sorted(kept, key=lambda backup: backup.number, reverse=True):
        size += backup.size
        if not within or size <= LARGEST_BYTES:
            within.append(backup)
    for backup in newest_first:
        if backup not in within:
            backup.path.unlink(missing_ok=True)
